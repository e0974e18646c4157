"""Eqs. 5 and 6."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

import core
from core.recognizability.pooling import pooled_degree, weights

Grid = NDArray[np.float64]


def test_weight_is_complexity_reduced_by_recognised_neighbours() -> None:
    # Eq. 5 by hand.
    weight = weights(np.array([[0.4, 0.2]]), np.array([[0.25, 1.0]]))
    np.testing.assert_allclose(weight, [[0.3, 0]])


def test_weights_that_all_vanish_are_their_limit() -> None:
    # Reading: (pooling) everything is recognised, so the standard deviations alone.
    complexity = np.array([[0.4, 0.0], [0.1, 0.2]])
    np.testing.assert_array_equal(weights(complexity, np.ones((2, 2))), complexity)


def test_weights_are_equal_where_there_are_no_edges() -> None:
    # Reading: (pooling)
    for degree in (0.0, 0.3, 1.0):
        weight = weights(np.zeros((2, 3)), np.full((2, 3), degree))
        np.testing.assert_array_equal(weight, np.ones((2, 3)))


def test_weights_are_not_an_alias_of_the_complexity() -> None:
    complexity = np.array([[0.4]])
    weights(complexity, np.ones((1, 1)))[0, 0] = 7
    assert complexity[0, 0] == 0.4


DEGREE = np.array([[0.5, 1.0], [0.25, 0.0]])
WEIGHT = np.array([[0.2, 0.1], [0.4, 0.3]])


@pytest.mark.parametrize("gamma", [1, 2, 2.7, 5])
def test_pooling_is_a_weighted_minkowski_mean(gamma: float) -> None:
    # Reading: (pooling) Eq. 6 with the weights outside the power.
    rd, contribution = pooled_degree(DEGREE, WEIGHT, gamma)
    terms = [0.2 * 0.5**gamma, 0.1, 0.4 * 0.25**gamma, 0]
    assert rd == pytest.approx((sum(terms) / 1.0) ** (1 / gamma), rel=1e-12)
    np.testing.assert_allclose(contribution.ravel(), np.divide(terms, sum(terms)))


@pytest.mark.parametrize("gamma", [1, 2, 2.7, 5])
def test_printed_pooling_has_the_weights_inside_the_power(gamma: float) -> None:
    # Reading: (pooling) Eq. 6 as printed.
    rd, contribution = pooled_degree(DEGREE, WEIGHT, gamma, "printed")
    terms = [0.1**gamma, 0.1**gamma, 0.1**gamma, 0]
    assert rd == pytest.approx(sum(terms) ** (1 / gamma), rel=1e-12)
    np.testing.assert_allclose(contribution.ravel(), [1 / 3, 1 / 3, 1 / 3, 0])


@pytest.mark.parametrize("pooling", ["normalised", "printed"])
def test_nothing_recognised_is_0_without_contributions(pooling: Any) -> None:
    rd, contribution = pooled_degree(np.zeros((2, 2)), WEIGHT, 5, pooling)
    assert rd == 0
    np.testing.assert_array_equal(contribution, np.zeros((2, 2)))


def test_block_without_weight_has_no_say() -> None:
    degree, weight = np.array([[1.0, 0.01]]), np.array([[0.0, 0.5]])
    for gamma in (1, 5, 200):
        rd, contribution = pooled_degree(degree, weight, gamma)
        assert rd == pytest.approx(0.01, rel=1e-9)
        np.testing.assert_array_equal(contribution, [[0, 1]])


def test_high_exponents_do_not_underflow() -> None:
    # The mean of equal degrees is that degree, and tends to the highest of others.
    equal = np.full((3, 3), 1e-3)
    assert pooled_degree(equal, np.ones((3, 3)), 1000)[0] == pytest.approx(1e-3)
    rd, _ = pooled_degree(DEGREE / 100, WEIGHT, 10_000)
    assert rd == pytest.approx(0.01, rel=1e-3)


def test_unknown_word_for_pooling_is_refused() -> None:
    unknown: Any = "mean"
    with pytest.raises(
        core.ImageError, match='pooling "normalised" or "printed", got \'mean\''
    ):
        pooled_degree(DEGREE, WEIGHT, 5, unknown)


@given(
    degree=hnp.arrays(np.float64, (3, 4), elements=st.floats(0, 1)),
    weight=hnp.arrays(np.float64, (3, 4), elements=st.floats(1e-6, 0.5)),
    gamma=st.floats(1, 50),
)
def test_pooled_degree_is_a_mean(degree: Grid, weight: Grid, gamma: float) -> None:
    rd, contribution = pooled_degree(degree, weight, gamma)
    assert degree.min() * (1 - 1e-9) <= rd <= degree.max() * (1 + 1e-9)
    assert contribution.sum() == pytest.approx(1 if degree.any() else 0)
    assert pooled_degree(degree, weight * 7, gamma)[0] == pytest.approx(rd)
