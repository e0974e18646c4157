"""A jigsaw puzzle laid anew around the largest part that certainly fits.

Joining the surest pairs first leaves parts that are right and whose places are not.
The largest of them is kept, and all other pieces are laid beside it one by one, each
where it fits most surely to all of its neighbours.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.attacks.borders import Float32
from core.compiled import njit
from core.turns import COMBINED, UNDONE_BY

Integers: TypeAlias = NDArray[np.int64]

Cell: TypeAlias = Any
"""An integer of a board: to NumPy's types an array of no dimension."""

ROUNDS = 6
"""Most times that the best board is laid anew."""

MOST_PARTS = 4
"""Parts that it is laid anew around, each time."""

_AMBIGUOUS = np.float32(0.05)
_BACK = np.array(UNDONE_BY)
_AROUND = np.array([[0, 1], [1, 0], [0, -1], [-1, 0]])


def _sides() -> tuple[Integers, Integers]:
    """Turn k that brings a side of a piece in turn t to the right, and T_t T_k^-1.

    Both are (8, 4), by t and by the direction of `_AROUND` in which the side looks.
    """
    sides, turns = np.zeros((8, 4), np.int64), np.zeros((8, 4), np.int64)
    # Where right lies after each turn: the second column of the matrix that moves.
    right = [(0, 1), (-1, 0), (0, -1), (1, 0), (0, 1), (0, -1), (1, 0), (-1, 0)]
    for turn in range(8):
        for k in range(4):
            around = COMBINED[turn, UNDONE_BY[k]]
            direction = [tuple(step) for step in _AROUND].index(right[around])
            sides[turn, direction], turns[turn, direction] = k, around
    return sides, turns


_SIDES, _TURNS = _sides()


@njit(nogil=True, cache=True)
def _fit(
    misfits: Float32, a: Cell, state_a: Cell, direction: int, b: Cell, state_b: Cell
) -> Any:
    """Misfit of two pieces in their states, the second beside the first."""
    turn_a, turn_b = state_a % 8, state_b % 8
    k = _SIDES[turn_a, direction]
    if misfits.shape[3] == 1:
        return misfits[a, k, b, 0]
    turn = COMBINED[_BACK[_TURNS[turn_a, direction]], turn_b]
    negative = (state_a // 8) ^ (state_b // 8)
    return misfits[a, k, b, turn + 8 * negative]


@njit(nogil=True, cache=True)
def _sure_parts(board: Integers, misfits: Float32) -> tuple[Integers, Integers]:
    """Parts of a full board whose borders are each other's best.

    Returns the label of each cell, (R, C), and labels by falling size, (p,).
    """
    rows, columns = board.shape
    count, states = misfits.shape[0], misfits.shape[3]
    # The least misfit of each side, and that of the second best piece.
    least = np.full((count, 4), np.float32(np.inf))
    second = np.full((count, 4), np.float32(np.inf))
    for a in range(count):
        for k in range(4):
            for b in range(count):
                own = np.float32(np.inf)
                for state in range(states):
                    own = min(own, misfits[a, k, b, state])
                if own < least[a, k]:
                    second[a, k], least[a, k] = least[a, k], own
                elif own < second[a, k]:
                    second[a, k] = own
    sure = np.zeros((rows, columns, 2), np.bool_)  # to the right, and below
    for row in range(rows):
        for column in range(columns):
            a, state_a = board[row, column] // 16, board[row, column] % 16
            for direction in range(2):
                y, x = row + _AROUND[direction, 0], column + _AROUND[direction, 1]
                if y >= rows or x >= columns:
                    continue
                b, state_b = board[y, x] // 16, board[y, x] % 16
                forth = _fit(misfits, a, state_a, direction, b, state_b)
                back = _fit(misfits, b, state_b, direction + 2, a, state_a)
                one = _SIDES[state_a % 8, direction]
                other = _SIDES[state_b % 8, direction + 2]
                sure[row, column, direction] = (
                    forth <= least[a, one]
                    and back <= least[b, other]
                    and second[a, one] >= _AMBIGUOUS
                    and second[b, other] >= _AMBIGUOUS
                )
    part = np.full((rows, columns), -1)
    stack = np.empty((rows * columns, 2), np.int64)
    sizes = np.zeros(rows * columns, np.int64)
    for row in range(rows):
        for column in range(columns):
            if part[row, column] >= 0:
                continue
            label, size, top = row * columns + column, 0, 1
            stack[0, 0], stack[0, 1] = row, column
            part[row, column] = label
            while top:
                top -= 1
                size += 1
                y, x = stack[top, 0], stack[top, 1]
                for direction in range(4):
                    v, u = y + _AROUND[direction, 0], x + _AROUND[direction, 1]
                    if not (0 <= v < rows and 0 <= u < columns) or part[v, u] >= 0:
                        continue
                    joined = (
                        sure[y, x, direction]
                        if direction < 2
                        else sure[v, u, direction - 2]
                    )
                    if joined:
                        part[v, u] = label
                        stack[top, 0], stack[top, 1] = v, u
                        top += 1
            sizes[label] = size
    order = np.argsort(-sizes)
    return part, order[: np.count_nonzero(sizes)]


@njit(nogil=True, cache=True)
def _grown(part: Integers, misfits: Float32, inner_first: bool) -> Integers:
    """Lay all other pieces beside a part, (R, C); it may move and turn as a whole.

    The surest comes next or, with `inner_first`, the surest of the cells that have most
    neighbours.
    """
    rows, columns = part.shape
    count, states = misfits.shape[0], misfits.shape[3]
    reach = max(rows, columns)
    canvas = np.full((3 * reach, 3 * reach), -1)
    free = np.ones(count, np.bool_)
    low_row = low_column = 3 * reach
    high_row = high_column = -1
    left = count
    for row in range(rows):
        for column in range(columns):
            if part[row, column] < 0:
                continue
            y, x = row + reach, column + reach
            canvas[y, x] = part[row, column]
            free[part[row, column] // 16] = False
            left -= 1
            low_row, high_row = min(low_row, y), max(high_row, y)
            low_column, high_column = min(low_column, x), max(high_column, x)
    # Of each cell at the edge: its best piece and state, the second best piece, how
    # sure that is, and whether it has to be looked at again.
    best = np.full((3 * reach, 3 * reach), -1)
    runner_up = np.full((3 * reach, 3 * reach), -1)
    surety = np.full((3 * reach, 3 * reach), np.float32(np.inf))
    while left:
        least, chosen_row, chosen_column = np.float32(np.inf), -1, -1
        for y in range(max(low_row - 1, 0), min(high_row + 2, 3 * reach)):
            for x in range(max(low_column - 1, 0), min(high_column + 2, 3 * reach)):
                if canvas[y, x] >= 0:
                    continue
                height = max(high_row, y) - min(low_row, y) + 1
                width = max(high_column, x) - min(low_column, x) + 1
                if not (
                    (height <= rows and width <= columns)
                    or (states > 1 and height <= columns and width <= rows)
                ):
                    continue
                known = 0
                for direction in range(4):
                    v, u = y + _AROUND[direction, 0], x + _AROUND[direction, 1]
                    known += (
                        0 <= v < 3 * reach and 0 <= u < 3 * reach and canvas[v, u] >= 0
                    )
                if not known:
                    continue
                if (
                    best[y, x] < 0
                    or not free[best[y, x] // 16]
                    or (runner_up[y, x] >= 0 and not free[runner_up[y, x]])
                ):
                    first = second = np.float32(np.inf)
                    laid = other = -1
                    for piece in range(count):
                        if not free[piece]:
                            continue
                        own, own_state = np.float32(np.inf), 0
                        for state in range(states):
                            total = np.float32(0)
                            for direction in range(4):
                                v = y + _AROUND[direction, 0]
                                u = x + _AROUND[direction, 1]
                                if not (0 <= v < 3 * reach and 0 <= u < 3 * reach):
                                    continue
                                if canvas[v, u] < 0:
                                    continue
                                total += _fit(
                                    misfits,
                                    canvas[v, u] // 16,
                                    canvas[v, u] % 16,
                                    (direction + 2) % 4,
                                    piece,
                                    state,
                                )
                            if total < own:
                                own, own_state = total, state
                        if own < first:
                            second, other = first, laid // 16
                            first, laid = own, piece * 16 + own_state
                        elif own < second:
                            second, other = own, piece
                    best[y, x], runner_up[y, x] = laid, other
                    edges = np.float32(known)
                    surety[y, x] = first / (second + _AMBIGUOUS * edges)
                    if second < _AMBIGUOUS * edges:
                        surety[y, x] += np.float32(1e6)
                    if inner_first:
                        surety[y, x] -= np.float32(10) * edges
                if surety[y, x] < least or chosen_row < 0:
                    least, chosen_row, chosen_column = surety[y, x], y, x
        y, x = chosen_row, chosen_column
        canvas[y, x] = best[y, x]
        free[best[y, x] // 16] = False
        left -= 1
        low_row, high_row = min(low_row, y), max(high_row, y)
        low_column, high_column = min(low_column, x), max(high_column, x)
        for direction in range(4):
            v, u = y + _AROUND[direction, 0], x + _AROUND[direction, 1]
            if 0 <= v < 3 * reach and 0 <= u < 3 * reach:
                best[v, u] = -1
    return canvas[low_row : high_row + 1, low_column : high_column + 1]


def total_misfit(board: Integers, misfits: Float32) -> float:
    """Misfit of a full board (R, C), summed over its inner borders."""
    return float(_total(board, misfits))


@njit(nogil=True, cache=True)
def _total(board: Integers, misfits: Float32) -> float:
    rows, columns = board.shape
    total = 0.0
    for row in range(rows):
        for column in range(columns):
            for direction in range(2):
                y, x = row + _AROUND[direction, 0], column + _AROUND[direction, 1]
                if y < rows and x < columns:
                    total += _fit(
                        misfits,
                        board[row, column] // 16,
                        board[row, column] % 16,
                        direction,
                        board[y, x] // 16,
                        board[y, x] % 16,
                    )
    return float(total)


def regrown(board: Integers, misfits: Float32) -> Integers:
    """Lay a puzzle anew around its surest part, as long as that fits better.

    Parameters
    ----------
    board : NDArray
        (R, C), piece * 16 + state in every cell.
    misfits : NDArray
        From `core.attacks.borders.all_misfits`.

    Returns
    -------
    NDArray
        (R, C); the board itself where nothing fits better.
    """
    best, least = board, total_misfit(board, misfits)
    for _ in range(ROUNDS):
        labels, order = _sure_parts(best, misfits)
        before, new = least, best
        for label in order[:MOST_PARTS]:
            part = np.where(labels == label, best, -1)
            for inner_first in (False, True):
                grown = _grown(part, misfits, inner_first)
                total = total_misfit(grown, misfits)
                if total < least * (1 - 1e-6):
                    new, least = grown, total
        if least == before:
            break
        if new.shape != board.shape:  # it fits only when turned to the left
            left = np.rot90(new)
            new = COMBINED[1, left % 8] + left // 8 * 8
        best = np.ascontiguousarray(new)
    return best
