"""Arnold's cat map, undone round by round until a picture shows."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.attacks.base import Attack, Declined, Found
from core.compiled import njit
from core.image import Luma

SMOOTHER = 0.9
"""Total variation after, over before, under which undone rounds count."""

STANDING_OUT = 0.8
"""The same over the median of all numbers of rounds."""

_ROUNDS_OF_RECTANGLES = 96

Float32: TypeAlias = NDArray[np.float32]


def most_rounds(height: int, width: int) -> int:
    """Rounds that are tried: those after which a square is back at the latest.

    Reading: the period of an n × n square is at most 3 n (Dyson and Falk 1992); that of
    a rectangle may be huge, and 96 rounds are tried.
    """
    return 3 * height if height == width else _ROUNDS_OF_RECTANGLES


@njit(nogil=True, cache=True)
def _undo_round(picture: Float32, back: Float32) -> None:
    """Undo one round of (x, y) -> (x + y, x + 2y), as two shears, into `back`."""
    height, width = picture.shape
    for y in range(height):
        column = y % width
        row = (y + column) % height
        for x in range(width):
            back[y, x] = picture[row, column]
            column += 1
            row += 1
            if column == width:
                column = 0
                row = y % height
            if row == height:
                row = 0


@njit(nogil=True, cache=True, fastmath=True)
def _variation(picture: Float32) -> float:
    """Total variation, as `neighbours.total_variation`, in single precision."""
    height, width = picture.shape
    across = 0.0
    down = 0.0
    for y in range(height):
        row = np.float32(0)
        for x in range(width - 1):
            row += abs(picture[y, x + 1] - picture[y, x])
        across += row
        if y:
            row = np.float32(0)
            for x in range(width):
                row += abs(picture[y, x] - picture[y - 1, x])
            down += row
    return across / (height * (width - 1)) + down / ((height - 1) * width)


@njit(nogil=True, cache=True)
def variations(picture: Float32, rounds: int) -> NDArray[np.float64]:
    """Total variation after 0, 1, ... undone rounds, (rounds + 1,)."""
    found = np.empty(rounds + 1)
    current, back = picture.copy(), np.empty_like(picture)
    for number in range(rounds + 1):
        found[number] = _variation(current)
        _undo_round(current, back)
        current, back = back, current
    return found


def undone(luma: Luma, rounds: int) -> Luma:
    """Undo some rounds of the map, exactly; (H, W) of any sides."""
    height, width = luma.shape
    y, x = np.mgrid[:height, :width]
    for _ in range(rounds):
        x = (x + y) % width
        y = (y + x) % height
    return luma[y, x]


def _look(luma: Luma) -> Found | Declined:
    """Look for a number of rounds after which the picture is smooth."""
    height, width = luma.shape
    tried = most_rounds(height, width)
    variation = variations(np.ascontiguousarray(luma, np.float32), tried)
    rounds = 1 + int(variation[1:].argmin())
    least, middle = variation[rounds], float(np.median(variation[1:]))
    if not (least < SMOOTHER * variation[0] and least < STANDING_OUT * middle):
        return Declined(f"no number of rounds up to {tried} makes it much smoother")
    return Found.of(rounds=rounds, ratio=round(float(least / variation[0]), 3))


def _apply(luma: Luma, found: Found) -> Luma:
    """Undo the rounds."""
    return undone(luma, int(found["rounds"]))


def _say(found: Found) -> str:
    """Say how many rounds."""
    rounds = int(found["rounds"])
    return (
        f"Undoing {rounds} round{'s' if rounds > 1 else ''} of the cat map leaves "
        f"{100 * found['ratio']:.0f} % of the steps between neighbours."
    )


CAT_ROUNDS = Attack(
    key="cat-rounds",
    label="Undo the cat map",
    does="Rounds of Arnold's cat map are undone until the picture is smoothest.",
    knows="The map. It has no key but the number of rounds.",
    slow=True,
    draws=1,
    provenance="published definition",
    citation=(
        "F. J. Dyson, H. Falk, Period of a discrete cat mapping, American Mathematical "
        "Monthly 99 (1992), 603-614"
    ),
    look=_look,
    make=_apply,
    say=_say,
)
