"""The settings that the visitor has seen; each can be restored."""

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
    """Whether no slider moves, so that the link says what is on the screen."""
    sliders = {name: name for name in CONSTANTS}
    sliders["level"] = f"level_of_{chosen('scheme')}"
    return all(
        slider(widget, name) == chosen(name, widget) for name, widget in sliders.items()
    )


def go_back(number: int) -> None:
    """Restore a setting that was seen; for callbacks."""
    run = log().get(number)
    if run:
        restore(run.query)


def pick(widget: str) -> None:
    """Restore the setting whose number a control holds; for its own callback."""
    number = st.session_state.get(widget)
    if isinstance(number, int):
        go_back(number)
