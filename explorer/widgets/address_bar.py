"""Corrects the address of a page that was just opened, without a new history entry.

Streamlit adds an entry to the browser's history for a page, and another whenever the
script changes a link's parameters. A click on the navigation would take two presses of
the back button.
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
    """The address of an entry of the history, as it is and as it should be.

    Attributes
    ----------
    number : str
        Different for each correction, so that each is made once.
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
    """Correct the address, unless the browser shows another one by then."""
    _mount()(key=KEY, data=asdict(correction) if correction else None)


@lru_cache(maxsize=1)
def _mount() -> Any:
    return v2.component(KEY, js=loader(KEY))
