"""The 74 features of an encrypted image alone: naturalness, structure and texture.

A reconstruction from the families that the description of NQIQAPEI names.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from core.image import Luma
from core.indices.binary_patterns import PATTERNS, pattern_histogram
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


@dataclass(frozen=True, eq=False, slots=True)
class SizeFeatures:
    """The features of an image at one size, and what they are taken from.

    Attributes
    ----------
    z : NDArray
        (H, W), normalised luminance.
    magnitude : NDArray
        (H, W), gradient magnitude, grey levels per pixel.
    cooccurrence : NDArray
        (4, 4), directions by features of the co-occurrence.
    features : NDArray
        (37,): naturalness (18), structure (10) and texture (9).
    """

    z: Reals
    magnitude: Reals
    cooccurrence: Reals
    features: Reals


def encrypted_features(luma: Luma) -> Reals:
    """All features of an image, (74,): 37 at full size, then 37 at half.

    Parameters
    ----------
    luma : NDArray
        (H, W), in [0, 255], at least 32 pixels a side.
    """
    return np.concatenate([a.features for a in features_of_both_sizes(luma)])


def features_of_both_sizes(luma: Luma) -> tuple[SizeFeatures, SizeFeatures]:
    """Features of an image at full size and at half.

    Notes
    -----
    Reading: half size is the mean of 2 × 2 pixels; an odd last row or column is left
    out.
    """
    height, width = luma.shape[0] // 2 * 2, luma.shape[1] // 2 * 2
    half = luma[:height, :width].reshape(height // 2, 2, width // 2, 2).mean((1, 3))
    return features_at_one_size(luma), features_at_one_size(half)


def features_at_one_size(luma: Luma) -> SizeFeatures:
    """Naturalness, structure and texture of an image as it is."""
    z = normalised_luminance(luma)
    magnitude = sobel(luma).magnitude
    cooccurrence = cooccurrence_features(luma, COOCCURRENCE_LEVELS)
    features = [naturalness(z), structure(magnitude), texture(cooccurrence, luma)]
    return SizeFeatures(z, magnitude, cooccurrence, np.concatenate(features))


def naturalness(z: Reals) -> Reals:
    """Fits of the normalised luminance and of its products with neighbours, (18,)."""
    fits = [fit_aggd(products) for products in neighbour_products(z)]
    return np.concatenate([fit_ggd(z), *fits])


def structure(magnitude: Reals) -> Reals:
    """Histogram of the binary patterns of the gradient magnitude, (10,), sums to 1.

    Notes
    -----
    Every pixel votes with its gradient magnitude; where there is no gradient at all,
    all pixels vote alike.

    Reading: the eight neighbours lie on a circle of radius 1, as in scikit-image.
    Magnitudes are compared in steps of 1/1024 grey level, so that equal ones are equal.
    """
    steps = np.rint(magnitude * 1024)
    weights = magnitude if magnitude.any() else np.ones_like(magnitude)
    histogram = pattern_histogram(steps, weights)
    return histogram / histogram.sum()


def texture(cooccurrence: Reals, luma: Luma) -> Reals:
    """Co-occurrence, mean and range over directions, and the entropy in bits, (9,).

    Notes
    -----
    Reading: the entropy is that of the 256 grey levels, rounded.
    """
    counts = np.bincount(np.rint(luma).astype(np.intp).ravel(), minlength=256)
    shares = counts[counts > 0] / luma.size
    entropy = -(shares * np.log2(shares)).sum()
    means, ranges = cooccurrence.mean(0), np.ptp(cooccurrence, axis=0)
    return np.concatenate([means, ranges, [entropy]])
