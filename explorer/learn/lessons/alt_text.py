"""Text alternatives: what a picture shows, in words."""

import numpy as np
from numpy.typing import NDArray

from explorer.learn.lessons.case import Case

_PLACES = (
    ("at the top left", "at the top", "at the top right"),
    ("at the left", "in the middle", "at the right"),
    ("at the bottom left", "at the bottom", "at the bottom right"),
)
_EVEN = 0.02  # ninths of a block that differ by less look the same


def grey(case: Case, levels: NDArray[np.floating]) -> str:
    """Grey levels of a block, in [0, 255]: their mean, and where it is bright."""
    numbers = case.revealed(f", {levels.mean():.0f} of 255 on average")
    return f"{_where(levels / 255, 'brightest')}{numbers}"


def heat(case: Case, values: NDArray[np.floating]) -> str:
    """Values of a block in [0, 1]: where they are high, their mean and their range."""
    numbers = case.revealed(
        f", {values.mean():.2f} on average, {values.min():.2f} to {values.max():.2f}"
    )
    return f"{_where(values, 'highest')}{numbers}"


def blocks(case: Case, values: NDArray[np.floating]) -> str:
    """One value of every block: which is highest, which is lowest."""
    flat = values.ravel()
    high, low = int(flat.argmax()), int(flat.argmin())
    return (
        f"highest in {case.place(high)}{case.revealed(f' ({flat[high]:.4f})')}, "
        f"lowest in {case.place(low)}{case.revealed(f' ({flat[low]:.4f})')}"
    )


def _where(values: NDArray[np.floating], most: str) -> str:
    """Which ninth of a block has the highest mean."""
    down, across = (min(3, length) for length in values.shape)
    ninths = np.array(
        [
            [part.mean() for part in np.array_split(band, across, axis=1)]
            for band in np.array_split(values, down, axis=0)
        ]
    )
    if np.ptp(ninths) < _EVEN:
        return "much the same everywhere"
    row, column = np.unravel_index(int(ninths.argmax()), ninths.shape)
    return f"{most} {_PLACES[row][column]}"
