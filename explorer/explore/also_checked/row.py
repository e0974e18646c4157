"""Draws the cards under the pictures of Explore."""

from dataclasses import asdict

import streamlit as st

from explorer import session
from explorer.explore.also_checked.checks import STATISTICS, cards, pinned_bits
from explorer.explore.also_checked.second_picture import draw_second, second_of
from explorer.widgets.cards_view import cards_view
from explorer.widgets.figure_view import figure_view

WIDGET = "also_checked"

ABOUT = "Other ways to look at the same pair. Open one for its pictures and numbers."


def open_card() -> str:
    """Return the key of the open card; "none" where none is."""
    return session.part("card", WIDGET)


def draw_also_checked(choice: session.Choice) -> None:
    """Draw the row of cards, or the one that is open in its place."""
    place = st.container(key="checks")
    if open_card() == STATISTICS:
        draw_second(choice.encrypted)
    found = cards(
        choice.plain,
        choice.encrypted,
        choice.form,
        session.view()["shown"],
        second_of(choice.encrypted),
    )
    with place:
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
