"""Arnold's cat map, the textbook permutation that comes back."""

import numpy as np

from core.encryption.base import Pixels, Scheme

ROUNDS = (12, 6, 4, 3, 2, 1)
"""Rounds by level."""


def cat_map(pixels: Pixels, rounds: int) -> Pixels:
    """Arnold's cat map: each round moves (x, y) to (x + y, x + 2y) modulo the sides.

    Parameters
    ----------
    pixels : NDArray
        (H, W) or (H, W, 3).
    rounds : int
        Number of rounds; negative ones undo as many. Some number of rounds shows the
        picture again: 24 for 32 × 32, 384 for 512 × 512.

    Notes
    -----
    Reading: the map is defined on squares. As two shears, x' = x + y mod W and then
    y' = y + x' mod H, it permutes the pixels of any rectangle.
    """
    height, width = pixels.shape[:2]
    y, x = np.mgrid[:height, :width]
    for _ in range(rounds):
        x = (x + y) % width
        y = (y + x) % height
    moved = np.empty_like(pixels)
    if rounds >= 0:
        moved[y, x] = pixels
        return moved
    for _ in range(-rounds):
        x = (x + y) % width
        y = (y + x) % height
    return pixels[y, x]


def cat(pixels: Pixels, level: int, key: str) -> Pixels:
    """Apply the rounds of a level; the map has no key."""
    del key
    return cat_map(pixels, ROUNDS[level - 1])


def uncat(pixels: Pixels, level: int, key: str) -> Pixels:
    """Undo `cat`."""
    del key
    return cat_map(pixels, -ROUNDS[level - 1])


CAT_MAP = Scheme(
    key="cat-map",
    label="Arnold cat map",
    family="demonstration",
    does="Every round moves the pixel (x, y) to (x + y, x + 2y) modulo the sides.",
    notice=(
        "Few rounds only shear the picture, and it has no key: 384 rounds bring a "
        "512 × 512 picture back."
    ),
    level_meaning="number of rounds",
    level_labels=tuple(f"{r} round{'s' if r > 1 else ''}" for r in ROUNDS),
    provenance="published definition",
    citation=(
        "V. I. Arnold, A. Avez, Ergodic Problems of Classical Mechanics, 1968; in "
        "image encryption since J. Fridrich, Symmetric ciphers based on "
        "two-dimensional chaotic maps, Int. J. Bifurcation and Chaos 8 (1998), "
        "1259-1284, "
        "doi:10.1142/S021812749800098X"
    ),
    cipher=cat,
    inverse=uncat,
    keyed=False,
)
