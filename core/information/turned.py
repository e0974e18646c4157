"""Blocks that are turned, mirrored or negative: an option of the search."""

from dataclasses import dataclass

import numpy as np

from core.image import Luma
from core.information import choice, refinement, search
from core.information.choice import Kept, Places
from core.information.plain import PlainSide

LOOK_BITS = 4.0
"""Bits that it takes to name one of sixteen looks, beside those of the place."""

FACTOR = 0.5
"""φ of every look but the upright one, whatever the distance."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """One way to look at the encrypted image.

    Attributes
    ----------
    mirrored : bool
        Left and right exchanged, before the turn.
    turns : int
        Quarters, anticlockwise, 0 to 3.
    sign : int
        -1 for the negative.
    """

    mirrored: bool
    turns: int
    sign: int

    def image(self, image: Luma) -> Luma:
        """Return the image as it is looked at; its sign is left to the comparison."""
        seen = image[:, ::-1] if self.mirrored else image
        return np.ascontiguousarray(np.rot90(seen, self.turns))

    def back(self, corner: Places, shape: tuple[int, int], side: int) -> Places:
        """Top-left pixels (n, 2) of windows l × l, in the image of `shape` itself."""
        y, x = corner.T
        height, width = shape if self.turns % 2 == 0 else shape[::-1]
        for _ in range(self.turns):
            # A quarter back, clockwise.
            y, x = x, height - side - y
            height, width = width, height
        if self.mirrored:
            x = width - side - x
        return np.stack([y, x], axis=1)


LOOKS = tuple(
    Look(mirrored=mirrored, turns=turns, sign=sign)
    for mirrored in (False, True)
    for turns in range(4)
    for sign in (1, -1)
)
"""All sixteen, the upright one first: of equally good ones the first is kept."""


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
        blocks,
        plain.spectra_of,
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
            LOOKS.index(Look(mirrored=look.mirrored, turns=look.turns, sign=sign)),
        )
    return kept
