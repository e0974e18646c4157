"""Image to the grid of blocks that the index looks at, steps 1 and 9."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.image import ImageError, Luma
from core.recognizability.blocks import MAX_BLOCKS, fit_to_grid, grid_shape
from core.recognizability.parameters import Parameters

ALPHA = 0.1
"""Block side over the shorter side, as the paper's index has it."""

LEAST_SIDE = 32
"""Least block side, in pixels: the coarsest octave needs waves of 32 pixels."""

VIEWED = 512
"""Shorter side, in pixels, at which the index was compared with people."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """Where the blocks of an image lie.

    Attributes
    ----------
    height, width : int
        H and W of the image after `reduction`, in its pixels.
    reduction : int
        f: the image is averaged over f × f pixels first; 1 leaves it as it is.
    side : int
        l, side of a block, in pixels of the reduced image.
    shape : tuple of int
        (M, N), rows and columns of blocks. They cover the image; what they lack at the
        right and the bottom is mirrored.
    """

    height: int
    width: int
    reduction: int
    side: int
    shape: tuple[int, int]

    @property
    def count(self) -> int:
        """Number of blocks, M N."""
        return self.shape[0] * self.shape[1]

    @property
    def covered_shape(self) -> tuple[int, int]:
        """(H', W') of the image with its mirrored border."""
        return self.shape[0] * self.side, self.shape[1] * self.side

    @property
    def corners(self) -> NDArray[np.int64]:
        """Top-left pixels (M N, 2) of the blocks, y and x, row by row."""
        y, x = np.divmod(np.arange(self.count), self.shape[1])
        return np.stack([y, x], axis=1) * self.side

    @property
    def place_bits(self) -> float:
        """Bits that it takes to name one of the places, log2 N with N = HW / 4."""
        return float(np.log2(self.height * self.width / 4))


def layout_of(shape: tuple[int, ...], reduce: int | None = None) -> Layout:
    """Lay the grid over an image of a shape (H, W).

    Parameters
    ----------
    shape : tuple of int
        (H, W), at least 32 × 32.
    reduce : int, optional
        f; ⌊min(H, W) / 512⌋, at least 1, unless given.

    Raises
    ------
    ImageError
        If `reduce` is no whole number or leaves fewer than 32 pixels a side, or there
        are more than 4,096 blocks.

    Notes
    -----
    Reading: octaves are fixed in pixels, and people looked at pictures of
    512 pixels. So a larger image is averaged first, as a viewer sees it that has the
    whole picture on a screen.
    """
    shorter = min(shape)
    most = shorter // LEAST_SIDE
    factor = max(1, shorter // VIEWED) if reduce is None else reduce
    if not isinstance(factor, (int, np.integer)) or not 1 <= factor <= most:
        raise ImageError(
            f"expected a reduction from 1 to {most} for {shape[1]} × {shape[0]} "
            f"pixels, got {factor!r}"
        )
    height, width = shape[0] // factor, shape[1] // factor
    side = max(Parameters(alpha=ALPHA).block_side(min(height, width)), LEAST_SIDE)
    rows, columns = grid_shape((height, width), side, "pad")
    if rows * columns > MAX_BLOCKS:
        raise ImageError(
            f"blocks of {side} × {side} pixels cut {width} × {height} pixels into "
            f"{rows * columns:,} blocks. At most {MAX_BLOCKS:,} are searched for. "
            "Cut the picture into pieces"
        )
    return Layout(
        height=height,
        width=width,
        reduction=factor,
        side=side,
        shape=(rows, columns),
    )


def covered(luma: Luma, layout: Layout) -> Luma:
    """Image (M l, N l) that the grid covers: averaged over f × f, mirrored beyond H, W.

    The last row or column is not repeated by the mirror.
    """
    return fit_to_grid(averaged(luma, layout.reduction), layout.side, "pad")


def averaged(luma: Luma, factor: int) -> Luma:
    """Mean of every f × f pixels, from the top left; the rest is left out."""
    if factor == 1:
        return luma
    height, width = luma.shape[0] // factor, luma.shape[1] // factor
    inside = luma[: height * factor, : width * factor]
    return inside.reshape(height, factor, width, factor).mean(axis=(1, 3))
