"""Edge map EM of an image: the Fourier-Argand filter of reference [11].

The filter is the derivative, across the edge, of a Gaussian that is elongated along the
edge; the strongest response over all directions is the edge strength. The filter itself
is in `core.fourier_argand`, and its work on a picture in `core.harmonics`.
"""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.ndimage import convolve

from core.fourier_argand import DEFAULT, EdgeFilter, Reals, refined_peak, steering
from core.harmonics import harmonic_strips, strongest
from core.image import ImageError, ImageNotice, borrow_luma

_LARGEST = 1e30  # grey levels; float32 overflows not far beyond


def edge_map(
    image: ArrayLike,
    edge_filter: EdgeFilter = DEFAULT,
    *,
    data_range: float | None = None,
    tick: Callable[[int], None] | None = None,
) -> NDArray[np.float32]:
    """Edge map EM: edge strength over the contrast, at most 1.

    Parameters
    ----------
    image : array_like
        Pixels as `core.as_luma` takes them, at least 2 × 2.
    edge_filter : EdgeFilter
        Constants of the filter.
    data_range : float, optional
        Value of white, as `core.as_luma` takes it.
    tick : callable, optional
        Called after each of the image's tiles with their number.

    Returns
    -------
    NDArray
        (H, W) float32, in [0, 1]; 0.5 is as strong as a straight step of 48 grey
        levels, and 1 as one of 96 or more.

    Raises
    ------
    ImageError
        If a side is shorter than 2 pixels, or `core.as_luma` refuses the array.

    Warns
    -----
    ImageNotice
        If a side is not longer than the mirrored margin: the mirrored copies of so
        small an image form edges that are not in it.

    Notes
    -----
    Reading: (edge-scale) EM lies in [0, 1] on a scale that is the same for every image,
    and is not thinned. A scale of each image's own would draw full edge maps out of
    pure noise.

    Examples
    --------
    >>> step = np.zeros((64, 64))
    >>> step[:, 32:] = 96
    >>> [round(float(strength), 2) for strength in edge_map(step)[32, 28:32]]
    [0.32, 0.5, 0.78, 0.98]
    """
    luma = borrow_luma(image, data_range=data_range)
    strength = edge_strength(luma, edge_filter, data_range=255, tick=tick)
    contrast = edge_filter.contrast
    if edge_filter.noise_floor > 0:
        deviation = edge_filter.kernel_norm / edge_filter.step_gain * noise_level(luma)
        contrast = max(contrast, 2 * edge_filter.noise_floor * deviation)
    strength /= strength.dtype.type(contrast)
    return np.minimum(strength, 1, out=strength).astype(np.float32, copy=False)


def edge_strength(
    image: ArrayLike,
    edge_filter: EdgeFilter = DEFAULT,
    *,
    dtype: Any = np.float32,
    data_range: float | None = None,
    tick: Callable[[int], None] | None = None,
) -> Reals:
    """Edge strength in grey levels: a straight step of height H has strength H.

    Parameters
    ----------
    image : array_like
        Pixels as `core.as_luma` takes them, at least 2 × 2.
    edge_filter : EdgeFilter
        Constants of the filter.
    dtype : float32 or float64
        Precision of the computation.
    data_range : float, optional
        Value of white, as `core.as_luma` takes it.
    tick : callable, optional
        Called after each of the image's tiles with their number.

    Returns
    -------
    NDArray
        (H, W) of the given type, not negative, in grey levels.
    """
    luma = _checked(image, edge_filter, data_range)
    strength = np.empty(luma.shape, dtype)
    strips = harmonic_strips(luma, edge_filter, np.dtype(dtype), tick)
    for window, maps in strips:
        width = window[1].stop - window[1].start
        strength[window] = strongest(maps, edge_filter, width)
    return strength


def edge_direction(
    image: ArrayLike,
    edge_filter: EdgeFilter = DEFAULT,
    *,
    data_range: float | None = None,
) -> tuple[Reals, Reals]:
    """Edge strength and the direction in which the image brightens.

    Parameters
    ----------
    image : array_like
        Pixels as `core.as_luma` takes them, at least 2 × 2.
    edge_filter : EdgeFilter
        Constants of the filter.
    data_range : float, optional
        Value of white, as `core.as_luma` takes it.

    Returns
    -------
    tuple of NDArray
        Strength (H, W) float64 in grey levels, and direction (H, W) float64 in radians,
        in [-π, π), 0 to the right and π/2 downwards.
    """
    luma = _checked(image, edge_filter, data_range)
    count = edge_filter.orientations
    strength = np.empty(luma.shape)
    direction = np.empty(luma.shape)
    cosines, sines = steering(np.arange(count) * np.pi / count, edge_filter.harmonics)
    for window, maps in harmonic_strips(luma, edge_filter, np.dtype(np.float64)):
        place = strength[window]
        inside = slice(edge_filter.margin, edge_filter.margin + place.shape[1])
        flat = maps[..., inside].reshape(2, edge_filter.harmonics, -1)
        responses = np.ascontiguousarray((cosines @ flat[0] + sines @ flat[1]).T)
        peaks, angles = refined_peak(responses)
        strength[window] = peaks.reshape(place.shape)
        direction[window] = angles.reshape(place.shape)
    return strength, direction


def noise_level(luma: Reals) -> float:
    """Standard deviation of white noise in an image, in grey levels.

    Median absolute response to the Laplacian difference N = [1 -2 1]ᵀ[1 -2 1], whose L2
    norm is 6, over that of the standard normal distribution, 0.6745.

    Parameters
    ----------
    luma : NDArray
        (H, W), grey levels.

    Returns
    -------
    float
        Estimated standard deviation, in grey levels.
    """
    second = np.array([1.0, -2.0, 1.0])
    responses = convolve(luma, np.outer(second, second), mode="mirror")
    return float(np.median(np.abs(responses)) / (0.6745 * 6))


def _checked(
    image: ArrayLike, edge_filter: EdgeFilter, data_range: float | None
) -> Reals:
    """Luma of an image that is large enough to be filtered."""
    luma = borrow_luma(image, data_range=data_range)
    if min(luma.shape) < 2:
        raise ImageError(
            "expected at least 2 × 2 pixels to find edges in, "
            f"got {luma.shape[1]} × {luma.shape[0]}"
        )
    if max(luma.max(), -luma.min()) > _LARGEST:
        raise ImageError(
            f"expected grey levels within ±{_LARGEST:g} to find edges in, "
            f"got [{luma.min():g}, {luma.max():g}]"
        )
    if min(luma.shape) <= edge_filter.margin:
        warnings.warn(
            ImageNotice(
                f"a picture of {luma.shape[1]} × {luma.shape[0]} pixels is smaller "
                f"than the edge filter ({edge_filter.margin} pixels to every side). "
                "Its mirrored copies form edges that are not in it"
            ),
            stacklevel=3,
        )
    return luma
