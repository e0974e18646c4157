"""The settings that the visitor has seen, and the way back to each of them."""

import streamlit as st

from core.recognizability.parameters import CONSTANTS
from explorer.session.arrival import restore
from explorer.session.controls import chosen, slider
from explorer.session.run_log import RunLog


def log() -> RunLog:
    """Return the settings that the visitor has seen."""
    return st.session_state.get("log", RunLog())


def keep_log(log: RunLog) -> None:
    """Keep the settings that the visitor has seen."""
    st.session_state["log"] = log


def at_rest() -> bool:
    """Whether no slider moves: what is on the screen is what the link says."""
    sliders = {name: name for name in CONSTANTS}
    sliders["level"] = f"level_of_{chosen('scheme')}"
    return all(
        slider(widget, name) == chosen(name, widget) for name, widget in sliders.items()
    )


def go_back(number: int) -> None:
    """Bring back a setting that was seen; for callbacks."""
    visit = log().get(number)
    if visit:
        restore(visit.query)


def pick(widget: str) -> None:
    """Bring back the setting whose number a control says; for its own callback."""
    number = st.session_state.get(widget)
    if isinstance(number, int):
        go_back(number)
