"""The search over turned and negative blocks, beside the index itself."""

import numpy as np
import pytest

import core
from core.recognizability.blocks import join, split
from core.turns import UNDONE_BY, turned

SIDE = 16
OWN_GRID = core.Parameters(alpha=(SIDE - 0.5) / 128)
ALONE = {"turns": (0,), "negatives": (False,)}


@pytest.fixture(scope="module")
def plain(small):
    """Photograph without two alike blocks: a faint pattern on top."""
    y, x = np.mgrid[:128, :128]
    return np.clip(small + (7 * x + 11 * y) % 9, 0, 255)


def each_turned(image, turns, negatives):
    """Every block turned and made negative at its own place."""
    blocks = split(image, SIDE)
    moved = np.stack(
        [
            255 - turned(block, turn) if negative else turned(block, turn)
            for block, turn, negative in zip(blocks, turns, negatives, strict=True)
        ]
    )
    return join(moved, (image.shape[0] // SIDE, image.shape[1] // SIDE))


def etc(image, seed=0):
    """Blocks shuffled, turned and negative."""
    rng = np.random.default_rng(seed)
    blocks = split(image, SIDE)
    order = rng.permutation(len(blocks))
    shuffled = join(blocks[order], (8, 8))
    return each_turned(shuffled, rng.integers(0, 8, 64), rng.random(64) < 0.5)


@pytest.mark.parametrize("border", ["crop", "pad"])
@pytest.mark.parametrize("alpha", [0.1, 0.2])
def test_without_turns_the_numbers_are_those_of_the_index(plain, alpha, border):
    cipher, parameters = etc(plain), core.Parameters(alpha=alpha)
    for components in (core.Components.C1, core.Components.C4):
        index = core.visual_security_index(
            plain, cipher, parameters, components, border=border
        )
        search = core.turned_search(
            plain, cipher, parameters, components, border=border, **ALONE, chance=False
        )
        assert search.vsi == pytest.approx(index.vsi, abs=1e-6)
        np.testing.assert_allclose(search.degree, index.degree, atol=1e-6)
        np.testing.assert_array_equal(search.match, index.match)
        np.testing.assert_allclose(search.weight, index.weight, atol=1e-6)
        assert search.coverage == index.coverage
        assert search.side == index.side
        assert np.isnan(search.chance)


def test_blocks_turned_at_their_own_place_are_recognised_and_turned_back(plain):
    rng = np.random.default_rng(1)
    turns, negatives = rng.integers(0, 8, 64), rng.random(64) < 0.5
    found = core.turned_search(
        plain, each_turned(plain, turns, negatives), OWN_GRID, chance=False
    )
    np.testing.assert_allclose(found.degree, 1, atol=1e-4)
    np.testing.assert_array_equal(found.reassembled, plain)
    for block, pixels in enumerate(split(plain, SIDE)):
        states = {
            turned(shown, turn).tobytes()
            for turn in range(8)
            for shown in (pixels, 255 - pixels)
        }
        if len(states) == 16:
            assert found.turn.ravel()[block] == UNDONE_BY[turns[block]]
            assert found.negative.ravel()[block] == negatives[block]


def test_shuffled_turned_and_negative_blocks_are_all_found(plain):
    cipher = etc(plain)
    found = core.turned_search(plain, cipher, OWN_GRID)
    np.testing.assert_array_equal(found.reassembled, plain)
    assert found.rd == pytest.approx(1, abs=1e-3)
    assert found.chance < 0.8
    assert found.candidates == 16 * 64
    assert found.vsi > core.visual_security_index(plain, cipher, OWN_GRID).vsi


def test_more_states_never_recognise_less(plain):
    cipher = etc(plain)
    rd = [
        core.turned_search(
            plain, cipher, OWN_GRID, turns=turns, negatives=negatives, chance=False
        ).rd
        for turns, negatives in (
            ((0,), (False,)),
            ((0, 2), (False,)),
            (range(8), (False,)),
            (range(8), (False, True)),
        )
    ]
    assert rd == sorted(rd)


def test_a_negative_has_the_same_edges(plain):
    np.testing.assert_array_equal(core.edge_map(plain), core.edge_map(255 - plain))


def test_an_offset_looks_at_the_blocks_from_there_on(plain):
    moved = np.zeros((133, 135))
    moved[5:, 7:] = plain
    parameters = core.Parameters(alpha=(SIDE - 0.5) / 133)
    cipher = moved.copy()
    cipher[5:, 7:] = etc(plain)
    found = core.turned_search(moved, cipher, parameters, offset=(5, 7), chance=False)
    np.testing.assert_array_equal(found.reassembled, plain)
    assert found.offset == (5, 7)
    assert found.coverage == pytest.approx(128 * 128 / (133 * 135))
    padded = core.turned_search(
        moved, cipher, parameters, offset=(5, 7), border="pad", chance=False
    )
    assert padded.coverage == 1
    assert padded.degree.shape == (9, 9)
    np.testing.assert_array_equal(padded.reassembled[16:, 16:], plain)


def test_offsets_and_states_that_do_not_exist_are_refused(plain):
    for offset in ((16, 0), (0, -1)):
        with pytest.raises(core.ImageError, match="start at 0 to 15"):
            core.turned_search(plain, plain, OWN_GRID, offset=offset)
    large = core.Parameters(alpha=0.99)
    with pytest.raises(core.ImageError, match="no block of"):
        core.turned_search(plain, plain, large, offset=(3, 0))
    for wrong in ({"turns": ()}, {"turns": (8,)}, {"negatives": ()}):
        with pytest.raises(core.ImageError, match="some turns"):
            core.turned_search(plain, plain, OWN_GRID, **wrong)


@pytest.mark.slow
def test_the_pairs_of_all_blocks_are_never_held_together(plain):
    import tracemalloc

    image = np.tile(plain, (4, 4))
    parameters = core.Parameters(alpha=(8 - 0.5) / 512)  # 4,096 blocks
    cipher = np.random.default_rng(0).permutation(image.ravel()).reshape(image.shape)
    tracemalloc.start()
    try:
        found = core.turned_search(
            image, cipher, parameters, turns=(0, 1), negatives=(False,), chance=False
        )
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found.degree.size == 4096
    assert peak < 3 * 4 * 4096**2
