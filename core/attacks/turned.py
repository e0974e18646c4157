"""The index's search, Eq. 1, over encrypted blocks that are turned and negative, too.

It stands beside the paper's score and never takes its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.image import DataRange, ImageError, Luma
from core.recognizability import appearance, blocks, degree, pooling, stages, structure
from core.recognizability.blocks import Border, Offset
from core.recognizability.exact import ExactPairs
from core.recognizability.noise import in_random_order
from core.recognizability.parameters import Components, Parameters
from core.recognizability.pooling import Pooling
from core.recognizability.stages import Grid, Pair
from core.turns import TURNS, turned

_TIE = 1e-6  # more than float32 can be off in sim
_ROWS = 256  # plain blocks whose pairs are held together


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Turned:
    """The score where encrypted blocks may be turned, flipped and made negative.

    Grids are (M, N): rows and columns of blocks.

    Attributes
    ----------
    vsi, rd, gs : float
        As of `core.Recognizability`, with the wider search.
    degree : NDArray
        (M, N), highest sim over all encrypted blocks and states, in [0, 1].
    match : NDArray
        (M, N), index of the encrypted block of that degree.
    turn : NDArray
        (M, N), number in `core.turns.TURNS` of the turn that makes it look like the
        plain block. How the cipher turned it is the undoing one.
    negative : NDArray
        (M, N) bool, whether it is to be made negative, too.
    weight, contribution : NDArray
        (M, N), w(b_p), and the share of each block in the sum of Eq. 6.
    reassembled : NDArray
        (M l, N l), every encrypted block laid, so turned, where its plain block is.
    side : int
        l, in pixels.
    offset : tuple of int
        (y, x) of the first pixel of the first block.
    coverage : float
        Share of the pixels inside the grid, in (0, 1].
    candidates : int
        Encrypted blocks in all their states.
    chance : float
        RD of the same search on the encrypted pixels in random order; NaN where it was
        not asked for.
    """

    vsi: float
    rd: float
    gs: float
    degree: NDArray[np.float64]
    match: NDArray[np.intp]
    turn: NDArray[np.int64]
    negative: NDArray[np.bool_]
    weight: NDArray[np.float64]
    contribution: NDArray[np.float64]
    reassembled: Luma
    side: int
    offset: Offset
    coverage: float
    candidates: int
    chance: float


@dataclass(frozen=True, eq=False, slots=True)
class _Best:
    """Best degree of every plain block so far, and where it was, all (M N,)."""

    degree: NDArray[np.float64]
    match: NDArray[np.intp]
    turn: NDArray[np.int64]
    negative: NDArray[np.bool_]

    @classmethod
    def none(cls, count: int, negative: bool) -> "_Best":
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


def turned_search(
    plain: ArrayLike,
    encrypted: ArrayLike,
    parameters: Parameters | None = None,
    components: Components | None = None,
    *,
    offset: Offset = (0, 0),
    turns: Sequence[int] = tuple(range(len(TURNS))),
    negatives: Sequence[bool] = (False, True),
    border: Border = "crop",
    pooling: Pooling = "normalised",
    chance: bool = True,
    data_range: DataRange = None,
) -> Turned:
    """Eqs. 1 to 8 where an encrypted block may be turned, flipped and negative.

    Parameters
    ----------
    plain, encrypted, parameters, components, border, pooling, data_range
        As `core.visual_security_index` takes them.
    offset : tuple of int
        (y, x) at which blocks start, each from 0 to l - 1.
    turns : sequence of int
        Numbers in `core.turns.TURNS`, at least one.
    negatives : sequence of bool
        Whether blocks are looked at as they are, as negatives, or both.
    chance : bool
        Search the encrypted pixels in random order, too.

    Returns
    -------
    Turned
        With turns (0,) and negatives (False,) the numbers are those of
        `core.visual_security_index`.

    Raises
    ------
    ImageError
        As that function does, or if offset, turns or negatives do not fit the above.

    Notes
    -----
    Reading: the turned block is low-passed, not the low-passed block turned, since the
    zigzag filter is not symmetric. The edge map is turned with its block and not
    filtered again; a negative leaves it as it is. Of equal states the first wins, a
    later one only by more than 1e-6; within a state the lowest block.
    """
    if not turns or not negatives or not set(turns) <= set(range(len(TURNS))):
        raise ImageError(
            f"expected some turns of 0 to {len(TURNS) - 1} and some negatives, got "
            f"{tuple(turns)} and {tuple(negatives)}"
        )
    parameters, parts = parameters or Parameters(), components or Components()
    turns, negatives = sorted(set(turns)), sorted(set(negatives))
    pair = stages.prepare(plain, encrypted, data_range=data_range)
    side = parameters.block_side(min(pair.plain.shape))

    def found(pair: Pair) -> tuple[_Best, Grid, float, tuple[NDArray[np.float64], ...]]:
        grid = stages.cut(pair, side, border, offset)
        best = _search(grid, parameters, turns, negatives, structural=parts.structure)
        rd, weighed = _pooled(best.degree, grid, parameters, parts, pooling)
        return best, grid, rd, weighed

    best, grid, rd, (weight, contribution) = found(pair)
    by_chance = float("nan")
    if chance:
        noise = in_random_order(pair.encrypted, 0)
        by_chance = found(
            stages.prepare(
                pair.plain, noise, edges_plain=pair.edges_plain, data_range=255
            )
        )[2]
    return Turned(
        vsi=rd * (1 + pair.gs) if parts.global_similarity else rd,
        rd=rd,
        gs=pair.gs,
        degree=best.degree.reshape(grid.shape),
        match=best.match.reshape(grid.shape),
        turn=best.turn.reshape(grid.shape),
        negative=best.negative.reshape(grid.shape),
        weight=weight,
        contribution=contribution,
        reassembled=_reassembled(grid, best),
        side=side,
        offset=offset,
        coverage=grid.coverage,
        candidates=len(turns) * len(negatives) * grid.shape[0] * grid.shape[1],
        chance=by_chance,
    )


def _search(
    grid: Grid,
    parameters: Parameters,
    turns: Sequence[int],
    negatives: Sequence[bool],
    *,
    structural: bool,
) -> _Best:
    """Find the best encrypted block in its best state, turn by turn."""
    count = grid.shape[0] * grid.shape[1]
    best = {negative: _Best.none(count, negative) for negative in negatives}
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


def _pooled(
    best: NDArray[np.float64],
    grid: Grid,
    parameters: Parameters,
    parts: Components,
    how: Pooling,
) -> tuple[float, tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """RD of Eq. 6, with weights and shares, as in the index."""
    rd_b = best.reshape(grid.shape)
    weight = np.ones(grid.shape)
    if parts.weight:
        weight = pooling.weights(grid.complexity, blocks.neighbour_mean(rd_b))
    rd, shares = pooling.pooled_degree(rd_b, weight, parameters.gamma, how)
    return rd, (weight, shares)


def _reassembled(grid: Grid, best: _Best) -> Luma:
    """Every encrypted block, in its best state, at the place of its plain block."""
    pixels = blocks.split(grid.luma_encrypted, grid.side)[best.match]
    laid = np.empty_like(pixels)
    for turn in range(len(TURNS)):
        chosen = best.turn == turn
        laid[chosen] = turned(pixels[chosen], turn)
    laid[best.negative] = 255 - laid[best.negative]
    return blocks.join(laid, grid.shape)
