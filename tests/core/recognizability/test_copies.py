"""Blocks that are equal in every pixel, those that nearly are, and the weights."""

import numpy as np
import pytest
from numpy.typing import NDArray
from skimage import data

import core
from core.recognizability.blocks import equal_blocks, join, split
from core.recognizability.pooling import weights

Levels = NDArray[np.float64]

OWN_GRID = core.Parameters(alpha=31 / 512)
"""Blocks of 32 × 32 pixels in an image of 512 × 512."""


def photographs() -> dict[str, Levels]:
    colours = {"astronaut": data.astronaut(), "retina": data.retina()[200:712, 200:712]}
    greys = {"camera": data.camera(), "gravel": data.gravel(), "brick": data.brick()}
    images = {**colours, **greys, "coins": np.tile(data.coins(), (2, 2))[:512, :512]}
    return {name: core.as_luma(image) for name, image in images.items()}


def shuffled(plain: Levels, seed: int = 0, side: int = 32) -> Levels:
    blocks = split(plain, side)
    order = np.random.default_rng(seed).permutation(len(blocks))
    return join(blocks[order], (plain.shape[0] // side, plain.shape[1] // side))


@pytest.mark.slow
@pytest.mark.parametrize("name", photographs())
def test_a_shuffle_on_its_own_grid_is_recognised_in_full(name: str) -> None:
    # By hand: every block has a copy, so RD = 1 and VSI = 1 + GS, to the last bit.
    plain = photographs()[name]
    result = core.visual_security_index(plain, shuffled(plain), OWN_GRID)
    assert result.side == 32
    np.testing.assert_array_equal(result.degree, 1)
    assert result.rd == 1
    assert result.vsi == 1 + result.gs
    assert not result.near_copies.any()


@pytest.mark.slow
@pytest.mark.parametrize("gamma", [1, 2.5, 5, 10])
@pytest.mark.parametrize("beta", [0.5, 40, 1000])
def test_copies_are_alike_whatever_the_constants(beta: float, gamma: float) -> None:
    plain = photographs()["camera"][:256, :256]
    encrypted = shuffled(plain, 3)
    parameters = core.Parameters(alpha=31 / 256, beta=beta, gamma=gamma)
    result = core.visual_security_index(plain, encrypted, parameters)
    copies = equal_blocks(split(plain, 32), split(encrypted, 32))
    np.testing.assert_array_equal(result.sim_a[copies], 1)
    np.testing.assert_array_equal(result.sim[copies], 1)
    assert result.rd == 1


def test_an_image_against_itself_scores_2_for_any_settings() -> None:
    plain = photographs()["astronaut"]
    for border in ("crop", "pad"):
        found = core.visual_security_index(plain, plain, border=border)
        assert found.vsi == 2


def test_equal_blocks_are_found_by_every_pixel_and_not_by_their_sums() -> None:
    rng = np.random.default_rng(1)
    blocks = rng.integers(0, 4, (40, 3, 3)).astype(np.float64)
    turned = blocks[:, ::-1].copy()
    others = np.concatenate([blocks[rng.permutation(40)], turned, blocks[:3]])
    expected = (blocks[:, np.newaxis] == others).all(axis=(2, 3))
    np.testing.assert_array_equal(equal_blocks(blocks, others), expected)


def one_level_off(image: Levels) -> Levels:
    """Move one pixel in every block of 32 × 32 by one grey level."""
    rng, changed = np.random.default_rng(1), image.copy()
    for row in range(0, 512, 32):
        for column in range(0, 512, 32):
            y, x = rng.integers((row, column), (row + 32, column + 32))
            changed[y, x] += 1 if changed[y, x] < 255 else -1
    return changed


def test_a_copy_that_differs_by_one_grey_level_may_count_0_and_that_is_said() -> None:
    # Reading: (copies) the paper's cliff stays. Measured: 1.919, then 1.774.
    plain = photographs()["camera"]
    exact = core.visual_security_index(plain, shuffled(plain), OWN_GRID)
    near = core.visual_security_index(plain, one_level_off(shuffled(plain)), OWN_GRID)
    assert exact.vsi == pytest.approx(1.919449, abs=1e-5)
    assert near.vsi == pytest.approx(1.773782, abs=1e-4)
    assert near.near_copies.sum() == pytest.approx(155, abs=2)
    np.testing.assert_array_equal(near.degree[near.near_copies], 0)
    assert near.vsi_with_copies == pytest.approx(exact.vsi, abs=1e-3)
    assert exact.vsi_with_copies == exact.vsi


def test_weights_are_their_limit_where_everything_is_nearly_recognised() -> None:
    # Reading: (pooling) by hand.
    complexity = np.array([[0.1, 0.4]])
    nearly = np.array([[1 - 9e-5, 1 - 1e-9]])
    np.testing.assert_array_equal(weights(complexity, nearly), complexity)
    np.testing.assert_array_equal(weights(0 * complexity, nearly), [[1, 1]])


def test_no_block_is_cut_off_by_itself() -> None:
    # Reading: (pooling) the limit is for all blocks together, or for none.
    complexity = np.array([[0.1, 0.4]])
    degrees = np.array([[1 - 2e-4, 1 - 1e-9]])
    np.testing.assert_allclose(
        weights(complexity, degrees), (1 - degrees) * complexity, rtol=1e-12
    )


def test_an_even_edge_map_has_no_complexity_but_rounding() -> None:
    # The inside of a ramp: EM is the same everywhere, but for float32.
    ramp = np.tile(np.linspace(0, 255, 400), (400, 1))
    complexity = core.visual_security_index(ramp, ramp).complexity
    assert (complexity[1:-1, 2:-2] == 0).all()
    assert complexity.any()
