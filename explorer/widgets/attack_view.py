"""The encrypted, the attacked and the plain picture under one camera."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from streamlit.components import v2

from explorer.widgets import loader, style


def attack_view(data: Mapping[str, Any], *, key: str) -> None:
    """Draw the pictures.

    In the session's state under `key`, `plain` is the name of the pair whose plain
    picture was asked for, and `state` says how an attacked picture is to lie: the key
    of its `attack` and the number of the `state`.

    Parameters
    ----------
    data : mapping
        ``pair``, the name of the pair; ``image``, width and height in pixels;
        ``panels``, each with its ``name``, a ``note``, and the addresses ``picture``
        and ``coloured``, empty while there is none; and ``strip``, the states in which
        the attacked picture may lie, or None.
    key : str
        Name in the session's state.
    """
    _mount()(
        key=key,
        data=dict(data),
        on_plain_change=lambda: None,
        on_state_change=lambda: None,
    )


@lru_cache(maxsize=1)
def _mount() -> Any:
    return v2.component(
        "attack_view", js=loader("attack_view"), css=style("attack_view")
    )
