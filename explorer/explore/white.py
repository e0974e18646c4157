"""Controls for the white of a file: a field beside it, and one click at the score."""

import streamlit as st

from core.image import ImageError
from explorer import session
from explorer.pair import evaluation
from explorer.pair.sources import Source, in_digits
from explorer.pair.white_offer import Offer, has_white
from explorer.theme.text import literal


def with_white_set(role: str, file: Source, problems: list[str]) -> Source | None:
    """Draw the field for a file's white; return the file with it.

    Parameters
    ----------
    role : {"plain", "encrypted"}
        What the file is in the pair.
    file : Source
        A file as it was read.
    problems : list of str
        If the white is too small, a sentence on it is added, and None is returned.
    """
    white = session.white_of(role, file)
    if white is not None or has_white(file):
        draw_field(role, file)
    return _read_with(white, file, problems)


def _read_with(white: float | None, file: Source, problems: list[str]) -> Source | None:
    if white is None or file.picture is None:
        return file
    try:
        return evaluation.with_white(file, white)
    except ImageError as error:
        problems.append(f"{error}.")
        st.caption(f":material/error: {literal(str(error))}.")
        return None


def draw_field(role: str, file: Source) -> None:
    """Draw the field that shows and sets the white of a file."""
    if file.picture is None:
        return
    session.draw_white_as_set(role, file)
    st.number_input(
        f"White of the {role} picture",
        min_value=1e-9,
        value=None,
        step=1.0,
        format="%.10g",
        key=session.white_key(role, file),
        placeholder=f"{in_digits(file.picture.white)}, of its type",
        help="The level that is white. Empty: the one of the file's type.",
    )


def draw_doubtful_field(role: str, file: Source, pair: tuple[Source, Source]) -> None:
    """Draw the field of a plain 8-bit file too, where its pair puts it in doubt."""
    doubtful = any(role in offer.settable for offer in evaluation.white_offers(*pair))
    if doubtful and not has_white(file) and session.white_of(role, file) is None:
        draw_field(role, file)


def draw_white(plain: Source, encrypted: Source) -> None:
    """Draw, at the score, doubts about white, and how to undo a white that was set."""
    files = {"plain": plain, "encrypted": encrypted}
    for number, offer in enumerate(evaluation.white_offers(plain, encrypted)):
        _draw_offer(offer, files, number)
    was_set = {
        role: white
        for role, file in files.items()
        if not file.made.scheme and (white := session.white_of(role, file))
    }
    if was_set:
        _draw_way_back(was_set, files)


def _draw_offer(offer: Offer, files: dict[str, Source], number: int) -> None:
    with st.container(
        border=True,
        horizontal=True,
        vertical_alignment="center",
        key=f"white_offer_{number}",
    ):
        st.markdown(literal(offer.words), width="stretch")
        if offer.whites:
            st.button(
                offer.label,
                key=f"set_white_{number}",
                type="primary",
                on_click=session.set_whites,
                args=(offer.whites, files),
            )


def _draw_way_back(was_set: dict[str, float], files: dict[str, Source]) -> None:
    said = " and ".join(
        dict.fromkeys(
            f"{literal(files[role].title)} is read with {in_digits(white)} as white"
            for role, white in was_set.items()
        )
    )
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key="white_set"
    ):
        st.caption(f"White was set: {said}.", width="content")
        st.button(
            "Undo",
            key="unset_white",
            on_click=session.set_whites,
            args=(dict.fromkeys(was_set), files),
        )
