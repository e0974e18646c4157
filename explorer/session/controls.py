"""The value of one control: now, last, or at first.

A control has one name in the session, in the link, and in the memory that keeps its
value while another page is drawn. Its key in the session changes with each link that is
followed, so that Streamlit makes a new control with the link's value.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from explorer.pair.link_fields import FIELDS, Number, Word, first, number, parse


def key(name: str, widget: str | None = None) -> str:
    """Return the key of a control; another one after each `restore`.

    Parameters
    ----------
    name : str
        Of a field of the link.
    widget : str, optional
        What the control is called where that is not the field's name.
    """
    epoch = st.session_state.get("epochs", {}).get(name, 0)
    return f"{widget or name}-{epoch}" if epoch else widget or name


def start(name: str) -> Any:
    """Return a control's value at first: the link's, or that of the first screen."""
    if "start" not in st.session_state:
        st.session_state["start"] = parse(st.query_params.to_dict())
    return st.session_state["start"].get(name, first(name))


def known(name: str) -> bool:
    """Whether the link or the visitor has set a control."""
    start(name)
    return name in st.session_state["start"] or name in memory()


def chosen(name: str, widget: str | None = None) -> Any:
    """Return a control's value now, or its last one where it is not drawn.

    A live slider's value is where it last rested: while it moves, the address stays.
    """
    held = st.session_state.get(key(name, widget))
    if held is None:
        return recall(widget or name, name)
    if isinstance(FIELDS[name], Number) and not isinstance(held, int | float):
        return slider(widget or name, name, "settled")
    return held


def recall(widget: str, name: str | None = None) -> Any:
    """Return a control's last value, or its value at first.

    Streamlit forgets a control that a run does not draw; this does not. `name` is that
    in the link, where `widget` is another.
    """
    name = name or widget
    otherwise = start(name) if name in FIELDS else None
    return memory().get(widget, otherwise)


def keep(widget: str, value: Any) -> None:
    """Keep a control's value until it is drawn again."""
    st.session_state.setdefault("memory", {})[widget] = value


def memory() -> Mapping[str, Any]:
    """Return the last values of controls, by their names."""
    return st.session_state.get("memory", {})


def slider(widget: str, name: str, part: str = "value") -> float:
    """Return a live slider's value now, or where it was "settled" last.

    `widget` is its own name, `name` the one in the link.
    """
    field, value = number(name), hand(key(name, widget)).get(part)
    if not isinstance(value, int | float) or not field.low <= value <= field.high:
        return float(recall(widget, name))
    return float(value)


def moves(name: str) -> int:
    """Return how often a live slider has reported, a hand that is back included."""
    count = hand(key(name)).get("count")
    return count if isinstance(count, int) else 0


def hand(widget: str) -> Mapping[str, Any]:
    """Return what a live slider has reported: see `live_slider`."""
    said = (st.session_state.get(widget) or {}).get("hand")
    return said if isinstance(said, Mapping) else {}


def tried(name: str, widget: str, low: float, high: float, otherwise: float) -> float:
    """Return the value of a live slider that follows another value until it is moved.

    Its field of the link is empty as long as it does.

    Parameters
    ----------
    name, widget : str
        The field, and what the slider is called.
    low, high : float
        Its range.
    otherwise : float
        The value in use.
    """
    said = hand(key(name, widget))
    now, settled = said.get("value"), said.get("settled")
    if settled is not None and low <= settled <= high:
        keep(name, "" if settled == otherwise else f"{settled:g}")
    if now is not None and low <= now <= high:
        return float(now)
    held = recall(name)
    return min(max(float(held), low), high) if held else otherwise


def choose(name: str, value: Any) -> None:
    """Set a control by its name in the link; for callbacks."""
    put(key(name), value)
    keep(name, value)


def put(widget: str, value: Any) -> None:
    """Set a control by its key; for callbacks."""
    st.session_state[widget] = value


def held(widget: str) -> Any:
    """Return the value of a control without a field of the link; None if not drawn.

    Parameters
    ----------
    widget : str
        Its key.
    """
    return st.session_state.get(widget)


def part(name: str, widget: str) -> Any:
    """Return the part of a component that a field of the link is named after.

    A component reports nothing until the part was changed. A report that no link may
    hold is ignored.
    """
    field, state = FIELDS[name], st.session_state.get(key(name, widget))
    value = (state or {}).get(name)
    if isinstance(field, Word) and value in field.words:
        return value
    return recall(name)


def asked(widget: str, name: str) -> Any:
    """Return what a component asks for; None outside its own callback."""
    return (st.session_state.get(widget) or {}).get(name)
