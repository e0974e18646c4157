"""What a teacher's link leaves out of Learn."""

from html import escape

import streamlit as st

from core.recognizability.parameters import CONSTANTS
from explorer import session
from explorer.learn.reach import reachable
from explorer.learn.steps import END

HIDEABLE = {
    "settings": "All settings at the side",
    "images": "The choice of pictures",
    "alpha": "Block size (α)",
    "beta": "Blur (β)",
    "gamma": "Exponent (γ)",
    "components": "Components and readings of Eq. 6",
    "steps": "The other steps",
    "try": "What can be tried",
    "sums": "The numbers worked out",
    "values": "All other numbers of the pair",
    "questions": "Questions",
    "answers": "Their answers",
    "figures": "Figures of the paper",
    "readings": "Readings",
    "worksheet": "The worksheet",
}
"""What can be left out, by its word in the link; words never change."""

WITHOUT_SPOILERS = ("sums", "values", "answers")
"""What a class should find out for itself."""

_ALONE = (
    "Only this machine can open the link, because the server listens to it alone. For "
    "a class, start Showthrough with `--host 0.0.0.0`, or hand out the worksheet."
)

_DRAWN_AT_THE_SIDE = ("images", *CONSTANTS, "components")


def hidden() -> frozenset[str]:
    """Return the words of the link's `hide` that name a part of the page."""
    return frozenset(str(session.recall("hide")).split(",")) & HIDEABLE.keys()


def hide_settings(words: frozenset[str]) -> None:
    """Take settings off the screen; they keep their values, which the page needs."""
    names = [name for name in _DRAWN_AT_THE_SIDE if name in words]
    selectors = [f'[class*="st-key-{escape(name)}"]' for name in names]
    if "settings" in words:
        selectors += [
            '[data-testid="stSidebar"]',
            '[data-testid="stExpandSidebarButton"]',
        ]
    if selectors:
        st.html(
            f"<style>{', '.join(selectors)} {{ display: none !important; }}</style>"
        )


def offer_link() -> None:
    """Draw a link to this step that a teacher can copy, with parts left out."""
    with st.popover("Link for a class", help="A link to this step on this pair"):
        st.button(
            "Without spoilers",
            key="without_spoilers",
            help="Leaves out every number that the class is to find out",
            on_click=session.put,
            args=("left_out", list(WITHOUT_SPOILERS)),
        )
        left_out = st.multiselect(
            "Leave out", HIDEABLE, format_func=HIDEABLE.__getitem__, key="left_out"
        )
        st.caption(
            "Opens this step with these settings and pictures. With parts left out, it "
            "does not offer this window. Explore still shows everything. Pictures of "
            "your own are not in the link: send them along."
        )
        own = session.address(hide=",".join(left_out))
        address = reachable(own, st.get_option("server.address"))
        if not address:
            st.info(_ALONE)
        st.code(address or own, language=None, wrap_lines=True)
        st.caption("For paper: the worksheet of this pair.")
        sheet = session.address(lesson=str(END), sheet="shown")
        st.code(
            reachable(sheet, st.get_option("server.address")) or sheet,
            language=None,
            wrap_lines=True,
        )
