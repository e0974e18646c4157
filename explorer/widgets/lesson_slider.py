"""A slider of Learn: the browser follows while it moves, the server when it rests."""

from functools import lru_cache
from typing import Any

from streamlit.components import v2

from explorer.widgets import loader, style


def lesson_slider(
    label: str,
    *,
    name: str,
    key: str,
    low: float,
    high: float,
    step: float,
    value: float,
    mark: float,
    origin: str,
    decimals: int,
    about: str,
    words: str = "",
) -> float:
    """Draw a slider and return its value; its state is as that of `live_slider`.

    Parameters
    ----------
    label : str
        What it moves.
    name : str
        What the views of the step call the value; see `Live`.
    key : str
        Name in the session's state.
    low, high, step : float
        Range and grid of values.
    value : float
        Value now.
    mark : float
        Value in use, marked on the track; a click on the mark sets it.
    origin : str
        Name of that mark.
    decimals : int
        Digits shown behind the point.
    about : str
        One line of help.
    words : str
        What a screen reader says after the value.
    """
    _mount()(
        key=key,
        data={
            "label": label,
            "name": name,
            "low": low,
            "high": high,
            "step": step,
            "value": value,
            "mark": mark,
            "origin": origin,
            "decimals": decimals,
            "about": about,
            "words": words,
        },
        on_hand_change=lambda: None,
    )
    return value


@lru_cache(maxsize=1)
def _mount() -> Any:
    return v2.component(
        "lesson_slider", js=loader("lesson_slider"), css=style("lesson_slider")
    )
