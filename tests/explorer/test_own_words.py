"""Learn on pairs where its usual words would not hold: what it says instead."""

from dataclasses import replace

import numpy as np
import pytest

import core
from explorer.figures.matches import strongest_matches
from explorer.learn.lessons import LESSONS, histogram
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.own_words import own_words

NUMBERS = range(1, len(LESSONS) + 1)
FLAT = np.full((40, 50), 90.0)


def case_of(plain, encrypted, block=None, **words):
    result = core.visual_security_index(plain, encrypted, **words)
    if block is None:
        block = next(iter(strongest_matches(result, 1)), 0)
    return Case(
        result=result,
        plain=plain,
        encrypted=encrypted,
        block=block,
        pictures=("plain.png", "encrypted.png"),
        edges=("edges-plain.png", "edges-encrypted.png"),
        serve=lambda pixels: "tile.png",
        noise=lambda: (0.0,),
    )


@pytest.fixture(scope="module")
def noise(photo):
    return np.random.default_rng(0).permutation(photo.ravel()).reshape(photo.shape)


def said(case):
    return {n: own_words(case, n) for n in NUMBERS if own_words(case, n)}


def draw(case, number, **tried):
    lesson = LESSONS[number - 1]
    values = {control.name: control.span(case).in_use for control in lesson.controls}
    return lesson.draw(case, values | tried)


def answer(case, number):
    question = LESSONS[number - 1].question
    found = question.answer(case)
    return question.options[found.right], found.words


def test_the_usual_pair_needs_no_words_of_its_own(photo, shuffled):
    assert said(case_of(photo, shuffled)) == {}


def test_step_1_says_why_the_grid_cuts_across_the_cipher_s_own(photo, shuffled):
    case = case_of(photo, shuffled)
    assert case.result.side == 10
    words = own_words(replace(case, own_side=16), 1)
    assert "in blocks of 16 px" in words
    assert "blocks of 10 px, so it cuts across" in words
    for whole in (0, 5, 8, 10):  # none, a divisor, that of any JPEG file, the same
        assert own_words(replace(case, own_side=whole), 1) == ""


def test_an_identical_pair_is_told_what_its_numbers_say(photo):
    case = case_of(photo, photo)
    words = said(case)
    assert set(words) == set(NUMBERS)
    assert "leaves the neighbours out" in words[5]
    # The sums of step 5 say the same, and use the weight that the score uses.
    assert "leaves the neighbours out" in draw(case, 5).sums[-1]
    assert case.of_block(case.result.weight) == case.of_block(case.result.complexity)
    assert "the mean is 1" in words[6]
    assert case.result.rd == pytest.approx(1, abs=1e-6)
    assert "nothing about an encryption" in words[8]
    same, why = answer(case, 6)
    assert same == "Both the same" or "shows most" in why


def test_noise_is_said_to_be_noise(photo, noise):
    words = said(case_of(photo, noise))
    assert "best by chance" in words[1]
    assert "nothing shows" in words[8]


def test_blocks_without_edges_are_told_so(photo):
    words = said(case_of(photo, np.full(photo.shape, 90.0)))
    assert words[3].startswith(("Only one", "Neither"))
    both = said(case_of(FLAT, FLAT + 9))
    assert both[3].startswith("Neither")
    assert both[4].startswith("Neither")


def test_a_smooth_plain_picture_weighs_all_blocks_the_same(shuffled):
    case = case_of(np.full(shuffled.shape, 90.0), shuffled)
    words = said(case)
    assert "All blocks then count the same" in words[5]
    assert "nothing to take away" in words[2]
    assert "first bin alone" in words[7]
    assert answer(case, 5)[0] == "Both the same"


def test_one_block_is_not_searched_pooled_or_weighed_among_others(photo, shuffled):
    case = case_of(photo, shuffled, parameters=core.Parameters(alpha=0.99))
    words = said(case)
    assert "nothing to search" in words[1]
    assert "no neighbours" in words[5]
    assert "is its degree" in words[6]
    assert answer(case, 5)[0] == "Both the same"
    assert answer(case, 6)[0] == "Both the same"
    assert "the strongest is the weakest" in answer(case, 6)[1]


def test_step_4_never_says_that_a_structure_of_0_comes_close_to_1(photo, noise):
    text = LESSONS[3].asks + LESSONS[3].more
    assert "every sim_S above 0" in text
    assert "A sim_S of 0 stays 0" in text
    result = core.visual_security_index(photo, noise)
    lost = np.flatnonzero(result.degree.ravel() == 0)
    if len(lost):
        _, why = answer(case_of(photo, noise, block=int(lost[0])), 4)
        assert "gently" not in why


def test_step_2_says_what_is_not_missed_and_draws_no_rounding_as_stripes(photo, noise):
    text = LESSONS[1].asks + LESSONS[1].more
    assert "misses least" not in text
    assert "you hardly notice when it is gone" in text
    case = case_of(FLAT, FLAT)
    shown = [p.caption for group in draw(case, 2).groups for p in group.pictures]
    taken = [caption for caption in shown if "took away" in caption]
    assert len(taken) == 2
    assert all("no pixel changed by a grey level" in caption for caption in taken)


def test_step_7_names_one_other_bin_in_the_singular(photo, shuffled):
    case = case_of(photo, shuffled)
    assert "the other one" in draw(case, 7, bins=2).sums[0]
    assert "the other 2 together" in draw(case, 7, bins=3).sums[0]
    assert histogram.LESSON.question.of_pair is False


def test_only_answers_that_depend_on_the_pair_are_said_to(photo, shuffled, noise):
    cases = [case_of(photo, other) for other in (shuffled, noise, photo)]
    for number, lesson in enumerate(LESSONS, 1):
        right = {answer(case, number)[0] for case in cases}
        if not lesson.question.of_pair:
            assert len(right) == 1, number
