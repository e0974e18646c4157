"""The block that all steps follow, and the words that say which it is and why."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from core.recognizability.index import Recognizability
from core.recognizability.parameters import Parameters
from explorer import session
from explorer.figures import deferred, served
from explorer.figures.matches import pinned_block, strongest_matches
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.illustrative_block import illustrative_block
from explorer.pair import evaluation
from explorer.pair.sources import Origin, Sample, samples

_FIRST = {"plain": next(iter(samples()))}
"""Parameters of the link to the pair that the explorer opens with."""


def followed_case(
    choice: session.Choice, result: Recognizability, left_out: frozenset[str]
) -> Case:
    """The pair, and the block that is followed through the steps."""
    block = pinned_block(result, session.pinned())
    telling = telling_block(choice, result)
    if block is None and session.chosen("follow") == "telling":
        block = telling
    return Case(
        result=result,
        plain=choice.plain.luma,
        encrypted=choice.encrypted.luma,
        block=_strongest(result) if block is None else block,
        telling=telling,
        own_side=_own_side(choice),
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


def telling_block(choice: session.Choice, result: Recognizability) -> int | None:
    """The block that shows most in every step: a sample pair names its own.

    What the pair names holds for the paper's grid of the constants that the explorer
    opens with. Elsewhere it is found among all blocks; None where there is none.
    """
    if not result.form.paper_grid or result.form.parameters != Parameters():
        return illustrative_block(result)
    plain, encrypted = choice.plain.made, choice.encrypted.made
    for entry in samples().values():
        for companion in entry.encrypted:
            if (plain, encrypted) == (_as_shipped(entry), _as_shipped(companion)):
                if companion.teaches is None:
                    return None
                row, column = companion.teaches
                return (row - 1) * result.degree.shape[1] + column - 1
    return illustrative_block(result)


def _as_shipped(entry: Sample) -> Origin:
    return Origin(file=entry.file, sample=True)


def _own_side(choice: session.Choice) -> int:
    """Side of the cipher's own blocks in pixels; 0 where the picture shows none."""
    return evaluation.block_grid(choice.encrypted).side


def say_followed(case: Case, left_out: frozenset[str]) -> None:
    """Say which block the steps follow; offer another block, or another pair."""
    result = case.result
    strongest, telling = _strongest(result), case.telling
    offer: tuple[str, Callable[..., None], tuple[object, ...]] | None = None
    if pinned_block(result, session.pinned()) is not None:
        why = ", which you pinned on Explore."
    elif telling is None:
        why = (
            ". It contributes most, but no block of this pair has something to show in "
            "every step."
        )
        if "images" not in left_out:
            offer = ("Open a pair that shows more", _open_first, ())
    elif telling == strongest:
        why = ". It shows the steps well, and it contributes most."
    elif case.block == telling:
        place = case.place(strongest)
        why = f". It shows the steps well. The one that contributes most is {place}."
        offer = ("Follow the strongest", session.choose, ("follow", "strongest"))
    else:
        why = ". It contributes most."
        offer = ("Follow one that shows more", session.choose, ("follow", "telling"))
    score = case.revealed(
        f" Explore shows a visual security index (VSI) of {result.vsi:.4f} with these "
        "settings."
    )
    line = f"We follow one block: {case.place(case.block)}{why}{score}"
    if offer is None or "settings" in left_out:
        st.caption(line)
        return
    words, act, arguments = offer
    left, right = st.columns((3, 1), vertical_alignment="center")
    left.caption(line)
    right.button(words, key="other_block", on_click=act, args=arguments)


def _open_first() -> None:
    session.restore(_FIRST, own=False)


def _strongest(result: Recognizability) -> int:
    return next(iter(strongest_matches(result, 1)), 0)
