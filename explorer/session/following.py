"""The visit's lane: what sliders ask past Streamlit, see `explorer.session.lane`."""

from functools import partial
from typing import Any

import streamlit as st

from core.recognizability.parameters import CONSTANTS
from explorer.session.controls import moves
from explorer.session.lane.visits import VISITS, Seen
from explorer.session.lifetime import own


def follow(seen: Seen | None) -> dict[str, Any] | None:
    """Let sliders move the numbers of what a page shows; None ends that.

    Returns
    -------
    dict, optional
        For the components that follow: the visit's token, the number of the scene, the
        constants that it was drawn with, and how often sliders have reported, so that
        a hand that is back where it was is another step to the browser.
    """
    if seen is None:
        leave()
        return None
    if "lane" not in st.session_state:
        token = st.session_state["lane"] = VISITS.begin()
        own(partial(VISITS.close, token))
    token = st.session_state["lane"]
    return {
        "token": token,
        "scene": VISITS.show(token, seen),
        "constants": {name: getattr(seen.form.parameters, name) for name in CONSTANTS},
        "moves": sum(map(moves, CONSTANTS)),
    }


def leave() -> None:
    """Let no slider follow any more, until `follow` is called again."""
    if "lane" in st.session_state:
        VISITS.show(st.session_state["lane"], None)
