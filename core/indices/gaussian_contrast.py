"""Contrast C of IIBVSI, Eqs. 1 to 5: derivatives of a Gaussian, taken repeatedly."""

import math

import numpy as np
from numpy.typing import NDArray

from core.compiled import njit
from core.image import Luma

Reals = NDArray[np.float64]


def contrast(image: Luma, s: float, M: int) -> Reals:
    """Contrast C: mean of M gradient magnitudes, each of the one before, Eqs. 1 to 5.

    Notes
    -----
    Reading: the derivative of a Gaussian reaches ceil(3 s) pixels far, and the border
    is mirrored.
    """
    radius = math.ceil(3 * s)
    x = np.arange(0, radius + 1.0)
    bell = np.exp(-(x**2) / (2 * s**2))
    slope = x * bell / (2 * np.pi * s**4)

    total = np.zeros_like(image)
    magnitude = image
    for _ in range(M):
        padded = np.pad(magnitude, radius, mode="symmetric")
        magnitude = _gradient_magnitude(padded, bell, slope)
        total += magnitude
    return total / M


@njit(nogil=True, cache=True)
def _gradient_magnitude(padded: Reals, bell: Reals, slope: Reals) -> Reals:
    """G of Eqs. 1 to 3, from an image with a margin.

    `bell` and `slope` are the right halves of the even and of the odd factor of h_x;
    pairs are subtracted before they are weighted, so that flat areas give exactly 0.
    """
    # Slices, since an index that may be negative keeps loops out of vector registers.
    r = bell.size - 1
    rows, width = padded.shape[0], padded.shape[1] - 2 * r
    smooth, steep = np.zeros((rows, width)), np.zeros((rows, width))
    for y in range(rows):
        line, smoothed, stepped = padded[y], smooth[y], steep[y]
        centre = line[r : r + width]
        for x in range(width):
            smoothed[x] = bell[0] * centre[x]
        for k in range(1, r + 1):
            left, right = line[r - k : r - k + width], line[r + k : r + k + width]
            for x in range(width):
                smoothed[x] += bell[k] * (left[x] + right[x])
                stepped[x] += slope[k] * (left[x] - right[x])

    height = rows - 2 * r
    magnitude = np.empty((height, width))
    g_x, g_y = np.empty(width), np.empty(width)
    for y in range(height):
        line, found = steep[y + r], magnitude[y]
        for x in range(width):
            g_x[x] = bell[0] * line[x]
            g_y[x] = 0.0
        for k in range(1, r + 1):
            steep_above, steep_below = steep[y + r - k], steep[y + r + k]
            above, below = smooth[y + r - k], smooth[y + r + k]
            for x in range(width):
                g_x[x] += bell[k] * (steep_above[x] + steep_below[x])
                g_y[x] += slope[k] * (above[x] - below[x])
        for x in range(width):
            found[x] = np.sqrt(g_x[x] * g_x[x] + g_y[x] * g_y[x])
    return magnitude
