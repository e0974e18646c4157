"""Borders of jigsaw pieces: how badly any two fit, in any turn and as negatives."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.compiled import njit
from core.turns import turned

Float32: TypeAlias = NDArray[np.float32]

Mode: TypeAlias = Literal["shuffle", "turns", "negatives"]
"""Pieces have changed places; were turned and flipped, too; made negative, too."""

MODES: tuple[Mode, ...] = ("shuffle", "turns", "negatives")
"""From the fewest states of a piece to the most."""


@dataclass(frozen=True, eq=False, slots=True)
class Borders:
    """Both outermost lines of pixels of pieces that may be turned.

    Attributes
    ----------
    right : NDArray
        (n, 4, 2, l) float32: at the right side of each piece after turn k, the last
        line and the one before.
    left : NDArray
        (n, 8, 2, l) float32: at the left side after turn t, the first line and the one
        after.
    """

    right: Float32
    left: Float32

    @classmethod
    def of(cls, pieces: Float32) -> "Borders":
        """Return those of pieces (n, l, l)."""
        right = [turned(pieces, k)[:, :, [-1, -2]].swapaxes(1, 2) for k in range(4)]
        left = [turned(pieces, t)[:, :, [0, 1]].swapaxes(1, 2) for t in range(8)]
        return cls(
            np.ascontiguousarray(np.stack(right, axis=1)),
            np.ascontiguousarray(np.stack(left, axis=1)),
        )


@njit(nogil=True, cache=True, fastmath=True)
def misfit(before: Float32, after: Float32, negative: bool) -> np.float32:
    """Mean root of how far each line is from what the other side predicts.

    Parameters
    ----------
    before, after : NDArray
        (2, l), last and last but one line, and first and second line after them.
    negative : bool
        Whether what comes after is to be taken as a negative.
    """
    total = np.float32(0)
    white, sign = np.float32(0), np.float32(1)
    if negative:
        white, sign = np.float32(255), np.float32(-1)
    two = np.float32(2)
    a1, a2, b1, b2 = before[0], before[1], after[0], after[1]
    for k in range(a1.size):
        first = white + sign * b1[k]
        second = white + sign * b2[k]
        total += np.sqrt(abs(two * a1[k] - a2[k] - first))
        total += np.sqrt(abs(two * first - second - a1[k]))
    return total / np.float32(a1.size)


@njit(nogil=True, cache=True)
def all_misfits(right: Float32, left: Float32, mode: int) -> Float32:
    """Misfit of every side of every piece to every other piece in its states.

    Parameters
    ----------
    right, left : NDArray
        From `Borders`.
    mode : int
        Index in `MODES`.

    Returns
    -------
    NDArray
        (n, 4, n, s) float32 with s = 1, 8 or 16 states; infinite of a piece to itself.
    """
    count = right.shape[0]
    states = 1 if mode == 0 else 8 if mode == 1 else 16
    found = np.full((count, 4, count, states), np.float32(np.inf))
    for a in range(count):
        for k in range(4):
            for b in range(count):
                if a == b:
                    continue
                for state in range(states):
                    turn = k if mode == 0 else state % 8
                    found[a, k, b, state] = misfit(
                        right[a, k], left[b, turn], state >= 8
                    )
    return found


@njit(nogil=True, cache=True)
def best_partners(
    misfits: Float32, kept: int
) -> tuple[Float32, NDArray[np.int64], Float32]:
    """Partners of least misfit at every side of every piece.

    Parameters
    ----------
    misfits : NDArray
        From `all_misfits`.
    kept : int
        Number of partners.

    Returns
    -------
    least : NDArray
        (n, 4, kept) float32, ascending; infinite where there are fewer.
    partners : NDArray
        (n, 4, kept), piece * 16 + turn + 8 * negative.
    second : NDArray
        (n, 4) float32, least misfit of the second best piece.
    """
    count, states = misfits.shape[0], misfits.shape[3]
    found = np.full((count, 4, kept), np.float32(np.inf))
    partners = np.zeros((count, 4, kept), np.int64)
    second = np.full((count, 4), np.float32(np.inf))
    for a in range(count):
        for k in range(4):
            own, places = found[a, k], partners[a, k]
            least = np.float32(np.inf)
            for b in range(count):
                if a == b:
                    continue
                least_of_piece = np.float32(np.inf)
                for state in range(states):
                    cost = misfits[a, k, b, state]
                    least_of_piece = min(least_of_piece, cost)
                    if cost < own[-1]:
                        place = kept - 1
                        while place > 0 and own[place - 1] > cost:
                            own[place] = own[place - 1]
                            places[place] = places[place - 1]
                            place -= 1
                        own[place] = cost
                        places[place] = b * 16 + (k if states == 1 else state)
                if least_of_piece < least:
                    second[a, k] = least
                    least = least_of_piece
                elif least_of_piece < second[a, k]:
                    second[a, k] = least_of_piece
    return found, partners, second


def inner_misfit(pieces: Float32) -> float:
    """Mean misfit over the inner borders of pieces that are laid, (R, C, l, l)."""
    total, count = 0.0, 0
    for laid in (pieces, pieces.transpose(1, 0, 3, 2)):
        before = np.stack([laid[:, :-1, :, -1], laid[:, :-1, :, -2]])
        after = np.stack([laid[:, 1:, :, 0], laid[:, 1:, :, 1]])
        total += float(
            np.sqrt(np.abs(2 * before[0] - before[1] - after[0])).sum(dtype=np.float64)
            + np.sqrt(np.abs(2 * after[0] - after[1] - before[0])).sum(dtype=np.float64)
        )
        count += before[0].size
    return total / count if count else 0.0
