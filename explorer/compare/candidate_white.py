"""The white of an uploaded file in the list of encryptions on Compare."""

from dataclasses import replace

import streamlit as st

from explorer import session
from explorer.compare.candidate_list import EDITED, keep_list, read_list
from explorer.pair.candidates import Entry
from explorer.pair.sources import in_digits
from explorer.pair.white_offer import has_white


def draw_white(entry: Entry, place: int) -> None:
    """Draw the field for the white of a file, and one click where it is in doubt."""
    source = session.file(entry.name)
    if source is None or source.picture is None:
        return
    doubt = source.picture.suggested_white
    if doubt and entry.white is None:
        st.button(
            f"Set white of {place} to {in_digits(doubt)}",
            key="with_set_white",
            type="primary",
            on_click=_set_white,
            args=(entry.name, doubt),
        )
    if entry.white or has_white(source):
        # Each white has a field of its own, which shows what the button set.
        key = session.key("with", f"with_white_{entry.name}_{entry.white or ''}")
        if session.held(key) is None:
            # A value of its own would come back when the field is emptied.
            session.put(key, entry.white)
        st.number_input(
            f"White of encryption {place}",
            value=None,
            min_value=1e-9,
            step=1.0,
            format="%.10g",
            key=key,
            placeholder=f"{in_digits(source.picture.white)}, of its type",
            on_change=_take_white,
            args=(entry.name, key),
        )


def _take_white(name: str, field: str) -> None:
    _set_white(name, session.held(field))


def _set_white(name: str, white: float | None) -> None:
    """Set the white of a file of the list, or none; a callback."""
    entries, ids = read_list()
    entries = [
        replace(entry, white=white or None)
        if (entry.kind, entry.name) == ("file", name)
        else entry
        for entry in entries
    ]
    keep_list(entries, ids, session.recall(EDITED))
