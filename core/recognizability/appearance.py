"""Appearance recognizability sim_A of every pair of blocks, Eq. 2.

Blocks are low-passed, since the eye is most sensitive to low frequencies, and then
compared pixel by pixel.
"""

from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from core.recognizability.pair_kernels import ROWS, is_fast, pair_kernel

Float32: TypeAlias = NDArray[np.float32]

_LANES = 32  # blocks are padded to a multiple of it, so that vector registers are full
PADDING = {"plain": -0.5, "encrypted": 0.5}
"""Values of padding: they differ by 1, so that padding adds nothing to Eq. 2."""

_STRIP = 2**16  # pairs whose likeness stays in the cache together
_ROUNDING = 1e-6  # sim_A of black against white, rounded in float32, is less
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
        Exponent γ, at least 1. Those with a compiled kernel are the fast path, see
        `pair_kernels`.

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
    if is_fast(gamma):
        if count < ROWS:
            plain = np.resize(plain, (ROWS, plain.shape[1]))
        mean = np.empty((len(plain), len(encrypted)), np.float32)
        far = _may_clamp(pixels_of(plain, side), pixels_of(encrypted, side))
        pair_kernel(gamma)(plain, encrypted, far, mean)
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
