"""The field for files, and uploaded pictures that a session keeps.

It keeps the last of each role, and earlier ones.
"""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from explorer.pair.link_fields import DIGITS
from explorer.pair.sources import Source
from explorer.session.controls import recall
from explorer.store.uploads import DOORS, MAX_UPLOAD_MB, NO_FILES

MAX_FILE_PIXELS = 24_000_000
"""Pixels of uploaded pictures that one session keeps, so that it can go back."""


def file_field(label: str, **options: Any) -> Any:
    """Draw a field for files, or why there is none; return what it holds.

    Parameters
    ----------
    label : str
        Its label.
    **options
        As `st.file_uploader` takes them. A file is at most a picture unless
        ``max_upload_size`` says otherwise.
    """
    if not DOORS.files:
        st.caption(NO_FILES)
        return [] if options.get("accept_multiple_files") else None
    return st.file_uploader(label, **{"max_upload_size": MAX_UPLOAD_MB, **options})


def read_once(
    role: str, file_id: str, read: Callable[[], Source | str]
) -> Source | str:
    """Return what `read()` gave for an uploaded file; called once for each file.

    The session keeps the last file of each role, and earlier pictures.
    """
    last = st.session_state.setdefault("read", {})
    if role not in last or last[role][0] != file_id:
        last[role] = (file_id, read())
        if isinstance(last[role][1], Source):
            keep_file(last[role][1])
    return last[role][1]


def read_before(role: str) -> Source | str | None:
    """Return what `read_once` last gave for a role; None if there was no file."""
    return st.session_state.get("read", {}).get(role, ("", None))[1]


def wanted_file(role: str) -> str:
    """Return the digits of the file that a link names, or "" where it is here."""
    return "" if isinstance(read_before(role), Source) else str(recall(role))


def take_file(role: str, source: Source) -> None:
    """Take a picture as the uploaded file of a role; for callbacks."""
    st.session_state.setdefault("read", {})[f"{role}_file"] = ("", source)
    keep_file(source)


def file(digits: str) -> Source | None:
    """Return an uploaded picture by the first digits of its SHA-256, if it is here."""
    files = st.session_state.get("files", {})
    if digits in files:
        files[digits] = files.pop(digits)
    return files.get(digits)


def all_files() -> Mapping[str, Source]:
    """Return all uploaded pictures that are here, by the digits that name them."""
    return dict(st.session_state.get("files", {}))


def keep_file(source: Source) -> None:
    """Keep an uploaded picture to go back to; the oldest leave first."""
    files = st.session_state.setdefault("files", {})
    files.pop(source.digest[:DIGITS], None)
    files[source.digest[:DIGITS]] = source
    while len(files) > 1 and sum(map(_pixels, files.values())) > MAX_FILE_PIXELS:
        del files[next(iter(files))]


def _pixels(source: Source) -> int:
    """Pixels that a picture counts; the content of a file of frames counts as well."""
    return source.luma.size + (source.clip.size // 8 if source.clip else 0)
