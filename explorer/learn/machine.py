"""The lesson after the equations, for a page: two ciphers, and a guess on each."""

from collections.abc import Callable
from html import escape

import numpy as np
import streamlit as st

from core.image import Luma
from core.recognizability.form import Form
from explorer import session
from explorer.figures import served
from explorer.figures.noise_words import range_words
from explorer.learn.end import Ways
from explorer.learn.guesses import guess, keep_guess
from explorer.learn.lessons import machine
from explorer.learn.steps import MACHINE
from explorer.pair.sources import Source

_TABLE = ("The picture shows", "Nothing shows", "I cannot tell")
_MEANS = ("Yes, nearly all of them", "A few of them", "No, not without the key")
_RIGHT = 0
SECOND = MACHINE + 1
"""Place of the second guess; the first is that of the lesson."""


def draw_machine(
    plain: Source, form: Form, left_out: frozenset[str], ways: Ways
) -> None:
    """Draw a cipher that passes both tests, and one whose numbers are won back."""
    with st.container(key="machine"):
        left, right = st.columns(2, gap="large")
        with left.container(gap="small"):
            _draw_table(plain, form, left_out)
        with right.container(gap="small"):
            _draw_means(plain, form, left_out)
        st.markdown(
            "**What follows.** These tests ask whether two encrypted pictures differ. "
            "The score asks what of the plain picture is still there. An attack asks "
            "what can be brought back. A cipher has to stand all three, and that "
            "proves nothing yet."
        )
    for words, page in ways.items():
        if words.startswith("Attack") and st.button(
            "See all attacks on this cipher", key="all_attacks"
        ):
            link = session.link_to(
                encrypted="make",
                scheme=machine.SCHEME,
                level=machine.LEVEL,
                key=machine.KEY,
            )
            st.switch_page(page, query_params=session.opening(link))


def _draw_table(plain: Source, form: Form, left_out: frozenset[str]) -> None:
    st.header("A cipher that passes both tests", anchor=False)
    found = machine.passed(plain, form)
    differ, amount = found.tests
    both = all(entry.verdict.startswith("passes") for entry in found.tests)
    st.markdown(
        "Each grey level is replaced by another, always by the same table. Papers "
        "compare two encrypted pictures: how many pixels differ, and by how much."
    )
    if "values" not in left_out:
        st.markdown(
            "| Test | Value | Ideal | |\n|:--|--:|--:|:--|\n"
            f"| Pixels that differ (NPCR) | {differ.value:.2f} % | {differ.ideal:.2f} %"
            f" | {differ.verdict} |\n"
            f"| By how much (UACI) | {amount.value:.2f} % | {amount.ideal:.2f} % "
            f"| {amount.verdict} |"
        )
    answer = "Both tests are passed, and the outlines are still there. "
    if not both:
        answer = "The outlines are still there. "
    if "values" not in left_out:
        noise = range_words(min(found.noise), max(found.noise))
        answer += f"The score is **{found.vsi:.2f}**, and noise scores {noise}. "
    answer += (
        "A table changes all pixels of one grey level alike, and neither test looks at "
        "what the pixels show."
    )
    _ask(
        MACHINE,
        "What do you expect to see in the encrypted picture?",
        _TABLE,
        answer,
        left_out,
        lambda: _picture(found.picture, "The picture behind a table of grey levels"),
    )


def _draw_means(plain: Source, form: Form, left_out: frozenset[str]) -> None:
    st.header("A number that can be won back", anchor=False)
    cipher = machine.hidden_means(plain)
    st.markdown(
        "A JPEG file keeps one brightness for each block of 8 px, and the detail in "
        "it. This cipher replaces each brightness by a random one and leaves the "
        "detail."
    )

    def show() -> None:
        found = machine.won_back(plain, form)
        if found is None:
            _picture(cipher.luma, "The picture with hidden brightness")
            st.caption("The attack found nothing to work on in this picture.")
            return
        _picture(found.picture, "The picture after the attack")
        if "values" not in left_out:
            st.caption(
                f"Score {found.before:.2f} before, **{found.after:.2f}** after the "
                f"attack. Noise: {found.noise_before:.2f} before, "
                f"{found.noise_after:.2f} after the same attack."
            )

    _ask(
        SECOND,
        "Can a machine without the key find the brightness of the blocks?",
        _MEANS,
        "Neighbouring blocks must fit at their borders. From this alone a machine "
        "works out the brightness of all blocks. What is left in the clear gives away "
        "what was hidden.",
        left_out,
        show,
        before=lambda: _picture(cipher.luma, "The picture with hidden brightness"),
    )


def _ask(
    place: int,
    words: str,
    options: tuple[str, ...],
    answer: str,
    left_out: frozenset[str],
    show: Callable[[], None],
    before: Callable[[], None] | None = None,
) -> None:
    """Draw a question, then what answers it; without questions the answer alone."""
    said = _RIGHT
    if "questions" not in left_out:
        with st.container(border=True, key=f"guess_{place}", gap="xxsmall"):
            st.markdown(f"**Predict.** {words}")
            said = st.radio(
                words,
                range(len(options)),
                format_func=options.__getitem__,
                index=guess(place),
                key=f"predict_{place}",
                horizontal=True,
                label_visibility="collapsed",
            )
            keep_guess(place, said)
    if said is None:
        if before:
            before()
        return
    if "answers" in left_out:
        st.caption("Noted. This link leaves out the answer.")
        if before:
            before()
        return
    verdict = ""
    if "questions" not in left_out:
        verdict = (
            "**As you said.** "
            if said == _RIGHT
            else f"**Another answer is true:** {options[_RIGHT]}. "
        )
    st.markdown(verdict + answer)
    show()


def _picture(pixels: Luma | np.ndarray, alt: str) -> None:
    levels = np.rint(np.clip(pixels, 0, 255)).astype(np.uint8)
    address = escape(served.tile(levels), quote=True)
    st.html(
        f'<img src="{address}" alt="{escape(alt)}" style="display: block; width: 100%; '
        "max-height: 46vh; object-fit: contain; object-position: left top; "
        'border-radius: 6px">'
    )
