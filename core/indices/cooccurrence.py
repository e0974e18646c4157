"""Grey-level co-occurrence in four directions, in a handful of numbers."""

import numpy as np
from numpy.typing import NDArray

from core.image import Luma

Reals = NDArray[np.float64]

FEATURES = ("contrast", "correlation", "energy", "homogeneity")
"""Features of a co-occurrence matrix, in scikit-image's sense of these words."""

DIRECTIONS = ("0°", "45°", "90°", "135°")
"""Directions of the pairs of neighbours, as rows of the tables."""


def cooccurrence_features(luma: Luma, levels: int) -> Reals:
    """Features of the co-occurrence of neighbouring grey levels.

    Parameters
    ----------
    luma : NDArray
        (H, W), in [0, 255].
    levels : int
        Number of equal steps that the grey levels are reduced to.

    Returns
    -------
    NDArray
        (4, 4): a row for each direction, a column for each feature. Contrast lies in
        [0, (levels - 1)²], correlation in [-1, 1], energy and homogeneity in (0, 1].

    Notes
    -----
    The matrices are symmetric and add up to 1, so the pairs at (0, 1), (-1, 1), (-1, 0)
    and (-1, -1) are also those the other way round.

    Reading: energy is the square root of the sum of squares, as in scikit-image, and
    the correlation of a flat image is 1.
    """
    from skimage.feature import graycomatrix, graycoprops  # slow to import

    steps = np.floor(luma * (levels / 256)).astype(np.uint8)
    angles = (0, np.pi / 4, np.pi / 2, 3 * np.pi / 4)
    matrices = graycomatrix(
        steps, [1], angles, levels=levels, symmetric=True, normed=True
    )
    # graycoprops: (distances, angles), one distance.
    return np.stack([graycoprops(matrices, name)[0] for name in FEATURES], axis=-1)
