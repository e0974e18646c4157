"""Canny's edges at several thresholds, and how far two images share them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from core.compiled import njit
from core.image import Luma
from core.indices.gradient import sobel

Edges = NDArray[np.bool_]
Reals = NDArray[np.float64]

SQUARE = np.ones((3, 3), dtype=bool)
"""A pixel and its eight neighbours."""

NO_EDGES = 1e-6
"""Largest gradient, in grey levels per pixel, of an image without any edge."""

_TIE = 1e-9  # share of the largest gradient; smaller differences are rounding
_TAN_22_5 = np.sqrt(2) - 1


@dataclass(frozen=True, eq=False, slots=True)
class Overlap:
    """Edges of a pair at one threshold.

    Attributes
    ----------
    plain, encrypted : NDArray
        (H, W) bool.
    hit_plain, hit_encrypted : NDArray
        (H, W) bool, edges of each image that the other has too.
    dice : float
        Share of the edges that are hits, in [0, 1]; NaN where there are no edges.
    """

    plain: Edges
    encrypted: Edges
    hit_plain: Edges
    hit_encrypted: Edges
    dice: float


def ridges(luma: Luma, sigma: float) -> Reals:
    """Gradient magnitude where it is a maximum across the edge, else 0.

    Parameters
    ----------
    luma : NDArray
        (H, W), grey levels.
    sigma : float
        Standard deviation of the Gaussian before the gradient, in pixels.

    Returns
    -------
    NDArray
        (H, W), in [0, 1], the largest gradient of the image being 1.

    Notes
    -----
    Reading: the gradient's direction is one of four, 45 degrees apart; both of two
    equal neighbours stay; the outermost pixels, which have a neighbour outside the
    image, are no ridges.
    """
    gradient = sobel(ndimage.gaussian_filter(luma, sigma, mode="reflect"))
    magnitude = gradient.magnitude
    largest = magnitude.max()
    if largest < NO_EDGES:
        return np.zeros_like(luma)
    return _suppress(magnitude / largest, gradient.y, gradient.x)


@njit(nogil=True, cache=True)
def _suppress(magnitude: Reals, gy: Reals, gx: Reals) -> Reals:
    """Keep what neither neighbour along the gradient exceeds."""
    height, width = magnitude.shape
    kept = np.zeros((height, width))
    for i in range(1, height - 1):
        above, here, below = magnitude[i - 1], magnitude[i], magnitude[i + 1]
        # All four pairs are looked at and one is chosen: without branches, which no
        # processor foresees here.
        for j in range(1, width - 1):
            y, x = gy[i, j], gx[i, j]
            beside = max(here[j - 1], here[j + 1])
            upright = max(above[j], below[j])
            falling = max(above[j - 1], below[j + 1])
            rising = max(above[j + 1], below[j - 1])
            slanted = falling if (y > 0) == (x > 0) else rising
            flat = upright if abs(x) <= _TAN_22_5 * abs(y) else slanted
            neighbour = beside if abs(y) <= _TAN_22_5 * abs(x) else flat
            kept[i, j] = here[j] if here[j] >= neighbour - _TIE else 0.0
    return kept


def edges_above(ridge: Reals, t: float, low_ratio: float) -> Edges:
    """Ridges above `low_ratio` t that are connected to a ridge above t.

    Notes
    -----
    Reading: neighbours are all eight; a ridge exactly at a threshold is not above it.
    """
    return _reached(ridge, np.flatnonzero(ridge > t), low_ratio * t)


@njit(nogil=True, cache=True)
def _reached(ridge: Reals, starts: NDArray[np.intp], low: float) -> Edges:
    """Pixels above `low` that a walk over such pixels reaches from a start."""
    height, width = ridge.shape
    reached = np.zeros((height, width), np.bool_)
    waiting = np.empty(height * width, np.int64)
    for start in starts:
        i, j = start // width, start % width
        if reached[i, j]:
            continue
        reached[i, j] = True
        waiting[0], count = start, 1
        while count:
            count -= 1
            i, j = waiting[count] // width, waiting[count] % width
            for y in range(max(i - 1, 0), min(i + 2, height)):
                for x in range(max(j - 1, 0), min(j + 2, width)):
                    if ridge[y, x] > low and not reached[y, x]:
                        reached[y, x] = True
                        waiting[count] = y * width + x
                        count += 1
    return reached


def edge_overlaps(
    plain: Luma,
    encrypted: Luma,
    *,
    sigma: float,
    thresholds: Sequence[float],
    low_ratio: float,
    tol: int,
) -> list[Overlap]:
    """Edges of both images at every threshold, and those they share.

    Parameters
    ----------
    plain, encrypted : NDArray
        (H, W), grey levels.
    sigma : float
        Standard deviation of the Gaussian before the gradient, in pixels.
    thresholds : sequence of float
        High thresholds t, as shares of the image's own largest gradient.
    low_ratio : float
        Low threshold over the high one.
    tol : int
        Pixels by which two edges may miss each other and still be shared.
    """
    ridge_p, ridge_e = ridges(plain, sigma), ridges(encrypted, sigma)
    overlaps: list[Overlap] = []
    for t in thresholds:
        p = edges_above(ridge_p, t, low_ratio)
        e = edges_above(ridge_e, t, low_ratio)
        hit_p, hit_e = (p & _widened(e, tol)), (e & _widened(p, tol))
        total = np.count_nonzero(p) + np.count_nonzero(e)
        hits = np.count_nonzero(hit_p) + np.count_nonzero(hit_e)
        dice = hits / total if total else np.nan
        overlaps.append(Overlap(p, e, hit_p, hit_e, dice))
    return overlaps


def _widened(edges: Edges, tol: int) -> Edges:
    """Edges grown by `tol` pixels in all directions."""
    if tol == 0:
        return edges
    return np.asarray(ndimage.binary_dilation(edges, SQUARE, iterations=tol), bool)
