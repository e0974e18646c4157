"""The best encrypted block for every plain one, in the best of its states."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.image import Luma
from core.recognizability import appearance, blocks, degree, structure
from core.recognizability.exact import ExactPairs
from core.recognizability.parameters import Parameters
from core.recognizability.stages import Grid
from core.turns import TURNS, turned

_TIE = 1e-6  # more than float32 can be off in sim
_ROWS = 256  # plain blocks whose pairs are held together


@dataclass(frozen=True, eq=False, slots=True)
class Best:
    """Best degree of every plain block so far, and where it was, all (M N,)."""

    degree: NDArray[np.float64]
    match: NDArray[np.intp]
    turn: NDArray[np.int64]
    negative: NDArray[np.bool_]

    @classmethod
    def none(cls, count: int, negative: bool) -> "Best":
        """Nothing found yet."""
        return cls(
            np.full(count, -np.inf),
            np.zeros(count, np.intp),
            np.zeros(count, np.int64),
            np.full(count, negative),
        )

    @property
    def columns(self) -> tuple[NDArray[Any], ...]:
        """All four arrays."""
        return self.degree, self.match, self.turn, self.negative

    def improve(
        self,
        rows: slice,
        sim: NDArray[np.float64],
        match: NDArray[np.intp],
        turn: int,
    ) -> None:
        """Take what is better than what was found before, in place."""
        better = sim > self.degree[rows] + _TIE
        self.degree[rows][better] = sim[better]
        self.match[rows][better] = match[better]
        self.turn[rows][better] = turn


def search(
    grid: Grid,
    parameters: Parameters,
    turns: Sequence[int],
    negatives: Sequence[bool],
    *,
    structural: bool,
) -> Best:
    """Find the best encrypted block in its best state, turn by turn."""
    count = grid.shape[0] * grid.shape[1]
    best = {negative: Best.none(count, negative) for negative in negatives}
    bandwidth, gamma = parameters.bandwidth(grid.side), parameters.gamma
    plain = appearance.low_passed(
        grid.coefficients_plain, bandwidth, padding=appearance.PADDING["plain"]
    )
    pixels = blocks.split(grid.luma_plain, grid.side)
    for turn in turns:
        shown = _turned(grid, turn)
        upright = appearance.low_passed(
            shown.coefficients_encrypted,
            bandwidth,
            padding=appearance.PADDING["encrypted"],
        )
        # A negative needs no transform, since DC has weight 1, and has the same edges.
        states = {
            negative: _State(
                replace(shown, luma_encrypted=255 - shown.luma_encrypted)
                if negative
                else shown,
                1 - upright if negative else upright,
                parameters,
                structural=structural,
            )
            for negative in negatives
        }
        for start in range(0, count, _ROWS):
            rows = slice(start, start + _ROWS)
            sim_s = None
            if structural:
                sim_s = structure.structural_similarity(
                    grid.weights[rows], grid.binary_plain[rows], shown.binary_encrypted
                )
            for negative, state in states.items():
                found, sim = state.matches(
                    plain[rows], pixels[rows], sim_s, gamma, start
                )
                best[negative].improve(rows, sim, found, turn)
    first, *others = best.values()
    for other in others:
        better = other.degree > first.degree + _TIE
        for mine, theirs in zip(first.columns, other.columns, strict=True):
            mine[better] = theirs[better]
    return first


class _State:
    """All encrypted blocks in one state, ready to be compared."""

    def __init__(
        self,
        grid: Grid,
        low_passed: NDArray[np.float32],
        parameters: Parameters,
        *,
        structural: bool,
    ) -> None:
        self._side = grid.side
        self._low_passed = low_passed
        self._pixels = blocks.split(grid.luma_encrypted, grid.side)
        self._exact = ExactPairs(
            grid,
            parameters.bandwidth(grid.side),
            parameters.gamma,
            structure=structural,
        )

    def matches(
        self,
        plain: NDArray[np.float32],
        pixels: Luma,
        sim_s: NDArray[np.float32] | None,
        gamma: float,
        start: int,
    ) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Best match of the plain blocks from `start` on, and its degree.

        Eqs. 2, 4 and 1, with sim_S of Eq. 3 where it takes part.
        """
        copies = blocks.equal_blocks(pixels, self._pixels)
        sim = sim_a = appearance.appearance_similarity(
            plain, self._low_passed, self._side, gamma
        )
        sim_a[copies] = 1
        if sim_s is not None:
            sim = degree.similarity(sim_a, sim_s, copies)
        first = degree.best_match(
            sim, sim_a, copies, lambda row, those: self._exact(start + row, those)
        ).first
        return first, sim[np.arange(len(sim)), first].astype(np.float64)


def _turned(grid: Grid, turn: int) -> Grid:
    """Grid with all encrypted blocks turned."""
    if turn == 0:
        return grid
    pixels = turned(blocks.split(grid.luma_encrypted, grid.side), turn)
    pixels = np.ascontiguousarray(pixels)
    return replace(
        grid,
        luma_encrypted=blocks.join(pixels, grid.shape),
        coefficients_encrypted=appearance.block_dct(pixels.astype(np.float32) / 255),
        binary_encrypted=np.ascontiguousarray(turned(grid.binary_encrypted, turn)),
    )


def reassembled(grid: Grid, best: Best) -> Luma:
    """Every encrypted block, in its best state, at the place of its plain block."""
    pixels = blocks.split(grid.luma_encrypted, grid.side)[best.match]
    laid = np.empty_like(pixels)
    for turn in range(len(TURNS)):
        chosen = best.turn == turn
        laid[chosen] = turned(pixels[chosen], turn)
    laid[best.negative] = 255 - laid[best.negative]
    return blocks.join(laid, grid.shape)
