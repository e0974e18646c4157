"""The end of a session: all that it owns is closed and freed by one function."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from explorer.store import uploads
from explorer.store.jobs import Desk
from explorer.store.results_on_disk import results
from explorer.store.sessions import SESSIONS
from explorer.widgets import streamlit_internals


def note_visitor() -> None:
    """Note that the visitor is there; called once in each run of the script."""
    name, empty = streamlit_internals.session()
    owned = _owned()

    def end() -> None:
        while owned:
            owned.pop()()
        empty()

    SESSIONS.note(name, end)


def allow_database() -> None:
    """Let the visitor upload a database, until another page is drawn."""
    name, _ = streamlit_internals.session()
    uploads.allow_database(name)
    if "database_allowed" not in st.session_state:
        st.session_state["database_allowed"] = True
        own(partial(uploads.forbid_database, name))


def forbid_database() -> None:
    """Let the visitor upload no more than a picture."""
    name, _ = streamlit_internals.session()
    uploads.forbid_database(name)


def forget_uploads() -> None:
    """Let go of all files that the visitor has uploaded: their fields are gone.

    What was read of them stays.
    """
    streamlit_internals.forget_uploads()


def own(close: Callable[[], object]) -> None:
    """Close something when the session ends, however long Streamlit holds the session.

    Parameters
    ----------
    close : callable
        Closes it, also if it is closed already. Should hold no picture: it stays until
        the session ends.
    """
    _owned().append(close)


def _owned() -> list[Callable[[], object]]:
    return st.session_state.setdefault("owned", [])


def desk() -> Desk:
    """Return the session's desk for long computations; closed when the session ends."""
    if "desk" not in st.session_state:
        desk = st.session_state["desk"] = Desk(results())
        own(desk.close)
    return st.session_state["desk"]
