"""Fourier-Argand filter: an elongated edge pattern, steered to every direction.

The pattern is split into its odd angular harmonics, whose transfer functions have a
closed form; the response to the pattern at any angle is a trigonometric polynomial in
that angle, pixel by pixel.

T. Zhao, T. Blu, "The Fourier-Argand representation: an optimal basis of steerable
patterns", IEEE Transactions on Image Processing 29, 2020, 6357-6371,
doi:10.1109/TIP.2020.2990483.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import ive

Reals: TypeAlias = NDArray[np.floating[Any]]

_TABLE = 4096  # samples of every radial profile, linearly interpolated
_CUT = 1e-5  # the transfer function ends where it falls below this share of its peak


@dataclass(frozen=True, kw_only=True, slots=True)
class EdgeFilter:
    """Constants of the edge filter.

    Attributes
    ----------
    across, along : float
        a and b, extent of the Gaussian exp(-x²/a² - y²/b²) across and along the edge,
        in pixels.
    harmonics : int
        K, number of odd angular harmonics 1, 3, ..., 2K - 1.
    orientations : int
        L, number of directions over the half circle that are tried; even.
    contrast : float
        C, height in grey levels of the straight step whose edge strength is 1.
    noise_floor : float
        Where positive, the contrast is at least twice this many standard deviations of
        the filter's response to the noise estimated in the image. Off by default: it
        makes the map of a pixel depend on the whole image.
    """

    across: float = 3.0
    along: float = 7.0
    harmonics: int = 8
    orientations: int = 64
    contrast: float = 96.0
    noise_floor: float = 0.0

    def __post_init__(self) -> None:
        for name in ("across", "along", "contrast"):
            if not 0 < getattr(self, name) < np.inf:
                raise ValueError(f"{name} must be positive, got {getattr(self, name)}")
        if self.harmonics < 1:
            raise ValueError(f"harmonics must be at least 1, got {self.harmonics}")
        if self.orientations < 4 or self.orientations % 2:
            raise ValueError(
                f"orientations must be even and at least 4, got {self.orientations}"
            )
        if not 0 <= self.noise_floor < np.inf:
            raise ValueError(
                f"noise_floor must not be negative, got {self.noise_floor}"
            )

    @property
    def step_gain(self) -> float:
        """Response to a straight step of height 1 across the filter: 1 / (a √π)."""
        return 1 / (self.across * np.sqrt(np.pi))

    @property
    def kernel_norm(self) -> float:
        """L2 norm of the kernel: the response's deviation under unit white noise."""
        return 1 / np.sqrt(2 * np.pi * self.across**3 * self.along)

    @property
    def margin(self) -> int:
        """Pixels of mirrored image that the kernel needs on every side."""
        return int(np.ceil(4 * max(self.across, self.along)))


DEFAULT = EdgeFilter()
"""a = 3, b = 7, K = 8, L = 64, C = 96."""


@lru_cache(maxsize=2)
def transfer_functions(
    edge_filter: EdgeFilter, shape: tuple[int, int], dtype: np.dtype[Any]
) -> Reals:
    """Transfer functions of the harmonics, (2, K, half, 2 × kept columns), real.

    A_m(ρ) cos((2m+1)φ) and A_m(ρ) sin((2m+1)φ); the imaginary unit is left to the
    caller. Each stands twice, once for the real and once for the imaginary part of the
    spectrum, which makes the product one of real numbers. Scaled so that the steered
    sum over the harmonics is in grey levels.
    """
    wy = 2 * np.pi * np.fft.rfftfreq(shape[0])[:, np.newaxis]
    wx = 2 * np.pi * np.fft.rfftfreq(shape[1])[np.newaxis, :]
    cut = _cut_frequency(edge_filter)
    wx = wx[:, wx[0] <= cut]
    rho = np.hypot(wx, wy)
    # The sign of an odd filter is undefined at the Nyquist frequency.
    inside = (rho <= cut) & (rho > 0) & (wy < np.pi) & (wx < np.pi)
    unit = np.where(inside, (wx + 1j * wy) / np.where(inside, rho, 1), 0)

    # A fixed range, not the image's largest frequency: turning an image by 90° must
    # not change the table.
    radii = np.linspace(0, cut, _TABLE)
    profiles = radial_profiles(radii, edge_filter)
    profiles *= 2 / edge_filter.step_gain
    rows, columns = rho.shape
    transfer = np.empty((2, edge_filter.harmonics, rows, columns, 2), dtype)
    rotor, phase = unit**2, unit
    for m, profile in enumerate(profiles):
        harmonic = np.interp(rho, radii, profile) * phase
        transfer[0, m], transfer[1, m] = (
            harmonic.real[..., None],
            harmonic.imag[..., None],
        )
        phase = phase * rotor
    transfer = transfer.reshape(2, edge_filter.harmonics, rows, 2 * columns)
    transfer.flags.writeable = False
    return transfer


def radial_profiles(rho: Reals, edge_filter: EdgeFilter = DEFAULT) -> Reals:
    """A_m(ρ) of the harmonics 2m + 1 = 1, 3, ..., 2K - 1 in closed form.

    Parameters
    ----------
    rho : NDArray
        Frequencies in radians per pixel, any shape.
    edge_filter : EdgeFilter
        Gives a, b and K.

    Returns
    -------
    NDArray
        (K, *rho.shape): the harmonic 2m + 1 of the kernel has the transfer function
        i A_m(ρ) exp(i (2m + 1) φ).
    """
    a, b = edge_filter.across, edge_filter.along
    order = np.arange(edge_filter.harmonics).reshape(-1, *[1] * np.ndim(rho))
    z = rho**2 * abs(b**2 - a**2) / 8
    gaussian = rho / 2 * np.exp(-(rho**2) * min(a, b) ** 2 / 4)
    if b >= a:
        return gaussian * (ive(order, z) + ive(order + 1, z))
    return (-1.0) ** order * gaussian * (ive(order, z) - ive(order + 1, z))


def _cut_frequency(edge_filter: EdgeFilter) -> float:
    """Radius beyond which the transfer function is below 1e-5 of its peak."""
    q = min(edge_filter.across, edge_filter.along)
    rho = np.linspace(0, np.pi, 4097)
    profile = rho * np.exp(-(rho**2) * q**2 / 4)
    return float(rho[np.flatnonzero(profile >= _CUT * profile.max())[-1]])


def steering(angles: Reals, harmonics: int) -> tuple[Reals, Reals]:
    """Cosine and sine of (2m + 1) α, (directions, K) each."""
    products = np.outer(angles, 2 * np.arange(harmonics) + 1)
    return np.cos(products), np.sin(products)


def refined_peak(responses: Reals) -> tuple[Reals, Reals]:
    """Peak of |R| and its angle from samples (pixels, L) over the half circle."""
    pixels, count = responses.shape
    row = np.arange(pixels)
    best = np.abs(responses).argmax(axis=1)
    centre = responses[row, best]
    # R(α + π) = -R(α), so the samples continue with the opposite sign.
    before = np.where(best > 0, responses[row, best - 1], -responses[row, -1])
    after = np.where(
        best < count - 1, responses[row, (best + 1) % count], -responses[row, 0]
    )
    sign = np.where(centre < 0, -1.0, 1.0)
    curvature = sign * (before - 2 * centre + after)
    slope = sign * (after - before) / 2
    shift = np.divide(
        -slope, curvature, out=np.zeros(pixels), where=curvature < 0
    ).clip(-0.5, 0.5)
    peak = np.abs(centre) + slope * shift / 2
    angle = (best + shift) * np.pi / count + np.where(centre < 0, np.pi, 0)
    return peak, (angle + np.pi) % (2 * np.pi) - np.pi
