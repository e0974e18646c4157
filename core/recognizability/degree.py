"""Recognizable degree of a pair of blocks, and the best match of each plain block.

Eqs. 4 and 1.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Pairs: TypeAlias = NDArray[np.float32]
Exact: TypeAlias = Callable[[int, NDArray[np.intp]], NDArray[np.float64]]

_ROUNDING = 1e-5  # more than float32 can be off in sim
_TIE = 1e-9  # less than two blocks that differ can differ by


def similarity(sim_a: Pairs, sim_s: Pairs) -> Pairs:
    """Recognizable degree sim of every pair of blocks, Eq. 4.

    Parameters
    ----------
    sim_a, sim_s : NDArray
        (M N, M N), in [0, 1], from Eqs. 2 and 3.

    Returns
    -------
    NDArray
        (M N, M N) float32, in [0, 1].

    Notes
    -----
    Reading: 0 to the power 0 is 1.
    """
    return sim_a * np.power(sim_s, 1 - sim_a, dtype=np.float32)


def best_match(sim: Pairs, exact: Exact | None = None) -> NDArray[np.intp]:
    """Encrypted block b_e* of highest degree for every plain block, Eq. 1.

    Parameters
    ----------
    sim : NDArray
        (M N, M N), plain block by encrypted block.
    exact : callable, optional
        (plain block, encrypted blocks) -> sim of these pairs in float64; decides
        between candidates that float32 cannot tell apart.

    Returns
    -------
    NDArray
        (M N,) index of the encrypted block, counted row by row.

    Notes
    -----
    Reading: of several equal ones the lowest index wins.
    """
    match = sim.argmax(axis=1)
    if exact is None:
        return match
    highest = sim[np.arange(len(sim)), match]
    close = sim >= (highest - np.float32(_ROUNDING))[:, np.newaxis]
    # A row of zeros needs no second look: Eq. 3 gives them without any rounding.
    for row in np.flatnonzero((close.sum(axis=1) > 1) & (highest > 0)):
        candidates = np.flatnonzero(close[row])
        degrees = exact(int(row), candidates)
        match[row] = candidates[np.argmax(degrees >= degrees.max() - _TIE)]
    return match
