"""From the degrees of the blocks to that of the image, Eqs. 5 and 6."""

from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.image import ImageError

PerBlock: TypeAlias = NDArray[np.float64]
"""(M, N), one number for each block."""

Pooling: TypeAlias = Literal["normalised", "printed"]
"""Eq. 6 as a weighted mean, or exactly as the paper prints it."""


_RECOGNISED = 1e-4  # 1 - NRD_avg below this is nothing but rounding


def weights(complexity: PerBlock, neighbour_degree: PerBlock) -> PerBlock:
    """Weight w(b_p) of every plain block, Eq. 5.

    Parameters
    ----------
    complexity : NDArray
        (M, N), standard deviation of EM inside each plain block, in [0, 0.5].
    neighbour_degree : NDArray
        (M, N), NRD_avg, mean degree of the four neighbours, in [0, 1].

    Returns
    -------
    NDArray
        (M, N), in [0, 1]; never all 0.

    Notes
    -----
    Reading: (pooling) where all weights vanish because everything is recognised, they
    are their limit, the standard deviations alone; where those vanish too, all are
    equal. So two identical images score 2. The limit is taken where every 1 - NRD_avg
    is below 1e-4, since below that the weights are rounding; single blocks are not cut
    off.
    """
    unknown = 1 - neighbour_degree
    weight = unknown * complexity
    if weight.any() and unknown.max() >= _RECOGNISED:
        return weight
    if complexity.any():
        return complexity.copy()
    return np.ones_like(weight)


def pooled_degree(
    degree: PerBlock, weight: PerBlock, gamma: float, pooling: Pooling = "normalised"
) -> tuple[float, PerBlock]:
    """Recognizability degree RD(P, E) of the whole image, Eq. 6.

    Parameters
    ----------
    degree : NDArray
        (M, N), RD(b_p), in [0, 1].
    weight : NDArray
        (M, N), w(b_p), not all 0.
    gamma : float
        Exponent γ.
    pooling : {"normalised", "printed"}
        A weighted Minkowski mean, or the equation as printed, with the weight inside
        the power.

    Returns
    -------
    rd : float
        RD(P, E), in [0, 1].
    contribution : NDArray
        (M, N), share of each block in the sum under the root; adds up to 1, or is 0
        throughout where nothing is recognised.

    Raises
    ------
    ImageError
        If `pooling` is neither word.

    Notes
    -----
    Reading: (pooling) with the weight inside the power, the score of two identical
    images is 0/0 and the order of schemes is upside down; so the weights are outside,
    and the printed form is kept for comparison.
    """
    if pooling not in ("normalised", "printed"):
        raise ImageError(f'expected pooling "normalised" or "printed", got {pooling!r}')
    printed = pooling == "printed"
    values = weight * degree if printed else np.where(weight > 0, degree, 0)
    peak = values.max()
    if peak == 0:
        return 0.0, np.zeros_like(values)
    # Relative to the largest, so that a high power does not vanish.
    terms = (values / peak) ** gamma
    if not printed:
        terms *= weight
    total = terms.sum()
    return float(peak * (total / weight.sum()) ** (1 / gamma)), terms / total
