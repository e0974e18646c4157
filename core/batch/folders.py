"""Pairs of two folders, matched by the names of their files.

A pattern says how an encrypted image is called after its plain one. It is compared with
the path of the encrypted file inside its folder, with or without the ending:

`{name}`
    The plain image's name without its ending; once in every pattern.
`*`, `?`
    Any characters, or one, but no `/`.
`/`
    A folder inside the encrypted one: `*/{name}` looks into all that lie there.

All else stands for itself. Capitals do not matter.
"""

import re
import unicodedata
from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from core.batch.table import PAIR, Table
from core.image import FORMATS
from core.spreadsheet import TableError

SAME = "{name}"
"""Pattern of encrypted images that are called as their plain ones."""

SHOWN = 10
"""Most files that a message names."""

_ENDINGS = {f".{ending}" for endings in FORMATS.values() for ending in endings}


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Matched:
    """What came of matching two folders.

    Attributes
    ----------
    table : Table
        The pairs, by plain and then by encrypted image; paths are relative to the
        working directory unless the folders' were absolute.
    notes : tuple of str
        What was left out: images without a partner, and files that are no images.
    """

    table: Table
    notes: tuple[str, ...]


def match_folders(plain: Path, encrypted: Path, pattern: str | None = None) -> Matched:
    """Match the encrypted images of a folder with the plain ones of another.

    Parameters
    ----------
    plain, encrypted : Path
        Folders; one and the same if there is a pattern.
    pattern : str, optional
        How encrypted images are called, as the module says. An encrypted image that has
        the very name of a plain one, but for the ending, belongs to that one in any
        case, unless both are in one folder. Several may belong to one plain image.

    Raises
    ------
    TableError
        If the pattern is none, an encrypted image fits several plain ones, or there is
        no pair at all.
    OSError
        If a folder cannot be read.
    """
    together = plain.samefile(encrypted)
    if together and pattern is None:
        raise TableError(
            f"{plain} is to hold both the plain and the encrypted pictures: expected a "
            "pattern, such as {name}_enc*, that says which are encrypted"
        )
    pattern = (pattern or SAME).replace("\\", "/")
    fits = _Pattern(pattern)
    images, others = _files(plain, 1)
    ciphers, more = _files(encrypted, pattern.count("/") + 1)
    by_name = dict[str, list[Path]]()
    for image in images:
        by_name.setdefault(_folded(image.stem), []).append(image)

    pairs, doubtful = list[tuple[Path, Path]](), list[str]()
    for cipher in ciphers:
        path = PurePosixPath(cipher.relative_to(encrypted).as_posix())
        own, whole = _folded(str(path.with_suffix(""))), _folded(str(path))
        same = own in by_name and not together
        names = {own} if same else fits.names(own, by_name) | fits.names(whole, by_name)
        found = sorted(
            image for name in names for image in by_name[name] if image != cipher
        )
        if len(found) > 1:
            doubtful.append(f"{path} fits {_some(image.name for image in found)}")
        pairs += [(image, cipher) for image in found]
    if doubtful:
        raise TableError(
            "expected every encrypted picture to fit one plain picture: "
            f"{_some(doubtful, '. ')}. Tell them apart by a narrower pattern, such as "
            "{name}_*, or by other names"
        )
    if not pairs:
        raise TableError(
            f"no encrypted picture in {encrypted} fits a plain picture in {plain} by "
            f"the pattern {pattern} ({len(ciphers)} and {len(images)} pictures). A "
            "pattern such as {name}_* takes what has a suffix, */{name} what lies in "
            "folders"
        )
    used = {file for pair in pairs for file in pair}
    lone = [image for image in images if image not in used]
    lost = [cipher for cipher in ciphers if cipher not in used and cipher not in lone]
    apart = "pictures" if together else "plain pictures"
    said = {
        f"{apart} without a partner": lone,
        "encrypted pictures without a partner": lost,
        "no pictures, by their endings": list(dict.fromkeys([*others, *more])),
    }
    return Matched(
        table=_table(sorted(pairs)),
        notes=tuple(
            f"{words}: {_some(map(str, files))}"
            for words, files in said.items()
            if files
        ),
    )


class _Pattern:
    """What stands before and after the plain image's name."""

    def __init__(self, pattern: str) -> None:
        before, name, after = pattern.partition(SAME)
        if not name or SAME in after:
            raise TableError(
                f"expected a pattern with {SAME} in it once, such as {{name}}_enc*, "
                f"got {pattern}"
            )
        self._before, self._after = _regex(before), _regex(after)

    def names(self, text: str, known: Container[str]) -> set[str]:
        """Every known name that a text can be made of."""
        return {
            text[start:end]
            for start in range(len(text))
            for end in range(start + 1, len(text) + 1)
            if text[start:end] in known
            and self._before.fullmatch(text[:start])
            and self._after.fullmatch(text[end:])
        }


def _regex(words: str) -> re.Pattern[str]:
    wild = {"*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(wild.get(c) or re.escape(c) for c in _folded(words)))


def _folded(name: str) -> str:
    """One spelling for capitals, and for accents, which systems write in two ways."""
    return unicodedata.normalize("NFC", name).casefold()


def _files(folder: Path, depth: int) -> tuple[list[Path], list[Path]]:
    """Images and other files at a depth; those that systems hide are left out."""
    images, others = list[Path](), list[Path]()
    for file in sorted(folder.glob("/".join("*" * depth))):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if not hidden and file.is_file():
            (images if file.suffix.casefold() in _ENDINGS else others).append(file)
    return images, others


def _table(pairs: list[tuple[Path, Path]]) -> Table:
    return Table(
        name="the folders",
        folder=Path(),
        columns=PAIR,
        records=tuple((str(plain), str(encrypted)) for plain, encrypted in pairs),
        lines=tuple(range(1, len(pairs) + 1)),
    )


def _some(names: Iterable[str], between: str = ", ") -> str:
    names = list(names)
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"{between.join(names[:SHOWN])}{more}"
