"""Sobel gradients, and how strong each direction is in every block."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.compiled import njit
from core.image import Luma
from core.recognizability.blocks import fit_to_grid, split

DIRECTIONS = 8
"""Directions over half a turn, 22.5 degrees apart; the first is along the rows."""


@dataclass(frozen=True, eq=False, slots=True)
class Gradient:
    """Derivatives along the columns (y) and the rows (x), (H, W), levels per pixel."""

    y: Luma
    x: Luma

    @property
    def magnitude(self) -> Luma:
        """Length of the gradient, (H, W), in grey levels per pixel."""
        return np.sqrt(self.y * self.y + self.x * self.x)


def sobel(luma: Luma) -> Gradient:
    """Sobel gradient of an image.

    Parameters
    ----------
    luma : NDArray
        (H, W), grey levels.

    Notes
    -----
    The 3 × 3 operator is divided by 8, so that a ramp has the slope it has.

    Reading: the border is mirrored with its outermost pixels repeated, as SciPy and
    scikit-image do by default.
    """
    return Gradient(*_sobel(np.pad(luma, 1, mode="symmetric")))


@njit(nogil=True, cache=True)
def _sobel(padded: Luma) -> tuple[Luma, Luma]:
    """Both derivatives at once, of an image with a margin of one pixel."""
    height, width = padded.shape[0] - 2, padded.shape[1] - 2
    down, right = np.empty((height, width)), np.empty((height, width))
    for y in range(height):
        above, here, below = padded[y], padded[y + 1], padded[y + 2]
        for x in range(width):
            falling = below[x + 2] - above[x]
            rising = below[x] - above[x + 2]
            down[y, x] = (falling + rising + 2 * (below[x + 1] - above[x + 1])) / 8
            right[y, x] = (falling - rising + 2 * (here[x + 2] - here[x])) / 8
    return down, right


def direction_strengths(luma: Luma, side: int) -> NDArray[np.float64]:
    """Mean gradient magnitude of every block, split by direction.

    Parameters
    ----------
    luma : NDArray
        (H, W), grey levels.
    side : int
        Side of a block, in pixels, at most the shorter side of the image.

    Returns
    -------
    NDArray
        (M, N, 8), grey levels per pixel. Entry k holds the pixels whose gradient lies
        within 11.25 degrees of k times 22.5 degrees, opposite directions being one. The
        eight entries add up to the mean magnitude of the block.

    Notes
    -----
    Reading: every entry is a mean over all pixels of the block, not over those of its
    direction.
    """
    gradient = sobel(luma)
    theta = np.arctan2(gradient.y, gradient.x)  # opposite gradients differ by 8 steps
    step = np.pi / DIRECTIONS
    direction = np.floor(theta / step + 0.5).astype(np.intp) % DIRECTIONS

    inside = fit_to_grid(luma, side, "crop").shape
    rows, columns = inside[0] // side, inside[1] // side
    block = np.add.outer(
        np.arange(inside[0]) // side * columns, np.arange(inside[1]) // side
    )
    crop = np.s_[: inside[0], : inside[1]]
    votes = np.bincount(
        (block * DIRECTIONS + direction[crop]).ravel(),
        weights=gradient.magnitude[crop].ravel(),
        minlength=rows * columns * DIRECTIONS,
    )
    return votes.reshape(rows, columns, DIRECTIONS) / side**2


def block_means(luma: Luma, side: int) -> NDArray[np.float64]:
    """Mean of every block, (M, N); what fills no whole block is left out."""
    rows, columns = luma.shape[0] // side, luma.shape[1] // side
    return split(luma, side).mean(axis=(1, 2)).reshape(rows, columns)


def block_deviations(luma: Luma, side: int) -> NDArray[np.float64]:
    """Standard deviation of the pixels of every block, (M, N)."""
    rows, columns = luma.shape[0] // side, luma.shape[1] // side
    return split(luma, side).std(axis=(1, 2)).reshape(rows, columns)
