"""A slider whose value follows the drag, not only the release."""

from typing import Any

import streamlit as st

from explorer.components import loader, style


def live_slider(
    label: str,
    *,
    key: str,
    low: float,
    high: float,
    step: float,
    default: float,
    decimals: int,
    about: str,
) -> float:
    """Draw a slider and return its value.

    Parameters
    ----------
    label : str
        What it moves.
    key : str
        Name in the session's state.
    low, high, step : float
        Range and grid of values.
    default : float
        Value at first, marked on the track; a double click returns to it.
    decimals : int
        Digits shown behind the point.
    about : str
        One line of help.
    """
    value = _value(st.session_state.get(key), low, high, default)
    state = _mount()(
        key=key,
        data={
            "label": label,
            "low": low,
            "high": high,
            "step": step,
            "default": default,
            "decimals": decimals,
            "about": about,
            "value": value,
        },
        on_value_change=lambda: None,
    )
    return _value(state, low, high, default)


def _value(state: Any, low: float, high: float, default: float) -> float:
    """Value in a component's state; whatever is no number in range is the default."""
    value = state.get("value") if state else None
    if not isinstance(value, int | float) or not low <= value <= high:
        return default
    return float(value)


@st.cache_resource(show_spinner=False)
def _mount() -> Any:
    return st.components.v2.component(
        "live_slider", js=loader("live_slider"), css=style("live_slider")
    )
