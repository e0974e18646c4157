"""Draws the cards under the pictures of Explore."""

from dataclasses import asdict

from explorer import session
from explorer.explore.also_checked.checks import cards, pinned_bits
from explorer.widgets.cards_view import cards_view
from explorer.widgets.figure_view import figure_view

WIDGET = "also_checked"

ABOUT = "Other ways to look at the same pair. Open one for its pictures and numbers."


def open_card() -> str:
    """Return the key of the open card; "none" where none is."""
    return session.part("card", WIDGET)


def draw_also_checked(choice: session.Choice) -> None:
    """Draw the row of cards, or the one that is open in its place."""
    found = cards(choice.plain, choice.encrypted, choice.form, session.view()["shown"])
    cards_view(
        "Also checked",
        ABOUT,
        [asdict(card) for card in found],
        key=session.key("card", WIDGET),
        card=open_card(),
    )


def draw_pinned_bits(choice: session.Choice, point: tuple[float, float]) -> None:
    """Draw the bits of the pinned block."""
    later = pinned_bits(choice.plain, choice.encrypted, point)
    figure_view(None, key="block_bits", later=later, height=240)
