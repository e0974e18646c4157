"""The link: names of its parts, and the values that they may have.

A link is the address of what is on the screen. Only what differs from the first screen
is written. Pixels never are: an uploaded file is named by the start of its SHA-256.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast, get_args

from core.attacks import ATTACKS
from core.encryption import SCHEMES
from core.image import CHANNELS, FITS
from core.image.limits import most
from core.indices import INDICES
from core.recognizability.parameters import CONSTANTS, Parameters
from explorer.pair.candidates import FIRST, SORTS, WHITE, written
from explorer.pair.channel_names import Bits
from explorer.pair.colours import Shown
from explorer.pair.component_choice import CHOICES
from explorer.pair.sources import Source, in_digits, samples
from explorer.theme.overlays import CARDS, OVERLAYS, PANELS, RANGES

MAKE, ITSELF, UPLOAD, OPENED = "make", "itself", "upload", "opened"
"""Where an image comes from, where it is no sample."""

MOST_PIXELS = 9999
"""Largest side or offset of blocks that a link can name."""

DIGITS = 16
"""Number of hexadecimal digits of a file's SHA-256 that name it in a link."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number that a slider sets: its range and its value at first.

    A link may hold values in between, in steps of `fine`.
    """

    low: float
    high: float
    step: float
    start: float
    fine: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """One of a few words, the first of which is chosen at first."""

    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """Free text and its value at first."""

    start: str
    longest: int = 100
    pattern: str = r"(?s).*"


Field = Number | Word | Text

COMPANIONS = tuple(
    companion.key for plain in samples().values() for companion in plain.encrypted
)

# Empty: the value that is in use, which the pair and its settings decide.
_TRIED = Text(start="", longest=8, pattern=r"\d+(\.\d+)?")

_WHITE = Text(start="", longest=40, pattern=WHITE)

_FILE = Text(start="", longest=DIGITS, pattern=rf"[0-9a-f]{{{DIGITS}}}")

FIELDS: Mapping[str, Field] = {
    # The pair.
    "plain": Word(words=(*samples(), UPLOAD)),
    "plain_file": _FILE,
    "plain_white": _WHITE,
    "encrypted": Word(words=(*COMPANIONS, MAKE, ITSELF, UPLOAD)),
    "encrypted_file": _FILE,
    "encrypted_white": _WHITE,
    "fit": Word(words=("no", *FITS)),
    "scheme": Word(words=("peid-09", *(key for key in SCHEMES if key != "peid-09"))),
    "level": Number(
        low=1, high=max(s.levels for s in SCHEMES.values()), step=1, start=4
    ),
    "key": Text(start="showthrough"),
    # Of files of several frames, from 1.
    "frame": Number(low=1, high=most("frames read"), step=1, start=1),
    # What the index is given of both images: on Explore alone.
    "channel": Word(words=CHANNELS),
    # Constants and readings of the index.
    "alpha": Number(
        low=0.02, high=0.5, step=0.005, start=Parameters().alpha, fine=0.0001
    ),
    # Blocks of the cipher's own, in pixels: their side, 0 where alpha says it, and
    # where the first one starts.
    "side": Number(low=0, high=MOST_PIXELS, step=1, start=0),
    "oy": Number(low=0, high=MOST_PIXELS, step=1, start=0),
    "ox": Number(low=0, high=MOST_PIXELS, step=1, start=0),
    # Whether pieces of the cipher's own grid are turned back.
    "turned": Word(words=("no", "yes")),
    "beta": Number(low=1, high=100, step=1, start=Parameters().beta),
    "gamma": Number(low=1, high=10, step=0.25, start=Parameters().gamma),
    "components": Word(words=("C4", *(name for name in CHOICES if name != "C4"))),
    "border": Word(words=("crop", "pad")),
    "pooling": Word(words=("normalised", "printed")),
    # The pinned block: a point of the image, in pixels.
    "pin": Text(start="", longest=20, pattern=r"\d+(\.\d+)?,\d+(\.\d+)?"),
    # Explore.
    "overlay": Word(words=tuple(OVERLAYS)),
    "arrows": Number(low=0, high=160, step=1, start=0),
    "opacity": Number(low=0, high=1, step=0.05, start=0.6),
    # Bit planes: the one on the screen, how strongly it is laid over the picture, and
    # of which channel it is.
    "plane": Number(low=1, high=8, step=1, start=8),
    "cover": Number(low=0, high=1, step=0.05, start=1),
    "bits": Word(words=get_args(Bits)),
    # Which values the overlay's colours run over.
    "range": Word(words=RANGES),
    "mode": Word(words=("side", "wipe", "flip", "difference")),
    "right": Word(words=("encrypted", "reassembled")),
    "wipe": Number(low=0, high=1, step=0.01, start=0.5),
    # Device pixels per pixel, and the point in the middle as shares of both sides.
    "at": Text(start="", longest=30, pattern=r"\d+(\.\d+)?,[01](\.\d+)?,[01](\.\d+)?"),
    # Pictures in the colours of their files, or as the index sees them.
    "shown": Word(words=get_args(Shown)),
    "panel": Word(words=tuple(PANELS)),
    # The card below the pictures that is open.
    "card": Word(words=CARDS),
    # On a projector: no settings and no bar, and larger words.
    "stage": Word(words=("0", "1")),
    # Attack: the attack whose picture is shown, how it lies where that is not as it was
    # scored, and whether there is no plain picture to judge by.
    "attack": Word(words=("best", *ATTACKS)),
    "state": Text(start="", longest=2, pattern=r"\d{1,2}"),
    "blind": Word(words=("no", "yes")),
    # Learn: the step, the block that is followed, what a teacher leaves out, and what
    # is tried. A prediction is not: whoever opens a link makes their own.
    "lesson": Number(low=0, high=10, step=1, start=0),
    "follow": Word(words=("telling", "strongest")),
    "hide": Text(start="", pattern=r"[a-z]+(,[a-z]+)*"),
    "rank": Number(low=1, high=4096, step=1, start=1),
    "threshold": Number(low=0.05, high=0.95, step=0.05, start=0.5),
    "shift": Number(low=0, high=12, step=1, start=0),
    "apart": Number(low=0, high=20, step=1, start=2),
    "bins": Number(low=2, high=64, step=1, start=16),
    **{
        f"try_{name}": _TRIED
        for name in ("beta", "gamma", "sim_a", "sim_s", "nrd", "gs")
    },
    "figure": Word(words=("hidden", "shown")),
    "sheet": Word(words=("hidden", "shown")),
    # Compare.
    "with": Text(start=written(FIRST), longest=4000, pattern=r"[!-~]*"),
    "index": Word(words=tuple(INDICES)),
    "map": Text(start="", longest=40, pattern=r"[a-z0-9_.]*"),
    "sort": Word(words=SORTS),
    "attacked": Word(words=("no", "yes")),
    # People: whose judgements, and the logistic's constants. "index" is the chart's.
    "data": Word(words=("regenerated", "peid", "ivc", "table")),
    "logistic": Word(words=("five", "four")),
    "criteria": Text(
        start="srocc,krcc,lcc,rmse",
        longest=20,
        pattern=r"(srocc|krcc|lcc|rmse)(,(srocc|krcc|lcc|rmse))*",
    ),
    # Tune: what moves, from where to where in how many steps, and a scheme's levels.
    "sweep": Word(words=(*CONSTANTS, "level", "frame")),
    "span": Text(start="", longest=40, pattern=r"[\d.]+,[\d.]+,\d+"),
    "ladder": Word(words=("peid-09", *(key for key in SCHEMES if key != "peid-09"))),
}
"""Everything that a link can say, by the name it has there; names never change."""

PAIR = (
    "plain",
    "plain_file",
    "plain_white",
    "encrypted",
    "encrypted_file",
    "encrypted_white",
    "fit",
    "scheme",
    "level",
    "key",
    "frame",
)
"""What a link says of the two images."""

BLOCKS = ("side", "oy", "ox")
"""What a link says of blocks that are not the paper's."""

SHARED = (
    *PAIR,
    *CONSTANTS,
    *BLOCKS,
    "components",
    "border",
    "pooling",
    "pin",
)
"""The fields of the link of every page that looks at a pair."""


def parse(parameters: Mapping[str, str]) -> dict[str, Any]:
    """Read a link's parameters; what is unknown or out of range is left out.

    A number between two steps becomes the nearer one.
    """
    values: dict[str, Any] = {}
    if parameters.get("resize") == "yes":  # what links said before cropping was there
        parameters = {"fit": "resize", **parameters}
    for name, field in FIELDS.items():
        text = parameters.get(name)
        if text is None:
            continue
        if isinstance(field, Number):
            number = _number(text)
            if number is not None and field.low <= number <= field.high:
                step = field.fine or field.step
                steps = round((number - field.low) / step)
                values[name] = round(field.low + steps * step, 9)
        elif isinstance(field, Text):
            if re.fullmatch(field.pattern, text[: field.longest]):
                values[name] = text[: field.longest]
        elif text in field.words:
            values[name] = text
    return values


def write(values: Mapping[str, Any]) -> dict[str, str]:
    """Write choices as a link's parameters, without those of the first screen."""
    parameters = {}
    for name, field in FIELDS.items():
        value = values.get(name)
        if value is None or value == first(name):
            continue
        if isinstance(field, Number):
            parameters[name] = f"{value:g}"
        elif isinstance(field, Text) or value in field.words:
            parameters[name] = str(value)
    return parameters


def pair_fields(plain: Source, encrypted: Source) -> dict[str, Any]:
    """Return the fields of a link to two images, by how they came about."""
    values = _image_fields("plain", plain)
    values["frame"] = encrypted.made.frame or plain.made.frame or 1
    if encrypted.digest == plain.digest:
        return values | {"encrypted": ITSELF}
    made = encrypted.made
    fit = plain.made.fit or made.fit
    if fit:
        values["fit"] = fit
    if not made.scheme:
        return values | _image_fields("encrypted", encrypted)
    values |= {"encrypted": MAKE, "scheme": made.scheme}
    # Controls keep what a scheme does not have.
    if SCHEMES[made.scheme].levels > 1:
        values["level"] = made.level
    return values | ({"key": made.key} if SCHEMES[made.scheme].keyed else {})


def _image_fields(role: str, source: Source) -> dict[str, Any]:
    if not source.made.sample:
        values = {role: UPLOAD, f"{role}_file": source.digest[:DIGITS]}
        white = source.made.white
        return values | ({f"{role}_white": in_digits(white)} if white else {})
    entries = [e for plain in samples().values() for e in (plain, *plain.encrypted)]
    return {role: next(e.key for e in entries if e.file == source.made.file)}


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def first(name: str) -> Any:
    """Return a control's value on the first screen."""
    field = FIELDS[name]
    return field.words[0] if isinstance(field, Word) else field.start


def number(name: str) -> Number:
    """Return the range of a control that sets a number."""
    return cast(Number, FIELDS[name])
