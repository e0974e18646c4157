"""What noise scores by other indices than the paper's."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import core
from core.indices import INDICES
from core.indices.noise import scores_of_noise, value_against
from core.recognizability.noise import in_random_order

SAMPLES = Path(core.__file__).parents[1] / "sample_images"


def sample(name):
    return np.asarray(Image.open(SAMPLES / f"{name}.png"))


@pytest.mark.parametrize("key", [key for key in INDICES if key != "proposed"])
def test_every_index_scores_the_pixels_in_random_order(key):
    plain = core.as_luma(sample("camera"))[100:196, 150:262]
    encrypted = core.as_luma(core.SCHEMES["peid-09"].encrypt(plain, level=3, key="a"))
    found = core.noise_baseline(plain, encrypted, index=key, draws=2)
    evaluate = INDICES[key].evaluate
    assert found.score == evaluate(plain, encrypted, data_range=255).value
    expected = [
        evaluate(plain, in_random_order(encrypted, q), data_range=255).value
        for q in range(2)
    ]
    assert found.draws == pytest.approx(expected, abs=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "scheme", "score", "draws", "mean", "largest"),  # millionths
    [
        ("camera", "peid-07", 523, (782, 566, 752), 768, 1019),
        ("astronaut", "peid-07", 557, (622, 553, 883), 686, 883),
        ("text", "pixel-permutation", 2006, (3025, 2270, 2706), 2130, 3025),
    ],
)
def test_the_noise_of_a_sample_pair_is_known(name, scheme, score, draws, mean, largest):
    pixels = sample(name)
    encrypted = core.SCHEMES[scheme].encrypt(pixels, level=1, key="demo")
    found = core.noise_baseline(pixels, encrypted, index="information")
    assert 1e6 * found.score == pytest.approx(score, abs=2)
    assert [1e6 * draw for draw in found.draws[:3]] == pytest.approx(draws, abs=2)
    assert 1e6 * found.mean == pytest.approx(mean, abs=2)
    assert 1e6 * found.high == pytest.approx(largest, abs=2)
    assert found.standing != "above"


@pytest.mark.slow
def test_a_good_cipher_is_above_its_noise_on_no_sample_image():
    names = ["astronaut", "camera", "chelsea", "coffee", "gravel", "hubble"]
    names += ["retina", "rocket", "text"]
    for name in names:
        plain = core.as_luma(sample(name))
        pixels = core.SCHEMES["aes-ctr"].encrypt(sample(name), level=1, key="a")
        encrypted = core.as_luma(pixels)
        measure = value_against("information", plain)
        score = measure(encrypted)
        # Stops at the first draw that reaches it.
        assert not all(draw < score for draw in scores_of_noise(measure, encrypted))


def test_an_index_that_does_not_exist_or_takes_no_settings_is_refused():
    image = core.as_luma(sample("camera"))[:64, :64]
    with pytest.raises(ValueError, match="expected one of proposed"):
        core.noise_baseline(image, image, index="vsi")
    with pytest.raises(ValueError, match="none of the settings"):
        core.noise_baseline(image, image, index="ssim", border="pad")
    with pytest.raises(core.ImageError, match="at least 1 draw"):
        core.noise_baseline(image, image, index="ssim", draws=0)
