"""Pieces of a jigsaw puzzle laid side by side, turned and as negatives, too."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.attacks.borders import (
    MODES,
    Borders,
    Float32,
    Mode,
    all_misfits,
    best_partners,
)
from core.attacks.growth import regrown
from core.compiled import njit
from core.turns import COMBINED, UNDONE_BY, turned

_KEPT = 8
_AMBIGUOUS = np.float32(0.05)

Integers = NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Laid:
    """A puzzle with every piece in a cell.

    Attributes
    ----------
    piece : NDArray
        (R, C), index of the piece in each cell.
    turn : NDArray
        (R, C), number of the turn that it is laid in.
    negative : NDArray
        (R, C), 1 where it is laid as a negative.
    """

    piece: Integers
    turn: Integers
    negative: Integers

    def of(self, pieces: NDArray[Any]) -> NDArray[Any]:
        """Lay pieces (n, l, l): (R, C, l, l)."""
        laid = np.empty((*self.piece.shape, *pieces.shape[1:]), pieces.dtype)
        for turn in range(8):
            chosen = self.turn == turn
            laid[chosen] = turned(pieces[self.piece[chosen]], turn)
        flipped = self.negative == 1
        laid[flipped] = 255 - laid[flipped]
        return laid


def solve(
    pieces: Float32, shape: tuple[int, int], mode: Mode, *, anew: bool = True
) -> Laid:
    """Lay the pieces of a puzzle side by side, those that fit most surely first.

    Parameters
    ----------
    pieces : NDArray
        (R C, l, l) float32.
    shape : tuple of int
        (R, C).
    mode : {"shuffle", "turns", "negatives"}
        What may have become of a piece.
    anew : bool
        Lay all again around the parts that are sure, as long as it fits better.

    Returns
    -------
    Laid
        The picture, up to its turns and its negative where pieces have them.
    """
    number = MODES.index(mode)
    borders = Borders.of(pieces)
    misfits = all_misfits(borders.right, borders.left, number)
    least, partners, second = best_partners(misfits, _KEPT)
    sure = least / (second + _AMBIGUOUS)[..., np.newaxis]
    # Reading: a side that two pieces fit perfectly, as flat borders do, says nothing.
    # Its joins would come first, at 0 / 0.05; they come last.
    sure[second < _AMBIGUOUS] += np.float32(1e6)
    order = np.argsort(sure, axis=None, kind="stable")
    order = order[np.isfinite(least.ravel()[order])]
    cells, states, cluster = _joined(
        order // _KEPT, partners.ravel()[order], len(pieces), *shape, number > 0
    )
    board = _board(cells, states, cluster, shape)
    _fill(board, _outermost(pieces), number)
    if anew:
        board = regrown(board, misfits)
    return Laid(board // 16, board % 8, board % 16 // 8)


# Where the cell to the right lies after turns, as (down, right): the last column of the
# matrix that moves (down, right) under each turn.
_MOVES = np.array(
    [
        [[1, 0], [0, 1]],
        [[0, -1], [1, 0]],
        [[-1, 0], [0, -1]],
        [[0, 1], [-1, 0]],
        [[-1, 0], [0, 1]],
        [[1, 0], [0, -1]],
        [[0, 1], [1, 0]],
        [[0, -1], [-1, 0]],
    ]
)
_BACK = np.array(UNDONE_BY)


@njit(nogil=True, cache=True)
def _joined(
    sides: Integers,
    partners: Integers,
    count: int,
    rows: int,
    columns: int,
    with_turns: bool,
) -> tuple[Integers, Integers, Integers]:
    """Join pieces in the order given, where no cell is taken twice and all fits.

    Parameters are piece * 4 + k and partner * 16 + state of each join. Returns cell
    (n, 2), state (n,) and cluster (n,) of every piece.
    """
    cells = np.zeros((count, 2), np.int64)
    states = np.zeros(count, np.int64)
    cluster = np.arange(count)
    members = np.zeros((count, count), np.int64)
    sizes = np.ones(count, np.int64)
    for piece in range(count):
        members[piece, 0] = piece
    reach = 2 * max(rows, columns) + 1
    taken = np.zeros((2 * reach + 1, 2 * reach + 1), np.bool_)
    new_cells = np.zeros((count, 2), np.int64)
    for join in range(sides.size):
        a, k = sides[join] // 4, sides[join] % 4
        b, state = partners[join] // 16, partners[join] % 16
        mine, theirs = cluster[a], cluster[b]
        if mine == theirs:
            continue
        around = COMBINED[states[a] % 8, _BACK[k]]  # how the bare pair is turned
        turn = COMBINED[around, state % 8]
        negative = (states[a] // 8) ^ (state // 8)
        moved = COMBINED[turn, _BACK[states[b] % 8]]
        flipped = negative ^ (states[b] // 8)
        top = cells[a, 0] + _MOVES[around, 0, 1]
        left = cells[a, 1] + _MOVES[around, 1, 1]
        # Both clusters' extent, and no cell twice.
        low_row = high_row = cells[a, 0]
        low_column = high_column = cells[a, 1]
        for place in range(sizes[mine]):
            piece = members[mine, place]
            low_row = min(low_row, cells[piece, 0])
            high_row = max(high_row, cells[piece, 0])
            low_column = min(low_column, cells[piece, 1])
            high_column = max(high_column, cells[piece, 1])
        for place in range(sizes[theirs]):
            piece = members[theirs, place]
            down = cells[piece, 0] - cells[b, 0]
            right = cells[piece, 1] - cells[b, 1]
            row = top + _MOVES[moved, 0, 0] * down + _MOVES[moved, 0, 1] * right
            column = left + _MOVES[moved, 1, 0] * down + _MOVES[moved, 1, 1] * right
            new_cells[place, 0], new_cells[place, 1] = row, column
            low_row, high_row = min(low_row, row), max(high_row, row)
            low_column, high_column = min(low_column, column), max(high_column, column)
        height, width = high_row - low_row + 1, high_column - low_column + 1
        upright = height <= rows and width <= columns
        if not (upright or (with_turns and height <= columns and width <= rows)):
            continue
        free = True
        for place in range(sizes[mine]):
            piece = members[mine, place]
            taken[cells[piece, 0] - low_row, cells[piece, 1] - low_column] = True
        for place in range(sizes[theirs]):
            if taken[new_cells[place, 0] - low_row, new_cells[place, 1] - low_column]:
                free = False
                break
        for place in range(sizes[mine]):
            piece = members[mine, place]
            taken[cells[piece, 0] - low_row, cells[piece, 1] - low_column] = False
        if not free:
            continue
        for place in range(sizes[theirs]):
            piece = members[theirs, place]
            cells[piece, 0], cells[piece, 1] = new_cells[place, 0], new_cells[place, 1]
            states[piece] = COMBINED[moved, states[piece] % 8] + 8 * (
                (states[piece] // 8) ^ flipped
            )
            cluster[piece] = mine
            members[mine, sizes[mine] + place] = piece
        sizes[mine] += sizes[theirs]
        sizes[theirs] = 0
    return cells, states, cluster


def _board(
    cells: Integers, states: Integers, cluster: Integers, shape: tuple[int, int]
) -> Integers:
    """Largest cluster at the top left, (R, C): piece * 16 + state, -1 for a hole."""
    largest = np.flatnonzero(cluster == np.bincount(cluster).argmax())
    place = cells[largest] - cells[largest].min(axis=0)
    height, width = place.max(axis=0) + 1
    state = states[largest]
    if height > shape[0] or width > shape[1]:  # it fits only when turned to the left
        place = np.stack([width - 1 - place[:, 1], place[:, 0]], axis=1)
        state = COMBINED[1, state % 8] + state // 8 * 8
    board = np.full(shape, -1)
    board[place[:, 0], place[:, 1]] = largest * 16 + state
    return board


def _outermost(pieces: Float32) -> Float32:
    """Top, bottom, left and right line of pieces in every turn, (n, 8, 4, l)."""
    lines = list[Float32]()
    for turn in range(8):
        laid = turned(pieces, turn)
        lines.append(
            np.stack([laid[:, 0], laid[:, -1], laid[:, :, 0], laid[:, :, -1]], axis=1)
        )
    return np.ascontiguousarray(np.stack(lines, axis=1))


@njit(nogil=True, cache=True)
def _fill(board: Integers, lines: Float32, mode: int) -> None:
    """Put the free pieces into the holes, those with most neighbours first."""
    rows, columns = board.shape
    count, length = lines.shape[0], lines.shape[3]
    free = np.ones(count, np.bool_)
    holes = 0
    for row in range(rows):
        for column in range(columns):
            if board[row, column] < 0:
                holes += 1
            else:
                free[board[row, column] // 16] = False
    around = ((-1, 0), (1, 0), (0, -1), (0, 1))
    for _ in range(holes):
        most, hole_row, hole_column = -1, 0, 0
        for row in range(rows):
            for column in range(columns):
                if board[row, column] >= 0:
                    continue
                known = 0
                for down, right in around:
                    y, x = row + down, column + right
                    if 0 <= y < rows and 0 <= x < columns and board[y, x] >= 0:
                        known += 1
                if known > most:
                    most, hole_row, hole_column = known, row, column
        least, chosen = np.float32(np.inf), -1
        for piece in range(count):
            if not free[piece]:
                continue
            for state in range(16 if mode == 2 else 8 if mode == 1 else 1):
                turn, negative = state % 8, state // 8
                total = np.float32(0)
                for side in range(4):
                    y = hole_row + around[side][0]
                    x = hole_column + around[side][1]
                    if not (0 <= y < rows and 0 <= x < columns) or board[y, x] < 0:
                        continue
                    other = board[y, x]
                    mine = lines[piece, turn, side]
                    theirs = lines[other // 16, other % 8, side ^ 1]
                    same = negative == other % 16 // 8
                    for k in range(length):
                        step = theirs[k] - mine[k]
                        if not same:
                            step = np.float32(255) - theirs[k] - mine[k]
                        total += np.sqrt(abs(step))
                if total < least:
                    least, chosen = total, piece * 16 + state
        board[hole_row, hole_column] = chosen
        free[chosen // 16] = False
