"""The pinned block, in place of the cards, with a way back to them."""

from typing import Any

import streamlit as st

from core.recognizability.index import Recognizability
from explorer import session
from explorer.explore.also_checked.row import draw_pinned_bits
from explorer.figures.block_detail import block_detail
from explorer.figures.matches import pinned_block
from explorer.figures.ranks import ranks
from explorer.figures.this_block import this_block, this_block_head
from explorer.widgets.figure_view import figure_view


def draw_pinned(choice: session.Choice, result: Recognizability, learn: Any) -> bool:
    """Draw what there is to see of the pinned block; return whether there is one.

    Parameters
    ----------
    choice, result
        What is on the screen.
    learn : StreamlitPage, optional
        Learn, which follows the pinned block.
    """
    point = session.pinned()
    block = pinned_block(result, point)
    if point is None or block is None:
        return False
    rank = min(session.rank(), result.match.size)
    images = choice.plain.luma, choice.encrypted.luma
    with st.container(key="pinned"):
        with st.container(horizontal=True, key="block_row"):
            st.html(this_block_head(result, block, rank), width="stretch")
            if learn is not None:
                st.page_link(learn, label="Follow it in Learn", width="content")
            st.button("All checks", key="unpin", on_click=session.lift)
        st.html(this_block(result, *images, block, rank))
        fold = st.expander("All its pictures and equations, and every match by rank")
        with fold:
            pictures, walk = st.columns((3, 2), gap="medium")
            with pictures:
                st.html(block_detail(result, *images, block, rank, heading=False))
            with walk:
                figure_view(ranks(result, block, rank), key="ranks", height=330)
            draw_pinned_bits(choice, point)
    return True
