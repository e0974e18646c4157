"""Eq. 4 and Eq. 1."""

import numpy as np
import pytest
from numpy.typing import NDArray

from core.recognizability.degree import best_match, similarity


def test_structure_counts_the_less_the_more_alike_the_blocks_look() -> None:
    # Eq. 4 by hand: a s^(1 - a).
    sim_a = np.array([[0.0, 0.5, 0.9, 1.0]], np.float32)
    sim_s = np.full((1, 4), 0.25, np.float32)
    np.testing.assert_allclose(
        similarity(sim_a, sim_s), [[0, 0.25, 0.9 * 0.25**0.1, 1]], rtol=1e-6
    )


def test_0_to_the_power_0_is_1() -> None:
    # Reading 10.
    one, zero = np.ones((1, 1), np.float32), np.zeros((1, 1), np.float32)
    assert similarity(one, zero)[0, 0] == 1
    assert similarity(zero, zero)[0, 0] == 0
    assert similarity(zero, one)[0, 0] == 0


def test_best_match_is_the_highest_degree_of_the_row() -> None:
    sim = np.array([[0.1, 0.9, 0.3], [0.7, 0.2, 0.6]], np.float32)
    np.testing.assert_array_equal(best_match(sim), [1, 0])


def test_lowest_index_wins_a_tie() -> None:
    # Reading 11.
    sim = np.array([[0.1, 0.9, 0.9], [0.0, 0.0, 0.0]], np.float32)
    np.testing.assert_array_equal(best_match(sim), [1, 0])


def test_what_float32_cannot_tell_apart_is_looked_at_exactly() -> None:
    asked = []

    def exact(row: int, candidates: NDArray[np.intp]) -> NDArray[np.float64]:
        asked.append((row, candidates.tolist()))
        return np.array([0.9, 0.9 + 1e-8, 0.9 + 1e-8])

    sim = np.array([[0.9, 0.2, 0.9000001, 0.9], [0.1, 0.2, 0.3, 0.4]], np.float32)
    np.testing.assert_array_equal(best_match(sim, exact), [2, 3])
    assert asked == [(0, [0, 2, 3])]


def test_row_without_any_degree_needs_no_second_look() -> None:
    def exact(row: int, candidates: NDArray[np.intp]) -> NDArray[np.float64]:
        pytest.fail("asked for an exact degree")

    assert best_match(np.zeros((1, 5), np.float32), exact)[0] == 0
