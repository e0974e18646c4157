"""Encryption-then-compression (EtC) block scrambling.

Chuman, Sirichotedumrong and Kiya, IEEE TIFS 14 (2019), arXiv:1811.00236.
"""

from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from core.encryption.base import Pixels, Scheme
from core.encryption.grid import Outside, cut, lay
from core.encryption.keys import generator
from core.turns import TURNS, UNDONE_BY, turned

SIDES = (8, 16, 32, 64)
"""Block side by level. The authors take 8 for grey and 16 for colour images."""

COLOUR_ORDERS = np.array(list(permutations(range(3))))
"""The six orders of three channels."""


@dataclass(frozen=True, eq=False, slots=True)
class _Draw:
    """What the key decides for each block."""

    order: NDArray[np.intp]  # (n,) block laid at each place
    turn: NDArray[np.int64]  # (n,) 0..7
    negative: NDArray[np.bool_]  # (n,)
    colours: NDArray[np.int64]  # (n, 3) source of each channel


def scramble(pixels: Pixels, level: int, key: str) -> Pixels:
    """Permute blocks, turn and flip them, invert some, and shuffle colours."""
    blocks = cut(pixels, SIDES[level - 1])
    draw = _draw(len(blocks), key)
    moved = _turned(blocks[draw.order], draw.turn)
    moved[draw.negative] = 255 - moved[draw.negative]
    if pixels.ndim == 3:
        moved = np.take_along_axis(moved, draw.colours[:, None, None], axis=3)
    return lay(moved, pixels)


def unscramble(pixels: Pixels, level: int, key: str) -> Pixels:
    """Undo `scramble`."""
    moved = cut(pixels, SIDES[level - 1])
    draw = _draw(len(moved), key)
    if pixels.ndim == 3:
        back = np.argsort(draw.colours, axis=1)
        moved = np.take_along_axis(moved, back[:, None, None], axis=3)
    moved[draw.negative] = 255 - moved[draw.negative]
    blocks = np.empty_like(moved)
    blocks[draw.order] = _turned(moved, np.take(UNDONE_BY, draw.turn))
    return lay(blocks, pixels)


def _draw(count: int, key: str) -> _Draw:
    """Draw the decisions for `count` blocks."""
    rng = generator(key, "etc")
    return _Draw(
        order=rng.permutation(count),
        turn=rng.integers(0, 8, count),
        negative=rng.random(count) < 0.5,
        colours=COLOUR_ORDERS[rng.integers(0, 6, count)],
    )


def _turned(blocks: Pixels, turns: NDArray[np.int64]) -> Pixels:
    """Turn or flip each block its own way."""
    moved = np.empty_like(blocks)
    for number in range(len(TURNS)):
        chosen = turns == number
        moved[chosen] = turned(blocks[chosen], number, axes=(1, 2))
    return moved


ETC = Scheme(
    key="etc",
    label="EtC block scrambling",
    family="demonstration",
    does=(
        "Blocks are permuted, turned and flipped, half of them made negative, and the "
        "colours of each are shuffled."
    ),
    notice="Compare with a mere shuffle: texture is still there, but not its sign.",
    level_meaning="side of the blocks",
    level_labels=tuple(f"block side {s}" for s in SIDES),
    provenance="published definition",
    citation=(
        "T. Chuman, W. Sirichotedumrong, H. Kiya, Encryption-then-compression systems "
        "using grayscale-based image encryption for JPEG images, IEEE TIFS 14 (2019), "
        "1515-1525, doi:10.1109/TIFS.2018.2881677"
    ),
    cipher=scramble,
    inverse=unscramble,
    left_as_is=Outside(SIDES),
)
