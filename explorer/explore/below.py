"""Controls for what is drawn under the canvas."""

import streamlit as st

from explorer import session
from explorer.explore.block_table import COLUMNS, ROWS
from explorer.theme.overlays import PANELS


def choose_panel() -> str:
    """Draw the row of figures that can be opened; return the key of the open one."""
    return st.segmented_control(
        "More of this result",
        PANELS,
        format_func=PANELS.__getitem__,
        default=session.recall("panel"),
        required=True,
        key=session.key("panel"),
        label_visibility="collapsed",
    )


def choose_rows(count: int) -> tuple[str, int]:
    """Draw the order and the page of the table; return column and first row."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        column = st.selectbox(
            "Sorted by",
            COLUMNS,
            format_func=COLUMNS.__getitem__,
            key="table_order",
            width=220,
        )
        pages = -(-count // ROWS)
        page = st.number_input(
            f"Page of {pages}",
            min_value=1,
            max_value=pages,
            key="table_page",
            width=140,
        )
    return column, ROWS * (int(page) - 1)
