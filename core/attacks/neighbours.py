"""What neighbours say of a picture: how much it varies, how much they are alike."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.image import Luma


def total_variation(picture: NDArray[Any]) -> float:
    """Mean step to the right neighbour plus mean step to the one below.

    Parameters
    ----------
    picture : NDArray
        (H, W), grey levels, at least 2 × 2.

    Returns
    -------
    float
        In [0, 510].
    """
    picture = picture.astype(np.float64, copy=False)
    right = np.abs(picture[:, 1:] - picture[:, :-1]).mean()
    down = np.abs(picture[1:] - picture[:-1]).mean()
    return float(right + down)


def correlation(first: NDArray[Any], second: NDArray[Any]) -> float:
    """Pearson's correlation of two arrays; 0 where one of them is constant.

    Written out, since NumPy's own sums by the matrix kernel of the machine.
    """
    a = first.astype(np.float64).ravel()
    b = second.astype(np.float64).ravel()
    a -= a.mean()
    b -= b.mean()
    scale = float(np.sqrt((a * a).mean() * (b * b).mean()))
    return float((a * b).mean()) / scale if scale > 0 else 0.0


def neighbour_correlations(picture: NDArray[Any]) -> tuple[float, float]:
    """Correlations of horizontal and of vertical neighbours, in [-1, 1]."""
    return (
        correlation(picture[:, :-1], picture[:, 1:]),
        correlation(picture[:-1], picture[1:]),
    )


def stretch(picture: Luma, low: float, high: float) -> Luma:
    """Grey levels of a picture whose absolute ones are lost.

    Parameters
    ----------
    picture : NDArray
        (H, W), any unit.
    low, high : float
        Percentiles that become black and white; what is beyond is clipped.
    """
    black, white = np.percentile(picture, (low, high))
    if white <= black:
        return np.full_like(picture, 127.5)
    return np.clip((picture - black) * (255 / (white - black)), 0, 255)
