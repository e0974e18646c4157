from types import SimpleNamespace

import numpy as np
import pytest

import core
from explorer.figures.leak import (
    as_alike,
    blocks_for,
    chance_distances,
    distances,
    jumps,
    leak,
    percent,
    region,
)


def made(match, contribution, sim=None, **more):
    """A hand-made result: where each block is found, and what it contributes."""
    match = np.array(match)
    contribution = np.array(contribution, float)
    count = match.size
    if sim is None:
        sim = np.zeros((count, count), np.float32)
        sim[np.arange(count), match.ravel()] = 1
    degree = sim[np.arange(count), match.ravel()].reshape(match.shape)
    own = np.arange(count).reshape(match.shape)
    shown = np.where(np.diagonal(sim).reshape(match.shape) == degree, own, match)
    return SimpleNamespace(
        match=match,
        shown=shown,
        contribution=contribution,
        sim=sim,
        degree=degree,
        **more,
    )


TURNED = made([[1, 0, 2], [3, 0, 5]], np.full((2, 3), 1 / 6))


def test_a_jump_is_rows_down_and_columns_to_the_right():
    assert jumps(TURNED).tolist() == [[0, 1], [0, -1], [0, 0], [0, 0], [-1, -1], [0, 0]]


def test_all_eight_neighbours_are_one_block_away():
    assert distances(TURNED).tolist() == [1, 1, 0, 0, 1, 0]
    match = np.full((3, 3), 4)
    assert distances(made(match, match)).tolist() == [1, 1, 1, 1, 0, 1, 1, 1, 1]


def test_a_block_that_is_as_alike_to_its_own_place_has_not_moved():
    everywhere = made(np.zeros((2, 2), int), np.ones((2, 2)), np.ones((4, 4)))
    assert not distances(everywhere).any()


def test_a_block_that_resembles_nothing_has_not_moved():
    nowhere = made(np.zeros((2, 2), int), np.zeros((2, 2)), np.zeros((4, 4)))
    assert not distances(nowhere).any()


def test_chance_counts_every_place_of_the_grid():
    # From a corner of 2 x 3: itself, three neighbours, and two two columns away.
    corner = made(np.zeros((2, 3), int), [[1, 0, 0], [0, 0, 0]])
    np.testing.assert_allclose(chance_distances(corner), [1 / 6, 3 / 6, 2 / 6])
    middle = made(np.zeros((2, 3), int), [[0, 1, 0], [0, 0, 0]])
    np.testing.assert_allclose(chance_distances(middle), [1 / 6, 5 / 6, 0])


@pytest.mark.parametrize("shape", [(1, 1), (1, 5), (4, 2), (7, 7)])
def test_chance_is_the_mean_over_all_pairs(shape):
    rng = np.random.default_rng(3)
    contribution = rng.random(shape)
    contribution /= contribution.sum()
    result = made(np.zeros(shape, int), contribution)
    y, x = np.indices(shape).reshape(2, -1)
    apart = np.maximum(abs(y[:, None] - y), abs(x[:, None] - x))
    expected = np.zeros(max(shape))
    weights = np.broadcast_to(contribution.ravel()[:, None] / y.size, apart.shape)
    np.add.at(expected, apart, weights)
    np.testing.assert_allclose(chance_distances(result), expected)


def test_the_fewest_blocks_are_counted_from_the_strongest():
    result = made([[0, 1, 2, 3]], [[0.1, 0.5, 0.15, 0.25]])
    assert [blocks_for(result, s) for s in (0.5, 0.51, 0.75, 0.9, 1)] == [1, 2, 2, 3, 4]
    assert blocks_for(made([[0, 1]], [[0, 0]]), 0.5) == 0


def test_where_nothing_is_recognised_there_is_no_leak():
    black, white = np.zeros((64, 64)), np.full((64, 64), 255.0)
    assert leak(core.visual_security_index(black, white)) is None


def test_a_leak_is_weighted_by_what_its_blocks_contribute(result):
    found = leak(result)
    assert found is not None
    part = result.contribution.ravel()[found.blocks]
    match = result.match.ravel()[found.blocks]
    assert found.share == pytest.approx(part.sum())
    assert found.share >= 0.5
    expected = np.average(result.sim_a[found.blocks, match], weights=part)
    assert found.sim_a == pytest.approx(expected, rel=1e-6)
    away = distances(result)[found.blocks] > 0
    assert found.elsewhere == pytest.approx(away.mean())
    assert found.distance == pytest.approx(distances(result)[found.blocks][away].mean())


def test_a_block_as_alike_to_its_own_place_shows_there_and_the_rest_are_counted():
    flat = np.full((64, 64), 90.0)
    alike = core.visual_security_index(flat, flat)
    count = alike.match.size
    # Reading: Eq. 1 takes the first of equal ones; nobody would say it shows there.
    assert not alike.match.any()
    assert alike.shown.ravel().tolist() == list(range(count))
    assert as_alike(alike).tolist() == [count - 1] * count


def test_the_places_that_are_as_alike_are_counted():
    assert not as_alike(TURNED).any()
    three = np.array([[0.9, 0.2, 0.9], [0.1, 0.5, 0.5], [0.0, 0.0, 0.0]], np.float32)
    assert as_alike(made([[0, 1, 0]], [[0.5, 0.5, 0]], three)).tolist() == [1, 1, 0]


def test_a_tie_at_the_edge_of_the_half_is_known(result):
    found = leak(result)
    assert found is not None
    assert not found.tied
    flat = np.full((64, 64), 90.0)
    alike = leak(core.visual_security_index(flat, flat))
    assert alike is not None
    assert alike.tied


GRID = np.arange(36).reshape(6, 6)
EVEN = made(GRID, np.full((6, 6), 1 / 36))


@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        (GRID[:3, :3], "upper left quarter"),
        (GRID[3:, 3:], "lower right quarter"),
        (GRID[2:4, 2:4], "middle"),
        (GRID[4:, :], "lower half"),
        (GRID[:, :2], "left half"),
        (GRID[:, :], ""),
        (GRID[::5, ::5], ""),
    ],
)
def test_a_region_is_the_smallest_that_holds_most(blocks, words):
    assert region(blocks.ravel(), EVEN) == words


def test_a_region_follows_what_blocks_contribute_and_not_their_number():
    contribution = np.full((6, 6), 0.001)
    contribution[0, 0] = 1
    result = made(GRID, contribution)
    assert region(GRID.ravel(), result) == "upper left quarter"


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0, "0%"),
        (1, "100%"),
        (0.001, "1%"),
        (0.999, "99%"),
        (0.5, "50%"),
        (1 - 1e-12, "100%"),
    ],
)
def test_only_none_is_0_and_only_all_is_100_per_cent(share, words):
    assert percent(share) == words
