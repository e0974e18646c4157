"""Binary edges, distance maps and Eq. 3."""

from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray

from core.recognizability import structure

Mask = NDArray[np.bool_]


def mask(*rows: str) -> Mask:
    """Return a block from rows of points and hashes."""
    return np.array([[[cell == "#" for cell in row] for row in rows]])


def similarity(plain: Mask, encrypted: Mask) -> NDArray[np.float32]:
    """Return sim_S of blocks (n, l, l)."""
    weights = structure.edge_weights(plain)
    return structure.structural_similarity(weights, plain, encrypted)


def test_threshold_is_strict() -> None:
    # Reading: (edge-threshold)
    half = np.float32(0.5)
    edges = np.array([0, half, np.nextafter(half, np.float32(1)), 1], np.float32)
    np.testing.assert_array_equal(structure.binary_edges(edges), [0, 0, 1, 1])


def test_distance_map_of_one_edge_pixel() -> None:
    # Reading: (edge-weights) 1 - distance / diagonal.
    block = mask("#...", "....", "....", "....")
    y, x = np.mgrid[:4, :4]
    expected = 1 - np.hypot(y, x) / (4 * np.sqrt(2))
    np.testing.assert_allclose(structure.edge_weights(block)[0], expected, atol=1e-6)


def test_block_without_edges_weighs_nothing() -> None:
    # Reading: (edge-weights)
    weights = structure.edge_weights(mask("..", "..").repeat(2, axis=0))
    assert weights.shape == (2, 2, 2)
    assert not weights.any()


def test_block_of_edges_weighs_1() -> None:
    np.testing.assert_array_equal(structure.edge_weights(mask("##", "##")), 1)


@pytest.mark.parametrize("side", [1, 2, 3, 4, 5, 6, 7, 13, 52, 101])
@pytest.mark.parametrize("density", [0.002, 0.05, 0.5])
def test_compiled_distance_transform_is_exact(
    side: int, density: float, oracle: ModuleType
) -> None:
    # ±1e-6, each block by itself.
    rng = np.random.default_rng(1)
    blocks = rng.random((6, side, side)) < density
    expected = [oracle.weight_map(block) for block in blocks]
    np.testing.assert_allclose(structure.edge_weights(blocks), expected, atol=1e-6)


def test_equal_edges_are_wholly_similar() -> None:
    block = mask("#..", ".#.", "..#")
    np.testing.assert_allclose(similarity(block, block), 1)


def test_fuzzy_jaccard_of_2_by_2_by_hand() -> None:
    # Plain edge at the top left, encrypted edges in the top row: the weight is 1 there
    # and 1 - 1 / (2 √2) beside it; the union has two pixels.
    value = similarity(mask("#.", ".."), mask("##", ".."))
    assert value[0, 0] == pytest.approx((1 + 1 - 1 / (2 * np.sqrt(2))) / 2, abs=1e-6)


def test_fuzzy_jaccard_of_3_by_3_by_hand() -> None:
    # A column of edges moved by one pixel: nothing in common, yet close.
    value = similarity(mask("#..", "#..", "#.."), mask(".#.", ".#.", ".#."))
    assert value[0, 0] == pytest.approx(3 * (1 - 1 / (3 * np.sqrt(2))) / 6, abs=1e-6)


def test_fuzzy_jaccard_is_not_symmetric() -> None:
    # The weights come from the plain block.
    one, two = mask("#..", "...", "..."), mask("#..", "...", "..#")
    forward, back = similarity(one, two)[0, 0], similarity(two, one)[0, 0]
    assert forward == pytest.approx((1 + 1 - 2 / 3) / 2, abs=1e-6)
    assert back == pytest.approx(1 / 2, abs=1e-6)


def test_two_blocks_without_edges_are_wholly_similar() -> None:
    # Reading: (no-edges) 0 / 0 is 1.
    assert similarity(mask("..", ".."), mask("..", ".."))[0, 0] == 1


def test_edges_on_one_side_alone_are_not_similar() -> None:
    # Reading: (no-edges)
    assert similarity(mask("..", ".."), mask("#.", ".."))[0, 0] == 0
    assert similarity(mask("#.", ".."), mask("..", ".."))[0, 0] == 0


def test_table_of_all_pairs_equals_the_pairs(oracle: ModuleType) -> None:
    # ±1e-5; a fifth of the blocks have no edge.
    rng = np.random.default_rng(2)
    plain, encrypted = rng.random((2, 20, 9, 9)) < 0.15
    plain[::5] = False
    encrypted[3::5] = False
    table = similarity(plain, encrypted)
    assert table.dtype == np.float32
    for p in range(20):
        weights = oracle.weight_map(plain[p])
        for e in range(20):
            expected = oracle.sim_s(weights, plain[p], encrypted[e])
            assert table[p, e] == pytest.approx(expected, abs=1e-5)
