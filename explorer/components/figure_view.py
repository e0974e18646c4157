"""Figures as HTML and SVG of our own, which Streamlit's own element would strip."""

from functools import lru_cache
from typing import Any

from streamlit.components import v2

from explorer.components import loader


def figure_view(
    html: str | None, *, key: str, later: str | None = None, height: int = 0
) -> None:
    """Draw a figure now, and a better one once the visitor's hand rests.

    Parameters
    ----------
    html : str, optional
        Drawn at once. It is not checked: names of files in it must be escaped. Without
        it the figure before stays, faded, until the better one is there.
    key : str
        Name in the session's state.
    later : str, optional
        Address of the HTML that takes its place, from `Shelf.promise`: asked for when
        no step has come for a while.
    height : int
        CSS pixels that are kept free at least, so that nothing below jumps.
    """
    _mount()(key=key, data={"html": html, "later": later, "height": height})


@lru_cache(maxsize=1)
def _mount() -> Any:
    return v2.component("figure_view", js=loader("figure_view"))
