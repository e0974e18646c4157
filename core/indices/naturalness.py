"""How natural an image's pixels are: normalised luminance and the shape of its spread.

Generalised Gaussian distributions (GGD), and those with two unlike sides (AGGD), are
fitted by matching moments, as is usual for these statistics.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.special import gamma

from core.compiled import njit
from core.image import Luma

Reals = NDArray[np.float64]

SMOOTHEST = 10.0
"""Largest shape that is fitted, and that of a constant image."""


def normalised_luminance(luma: Luma) -> Reals:
    """MSCN z = (I - mu) / (sd + 1), with a Gaussian window of 7 × 7 pixels.

    Parameters
    ----------
    luma : NDArray
        (H, W), grey levels.

    Returns
    -------
    NDArray
        (H, W), around 0; 0 throughout in a constant image.

    Notes
    -----
    Reading: the window's standard deviation is 7/6 pixels, and the border is mirrored.
    """

    def window(image: Reals) -> Reals:
        return ndimage.gaussian_filter(image, 7 / 6, mode="reflect", radius=3)

    centred = luma - luma.mean()  # so that squares of small deviations are exact
    mu = window(centred)
    variance = window(centred * centred) - mu * mu
    return (centred - mu) / (np.sqrt(np.maximum(variance, 0)) + 1)


@cache
def _shapes() -> tuple[Reals, Reals]:
    """Shapes 0.2, 0.201, ..., 10, and the moment ratio E|z|² / E z² of each."""
    shape = np.arange(200, 10_001) / 1000
    ratio = gamma(2 / shape) ** 2 / (gamma(1 / shape) * gamma(3 / shape))
    return shape, ratio


def _shape_of(ratio: float) -> float:
    """Shape whose moment ratio is nearest."""
    shape, ratios = _shapes()
    return float(shape[np.abs(ratios - ratio).argmin()])


def fit_ggd(z: Reals) -> tuple[float, float]:
    """Shape and variance of a generalised Gaussian around 0.

    Parameters
    ----------
    z : NDArray
        Samples, of any shape.

    Returns
    -------
    shape : float
        0.2 to 10: 1 is Laplace's distribution, 2 the normal one.
    variance : float
        Mean square; where it is 0, the shape is 10.
    """
    variance = float(np.mean(z * z))
    if variance == 0:
        return SMOOTHEST, 0.0
    return _shape_of(float(np.abs(z).mean()) ** 2 / variance), variance


def fit_aggd(x: Reals) -> tuple[float, float, float, float]:
    """Shape, mean, left and right variance of an asymmetric generalised Gaussian.

    Parameters
    ----------
    x : NDArray
        Samples, of any shape.

    Returns
    -------
    tuple of float
        Shape in 0.2 to 10; eta, the mean of the distribution that is fitted; mean
        squares of the negative and of the positive samples, 0 where there are none. A
        shape of 10 and zeros for samples that are all 0.
    """
    below, negative, above, positive, absolute = _sides(x.ravel())
    if below + above == 0:
        return SMOOTHEST, 0.0, 0.0, 0.0
    left = below / negative if negative else 0.0
    right = above / positive if positive else 0.0

    # (g³ + 1)(g + 1) / (g² + 1)² with g = sigma_left / sigma_right, kept finite.
    g_l, g_r = np.sqrt(left), np.sqrt(right)
    balance = (g_l**3 + g_r**3) * (g_l + g_r) / (left + right) ** 2
    r = (absolute / x.size) ** 2 / ((below + above) / x.size)
    shape = _shape_of(r * balance)

    to_scale = np.sqrt(gamma(1 / shape) / gamma(3 / shape))
    eta = (g_r - g_l) * to_scale * gamma(2 / shape) / gamma(1 / shape)
    return shape, float(eta), left, right


@njit(nogil=True, cache=True)
def _sides(x: Reals) -> tuple[float, int, float, int, float]:
    """Sum of squares and number of the negative and of the positive; sum of |x|."""
    below = above = absolute = 0.0
    negative = positive = 0
    for value in x:
        absolute += abs(value)
        if value < 0:
            below += value * value
            negative += 1
        elif value > 0:
            above += value * value
            positive += 1
    return below, negative, above, positive, absolute


def neighbour_products(z: Reals) -> tuple[Reals, Reals, Reals, Reals]:
    """Products of each value with its neighbour in directions H, V, D1 and D2.

    Notes
    -----
    Reading: pairs that lie in the image; nothing is wrapped around its border.
    """
    return (
        z[:, :-1] * z[:, 1:],
        z[:-1] * z[1:],
        z[:-1, :-1] * z[1:, 1:],
        z[1:, :-1] * z[:-1, 1:],
    )
