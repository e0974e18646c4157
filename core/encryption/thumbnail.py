"""Thumbnail-preserving encryption: pixels only change places inside blocks.

Wright, Feng and Liu, IH&MMSec 2015.
"""

import math

import numpy as np
from numpy.typing import NDArray

from core.encryption.base import Pixels, Scheme
from core.encryption.grid import Outside, cut, lay
from core.encryption.keys import generator

SIDES = (64, 32, 16, 8, 4)
"""Side of the blocks by level: one block is one pixel of the thumbnail."""


def shuffle_inside(pixels: Pixels, level: int, key: str) -> Pixels:
    """Shuffle the pixels inside each block: a thumbnail of block means stays exact."""
    inside, order = _insides(pixels, level, key)
    shuffled = np.take_along_axis(inside, order, axis=1)
    return _lay_insides(shuffled, pixels, level)


def unshuffle_inside(pixels: Pixels, level: int, key: str) -> Pixels:
    """Undo `shuffle_inside`."""
    inside, order = _insides(pixels, level, key)
    restored = np.empty_like(inside)
    np.put_along_axis(restored, order, inside, axis=1)
    return _lay_insides(restored, pixels, level)


def _insides(pixels: Pixels, level: int, key: str) -> tuple[Pixels, NDArray[np.intp]]:
    """Pixels of each block in one row, (n, side², C), and an order for each block."""
    side = SIDES[level - 1]
    blocks = cut(pixels, side)
    inside = blocks.reshape(len(blocks), side * side, math.prod(pixels.shape[2:]))
    order = generator(key, "thumbnail").random(inside.shape[:2]).argsort(axis=1)
    return inside, order[..., None]


def _lay_insides(inside: Pixels, pixels: Pixels, level: int) -> Pixels:
    """Lay the rows of `_insides` back as blocks."""
    side = SIDES[level - 1]
    return lay(inside.reshape(-1, side, side, *pixels.shape[2:]), pixels)


THUMBNAIL = Scheme(
    key="thumbnail",
    label="Thumbnail-preserving",
    family="demonstration",
    does="The pixels of each block are shuffled, so that block means stay exact.",
    notice="Step back or blur: the thumbnail is there on purpose, the detail is not.",
    level_meaning="side of the blocks that pixels stay in",
    level_labels=tuple(f"block side {s}" for s in SIDES),
    provenance="restated",
    citation=(
        "C. V. Wright, W.-C. Feng, F. Liu, Thumbnail-preserving encryption for JPEG, "
        "ACM IH&MMSec 2015, 141-146 (the permutation variant, on pixels)"
    ),
    cipher=shuffle_inside,
    inverse=unshuffle_inside,
    left_as_is=Outside(SIDES),
)
