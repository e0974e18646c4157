"""The canvas with both images, the overlay and the matches."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from streamlit.components import v2

from explorer.components import loader, style
from explorer.theme import CIVIDIS


def match_view(
    data: Mapping[str, Any],
    *,
    key: str,
    pictures: tuple[str, str],
    maps: tuple[str, str] | None,
    opacity: float,
) -> None:
    """Draw the canvas; the pinned block is in the session's state under `key`.

    Parameters
    ----------
    data : mapping
        From `explorer.figures.matches.view_data`.
    key : str
        Name in the session's state; `pin` there is the pinned block or -1.
    pictures : tuple of str
        Addresses of the plain and the encrypted picture.
    maps : tuple of str, optional
        Addresses of pictures that are laid over them in place of coloured blocks.
    opacity : float
        Of the overlay, in [0, 1].
    """
    _mount()(
        key=key,
        data={
            **data,
            "pictures": pictures,
            "maps": maps,
            "opacity": opacity,
            "colours": CIVIDIS,
        },
        on_pin_change=lambda: None,
    )


@lru_cache(maxsize=1)
def _mount() -> Any:
    return v2.component("match_view", js=loader("match_view"), css=style("match_view"))
