"""A slider whose value follows the drag, not only the release."""

from functools import lru_cache
from typing import Any

from streamlit.components import v2

from explorer.widgets import loader, style


def live_slider(
    label: str,
    *,
    key: str,
    low: float,
    high: float,
    step: float,
    value: float,
    paper: float | None = None,
    origin: str = "paper",
    decimals: int = 0,
    about: str,
    note: str = "",
    symbol: str = "",
    shorter_side: int | None = None,
    lane: str = "",
) -> float:
    """Draw a slider and return its value.

    ``hand`` in its state is {"value": where it is, "settled": where it rested last,
    "count": of what it has reported}.

    Parameters
    ----------
    label : str
        What it moves.
    key : str
        Name in the session's state.
    low, high, step : float
        Range and grid of values.
    value : float
        Value now, from the session's state under `key`, or at first.
    paper : float, optional
        The paper's value, marked on the track; a click on the mark or a double click
        on the slider sets it.
    origin : str
        Name of that mark, if it is another value than the paper's.
    decimals : int
        Digits shown behind the point.
    about : str
        One line of help.
    note : str
        Words under the track.
    symbol : str
        Sign of a constant, written before its value.
    shorter_side : int, optional
        Of the picture, in pixels. Then the slider moves over every side of a block in
        pixels, and reports alpha; `low` and `high` are alphas too.
    lane : str
        Name of the constant that it moves by the visit's lane, where a page has one.
    """
    _mount()(
        key=key,
        data={
            "label": label,
            "low": low,
            "high": high,
            "step": step,
            "default": paper,
            "origin": origin,
            "decimals": decimals,
            "about": about,
            "note": note,
            "symbol": symbol,
            "shorter": shorter_side,
            "value": value,
            "lane": lane,
        },
        on_hand_change=lambda: None,
    )
    return value


@lru_cache(maxsize=1)
def _mount() -> Any:
    return v2.component(
        "live_slider", js=loader("live_slider"), css=style("live_slider")
    )
