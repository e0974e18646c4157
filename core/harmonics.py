"""The Fourier-Argand filter at work: its responses to a picture, a few rows at a time.

Columns are transformed first, for all harmonics. Then a few rows of all responses are
made and their maximum taken, while they are in the cache.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from core.compiled import njit
from core.fourier_argand import EdgeFilter, Reals, steering, transfer_functions

_TILE = 1024  # pixels; larger images are filtered tile by tile, which bounds memory
_FEW = 2**17  # pixels that are copied at a time
_ROWS = 8  # rows whose responses to all harmonics stay in the cache together
_UNROLLED = 8  # harmonics for which the compiled maximum is written out


def harmonic_strips(
    luma: Reals,
    edge_filter: EdgeFilter,
    dtype: np.dtype[Any],
    tick: Callable[[int], None] | None = None,
) -> Iterator[tuple[tuple[slice, slice], Reals]]:
    """Yield places of a few rows, and their responses to the filter's harmonics.

    The responses are C_m, cosine, and D_m, sine, as (2, K, rows, columns), so few rows
    at a time that they stay in the cache; the next ones may take their place. The
    place's columns begin at the filter's margin; what lies beside them is no response.
    `tick` is called after each tile with their number.
    """
    margin, harmonics = edge_filter.margin, edge_filter.harmonics
    height, width = luma.shape
    padded = _mirrored(luma, margin, dtype)
    tile = (min(height, _TILE), min(width, _TILE))
    fft_shape = (_fft_length(tile[0] + 2 * margin), _fft_length(tile[1] + 2 * margin))
    transfer = transfer_functions(edge_filter, fft_shape, dtype)
    columns = transfer.shape[-1] // 2
    complex_dtype = np.result_type(dtype, np.complex64)
    upright = np.empty((2, harmonics, fft_shape[0], columns), complex_dtype)
    # Rows for the inverse transform, with zeros for the frequencies that are cut.
    cached = np.zeros((2, harmonics, _ROWS, fft_shape[1] // 2 + 1), complex_dtype)
    tiles = -(-height // tile[0]) * -(-width // tile[1])
    for top in range(0, height, tile[0]):
        for left in range(0, width, tile[1]):
            h, w = min(tile[0], height - top), min(tile[1], width - left)
            source = padded[top : top + h + 2 * margin, left : left + w + 2 * margin]
            # Zeros fill up the far side; they stay a margin away from what is kept.
            spectrum = 1j * np.asarray(fft.rfft2(source, fft_shape))[:, :columns]
            _filter_upright(spectrum, transfer, upright)
            for y in range(0, h, _ROWS):
                stop = min(y + _ROWS, h)
                strip = cached[:, :, : stop - y]
                strip[..., :columns] = upright[:, :, margin + y : margin + stop]
                maps = np.asarray(fft.irfft(strip, fft_shape[1], axis=3))
                yield (slice(top + y, top + stop), slice(left, left + w)), maps
            if tick is not None:
                tick(tiles)


def _filter_upright(
    spectrum: NDArray[Any], transfer: Reals, filtered: NDArray[Any]
) -> None:
    """Write the spectrum times each transfer function, transformed back upright.

    A cosine's is the same for wy and -wy, a sine's of the other sign: so only rows of
    one half are read.
    """
    half = transfer.shape[2]
    upper = spectrum[:half].view(transfer.dtype)
    lower = spectrum[half:].view(transfer.dtype)
    turned = slice(len(lower), 0, -1)  # from -wy = half - 1, or half, to 1
    for part, below in enumerate((lower, -lower)):
        for function, product in zip(transfer[part], filtered[part], strict=True):
            reals = product.view(transfer.dtype)
            np.multiply(function, upper, out=reals[:half])
            np.multiply(function[turned], below, out=reals[half:])
            done = np.asarray(fft.ifft(product, axis=0, overwrite_x=True))
            if not np.may_share_memory(done, product):
                product[:] = done  # SciPy may overwrite, but need not


def _mirrored(luma: Reals, margin: int, dtype: np.dtype[Any]) -> Reals:
    """Luma without its mean, with a mirrored margin.

    The filter ignores the mean, which would only cost precision. One pixel is taken off
    first, so that a constant image is exactly 0 however its mean is rounded.
    """
    levels = np.empty(luma.shape, dtype)
    few = max(1, _FEW // luma.shape[1])  # rows at a time: no copy of all in float64
    parts = [slice(y, y + few) for y in range(0, len(luma), few)]
    mean = sum(float((luma[part] - luma[0, 0]).sum()) for part in parts) / luma.size
    for part in parts:
        levels[part] = (luma[part] - luma[0, 0]) - mean
    return np.pad(levels, margin, mode="reflect")


def _fft_length(length: int) -> int:
    """Return the next length that is fast to transform."""
    return cast(int, fft.next_fast_len(length, real=True))


def strongest(maps: Reals, edge_filter: EdgeFilter, width: int) -> Reals:
    """Largest |R(α)| over the half circle, (rows, width), of a strip of maps.

    R(α) = Σ_m C_m cos((2m+1)α) + D_m sin((2m+1)α). The directions α and π - α have
    the same two sums up to a sign. So the larger |R| of the two is |sum of cosines| +
    |sum of sines|, and a quarter circle of directions is enough.
    """
    cosines, sines = _quarter_circle(edge_filter, maps.dtype)
    if edge_filter.harmonics == _UNROLLED and maps.dtype == np.float32:
        peak = np.empty((maps.shape[2], width), np.float32)
        _largest_sum(maps, edge_filter.margin, cosines, sines, peak)
        return peak
    inside = maps[..., edge_filter.margin : edge_filter.margin + width]
    sums = np.abs(np.tensordot(cosines, inside[0], 1))
    sums += np.abs(np.tensordot(sines, inside[1], 1))
    return sums.max(axis=0)


@lru_cache(maxsize=4)
def _quarter_circle(
    edge_filter: EdgeFilter, dtype: np.dtype[Any]
) -> tuple[Reals, Reals]:
    """Cosine and sine of every direction of the quarter circle and harmonic."""
    count = edge_filter.orientations
    angles = np.arange(count // 2 + 1) * np.pi / count
    cosines, sines = steering(angles, edge_filter.harmonics)
    return cosines.astype(dtype), sines.astype(dtype)


@njit(
    "void(float32[:,:,:,::1], int64, float32[:,::1], float32[:,::1], float32[:,::1])",
    nogil=True,
    fastmath=True,
    cache=True,
)
def _largest_sum(
    maps: Reals, margin: int, cosines: Reals, sines: Reals, largest: Reals
) -> None:
    """Write the largest |Σ_m c_m C_m| + |Σ_m s_m D_m| of every pixel, for K = 8.

    All sums of a row's pixels are made and dropped in vector registers. So both sums
    are written out.
    """
    rows, width = largest.shape
    stop = margin + width
    for y in range(rows):
        peak = largest[y]
        peak[:] = 0
        c0, c1 = maps[0, 0, y, margin:stop], maps[0, 1, y, margin:stop]
        c2, c3 = maps[0, 2, y, margin:stop], maps[0, 3, y, margin:stop]
        c4, c5 = maps[0, 4, y, margin:stop], maps[0, 5, y, margin:stop]
        c6, c7 = maps[0, 6, y, margin:stop], maps[0, 7, y, margin:stop]
        d0, d1 = maps[1, 0, y, margin:stop], maps[1, 1, y, margin:stop]
        d2, d3 = maps[1, 2, y, margin:stop], maps[1, 3, y, margin:stop]
        d4, d5 = maps[1, 4, y, margin:stop], maps[1, 5, y, margin:stop]
        d6, d7 = maps[1, 6, y, margin:stop], maps[1, 7, y, margin:stop]
        for angle in range(cosines.shape[0]):
            a, b = cosines[angle], sines[angle]
            a0, a1, a2, a3 = a[0], a[1], a[2], a[3]
            a4, a5, a6, a7 = a[4], a[5], a[6], a[7]
            b0, b1, b2, b3 = b[0], b[1], b[2], b[3]
            b4, b5, b6, b7 = b[4], b[5], b[6], b[7]
            for k in range(width):
                cosine = a0 * c0[k] + a1 * c1[k] + a2 * c2[k] + a3 * c3[k]
                cosine += a4 * c4[k] + a5 * c5[k] + a6 * c6[k] + a7 * c7[k]
                sine = b0 * d0[k] + b1 * d1[k] + b2 * d2[k] + b3 * d3[k]
                sine += b4 * d4[k] + b5 * d5[k] + b6 * d6[k] + b7 * d7[k]
                peak[k] = max(peak[k], abs(cosine) + abs(sine))
