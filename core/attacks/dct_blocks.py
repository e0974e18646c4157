"""Blocks of 8 × 8 pixels, their borders and their cosines, for attacks on JPEG."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from core.attacks.base import Declined
from core.attacks.grid import grid_of
from core.image import Luma

SIDE = 8

Blocks: TypeAlias = NDArray[np.float64]
"""(M, N, 8, 8): row and column of the block, row and column in it."""


def no_eights(luma: Luma) -> Declined | None:
    """Why there are no blocks of 8 × 8 from the top left on; None if there are."""
    grid = grid_of(luma)
    if grid.side == 0:
        return Declined("no block grid shows")
    if grid.side != SIDE or grid.offset != (0, 0):
        return Declined(
            f"the blocks have {grid.side} px and start at {grid.offset}, not 8 px at "
            "(0, 0)"
        )
    return None


def cut(luma: Luma) -> Blocks:
    """Whole blocks of an image, (M, N, 8, 8)."""
    rows, columns = luma.shape[0] // SIDE, luma.shape[1] // SIDE
    whole = luma[: rows * SIDE, : columns * SIDE]
    return np.ascontiguousarray(whole.reshape(rows, SIDE, columns, SIDE).swapaxes(1, 2))


def lay(blocks: Blocks, luma: Luma) -> Luma:
    """Blocks laid over a copy of the image they come from."""
    rows, columns = blocks.shape[:2]
    laid = luma.copy()
    laid[: rows * SIDE, : columns * SIDE] = blocks.swapaxes(1, 2).reshape(
        rows * SIDE, columns * SIDE
    )
    return laid


def transform(blocks: Blocks) -> Blocks:
    """Orthonormal DCT of every block."""
    return np.asarray(fft.dctn(blocks, axes=(2, 3), norm="ortho"))


def transform_back(waves: Blocks) -> Blocks:
    """Blocks of their orthonormal DCT."""
    return np.asarray(fft.idctn(waves, axes=(2, 3), norm="ortho"))


@dataclass(frozen=True, eq=False, slots=True)
class Steps:
    """Predicted steps from one block to the next: each side continued half a pixel.

    Attributes
    ----------
    middle : NDArray
        Median of the eight steps of a border, (M, N - 1) or (M - 1, N) or any shape.
    spread : NDArray
        Their mean distance from it.
    """

    middle: NDArray[np.float64]
    spread: NDArray[np.float64]

    @classmethod
    def between(cls, before: Blocks, after: Blocks) -> "Steps":
        """Return those from the right sides of blocks to the left ones of others.

        Parameters
        ----------
        before, after : NDArray
            (..., 8, 8), of one shape.
        """
        steps = (1.5 * before[..., -1] - 0.5 * before[..., -2]) - (
            1.5 * after[..., 0] - 0.5 * after[..., 1]
        )
        middle = np.median(steps, axis=-1)
        spread = np.abs(steps - middle[..., np.newaxis]).mean(axis=-1)
        return cls(middle, spread)
