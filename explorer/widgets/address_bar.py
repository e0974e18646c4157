"""Corrects the address of a page that was just opened, in its own place of the history.

Streamlit has only one way to change a link's parameters: a new entry of the browser's
history. It makes one for the page too, so that a click on the navigation would take two
presses of the back button.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from streamlit.components import v2

from explorer.widgets import loader

KEY = "address_bar"
"""Name of the component; it takes no room (see `explorer.app`)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """What an entry of the history says, and what it has to say.

    Attributes
    ----------
    number : str
        Another one for each correction: it is made once.
    page : str
        Path of the page.
    said, says : mapping of str to str
        Parameters of its link, as they are and as they become.
    """

    number: str
    page: str
    said: Mapping[str, str]
    says: Mapping[str, str]


def address_bar(correction: Correction | None) -> None:
    """Correct the address, unless the browser is at another one by then."""
    _mount()(key=KEY, data=asdict(correction) if correction else None)


@lru_cache(maxsize=1)
def _mount() -> Any:
    return v2.component(KEY, js=loader(KEY))
