"""A lesson: its formula and its pictures, highlighted together."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from streamlit.components import v2

from explorer.widgets import loader, style


def lesson_view(
    html: str,
    *,
    key: str,
    numbers: Mapping[str, object] | None = None,
    tried: Mapping[str, float] | None = None,
) -> None:
    """Draw a lesson; a symbol under the pointer or the focus highlights its pictures.

    Parameters
    ----------
    html : str
        From `explorer.learn.lessons.lesson_html.lesson_html`.
    key : str
        Name in the session's state.
    numbers : mapping, optional
        From `explorer.learn.lessons.live`: all views of the step follow its sliders in
        the browser.
    tried : mapping, optional
        Where the sliders stand, by their names.
    """
    data = {"html": html, "numbers": numbers or None, "tried": dict(tried or {})}
    _mount()(key=key, data=data)


@lru_cache(maxsize=1)
def _mount() -> Any:
    return v2.component(
        "lesson_view", js=loader("lesson_view"), css=style("lesson_view")
    )
