"""Learn: the paper in eight steps, on the visitor's own pair and block."""

from dataclasses import replace
from pathlib import Path

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
from explorer.figures import served
from explorer.learn.controls import draw_controls, field_of
from explorer.learn.end import Ways, draw_end
from explorer.learn.followed_block import followed_case, say_followed
from explorer.learn.guesses import learnt
from explorer.learn.hiding import hidden, hide_settings, offer_link
from explorer.learn.lessons import LESSONS
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.lesson import Example, Lesson
from explorer.learn.lessons.lesson_html import groups_html, lesson_parts
from explorer.learn.lessons.own_words import own_words
from explorer.learn.lessons.paper_figures import (
    POOR,
    STEP_OF_FIGURE,
    Addresses,
    figure_1,
    figure_2,
)
from explorer.learn.lessons.way import values
from explorer.learn.lessons.words import typeset
from explorer.learn.look import draw_look, hide_plain, waits_for_guess
from explorer.learn.machine import draw_machine
from explorer.learn.prediction import ask
from explorer.learn.steps import END, LOOK, MACHINE, name_of, progress, title_of
from explorer.learn.worksheet import offer_worksheet
from explorer.pair import evaluation
from explorer.theme.text import literal
from explorer.widgets.lesson_view import lesson_view
from explorer.widgets.step_heading import step_heading


@st.fragment(key="learn")
def page(ways: Ways | None = None) -> None:
    """Draw one step; a moving control runs this alone.

    Parameters
    ----------
    ways : mapping
        Pages that its end leads to, by what they are good for.
    """
    st.html(Path(__file__).with_name("learn.css"))
    left_out = hidden()
    hide_settings(left_out)
    place = _place(left_out)
    side = st.sidebar.container()
    choice, result = _choose()
    if waits_for_guess(place, choice.encrypted, left_out):
        with side:
            hide_plain()
    case = followed_case(choice, result, left_out)
    place = _choose_step(place, case, left_out)
    learnt(place)
    if place == LOOK:
        draw_look(choice.plain, choice.encrypted, left_out, _head)
    elif place == END:
        _head(place)
        draw_end(case, left_out, ways or {})
        offer_worksheet(case, choice.plain, choice.encrypted, left_out)
    elif place == MACHINE:
        _head(place)
        draw_machine(choice.plain, choice.form, left_out, ways or {})
    else:
        _draw_step(place, choice, case, left_out)
        return
    end = st.container(key="way")
    sheet = ("sheet",) if place == END else ()
    session.write_link("lesson", "follow", "hide", *sheet)
    with end:
        _move_on(place, left_out)


def _draw_step(
    number: int,
    choice: session.Choice,
    case: Case,
    left_out: frozenset[str],
) -> None:
    """Draw one of the eight steps."""
    lesson = LESSONS[number - 1]
    with st.container(key=f"step_{number}"):
        left, shown = st.columns((376, 600), gap="medium")
        text = left.container(key="text", gap="small")
        with text:
            _head(number)
            _tell(lesson, number, case, left_out)
            trying = st.container(key="try", gap="small")
        with trying:
            tried = draw_controls(lesson.controls, number, case, left_out)
        drawn = lesson.draw(case, tried)
        if not case.spoilers:
            drawn = drawn.without_values()
        elif "sums" in left_out:
            drawn = replace(drawn, sums=(), live={})
        parts = lesson_parts(drawn, number, lesson.quantity, lesson.word)
        lesson_view(parts.rest, key=f"rest_{number}")
        with shown:
            lesson_view(
                parts.stage, key=f"stage_{number}", numbers=drawn.live, tried=tried
            )
        with trying:
            lesson_view(parts.result, key=f"result_{number}")
        with text:
            lesson_view(parts.formula, key=f"lesson_{number}")
    say_followed(case, left_out)
    with st.expander("More about this step"):
        st.markdown(typeset(lesson.more), unsafe_allow_html=True)
    if lesson.example:
        _show_example(lesson.example, number, case, left_out)
    if "figures" not in left_out:
        _offer_figure(number, choice, case)
    if "readings" not in left_out:
        _list_readings(lesson)
    end = st.container(key="way")
    trials = [field_of(control) for control in lesson.moving]
    session.write_link("lesson", "follow", "hide", "figure", *trials)
    with end:
        _move_on(number, left_out)


def _head(place: int) -> None:
    step_heading(title_of(place), place, key="step_heading")


def _place(left_out: frozenset[str]) -> int:
    """Where the visitor is.

    A link that hides the steps and names none is older than the look before them.
    """
    place = int(session.chosen("lesson"))
    return 1 if place == LOOK and "steps" in left_out else place


def _choose() -> tuple[session.Choice, Recognizability]:
    """The pair and the settings as on Explore, or the last good ones; their result."""
    with st.sidebar:
        with st.container(key="images"):
            (plain, encrypted), problems = choose_pair()
        parameters = choose_parameters()
        with st.container(key="components_and_readings"):
            form = choose_readings(parameters, encrypted, problems)
    choice = session.Choice(
        plain=plain,
        encrypted=encrypted,
        form=form,
        overlay=session.recall("overlay"),
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
            form=replace(
                choice.form, parameters=Parameters(), offset=(0, 0), in_pixels=False
            ),
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


def _choose_step(place: int, case: Case, left_out: frozenset[str]) -> int:
    """Draw the map: the look, the eight steps, the end, attacks."""
    if "steps" in left_out:
        return place
    done = learnt(place)
    numbers = values(case) if case.spoilers and case.worked else ()

    def name(there: int) -> str:
        if there not in done or there in (LOOK, END, MACHINE):
            return name_of(there)
        value = f" :gray[{numbers[there - 1]:.3f}]" if numbers else ""
        return f"{name_of(there)}{value} :green[:material/check:]"

    with st.container(key="map"):
        chosen = st.pills(
            "Step",
            range(LOOK, MACHINE + 1),
            format_func=name,
            default=place,
            required=True,
            key=session.key("lesson"),
            label_visibility="collapsed",
            wrap=True,
            width="stretch",
        )
    # On a phone the map is a bar without names; the names are here.
    with st.container(key="phone_map"), st.popover("Map"):
        for there in range(LOOK, MACHINE + 1):
            st.button(
                name_of(there),
                key=f"map_{there}",
                type="tertiary",
                on_click=session.choose,
                args=("lesson", there),
            )
    return int(chosen)


def _tell(lesson: Lesson, number: int, case: Case, left_out: frozenset[str]) -> None:
    """Draw the two lines of a step and its question, which comes first where it can."""
    if not lesson.question.needs_text:
        _ask(lesson, number, case, left_out)
    own = own_words(case, number)
    st.markdown(
        typeset(f"{lesson.asks}\n\n{own}" if own else lesson.asks),
        unsafe_allow_html=True,
    )
    if lesson.question.needs_text:
        _ask(lesson, number, case, left_out)


def _show_example(
    example: Example, number: int, case: Case, left_out: frozenset[str]
) -> None:
    """Draw the example made for a step, with its control."""
    st.header(example.title, anchor=False)
    values = draw_controls((example.control,), number, case, left_out)
    lesson_view(example.draw(case, values), key=f"example_{number}")


def _ask(lesson: Lesson, number: int, case: Case, left_out: frozenset[str]) -> None:
    if "questions" not in left_out:
        ask(lesson, number, case, answered="answers" not in left_out)


def _offer_figure(number: int, choice: session.Choice, case: Case) -> None:
    """Draw the paper's figure that belongs to a step, when it is asked for."""
    figure = STEP_OF_FIGURE.get(number)
    if figure is None:
        return
    shown = st.toggle(
        f"Show Fig. {figure} of the paper, drawn with these pictures",
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
    """List the readings of the paper that a step depends on."""
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
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    ):
        for key, (step, arrow) in steps.items():
            if "steps" not in left_out and LOOK <= step <= MACHINE:
                st.button(
                    arrow.format(name_of(step)),
                    key=key,
                    on_click=session.choose,
                    args=("lesson", step),
                )
            # A link that hides parts must not offer the link that shows them.
            if key == "previous":
                if "steps" not in left_out:
                    st.caption(progress(number))
                if not left_out:
                    offer_link()
