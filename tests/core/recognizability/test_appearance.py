"""Zigzag, low-pass and Eq. 2."""

from types import ModuleType
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.fft import dctn, idctn

from core.recognizability import appearance, pair_kernels
from core.recognizability.pair_kernels import WHOLE_GAMMAS, pair_kernel

# ITU-T T.81, figure A.6.
JPEG_ZIGZAG = [
    [0, 1, 5, 6, 14, 15, 27, 28],
    [2, 4, 7, 13, 16, 26, 29, 42],
    [3, 8, 12, 17, 25, 30, 41, 43],
    [9, 11, 18, 24, 31, 40, 44, 53],
    [10, 19, 23, 32, 39, 45, 52, 54],
    [20, 22, 33, 38, 46, 51, 55, 60],
    [21, 34, 37, 47, 50, 56, 59, 61],
    [35, 36, 48, 49, 57, 58, 62, 63],
]


def similarity_of(
    plain: NDArray[Any], encrypted: NDArray[Any], gamma: float
) -> NDArray[np.float32]:
    """Return sim_A of blocks (n, l, l), 1 is white, without any low-pass."""
    side, padded = plain.shape[-1], {}
    for role, blocks in (("plain", plain), ("encrypted", encrypted)):
        coefficients = appearance.block_dct(blocks)
        padded[role] = appearance.low_passed(
            coefficients, 1e30, padding=appearance.PADDING[role]
        )
    return appearance.appearance_similarity(
        padded["plain"], padded["encrypted"], side, gamma
    )


def test_zigzag_ranks_of_8_by_8_are_those_of_jpeg() -> None:
    # Reading: (bandwidth) the rank of a coefficient, not the index of its diagonal.
    np.testing.assert_array_equal(appearance.zigzag_rank(8), JPEG_ZIGZAG)


@pytest.mark.parametrize("side", [1, 2, 3, 4, 5, 7, 16, 33])
def test_zigzag_ranks_follow_the_walk(side: int, oracle: ModuleType) -> None:
    rank = appearance.zigzag_rank(side)
    np.testing.assert_array_equal(rank, oracle.zigzag_walk(side))
    np.testing.assert_array_equal(np.sort(rank, axis=None), np.arange(side**2))


def test_low_pass_weight_falls_with_the_rank() -> None:
    # Reading: (bandwidth) exp(-r / sigma), 1 for DC.
    weight = appearance.low_pass_filter(3, 6.0)
    np.testing.assert_allclose(
        weight, np.exp(-np.array([[0, 1, 5], [2, 4, 6], [3, 7, 8]]) / 6), rtol=1e-15
    )


@pytest.mark.parametrize("side", [1, 2, 7, 52, 128, 129])
def test_dct_is_orthonormal_and_of_each_block(side: int) -> None:
    # Reading: (dct) ±2e-6 of the largest coefficient.
    blocks = np.random.default_rng(1).uniform(size=(3, side, side)).astype(np.float32)
    coefficients = appearance.block_dct(blocks)
    for block, transformed in zip(blocks, coefficients, strict=True):
        expected = np.asarray(dctn(block.astype(np.float64), norm="ortho"))
        np.testing.assert_allclose(
            transformed, expected, rtol=0, atol=2e-6 * np.abs(expected).max()
        )
    np.testing.assert_allclose(
        np.linalg.norm(coefficients, axis=(1, 2)),
        np.linalg.norm(blocks, axis=(1, 2)),
        rtol=1e-5,
    )


@pytest.mark.parametrize("side", [1, 5, 32, 130])
def test_low_passed_blocks_and_their_padding(side: int) -> None:
    # ±1e-5.
    blocks = np.random.default_rng(2).uniform(size=(4, side, side)).astype(np.float32)
    sigma = 3.0 * side
    padded = appearance.low_passed(appearance.block_dct(blocks), sigma, padding=-2.0)
    assert padded.shape[1] % 32 == 0
    assert np.all(padded[:, side**2 :] == -2)
    weight = appearance.low_pass_filter(side, sigma)
    for block, pixels in zip(blocks, appearance.pixels_of(padded, side), strict=True):
        coefficients = np.asarray(dctn(block.astype(np.float64), norm="ortho"))
        expected = np.asarray(idctn(coefficients * weight, norm="ortho"))
        np.testing.assert_allclose(pixels, expected, rtol=0, atol=1e-5)


def test_low_pass_keeps_the_mean_and_a_wide_one_keeps_everything() -> None:
    blocks = np.random.default_rng(3).uniform(size=(2, 9, 9)).astype(np.float32)
    coefficients = appearance.block_dct(blocks)
    narrow = appearance.low_passed(coefficients, 1e-3, padding=0)
    means = blocks.mean(axis=(1, 2)).reshape(-1, 1, 1)
    np.testing.assert_allclose(
        appearance.pixels_of(narrow, 9), np.broadcast_to(means, (2, 9, 9)), atol=1e-6
    )
    wide = appearance.low_passed(coefficients, 1e30, padding=0)
    np.testing.assert_allclose(appearance.pixels_of(wide, 9), blocks, atol=1e-6)


@pytest.mark.parametrize("gamma", [1, 2.5, 5, 10, 40])
def test_two_flat_blocks_are_as_similar_as_their_greys(gamma: float) -> None:
    # Eq. 2 by hand: every term is 1 - |40 - 100| / 255, whatever the exponent.
    greys = np.array([40, 100, 255, 0]) / 255
    flat = np.ones((4, 6, 6)) * greys.reshape(-1, 1, 1)
    table = similarity_of(flat, flat, gamma)
    expected = 1 - np.abs(greys[:, np.newaxis] - greys)
    np.testing.assert_allclose(table, expected, atol=1e-6)
    assert table[2, 3] == 0


@pytest.mark.parametrize("gamma", [1, 2, 3.5, 5])
def test_half_of_a_block_alike_is_the_mean_of_the_powers(gamma: float) -> None:
    # Eq. 2 by hand: half of the pixels alike, half 102 grey levels = 0.4 apart.
    plain = np.zeros((1, 4, 4))
    encrypted = plain.copy()
    encrypted[:, :2] = 0.4
    expected = ((1 + 0.6**gamma) / 2) ** (1 / gamma)
    np.testing.assert_allclose(similarity_of(plain, encrypted, gamma), expected, 1e-6)


def test_higher_exponents_look_at_the_most_similar_pixels() -> None:
    rng = np.random.default_rng(4)
    plain, encrypted = rng.uniform(size=(2, 1, 8, 8))
    values = [
        similarity_of(plain, encrypted, gamma)[0, 0] for gamma in (1, 3, 5, 5.5, 30)
    ]
    assert values == sorted(values)
    assert values[-1] <= 1


@pytest.mark.parametrize("gamma", [1, 1.5, 2, 5, 5.5])
def test_differences_beyond_255_count_as_255(gamma: float) -> None:
    # Reading: (clamp) else an odd power is negative and a broken one is NaN.
    plain = np.full((1, 3, 3), -0.2)
    encrypted = np.full((1, 3, 3), 1.1)
    encrypted[:, 0] = -0.2
    expected = (1 / 3) ** (1 / gamma)
    np.testing.assert_allclose(similarity_of(plain, encrypted, gamma), expected, 1e-5)


@pytest.mark.parametrize("gamma", [*WHOLE_GAMMAS, 1.5, 5.5, 12, 30])
@pytest.mark.parametrize("count", [1, 3, 4, 6, 9])
def test_every_exponent_equals_its_numpy_line(gamma: float, count: int) -> None:
    # ±2e-6, float32; counts around the four rows that the kernel takes together.
    rng = np.random.default_rng(5)
    plain, encrypted = rng.uniform(-0.2, 1.2, (2, count, 35, 35))
    table = similarity_of(plain, encrypted, gamma)
    for p in range(count):
        likeness = np.maximum(1 - np.abs(plain[p] - encrypted), 0)
        expected = (likeness**gamma).mean(axis=(1, 2)) ** (1 / gamma)
        np.testing.assert_allclose(table[p], expected, rtol=0, atol=2e-6)


@pytest.mark.parametrize("gamma", [*WHOLE_GAMMAS, 1.25, 5.5, 9.75])
@pytest.mark.parametrize("ringing", [0.0, 0.2])
def test_compiled_pair_kernel_equals_its_numpy_line(
    gamma: float, ringing: float
) -> None:
    # Longer than the 4096 pixels of a tile; blocks that ring are far from each other.
    rng = np.random.default_rng(6)
    low, high = -ringing, 1 + ringing
    plain = rng.uniform(low, high, (5, 4128)).astype(np.float32)
    encrypted = rng.uniform(low, high, (7, 4128)).astype(np.float32)
    far = np.full((5, 7), ringing > 0)
    sums = np.full((5, 7), np.nan, np.float32)
    pair_kernel(gamma)(plain, encrypted, far, sums)
    difference = np.abs(plain[:, np.newaxis].astype(np.float64) - encrypted)
    expected = (np.maximum(1 - difference, 0) ** gamma).sum(axis=-1)
    np.testing.assert_allclose(sums, expected, rtol=1e-5)


@pytest.mark.parametrize("gamma", [1.25, 5.5, 9.75])
def test_a_quarter_is_answered_before_its_kernel_is_there_and_stays_the_same(
    gamma: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(9)
    plain, encrypted = rng.uniform(-0.2, 1.2, (2, 9, 35, 35))
    encrypted[0] = plain[0]
    plain[1], encrypted[1:3] = 0, 1  # nothing alike: the root of 0
    monkeypatch.setattr(pair_kernels, "_KERNELS", {})
    assert not pair_kernels.is_fast(gamma)
    before = similarity_of(plain, encrypted, gamma)
    pair_kernel(gamma)
    assert pair_kernels.is_fast(gamma)
    after = similarity_of(plain, encrypted, gamma)
    np.testing.assert_allclose(after, before, rtol=0, atol=3e-7)


def test_differences_that_are_1_but_for_rounding_have_a_root() -> None:
    # Whole blocks that differ by 1 and half a last bit more or a whole one, in float32.
    low = np.random.default_rng(10).uniform(-0.3, 0.3, 200).astype(np.float32)
    one = low + np.float32(1)
    high = np.concatenate([one, np.nextafter(one, np.float32(2))])
    shape = (1, 4, 4)
    pair_kernel(5.25)
    for first, second in zip(np.tile(low, 2), high, strict=True):
        table = similarity_of(np.full(shape, first), np.full(shape, second), 5.25)
        assert table[0, 0] == pytest.approx(0, abs=1e-4)


def test_tables_of_different_sizes_are_compared() -> None:
    rng = np.random.default_rng(7)
    plain, encrypted = rng.uniform(size=(5, 6, 6)), rng.uniform(size=(3, 6, 6))
    for gamma in (5, 5.5):
        assert similarity_of(plain, encrypted, gamma).shape == (5, 3)


def test_a_very_high_exponent_is_the_most_similar_pixel() -> None:
    # ±1e-3: the mean over 64 pixels is 64 ** (-1 / 10000) of the largest.
    rng = np.random.default_rng(8)
    plain, encrypted = rng.uniform(size=(2, 1, 8, 8)) * [[[0.3]]]
    most = (1 - np.abs(plain - encrypted)).max()
    assert similarity_of(plain, encrypted, 10_000)[0, 0] == pytest.approx(
        most, abs=1e-3
    )
