"""The index's search, Eq. 1, over encrypted blocks that are turned and negative, too.

It stands beside the paper's score and never takes its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.attacks.states import Best, reassembled, search
from core.image import DataRange, ImageError, Luma
from core.recognizability import blocks, pooling, stages
from core.recognizability.blocks import Border, Offset
from core.recognizability.noise import in_random_order
from core.recognizability.parameters import Components, Parameters
from core.recognizability.pooling import Pooling
from core.recognizability.stages import Grid, Pair
from core.turns import TURNS


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

    Examples
    --------
    >>> picture = np.random.default_rng(2).integers(0, 256, (64, 64))
    >>> found = turned_search(picture, 255 - picture)
    >>> round(found.vsi, 3), bool(found.negative.all())
    (2.0, True)
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

    def found(pair: Pair) -> tuple[Best, Grid, float, tuple[NDArray[np.float64], ...]]:
        grid = stages.cut(pair, side, border, offset)
        best = search(grid, parameters, turns, negatives, structural=parts.structure)
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
        reassembled=reassembled(grid, best),
        side=side,
        offset=offset,
        coverage=grid.coverage,
        candidates=len(turns) * len(negatives) * grid.shape[0] * grid.shape[1],
        chance=by_chance,
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
