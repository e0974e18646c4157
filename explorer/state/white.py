"""The white that a visitor set for a file, in each of its two roles."""

from collections.abc import Mapping

import streamlit as st

from explorer.link import DIGITS, UPLOAD
from explorer.samples import Source, in_digits, opened
from explorer.state.controls import keep, key, memory, put, start


def white_of(role: str, source: Source) -> float | None:
    """Return the white that was set for a file, None where nobody set any.

    Parameters
    ----------
    role : {"plain", "encrypted"}
        What the file is in the pair; each role has a white of its own.
    source : Source
        The file, whatever was made of it.
    """
    widget, field = _widget(role, source), white_key(role, source)
    if field in st.session_state:
        white = st.session_state[field]
        keep(widget, in_digits(white) if white else "")
        return white or None
    text = memory().get(widget)
    if text is None:
        text = start(f"{role}_white") if _is_the_link_s(role, source) else ""
    return float(text) if text else None


def white_key(role: str, source: Source) -> str:
    """Return the key of the field that shows and sets a file's white."""
    return key(f"{role}_white", _widget(role, source))


def draw_white_as_set(role: str, source: Source) -> None:
    """Let a field that is about to be drawn show what was set: it may be a new one."""
    if white_key(role, source) not in st.session_state:
        put(white_key(role, source), white_of(role, source))


def set_whites(whites: Mapping[str, float | None], files: Mapping[str, Source]) -> None:
    """Set the white of files, or none with None, by their roles; for callbacks."""
    for role, white in whites.items():
        put(white_key(role, files[role]), white)
        keep(_widget(role, files[role]), in_digits(white) if white else "")


def _widget(role: str, source: Source) -> str:
    # `restore` forgets what begins so.
    return f"{role}_white_of_{source.file_digest[:DIGITS]}"


def _is_the_link_s(role: str, source: Source) -> bool:
    """Whether the white in the link is meant for this file.

    Reading: it belongs to the file that the link names, else to any upload that the
    link asks for, or to the pair of the command line: another file has its own white.
    """
    named, pair = start(f"{role}_file"), opened()
    if named:
        return named == source.file_digest[:DIGITS]
    files = [file.file_digest for file in pair or ()]
    return start(role) == UPLOAD or source.file_digest in files
