"""Large arrays changed a few rows at a time, without copies of the whole.

40 megapixels in floating point take 320 MB a channel: two or three copies on the way
would need more memory than many machines have.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

STRIP = 1 << 20
"""Values of a strip: its copies stay in the cache of the processor, nearly."""


def strips(height: int, row: int) -> Iterator[slice]:
    """Yield slices of rows that cover a height; `row` is how many values one has."""
    rows = max(STRIP // max(row, 1), 1)
    for top in range(0, height, rows):
        yield slice(top, min(top + rows, height))


def in_strips(
    source: NDArray[Any], change: Callable[[NDArray[Any]], NDArray[Any]]
) -> NDArray[Any]:
    """Apply a function of rows to an array, strip by strip.

    Parameters
    ----------
    source : NDArray
        (H, ...), with at least one row.
    change : callable
        Takes some rows and returns as many, of one type and width throughout.

    Returns
    -------
    NDArray
        What the function returns for the whole array.

    Examples
    --------
    >>> in_strips(np.array([[1, 2], [3, 4]]), lambda rows: rows.sum(axis=1))
    array([3, 7])
    """
    found: NDArray[Any] | None = None
    for rows in strips(len(source), source[0].size):
        changed = change(source[rows])
        if len(changed) == len(source):
            return changed
        if found is None:
            found = np.empty((len(source), *changed.shape[1:]), changed.dtype)
        found[rows] = changed
    assert found is not None
    return found


def spread(
    source: NDArray[Any], change: Callable[[NDArray[Any]], NDArray[Any]]
) -> float:
    """Standard deviation of what a function returns for an array, strip by strip."""
    parts = [source[rows] for rows in strips(len(source), source[0].size)]
    count = sum(change(part[:1]).size * len(part) for part in parts)
    mean = sum(float(change(part).sum(dtype=np.float64)) for part in parts) / count
    squares = sum(float(np.square(change(part) - mean).sum()) for part in parts)
    return float(np.sqrt(squares / count))
