"""The question of a step, and what is said when an option was chosen."""

import streamlit as st

from explorer.learn.guesses import guess, keep_guess
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.lesson import Lesson
from explorer.learn.lessons.words import as_html, spoken, typeset
from explorer.widgets.lesson_view import lesson_view


def ask(lesson: Lesson, number: int, case: Case, *, answered: bool) -> None:
    """Draw the question of a step; the answer follows the choice.

    Parameters
    ----------
    lesson, number
        The step.
    case : Case
        The pair on which the answer is computed.
    answered : bool
        Whether the answer is shown; if not, the choice is only noted.
    """
    question = lesson.question
    with st.container(border=True, key="guess", gap="xxsmall"):
        st.markdown(f"**Predict.** {typeset(question.words)}", unsafe_allow_html=True)
        said = st.radio(
            spoken(question.words),
            range(len(question.options)),
            format_func=lambda place: spoken(question.options[place]),
            index=guess(number),
            key=f"predict_{number}",
            horizontal=True,
            label_visibility="collapsed",
        )
        keep_guess(number, said)
        words = ""
        if said is not None:
            words = (
                _verdict(lesson, case, said)
                if answered
                else "Noted. This link leaves out the answer."
            )
        # Screen readers read what changes in a region that was there before.
        lesson_view(
            f'<div class="said" role="status">{as_html(words)}</div>',
            key=f"answer_{number}",
        )


def _verdict(lesson: Lesson, case: Case, said: int) -> str:
    """Whether the chosen option is right on this case, and what happened; Markdown."""
    answer = lesson.question.answer(case)
    if said == answer.right:
        return f"**As you said.** {answer.words}"
    option = lesson.question.options[answer.right]
    about = "On this pair, another" if lesson.question.of_pair else "Another"
    return f"**{about} answer is true:** {option}. {answer.words}"
