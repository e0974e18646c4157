"""Eq. 4 and Eq. 1."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from core.recognizability.degree import best_match, similarity

Table = NDArray[np.float32]


def test_structure_counts_the_less_the_more_alike_the_blocks_look() -> None:
    # Eq. 4 by hand: a s^(1 - a).
    sim_a = np.array([[0.0, 0.5, 0.9, 1.0]], np.float32)
    sim_s = np.full((1, 4), 0.25, np.float32)
    np.testing.assert_allclose(
        similarity(sim_a, sim_s), [[0, 0.25, 0.9 * 0.25**0.1, 1]], rtol=1e-6
    )


def test_0_to_the_power_0_is_1() -> None:
    # Reading: (copies)
    one, zero = np.ones((1, 1), np.float32), np.zeros((1, 1), np.float32)
    assert similarity(one, zero)[0, 0] == 1
    assert similarity(zero, zero)[0, 0] == 0
    assert similarity(zero, one)[0, 0] == 0


def test_only_copies_count_where_no_edge_meets_another() -> None:
    # Reading: (copies) float32 may round sim_A to 1, but blocks that differ count 0.
    one, zero = np.ones((1, 2), np.float32), np.zeros((1, 2), np.float32)
    copies = np.array([[True, False]])
    np.testing.assert_array_equal(similarity(one, zero, copies), [[1, 0]])


@pytest.mark.parametrize("edged", [0, 7, 300])
def test_every_pair_follows_the_equation_as_it_is_written(edged: int) -> None:
    # In float64, over several strips of rows, with blocks of no edges and copies.
    rng = np.random.default_rng(edged)
    sim_a = rng.random((300, 310)).astype(np.float32)
    sim_s = np.zeros_like(sim_a)
    sim_s[edged:, edged:] = 1
    sim_s[:edged, :edged] = rng.random((edged, edged))
    copies = np.zeros(sim_a.shape, np.bool_)
    copies[[3, 3, 280], [5, 305, 2]] = True
    sim_a[copies] = 1
    expected = sim_a * sim_s.astype(np.float64) ** (1 - sim_a)
    np.testing.assert_allclose(similarity(sim_a, sim_s), expected, rtol=1e-6)
    sim_a[8, 9] = 1  # by rounding
    expected[8, 9] = sim_s[8, 9] > 0
    np.testing.assert_allclose(similarity(sim_a, sim_s, copies), expected, rtol=1e-6)


def matches(
    sim: Table, sim_a: Table | None = None, copies: Any = None, exact: Any = None
) -> tuple[list[int], list[int]]:
    """Return b_e* of Eq. 1 and the block to show, of a table of one row a block."""
    none = np.zeros(sim.shape, np.bool_)
    found = best_match(
        sim, sim if sim_a is None else sim_a, none if copies is None else copies, exact
    )
    return found.first.tolist(), found.shown.tolist()


def test_best_match_is_the_highest_degree_of_the_row() -> None:
    sim = np.array([[0.1, 0.9, 0.3], [0.7, 0.2, 0.6]], np.float32)
    assert matches(sim) == ([1, 0], [1, 0])


def test_lowest_index_wins_a_tie() -> None:
    # Reading: (ties)
    sim = np.array([[0.1, 0.9, 0.9], [0.0, 0.0, 0.0]], np.float32)
    assert matches(sim)[0] == [1, 0]


def test_a_block_is_shown_in_its_own_place_where_that_is_as_alike() -> None:
    # Reading: (ties)
    sim = np.full((3, 3), 0.5, np.float32)
    found = matches(sim, exact=lambda row, candidates: np.full(len(candidates), 0.5))
    assert found == ([0, 0, 0], [0, 1, 2])


def test_a_copy_is_the_match_though_another_block_is_as_alike() -> None:
    sim = np.ones((3, 3), np.float32)
    copies = np.array([[0, 0, 1], [0, 1, 1], [1, 1, 0]], np.bool_)
    assert matches(sim, copies=copies) == ([2, 1, 0], [2, 1, 0])


def test_where_nothing_counts_what_looks_most_alike_is_shown() -> None:
    # Reading: (ties)
    sim = np.zeros((3, 3), np.float32)
    sim_a = np.array([[0.2, 0.9, 0.9], [0.7, 0.7, 0.1], [0.1, 0.2, 0.3]], np.float32)
    assert matches(sim, sim_a) == ([0, 0, 0], [1, 1, 2])


def test_what_float32_cannot_tell_apart_is_looked_at_exactly() -> None:
    asked = []

    def exact(row: int, candidates: NDArray[np.intp]) -> NDArray[np.float64]:
        asked.append((row, candidates.tolist()))
        return np.array([0.9, 0.9 + 1e-8, 0.9 + 1e-8])

    sim = np.array([[0.9, 0.2, 0.9000001, 0.9], [0.1, 0.2, 0.3, 0.4]], np.float32)
    assert matches(sim, exact=exact)[0] == [2, 3]
    assert asked == [(0, [0, 2, 3])]


def test_row_without_any_degree_needs_no_second_look() -> None:
    def exact(row: int, candidates: NDArray[np.intp]) -> NDArray[np.float64]:
        pytest.fail("asked for an exact degree")

    assert matches(np.zeros((1, 5), np.float32), exact=exact)[0] == [0]
