"""Global structural similarity GS of two edge maps, Eq. 7."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

_FEW = 2**16  # pixels that are counted at a time
BINS = 16
"""Equal bins on [0, 1] in the histogram of an edge map."""


def edge_histogram(edges: NDArray[Any], bins: int = BINS) -> NDArray[np.float64]:
    """Histogram H(EM) of a whole edge map, Section 2.

    Parameters
    ----------
    edges : NDArray
        (H, W), in [0, 1].
    bins : int
        Equal bins on [0, 1].

    Returns
    -------
    NDArray
        (bins,), share of the pixels in each; adds up to 1.

    Notes
    -----
    Reading: (histogram) 16 bins over the whole map, pixels outside the grid included.
    """
    levels, counts = edges.ravel(), np.zeros(bins, np.intp)
    for start in range(0, levels.size, _FEW):
        place = (levels[start : start + _FEW] * bins).astype(np.intp)
        np.minimum(place, bins - 1, out=place)
        counts += np.bincount(place, minlength=bins)
    return counts / edges.size


def global_similarity(
    plain: NDArray[np.float64], encrypted: NDArray[np.float64]
) -> float:
    """Global structural similarity GS(P, E), Eq. 7.

    Parameters
    ----------
    plain, encrypted : NDArray
        (16,), from `edge_histogram`.

    Returns
    -------
    float
        In [0, 1]; 1 for equal histograms.

    Notes
    -----
    Reading: (histogram) the paper says Bhattacharyya distance, and that higher means
    more similar: so it is the Bhattacharyya coefficient, the sum of √(h_P h_E).
    """
    return min(float(np.sqrt(plain * encrypted).sum()), 1.0)
