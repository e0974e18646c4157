"""Where in the encrypted image a plain block lies, step 4.

Blocks and image are halved and their slow changes taken off. The place is the window
with the highest normalised correlation.
"""

from collections.abc import Callable, Iterator
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
"""Standard deviation of the Gaussian that slow changes are told by, halved pixels."""

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

_AT_A_TIME = 4  # blocks whose correlations are made together: they fit the cache


def detail(image: Luma) -> Float64:
    """D(Z): the image halved, minus a Gaussian of itself, (⌊H/2⌋, ⌊W/2⌋).

    An odd last row or column is left out. The Gaussian mirrors without repeating the
    edge.
    """
    height, width = (2 * size for size in halved(image.shape))
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


def halved(shape: tuple[int, ...]) -> tuple[int, int]:
    """Shape of the detail image of an image."""
    return shape[0] // 2, shape[1] // 2


def transform_shape(shape: tuple[int, ...]) -> tuple[int, int]:
    """Least fast sizes at or above those of a detail image.

    No more is needed: a window that lies inside never wraps around.
    """
    fast: Any = fft.next_fast_len
    return fast(shape[0], real=True), fast(shape[1], real=True)


def spectra_of(templates: Float32, size: tuple[int, int]) -> Spectra:
    """Conjugate spectra (n, h, w // 2 + 1) of templates, padded to h × w."""
    rows: Any = fft.rfft(templates, size[1], axis=2, workers=1)
    columns: Any = fft.fft(rows, size[0], axis=1, workers=1, overwrite_x=True)
    return np.conjugate(columns, out=columns)


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Field:
    """An encrypted image, ready to be searched.

    Attributes
    ----------
    spectrum : NDArray
        (h, w // 2 + 1) complex64, of D(E').
    scale : NDArray
        (I, J) float32, 1 / sqrt(Σ w² + k²/4) of every k × k window.
    size : tuple of int
        (h, w) of the transforms.
    """

    spectrum: Spectra
    scale: Float32
    size: tuple[int, int]


def field_of(image: Luma, side: int) -> Field:
    """Prepare an image E' for templates of k × k."""
    values = detail(image)
    size = transform_shape(values.shape)
    spectrum: Any = fft.rfft2(values.astype(np.float32), size, workers=1)
    return Field(
        spectrum=spectrum,
        scale=(
            1 / np.sqrt(window_sums(values**2, side) + side**2 * NOISE_FLOOR)
        ).astype(np.float32),
        size=size,
    )


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
    field: Field,
    blocks: NDArray[np.intp],
    spectra: Callable[[NDArray[np.intp], tuple[int, int]], Spectra],
    own: Places,
    signs: tuple[int, ...] = (1,),
) -> Places:
    """Place of the highest quotient of each template.

    Parameters
    ----------
    field : Field
        Of the encrypted image.
    blocks : NDArray
        (n,), numbers of the blocks that are searched for.
    spectra : callable
        Gives the spectra of some of these; see `spectra_of`.
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
    found = np.empty((len(signs), len(blocks), 2), np.int64)
    quotient = np.empty_like(field.scale)
    for first in range(0, len(blocks), _AT_A_TIME):
        known = spectra(blocks[first : first + _AT_A_TIME], field.size)
        for block, correlation in enumerate(correlations(field, known), first):
            for look, sign in enumerate(signs):
                place(
                    correlation,
                    field.scale,
                    np.float32(sign),
                    quotient,
                    own[block],
                    found[look, block],
                )
    return found


def correlations(field: Field, spectra: Spectra) -> Iterator[Float32]:
    """Σ t w of each template with every window that lies inside, (I, J) each."""
    rows, columns = field.scale.shape
    product = spectra * field.spectrum
    inner: Any = fft.ifft(product, axis=1, workers=1, overwrite_x=True)
    # Rows of windows that do not lie inside are not transformed back.
    whole: Any = fft.irfft(inner[:, :rows], field.size[1], axis=2, workers=1)
    for one in whole:
        yield one[:, :columns]


@njit(nogil=True, fastmath={"nnan", "nsz", "reassoc"}, cache=True)
def place(
    correlation: Float32,
    scale: Float32,
    sign: np.float32,
    quotient: Float32,
    own: Places,
    found: Places,
) -> None:
    """Write the place of the highest quotient into `found`; equal ones as above."""
    rows, columns = scale.shape
    highest = np.empty(rows, np.float32)
    for i in range(rows):
        best = np.float32(-np.inf)
        for j in range(columns):
            value = sign * correlation[i, j] * scale[i, j]
            quotient[i, j] = value
            best = max(best, value)
        highest[i] = best
    top = highest.max()
    least = top - np.float32(TIE) * abs(top)
    nearest = np.int64(-1)
    for i in range(rows):
        if highest[i] < least:
            continue
        for j in range(columns):
            if quotient[i, j] >= least:
                distance = (i - own[0]) ** 2 + (j - own[1]) ** 2
                if nearest < 0 or distance < nearest:
                    nearest = distance
                    found[0], found[1] = i, j


def place_by_numpy(quotient: Float32, own: Places) -> tuple[int, int]:
    """Return what `place` finds, from the quotients, in NumPy alone."""
    top = quotient.max()
    i, j = np.nonzero(quotient >= top - np.float32(TIE) * abs(top))
    nearest = int(((i - own[0]) ** 2 + (j - own[1]) ** 2).argmin())
    return int(i[nearest]), int(j[nearest])
