"""The controls of Explore: they draw, and return what the visitor chose."""

import streamlit as st

from explorer import state
from explorer.controls.channels import choose_channel
from explorer.controls.constants import choose_parameters, choose_readings, choose_view
from explorer.controls.images import choose_pair


def choose() -> tuple[state.Choice, list[str]]:
    """Draw the controls; return what they say, and what went wrong with the files.

    Where a chosen file cannot be used, the pair that was shown before stays.
    """
    with st.sidebar:
        pair, problems = choose_pair()
        plain, encrypted = choose_channel(*pair)
        form = choose_readings(choose_parameters())
    overlay, arrows, opacity = choose_view()
    state.write_link("overlay", "panel", "channel", *state.VIEW_FIELDS)
    choice = state.Choice(
        plain=plain,
        encrypted=encrypted,
        form=form,
        overlay=overlay,
        arrows=arrows,
        opacity=opacity,
    )
    return choice, problems
