"""Where in the encrypted image a plain block lies, step 4.

Blocks and image are halved and their slow changes taken off. The place is the window
with the highest normalised correlation.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import fft, ndimage

from core.compiled import njit
from core.image import Luma
from core.information.grid import Layout

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]
Spectra = NDArray[np.complex64]
Places = NDArray[np.int64]

SPREAD = 3.0
"""Standard deviation of the Gaussian that separates slow changes, halved pixels."""

REACH = 9
"""Taps of that Gaussian on either side."""

NOISE_FLOOR = 1 / 4
"""Energy a sample, of half a grey level, that every window is taken to have."""

TIE = 1e-4
"""Quotients closer to the highest than this share of it are equal to it.

Reading: of equal places the nearest one is meant. In a periodic picture
rounding would else choose among its copies.
"""

FLAT = 1e-6
"""Largest sample, in grey levels, of a template that is nothing but rounding."""

_ROOM = 2**23  # bytes of correlations that are made together: about what a cache holds
_FREQUENCIES = 8  # whose windows are laid out together, for the same reason


def detail(image: Luma) -> Float64:
    """D(Z): the image halved, minus a Gaussian of itself, (⌊H/2⌋, ⌊W/2⌋).

    An odd last row or column is left out. The Gaussian mirrors without repeating the
    edge.
    """
    height, width = (size - size % 2 for size in image.shape)
    even, odd = image[:height:2, :width], image[1:height:2, :width]
    rows = even + odd
    half = (rows[:, ::2] + rows[:, 1::2]) / 4
    taps = np.exp(-0.5 * (np.arange(-REACH, REACH + 1) / SPREAD) ** 2)
    taps /= taps.sum()
    smooth: Any = half
    for axis in (0, 1):
        smooth = ndimage.correlate1d(smooth, taps, axis=axis, mode="mirror")
    return half - smooth


def templates_of(image: Luma, layout: Layout) -> Float32:
    """Part t of D(P') that stands for each block, (M N, k, k), k = ⌊l/2⌋, mean 0.

    Notes
    -----
    Reading: a template within `FLAT` of 0 is 0, and then every place is
    as good as the block's own.
    """
    side = layout.side // 2
    windows = np.lib.stride_tricks.sliding_window_view(detail(image), (side, side))
    corners = layout.corners // 2
    templates = windows[corners[:, 0], corners[:, 1]]
    templates = templates - templates.mean(axis=(1, 2), keepdims=True)
    templates[np.abs(templates).max(axis=(1, 2)) < FLAT] = 0
    return templates.astype(np.float32)


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Field:
    """An encrypted image, ready to be searched.

    Attributes
    ----------
    columns : NDArray
        (h, J') complex64, spectrum of each column of D(E'), from top to bottom.
    scale : NDArray
        (I, J) float32, 1 / sqrt(Σ w² + k²/4) of every k × k window.
    """

    columns: Spectra
    scale: Float32


def field_of(image: Luma, side: int) -> Field:
    """Prepare an image E' for templates of k × k."""
    values = detail(image)
    # A window that lies inside never wraps around, so no padding is needed but what
    # makes the size fast.
    fast: Any = fft.next_fast_len(values.shape[0])
    columns: Any = fft.fft(values.astype(np.float32), fast, axis=0, workers=1)
    energy = window_sums(values**2, side) + side**2 * NOISE_FLOOR
    return Field(columns=columns, scale=(1 / np.sqrt(energy)).astype(np.float32))


def window_sums(values: Float64, side: int) -> Float64:
    """Sum over every k × k window, from a table of sums over all that lies above left.

    The table rounds: a sum of what is not negative is not negative.
    """
    table = np.zeros((values.shape[0] + 1, values.shape[1] + 1))
    np.cumsum(np.cumsum(values, axis=0), axis=1, out=table[1:, 1:])
    sums = (
        table[side:, side:]
        - table[:-side, side:]
        - table[side:, :-side]
        + table[:-side, :-side]
    )
    return np.maximum(sums, 0)


def best_places(
    field: Field, templates: Float32, own: Places, signs: tuple[int, ...] = (1,)
) -> Places:
    """Place of the highest quotient of each template.

    Parameters
    ----------
    field : Field
        Of the encrypted image.
    templates : NDArray
        (n, k, k), from `templates_of`.
    own : NDArray
        (n, 2), places of the blocks themselves in halved pixels: of equal places the
        nearest to these is taken, and of equally near ones the first, row by row.
    signs : tuple of int
        1 looks for the highest quotient, -1 for the lowest: the block as a negative.

    Returns
    -------
    NDArray
        (len(signs), n, 2), row and column in halved pixels.
    """
    found = np.repeat(own[None], len(signs), axis=0)
    textured = np.flatnonzero(templates.any(axis=(1, 2)))
    at_a_time = 2 * max(1, _ROOM // field.columns.nbytes)
    for first in range(0, len(textured), at_a_time):
        some = textured[first : first + at_a_time]
        correlation = correlations(field, templates[some])
        for look, sign in enumerate(signs):
            places = np.empty((len(some), 2), np.int64)
            place(correlation, field.scale, np.float32(sign), own[some], places)
            found[look, some] = places
    return found


def correlations(field: Field, templates: Float32) -> Spectra:
    """Σ t w of each template with every window that lies inside.

    Parameters
    ----------
    field : Field
        Of the encrypted image.
    templates : NDArray
        (n, k, k). Each is divided by its own length, which moves no maximum: two share
        one transform, and the rounding of one must not drown the other.

    Returns
    -------
    NDArray
        (I, ⌈n/2⌉, J) complex64. Templates 0, 2, ... are the real parts, templates
        1, 3, ... the imaginary ones.

    Notes
    -----
    Fourier transforms run down the columns only. Along the rows, where a template has
    few samples, the sum is a product of matrices for each frequency. That costs less
    than transforms both ways.
    """
    count, side, _ = templates.shape
    unit = templates / np.linalg.norm(templates, axis=(1, 2), keepdims=True)
    pairs = np.zeros(((count + 1) // 2, side, side), np.complex64)
    pairs.real = unit[::2]
    pairs.imag[: count // 2] = unit[1::2]
    height = len(field.columns)
    rows, columns = field.scale.shape
    # Without conjugation of i: the inverse transform, not scaled.
    spectra: Any = fft.ifft(pairs, height, axis=1, norm="forward", workers=1)
    spectra = np.ascontiguousarray(spectra.transpose(1, 0, 2))
    windows = np.lib.stride_tricks.sliding_window_view(field.columns, columns, axis=1)
    product = np.empty((height, len(pairs), columns), np.complex64)
    for first in range(0, height, _FREQUENCIES):
        some = slice(first, first + _FREQUENCIES)
        np.matmul(spectra[some], np.ascontiguousarray(windows[some]), out=product[some])
    whole: Any = fft.ifft(product, axis=0, overwrite_x=True, workers=1)
    return whole[:rows]


@njit(nogil=True, fastmath={"nnan", "nsz", "reassoc"}, cache=True)
def place(
    correlation: Spectra,
    scale: Float32,
    sign: np.float32,
    own: Places,
    found: Places,
) -> None:
    """Write the places of the highest quotients into `found`, (n, 2).

    Parameters
    ----------
    correlation : NDArray
        (I, ⌈n/2⌉, J), from `correlations`.
    scale, sign, own
        As in `best_places`.
    """
    rows, columns = scale.shape
    highest = np.empty((2, rows), np.float32)
    for pair in range(correlation.shape[1]):
        for i in range(rows):
            real = imaginary = np.float32(-np.inf)
            for j in range(columns):
                value = correlation[i, pair, j]
                real = max(real, sign * value.real * scale[i, j])
                imaginary = max(imaginary, sign * value.imag * scale[i, j])
            highest[0, i], highest[1, i] = real, imaginary
        for part in range(min(2, len(own) - 2 * pair)):
            block = 2 * pair + part
            top = highest[part].max()
            least = top - np.float32(TIE) * abs(top)
            nearest = np.int64(-1)
            for i in range(rows):
                if highest[part, i] < least:
                    continue
                for j in range(columns):
                    value = correlation[i, pair, j]
                    one = value.imag if part else value.real
                    if sign * one * scale[i, j] >= least:
                        distance = (i - own[block, 0]) ** 2 + (j - own[block, 1]) ** 2
                        if nearest < 0 or distance < nearest:
                            nearest = distance
                            found[block, 0], found[block, 1] = i, j


def place_by_numpy(quotient: Float32, own: Places) -> tuple[int, int]:
    """Return what `place` finds for one template, from its quotients, in NumPy."""
    top = quotient.max()
    i, j = np.nonzero(quotient >= top - np.float32(TIE) * abs(top))
    nearest = int(((i - own[0]) ** 2 + (j - own[1]) ** 2).argmin())
    return int(i[nearest]), int(j[nearest])
