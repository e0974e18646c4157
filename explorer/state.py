"""What the visitor chose: one frozen `Choice`, the session and the link that keep it.

The link is the address of what is on the screen. Only what differs from the first
screen is written there. Pixels never are: an upload is not in the link, and a link to
one opens the first sample instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import streamlit as st

from core.encryption import SCHEMES
from core.recognizability.blocks import Border
from core.recognizability.parameters import Components, Parameters
from core.recognizability.pooling import Pooling
from explorer.samples import Source, opened, samples
from explorer.theme import OVERLAYS, OverlayKey

MAKE, ITSELF, UPLOAD, OPENED = "make", "itself", "upload", "opened"
"""Where an image comes from, where it is no sample."""

VIEW_KEY = "matches"
"""Name of the canvas in the session's state."""

PRESETS = {
    "C1": Components.C1,
    "C2": Components.C2,
    "C3": Components.C3,
    "C4": Components.C4,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """Everything that a visitor can set on Explore.

    Attributes
    ----------
    plain, encrypted : Source
        The pair, of one size.
    parameters, components, border, pooling
        As `core.visual_security_index` takes them.
    overlay : str
        Key of the picture laid over both images.
    arrows : int
        How many of the strongest matches are drawn.
    opacity : float
        Of the overlay, in [0, 1].
    """

    plain: Source
    encrypted: Source
    parameters: Parameters
    components: Components
    border: Border
    pooling: Pooling
    overlay: OverlayKey
    arrows: int
    opacity: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number that a slider sets: its range and its value at first."""

    low: float
    high: float
    step: float
    start: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """One of a few words, the first of which is chosen at first."""

    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """Free text and its value at first."""

    start: str
    longest: int = 100


COMPANIONS = tuple(
    companion.key for plain in samples().values() for companion in plain.encrypted
)

FIELDS: Mapping[str, Number | Word | Text] = {
    "plain": Word(words=tuple(samples())),
    "encrypted": Word(words=(*COMPANIONS, MAKE, ITSELF)),
    "scheme": Word(words=("peid-09", *(key for key in SCHEMES if key != "peid-09"))),
    "level": Number(
        low=1, high=max(s.levels for s in SCHEMES.values()), step=1, start=4
    ),
    "key": Text(start="showthrough"),
    "alpha": Number(low=0.02, high=0.5, step=0.005, start=0.1),
    "beta": Number(low=1, high=100, step=1, start=40),
    "gamma": Number(low=1, high=10, step=0.25, start=5),
    "components": Word(words=("C4", "C1", "C2", "C3")),
    "border": Word(words=("crop", "pad")),
    "pooling": Word(words=("normalised", "printed")),
    "overlay": Word(words=tuple(OVERLAYS)),
    "arrows": Number(low=0, high=160, step=1, start=20),
}
"""Everything that a link can say, by the name it has there; names never change."""


def parse(parameters: Mapping[str, str]) -> dict[str, Any]:
    """Read a link's parameters; what is unknown or out of range is left out.

    A number between two steps of its slider becomes the one that the slider shows.
    """
    values: dict[str, Any] = {}
    for name, field in FIELDS.items():
        text = parameters.get(name)
        if text is None:
            continue
        if isinstance(field, Number):
            number = _number(text)
            if number is not None and field.low <= number <= field.high:
                steps = round((number - field.low) / field.step)
                values[name] = round(field.low + steps * field.step, 9)
        elif isinstance(field, Text) or text in field.words:
            values[name] = text[: field.longest] if isinstance(field, Text) else text
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


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def start(name: str) -> Any:
    """Return a control's value at first: the link's, or that of the first screen."""
    if "start" not in st.session_state:
        st.session_state["start"] = parse(st.query_params.to_dict())
    return st.session_state["start"].get(name, first(name))


def in_link(name: str) -> bool:
    """Whether the link that opened this session says anything on a control."""
    start(name)
    return name in st.session_state["start"]


def first(name: str) -> Any:
    """Return a control's value on the first screen."""
    field = FIELDS[name]
    return field.words[0] if isinstance(field, Word) else field.start


def number(name: str) -> Number:
    """Return the range of a control that sets a number."""
    return cast(Number, FIELDS[name])


def chosen(name: str) -> Any:
    """Return what a control says now, or said last where it is not drawn."""
    return st.session_state.get(name, recall(name))


def recall(key: str, name: str | None = None) -> Any:
    """Return what a control said last, or its value at first.

    Streamlit forgets a control that a run does not draw; a visitor who comes back to it
    finds it as it was. `key` is its name in the session, `name` the one in the link.
    """
    name = name or key
    otherwise = start(name) if name in FIELDS else None
    return st.session_state.get("memory", {}).get(key, otherwise)


def keep(key: str, value: Any) -> None:
    """Keep what a control says, for when it is drawn again."""
    st.session_state.setdefault("memory", {})[key] = value


def slider(key: str, name: str, part: str = "value") -> float:
    """Return a live slider's value now, or where it was "settled" last.

    `key` is its name in the session, `name` the one in the link.
    """
    field, state = number(name), st.session_state.get(key)
    value = state.get(part) if state else None
    if not isinstance(value, int | float) or not field.low <= value <= field.high:
        return float(recall(key, name))
    return float(value)


def write_link() -> None:
    """Put the choices into the address bar, unless they are there already.

    A slider counts where it rests: while it moves, the address stays.
    """
    plain = chosen("plain")
    values = {
        name: chosen(name)
        for name in ("plain", "components", "border", "pooling", "overlay", "arrows")
    }
    for name in ("alpha", "beta", "gamma"):
        values[name] = slider(name, name, "settled")
    if plain in samples() or plain == OPENED:
        values["encrypted"] = chosen(f"encrypted_of_{plain}")
    if values.get("encrypted") == MAKE:
        values["scheme"], values["key"] = chosen("scheme"), chosen("key")
        values["level"] = slider(f"level_of_{chosen('scheme')}", "level", "settled")
    parameters = write(values)
    if opened() and plain in samples():
        # The first screen shows the files of the command line.
        parameters["plain"] = plain
    if parameters != st.query_params.to_dict():
        st.query_params.from_dict(parameters)


def pinned() -> tuple[float, float] | None:
    """Point of the plain image that the visitor pinned, (x, y) in pixels."""
    point = (st.session_state.get(VIEW_KEY) or {}).get("pin")
    if not isinstance(point, list) or len(point) != 2:
        return None
    return float(point[0]), float(point[1])


def last_good() -> Choice | None:
    """Return the last choice that gave a result."""
    return st.session_state.get("last_good")


def remember(choice: Choice) -> None:
    """Keep a choice that gave a result, to fall back on."""
    st.session_state["last_good"] = choice


def pair() -> tuple[Source, Source] | None:
    """Return the last pair of images that could be compared."""
    return st.session_state.get("pair")


def keep_pair(plain: Source, encrypted: Source) -> None:
    """Keep a pair of images that can be compared."""
    st.session_state["pair"] = (plain, encrypted)


def read_once(key: str, file_id: str, read: Any) -> Any:
    """Return what `read()` gave for an uploaded file; called once for each file.

    The session keeps the last file of each role, and so frees the one before.
    """
    known = st.session_state.get(f"{key}_read")
    if known is None or known[0] != file_id:
        known = (file_id, read())
        st.session_state[f"{key}_read"] = known
    return known[1]


def read_before(key: str) -> Any:
    """Return what the last file of a role gave, for when its control is drawn again."""
    return st.session_state.get(f"{key}_read", (None, None))[1]
