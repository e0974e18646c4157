"""The block that all steps follow, and the words that say which it is and why."""

from functools import partial

import streamlit as st

from core.recognizability.index import Recognizability
from explorer import session
from explorer.figures import deferred, served
from explorer.figures.matches import pinned_block, strongest_matches
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.illustrative_block import illustrative_block


def followed_case(
    choice: session.Choice, result: Recognizability, left_out: frozenset[str]
) -> Case:
    """The pair, and the block that is followed through the steps."""
    block = pinned_block(result, session.pinned())
    if block is None and session.chosen("follow") == "telling":
        block = illustrative_block(result)
    return Case(
        result=result,
        plain=choice.plain.luma,
        encrypted=choice.encrypted.luma,
        block=_strongest(result) if block is None else block,
        pictures=(
            served.picture(choice.plain, "colour"),
            served.picture(choice.encrypted, "colour"),
        ),
        edges=(
            served.edge_picture(choice.plain),
            served.edge_picture(choice.encrypted),
        ),
        serve=served.tile,
        noise=partial(deferred.noise, choice.plain, choice.encrypted, result.form),
        spoilers="values" not in left_out,
        worked="sums" not in left_out,
    )


def say_followed(case: Case, left_out: frozenset[str]) -> None:
    """Say which block the steps follow and why; offer to follow the other one."""
    result = case.result
    strongest, telling = _strongest(result), illustrative_block(result)
    other = None
    if pinned_block(result, session.pinned()) is not None:
        why = ": the one pinned on Explore."
    elif telling is None or telling == strongest:
        why = ": the one that contributes most. Pin another on Explore to follow that."
    elif case.block == telling:
        why = (
            ", chosen because it shows the steps well. The one that contributes most "
            f"is in {case.place(strongest)}."
        )
        other = ("strongest", "Follow the strongest")
    else:
        why = ": the one that contributes most."
        other = ("telling", "Follow one that shows the steps well")
    score = case.revealed(
        f" Explore shows a visual security index (VSI) of {result.vsi:.4f} with these "
        "settings."
    )
    line = f"We follow one block, in {case.place(case.block)}{why}{score}"
    if other is None or "settings" in left_out:
        st.caption(line)
        return
    block, words = other
    left, right = st.columns((3, 1), vertical_alignment="center")
    left.caption(line)
    right.button(
        words, key="other_block", on_click=session.choose, args=("follow", block)
    )


def _strongest(result: Recognizability) -> int:
    return next(iter(strongest_matches(result, 1)), 0)
