"""The attack that is shown first, chosen from the encrypted image alone."""

import numpy as np
import pytest

import core
from core.attacks.choice import first_choice, noise_deviation


@pytest.mark.slow
@pytest.mark.parametrize(
    ("scheme", "level", "key"),
    [
        ("cat-map", 3, "cat-rounds"),
        ("row-column", 1, "line-order"),
        ("peid-09", 4, "jigsaw"),
        ("logistic-xor", 1, "orbit-likelihood"),
        ("jpeg-dc", 1, "dc-solve"),
        ("planes-high", 4, "planes-drop"),
        ("peid-02", 2, "median-9"),
        ("aes-ctr", 1, None),
        ("pixel-permutation", 1, None),
        ("blur", 2, None),
    ],
)
def test_the_attack_that_knows_the_structure_is_chosen(scheme, level, key, picture):
    part = picture("camera")[60:380, 130:450]
    chosen = first_choice(core.SCHEMES[scheme].encrypt(part, level=level, key="demo"))
    assert (chosen and chosen.key) == key


@pytest.mark.slow
def test_a_plain_picture_and_a_flat_one_are_left_as_they_are(picture):
    assert first_choice(picture("camera")) is None
    assert first_choice(np.full((64, 64), 3.0)) is None
    assert first_choice(np.full((2, 2), 3.0)) is None


def test_the_deviation_of_white_noise_is_found():
    noise = np.random.default_rng(0).normal(128, 20, (256, 256))
    assert noise_deviation(noise) == pytest.approx(20, rel=0.02)
