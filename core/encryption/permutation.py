"""Pixels, or whole rows and columns, that change their places and keep their values.

Matias and Shamir, CRYPTO '87, 398-417, scramble pictures by reordering their pixels.
"""

import numpy as np
from numpy.typing import NDArray

from core.encryption.base import Pixels, Scheme
from core.encryption.keys import generator

STRIPS = (1, 4, 16)
"""Width in pixels of the strips that rows and columns move in, by level."""


def permute_pixels(pixels: Pixels, level: int, key: str) -> Pixels:
    """Put all pixels in one secret order."""
    del level
    order = generator(key, "pixel-permutation").permutation(_count(pixels))
    return _flat(pixels)[order].reshape(pixels.shape)


def unpermute_pixels(pixels: Pixels, level: int, key: str) -> Pixels:
    """Undo `permute_pixels`."""
    del level
    order = generator(key, "pixel-permutation").permutation(_count(pixels))
    restored = np.empty_like(_flat(pixels))
    restored[order] = _flat(pixels)
    return restored.reshape(pixels.shape)


def permute_lines(pixels: Pixels, level: int, key: str) -> Pixels:
    """Permute strips of rows, then strips of columns."""
    rows, columns = _line_orders(pixels, level, key)
    return pixels[rows][:, columns]


def unpermute_lines(pixels: Pixels, level: int, key: str) -> Pixels:
    """Undo `permute_lines`."""
    rows, columns = _line_orders(pixels, level, key)
    return pixels[np.argsort(rows)][:, np.argsort(columns)]


def _count(pixels: Pixels) -> int:
    """Count the pixels; the channels of a pixel count once."""
    return pixels.shape[0] * pixels.shape[1]


def _flat(pixels: Pixels) -> Pixels:
    """Pixels in one row, (n,) or (n, 3)."""
    return pixels.reshape(_count(pixels), *pixels.shape[2:])


def _line_orders(
    pixels: Pixels, level: int, key: str
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Orders of rows and of columns; an incomplete last strip stays where it is."""
    rng = generator(key, "row-column")
    strip = STRIPS[level - 1]
    orders = []
    for length in pixels.shape[:2]:
        lines = np.arange(length)
        whole = length // strip * strip
        strips = lines[:whole].reshape(-1, strip)
        orders.append(np.r_[rng.permutation(strips).ravel(), lines[whole:]])
    return orders[0], orders[1]


def _left_as_is(height: int, width: int, level: int, /) -> str:
    """Say which lines do not fill a strip."""
    strip = STRIPS[level - 1]
    rows, columns = height % strip, width % strip
    if not rows and not columns:
        return ""
    return (
        f"the last {columns} columns and the last {rows} rows move only along "
        f"themselves: {width} × {height} is not a multiple of {strip}"
    )


PIXEL_PERMUTATION = Scheme(
    key="pixel-permutation",
    label="Pixel permutation",
    family="demonstration",
    does="All pixels of the picture are put in one secret order.",
    notice="Nothing is left to recognise, yet the histogram is still the plain one.",
    level_meaning="one level only",
    level_labels=("whole picture",),
    provenance="restated",
    citation=(
        "Y. Matias, A. Shamir, A video scrambling technique based on space filling "
        "curves, CRYPTO '87, 398-417, doi:10.1007/3-540-48184-2_35 (the family of "
        "schemes; the order here is a uniform random one)"
    ),
    cipher=permute_pixels,
    inverse=unpermute_pixels,
)

ROW_COLUMN = Scheme(
    key="row-column",
    label="Row and column permutation",
    family="demonstration",
    does="Strips of rows and then strips of columns are put in secret orders.",
    notice="Lines stay lines: what was bright together in a row still is.",
    level_meaning="width of the strips",
    level_labels=tuple(f"strips of {s} px" for s in STRIPS),
    provenance="restated",
    citation=(
        "Y. Matias, A. Shamir, A video scrambling technique based on space filling "
        "curves, CRYPTO '87, 398-417, doi:10.1007/3-540-48184-2_35 (names it as the "
        "simple method to improve on)"
    ),
    cipher=permute_lines,
    inverse=unpermute_lines,
    left_as_is=_left_as_is,
)
