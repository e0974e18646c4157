"""The frame of a pair whose files hold several."""

import streamlit as st

from explorer.session.controls import keep, key, put, recall

_BEYOND = "frame_beyond"


def frame() -> int:
    """Return the frame that is asked for, from 1."""
    now = st.session_state.get(key("frame"))
    return int(recall("frame") if now is None else now)


def settle_frame(count: int) -> tuple[int, int]:
    """Return the frame of a pair that has so many, and the one that was asked for.

    They differ where a link, or another file, asks for one that is not there; that is
    known until another frame is chosen. To be called before the control is drawn.
    """
    if count < 2:
        st.session_state.pop(key("frame"), None)
        keep("frame", 1)
        return 1, 1
    asked = frame()
    if asked > count:
        keep(_BEYOND, asked)
        asked = count
    put(key("frame"), asked)
    keep("frame", asked)
    beyond = recall(_BEYOND) or 0
    if asked < count or beyond <= count:
        keep(_BEYOND, 0)
        return asked, asked
    return asked, beyond
