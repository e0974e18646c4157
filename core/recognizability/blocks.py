"""Image to grid of blocks and back, Section 2."""

import math
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.image import ImageError

Border: TypeAlias = Literal["crop", "pad"]
"""What becomes of the pixels at the borders that fill no whole block."""

Offset: TypeAlias = tuple[int, int]
"""(y, x) of the first pixel of the first whole block, each from 0 to l - 1."""

MAX_BLOCKS = 4096
"""Most blocks in an image: tables over all pairs of blocks grow with its square."""


def split(image: NDArray[Any], side: int) -> NDArray[Any]:
    """Blocks of an image, row by row.

    Parameters
    ----------
    image : NDArray
        (H, W), any type.
    side : int
        l, at most the shorter side of the image.

    Returns
    -------
    NDArray
        (M N, l, l), a copy.

    Notes
    -----
    Reading: (grid) blocks start at the top left; what fills no whole block at the right
    and the bottom lies outside the grid. Where they start elsewhere, `fit_to_grid` has
    cut the image before.
    """
    rows, columns = image.shape[0] // side, image.shape[1] // side
    inside = image[: rows * side, : columns * side]
    return np.ascontiguousarray(
        inside.reshape(rows, side, columns, side).swapaxes(1, 2)
    ).reshape(rows * columns, side, side)


def join(blocks: NDArray[Any], shape: tuple[int, int]) -> NDArray[Any]:
    """Image from its blocks, the inverse of `split` inside the grid.

    Parameters
    ----------
    blocks : NDArray
        (M N, l, l), row by row.
    shape : tuple of int
        (M, N).

    Returns
    -------
    NDArray
        (M l, N l).
    """
    (rows, columns), side = shape, blocks.shape[-1]
    return (
        blocks.reshape(rows, columns, side, side)
        .swapaxes(1, 2)
        .reshape(rows * side, columns * side)
    )


def equal_blocks(
    plain: NDArray[np.float64], encrypted: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Pairs of blocks that are equal in every pixel.

    Parameters
    ----------
    plain, encrypted : NDArray
        (n, l, l) and (m, l, l) float64, C-contiguous.

    Returns
    -------
    NDArray
        (n, m) bool, plain block by encrypted block.
    """
    # Sums of the bit patterns are exact in any order. Blocks that differ nearly always
    # have different sums, so only few blocks are compared pixel by pixel.
    plain_sums, encrypted_sums = (
        blocks.reshape(len(blocks), -1).view(np.uint64).sum(axis=1)
        for blocks in (plain, encrypted)
    )
    known = dict[bytes, int]()
    plain_label = np.full(len(plain), -1)
    encrypted_label = np.full(len(encrypted), -2)
    for block in np.flatnonzero(np.isin(plain_sums, encrypted_sums)):
        label = known.setdefault(plain[block].tobytes(), len(known))
        plain_label[block] = label
    for block in np.flatnonzero(np.isin(encrypted_sums, plain_sums)):
        encrypted_label[block] = known.get(encrypted[block].tobytes(), -2)
    equal = np.zeros((len(plain), len(encrypted)), np.bool_)
    for block in np.flatnonzero(plain_label >= 0):
        equal[block] = encrypted_label == plain_label[block]
    return equal


def grid_origin(side: int, border: Border, offset: Offset) -> Offset:
    """(y, x) of the pixel of the image at which the first block starts.

    It is the offset itself, or up to l - 1 pixels above and left of the image where
    that is mirrored.
    """
    if border == "pad":
        return -(-offset[0] % side), -(-offset[1] % side)
    return offset


def fit_to_grid(
    image: NDArray[Any], side: int, border: Border, offset: Offset = (0, 0)
) -> NDArray[Any]:
    """Part of an image that is cut into blocks.

    Parameters
    ----------
    image : NDArray
        (H, W).
    side : int
        l.
    border : {"crop", "pad"}
        Leave out what fills no whole block, or mirror the image to whole blocks.
    offset : tuple of int
        (y, x) of the first pixel of a block, each from 0 to l - 1.

    Returns
    -------
    NDArray
        (M l, N l); a view where nothing is mirrored.
    """
    if border == "pad":
        lengths = image.shape
        around = [
            (-start % side, (start - length) % side)
            for start, length in zip(offset, lengths, strict=True)
        ]
        return np.pad(image, around, mode="reflect")
    rows, columns = grid_shape((image.shape[0], image.shape[1]), side, border, offset)
    y, x = offset
    return image[y : y + rows * side, x : x + columns * side]


def grid_shape(
    image_shape: tuple[int, int], side: int, border: Border, offset: Offset = (0, 0)
) -> tuple[int, int]:
    """Numbers (M, N) of rows and columns of blocks; see `fit_to_grid`."""
    origin = grid_origin(side, border, offset)
    height, width = image_shape[0] - origin[0], image_shape[1] - origin[1]
    if border == "pad":
        return -(-height // side), -(-width // side)
    return height // side, width // side


def check_block_count(
    image_shape: tuple[int, int], side: int, border: Border, offset: Offset = (0, 0)
) -> tuple[int, int]:
    """Return the grid's (M, N); refuse a grid whose pair tables would fill the memory.

    Raises
    ------
    ImageError
        If the offset is no pixel of the first block, or no whole block is left; if
        there are more than 4,096 blocks: then it names an alpha that works, if any
        does.
    """
    starts: tuple[Any, ...] = tuple(offset)
    whole = all(isinstance(start, int | np.integer) for start in starts)
    if len(starts) != 2 or not whole or not all(0 <= start < side for start in starts):
        raise ImageError(
            f"expected blocks of {side} × {side} pixels to start at 0 to {side - 1} in "
            f"both directions, got {','.join(map(str, starts))}"
        )
    rows, columns = grid_shape(image_shape, side, border, offset)
    if not rows * columns:
        raise ImageError(
            f"no block of {side} × {side} pixels that starts at the offset "
            f"{offset[0]},{offset[1]} fits into {image_shape[1]} × {image_shape[0]} "
            'pixels, and border="pad" mirrors the picture to whole blocks'
        )
    if rows * columns <= MAX_BLOCKS:
        return rows, columns
    shorter = min(image_shape)
    advice = "The picture is too long for any alpha, cut it into pieces"
    for larger in range(side + 1, shorter + 1):
        blocks = math.prod(grid_shape(image_shape, larger, border, offset))
        if 0 < blocks <= MAX_BLOCKS:
            alpha = math.ceil((larger - 1) / shorter * 10_000) / 10_000
            advice = f"Alpha of {alpha:g} or more works"
            break
    raise ImageError(
        f"blocks of {side} × {side} pixels cut {image_shape[1]} × {image_shape[0]} "
        f"pixels into {rows * columns:,} blocks. At most {MAX_BLOCKS:,} fit in memory. "
        f"{advice}"
    )


def neighbour_mean(grid: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean over the four neighbours of every cell, NRD_avg of Eq. 5.

    Parameters
    ----------
    grid : NDArray
        (M, N).

    Returns
    -------
    NDArray
        (M, N).

    Notes
    -----
    Reading: (neighbours) at the border the mean is over the neighbours that exist; a
    cell without any has 0.

    Examples
    --------
    >>> neighbour_mean(np.array([[0.0, 1.0], [2.0, 4.0]])).tolist()
    [[1.5, 2.0], [2.0, 1.5]]
    """
    total = np.zeros_like(grid)
    count = np.zeros_like(grid)
    for here, there in (
        (np.s_[1:], np.s_[:-1]),
        (np.s_[:-1], np.s_[1:]),
        (np.s_[:, 1:], np.s_[:, :-1]),
        (np.s_[:, :-1], np.s_[:, 1:]),
    ):
        total[here] += grid[there]
        count[here] += 1
    return np.divide(total, count, out=total, where=count > 0)
