"""Image to grid of blocks and back."""

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import core
from core.recognizability import blocks


def test_blocks_are_counted_row_by_row_from_the_top_left() -> None:
    image = np.arange(6 * 8).reshape(6, 8)
    cut = blocks.split(image, 3)
    assert cut.shape == (4, 3, 3)
    np.testing.assert_array_equal(cut[1], image[:3, 3:6])
    np.testing.assert_array_equal(cut[2], image[3:, :3])


def test_what_fills_no_whole_block_lies_outside_the_grid() -> None:
    # Reading: (grid)
    image = np.arange(7 * 9).reshape(7, 9)
    assert blocks.grid_shape(image.shape, 4, "crop") == (1, 2)
    np.testing.assert_array_equal(blocks.fit_to_grid(image, 4, "crop"), image[:4, :8])


def test_padded_border_mirrors_to_a_multiple_of_the_side() -> None:
    # Reading: (grid)
    image = np.arange(7 * 9).reshape(7, 9)
    assert blocks.grid_shape(image.shape, 4, "pad") == (2, 3)
    padded = blocks.fit_to_grid(image, 4, "pad")
    assert padded.shape == (8, 12)
    np.testing.assert_array_equal(padded[:7, :9], image)
    np.testing.assert_array_equal(padded[7, :9], image[5])
    np.testing.assert_array_equal(padded[:7, 9:], image[:, [7, 6, 5]])


@given(
    rows=st.integers(1, 5),
    columns=st.integers(1, 5),
    side=st.integers(1, 6),
    border=st.sampled_from(["crop", "pad"]),
    rest=st.tuples(st.integers(0, 5), st.integers(0, 5)),
)
def test_join_undoes_split_inside_the_grid(
    rows: int, columns: int, side: int, border: Any, rest: tuple[int, int]
) -> None:
    shape = (rows * side + rest[0] % side, columns * side + rest[1] % side)
    image = np.random.default_rng(0).normal(size=shape)
    inside = blocks.fit_to_grid(image, side, border)
    grid = blocks.grid_shape(shape, side, border)
    assert inside.shape == (grid[0] * side, grid[1] * side)
    np.testing.assert_array_equal(blocks.join(blocks.split(inside, side), grid), inside)


SHAPES = [(512, 512), (512, 768), (100, 100), (145, 3000), (2000, 70), (333, 9000)]


@pytest.mark.parametrize("border", ["crop", "pad"])
@pytest.mark.parametrize(
    ("shape", "side"),
    [
        (shape, side)
        for shape in SHAPES
        for side in (1, 2, 3, 5)
        if np.prod(blocks.grid_shape(shape, side, "crop")) > blocks.MAX_BLOCKS
    ],
)
def test_too_many_blocks_are_refused_with_the_smallest_alpha_that_works(
    shape: tuple[int, int], side: int, border: Any
) -> None:
    with pytest.raises(
        core.ImageError, match=r"At most 4,096 .* or more works"
    ) as error:
        blocks.check_block_count(shape, side, border)
    alpha = float(re.findall(r"Alpha of ([\d.]+)", str(error.value))[0])
    smallest = core.Parameters(alpha=alpha).block_side(min(shape))
    rows, columns = blocks.check_block_count(shape, smallest, border)
    assert rows * columns <= blocks.MAX_BLOCKS
    with pytest.raises(core.ImageError, match="At most 4,096"):
        blocks.check_block_count(shape, smallest - 1, border)


@pytest.mark.slow
@pytest.mark.parametrize("border", ["crop", "pad"])
def test_the_alpha_that_works_does_work(border: Any) -> None:
    plain = np.random.default_rng(1).integers(0, 256, (66, 300)).astype(np.uint8)
    with pytest.raises(core.ImageError, match=r"Alpha of .* works") as error:
        core.visual_security_index(
            plain, plain, core.Parameters(alpha=0.001), border=border
        )
    alpha = float(re.findall(r"Alpha of ([\d.]+)", str(error.value))[0])
    result = core.visual_security_index(
        plain, plain, core.Parameters(alpha=alpha), border=border
    )
    assert result.vsi == pytest.approx(2, abs=1e-6)


def test_image_too_long_for_any_alpha_is_refused() -> None:
    with pytest.raises(core.ImageError, match="too long for any alpha, cut it"):
        blocks.check_block_count((32, 200_000), 4, "crop")


def test_4096_blocks_are_accepted() -> None:
    assert blocks.check_block_count((64, 64), 1, "crop") == (64, 64)


def test_neighbour_mean_is_over_the_neighbours_that_exist() -> None:
    # Reading: (neighbours)
    grid = np.array([[1.0, 2, 4], [8, 16, 32]])
    expected = [
        [(2 + 8) / 2, (1 + 4 + 16) / 3, (2 + 32) / 2],
        [(1 + 16) / 2, (2 + 8 + 32) / 3, (4 + 16) / 2],
    ]
    np.testing.assert_allclose(blocks.neighbour_mean(grid), expected, rtol=1e-15)
    inner = blocks.neighbour_mean(np.arange(9.0).reshape(3, 3))[1, 1]
    assert inner == (1 + 3 + 5 + 7) / 4


def test_block_without_neighbours_has_a_neighbour_mean_of_0() -> None:
    # Reading: (neighbours)
    assert blocks.neighbour_mean(np.array([[0.7]])) == 0
