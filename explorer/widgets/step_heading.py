"""The heading of a step, which takes the focus when the step opens."""

from functools import lru_cache
from typing import Any

from streamlit.components import v2

from explorer.widgets import loader, style


def step_heading(text: str, step: int, *, key: str) -> None:
    """Draw a heading; the focus comes to it when another step opens on the page.

    Parameters
    ----------
    text : str
        The heading.
    step : int
        Number of the step; the first one that is drawn leaves the focus alone.
    key : str
        Name in the session's state.
    """
    _mount()(key=key, data={"text": text, "step": step})


@lru_cache(maxsize=1)
def _mount() -> Any:
    return v2.component(
        "step_heading", js=loader("step_heading"), css=style("step_heading")
    )
