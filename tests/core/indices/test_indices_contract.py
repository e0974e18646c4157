"""What every index promises, asked of all of them."""

import math
import pickle
import re

import numpy as np
import pytest

import core
from core.indices import INDICES

EACH = pytest.mark.parametrize("key", INDICES)
# NQIQAPEI does not look at the plain image.
FULL_REFERENCE = pytest.mark.parametrize("key", [k for k in INDICES if k != "nqiqapei"])


def busy(height, width, seed=0):
    """Smooth waves with some noise: edges in every block."""
    y, x = np.mgrid[:height, :width]
    waves = 128 + 50 * np.sin(x / 5) + 40 * np.cos((x + 2 * y) / 9)
    noise = np.random.default_rng(seed).normal(0, 4, (height, width))
    return np.clip(waves + noise, 0, 255)


PAIRS = {
    "tiny": (busy(32, 32), busy(32, 32, 1)[::-1]),
    "odd": (busy(61, 47), busy(61, 47, 1)[:, ::-1]),
    "wide": (busy(33, 150), np.full((33, 150), 90.0)),
    "black and white": (np.zeros((40, 40)), np.full((40, 40), 255.0)),
    "constant": (np.full((36, 52), 77.0), np.full((36, 52), 77.0)),
    "flat plain": (np.full((40, 44), 200.0), busy(40, 44)),
    "binary": (np.indices((48, 48)).sum(0) % 2 * 255.0, busy(48, 48)),
    "noise": (
        np.random.default_rng(2).uniform(0, 255, (64, 64)),
        np.random.default_rng(3).uniform(0, 255, (64, 64)),
    ),
}


def check_map(picture, shape):
    array = picture.array
    assert array.ndim == 2
    assert picture.title
    assert picture.reading.endswith(".")
    assert picture.low < picture.high
    if np.isnan(array.astype(float)).any():
        assert "blank" in picture.reading.lower()
    assert not np.isinf(array.astype(float)).any()
    if picture.side == 0:
        assert array.shape == (len(picture.rows), len(picture.columns))
        return
    # A grid covers the image, or leaves out what fills no whole cell.
    for cells, pixels in zip(array.shape, shape, strict=True):
        assert pixels // picture.side <= cells <= -(-pixels // picture.side)
    if picture.categories:
        assert picture.low == 0
        assert picture.high == len(picture.categories) - 1
        assert set(np.unique(array)) <= set(range(len(picture.categories)))


@pytest.mark.slow
@EACH
@pytest.mark.parametrize("pair", PAIRS)
def test_any_pair_has_a_value_in_range_and_maps_that_fit_it(key, pair):
    plain, encrypted = PAIRS[pair]
    index = INDICES[key]
    score = index.evaluate(plain, encrypted)
    assert isinstance(score.value, float)
    low, high = index.range
    # A rounding error beyond the end is no other number.
    assert low - 1e-9 <= score.value <= high + 1e-9
    assert all(math.isfinite(part) for part in score.parts.values())
    if key == "psnr" and pair == "constant":
        assert score.value == math.inf
    else:
        assert math.isfinite(score.value)
    assert score.maps
    for picture in score.maps.values():
        check_map(picture, plain.shape)


@EACH
def test_the_same_pair_gives_the_same_score_and_stays_as_it_was(key):
    plain, encrypted = (image.copy() for image in PAIRS["odd"])
    for image in (plain, encrypted):
        image.flags.writeable = False
    first = INDICES[key].evaluate(plain, encrypted)
    second = INDICES[key].evaluate(plain, encrypted)
    assert first.value == second.value
    assert list(first.maps) == list(second.maps)
    for name, picture in first.maps.items():
        np.testing.assert_array_equal(picture.array, second.maps[name].array)
    np.testing.assert_array_equal(plain, PAIRS["odd"][0])
    np.testing.assert_array_equal(encrypted, PAIRS["odd"][1])


@pytest.mark.slow
@FULL_REFERENCE
def test_an_image_resembles_itself_completely(key, natural):
    for plain in natural.values():
        assert INDICES[key].evaluate(plain, plain).value == INDICES[key].range[1]


@FULL_REFERENCE
def test_a_blank_image_resembles_itself_completely_but_for_ess(key):
    blank = np.full((48, 48), 128.0)
    expected = 0.5 if key == "ess" else INDICES[key].range[1]
    assert INDICES[key].evaluate(blank, blank).value == expected


@pytest.mark.slow
@FULL_REFERENCE
def test_nothing_scores_above_the_image_itself(key, natural):
    plain = natural["astronaut"]
    noise = np.random.default_rng(0).uniform(0, 255, plain.shape)
    for encrypted in (noise, plain[::-1]):
        value = INDICES[key].evaluate(plain, encrypted).value
        assert value < INDICES[key].range[1]
    for encrypted in (0.8 * plain, np.clip(plain + 3, 0, 255)):
        value = INDICES[key].evaluate(plain, encrypted).value
        assert value <= INDICES[key].range[1]


@EACH
def test_eight_bit_and_colour_images_are_taken_as_luma(key):
    plain, encrypted = (np.rint(image).astype(np.uint8) for image in PAIRS["odd"])
    colour = np.stack([plain] * 3, axis=-1)
    expected = INDICES[key].evaluate(plain.astype(float), encrypted.astype(float)).value
    assert INDICES[key].evaluate(colour, encrypted).value == expected


@EACH
def test_images_of_different_sizes_are_refused(key):
    with pytest.raises(core.ImageError, match="expected two pictures of one size"):
        INDICES[key].evaluate(busy(40, 40), busy(40, 41))


@EACH
def test_images_that_are_too_small_or_no_images_are_refused(key):
    with pytest.raises(core.ImageError, match="at least 32 pixels"):
        INDICES[key].evaluate(busy(31, 60), busy(31, 60))
    with pytest.raises(core.ImageError, match="finite pixels"):
        INDICES[key].evaluate(busy(40, 40), np.full((40, 40), np.nan))


@EACH
def test_a_record_says_what_the_number_is(key):
    index = INDICES[key]
    assert index.key == key
    assert re.fullmatch(r"[a-z-]+", key)
    assert index.range[0] < index.range[1]
    for sentence in (index.looks_at, index.trust):
        assert sentence.endswith(".")
    assert len(index.citation) > 40


@EACH
def test_an_index_travels_between_processes(key):
    index = pickle.loads(pickle.dumps(INDICES[key]))
    plain, encrypted = PAIRS["tiny"]
    assert (
        index.evaluate(plain, encrypted).value
        == INDICES[key].evaluate(plain, encrypted).value
    )
