"""Explore: why this encrypted image leaks, and where."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import streamlit as st

from core.attacks.turned import Turned
from core.image import ImageError
from core.recognizability.blocks import MAX_BLOCKS
from core.recognizability.index import Recognizability
from core.recognizability.parameters import Parameters
from explorer import session
from explorer.explore.also_checked.row import draw_also_checked
from explorer.explore.below import choose_panel, choose_rows
from explorer.explore.block_table import table
from explorer.explore.controls import choose
from explorer.explore.images import first_pair
from explorer.explore.missing import draw_missing
from explorer.explore.own_blocks import (
    found_grid,
    own_grid_used,
    pieces_turned_back,
    take_grid,
    take_turns,
)
from explorer.explore.pinned import draw_pinned
from explorer.explore.shown import draw_notes_below, still_shown
from explorer.explore.take_home import take_home
from explorer.explore.to_attack import ask_for_attack, open_attack
from explorer.explore.waiting import SLOW, working
from explorer.explore.white import draw_white
from explorer.figures import deferred, served
from explorer.figures.bit_planes import plane_table, planes_of
from explorer.figures.headline import headline
from explorer.figures.matches import middle, pinned_block, view_data
from explorer.figures.near_or_far import near_or_far
from explorer.figures.opened import opened_line
from explorer.figures.score_strip import numbers
from explorer.figures.selection import by_turns, picked
from explorer.figures.shares import shares
from explorer.figures.turned_back import with_matches
from explorer.pair import evaluation
from explorer.pair.bit_channels import has_alpha
from explorer.pair.colours import Shown
from explorer.session.lane.visits import Seen
from explorer.theme.overlays import ARROWS
from explorer.theme.text import literal
from explorer.widgets.figure_view import figure_view
from explorer.widgets.match_view import match_view

Lane: TypeAlias = dict[str, Any] | None
"""What `session.follow` gives."""

SCORE = ".st-key-story"
"""Where the score is."""

NOT_TURNED = (
    "Pieces are turned back in the pictures above. All numbers below are the paper's, "
    "whose index turns no piece."
)

LAYOUT = Path(__file__).with_name("explore.css")


def page(learn: Any = None) -> None:
    """Draw the page.

    Parameters
    ----------
    learn : StreamlitPage, optional
        The page that follows the pinned block through the index.
    """
    st.html(LAYOUT)
    _draw(learn)


@st.fragment(key="explore")
def _draw(learn: Any) -> None:
    """Draw all that follows a control; a moving control runs this alone."""
    open_attack()
    notices = st.container(key="notices")
    story = st.container(key="story")
    choice, problems = choose()
    missing = session.missing()
    named = any(missing.values())
    # A place of its own: the browser would hold what follows twice where it moved up.
    with st.container(key="absent"):
        if missing:
            draw_missing(
                missing,
                below="" if named else "Until then the last pair stays, dimmed.",
                alone=named,
            )
    if named:
        # Another pair would be taken for the one that the address means.
        _draw_problems(problems)
        return
    waiting = st.empty()
    with waiting:
        _draw_waiting(choice)
    fits, asked = not (problems or missing), choice
    choice, result = _evaluate(choice, problems)
    waiting.empty()
    with notices:
        if problems or missing:
            same = fits and _digests(asked) == _digests(choice)
            with st.container(key="still"):
                st.markdown(still_shown(choice.plain, choice.encrypted, settings=same))
        else:
            draw_white(choice.plain, choice.encrypted)
    # Where something is to be said, the page says it, at every step.
    lane = session.follow(None if problems or missing else _seen(choice, result))
    with story:
        _draw_story(choice, result, lane)
    if session.at_rest():
        st.set_page_config(page_title=_title(choice, result))
    with st.container(key="seen"):
        _draw_matches(choice, result, lane)
        take_home(choice, result, problems)
    with st.container(key="about_pair"):
        draw_notes_below(choice.plain, choice.encrypted)
        if choice.encrypted.about:
            st.caption(f"Encrypted picture: {choice.encrypted.about}")
        if _turned_back(choice, result) is not None:
            st.caption(NOT_TURNED)
    if not draw_pinned(choice, result, learn):
        draw_also_checked(choice)
    with st.container(key="under"):
        _draw_panel(choice, result, lane)
    _draw_problems(problems, " The last usable pair is still shown, dimmed.")


def _title(choice: session.Choice, result: Recognizability) -> str:
    """What the browser's tab says."""
    plain, encrypted = choice.plain.title, choice.encrypted.title
    what = encrypted.removeprefix(f"{plain}, ")
    if not what[1:2].isupper():  # a name of capitals stays one
        what = what[:1].lower() + what[1:]
    same = choice.encrypted.digest == choice.plain.digest
    pair = plain if same else f"{plain}, {what}"
    return f"{result.vsi:.2f} {pair} · Showthrough"


def _digests(choice: session.Choice) -> tuple[str, str]:
    return choice.plain.digest, choice.encrypted.digest


def _draw_problems(problems: list[str], below: str = "") -> None:
    """Draw what went wrong, over the foot of the page, so that nothing moves."""
    with st.container(key="problems"):
        for problem in problems:
            st.error(f"{literal(problem)}{below}")


def _draw_waiting(choice: session.Choice) -> None:
    """Draw a note until the result is there, if that may take noticeably long."""
    wait = evaluation.expected_wait(choice.plain, choice.encrypted, choice.form)
    if session.last_good() is None:
        st.skeleton(height=600)
    elif wait.seconds > SLOW and wait.blocks <= MAX_BLOCKS:
        st.html(working(wait.blocks, wait.seconds, wait.pixels))


def _evaluate(
    choice: session.Choice, problems: list[str]
) -> tuple[session.Choice, Recognizability]:
    """Result of a choice, or of the last choice that had a result."""
    try:
        result = _result(choice)
    except ImageError as error:
        problems.append(f"{error}.")
        last = session.last_good()
        if last is None:
            plain, encrypted = first_pair()
            last = replace(
                choice,
                plain=plain,
                encrypted=encrypted,
                form=replace(
                    choice.form, parameters=Parameters(), offset=(0, 0), in_pixels=False
                ),
            )
        return last, _result(last)
    session.remember(choice)
    return choice, result


def _result(choice: session.Choice) -> Recognizability:
    return evaluation.evaluate(choice.plain, choice.encrypted, choice.form)


def _seen(choice: session.Choice, result: Recognizability) -> Seen | None:
    """What sliders can move without a run of the page."""
    if _turned_back(choice, result) is not None:
        return None
    return Seen(
        plain=choice.plain,
        encrypted=choice.encrypted,
        form=choice.form,
        overlay=choice.overlay,
        point=session.pinned(),
        epoch=session.view_epoch(),
    )


def _draw_story(choice: session.Choice, result: Recognizability, lane: Lane) -> None:
    """Draw the score, what it says, and where it stands to noise."""
    channel = choice.plain.made.channel
    figure_view(headline(result, channel), key="headline", height=56, lane=lane)
    now, later = deferred.why_figure(choice.plain, choice.encrypted, result)
    figure_view(now, key="why", later=later, lane=lane)
    now, later = deferred.gauge_figure(choice.plain, choice.encrypted, result)
    figure_view(now, key="gauge", later=later, height=64, lane=lane)
    now, later = opened_line(choice.plain, choice.encrypted)
    figure_view(now, key="opened", later=later, picks=SCORE, on_pick=ask_for_attack)


def _draw_matches(choice: session.Choice, result: Recognizability, lane: Lane) -> None:
    maps = planes = None
    if choice.overlay == "bits":
        planes = plane_table(
            planes_of(choice.plain, choice.encrypted), _alpha_pictures(choice, result)
        )
    elif choice.overlay == "edges":
        maps = (
            served.edge_picture(choice.plain),
            served.edge_picture(choice.encrypted),
        )
    elif choice.overlay == "fuzzy":
        maps = served.fuzzy_pictures(choice.plain, choice.encrypted, result)
    coloured = None
    if evaluation.has_colour(choice.plain) or evaluation.has_colour(choice.encrypted):
        coloured = _pictures(choice, result, "colour")
    back = _turned_back(choice, result)
    turns, turns_later = None, None
    if own_grid_used(choice.encrypted):
        turns, turns_later = deferred.turned_chip(
            choice.plain, choice.encrypted, result, used=back is not None
        )
    match_view(
        view_data(result, choice.overlay, max(ARROWS), session.pinned(), back=back),
        key=session.VIEW_KEY,
        epoch=session.view_epoch(),
        pins=session.pins(),
        pictures=_pictures(choice, result, "index"),
        coloured=coloured,
        channel=choice.plain.made.channel,
        maps=maps,
        planes=planes,
        numbered=deferred.numbered_matches(
            choice.plain, choice.encrypted, with_matches(result, back)
        ),
        view=session.view(),
        found=found_grid(choice.encrypted, result),
        turns=(turns, turns_later),
        lane=lane,
        on_overlay=session.take_overlay,
        on_grid=take_grid,
        on_turns=take_turns,
    )


def _turned_back(choice: session.Choice, result: Recognizability) -> Turned | None:
    return pieces_turned_back(choice.plain, choice.encrypted, result)


def _pictures(
    choice: session.Choice, result: Recognizability, shown: Shown
) -> tuple[str, str, str]:
    """Addresses of the plain, the encrypted and the reassembled picture."""
    back = _turned_back(choice, result)
    return (
        served.picture(choice.plain, shown),
        served.picture(choice.encrypted, shown),
        deferred.reassembled_picture(
            choice.encrypted, with_matches(result, back), shown, back
        ),
    )


def _alpha_pictures(
    choice: session.Choice, result: Recognizability
) -> dict[str, tuple[str, ...]]:
    """Addresses of the pictures of alpha, which are in no other picture."""
    if not any(map(has_alpha, (choice.plain, choice.encrypted))):
        return {}
    back = _turned_back(choice, result)
    laid = with_matches(result, back)
    return {
        "alpha": (
            served.alpha_picture(choice.plain),
            served.alpha_picture(choice.encrypted),
            deferred.reassembled_picture(choice.encrypted, laid, "alpha", back),
        )
    }


def _draw_panel(choice: session.Choice, result: Recognizability, lane: Lane) -> None:
    """Draw all numbers, and the figure of them that is open."""
    st.subheader("All numbers", anchor=False)
    channel = choice.plain.made.channel
    figure_view(numbers(result, channel), key="numbers", lane=lane)
    panel = choose_panel()
    chosen = {
        "picks": f".st-key-{session.VIEW_KEY}",
        "on_pick": partial(_take_pick, panel),
    }
    if panel == "table":
        pin = pinned_block(result, session.pinned())
        rows = table(result, *choose_rows(result.match.size), pin)
        figure_view(rows, key=panel, **chosen)
    elif panel == "reassembled":
        back = _turned_back(choice, result)
        later = deferred.reassembled_figure(
            choice.plain,
            choice.encrypted,
            with_matches(result, back),
            session.view()["shown"],
            back,
        )
        figure_view(None, key="reassembled", later=later, height=380)
    else:
        draw = {"near-or-far": near_or_far, "shares": shares}[panel]
        # While a slider moves the last one stays, faded.
        html = draw(result) if session.at_rest() else None
        figure_view(html, key=panel, height=380, **chosen)


def _take_pick(panel: str) -> None:
    """Pin the next of the blocks that a part of a figure stands for: a callback."""
    pick, choice = session.asked(panel, "pick"), session.last_good()
    if not isinstance(pick, str) or choice is None:
        return
    result = _result(choice)
    pin = pinned_block(result, session.pinned())
    block = by_turns(picked(result, pick), pin)
    if block is not None and block != pin:
        session.pin(*middle(result, block))
