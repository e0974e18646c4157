"""Recognizable degree of a pair of blocks, and the best match of each plain block.

Eqs. 4 and 1.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Pairs: TypeAlias = NDArray[np.float32]
Mask: TypeAlias = NDArray[np.bool_]
Exact: TypeAlias = Callable[[int, NDArray[np.intp]], NDArray[np.float64]]

_ROUNDING = 1e-5  # sim in float32 is off by less
_TIE = 1e-9  # degrees that differ by less are equal, but for rounding
_STRIP = 2**16  # pairs whose degrees stay in the cache together

LOOKS_THE_SAME = 0.98
"""sim_A from which on two blocks look the same to the eye."""


def similarity(sim_a: Pairs, sim_s: Pairs, copies: Mask | None = None) -> Pairs:
    """Recognizable degree sim of every pair of blocks, Eq. 4.

    Parameters
    ----------
    sim_a, sim_s : NDArray
        (M N, M N), in [0, 1], from Eqs. 2 and 3; sim_A of copies is 1.
    copies : NDArray, optional
        (M N, M N) bool, pairs of blocks that are equal in every pixel. Without it the
        equation is applied to the two numbers alone.

    Returns
    -------
    NDArray
        (M N, M N) float32, in [0, 1].

    Notes
    -----
    Reading: (copies) 0 to the power 0 is 1, so that a copy counts 1 whatever its edges
    are. Where sim_S is 0 and the pixels differ, sim is 0, even if float32 rounds sim_A
    to 1.
    """
    sim = np.empty(sim_a.shape, np.float32)
    for some in row_strips(sim.shape):
        alike, structure, degrees = sim_a[some], sim_s[some], sim[some]
        # Where sim_S is 0 or 1 this is the equation already. Only blocks that both
        # have edges lie between, and a power of 0 is slow.
        np.multiply(alike, structure, out=degrees)
        between = (structure > 0) & (structure < 1)
        rows, columns = between.any(axis=1), between.any(axis=0)
        if rows.all() and columns.all():
            _raise(alike, structure, degrees)
        elif rows.any():
            inner = np.ix_(rows, columns)
            degrees[inner] = _raise(alike[inner], structure[inner])
        np.putmask(degrees, alike == 1 if copies is None else copies[some], 1)
    return sim


def _raise(sim_a: Pairs, sim_s: Pairs, out: Pairs | None = None) -> Pairs:
    """Eq. 4, of two numbers alone."""
    power = np.subtract(1, sim_a, out=out, dtype=np.float32)
    np.power(sim_s, power, out=power)
    return np.multiply(sim_a, power, out=power)


def row_strips(shape: tuple[int, ...]) -> Iterator[slice]:
    """Rows of a table, so few at a time that these stay in the cache."""
    few = max(1, _STRIP // max(shape[1], 1))
    for start in range(0, shape[0], few):
        yield slice(start, start + few)


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Matches:
    """The encrypted block that every plain block is recognised in.

    Attributes
    ----------
    first : NDArray
        (M N,), b_e* of Eq. 1: of several equal ones the lowest index.
    shown : NDArray
        (M N,), the block to show as the match: the own place where it is among equal
        ones; where all degrees are 0, the one of highest sim_A.
    """

    first: NDArray[np.intp]
    shown: NDArray[np.intp]


def best_match(
    sim: Pairs, sim_a: Pairs, copies: Mask, exact: Exact | None = None
) -> Matches:
    """Encrypted block b_e* of highest degree for every plain block, Eq. 1.

    Parameters
    ----------
    sim, sim_a : NDArray
        (M N, M N), plain block by encrypted block.
    copies : NDArray
        (M N, M N) bool, pairs of blocks that are equal in every pixel.
    exact : callable, optional
        (plain block, encrypted blocks) -> sim of these pairs in float64; decides
        between candidates that float32 cannot tell apart.

    Returns
    -------
    Matches
        Indices of encrypted blocks, counted row by row.

    Notes
    -----
    Reading: (ties) of several equal ones the lowest index wins; a copy wins over
    everything else.
    """
    best = sim.argmax(axis=1)
    first, shown = best.copy(), best.copy()
    rows = np.arange(len(sim))
    highest = sim[rows, best]

    copied: Mask = np.any(copies, axis=1)
    first[copied] = copies[copied].argmax(axis=1)
    own_copy = np.diagonal(copies)
    shown[copied] = np.where(own_copy, rows, first)[copied]

    if exact is not None:
        least = highest - np.float32(_ROUNDING)
        for some in row_strips(sim.shape):
            part = sim[some].copy()
            part[np.arange(len(part)), best[some]] = -1
            second = part.max(axis=1)
            tied = np.logical_and(second >= least[some], highest[some] > 0)
            for row in some.start + np.flatnonzero(tied & ~copied[some]):
                candidates = np.flatnonzero(sim[row] >= least[row])
                degrees = exact(int(row), candidates)
                equal = candidates[degrees >= degrees.max() - _TIE]
                first[row] = equal[0]
                shown[row] = row if row in equal else equal[0]

    # Where all degrees are 0, Eq. 1 decides nothing: show what looks most alike.
    nothing = np.flatnonzero(highest == 0)
    likeness = sim_a[nothing]
    alike = likeness >= likeness.max(axis=1, keepdims=True) - np.float32(_ROUNDING)
    own_alike = alike[np.arange(len(nothing)), nothing]
    shown[nothing] = np.where(own_alike, nothing, alike.argmax(axis=1))
    return Matches(first=first, shown=shown)
