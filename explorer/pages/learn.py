"""Learn: the paper in eight steps, on the visitor's own pair and block."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from core.image import ImageError, Luma
from core.recognizability.index import Recognizability
from core.recognizability.parameters import Parameters
from core.recognizability.readings import READINGS
from explorer import compute, state
from explorer.components.lesson_view import lesson_view
from explorer.components.live_slider import live_slider
from explorer.controls.constants import choose_parameters, choose_readings
from explorer.controls.hiding import hidden, hide_settings, offer_link
from explorer.controls.images import choose_pair, first_pair
from explorer.figures.lessons import LESSONS
from explorer.figures.lessons.paper_figures import (
    POOR,
    STEP_OF_FIGURE,
    Addresses,
    figure_1,
    figure_2,
)
from explorer.figures.lessons.parts import Case, Lesson
from explorer.figures.lessons.render import groups_html, lesson_html
from explorer.figures.matches import pinned_block, strongest_matches
from explorer.link import FIELDS
from explorer.samples import Source
from explorer.theme import literal


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
    st.subheader(f"{number}. {lesson.title}", anchor=False)
    st.markdown(lesson.asks)
    case, followed = _case(choice, result)
    st.caption(followed)
    drawn = lesson.draw(case, _try(lesson, number, case, left_out))
    if "sums" in left_out:
        drawn = replace(drawn, sums=())
    lesson_view(lesson_html(drawn, number), key=f"lesson_{number}")
    if "questions" not in left_out:
        _ask(lesson, number, case, left_out)
    if "figures" not in left_out:
        _offer_figure(number, choice, case)
    if "readings" not in left_out:
        _list_readings(lesson)
    end = st.container()
    own = [control.name for control in lesson.controls if control.name in FIELDS]
    state.write_link("lesson", "hide", *own)
    with end:
        _move_on(number, left_out)


def _choose() -> tuple[state.Choice, Recognizability]:
    """Pair and settings as on Explore, with the result; or the last good ones."""
    with st.sidebar:
        with st.container(key="images"):
            (plain, encrypted), problems = choose_pair()
        parameters = choose_parameters()
        with st.container(key="components_and_readings"):
            components, border, pooling = choose_readings()
    choice = state.Choice(
        plain=plain,
        encrypted=encrypted,
        parameters=parameters,
        components=components,
        border=border,
        pooling=pooling,
        overlay=state.chosen("overlay"),
        arrows=int(state.chosen("arrows")),
        opacity=float(state.chosen("opacity")),
    )
    try:
        result = _result(choice)
    except ImageError as error:
        problems.append(f"{error}.")
        plain, encrypted = first_pair()
        choice = state.last_good() or replace(
            choice, plain=plain, encrypted=encrypted, parameters=Parameters()
        )
        result = _result(choice)
    else:
        state.remember(choice)
    for problem in problems:
        st.error(f"{literal(problem)} The last usable pair is shown.")
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


def _choose_step(left_out: frozenset[str]) -> int:
    """Draw the eight steps; the one that is open."""
    number = int(state.recall("lesson"))
    if "steps" in left_out:
        return number
    names = {place: lesson.name for place, lesson in enumerate(LESSONS, 1)}
    chosen = st.pills(
        "Step",
        names,
        format_func=lambda place: f"{place} {names[place]}",
        default=number,
        required=True,
        key=state.key("lesson"),
        label_visibility="collapsed",
        wrap=True,
    )
    return int(chosen)


def _case(choice: state.Choice, result: Recognizability) -> tuple[Case, str]:
    """The block that is followed through the steps, and which one that is in words."""
    block = pinned_block(result, state.pinned())
    which = "the one pinned on Explore"
    if block is None:
        block = next(iter(strongest_matches(result, 1)), 0)
        which = "the one that contributes most; pin another on Explore to follow that"

    def score_of(luma: Luma) -> float:
        digest = hashlib.sha256(luma.tobytes()).hexdigest()
        other = Source(title="", digest=digest, luma=luma)
        return _result(replace(choice, encrypted=other)).vsi

    case = Case(
        result=result,
        plain=choice.plain.luma,
        encrypted=choice.encrypted.luma,
        block=block,
        pictures=(compute.picture(choice.plain), compute.picture(choice.encrypted)),
        edges=(
            compute.edge_picture(choice.plain),
            compute.edge_picture(choice.encrypted),
        ),
        shelve=compute.tile,
        score_of=score_of,
    )
    return case, (
        f"All steps follow one block, in {case.place(block)}: {which}. With these "
        f"settings Explore shows VSI {result.vsi:.4f}."
    )


def _try(
    lesson: Lesson, number: int, case: Case, left_out: frozenset[str]
) -> Mapping[str, float]:
    """Draw what can be tried in a step; the values to draw it with."""
    values = {control.name: control.span(case).own for control in lesson.controls}
    if "try" in left_out:
        return values
    for column, control in zip(
        st.columns(max(len(lesson.controls), 2)), lesson.controls, strict=False
    ):
        span = control.span(case)
        if control.name in FIELDS and control.origin != "in use":
            key = state.key(control.name)
            value = min(state.slider(control.name, control.name), span.high)
        else:
            key = f"try_{number}_{control.name}_{span.mark:g}"
            value = state.live(key, span.low, span.high, span.mark)
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


def _ask(lesson: Lesson, number: int, case: Case, left_out: frozenset[str]) -> None:
    """Draw the question; the answer follows the choice, computed on this case."""
    question = lesson.question
    with st.container(border=True):
        said = st.radio(
            f"**Predict.** {question.words}",
            range(len(question.options)),
            format_func=question.options.__getitem__,
            index=None,
            key=f"predict_{number}",
            horizontal=True,
        )
        if said is None or "answers" in left_out:
            return
        answer = question.answer(case)
        option = question.options[answer.right]
        verdict = (
            "**As you said.**"
            if said == answer.right
            else f"**On this pair, another answer is true:** {option}."
        )
        st.markdown(f"{verdict} {answer.words}")


def _offer_figure(number: int, choice: state.Choice, case: Case) -> None:
    """Draw the paper's figure that belongs to a step, when it is asked for."""
    figure = STEP_OF_FIGURE.get(number)
    if figure is None or not st.toggle(
        f"Show Fig. {figure} of the paper, drawn with these images",
        key=f"figure_{figure}",
    ):
        return
    if figure == 1:
        groups = figure_1(case)
    else:
        scheme, level = POOR
        plain = choice.plain
        poor = compute.encrypted(plain, scheme, level, "showthrough")
        groups = figure_2(
            case,
            Addresses(
                plain=case.pictures[0],
                edges_plain=case.edges[0],
                poor=compute.picture(poor),
                edges_poor=compute.edge_picture(poor),
            ),
        )
    lesson_view(groups_html(groups), key=f"figure_{figure}_view")


def _list_readings(lesson: Lesson) -> None:
    """Say where a step stands on a reading of the paper."""
    numbers = ", ".join(map(str, lesson.readings))
    with st.expander(f"Where the paper leaves room: readings {numbers}"):
        st.markdown(
            "\n".join(
                f"- **{number}.** {READINGS[number - 1]}" for number in lesson.readings
            )
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
                    on_click=state.choose,
                    args=("lesson", step),
                )
            if key == "previous":
                offer_link(left_out)
