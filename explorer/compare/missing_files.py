"""Files that a link to Compare names and that are not here: one field takes them."""

from collections.abc import Sequence

import streamlit as st

from core.image import ImageError
from explorer import session
from explorer.pair.candidates import Entry
from explorer.pair.link_fields import DIGITS
from explorer.pair.sources import Source, read_source
from explorer.store.uploads import DOORS
from explorer.theme.text import literal

_PLAIN = "plain picture"
_FIELD = {1: "Drop the file here", 2: "Drop both files here"}
_DROPPED, _NOT_TAKEN = "with_dropped", "with_not_taken"


def missing_files(entries: Sequence[Entry]) -> dict[str, str]:
    """Return the start of the SHA-256 of each file that is not here, by its place."""
    plain = session.missing().get("plain", "")
    missing = {_PLAIN: plain} if plain else {}
    for number, entry in enumerate(entries, 1):
        if entry.kind == "file" and session.file(entry.name) is None:
            missing[f"encryption {number}"] = entry.name
    return missing


def draw_missing_files(missing: dict[str, str], plain: Source) -> None:
    """Draw which files are not here, and a field that takes all of them at once.

    Parameters
    ----------
    missing : dict of str to str
        Of `missing_files`, not empty.
    plain : Source
        What is compared with until then.
    """
    one = len(missing) == 1
    begins = " and ".join(f"{digits} ({who})" for who, digits in missing.items())
    until = (
        f" Until then the plain picture is {literal(plain.title)}."
        if _PLAIN in missing
        else ""
    )
    its, again = ("its", "Open it again: ") if one else ("their", "Open them again: ")
    if not DOORS.files:  # the place of the field says so
        its, again = its.capitalize(), ""
    with st.container(border=True, key="missing"):
        st.info(
            f"**{'A file is' if one else f'{len(missing)} files are'} not here.** "
            f"{again}{its} SHA-256 begins with {begins}. "
            f"Links never hold pictures.{until}"
        )
        session.file_field(
            _FIELD.get(len(missing), f"Drop all {len(missing)} files here"),
            accept_multiple_files=True,
            key=session.key(_DROPPED),
            on_change=_take,
            args=(missing,),
        )
        for words in session.recall(_NOT_TAKEN) or ():
            st.warning(literal(words))


def _take(missing: dict[str, str]) -> None:
    """Take the files that are asked for; say why the others are not."""
    reasons = []
    for file in session.held(session.key(_DROPPED)) or ():
        try:
            source = read_source(file.getvalue(), file.name)
        except ImageError as error:
            reasons.append(f"{error}.")
            continue
        digits = source.digest[:DIGITS]
        if digits == missing.get(_PLAIN):
            session.take_file("plain", source)
        if digits in missing.values():
            session.keep_file(source)
        elif session.file(digits) is None:
            reasons.append(
                f"{source.title} is another file: its SHA-256 begins with {digits}. To "
                "compare it all the same, drop it at the side."
            )
    session.keep(_NOT_TAKEN, reasons)
