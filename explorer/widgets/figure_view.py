"""Figures as HTML and SVG of our own, of which Streamlit's element strips a part."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from streamlit.components import v2

from explorer.widgets import loader


def figure_view(
    html: str | None,
    *,
    key: str,
    later: str | None = None,
    height: int = 0,
    picks: str | None = None,
    on_pick: Callable[[], None] = lambda: None,
    lane: Mapping[str, Any] | None = None,
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
        Address of the HTML that takes its place, from `ServedFiles.defer`: asked for
        when no step has come for a while.
    height : int
        CSS pixels that are kept free at least, so that nothing below jumps.
    picks : str, optional
        Where its parts lead to blocks: selector of the element that shows them, which
        is scrolled into view.
    on_pick : callable
        Called when a part is chosen: its data-pick is then ``pick`` in the session's
        state under `key`, for as long as the call lasts.
    lane : mapping, optional
        From `explorer.session.follow`: then it follows a moving slider, by its key.
    """
    _mount()(
        key=key,
        data={
            "html": html,
            "later": later,
            "height": height,
            "picks": picks,
            "follows": key if lane else None,
            "lane": lane,
        },
        on_pick_change=on_pick,
    )


@lru_cache(maxsize=1)
def _mount() -> Any:
    return v2.component("figure_view", js=loader("figure_view"))
