"""The best of nine windows around a place, to the pixel, step 5."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.image import Luma
from core.information.bits import held_bits
from core.information.octaves import COUNT, basis, products, sizes, starts
from core.information.search import Places

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]

LEVEL = 128.0
"""Grey level that is taken off before float32. No octave uses the mean."""

_AT_A_TIME = 16  # blocks whose rows are transformed together: they fit the cache


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Windows:
    """The window of an image that was kept for each of some blocks.

    Attributes
    ----------
    corner : NDArray
        (n, 2), top-left pixel, y and x.
    held : NDArray
        (n, 4), I, bits a coefficient, finest octave first.
    total : NDArray
        (n,), T, bits.
    """

    corner: Places
    held: Float64
    total: Float64


def prepared(image: Luma) -> Float32:
    """E' in float32, with two rows and columns of room for windows at the edge."""
    return np.pad((image - LEVEL).astype(np.float32), ((0, 2), (0, 2)))


def refined(
    image: Float32,
    waves: Float32,
    energy: Float64,
    around: Places,
    *,
    negative: bool = False,
) -> Windows:
    """Keep the best of the nine windows around each place.

    Parameters
    ----------
    image : NDArray
        (H' + 2, W' + 2) float32, from `prepared`.
    waves, energy : NDArray
        (n, l, l) and (n, 4), coefficients of the plain blocks and their A.
    around : NDArray
        (n, 2), (y0, x0), pixels; each window is moved inside the image.
    negative : bool
        Compare with the negative of the image: -X for X.

    Notes
    -----
    The windows of one block share rows and columns: the rows are transformed three
    times, once for each column that windows begin at, and not nine times.
    """
    side = waves.shape[-1]
    matrix, runs, size = basis(side), starts(side), sizes(side)
    last = np.array(image.shape) - 2 - side
    steps = np.array([-1, 0, 1])
    # (n, 3): where the windows begin; at an edge some begin at one place.
    tops, lefts = (
        np.clip(around[:, axis, None] + steps, 0, last[axis]) for axis in (0, 1)
    )
    bands = np.lib.stride_tricks.sliding_window_view(image, (side + 2, side))
    cross, other = np.empty((2, len(waves), 9, COUNT))
    windows = np.empty((3, 3, side, side), np.float32)
    nine = windows.reshape(9, side, side)
    for first in range(0, len(waves), _AT_A_TIME):
        some = slice(first, first + _AT_A_TIME)
        pixels = bands[tops[some, :1], lefts[some]]
        strips = (pixels.reshape(-1, side) @ matrix.T).reshape(pixels.shape)
        for block, (strip, top) in enumerate(
            zip(strips, tops[some], strict=True), first
        ):
            for row, y in enumerate(top - top[0]):
                np.matmul(matrix, strip[:, y : y + side], out=windows[row])
            products(waves[block], nine, runs, cross[block], other[block])
    if negative:
        np.negative(cross, out=cross)
    held = held_bits(energy[:, None], cross, other, size)
    total = (held * size).sum(axis=-1)
    best = total.argmax(axis=1)  # the first of equal ones
    every = np.arange(len(waves))
    corner = np.stack([tops[every, best // 3], lefts[every, best % 3]], axis=1)
    return Windows(
        corner=corner.astype(np.int64),
        held=held[every, best],
        total=total[every, best],
    )
