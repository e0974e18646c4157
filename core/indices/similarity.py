"""The ratio similarity that several indices share."""

from typing import overload

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]


@overload
def ratio_similarity(a: float, b: float, c: float) -> float: ...
@overload
def ratio_similarity(a: Reals, b: Reals, c: float) -> Reals: ...
def ratio_similarity(a: Reals | float, b: Reals | float, c: float) -> Reals | float:
    """sim(a, b; c) = (2ab + c) / (a² + b² + c).

    Parameters
    ----------
    a, b : float or NDArray
        Not negative, of one shape.
    c : float
        Positive; keeps the ratio defined where both are 0.

    Returns
    -------
    float or NDArray
        In (0, 1]; 1 where a = b, and only there.

    Examples
    --------
    >>> ratio_similarity(3.0, 1.0, 2.0)
    0.6666666666666666
    """
    # 2ab is written as ab + ab, in the order of a² + b²: equal values give exactly 1.
    product = a * b
    return (product + product + c) / (a * a + b * b + c)
