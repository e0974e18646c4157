"""Explore: why this encrypted image leaks, and where."""

from dataclasses import replace

import streamlit as st

from core.image import ImageError
from core.recognizability.index import Recognizability
from core.recognizability.parameters import Parameters
from explorer import compute, state
from explorer.components.match_view import match_view
from explorer.controls import choose
from explorer.controls.images import first_pair
from explorer.figures.block_detail import block_detail
from explorer.figures.matches import pinned_block, view_data
from explorer.figures.score_strip import score_strip, why
from explorer.theme import ARROWS, literal


@st.fragment(key="explore")
def page() -> None:
    """Draw the page; a moving control runs this alone."""
    st.html(
        '<h1 style="font-size: 1.15rem; margin: 0; padding: 0">Showthrough '
        '<span style="font-weight: 400">what still shows through an encrypted image, '
        "where, and why</span></h1>"
    )
    strip = st.container()
    choice, problems = choose()
    choice, result = _evaluate(choice, problems)
    with strip:
        for problem in problems:
            st.error(
                f"{literal(problem)} The result below is that of the last usable pair."
            )
        st.html(score_strip(result))
        st.markdown(why(result))
    _draw_matches(choice, result)
    if choice.encrypted.about:
        st.caption(f"Encrypted image: {choice.encrypted.about}")
    _draw_block(choice, result)


def _evaluate(
    choice: state.Choice, problems: list[str]
) -> tuple[state.Choice, Recognizability]:
    """Result of a choice, or of the last one that gave any."""
    try:
        result = _result(choice)
    except ImageError as error:
        problems.append(f"{error}.")
        last = state.last_good()
        if last is None:
            plain, encrypted = first_pair()
            last = replace(
                choice, plain=plain, encrypted=encrypted, parameters=Parameters()
            )
        return last, _result(last)
    state.remember(choice)
    return choice, result


def _result(choice: state.Choice) -> Recognizability:
    return compute.evaluate(
        choice.plain,
        choice.encrypted,
        choice.parameters,
        choice.components,
        choice.border,
        choice.pooling,
    )


def _draw_matches(choice: state.Choice, result: Recognizability) -> None:
    maps = None
    if choice.overlay == "edges":
        maps = (
            compute.edge_picture(choice.plain),
            compute.edge_picture(choice.encrypted),
        )
    elif choice.overlay == "fuzzy":
        maps = compute.fuzzy_pictures(choice.plain, choice.encrypted, result)
    match_view(
        view_data(result, choice.overlay, max(ARROWS), state.pinned()),
        key=state.key(state.VIEW_KEY),
        pictures=(compute.picture(choice.plain), compute.picture(choice.encrypted)),
        maps=maps,
        view=state.view(),
    )


def _draw_block(choice: state.Choice, result: Recognizability) -> None:
    block = pinned_block(result, state.pinned())
    if block is not None:
        st.html(block_detail(result, choice.plain.luma, choice.encrypted.luma, block))
