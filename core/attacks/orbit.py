"""A key stream from a logistic map, undone by what follows what in its orbits."""

from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, median_filter

from core.attacks.base import Attack, Declined, Found
from core.attacks.neighbours import neighbour_correlations
from core.attacks.planes import random_planes
from core.compiled import njit
from core.image import Luma, grey_levels

RATE = 3.999
"""r of x' = r x (1 - x). Any near the chaotic end does: the cipher's need not be known,
and at 4 an orbit may fall on 0 and stay there."""

GAIN = 0.1
"""Likelihood above that of the same bytes in random order from which on they fit."""

LEAST_RANDOM = 7
"""Bit planes that look random at least.

Reading: where much of the picture is flat, the map itself shows in one of the eight.
"""

UNLIKE = 0.2
"""Correlation of neighbours from which on a picture is no such cipher."""

_TILE = 16
_ORBITS, _STEPS, _SETTLING = 1_000, 4_000, 64
_BLUR = 1.5  # pixels
_MEDIAN = 5

Bytes: TypeAlias = NDArray[np.uint8]
Float32: TypeAlias = NDArray[np.float32]


@lru_cache(maxsize=1)
def log_likelihood() -> Float32:
    """Logarithm of how often one byte of an orbit follows another.

    Returns
    -------
    NDArray
        (256, 256) float32, byte by next byte; read-only.
    """
    x = np.random.default_rng(0).uniform(0.1, 0.9, _ORBITS)
    for _ in range(_SETTLING):
        x = RATE * x * (1 - x)
    counts = np.zeros(65_536)
    level = (256 * x).astype(np.int64)
    for _ in range(_STEPS):
        x = RATE * x * (1 - x)
        following = (256 * x).astype(np.int64)
        counts += np.bincount(256 * level + following, minlength=65_536)
        level = following
    joint = gaussian_filter((counts / counts.sum()).reshape(256, 256), 0.7)
    table = np.log(joint + 1e-6).astype(np.float32)
    table.flags.writeable = False
    return table


@njit(nogil=True, cache=True)
def _fit_of_tiles(levels: Bytes, table: Float32) -> NDArray[np.float64]:
    """Largest mean likelihood of each whole tile over all plain levels, one by one."""
    rows, columns = levels.shape[0] // 16, levels.shape[1] // 16
    best = np.full(rows * columns, -np.inf)
    for tile in range(rows * columns):
        top, left = tile // columns * 16, tile % columns * 16
        for plain in range(256):
            total = 0.0
            for y in range(top, top + 16):
                for x in range(left, left + 16):
                    column = min(x, levels.shape[1] - 2)
                    total += table[levels[y, column] ^ plain][
                        levels[y, column + 1] ^ plain
                    ]
            best[tile] = max(best[tile], total / 256)
    return best


@njit(nogil=True, cache=True)
def _most_likely(levels: Bytes, table: Float32, taps: Float32) -> Bytes:
    """Plain level of the largest smoothed likelihood at every pixel."""
    height, width = levels.shape
    reach = taps.size // 2
    best = np.full((height, width), np.float32(-np.inf))
    found = np.zeros((height, width), np.uint8)
    likely = np.empty((height + 2 * reach, width), np.float32)
    blurred = np.empty(width + 2 * reach, np.float32)
    smooth = np.empty(width, np.float32)
    for plain in range(256):
        for y in range(height):
            row = likely[y + reach]
            for x in range(width - 1):
                row[x] = table[levels[y, x] ^ plain, levels[y, x + 1] ^ plain]
            row[width - 1] = row[width - 2]
        for k in range(reach):  # mirrored with the border pixel
            likely[reach - 1 - k] = likely[reach + k]
            likely[height + reach + k] = likely[height + reach - 1 - k]
        for y in range(height):
            inner = blurred[reach : reach + width]
            for x in range(width):
                inner[x] = taps[reach] * likely[y + reach, x]
            for k in range(1, reach + 1):
                above, below = likely[y + reach - k], likely[y + reach + k]
                tap = taps[reach + k]
                for x in range(width):
                    inner[x] += tap * (above[x] + below[x])
            for k in range(reach):
                blurred[reach - 1 - k] = blurred[reach + k]
                blurred[width + reach + k] = blurred[width + reach - 1 - k]
            for x in range(width):
                smooth[x] = taps[reach] * blurred[x + reach]
            for k in range(1, reach + 1):
                tap = taps[reach + k]
                for x in range(width):
                    smooth[x] += tap * (blurred[x + reach - k] + blurred[x + reach + k])
            for x in range(width):
                if smooth[x] > best[y, x]:
                    best[y, x] = smooth[x]
                    found[y, x] = plain
    return found


def gain(levels: Bytes) -> float:
    """How much better than in random order the bytes fit an orbit, tile by tile."""
    table = log_likelihood()
    shuffled = np.random.default_rng(0).permutation(levels.ravel())
    own, chance = (
        float(np.median(_fit_of_tiles(pixels, table)))
        for pixels in (levels, shuffled.reshape(levels.shape))
    )
    return own - chance


def _look(luma: Luma) -> Found | Declined:
    """Look for noise that follows the orbits of the map."""
    levels = grey_levels(luma)
    if len(random_planes(levels)) < LEAST_RANDOM:
        return Declined("not all bit planes look random")
    if max(map(abs, neighbour_correlations(luma))) >= UNLIKE:
        return Declined("neighbouring pixels are alike")
    fit = gain(levels)
    if fit <= GAIN:
        return Declined(
            f"the bytes do not follow a logistic map: likelihood gain {fit:.3f}"
        )
    return Found.of(gain=round(fit, 3))


def _apply(luma: Luma, found: Found) -> Luma:
    """Take the most likely plain level at every pixel."""
    del found
    reach = int(3 * _BLUR + 0.5)
    taps = np.exp(-0.5 * (np.arange(-reach, reach + 1) / _BLUR) ** 2)
    taps = (taps / taps.sum()).astype(np.float32)
    plain = _most_likely(grey_levels(luma), log_likelihood(), taps)
    return median_filter(plain, _MEDIAN).astype(np.float64)


def _say(found: Found) -> str:
    """Say how well the bytes fit."""
    return (
        "The bytes follow the orbits of a logistic map: likelihood gain "
        f"{found['gain']:.2f}."
    )


ORBIT_LIKELIHOOD = Attack(
    key="orbit-likelihood",
    label="Likelihood of chaotic orbits",
    does=(
        "Which byte follows which in the map's orbits is known: at every pixel the "
        "plain level is taken that makes its surroundings most likely."
    ),
    knows="The map, but neither its start nor its exact constant.",
    slow=True,
    draws=1,
    of_bytes=True,
    provenance="restated",
    citation=(
        "D. Arroyo, G. Alvarez, V. Fernandez, On the inadequacy of the logistic map "
        "for cryptographic applications, arXiv:0805.4355 (2008); Y. Liu, H. Fan, E. "
        "Xie, G. Cheng, C. Li, Deciphering an image cipher based on mixed transformed "
        "logistic maps, arXiv:1404.3600 (the weakness; the local likelihood is ours)"
    ),
    look=_look,
    make=_apply,
    say=_say,
)
