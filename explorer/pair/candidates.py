"""The encryptions that Compare shows side by side, and how a link names them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote

from core.encryption import SCHEMES
from core.indices import INDICES
from explorer.pair.sources import in_digits

FEWEST, MOST = 2, 8
"""How many encryptions a ready set has, and how many are compared at most."""

KEY = "showthrough"
"""Encryption key of an entry that names none."""

LONGEST_KEY = 100
"""Characters of an encryption key."""

ITSELF = "itself"
"""Name of the plain image where it stands as its own encryption."""

SORTS = tuple(
    f"{sign}{name}" for name in ("added", "spread", *INDICES) for sign in ("", "-")
)
"""Orders of the table: as added, by how far the ranks are apart, or by an index with
the most leaking first. A minus reverses the order."""

WHITE = r"[1-9]\d{0,19}(\.\d{1,18})?|0\.0{0,12}[1-9]\d{0,17}"
"""How a link writes a value of white: the largest 64-bit integer has 20 digits."""

NOTHING = "none"
"""How a link writes that there is no encryption."""

_FILE = "file"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One encryption of the plain image.

    Attributes
    ----------
    kind : {"scheme", "sample", "file"}
        Made by a scheme; a companion of a sample image, or the plain image itself; or
        uploaded.
    name : str
        Key of `core.SCHEMES`, of a companion, or the beginning of a file's SHA-256.
    level : int
        Of a scheme, from 1, the strongest.
    key : str
        Encryption key of a scheme.
    white : float, optional
        Value of white of a file, where the visitor set it.
    """

    kind: Literal["scheme", "sample", "file"]
    name: str
    level: int = 1
    key: str = KEY
    white: float | None = None


def of_scheme(name: str, level: int, key: str = KEY) -> Entry:
    """Return the entry of a scheme; a level that it lacks becomes its weakest."""
    level = min(max(level, 1), SCHEMES[name].levels)
    return Entry(kind="scheme", name=name, level=level, key=key)


def written(entries: Iterable[Entry]) -> str:
    """Write entries as a link does: `peid-09.3~etc.2.key~shuffle-64~file.0123ab`."""
    return "~".join(map(_written, entries)) or NOTHING


def _written(entry: Entry) -> str:
    if entry.kind == "file":
        white = f".{in_digits(entry.white)}" if entry.white else ""
        return f"{_FILE}.{entry.name}{white}"
    if entry.kind == "sample":
        return entry.name
    text = f"{entry.name}.{entry.level}"
    if not SCHEMES[entry.name].keyed or entry.key == KEY:
        return text
    return f"{text}.{_escaped(entry.key)}"


def _escaped(key: str) -> str:
    """Percent-encode a key, and the characters that separate entries."""
    return quote(key, safe="").replace(".", "%2E").replace("~", "%7E")


def parsed(text: str) -> tuple[Entry, ...]:
    """Read what `written` wrote; what cannot be read, and a ninth, is left out."""
    if text == NOTHING:
        return ()
    entries = (_parsed(part) for part in text.split("~"))
    return tuple(entry for entry in entries if entry is not None)[:MOST]


def _parsed(part: str) -> Entry | None:
    name, dot, rest = part.partition(".")
    if not dot:
        known = name and all(c.isalnum() or c in "-_" for c in name)
        return Entry(kind="sample", name=name) if known else None
    if name == _FILE:
        digest, _, white = rest.lower().partition(".")
        known = digest and len(digest) <= 64 and not digest.strip("0123456789abcdef")
        value = float(white) if re.fullmatch(WHITE, white) else None
        return Entry(kind="file", name=digest, white=value) if known else None
    level, dot, key = rest.partition(".")
    if name not in SCHEMES or not (level.isascii() and level.isdigit()):
        return None
    if not 1 <= int(level) <= SCHEMES[name].levels:
        return None
    return of_scheme(name, int(level), unquote(key)[:LONGEST_KEY] if dot else KEY)


FIRST = (
    of_scheme("peid-09", 4),
    of_scheme("ivc-res", 2),
    of_scheme("peid-02", 2),
    of_scheme("blur", 2),
    of_scheme("peid-07", 1),
)
"""The first screen: displaced blocks, a blur and others that split the indices."""


def presets() -> Mapping[str, Sequence[Entry]]:
    """Return ready sets of encryptions, by what a visitor reads."""
    identified = [
        of_scheme(key, (scheme.levels + 1) // 2)
        for key, scheme in SCHEMES.items()
        if key.startswith("peid-") and scheme.provenance != "stand-in"
    ]
    levels = {
        f"All levels of {scheme.label}": [
            of_scheme(key, level) for level in range(1, scheme.levels + 1)
        ]
        for key, scheme in SCHEMES.items()
        if FEWEST <= scheme.levels <= MOST
    }
    return {
        "Where the indices disagree": FIRST,
        f"PEID's {len(identified)} identified schemes, middle level": identified,
        **levels,
    }
