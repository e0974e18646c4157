"""Recognizable information in sentences."""

import numpy as np
import pytest

from core.information.index import recognizable_information
from core.information.plain import plain_side
from core.information.words import noise_expected, percent, summary


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0, "0 %"),
        (0.00052, "0.052 %"),
        (0.00996, "1.0 %"),
        (0.0874, "8.7 %"),
        (0.5636, "56 %"),
        (0.9999, "100 %"),
    ],
)
def test_a_share_has_two_digits(share, words):
    assert percent(share) == words


@pytest.mark.parametrize(
    ("name", "scheme", "level", "sentence"),
    [
        (
            "camera",
            "peid-07",
            3,
            "Keeps 8.7 % of the picture's information. Some coarse shapes, traces of "
            "fine detail, in place.",
        ),
        (
            "astronaut",
            "peid-09",
            4,
            "Keeps 4.3 % of the picture's information. Traces of coarse shapes and "
            "fine detail, in other places, 264 pixels away.",
        ),
    ],
)
def test_a_pair_is_summed_up(name, scheme, level, sentence, luma, encrypted):
    found = recognizable_information(luma(name), encrypted(name, scheme, level))
    assert summary(found, above_noise=True) == sentence
    nothing = "Keeps no more of the picture than noise would."
    assert summary(found, above_noise=False) == nothing


def test_a_picture_with_one_scale_of_detail_is_summed_up_too():
    wave = np.cos(np.pi * (np.arange(32) + 0.5) * 24 / 32)
    fine = 128 + 100 * np.tile(wave, (32, 1))
    found = recognizable_information(fine, fine)
    assert np.isnan(found.octaves).tolist() == [False, True, True, True]
    assert summary(found, above_noise=True).startswith("Keeps 100 % of the picture's")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["camera", "coffee", "text"])
def test_noise_scores_about_what_is_expected_of_it(name, luma):
    plain = plain_side(luma(name))
    scores = [
        recognizable_information(
            plain, np.random.default_rng(n).integers(0, 256, plain.luma.shape) * 1.0
        ).value
        for n in range(8)
    ]
    assert noise_expected(plain) == pytest.approx(np.mean(scores), rel=0.25)


def test_what_is_above_noise_and_shows_no_detail_has_no_place(luma, encrypted):
    found = recognizable_information(
        luma("coffee"), encrypted("coffee", "row-column", 3)
    )
    assert max(found.octaves) < 0.02
    assert summary(found, above_noise=True) == (
        "Keeps 0.47 % of the picture's information. Neither coarse shapes nor fine "
        "detail."
    )
