"""The index against its slow version, on every kind of size."""

import numpy as np
import pytest

from core.information.index import recognizable_information
from core.information.octaves import sizes

# l odd and even, sides that are a multiple of it and not, mirrored sides odd.
SIZES = [
    (32, 32),
    (32, 200),
    (33, 47),
    (63, 64),
    (96, 128),
    (319, 320),
    (320, 321),
    (331, 363),
]


@pytest.mark.slow
@pytest.mark.parametrize("shape", SIZES, ids=lambda shape: "{}x{}".format(*shape))
def test_every_number_is_that_of_the_literal_version(shape, luma, reference):
    rng = np.random.default_rng(shape)
    image = luma("coffee")
    y, x = (rng.integers(0, n - s + 1) for n, s in zip(image.shape, shape, strict=True))
    plain = image[y : y + shape[0], x : x + shape[1]]
    moved = np.roll(plain, (shape[0] // 3, shape[1] // 4), (0, 1))
    encrypted = np.clip(moved + rng.normal(0, 12, shape), 0, 255)
    found = recognizable_information(plain, encrypted)
    expected = reference.information(plain, encrypted)
    assert found.value == pytest.approx(expected.value, abs=2e-6)
    assert found.octaves == pytest.approx(expected.s, abs=1e-5, nan_ok=True)
    np.testing.assert_array_equal(found.elsewhere.ravel(), expected.moved)
    np.testing.assert_array_equal(found.place.reshape(-1, 2), expected.place)
    np.testing.assert_allclose(found.held.ravel(), expected.t, rtol=1e-5, atol=1e-3)
    n = np.array([mask.sum() for mask in reference.octave_masks(found.side)])
    np.testing.assert_array_equal(sizes(found.side), n)
    np.testing.assert_allclose(found.kept.ravel(), expected.g @ n, rtol=1e-4, atol=0.01)


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        (32, (810, 158, 41, 11)),
        (33, (857, 168, 45, 13)),
        (41, (1332, 255, 66, 20)),
        (43, (1463, 286, 72, 20)),
        (52, (2151, 411, 101, 28)),
    ],
)
def test_the_octaves_have_the_sizes_that_follow_from_whole_numbers(side, expected):
    assert tuple(sizes(side)) == expected
