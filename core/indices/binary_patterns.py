"""Rotation-invariant uniform binary patterns of a pixel's eight neighbours."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from core.compiled import njit

Reals = NDArray[np.float64]

PATTERNS = 10
"""0 to 8 neighbours in one arc that are not below the pixel; 9 for all other orders."""

_SLANT = 0.70711
"""Offset of the diagonal neighbours along both axes, rounded as scikit-image does."""


def pattern_histogram(levels: Reals, weights: Reals) -> Reals:
    """Sum of the weights of the pixels of every pattern, (10,).

    Parameters
    ----------
    levels : NDArray
        (H, W), whole numbers.
    weights : NDArray
        (H, W).

    Notes
    -----
    As `skimage.feature.local_binary_pattern(levels, 8, 1, "uniform")` has them, to the
    last bit: the neighbours lie on a circle of radius 1, diagonal ones between pixels,
    and what lies outside the image is 0.
    """
    return _histogram(np.pad(levels, 1), weights, _patterns())


@cache
def _patterns() -> NDArray[np.int64]:
    """Pattern of every set of eight bits around a circle."""
    bits = np.arange(256)[:, np.newaxis] >> np.arange(8) & 1
    changes = (bits != np.roll(bits, 1, axis=1)).sum(axis=1)
    return np.where(changes <= 2, bits.sum(axis=1), PATTERNS - 1)


@njit(nogil=True, cache=True)
def _histogram(padded: Reals, weights: Reals, patterns: NDArray[np.int64]) -> Reals:
    """Sum of the weights by pattern, of levels with a margin of zeros."""
    height, width = weights.shape
    sums = np.zeros(PATTERNS)
    bits = np.zeros(width, np.int64)
    # Shares of the farther pixel, as they come of adding the offset to a place.
    right, left = np.empty(width), np.empty(width)
    for x in range(width):
        right[x] = x + _SLANT - x
        left[x] = x - _SLANT - (x - 1)
    for y in range(height):
        above, here, below = padded[y], padded[y + 1], padded[y + 2]
        up, down = y - _SLANT - (y - 1), y + _SLANT - y
        for x in range(width):
            a, b, c = above[x], above[x + 1], above[x + 2]
            d, e, f = here[x], here[x + 1], here[x + 2]
            g, h, i = below[x], below[x + 1], below[x + 2]
            r, s = right[x], left[x]
            north_east = (1 - up) * ((1 - r) * b + r * c) + up * ((1 - r) * e + r * f)
            north_west = (1 - up) * ((1 - s) * a + s * b) + up * ((1 - s) * d + s * e)
            south_west = (1 - down) * ((1 - s) * d + s * e)
            south_west += down * ((1 - s) * g + s * h)
            south_east = (1 - down) * ((1 - r) * e + r * f)
            south_east += down * ((1 - r) * h + r * i)
            bits[x] = (
                (f >= e)
                | (north_east >= e) << 1
                | (b >= e) << 2
                | (north_west >= e) << 3
                | (d >= e) << 4
                | (south_west >= e) << 5
                | (h >= e) << 6
                | (south_east >= e) << 7
            )
        for x in range(width):
            sums[patterns[bits[x]]] += weights[y, x]
    return sums
