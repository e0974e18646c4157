"""Cutting pixels into square blocks and laying them back."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", bound=np.generic)


def cut(pixels: NDArray[Number], side: int) -> NDArray[Number]:
    """Whole blocks of an image, counted row by row from the top-left corner.

    Parameters
    ----------
    pixels : NDArray
        (H, W) or (H, W, C).
    side : int
        Block side in pixels.

    Returns
    -------
    NDArray
        (n, side, side) or (n, side, side, C), n = (H // side) * (W // side), which may
        be 0; a copy. The remainder at the right and the bottom is not in it.
    """
    rows, columns = pixels.shape[0] // side, pixels.shape[1] // side
    whole = pixels[: rows * side, : columns * side]
    grid = whole.reshape(rows, side, columns, side, *pixels.shape[2:]).swapaxes(1, 2)
    return grid.reshape(rows * columns, side, side, *pixels.shape[2:])


def lay(blocks: NDArray[Number], pixels: NDArray[Number]) -> NDArray[Number]:
    """Lay blocks, as `cut` counts them, over a copy of the image they come from."""
    side = blocks.shape[1]
    rows, columns = pixels.shape[0] // side, pixels.shape[1] // side
    grid = blocks.reshape(rows, columns, side, side, *pixels.shape[2:]).swapaxes(1, 2)
    laid = pixels.copy()
    laid[: rows * side, : columns * side] = grid.reshape(
        rows * side, columns * side, *pixels.shape[2:]
    )
    return laid


@dataclass(frozen=True, slots=True)
class Outside:
    """Says what a block scheme leaves as it is: a `LeftAsIs`.

    Attributes
    ----------
    sides : tuple of int
        Block side of each level, level 1 first.
    fewest : int
        Number of whole blocks under which the scheme does nothing at all (2 for one
        that only moves blocks).
    """

    sides: tuple[int, ...]
    fewest: int = 1

    def __call__(self, height: int, width: int, level: int, /) -> str:
        """Return the sentence for an image size and a level."""
        side = self.sides[level - 1]
        if (height // side) * (width // side) < self.fewest:
            return (
                f"the whole picture is left as it is: {width} × {height} pixels hold "
                f"fewer than {self.fewest} blocks of {side} × {side}"
            )
        parts = []
        if width % side:
            parts.append(f"the last {width % side} columns")
        if height % side:
            parts.append(f"the last {height % side} rows")
        if not parts:
            return ""
        return (
            f"{' and '.join(parts)} are left as they are: "
            f"{width} × {height} is not a multiple of {side}"
        )
