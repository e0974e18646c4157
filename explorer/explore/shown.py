"""Words on the pair that is shown: its notes, and whether it is an earlier one."""

import streamlit as st

from explorer.pair.sources import Source
from explorer.pair.white_offer import on_the_page
from explorer.theme.text import literal


def draw_notes(source: Source) -> None:
    """Draw what was left out or changed in a picture, beside its chooser."""
    for note in source.notes:
        st.caption(f"Note: {literal(on_the_page(note, source))}.")


def draw_notes_below(plain: Source, encrypted: Source) -> None:
    """Draw the notes of the pair that is shown, under its pictures."""
    for role, source in (("plain", plain), ("encrypted", encrypted)):
        if source.notes and not (role == "encrypted" and source.digest == plain.digest):
            notes = " ".join(f"{on_the_page(note, source)}." for note in source.notes)
            st.caption(f"On the {role} picture: {literal(notes)}")


def still_shown(plain: Source, encrypted: Source, *, settings: bool = False) -> str:
    """Say whose pictures and numbers are shown while those chosen cannot be; Markdown.

    A page dims them: see `explorer/explore/explore.css`.

    Parameters
    ----------
    plain, encrypted : Source
        The pair that is shown.
    settings : bool
        Whether it is the pair that was chosen, with earlier settings.
    """
    names = " against ".join(f"**{literal(s.title)}**" for s in (plain, encrypted))
    if settings:
        return f"Still shown: {names}, with the last settings that work."
    return f"Still shown: {names}, the last pair that fits."
