"""Mosaic and blur: no encryption, but what people take for it. They leak the most."""

import numpy as np
from scipy.ndimage import gaussian_filter

from core.encryption.base import Pixels, Scheme, per_plane

MOSAIC_SIDES = (64, 32, 16, 8, 4)
"""Block side in pixels by level."""

SIGMAS = (32, 16, 8, 4, 2)
"""Standard deviation of the Gaussian in pixels by level."""


def mosaic(pixels: Pixels, level: int, key: str) -> Pixels:
    """Replace every block by its mean.

    Reading: what is left at the right and the bottom is a block too, so that
    no strip stays plain.
    """
    del key
    side = MOSAIC_SIDES[level - 1]
    height, width = pixels.shape[:2]
    tops, lefts = np.arange(0, height, side), np.arange(0, width, side)
    heights = np.minimum(side, height - tops)
    widths = np.minimum(side, width - lefts)

    def plane(levels: Pixels, number: int) -> Pixels:
        del number
        sums = np.add.reduceat(levels.astype(np.float64), tops, axis=0)
        means = np.add.reduceat(sums, lefts, axis=1) / np.outer(heights, widths)
        tiles = np.rint(means).astype(np.uint8)
        return tiles.repeat(heights, axis=0).repeat(widths, axis=1)

    return per_plane(plane, pixels)


def blur(pixels: Pixels, level: int, key: str) -> Pixels:
    """Gaussian blur, mirrored at the border."""
    del key
    sigma = SIGMAS[level - 1]

    def plane(levels: Pixels, number: int) -> Pixels:
        del number
        blurred = gaussian_filter(levels.astype(np.float32), sigma, truncate=3)
        return np.rint(blurred).clip(0, 255).astype(np.uint8)

    return per_plane(plane, pixels)


MOSAIC = Scheme(
    key="mosaic",
    label="Mosaic",
    family="demonstration",
    does="Every block is replaced by its mean.",
    notice="Squint: the edges of the blocks hide what the means still say.",
    level_meaning="side of the blocks",
    level_labels=tuple(f"block side {s}" for s in MOSAIC_SIDES),
    provenance="published definition",
    citation="common practice; no encryption, a baseline with high leakage",
    cipher=mosaic,
    keyed=False,
)

BLUR = Scheme(
    key="blur",
    label="Gaussian blur",
    family="demonstration",
    does="The picture is convolved with a Gaussian.",
    notice="Large shapes and their places survive every sigma.",
    level_meaning="standard deviation of the Gaussian",
    level_labels=tuple(f"sigma {s} px" for s in SIGMAS),
    provenance="published definition",
    citation="common practice; no encryption, a baseline with high leakage",
    cipher=blur,
    keyed=False,
)
