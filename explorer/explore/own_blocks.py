"""The control for blocks that are not the paper's: their side in pixels, and where."""

import streamlit as st

from core.attacks.own_blocks import NOT_COMPARABLE, OwnBlocks
from explorer import session
from explorer.pair import evaluation
from explorer.pair.link_fields import BLOCKS, MOST_PIXELS
from explorer.pair.sources import Source

_FIELDS = {
    "side": ("Side", "Of a block, in pixels; 0 leaves it to α."),
    "oy": ("Top", "Pixels above the first block."),
    "ox": ("Left", "Pixels to the left of the first block."),
}


def choose_blocks(encrypted: Source) -> OwnBlocks:
    """Draw side and offset in pixels, and offer the grid that the cipher shows."""
    blocks, found = session.own_blocks(), evaluation.block_grid(encrypted)
    with st.expander("Block grid", expanded=blocks.given, key="block_grid"):
        for name, column in zip(BLOCKS, st.columns(3), strict=True):
            label, about = _FIELDS[name]
            key = session.key(name)
            if session.held(key) is None:
                session.put(key, int(session.recall(name)))
            column.number_input(
                label,
                min_value=0,
                max_value=MOST_PIXELS,
                step=1,
                key=key,
                help=about,
            )
        st.caption(
            f"{NOT_COMPARABLE}, and ranks ciphers more as people do (rank correlation "
            "0.93 against 0.85)."
        )
        if blocks.given:
            st.button(
                "Back to the paper's grid",
                key="paper_grid",
                on_click=_use,
                args=(0, (0, 0)),
            )
    if found.side and (found.side, found.offset) != (blocks.side, blocks.offset):
        y, x = found.offset
        st.button(
            f"Block grid found: {found.side} px from ({y}, {x}). Use it",
            key="use_grid",
            help=f"{found.said} {NOT_COMPARABLE}.",
            on_click=_use,
            args=(found.side, found.offset),
        )
    return session.own_blocks()


def _use(side: int, offset: tuple[int, int]) -> None:
    """Set side and offset; for callbacks."""
    for name, value in zip(BLOCKS, (side, *offset), strict=True):
        session.choose(name, value)
