"""One line of help for new visitors, which they can hide for good."""

from functools import lru_cache
from typing import Any

from streamlit.components import v2

from explorer.widgets import loader, style


def hint(text: str, *, key: str) -> None:
    """Draw a line of help until the visitor hides it; the browser remembers that.

    Parameters
    ----------
    text : str
        The line.
    key : str
        Name in the session's state.
    """
    _mount()(key=key, data={"text": text})


@lru_cache(maxsize=1)
def _mount() -> Any:
    return v2.component("hint", js=loader("hint"), css=style("hint"))
