"""The 74 features of an encrypted image alone: naturalness, structure and texture.

A reconstruction from the families that the description of NQIQAPEI names.
"""

from itertools import product

import numpy as np
from numpy.typing import NDArray

from core.image import Luma
from core.indices.cooccurrence import FEATURES, cooccurrence_features
from core.indices.gradient import sobel
from core.indices.naturalness import (
    fit_aggd,
    fit_ggd,
    neighbour_products,
    normalised_luminance,
)

Reals = NDArray[np.float64]

FEATURE_VERSION = 1
"""Grows whenever a feature changes; models of another version are refused."""

COOCCURRENCE_LEVELS = 16

PATTERNS = 10
"""Rotation-invariant uniform binary patterns of eight neighbours."""

_ONE_SIZE = (
    "GGD shape",
    "GGD variance",
    *(
        f"AGGD {direction} {number}"
        for direction, number in product(
            ("H", "V", "D1", "D2"), ("shape", "mean", "left variance", "right variance")
        )
    ),
    *(f"gradient pattern {k}" for k in range(PATTERNS)),
    *(f"{name}, mean" for name in FEATURES),
    *(f"{name}, range" for name in FEATURES),
    "entropy",
)

FEATURE_NAMES = tuple(
    f"{name}, {size}" for size in ("full size", "half size") for name in _ONE_SIZE
)
"""Names of the 74 features, in order."""


def encrypted_features(luma: Luma) -> Reals:
    """All features of an image, (74,): 37 at full size, then 37 at half.

    Parameters
    ----------
    luma : NDArray
        (H, W), in [0, 255], at least 32 pixels a side.

    Notes
    -----
    Reading: half size is the mean of 2 × 2 pixels; an odd last row or column is left
    out.
    """
    height, width = luma.shape[0] // 2 * 2, luma.shape[1] // 2 * 2
    half = luma[:height, :width].reshape(height // 2, 2, width // 2, 2).mean((1, 3))
    return np.concatenate([features_at_one_size(luma), features_at_one_size(half)])


def features_at_one_size(luma: Luma) -> Reals:
    """Naturalness (18), structure (10) and texture (9) of an image, (37,)."""
    return np.concatenate([naturalness(luma), structure(luma), texture(luma)])


def naturalness(luma: Luma) -> Reals:
    """Fits of the normalised luminance and of its products with neighbours, (18,)."""
    z = normalised_luminance(luma)
    fits = [fit_aggd(products) for products in neighbour_products(z)]
    return np.concatenate([fit_ggd(z), *fits])


def structure(luma: Luma) -> Reals:
    """Histogram of the binary patterns of the gradient magnitude, (10,), sums to 1.

    Notes
    -----
    Every pixel votes with its gradient magnitude; where there is no gradient at all,
    all pixels vote alike.

    Reading: the eight neighbours lie on a circle of radius 1, as in scikit-image.
    Magnitudes are compared in steps of 1/1024 grey level, so that equal ones are equal.
    """
    from skimage.feature import local_binary_pattern  # slow to import

    magnitude = sobel(luma).magnitude
    steps = np.rint(magnitude * 1024).astype(np.int64)
    patterns = local_binary_pattern(steps, 8, 1, method="uniform").astype(np.intp)
    weights = magnitude if magnitude.any() else np.ones_like(magnitude)
    histogram = np.bincount(patterns.ravel(), weights.ravel(), minlength=PATTERNS)
    return histogram / histogram.sum()


def texture(luma: Luma) -> Reals:
    """Co-occurrence, mean and range over directions, and the entropy in bits, (9,).

    Notes
    -----
    Reading: the entropy is that of the 256 grey levels, rounded.
    """
    features = cooccurrence_features(luma, COOCCURRENCE_LEVELS)
    counts = np.bincount(np.rint(luma).astype(np.intp).ravel(), minlength=256)
    shares = counts[counts > 0] / luma.size
    entropy = -(shares * np.log2(shares)).sum()
    return np.concatenate([features.mean(0), np.ptp(features, axis=0), [entropy]])
