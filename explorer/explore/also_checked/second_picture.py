"""A second encrypted picture, which some statistics compare the first one with."""

import streamlit as st

from core.image import ImageError
from explorer import session
from explorer.figures.statistics_table import NEEDS_SECOND
from explorer.pair.pair_statistics import known_scheme
from explorer.pair.sources import Source, read_source
from explorer.theme.text import literal
from explorer.widgets.streamlit_internals import file_id

_ROLE = "second"
_FOR = "second_for"  # digest of the picture that it was chosen for


def second_of(encrypted: Source) -> Source | None:
    """Return the second picture that was chosen for an encrypted one, if it fits."""
    found = session.read_before(_ROLE)
    if session.recall(_FOR) != encrypted.digest or not isinstance(found, Source):
        return None
    return found if found.luma.shape == encrypted.luma.shape else None


def draw_second(encrypted: Source) -> None:
    """Draw a field for the second picture, unless the tool makes it itself."""
    if known_scheme(encrypted) is not None:
        return
    file = session.file_field(
        "Second encrypted picture",
        type=None,
        key=f"second_{encrypted.digest[:16]}",
        help=NEEDS_SECOND,
    )
    if file is None:
        return

    def read() -> Source | str:
        try:
            return read_source(file.getvalue(), file.name)
        except ImageError as error:
            return f"{error}."

    known = session.read_once(_ROLE, f"{encrypted.digest} {file_id(file)}", read)
    session.keep(_FOR, encrypted.digest)
    if isinstance(known, str):
        st.error(literal(known))
    elif known.luma.shape != encrypted.luma.shape:
        st.error(
            literal(
                f"{known.title} has {known.size} pixels, and the encrypted picture "
                f"{encrypted.size}. Choose one of the same size."
            )
        )
