"""What scores say beside noise, in words."""

import numpy as np
import pytest

from core.indices.verdicts import (
    Verdict,
    corrected_for_chance,
    information_verdict,
    key_point_verdict,
    pair_verdict,
    score_verdict,
)
from core.recognizability.noise import NoiseBaseline


class Found:
    """As much of `Information` as a verdict needs."""

    def __init__(self, shown):
        self.shows = np.arange(100).reshape(10, 10) < shown


def noise(score, draws):
    return NoiseBaseline.of(score, draws)


@pytest.mark.parametrize(
    ("score", "shown", "kind", "sentence"),
    [
        (
            0.0005,
            0,
            "within",
            "Keeps 0.050 %, no more than noise: 0.060 % to 0.10 % on this picture, "
            "2 draws.",
        ),
        (0.0021, 0, "barely", "Barely above noise: 0.21 % against at most 0.10 %."),
        (
            0.0104,
            4,
            "uncertain",
            "Above noise by 13 times: 1.0 % against 0.080 %. An unrelated picture can "
            "score that much. Look at the arrows.",
        ),
        (
            0.0104,
            5,
            "above",
            "Above noise by 13 times: 1.0 % against 0.080 %. 5 blocks show.",
        ),
        (0.0874, 0, "above", "Above noise by 109 times: 8.7 % against 0.080 %."),
    ],
)
def test_information_is_judged_by_noise_and_by_unrelated_pictures(
    score, shown, kind, sentence
):
    draws = (0.0006, 0.0010)
    found = information_verdict(Found(shown), noise(score, draws))
    assert found.kind == kind
    assert found.sentence == sentence


@pytest.mark.parametrize(
    ("draws", "score", "kind"),
    [
        ((0.001,), 0.001, "within"),
        ((0.001,), 0.0011, "barely"),
        ((0.001,), 0.003, "uncertain"),
        ((0.001,), 0.02, "above"),
        ((0.01,), 0.025, "barely"),
        ((0.0,), 0.5, "above"),
    ],
)
def test_each_mark_belongs_to_the_verdict_above_it(draws, score, kind):
    assert information_verdict(Found(0), noise(score, draws)).kind == kind


def test_key_points_are_judged_by_their_counts():
    above = key_point_verdict(240, noise(113 / 240, (0.0, 1 / 240)))
    assert above.kind == "above"
    said = "113 of 240 key points are found again. Noise finds 1 at most."
    assert above.sentence == said
    within = key_point_verdict(240, noise(0.0, (0.0, 1 / 240)))
    assert within.kind == "within"
    assert (
        within.sentence == "0 of 240 key points are found again, no more than in noise."
    )


@pytest.mark.parametrize(
    ("score", "sentence"),
    [
        (1.2, "Above what noise scores, 0.72 to 0.83, by 0.37."),
        (0.8, "Within what noise scores: 0.72 to 0.83, 2 draws."),
        (0.5, "Below what noise scores: 0.72 to 0.83, 2 draws."),
    ],
)
def test_other_scores_stand_above_within_or_below_noise(score, sentence):
    assert score_verdict(noise(score, (0.72, 0.83))).sentence == sentence


def test_a_score_is_corrected_for_what_noise_has_by_chance():
    assert corrected_for_chance(noise(0.5, (0.1, 0.3))) == pytest.approx(0.375)
    assert corrected_for_chance(noise(1.0, (0.1, 0.3))) == 1


INFORMATION = {
    kind: Verdict(kind=kind, sentence="") for kind in ("within", "barely", "above")
}


@pytest.mark.parametrize("known", [None, *INFORMATION.values()])
def test_a_score_above_noise_stands_whatever_the_information_is(known):
    measured = noise(1.5, (0.7, 0.8))
    found = pair_verdict(measured, known)
    assert found == score_verdict(measured)


@pytest.mark.parametrize("score", [0.75, 0.6], ids=["within", "below"])
def test_nothing_shows_only_where_neither_score_nor_information_is_above_noise(score):
    measured = noise(score, (0.7, 0.8))
    found = pair_verdict(measured, INFORMATION["within"])
    assert (found.kind, found.sentence) == ("within", "Nothing shows.")
    for known in (None, INFORMATION["barely"], INFORMATION["above"]):
        found = pair_verdict(measured, known)
        assert found.kind == "uncertain"
        assert found.sentence == "This score cannot tell it from noise."
