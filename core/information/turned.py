"""Blocks that are turned, mirrored or negative: an option of the search."""

from dataclasses import dataclass

import numpy as np

from core.image import Luma
from core.information import choice, refinement, search
from core.information.choice import Kept, Places
from core.information.plain import PlainSide
from core.turns import COMBINED, TURNS, turned

LOOK_BITS = 4.0
"""Bits that it takes to name one of sixteen looks, beside those of the place."""

FACTOR = 0.5
"""φ of every look but the upright one, whatever the distance."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """One way to look at the encrypted image.

    Attributes
    ----------
    turn : int
        Number of the turn in `core.turns.TURNS`.
    sign : int
        -1 for the negative.
    """

    turn: int
    sign: int

    def image(self, image: Luma) -> Luma:
        """Return the image as it is looked at; its sign is left to the comparison."""
        return np.ascontiguousarray(turned(image, self.turn))

    def back(self, corner: Places, shape: tuple[int, int], side: int) -> Places:
        """Top-left pixels (n, 2) of windows l × l, in the image of `shape` itself."""
        y, x = corner.T
        how = TURNS[self.turn]
        height, width = shape[::-1] if how.transposed else shape
        # The flips came last, so they go first.
        if how.upside_down:
            y = height - side - y
        if how.left_right:
            x = width - side - x
        return np.stack([x, y] if how.transposed else [y, x], axis=1)


_MIRRORED = 5

LOOKS = tuple(
    Look(turn=int(turn), sign=sign)
    for turn in (*range(4), *COMBINED[:4, _MIRRORED])
    for sign in (1, -1)
)
"""All sixteen, the upright one first: of equally good ones the first is kept.

Quarters of a turn anticlockwise, then the same of the mirror image.
"""


def look_again(plain: PlainSide, image: Luma, kept: Kept) -> Kept:
    """Take turned, mirrored or negative windows where these count more.

    Parameters
    ----------
    plain : PlainSide
        What is searched for.
    image : NDArray
        (H', W'), E'.
    kept : Kept
        What the upright search found.

    Notes
    -----
    A look costs its bits, and counts half: φ = ½. Each is searched as an image of its
    own.
    """
    for number in range(0, len(LOOKS), 2):
        signs = (-1,) if number == 0 else (1, -1)
        kept = _look(plain, image, kept, LOOKS[number], signs)
    return kept


def _look(
    plain: PlainSide, image: Luma, kept: Kept, look: Look, signs: tuple[int, ...]
) -> Kept:
    """Look in one way, and at its negative: both are found in one map."""
    layout = plain.layout
    price = layout.place_bits + LOOK_BITS
    blocks = np.flatnonzero(choice.may_be_beaten(kept.bits / FACTOR, plain.held, price))
    if not len(blocks):
        return kept
    seen = look.image(image)
    corners = layout.corners[blocks]
    places = search.best_places(
        search.field_of(seen, layout.side // 2),
        plain.templates[blocks],
        corners // 2,
        signs,
    )
    ready = refinement.prepared(seen)
    for sign, place in zip(signs, places, strict=True):
        windows = refinement.refined(
            ready,
            plain.waves[blocks],
            plain.energy[blocks],
            corners + 2 * (place - corners // 2),
            negative=sign < 0,
        )
        kept = kept.or_better(
            blocks,
            windows.held,
            FACTOR * choice.discount(windows.total, price),
            plain.size,
            look.back(windows.corner, layout.covered_shape, layout.side),
            LOOKS.index(Look(turn=look.turn, sign=sign)),
        )
    return kept
