"""What a visit to a page begins with: its link, followed; the way back in the browser.

When the browser goes back, or a button opens another pair, the names that the link
covers begin anew: `restore`.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from explorer.pair.link_errors import link_errors
from explorer.pair.link_fields import SHARED, UPLOAD, first, parse
from explorer.session.canvas import VIEW_KEY
from explorer.session.controls import recall, start


def arrive(page: str) -> None:
    """Note which page is drawn; restore its link where the browser went back to it.

    Called once in each run of the script, before any control is drawn.

    Parameters
    ----------
    page : str
        Its path in the address.
    """
    session, query = st.session_state, st.query_params.to_dict()
    before = session.get("page")
    session["page"] = page
    if before is None:
        session["misread"] = link_errors(query)
    run = get_script_run_ctx()
    went_back = run is not None and run.is_history_navigation
    if page == before and not went_back:
        return
    session["address"], session["arrived"] = query, True
    opening = session.pop("opening", None)
    if went_back:
        restore(query)
    elif before is not None and (opening or query):
        restore(opening or query, own=False)


def complaints() -> list[str]:
    """Return, once, what the link that opened the visit asks for and cannot have."""
    return st.session_state.pop("misread", [])


def opening(query: Mapping[str, str]) -> dict[str, str]:
    """Note what the next page has to show; return the parameters to switch to it with.

    These are the ones that the address bar has: others would be an entry of their own
    in the browser's history.
    """
    st.session_state["opening"] = dict(query)
    return st.query_params.to_dict()


def restore(query: Mapping[str, str], *, own: bool = True) -> None:
    """Set the controls as a link says; what it leaves out, as on the first screen.

    For callbacks, and for runs that have drawn no control yet. What belongs to another
    page alone stays as it is.

    Parameters
    ----------
    query : mapping
        Parameters of the link.
    own : bool
        Whether what is this page's own begins anew too. It does in a link that says
        all of a page, but not in one that another page made: it knows the pair alone.
        Only where to look is of no use on another picture.
    """
    session, values = st.session_state, parse(query)
    start("alpha")
    names = session.setdefault("own", {}).get(session.get("page"), ())
    if not own:
        names = () if _is_plain(values) else ("at",)
    memory, epochs = session.setdefault("memory", {}), session.setdefault("epochs", {})
    for name in {*SHARED, *names, *values}:
        session["start"].pop(name, None)
        # A control is Streamlit's until it has another key.
        epochs[name] = epochs.get(name, 0) + 1
        if name.endswith("_file"):
            file = session.get("files", {}).get(values.get(name))
            session.setdefault("read", {})[name] = ("", file)
        for kept in [k for k in memory if k == name or k.startswith(f"{name}_of_")]:
            del memory[kept]
    epochs[VIEW_KEY] = epochs.get(VIEW_KEY, 0) + 1
    session["start"] |= values


def _is_plain(values: Mapping[str, Any]) -> bool:
    """Whether a link is to the plain image that was chosen last."""
    plain = values.get("plain", first("plain"))
    same_file = plain != UPLOAD or values.get("plain_file") == recall("plain_file")
    return plain == recall("plain") and same_file
