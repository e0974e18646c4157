"""A lesson: its formula and its pictures, highlighted together."""

from functools import lru_cache
from typing import Any

from streamlit.components import v2

from explorer.widgets import loader, style


def lesson_view(html: str, *, key: str) -> None:
    """Draw a lesson; a symbol under the pointer or the focus highlights its pictures.

    Parameters
    ----------
    html : str
        From `explorer.learn.lessons.lesson_html.lesson_html`.
    key : str
        Name in the session's state.
    """
    _mount()(key=key, data={"html": html})


@lru_cache(maxsize=1)
def _mount() -> Any:
    return v2.component(
        "lesson_view", js=loader("lesson_view"), css=style("lesson_view")
    )
