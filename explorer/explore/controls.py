"""The controls of Explore: they draw, and return what the visitor chose."""

import streamlit as st

from explorer import session
from explorer.explore.also_checked.row import open_card
from explorer.explore.channels import choose_channel
from explorer.explore.constants import choose_parameters, choose_readings, chosen_view
from explorer.explore.images import choose_pair


def choose() -> tuple[session.Choice, list[str]]:
    """Draw the controls; return the choice, and what went wrong with the files.

    Where a chosen file cannot be used, the pair that was shown before stays.
    """
    with st.sidebar:
        pair, problems = choose_pair()
        parameters = choose_parameters()
        plain, encrypted = choose_channel(*pair)
        form = choose_readings(parameters, encrypted, problems)
    overlay, arrows, opacity = chosen_view()
    session.keep("card", open_card())
    session.write_link(
        "overlay", "panel", "card", "channel", "turned", *session.VIEW_FIELDS
    )
    choice = session.Choice(
        plain=plain,
        encrypted=encrypted,
        form=form,
        overlay=overlay,
        arrows=arrows,
        opacity=opacity,
    )
    return choice, problems
