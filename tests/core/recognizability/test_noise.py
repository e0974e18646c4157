"""What noise scores, and how a score stands to it."""

from pathlib import Path

import numpy as np
import pytest
from skimage import data

import core
from core.recognizability.noise import NoiseBaseline, in_random_order

SAMPLES = Path(core.__file__).parents[1] / "sample_images"


def test_a_draw_holds_the_pixels_of_the_encrypted_image_and_is_the_same_each_time():
    # Reading: (noise)
    luma = np.random.default_rng(0).uniform(0, 255, (40, 50))
    first, second = in_random_order(luma, 3), in_random_order(luma, 3)
    np.testing.assert_array_equal(first, second)
    np.testing.assert_array_equal(np.sort(first, None), np.sort(luma, None))
    assert (in_random_order(luma, 4) != first).any()


def test_a_baseline_is_the_score_and_that_of_each_random_order():
    plain = core.as_luma(data.camera())[100:228, 150:278]
    encrypted = core.SCHEMES["peid-09"].encrypt(plain, level=2, key="demo")
    parameters = core.Parameters(alpha=0.15, gamma=3)
    found = core.noise_baseline(
        plain, encrypted, parameters, core.Components.C2, border="pad", draws=3
    )

    def score(other):
        return core.visual_security_index(
            plain, other, parameters, core.Components.C2, border="pad"
        ).vsi

    order = [
        np.random.default_rng(q).permutation(encrypted.ravel()).reshape(plain.shape)
        for q in range(3)
    ]
    assert found.score == pytest.approx(score(encrypted), abs=1e-9)
    assert found.draws == pytest.approx([score(other) for other in order], abs=1e-9)


@pytest.mark.parametrize(
    ("score", "standing"),
    [(0.81, "above"), (0.8, "within"), (0.7, "within"), (0.69, "below")],
)
def test_a_score_stands_above_all_draws_or_is_not_told_from_noise(score, standing):
    found = NoiseBaseline(score=score, draws=(0.8, 0.7, 0.75))
    assert (found.low, found.high, found.standing) == (0.7, 0.8, standing)
    assert found.mean == pytest.approx(0.75)
    assert found.chance == 1 / 4


def test_an_image_itself_is_above_noise_and_a_flat_cipher_is_not():
    plain = core.as_luma(data.camera())[100:228, 150:278]
    assert core.noise_baseline(plain, plain, draws=4).standing == "above"
    flat = np.full(plain.shape, 90.0)
    # Every order of equal pixels is the same picture.
    assert core.noise_baseline(plain, flat, draws=4).standing == "within"


def test_a_strong_cipher_is_not_told_from_noise():
    plain = core.as_luma(data.camera())[100:228, 150:278]
    encrypted = core.SCHEMES["aes-ctr"].encrypt(plain, key="demo")
    assert core.noise_baseline(plain, encrypted).standing != "above"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["chelsea", "rocket", "text"])
def test_a_leak_may_score_below_noise_so_nothing_shows_does_not_follow(name):
    # Reading: (noise)
    # JPEG with replaced block means is a picture to the eye.
    plain = core.read_image(SAMPLES / f"{name}.png")
    encrypted = core.SCHEMES["jpeg-dc"].encrypt(plain, level=1, key="demo")
    assert core.noise_baseline(plain, encrypted, draws=5).standing == "below"


def test_no_draws_are_refused():
    plain = np.zeros((40, 40))
    with pytest.raises(core.ImageError, match="at least 1 draw of noise, got 0"):
        core.noise_baseline(plain, plain, draws=0)
