"""Takes pictures that are dropped anywhere on the page or pasted.

The browser hands them to the fields for files in the sidebar, so that they arrive like
any upload. A component of our own, since Streamlit's field takes only what is dropped
on itself, and is drawn only when it is asked for.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from streamlit.components import v2

from explorer.widgets import loader

KEY = "file_drop"
"""Name of the component; it takes no room (see `explorer.app`)."""


def file_drop(on_wanted: Callable[[], None], *, refusal: str = "") -> None:
    """Take what is dropped or pasted while this is drawn.

    A file dropped on one half of the page becomes the image that the half names; a
    pasted one becomes the plain image. Where `explorer.explore.missing` asks for files,
    it gets them.

    Parameters
    ----------
    on_wanted : callable
        Called when a file comes whose field is not drawn: ``wanted`` in the
        session's state under `KEY` lists the roles, for as long as the call lasts.
    refusal : str
        Said to whoever drags or pastes a file where none is taken.
    """
    _mount()(key=KEY, data={"refusal": refusal}, on_wanted_change=on_wanted)


@lru_cache(maxsize=1)
def _mount() -> Any:
    return v2.component(KEY, js=loader(KEY))
