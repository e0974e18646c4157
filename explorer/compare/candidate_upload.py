"""The field for encrypted pictures of the visitor's own, which join the list."""

import streamlit as st

from core.image import FORMATS_IN_WORDS, ImageError
from explorer import session
from explorer.compare.candidate_list import (
    EDITED,
    TROUBLE,
    chosen_by_hand,
    fresh,
    own_key,
    read_list,
    write_list,
)
from explorer.pair.candidates import MOST, Entry
from explorer.pair.link_fields import DIGITS
from explorer.pair.sources import read_source
from explorer.widgets.streamlit_internals import forget_uploads


def draw_upload(
    where: str = "files", label: str = "Encrypted pictures of your own"
) -> None:
    """Draw a field for files; each file that can be read becomes an entry.

    Files take the place of what a ready set has brought and nobody has changed.
    """
    files = session.file_field(
        label,
        accept_multiple_files=True,
        key=own_key(where),
        disabled=len(chosen_by_hand()[0]) >= MOST,
        help=f"Up to {MOST}. {FORMATS_IN_WORDS}. They take the place of a ready set.",
    )
    if not files:
        return
    entries, ids = chosen_by_hand()
    trouble: list[str] = []
    taken = 0
    for file in files:
        if len(entries) >= MOST:
            trouble.append(
                f"{file.name} is left out: {MOST} are compared at most. Remove one, "
                "then drop it again."
            )
            continue
        try:
            source = read_source(file.getvalue(), file.name)
        except ImageError as error:
            trouble.append(f"{error}.")
            continue
        session.keep_file(source)
        taken += 1
        entry = Entry(kind="file", name=source.digest[:DIGITS])
        if (entry.kind, entry.name) not in ((e.kind, e.name) for e in entries):
            entries, ids = [*entries, entry], [*ids, *fresh(1)]
    if not taken:
        entries, ids = read_list()
    edited = session.recall(EDITED)
    write_list(entries, ids, edited if edited in ids else next(iter(ids), 0))
    session.keep(TROUBLE, trouble)
    # The field is replaced by an empty one: the files are in the list now.
    forget_uploads(*files)
    st.rerun()


def upload_trouble() -> list[str]:
    """Return what was wrong with the files that were uploaded last."""
    return list(session.recall(TROUBLE) or ())
