"""Where a result's leak is: which blocks make it, and how far their matches jumped."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.recognizability.index import Recognizability

_TIE = 1e-6  # more than float32 can be off in sim

LITTLE = 0.75
"""Share of the pixels inside the grid under which a score says little of the image."""


def looks_at_little(result: Recognizability) -> bool:
    """Whether so much of the image is outside the grid that the score must say it."""
    return result.coverage < LITTLE


def moved(result: Recognizability) -> NDArray[np.bool_]:
    """Blocks (M N,) that are recognised, and shown in another place than their own."""
    elsewhere = result.shown.ravel() != np.arange(result.shown.size)
    return elsewhere & (result.degree.ravel() > 0)


def as_alike(result: Recognizability) -> NDArray[np.intp]:
    """How many more encrypted blocks are as alike to every block as its match, (M N,).

    0 where nothing is alike.
    """
    degree = result.degree.ravel()
    count = (result.sim >= degree[:, np.newaxis] - _TIE).sum(axis=1) - 1
    return np.where(degree > 0, count, 0)


def jumps(result: Recognizability) -> NDArray[np.intp]:
    """Rows and columns from every block to where it shows, (M N, 2); 0 if not moved."""
    columns = result.degree.shape[1]
    own = np.arange(result.match.size)
    found = np.where(moved(result), result.shown.ravel(), own)
    return np.stack(
        [found // columns - own // columns, found % columns - own % columns], axis=1
    )


def distances(result: Recognizability) -> NDArray[np.intp]:
    """Blocks from every block to where it shows, (M N,).

    Counted as a king moves on a chessboard: the larger of rows and columns, so that all
    eight neighbours are one block away.
    """
    return np.abs(jumps(result)).max(axis=1)


def chance_distances(result: Recognizability) -> NDArray[np.float64]:
    """Contribution by distance, if every place were an equally likely match.

    Returns
    -------
    NDArray
        (max(M, N),), share at each distance from 0 on; adds up to 1, or is 0 throughout
        where nothing is recognised.
    """
    rows, columns = result.degree.shape
    reach = np.arange(max(rows, columns))

    def within(count: int) -> NDArray[np.intp]:
        """Rows (or columns) no more than a distance away, (count, reach)."""
        place = np.arange(count)[:, np.newaxis]
        last = np.minimum(place + reach, count - 1)
        return last - np.maximum(place - reach, 0) + 1

    inside = within(rows)[:, np.newaxis] * within(columns)[np.newaxis]
    at = np.diff(inside, axis=2, prepend=0) / (rows * columns)
    return (result.contribution[:, :, np.newaxis] * at).sum(axis=(0, 1))


def by_contribution(result: Recognizability) -> NDArray[np.intp]:
    """Blocks (M N,), the one that contributes most first."""
    return np.argsort(-result.contribution.ravel(), kind="stable")


def blocks_for(result: Recognizability, share: float) -> int:
    """Fewest blocks that make a share of RD; 0 where nothing is recognised."""
    falling = result.contribution.ravel()[by_contribution(result)]
    total = falling.sum()
    if total == 0:
        return 0
    return int(np.searchsorted(np.cumsum(falling), share * total - 1e-12) + 1)


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Leak:
    """The fewest blocks that make half of RD, and how they show.

    Attributes
    ----------
    blocks : NDArray
        Their indices, the one that contributes most first.
    tied : bool
        Whether others contribute as much as the last of these, so that which of them
        are counted says nothing.
    share : float
        What they contribute together, at least 0.5.
    elsewhere : float
        Share of these blocks that show in another place than their own, in [0, 1].
    distance : float
        Mean distance of those that do, in blocks; 0 if none does.
    sim_a, sim_s : float
        With their matches, weighted by contribution.
    """

    blocks: NDArray[np.intp]
    tied: bool
    share: float
    elsewhere: float
    distance: float
    sim_a: float
    sim_s: float


def leak(result: Recognizability) -> Leak | None:
    """Return what makes half of RD; nothing where no block is recognised."""
    needed = blocks_for(result, 0.5)
    if needed == 0:
        return None
    order = by_contribution(result)
    blocks, falling = order[:needed], result.contribution.ravel()[order]
    least = falling[needed - 1] * (1 - _TIE)
    tied = needed < len(order) and falling[needed] > least
    part = result.contribution.ravel()[blocks]
    match, away = result.shown.ravel()[blocks], moved(result)[blocks]

    def mean(table: NDArray[np.float32]) -> float:
        return float((part * table[blocks, match]).sum() / part.sum())

    return Leak(
        blocks=blocks,
        tied=bool(tied),
        share=float(part.sum()),
        elsewhere=float(away.mean()),
        distance=float(distances(result)[blocks][away].mean()) if away.any() else 0.0,
        sim_a=mean(result.sim_a),
        sim_s=mean(result.sim_s),
    )


def region(blocks: NDArray[np.intp], result: Recognizability) -> str:
    """Words for the part of the image that holds most of some blocks; "" if none does.

    It is the smallest quarter, half or middle that holds at least 60 % of what the
    blocks contribute, and well more than its size would give it.
    """
    rows, columns = result.degree.shape
    y = (blocks // columns + 0.5) / rows
    x = (blocks % columns + 0.5) / columns
    part = result.contribution.ravel()[blocks]
    upper, left = y < 0.5, x < 0.5
    lower, right = y > 0.5, x > 0.5
    centre = (abs(x - 0.5) < 0.25) & (abs(y - 0.5) < 0.25)
    candidates = (
        ("upper left quarter", upper & left, 0.25),
        ("upper right quarter", upper & right, 0.25),
        ("lower left quarter", lower & left, 0.25),
        ("lower right quarter", lower & right, 0.25),
        ("middle", centre, 0.25),
        ("upper half", upper, 0.5),
        ("lower half", lower, 0.5),
        ("left half", left, 0.5),
        ("right half", right, 0.5),
    )
    total = part.sum()
    fitting = [
        (size, -part[inside].sum(), words)
        for words, inside, size in candidates
        if part[inside].sum() >= max(0.6, 1.4 * size) * total
    ]
    return min(fitting)[2] if fitting else ""


def percent(share: float) -> str:
    """Per cent that say 0 or 100 only of none or all, to the rounding of a float."""
    if share < 1e-9 or share > 1 - 1e-9:
        return f"{round(share):.0%}"
    return f"{min(max(round(100 * share), 1), 99)}%"
