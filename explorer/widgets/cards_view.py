"""A row of cards that are measured in the background, one of which can be opened."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from streamlit.components import v2

from explorer.widgets import loader


def cards_view(
    title: str,
    about: str,
    cards: Sequence[Mapping[str, str | None]],
    *,
    key: str,
    card: str,
) -> None:
    """Draw a row of cards under a heading.

    In the session's state under `key`, `card` is the key of the open one, "none" where
    none is, once the visitor opened or closed one.

    Parameters
    ----------
    title, about : str
        Heading of the row, and what stands beside it.
    cards : sequence of mapping
        In their order: `explorer.explore.also_checked.checks.Card`, as mappings.
    key : str
        Name in the session's state.
    card : str
        Key of the card that is open at first.
    """
    data = {"title": title, "about": about, "card": card}
    _mount()(
        key=key,
        data={**data, "cards": cards},
        on_card_change=lambda: None,
    )


@lru_cache(maxsize=1)
def _mount() -> Any:
    return v2.component("cards_view", js=loader("cards_view"))
