"""The eight turns and flips of a square, as blocks and whole pictures take them."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Turn:
    """One of the eight: first transposed, then flipped.

    Attributes
    ----------
    label : str
        Name for people.
    transposed : bool
        Rows become columns.
    upside_down, left_right : bool
        Rows, and columns, in reverse order.
    """

    label: str
    transposed: bool
    upside_down: bool
    left_right: bool


TURNS = (
    Turn("as it is", False, False, False),
    Turn("turned by 90° to the left", True, True, False),
    Turn("turned by 180°", False, True, True),
    Turn("turned by 90° to the right", True, False, True),
    Turn("upside down", False, True, False),
    Turn("mirrored", False, False, True),
    Turn("transposed", True, False, False),
    Turn("transposed along the other diagonal", True, True, True),
)
"""All eight, by number."""

UNDONE_BY = (0, 3, 2, 1, 4, 5, 6, 7)
"""Number of the turn that undoes each."""


def turned(
    pixels: NDArray[Number], turn: int, axes: tuple[int, int] = (-2, -1)
) -> NDArray[Number]:
    """Turn pictures or blocks; a view.

    Parameters
    ----------
    pixels : NDArray
        Any shape.
    turn : int
        Number of the turn, 0..7.
    axes : tuple of int
        Axes of the rows and the columns.
    """
    how = TURNS[turn]
    if how.transposed:
        pixels = pixels.swapaxes(*axes)
    if how.upside_down:
        pixels = np.flip(pixels, axes[0])
    if how.left_right:
        pixels = np.flip(pixels, axes[1])
    return pixels


def _combined() -> NDArray[np.int64]:
    """Find which turn two turns after each other make."""
    square = np.arange(4).reshape(2, 2)
    known = {turned(square, turn).tobytes(): turn for turn in range(8)}
    return np.array(
        [
            [
                known[turned(turned(square, first), second).tobytes()]
                for first in range(8)
            ]
            for second in range(8)
        ]
    )


COMBINED = _combined()
"""(8, 8): number of the turn that is the second, row, after the first, column."""
