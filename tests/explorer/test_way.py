"""The steps of Learn add up to the score on Explore."""

import re

import numpy as np
import pytest

import core
from explorer.learn.lessons import LESSONS
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.way import guessed, score_from_steps, sum_words, values


def case_of(plain, encrypted, **words):
    return Case(
        result=core.visual_security_index(plain, encrypted, **words),
        plain=plain,
        encrypted=encrypted,
        block=3,
        pictures=("plain.png", "encrypted.png"),
        edges=("edges-plain.png", "edges-encrypted.png"),
        serve=lambda pixels: "tile.png",
        noise=lambda: (0.0,),
    )


FORMS = (
    {},
    {"parameters": core.Parameters(alpha=0.15, gamma=3)},
    {"components": core.Components.C1},
    {"components": core.Components.C3},
    {"pooling": "printed", "border": "pad"},
)


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_the_sum_of_the_steps_is_the_score_on_explore(form, photo, shuffled):
    case = case_of(photo, shuffled, **form)
    assert score_from_steps(case) == pytest.approx(case.result.vsi, rel=1e-12)
    assert values(case)[-1] == case.result.vsi
    last = sum_words(case)[-1]
    assert f"<b>{case.result.vsi:.3f}</b> (step 8), the score on Explore." in last


def test_the_sum_of_the_steps_is_2_for_identical_pictures(photo):
    assert score_from_steps(case_of(photo, photo)) == pytest.approx(2, abs=1e-5)


def test_each_step_gives_the_number_that_the_sum_uses(photo, shuffled):
    case = case_of(photo, shuffled)
    for lesson, value in zip(LESSONS, values(case), strict=True):
        own = {control.name: control.span(case).in_use for control in lesson.controls}
        assert lesson.draw(case, own).number == pytest.approx(value, abs=2e-6)
    told = [float(n) for n in re.findall(r"\d\.\d{3}", " ".join(sum_words(case)))]
    _, sim_a, sim_s, degree, weight, rd, gs, vsi = values(case)
    expected = [sim_a, sim_s, degree, weight, rd, gs, rd, gs, vsi]
    assert told == pytest.approx(expected, abs=5.1e-4)
    assert np.isclose(rd * (1 + gs), vsi)


def test_a_guess_is_compared_with_the_answer_on_this_pair(photo, shuffled):
    case = case_of(photo, shuffled)
    assert guessed(1, None, case) == "no guess yet"
    assert guessed(1, 2, case) == "guessed right"
    assert guessed(1, 0, case) == "surprised you"
