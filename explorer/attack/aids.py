"""The files that three of the attacks need beside the encrypted picture."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.image import ImageError
from explorer import session
from explorer.pair.attempts import NO_AIDS, Aids
from explorer.pair.sources import Source, read_source
from explorer.store.uploads import DOORS, NO_FILES
from explorer.theme.text import literal
from explorer.widgets.streamlit_internals import file_id

_MOST_PAIRS = 4

_KEY = "attack_aids"


def choose_aids(encrypted: Source) -> Aids:
    """Draw the fields, folded; return what was given and fits."""
    with st.expander("With more files: three further attacks", key="more_files"):
        problems: list[str] = []
        if not DOORS.files:
            st.caption(NO_FILES)
            return NO_AIDS
        st.caption(
            "They need what an attacker may have besides. All files must have the size "
            f"of the encrypted picture, {encrypted.size}."
        )
        second, plain = st.columns(2)
        with second:
            (other,) = _files("Another picture's cipher, same key", "second") or (None,)
        with plain:
            (of_other,) = _files("That picture, if it is known", "second_plain") or (
                None,
            )
        known, ciphers = st.columns(2)
        with known:
            plains = _files("Known plain pictures, up to 4", "known", several=True)
        with ciphers:
            made = _files("Their ciphers, in that order", "known_ciphers", several=True)
        several = _files(
            "This picture under other keys, one or more", "several", several=True
        )
        if len(plains) != len(made):
            problems.append(
                f"There are {len(plains)} known pictures and {len(made)} ciphers of "
                "them. Give one cipher for each."
            )
        found = Aids(
            second=other,
            second_plain=of_other if other else None,
            pairs=tuple(zip(plains, made, strict=False))[:_MOST_PAIRS],
            several=tuple(several),
        )
        given = filter(None, (other, of_other, *plains, *made, *several))
        problems += [
            f"{source.title} has {source.size} pixels, and the encrypted picture "
            f"{encrypted.size}."
            for source in given
            if source.luma.shape != encrypted.luma.shape
        ]
        for problem in problems:
            st.warning(literal(problem))
    return NO_AIDS if problems else found


def _files(label: str, role: str, *, several: bool = False) -> Sequence[Source]:
    """Draw a field for files; return those that can be read."""
    uploaded = session.file_field(
        label,
        accept_multiple_files=several,
        key=f"{_KEY}_{role}",
    )
    files = uploaded if several else [uploaded]
    sources = []
    for place, file in enumerate(filter(None, files or ())):
        read = session.read_once(
            f"{_KEY}_{role}_{place}", file_id(file), _reader(file.getvalue, file.name)
        )
        if isinstance(read, str):
            st.warning(literal(read))
        else:
            sources.append(read)
    return sources


def _reader(content: Callable[[], bytes], name: str) -> Callable[[], Source | str]:
    def read() -> Source | str:
        try:
            return read_source(content(), name)
        except ImageError as error:
            return f"{error}."

    return read
