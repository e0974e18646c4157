"""The session itself: its name, its end, and its desk for long computations."""

from collections.abc import Callable

import streamlit as st
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from explorer.store.jobs import Desk
from explorer.store.results_on_disk import results


def desk() -> Desk:
    """Return the session's desk for long computations; it ends with the visit."""
    if "desk" not in st.session_state:
        st.session_state["desk"] = Desk(results(), presence())
    return st.session_state["desk"]


def visit() -> tuple[str, Callable[[], None]]:
    """Return the session's name and a function that empties it, once it has ended.

    Streamlit may hold an ended session for as long as nobody else comes.
    """
    run = get_script_run_ctx()
    if run is None:
        return "", lambda: None
    name, held, fragments = run.session_id, run.session_state, run.fragment_storage

    def empty() -> None:
        fragments.clear()
        for key in held.filtered_state:
            del held[key]

    return name, empty


def presence() -> Callable[[], bool]:
    """Return a function that tells whether the visitor is still there."""
    run = get_script_run_ctx()
    name = run.session_id if run else ""

    def present() -> bool:
        # Tests run a session without a server.
        return not Runtime.exists() or Runtime.instance().is_active_session(name)

    return present
