"""The end of Learn: the steps add up to the score, the guesses, and the ways on."""

from collections.abc import Mapping, Sequence

import streamlit as st

from explorer import session
from explorer.explore.opening import open_in_explore
from explorer.figures.noise_words import range_words
from explorer.learn.guesses import guess, keep_guess
from explorer.learn.lessons import LESSONS
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.way import guessed, sum_words
from explorer.learn.steps import LOOK, MACHINE
from explorer.store.uploads import DOORS

Ways = Mapping[str, st.Page]
"""Pages that Learn leads to, by what they are good for."""

_RIGHT = "guessed right"


def draw_end(case: Case, left_out: frozenset[str], ways: Ways) -> None:
    """Draw how the steps make the score, what was guessed, and where to go on."""
    left, right = st.columns((1, 1), gap="large")
    with left:
        if case.spoilers and case.worked:
            st.markdown(
                "  \n".join(sum_words(case)),
                unsafe_allow_html=True,
            )
            st.markdown(_noise_words(case.result.vsi, case.noise()))
        else:
            st.markdown("Put the numbers of the steps together: RD · (1 + GS).")
        st.markdown("**Now**")
        _lead_on(ways)
    with right:
        if "questions" not in left_out:
            _list_guesses(case, answered="answers" not in left_out)


def _noise_words(score: float, draws: Sequence[float]) -> str:
    low, high = min(draws), max(draws)
    said = f"Noise scores {range_words(low, high)} on this picture."
    if score > high:
        return f"{said} What lies above that shows through."
    return f"{said} This score is no higher, so it cannot tell the picture from noise."


def _list_guesses(case: Case, *, answered: bool) -> None:
    """Draw what became of each guess."""
    rows = []
    for place, lesson in enumerate(LESSONS, 1):
        said = guess(place)
        outcome = "no guess yet" if said is None else "noted"
        if answered:
            outcome = guessed(place, said, case)
        rows.append((lesson.name, outcome))
    st.markdown("**Your guesses**")
    st.markdown(
        "| Step | |\n|:--|--:|\n"
        + "\n".join(
            f"| {place} {name} | {outcome} |"
            for place, (name, outcome) in enumerate(rows, 1)
        )
    )
    if answered:
        right = sum(outcome == _RIGHT for _, outcome in rows)
        st.caption(
            f"{right} of {len(rows)} guesses right. Open a step again to see why."
        )


def _lead_on(ways: Ways) -> None:
    """Draw the ways on, and the way back to the beginning."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if DOORS.files and st.button(
            "Try a picture of your own", key="own_picture", type="primary"
        ):
            open_in_explore(session.link_to(plain="upload", encrypted="make"))
        for words, page in ways.items():
            st.page_link(page, label=words)
        st.button(
            "One thing more: attacks",
            key="attacks",
            on_click=session.choose,
            args=("lesson", MACHINE),
        )
        st.button("Start again", key="again", on_click=_start_again)


def _start_again() -> None:
    """Forget all guesses, and go back to the first look."""
    for place in (*range(1, len(LESSONS) + 1), MACHINE, MACHINE + 1):
        keep_guess(place, None)
        session.put(f"predict_{place}", None)
    session.choose("lesson", LOOK)
