"""The grid finder: which grids it finds, and where it stays silent."""

import numpy as np
import pytest

import core
from core.attacks import BlockGrid
from core.encryption.grid import cut, lay


def shuffled(image, side, offset=(0, 0), seed=0):
    """Image whose blocks from an offset on have changed places."""
    top, left = offset
    result = image.copy()
    inside = result[top:, left:]
    blocks = cut(inside, side)
    order = np.random.default_rng(seed).permutation(len(blocks))
    result[top:, left:] = lay(blocks[order], inside)
    return result


def pink(side, seed):
    """Noise of spectrum 1 / f, in grey levels."""
    frequency = np.hypot(
        *np.meshgrid(np.fft.fftfreq(side), np.fft.rfftfreq(side), indexing="ij")
    )
    frequency[0, 0] = 1
    waves = np.fft.rfft2(np.random.default_rng(seed).normal(size=(side, side)))
    levels = np.fft.irfft2(waves / frequency, (side, side))
    return np.clip(128 + 40 * levels / levels.std(), 0, 255)


@pytest.mark.parametrize("name", ["camera", "astronaut", "coffee", "gravel"])
@pytest.mark.parametrize(
    ("side", "offset"), [(64, (7, 13)), (32, (3, 10)), (16, (5, 9)), (8, (3, 2))]
)
def test_the_side_and_the_offset_of_shuffled_blocks_are_found(
    name, side, offset, picture
):
    grid = core.find_grid(shuffled(picture(name), side, offset))
    assert (grid.side, grid.offset) == (side, offset)
    assert grid.confidence > 8


@pytest.mark.parametrize(
    ("scheme", "level", "side"),
    [
        ("etc", 1, 8), ("etc", 2, 16), ("etc", 3, 32), ("etc", 4, 64),
        ("peid-09", 1, 4), ("peid-09", 3, 32), ("peid-09", 5, 128),
        ("jpeg-signs", 2, 8), ("jpeg-dc", 1, 8), ("jpeg-ac", 1, 8),
        ("mosaic", 1, 64), ("mosaic", 5, 4), ("row-column", 2, 4),
    ],
)  # fmt: skip
def test_the_grid_of_a_scheme_is_found(scheme, level, side, encrypted):
    grid = core.find_grid(encrypted("camera", scheme, level))
    assert (grid.side, grid.offset) == (side, (0, 0))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("scheme", "level"),
    [
        ("peid-02", 2), ("peid-07", 3), ("aes-ctr", 1), ("pixel-permutation", 1),
        ("blur", 2), ("peid-01", 2), ("peid-06", 1), ("double-random-phase", 1),
        ("cat-map", 3), ("logistic-xor", 1), ("peid-09", 6),
    ],
)  # fmt: skip
def test_no_grid_is_found_where_there_is_none(scheme, level, encrypted):
    assert core.find_grid(encrypted("camera", scheme, level)).side == 0


@pytest.mark.parametrize(
    "name",
    ["camera", "astronaut", "coffee", "chelsea", "rocket", "retina", "text", "gravel",
     "hubble"],
)  # fmt: skip
def test_plain_pictures_have_no_grid(name, picture):
    assert core.find_grid(picture(name)).side == 0


@pytest.mark.parametrize("side", [128, 256])
def test_noise_has_no_grid(side):
    for seed in range(20):
        white = np.random.default_rng(seed).integers(0, 256, (side, side))
        for image in (white.astype(float), pink(side, seed)):
            grid = core.find_grid(image)
            assert grid.side == 0
            assert grid.confidence < 4


def test_transposing_swaps_the_offset_and_brightness_changes_nothing(picture):
    image = 20 + shuffled(picture("camera"), 32, (3, 10)) * 0.8
    grid = core.find_grid(image)
    across = core.find_grid(image.T)
    assert (across.side, across.offset) == (32, (10, 3))
    assert across.confidence == grid.confidence
    assert core.find_grid(255 - image) == grid
    assert core.find_grid(image + 7) == grid


def test_cropping_moves_the_offset(picture):
    image = shuffled(picture("astronaut"), 32)
    for y, x in ((0, 5), (17, 0), (40, 33)):
        grid = core.find_grid(image[y:, x:])
        assert (grid.side, grid.offset) == (32, (-y % 32, -x % 32))


def test_a_grid_says_what_it_is_in_a_sentence():
    grid = BlockGrid(side=64, offset=(7, 13), confidence=175.0, best_side=64)
    assert grid.said == "Blocks of 64 px that start at (7, 13), confidence 175.0."
    eight = BlockGrid(side=8, offset=(0, 0), confidence=2000.0, best_side=8)
    assert "JPEG" in eight.said
    assert ">999" in eight.said
    assert core.find_grid(np.zeros((64, 64))).said == "No block grid found."


@pytest.mark.parametrize("shape", [(1, 1), (2, 50), (11, 11), (12, 12), (32, 32)])
def test_small_and_flat_images_have_no_grid(shape):
    assert core.find_grid(np.full(shape, 9.0)).side == 0
