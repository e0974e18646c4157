"""Blocks as waves, and four octaves of these, step 2."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from core.compiled import njit

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]

OCTAVES = ("finest", "fine", "medium", "coarse")
"""Octaves by name: waves of at most 4 pixels, 4 to 8, 8 to 16, and 16 to 32."""

COUNT = len(OCTAVES)


@lru_cache(maxsize=8)
def basis(side: int) -> Float32:
    """Orthonormal DCT-II of l samples as a matrix (l, l), frequency by sample."""
    matrix: Any = fft.dct(np.eye(side), axis=0, norm="ortho")
    matrix = matrix.astype(np.float32)
    matrix.flags.writeable = False
    return matrix


@lru_cache(maxsize=8)
def starts(side: int) -> NDArray[np.int64]:
    """Columns (l, 5) at which the octaves begin in every row of coefficients.

    Row r holds the octaves one after the other: the coarsest from the first entry to
    the second, and so on, the finest up to l. The coefficients before the first entry,
    DC among them, are coarser than all four and not used.

    Notes
    -----
    Octave 1, the finest: 4 (r² + c²) ≥ l². Octave k: l² ≤ 4^k (r² + c²) and
    4^(k-1) (r² + c²) < l². Whole numbers, so that nothing is rounded at the edges.
    """
    square = np.arange(side) ** 2
    radius = np.add.outer(square, square)
    first = [
        (4**octave * radius < side * side).sum(axis=1) for octave in range(COUNT, 0, -1)
    ]
    table = np.stack([*first, np.full(side, side)], axis=1).astype(np.int64)
    table.flags.writeable = False
    return table


def sizes(side: int) -> Float64:
    """Coefficients n_k in every octave, (4,), finest first."""
    return np.diff(starts(side), axis=1).sum(axis=0)[::-1].astype(np.float64)


def coefficients(blocks: Float64) -> Float32:
    """DCT of every block (n, l, l), without its mean; float32.

    The mean is taken off before the transform, since what float32 leaves of it would
    look like texture. The octaves do not use it.
    """
    level = blocks.mean(axis=(1, 2), keepdims=True)
    matrix = basis(blocks.shape[-1])
    return matrix @ (blocks - level).astype(np.float32) @ matrix.T


def energies(waves: Float32) -> Float64:
    """A, the sum of the squared coefficients of every octave, (n, 4), finest first.

    Made by `products` from each block and itself, so that a copy has the very same.
    """
    return own_products(waves, waves)[1]


def own_products(plain: Float32, encrypted: Float32) -> tuple[Float64, Float64]:
    """X and Q, (n, 4) each, of every plain block and what stands in its place."""
    cross, energy = np.empty((2, len(plain), COUNT))
    runs = starts(plain.shape[-1])
    for block in range(len(plain)):
        one = slice(block, block + 1)
        products(plain[block], encrypted[one], runs, cross[one], energy[one])
    return cross, energy


@njit(nogil=True, fastmath={"reassoc", "contract"}, cache=True)
def products(
    plain: Float32,
    windows: Float32,
    starts: NDArray[np.int64],
    cross: Float64,
    energy: Float64,
) -> None:
    """X = Σ p e into `cross` and Q = Σ e² into `energy` for some windows of one block.

    Parameters
    ----------
    plain : NDArray
        (l, l), p.
    windows : NDArray
        (m, l, l), e.
    starts : NDArray
        (l, 5), from `starts`.
    cross, energy : NDArray
        (m, 4), finest octave first. Sums are float64, since Q - gX cancels.
    """
    cross[:] = 0.0
    energy[:] = 0.0
    for window in range(len(windows)):
        for row in range(len(starts)):
            for run in range(COUNT):
                x = 0.0
                q = 0.0
                for column in range(starts[row, run], starts[row, run + 1]):
                    p = np.float64(plain[row, column])
                    e = np.float64(windows[window, row, column])
                    x += p * e
                    q += e * e
                cross[window, COUNT - 1 - run] += x
                energy[window, COUNT - 1 - run] += q


def products_by_numpy(plain: Float32, windows: Float32) -> tuple[Float64, Float64]:
    """Return what `products` writes, (m, 4) each, in NumPy alone."""
    runs = starts(plain.shape[-1])
    column = np.arange(plain.shape[-1])
    p, e = plain.astype(np.float64), windows.astype(np.float64)
    cross, energy = np.empty((2, len(windows), COUNT))
    for octave in range(COUNT):
        first, last = runs[:, COUNT - 1 - octave, None], runs[:, COUNT - octave, None]
        inside = (first <= column) & (column < last)
        cross[:, octave] = (p * e)[:, inside].sum(axis=1)
        energy[:, octave] = (e * e)[:, inside].sum(axis=1)
    return cross, energy
