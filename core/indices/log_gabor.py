"""Amplitudes of a bank of log-Gabor filters, Eqs. 6 to 9 of IIBVSI.

The filters live in the frequency domain; each covers one half of the plane, so that its
response is complex: the real part is the even filter's, the imaginary part the odd
one's, and its absolute value the local amplitude.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from core.compiled import njit
from core.image import Luma

Reals = NDArray[np.float64]
Plane = NDArray[np.floating[Any]]

_APART = 2  # numbers between the rows of a table that is transformed


def mean_amplitudes(
    images: Sequence[Luma],
    *,
    wavelengths: Sequence[float],
    orientations: int,
    sigma_ratio: float,
    orientation_spread: float,
    dtype: Any = np.float64,
) -> list[Reals]:
    """Mean amplitude over all scales and orientations, for images of one size.

    Parameters
    ----------
    images : sequence of NDArray
        (H, W), grey levels.
    wavelengths : sequence of float
        1 / r_s of each scale, in pixels.
    orientations : int
        O; orientation o lies at o π/O.
    sigma_ratio : float
        sigma_s / r_s: a smaller one makes the bands wider.
    orientation_spread : float
        Angle between orientations over the standard deviation sigma_o.
    dtype : float32 or float64
        Precision of the responses; their amplitudes are added up in float64.

    Returns
    -------
    list of NDArray
        (H, W), one for each image.
    """
    shape = images[0].shape
    # The bank lets no constant pass; without it, flat images have a spectrum of zeros.
    spectra = [
        np.asarray(fft.fft2((image - image.mean()).astype(dtype))) for image in images
    ]
    r, theta = (plane.astype(dtype) for plane in polar_frequencies(shape))
    bands = radial(r, [1 / wavelength for wavelength in wavelengths], sigma_ratio)
    spread = np.pi / orientations / orientation_spread

    totals = [np.zeros(shape) for _ in images]
    # Rows of a power of 2 would all lie in the same places of the cache.
    table = np.empty((shape[0], shape[1] + _APART), spectra[0].dtype)
    filtered = table[:, : shape[1]]
    for o in range(orientations):
        sector = angular(theta, o * np.pi / orientations, spread)
        for band in bands:
            gain = band * sector
            for spectrum, total in zip(spectra, totals, strict=True):
                np.multiply(spectrum, gain, out=filtered)
                response = np.asarray(fft.ifft2(filtered, overwrite_x=True))
                if not np.may_share_memory(response, filtered):
                    filtered[:] = response  # SciPy may overwrite, but need not
                _add_absolute(table.view(dtype), total)
    return [total / (len(bands) * orientations) for total in totals]


def polar_frequencies(shape: tuple[int, ...]) -> tuple[Reals, Reals]:
    """Radius, in cycles per pixel, and angle of every frequency, in FFT order."""
    v, u = np.meshgrid(fft.fftfreq(shape[0]), fft.fftfreq(shape[1]), indexing="ij")
    return np.hypot(v, u), np.arctan2(v, u)


def radial(r: Plane, centres: Sequence[float], sigma_ratio: float) -> list[Plane]:
    """exp(-ln(r / r_s)² / (2 ln(sigma_s / r_s)²)), smoothly cut at the corners, Eq. 6.

    Notes
    -----
    Reading: the low-pass 1 / (1 + (r / 0.45)^30) keeps the corners of the spectrum out,
    as the usual banks of such filters do; a constant does not pass.
    """
    logarithm = np.log(np.where(r > 0, r, 1.0))
    passed = np.where(r > 0, 1 / (1 + (r / 0.45) ** 30), 0.0)
    narrow = 2 * math.log(sigma_ratio) ** 2
    return [
        passed * np.exp(-((logarithm - math.log(centre)) ** 2) / narrow)
        for centre in centres
    ]


def angular(theta: Plane, centre: float, spread: float) -> Plane:
    """exp(-(θ - μ_o)² / (2 sigma_o²)), Eq. 6.

    Notes
    -----
    Reading: the angle between θ and μ_o is the one around the circle, at most π, so
    that a filter covers one half of the plane and not two.
    """
    distance = np.abs(theta - centre)
    distance = np.minimum(distance, 2 * np.pi - distance)
    return np.exp(-(distance**2) / (2 * spread**2))


@njit(nogil=True, cache=True)
def _add_absolute(responses: Plane, total: Reals) -> None:
    """Add absolute values to `total`, Eq. 7; real and imaginary parts take turns."""
    for y in range(total.shape[0]):
        parts, sums = responses[y], total[y]
        for x in range(sums.size):
            real, imaginary = parts[2 * x], parts[2 * x + 1]
            sums[x] += np.sqrt(real * real + imaginary * imaginary)
