"""The plain image and its encryptions side by side, under one camera and one pin."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from streamlit.components import v2

from explorer.components import loader, style


def compare_view(data: Mapping[str, Any], *, key: str, epoch: int = 0) -> None:
    """Draw the pictures under one camera.

    In the session's state, `pin` is the pinned point, and `shown` says how the pictures
    are shown: in "colour", or as the "index" sees them.

    Parameters
    ----------
    data : mapping
        From `explorer.figures.compare_scene.scene`.
    key : str
        Name in the session's state.
    """
    _mount()(
        key=key,
        data={**data, "epoch": epoch},
        on_pin_change=lambda: None,
        on_shown_change=lambda: None,
    )


@lru_cache(maxsize=1)
def _mount() -> Any:
    return v2.component(
        "compare_view", js=loader("compare_view"), css=style("compare_view")
    )
