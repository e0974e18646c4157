"""Amplitudes of a bank of log-Gabor filters, Eqs. 6 to 9 of IIBVSI.

The filters live in the frequency domain; each covers one half of the plane, so that its
response is complex: the real part is the even filter's, the imaginary part the odd
one's, and its absolute value the local amplitude.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from core.compiled import njit
from core.image import Luma

Complex = NDArray[np.complex128]
Reals = NDArray[np.float64]


def mean_amplitudes(
    images: Sequence[Luma],
    *,
    wavelengths: Sequence[float],
    orientations: int,
    sigma_ratio: float,
    orientation_spread: float,
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

    Returns
    -------
    list of NDArray
        (H, W), one for each image.
    """
    shape = images[0].shape
    # The bank lets no constant pass; without it, flat images have a spectrum of zeros.
    spectra = [np.asarray(fft.fft2(image - image.mean())) for image in images]
    r, theta = polar_frequencies(shape)
    bands = [radial(r, 1 / wavelength, sigma_ratio) for wavelength in wavelengths]
    spread = np.pi / orientations / orientation_spread

    totals = [np.zeros(shape) for _ in images]
    filtered = np.empty(shape, np.complex128)
    for o in range(orientations):
        sector = angular(theta, o * np.pi / orientations, spread)
        for band in bands:
            for spectrum, total in zip(spectra, totals, strict=True):
                _apply(spectrum, band, sector, filtered)
                response = np.asarray(fft.ifft2(filtered, overwrite_x=True))
                _add_absolute(response, total)
    return [total / (len(bands) * orientations) for total in totals]


def polar_frequencies(shape: tuple[int, ...]) -> tuple[Reals, Reals]:
    """Radius, in cycles per pixel, and angle of every frequency, in FFT order."""
    v, u = np.meshgrid(fft.fftfreq(shape[0]), fft.fftfreq(shape[1]), indexing="ij")
    return np.hypot(v, u), np.arctan2(v, u)


def radial(r: Reals, centre: float, sigma_ratio: float) -> Reals:
    """exp(-ln(r / r_s)² / (2 ln(sigma_s / r_s)²)), smoothly cut at the corners, Eq. 6.

    Notes
    -----
    Reading: the low-pass 1 / (1 + (r / 0.45)^30) keeps the corners of the spectrum out,
    as the usual banks of such filters do; a constant does not pass.
    """
    positive = np.where(r > 0, r, 1.0)
    band = np.exp(-(np.log(positive / centre) ** 2) / (2 * np.log(sigma_ratio) ** 2))
    return np.where(r > 0, band / (1 + (r / 0.45) ** 30), 0.0)


def angular(theta: Reals, centre: float, spread: float) -> Reals:
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
def _apply(spectrum: Complex, band: Reals, sector: Reals, result: Complex) -> None:
    """Write `spectrum * band * sector` to `result`."""
    for y in range(spectrum.shape[0]):
        for x in range(spectrum.shape[1]):
            result[y, x] = spectrum[y, x] * (band[y, x] * sector[y, x])


@njit(nogil=True, cache=True)
def _add_absolute(response: Complex, total: Reals) -> None:
    """Add `abs(response)` to `total`, Eq. 7."""
    for y in range(response.shape[0]):
        for x in range(response.shape[1]):
            z = response[y, x]
            total[y, x] += np.sqrt(z.real * z.real + z.imag * z.imag)
