"""What a part of a figure stands for: the blocks that a click on it leads to.

A pick is a word or two that travel with the figure and come back with a click:
"block 17", "distance 3", "jump 2 -1" (rows down, columns to the right) or "degree 12"
(the bar of `degree_bins`).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.recognizability.index import Recognizability
from explorer.figures.leak import by_contribution, distances, jumps

DEGREE_BINS = 20
"""Bars of RD(b) between 0 and 1."""


def degree_bins(result: Recognizability) -> NDArray[np.intp]:
    """Bar of RD(b) that every block belongs to, (M N,), in [0, 20)."""
    bins = np.floor(result.degree.ravel() * DEGREE_BINS).astype(np.intp)
    return np.minimum(bins, DEGREE_BINS - 1)


def picked(result: Recognizability, pick: str) -> list[int]:
    """Blocks that a pick stands for, the one that contributes most first.

    None for what is no pick, or one of another result.
    """
    kind, *words = pick.split(" ")
    try:
        numbers = [int(word) for word in words]
    except ValueError:
        return []
    if kind == "block" and len(numbers) == 1:
        found = np.arange(result.match.size) == numbers[0]
    elif kind == "distance" and len(numbers) == 1:
        found = _recognised(result) & (distances(result) == numbers[0])
    elif kind == "jump" and len(numbers) == 2:
        found = _recognised(result) & (jumps(result) == numbers).all(axis=1)
    elif kind == "degree" and len(numbers) == 1:
        found = degree_bins(result) == numbers[0]
    else:
        return []
    order = by_contribution(result)
    return order[found[order]].tolist()


def by_turns(blocks: Sequence[int], pin: int | None) -> int | None:
    """Return the block after the pinned one, or the first; none of none."""
    if not blocks:
        return None
    return blocks[(blocks.index(pin) + 1) % len(blocks)] if pin in blocks else blocks[0]


def blocks_in_words(count: int) -> str:
    """How many blocks a part stands for."""
    return "1 block" if count == 1 else f"{count} blocks"


def _recognised(result: Recognizability) -> NDArray[np.bool_]:
    """Blocks that contribute anything: only these are in the figures of jumps."""
    return result.contribution.ravel() > 0
