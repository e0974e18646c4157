"""Opening a page: follow its link, or restore it when the browser goes back.

When the browser goes back, or a button opens another pair, `restore` sets all controls
that the link covers.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from explorer.pair.link_errors import link_errors
from explorer.pair.link_fields import SHARED, UPLOAD, first, parse
from explorer.session.canvas import VIEW_KEY
from explorer.session.controls import recall, start
from explorer.session.following import leave
from explorer.session.lifetime import forbid_database, forget_uploads
from explorer.widgets import streamlit_internals


def arrive(page: str) -> None:
    """Note which page is drawn; restore its link if the browser went back to it.

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
        session["link_errors"] = link_errors(query)
    went_back = streamlit_internals.went_back()
    if page == before and not went_back:
        return
    if page != before:
        forbid_database()
        leave()
        if before is not None:
            forget_uploads()
    session["address"], session["arrived"] = query, True
    opening = session.pop("opening", None)
    if went_back:
        restore(query)
    elif before is not None and (opening or query):
        restore(opening or query, own=False)


def complaints() -> list[str]:
    """Return what is wrong with the link that opened the session; later nothing."""
    return st.session_state.pop("link_errors", [])


def opening(query: Mapping[str, str]) -> dict[str, str]:
    """Note what the next page has to show; return the parameters to switch to it with.

    They are those of the address bar: others would add an entry to the browser's
    history.
    """
    st.session_state["opening"] = dict(query)
    return st.query_params.to_dict()


def restore(query: Mapping[str, str], *, own: bool = True) -> None:
    """Set the controls as a link says; what it leaves out, as on the first screen.

    Call it from a callback, or before any control is drawn. Controls of another page
    alone keep their values.

    Parameters
    ----------
    query : mapping
        Parameters of the link.
    own : bool
        Whether to set this page's own controls too. A link that another page made
        holds the pair alone, so they keep their values; only the view begins anew if
        the picture is another one.
    """
    session, values = st.session_state, parse(query)
    start("alpha")
    names = session.setdefault("own", {}).get(session.get("page"), ())
    if not own:
        names = () if _is_plain(values) else ("at",)
    memory, epochs = session.setdefault("memory", {}), session.setdefault("epochs", {})
    for name in {*SHARED, *names, *values}:
        session["start"].pop(name, None)
        # Streamlit keeps a control's value until the control has another key.
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
