"""Appearance recognizability sim_A of every pair of blocks, Eq. 2.

Blocks are low-passed, since the eye is most sensitive to low frequencies, and then
compared pixel by pixel.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numba import boolean, float32, types, void
from numpy.typing import NDArray
from scipy import fft

from core.compiled import njit

Float32: TypeAlias = NDArray[np.float32]

FAST_GAMMAS = range(1, 11)
"""Exponents with a compiled kernel of their own; any other takes a few times longer."""

_LANES = 32  # blocks are padded to a multiple of it, so that vector registers are full
_ROWS = 4  # plain blocks that the kernel compares together
_TILE = 4096  # pixels of these blocks that stay in the cache
PADDING = {"plain": -0.5, "encrypted": 0.5}
"""Values of padding: they differ by 1, so that padding adds nothing to Eq. 2."""

_STRIP = 2**16  # pairs whose likeness stays in the cache together
_ROUNDING = 1e-6  # sim_A of black against white, rounded in float32, is less
_BLOCKS = types.Array(float32, 2, "C", readonly=True)  # as a cache shares them
_MATMUL_SIDE = 128  # up to this block side two matrix products beat a fast transform


@lru_cache(maxsize=8)
def zigzag_rank(side: int) -> NDArray[np.int64]:
    """Zigzag rank r of every DCT coefficient of a block, in JPEG order.

    Parameters
    ----------
    side : int
        l.

    Returns
    -------
    NDArray
        (l, l), each of 0 (DC) ... l² - 1 once; read-only.

    Notes
    -----
    Reading: (bandwidth) r is the rank of a coefficient, not the index of its diagonal;
    with that index the filter would do almost nothing.

    Examples
    --------
    >>> zigzag_rank(3).tolist()
    [[0, 1, 5], [2, 4, 6], [3, 7, 8]]
    """
    row, column = np.ogrid[:side, :side]
    diagonal = row + column
    along = np.where(diagonal % 2, row, column)  # odd diagonals run down, even ones up
    upper = diagonal * (diagonal + 1) // 2 + along
    left = 2 * side - 1 - diagonal  # diagonals from this one to the last
    lower = side**2 - left * (left + 1) // 2 + along - (diagonal - side + 1)
    rank = np.where(diagonal < side, upper, lower)
    rank.flags.writeable = False
    return rank


def low_pass_filter(side: int, bandwidth: float) -> NDArray[np.float64]:
    """Weight exp(-r/σ) of every DCT coefficient, (l, l), in (0, 1]; Section 2, step 2.

    Parameters
    ----------
    side : int
        l.
    bandwidth : float
        σ, in zigzag ranks.
    """
    return np.exp(-zigzag_rank(side) / bandwidth)


@lru_cache(maxsize=32)
def _dct_matrix(side: int) -> Float32:
    """Orthonormal DCT-II as a matrix: D x transforms a column x."""
    matrix = np.asarray(fft.dct(np.eye(side), axis=0, norm="ortho"), np.float32)
    matrix.flags.writeable = False
    return matrix


def block_dct(blocks: NDArray[Any]) -> Float32:
    """Orthonormal 2-D DCT-II of every block; Section 2, step 1.

    Parameters
    ----------
    blocks : NDArray
        (M N, l, l), any unit.

    Returns
    -------
    NDArray
        (M N, l, l) float32, in the same unit.

    Notes
    -----
    Reading: (dct) the DCT is orthonormal, type II, of each block by itself.
    """
    blocks = blocks.astype(np.float32, copy=False)
    side = blocks.shape[-1]
    if side > _MATMUL_SIDE:
        return np.asarray(fft.dctn(blocks, axes=(1, 2), norm="ortho"))
    matrix = _dct_matrix(side)
    return np.matmul(matrix, _times(blocks, matrix.T))


def _times(blocks: Float32, matrix: Float32) -> Float32:
    """Every block times one matrix, as a single product."""
    return (blocks.reshape(-1, blocks.shape[-1]) @ matrix).reshape(blocks.shape)


def low_passed(coefficients: Float32, bandwidth: float, *, padding: float) -> Float32:
    """Low-passed blocks; Section 2, steps 2 and 3.

    Parameters
    ----------
    coefficients : NDArray
        (M N, l, l), from `block_dct`.
    bandwidth : float
        σ = βl.
    padding : float
        Value of the padding, of `PADDING`.

    Returns
    -------
    NDArray
        (M N, K) float32: the pixels of a block row by row, then padding up to K, the
        next multiple of 32. `pixels_of` gives the blocks themselves. Low-passing rings:
        near strong edges values lie a little outside the range of the image.
    """
    count, side, _ = coefficients.shape
    weighted = coefficients * low_pass_filter(side, bandwidth).astype(np.float32)
    length = -(-(side * side) // _LANES) * _LANES
    padded = np.empty((count, length), np.float32)
    padded[:, side * side :] = padding
    pixels = pixels_of(padded, side)
    if side > _MATMUL_SIDE:
        pixels[:] = np.asarray(fft.idctn(weighted, axes=(1, 2), norm="ortho"))
    else:
        matrix = _dct_matrix(side)
        np.matmul(matrix.T, _times(weighted, matrix), out=pixels)
    return padded


def pixels_of(padded: Float32, side: int) -> Float32:
    """Blocks (M N, l, l) behind the padded rows of `low_passed`; a view."""
    return padded[:, : side * side].reshape(-1, side, side)


def appearance_similarity(
    plain: Float32, encrypted: Float32, side: int, gamma: float
) -> Float32:
    """Appearance recognizability sim_A of every pair of blocks, Eq. 2.

    Parameters
    ----------
    plain, encrypted : NDArray
        (M N, K) float32, from `low_passed`, 1 is white: the division by 255 of Eq. 2 is
        done beforehand.
    side : int
        l.
    gamma : float
        Exponent γ, at least 1. Whole exponents up to 10 are the fast path.

    Returns
    -------
    NDArray
        (M N, M N) float32, in [0, 1]: plain block by encrypted block.

    Notes
    -----
    Reading: (clamp) 1 - |d|/255 is clamped at 0, since low-passed blocks ring past
    0..255.
    """
    count = len(plain)
    if gamma in FAST_GAMMAS:
        if count < _ROWS:
            plain = np.resize(plain, (_ROWS, plain.shape[1]))
        mean = np.empty((len(plain), len(encrypted)), np.float32)
        far = _may_clamp(pixels_of(plain, side), pixels_of(encrypted, side))
        pair_kernel(int(gamma))(plain, encrypted, far, mean)
        similarity, root, area = mean[:count], np.float32(1 / gamma), side * side
        few = max(1, _STRIP // len(encrypted))  # rows that stay in the cache
        for start in range(0, count, few):
            some = similarity[start : start + few]
            some /= np.float32(area)
            _bounded(np.power(some, root, out=some))
        return similarity
    area = side * side
    return _bounded(_of_any_gamma(plain[:, :area], encrypted[:, :area], gamma))


def _bounded(similarity: Float32) -> Float32:
    """Set what is 0 or 1 but for rounding to that, in place; most tables have none."""
    if similarity.min() < _ROUNDING:
        similarity[similarity < _ROUNDING] = 0
    return np.minimum(similarity, 1, out=similarity)


def _may_clamp(plain: Float32, encrypted: Float32) -> NDArray[np.bool_]:
    """Pairs of blocks (n, m) that may hold pixels which differ by more than 1."""
    plain_low, plain_high = plain.min(axis=(1, 2)), plain.max(axis=(1, 2))
    low, high = encrypted.min(axis=(1, 2)), encrypted.max(axis=(1, 2))
    one = np.float32(1)
    far = np.greater.outer(plain_high - one, low)
    return np.logical_or(far, np.less.outer(plain_low + one, high), out=far)


@lru_cache(maxsize=len(FAST_GAMMAS))
def pair_kernel(gamma: int) -> Callable[..., None]:
    """Compiled sum over the pixels in Eq. 2 for every pair of blocks.

    The exponent is a constant of the compiled code, which turns the power into a few
    multiplications. Compiled once per machine, then read from disk.

    Parameters
    ----------
    gamma : int
        Exponent, at least 1.

    Returns
    -------
    callable
        (plain (n, K), encrypted (m, K), far (n, m) bool, sums (n, m)) -> None, n at
        least 4; writes the sums. Clamping at 0 costs a fifth of the time, so only pairs
        marked in `far` are clamped: the pixels of all others differ by at most 1.
    """

    @njit(
        void(_BLOCKS, _BLOCKS, boolean[:, ::1], float32[:, ::1]),
        nogil=True,
        fastmath=True,
        cache=True,
    )
    def write_pair_sums(
        plain: Float32, encrypted: Float32, far: NDArray[np.bool_], sums: Float32
    ) -> None:
        zero, one = np.float32(0), np.float32(1)
        count, length = plain.shape
        for group in range(0, count, _ROWS):
            i = min(group, count - _ROWS)  # the last group overlaps the one before
            sums[i : i + _ROWS] = zero
            for start in range(0, length, _TILE):
                stop = min(length, start + _TILE)
                a0, a1 = plain[i, start:stop], plain[i + 1, start:stop]
                a2, a3 = plain[i + 2, start:stop], plain[i + 3, start:stop]
                for j in range(encrypted.shape[0]):
                    b = encrypted[j, start:stop]
                    clamp = far[i, j] or far[i + 1, j] or far[i + 2, j] or far[i + 3, j]
                    sum0 = sum1 = sum2 = sum3 = zero
                    for k in range(b.size):
                        x0, x1 = one - abs(a0[k] - b[k]), one - abs(a1[k] - b[k])
                        x2, x3 = one - abs(a2[k] - b[k]), one - abs(a3[k] - b[k])
                        if clamp:  # the same for the whole loop: compiled as two
                            x0, x1 = max(x0, zero), max(x1, zero)
                            x2, x3 = max(x2, zero), max(x3, zero)
                        power0, power1, power2, power3 = x0, x1, x2, x3
                        for _ in range(gamma - 1):
                            power0 *= x0
                            power1 *= x1
                            power2 *= x2
                            power3 *= x3
                        sum0 += power0
                        sum1 += power1
                        sum2 += power2
                        sum3 += power3
                    sums[i, j] += sum0
                    sums[i + 1, j] += sum1
                    sums[i + 2, j] += sum2
                    sums[i + 3, j] += sum3

    return write_pair_sums


def _of_any_gamma(plain: Float32, encrypted: Float32, gamma: float) -> Float32:
    """Eq. 2 for every pair and any exponent, without a compiled kernel."""
    similarity = np.empty((plain.shape[0], encrypted.shape[0]), np.float32)
    # So few encrypted blocks at a time that their terms stay in the cache.
    step = max(1, 65_536 // plain.shape[1])
    for row, block in enumerate(plain):
        for start in range(0, encrypted.shape[0], step):
            terms = np.abs(encrypted[start : start + step] - block)
            np.subtract(1, terms, out=terms)
            np.maximum(terms, 0, out=terms)
            # Relative to the largest, so that a high power does not vanish.
            peak = terms.max(axis=1)
            terms /= np.maximum(peak, np.float32(1e-30))[:, np.newaxis]
            terms **= np.float32(gamma)
            mean = terms.mean(axis=1)
            similarity[row, start : start + step] = peak * mean ** np.float32(1 / gamma)
    return similarity
