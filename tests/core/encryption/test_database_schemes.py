"""The schemes of PEID and IVC-SelectEncrypt, against what was published about them."""

import numpy as np
import pytest
from scipy.ndimage import correlate
from skimage import data

from core import SCHEMES, as_luma
from core.encryption import ivc
from core.encryption.dct import ZIGZAG
from core.encryption.grid import cut
from core.encryption.published import IMAGES, PEID_MEANS

CAMERA = data.camera()
ASTRONAUT = np.rint(as_luma(data.astronaut())).astype(np.uint8)

# Means over the 20 images of PEID of a gradient similarity that the authors of another
# index publish for each encrypted image (GitHub repository yyyychong/MCVSI).
PUBLISHED = {
    "peid-01": (0.814, 0.813, 0.821, 0.893, 0.974),
    "peid-02": (0.916, 0.927, 0.955, 0.969, 0.978, 0.986),
    "peid-03": (0.939, 0.939, 0.953, 0.976, 0.990, 0.998),
    "peid-04": (0.879, 0.942, 0.958, 0.990, 0.994),
    "peid-05": (0.810, 0.814, 0.850, 0.895, 0.957),
    "peid-06": (0.917, 0.950, 0.980, 0.994, 0.998),
    "peid-07": (0.911, 0.951, 0.977, 0.990, 0.996, 1.000),
    "peid-08": (0.889, 0.895, 0.909, 0.917),
    "peid-09": (0.843, 0.895, 0.909, 0.918, 0.927, 0.942),
    "peid-10": (0.942, 0.943, 0.949, 0.959, 0.982, 0.990),
}

# Directional masks of that gradient: 0, 45, 90 and 135 degrees.
_ACROSS = np.zeros((5, 5))
_ACROSS[1], _ACROSS[3] = (1, 3, 8, 3, 1), (-1, -3, -8, -3, -1)
_DIAGONAL = np.zeros((5, 5))
_DIAGONAL[[0, 1, 1, 2, 2], [2, 1, 2, 0, 1]] = (1, 8, 3, 1, 3)
_DIAGONAL -= _DIAGONAL[::-1, ::-1]
MASKS = (_ACROSS, _ACROSS.T, _DIAGONAL, _DIAGONAL[:, ::-1])


def gradient(image):
    """Largest of four directional differences, at half size."""
    halves = np.pad(image.astype(float), ((0, 1), (0, 1)), "symmetric")
    small = (halves[:-1, :-1] + halves[1:, :-1] + halves[:-1, 1:] + halves[1:, 1:]) / 4
    responses = [
        abs(correlate(small[::2, ::2], mask, mode="constant")) / 16 for mask in MASKS
    ]
    return np.max(responses, axis=0)


def gradient_similarity(plain, encrypted):
    one, two = gradient(plain), gradient(encrypted)
    masking = 1e-5 + 200 * np.maximum(one, two)
    return np.mean((2 * one * two + masking) / (one**2 + two**2 + masking))


@pytest.mark.slow
@pytest.mark.parametrize("key", PUBLISHED)
def test_gradients_survive_as_published_for_other_photographs(key):
    """Another photograph and another key: hence the tolerance."""
    scheme = SCHEMES[key]
    similarities = [
        gradient_similarity(
            ASTRONAUT, scheme.encrypt(ASTRONAUT, level=level, key="demo")
        )
        for level in range(1, scheme.levels + 1)
    ]
    assert similarities == pytest.approx(PUBLISHED[key], abs=0.07)


def test_published_means_cover_every_level_of_peid():
    assert list(PEID_MEANS) == [k for k, s in SCHEMES.items() if s.family == "PEID"]
    for key, means in PEID_MEANS.items():
        assert len(means.visual_security) == SCHEMES[key].levels
        assert len(means.image_quality) == SCHEMES[key].levels
        assert list(means.visual_security) == sorted(means.visual_security)
        assert 0 <= min(means.visual_security) <= max(means.visual_security) <= 6
        assert 1 <= min(means.image_quality) <= max(means.image_quality) <= 5
    images = IMAGES * sum(SCHEMES[key].levels for key in PEID_MEANS)
    assert images == 1080


def test_schemes_that_are_not_identified_say_so():
    for number in ("04", "05", "08", "10"):
        scheme = SCHEMES[f"peid-{number}"]
        assert scheme.provenance == "stand-in"
        assert "stand-in" in scheme.label
        assert "not identified" in scheme.citation


def test_zigzag_starts_as_in_jpeg():
    assert ZIGZAG[:4, :4].tolist() == [
        [0, 1, 5, 6],
        [2, 4, 7, 13],
        [3, 8, 12, 17],
        [9, 11, 18, 24],
    ]
    assert ZIGZAG[7, 7] == 63


def test_peid_02_keeps_block_means_from_level_2_on():
    plain = np.full((128, 128), 128, np.uint8)
    means = {
        level: cut(SCHEMES["peid-02"].encrypt(plain, level=level), 8).mean(axis=(1, 2))
        for level in (1, 2)
    }
    # Clipping at 0 and 255 moves the means of strong noise a little.
    assert means[2].std() < 2
    # DC is uniform on -128..127, eight times a mean: a standard deviation of 9.2.
    assert 8 < means[1].std() < 11


def test_peid_02_noise_is_uniform_in_each_coefficient():
    """Reading: values of -128..127 have a standard deviation of 74."""
    noise = SCHEMES["peid-02"].encrypt(np.full((256, 256), 128, np.uint8), level=2)
    # 63 of 64 coefficients, and the transform keeps the variance; clipping costs some.
    assert 62 < noise.std() < 74


def psnr(plain, other):
    return 10 * np.log10(255**2 / np.mean((plain.astype(float) - other) ** 2))


@pytest.mark.slow
@pytest.mark.parametrize("level", [1, 3, 5])
def test_ivc_kinds_come_in_the_order_of_their_human_scores(level):
    quality = {
        key: psnr(CAMERA, SCHEMES[f"ivc-{key}"].encrypt(CAMERA, level=level))
        for key in ("trad", "iwind-nec", "trunc", "iwind-ec")
    }
    assert sorted(quality, key=lambda key: quality[key]) == list(quality)


def test_ivc_rate_is_a_parameter():
    """Reading: a position may stand for one per cent of 2.7 bits a pixel."""
    usual = psnr(CAMERA, ivc.trunc(CAMERA, 3, "demo"))
    richer = psnr(CAMERA, ivc.trunc(CAMERA, 3, "demo", bits_per_pixel=2.7))
    assert richer > usual + 3


def test_ivc_res_is_smooth_below_its_resolution():
    """Resolution r of six holds every 2^(5 - r)-th sample: no finer detail is left."""
    detail = [
        np.abs(np.diff(SCHEMES["ivc-res"].encrypt(CAMERA, level=n).astype(int))).mean()
        for n in range(1, 6)
    ]
    assert detail == sorted(detail)


def test_peid_10_takes_odd_sides():
    """Reading: small images have fewer scales."""
    plain = CAMERA[:45, :33]
    assert SCHEMES["peid-10"].encrypt(plain, level=6).shape == (45, 33)
