"""Learn: the paper in eight steps, on the visitor's own pair and block."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from core.image import ImageError
from core.recognizability.index import Recognizability
from core.recognizability.parameters import Parameters
from core.recognizability.readings import READINGS
from explorer import session
from explorer.explore.constants import choose_parameters, choose_readings
from explorer.explore.images import choose_pair, first_pair
from explorer.explore.missing import draw_missing
from explorer.explore.shown import still_shown
from explorer.figures import deferred, served
from explorer.figures.matches import pinned_block, strongest_matches
from explorer.learn.hiding import hidden, hide_settings, offer_link
from explorer.learn.lessons import LESSONS
from explorer.learn.lessons.example import telling_block
from explorer.learn.lessons.paper_figures import (
    POOR,
    STEP_OF_FIGURE,
    Addresses,
    figure_1,
    figure_2,
)
from explorer.learn.lessons.parts import Case, Control, Example, Lesson
from explorer.learn.lessons.render import groups_html, lesson_html
from explorer.learn.lessons.words import typeset
from explorer.learn.prediction import ask
from explorer.pair import evaluation
from explorer.pair.link_fields import FIELDS
from explorer.theme.text import literal
from explorer.widgets.lesson_view import lesson_view
from explorer.widgets.live_slider import live_slider
from explorer.widgets.step_heading import step_heading


@st.fragment(key="learn")
def page() -> None:
    """Draw one step; a moving control runs this alone."""
    left_out = hidden()
    hide_settings(left_out)
    choice, result = _choose()
    st.html(
        '<h1 style="font-size: 1.15rem; margin: 0; padding: 0">Learn '
        '<span style="font-weight: 400">the index in eight steps, on the pair of '
        "images that is open</span></h1>"
    )
    number = _choose_step(left_out)
    lesson = LESSONS[number - 1]
    step_heading(f"{number}. {lesson.title}", number, key="step_heading")
    st.markdown(typeset(lesson.asks), unsafe_allow_html=True)
    case = _case(choice, result, left_out)
    if lesson.example:
        _show_example(lesson, lesson.example, number, case, left_out)
    _say_followed(case, left_out)
    drawn = lesson.draw(case, _try(lesson.controls, number, case, left_out))
    if not case.spoilers:
        drawn = drawn.without_values()
    elif "sums" in left_out:
        drawn = replace(drawn, sums=())
    lesson_view(lesson_html(drawn, number), key=f"lesson_{number}")
    if not lesson.example:
        _ask(lesson, number, case, left_out)
    if "figures" not in left_out:
        _offer_figure(number, choice, case)
    if "readings" not in left_out:
        _list_readings(lesson)
    end = st.container()
    own = [_field(control) for control in lesson.moving]
    session.write_link("lesson", "follow", "hide", "figure", *own)
    with end:
        _move_on(number, left_out)


def _choose() -> tuple[session.Choice, Recognizability]:
    """Pair and settings as on Explore, with the result; or the last good ones."""
    with st.sidebar:
        with st.container(key="images"):
            (plain, encrypted), problems = choose_pair()
        parameters = choose_parameters()
        with st.container(key="components_and_readings"):
            form = choose_readings(parameters)
    choice = session.Choice(
        plain=plain,
        encrypted=encrypted,
        form=form,
        overlay=session.chosen("overlay"),
        arrows=int(session.chosen("arrows")),
        opacity=float(session.chosen("opacity")),
    )
    try:
        result = _result(choice)
    except ImageError as error:
        problems.append(f"{error}.")
        plain, encrypted = first_pair()
        choice = session.last_good() or replace(
            choice,
            plain=plain,
            encrypted=encrypted,
            form=replace(choice.form, parameters=Parameters()),
        )
        result = _result(choice)
    else:
        session.remember(choice)
    missing = session.missing()
    if missing:
        draw_missing(missing, below=still_shown(choice.plain, choice.encrypted))
    for problem in problems:
        st.error(f"{literal(problem)} {still_shown(choice.plain, choice.encrypted)}")
    return choice, result


def _result(choice: session.Choice) -> Recognizability:
    return evaluation.evaluate(choice.plain, choice.encrypted, choice.form)


def _choose_step(left_out: frozenset[str]) -> int:
    """Draw the eight steps; the one that is open."""
    number = int(session.recall("lesson"))
    if "steps" in left_out:
        return number
    names = {place: lesson.name for place, lesson in enumerate(LESSONS, 1)}
    chosen = st.pills(
        "Step",
        names,
        format_func=lambda place: f"{place} {names[place]}",
        default=number,
        required=True,
        key=session.key("lesson"),
        label_visibility="collapsed",
        wrap=True,
    )
    return int(chosen)


def _case(
    choice: session.Choice, result: Recognizability, left_out: frozenset[str]
) -> Case:
    """The pair, and the block that is followed through the steps."""
    block = pinned_block(result, session.pinned())
    if block is None and session.chosen("follow") == "telling":
        block = telling_block(result)
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
        shelve=served.tile,
        noise=partial(deferred.noise, choice.plain, choice.encrypted, result.form),
        spoilers="values" not in left_out,
        worked="sums" not in left_out,
    )


def _strongest(result: Recognizability) -> int:
    return next(iter(strongest_matches(result, 1)), 0)


def _say_followed(case: Case, left_out: frozenset[str]) -> None:
    """Say which block the steps follow and why, with the way to the other one."""
    result = case.result
    strongest, telling = _strongest(result), telling_block(result)
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
        f" Explore shows VSI\u00a0{result.vsi:.4f} with these settings."
    )
    line = f"All steps follow one block, in {case.place(case.block)}{why}{score}"
    if other is None or "settings" in left_out:
        st.caption(line)
        return
    block, words = other
    left, right = st.columns((3, 1), vertical_alignment="center")
    left.caption(line)
    right.button(
        words, key="other_block", on_click=session.choose, args=("follow", block)
    )


def _show_example(
    lesson: Lesson,
    example: Example,
    number: int,
    case: Case,
    left_out: frozenset[str],
) -> None:
    """Draw the case that was made for a step, what moves it, and the question on it."""
    values = _try((example.control,), number, case, left_out)
    lesson_view(example.draw(case, values), key=f"example_{number}")
    _ask(lesson, number, case, left_out)
    st.subheader(example.then, anchor=False)


def _try(
    controls: Sequence[Control], number: int, case: Case, left_out: frozenset[str]
) -> Mapping[str, float]:
    """Draw what can be tried in a step; the values to draw it with."""
    values = {control.name: control.span(case).own for control in controls}
    if "try" in left_out:
        return values
    controls = [c for c in controls if case.spoilers or not c.result]
    columns = st.columns(max(len(controls), 2)) if controls else ()
    for column, control in zip(columns, controls, strict=False):
        span = control.span(case)
        field = _field(control)
        if field == control.name:
            key = session.key(field)
            value = min(session.slider(field, field), span.high)
        else:
            # Another one for each value in use: its mark on the track moves.
            widget = f"{field}_{number}_{span.mark:g}"
            key = session.key(field, widget)
            value = session.tried(field, widget, span.low, span.high, span.mark)
        with column:
            values[control.name] = live_slider(
                control.label,
                key=key,
                low=span.low,
                high=span.high,
                step=span.step,
                value=value,
                paper=span.mark,
                origin=control.origin,
                decimals=control.decimals,
                about=control.about,
            )
    return values


def _field(control: Control) -> str:
    """Name in the link; that of a trial where the pair decides the value in use."""
    trial = f"try_{control.name}"
    return trial if trial in FIELDS else control.name


def _ask(lesson: Lesson, number: int, case: Case, left_out: frozenset[str]) -> None:
    if "questions" not in left_out:
        ask(lesson, number, case, answered="answers" not in left_out)


def _offer_figure(number: int, choice: session.Choice, case: Case) -> None:
    """Draw the paper's figure that belongs to a step, when it is asked for."""
    figure = STEP_OF_FIGURE.get(number)
    if figure is None:
        return
    shown = st.toggle(
        f"Show Fig. {figure} of the paper, drawn with these images",
        value=session.recall("figure") == "shown",
        key=session.key("figure", f"figure_{figure}"),
    )
    session.keep("figure", "shown" if shown else "hidden")
    if not shown:
        return
    if figure == 1:
        groups = figure_1(case)
    else:
        scheme, level = POOR
        plain = choice.plain
        poor = evaluation.encrypted(plain, scheme, level, "showthrough")
        groups = figure_2(
            case,
            Addresses(
                plain=case.pictures[0],
                edges_plain=case.edges[0],
                poor=served.picture(poor),
                edges_poor=served.edge_picture(poor),
            ),
        )
    lesson_view(groups_html(groups), key=f"figure_{figure}_view")


def _list_readings(lesson: Lesson) -> None:
    """Say where a step stands on a reading of the paper."""
    with st.expander(f"Where the paper leaves room: {', '.join(lesson.readings)}"):
        st.markdown(
            "\n".join(
                f"- {typeset(READINGS[key].markdown)}" for key in lesson.readings
            ),
            unsafe_allow_html=True,
        )


def _move_on(number: int, left_out: frozenset[str]) -> None:
    """Draw the way to the steps before and after, and the link for a class."""
    steps = {"previous": (number - 1, "← {}"), "next": (number + 1, "{} →")}
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        for key, (step, arrow) in steps.items():
            if "steps" not in left_out and 1 <= step <= len(LESSONS):
                st.button(
                    arrow.format(f"{step} {LESSONS[step - 1].name}"),
                    key=key,
                    on_click=session.choose,
                    args=("lesson", step),
                )
            # Whoever was given parts of the page could ask for the rest.
            if key == "previous" and not left_out:
                offer_link()
