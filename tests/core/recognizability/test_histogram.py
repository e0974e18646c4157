"""Eq. 7."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from core.recognizability.histogram import edge_histogram, global_similarity


def test_histogram_has_16_equal_bins_on_0_to_1() -> None:
    # Reading: (histogram) a border belongs to the bin above it, 1 to the last bin.
    borders = np.arange(16, dtype=np.float32) / 16
    np.testing.assert_array_equal(edge_histogram(borders), np.full(16, 1 / 16))
    below = np.nextafter(borders[1:], np.float32(0))
    expected = np.full(16, 1 / 15)
    expected[15] = 0
    np.testing.assert_allclose(edge_histogram(below), expected)
    last = edge_histogram(np.array([[1, 1, 0.9999, 0.9375]], np.float32))
    np.testing.assert_array_equal(last, [0] * 15 + [1])


def test_histogram_is_of_shares_of_the_whole_map() -> None:
    edges = np.zeros((5, 8), np.float32)
    edges[0] = 0.5
    shares = edge_histogram(edges)
    assert shares.shape == (16,)
    assert shares[0] == 0.8
    assert shares[8] == 0.2


@given(hnp.arrays(np.float32, (7, 9), elements=st.floats(0, 1, width=32)))
def test_histogram_equals_that_of_numpy(edges: NDArray[np.float32]) -> None:
    counts, _ = np.histogram(edges.astype(np.float64), bins=16, range=(0, 1))
    np.testing.assert_allclose(edge_histogram(edges), counts / 63, rtol=1e-12)


def test_global_similarity_is_the_bhattacharyya_coefficient() -> None:
    # Reading: (histogram) the coefficient, which grows with similarity, by hand.
    plain, encrypted = np.zeros(16), np.zeros(16)
    plain[:2] = 0.5, 0.5
    encrypted[:2] = 0.125, 0.875
    expected = np.sqrt(0.5 * 0.125) + np.sqrt(0.5 * 0.875)
    assert global_similarity(plain, encrypted) == pytest.approx(expected, rel=1e-14)


def test_equal_histograms_are_wholly_similar_and_disjoint_ones_not_at_all() -> None:
    plain = np.full(16, 1 / 16)
    assert global_similarity(plain, plain) == 1
    assert global_similarity(np.eye(16)[0], np.eye(16)[15]) == 0


@given(
    hnp.arrays(np.int64, (2, 16), elements=st.integers(0, 1000)).filter(
        lambda counts: counts.any(axis=1).all()
    )
)
def test_global_similarity_lies_in_0_to_1(counts: NDArray[np.int64]) -> None:
    plain, encrypted = counts / counts.sum(axis=1, keepdims=True)
    similarity = global_similarity(plain, encrypted)
    assert 0 <= similarity <= 1
    assert similarity == global_similarity(encrypted, plain)
    assert global_similarity(plain, plain) == pytest.approx(1, abs=1e-12)
