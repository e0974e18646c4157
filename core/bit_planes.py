"""Bit planes of a pair, and how much of each a scheme leaves where it was."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.image import Luma, grey_levels

Levels: TypeAlias = Luma | NDArray[np.uint8]

PLANES = 8
"""Bits of a grey level; plane 8 is the most significant one, plane 1 the least."""

VISIBLE = 5
"""Lowest plane in which an eye makes out a photograph.

Reading: the planes below look like noise in most photographs, so that leaving one of
them as it is gives nothing away.
"""

BY_CHANCE = 0.999
"""Expected share of equal bits from which chance alone explains an equal plane.

Reading: where nearly all bits of both planes are 0, or 1, equal planes say nothing.
"""

# (256, 8): the bits of every grey level, plane 1 first.
_BITS = np.arange(256)[:, np.newaxis] >> np.arange(PLANES) & 1


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedPlane:
    """What both images of a pair have in common in one bit plane.

    Attributes
    ----------
    number : int
        Number of the plane: 8 is the most significant, 1 the least.
    equal : int
        Number of pixels whose bit is the same in both images.
    pixels : int
        Number of all pixels.
    chance : float
        Share of equal bits, in [0, 1], to be expected if the encrypted plane had its
        bits in random order: 0.5 where one of the planes has as many 1 as 0.
    """

    number: int
    equal: int
    pixels: int
    chance: float

    @property
    def in_the_clear(self) -> bool:
        """Whether a visible plane is equal in all pixels, and not by chance."""
        by_chance = self.chance >= BY_CHANCE
        return self.number >= VISIBLE and self.equal == self.pixels and not by_chance

    @property
    def inverted(self) -> bool:
        """Whether a visible plane differs in all pixels, and not by chance."""
        by_chance = 1 - self.chance >= BY_CHANCE
        return self.number >= VISIBLE and self.equal == 0 and not by_chance


def bit_plane(levels: Levels, plane: int) -> NDArray[np.uint8]:
    """One bit of every grey level.

    Parameters
    ----------
    levels : NDArray
        (H, W), in [0, 255]: luma or another channel; rounded to whole levels, as the
        picture on the screen is.
    plane : int
        From 8, the most significant bit, to 1, the least.

    Returns
    -------
    NDArray
        (H, W) uint8, 0 or 1: the levels are the sum of plane k times 2 ** (k - 1).
    """
    return grey_levels(levels) >> np.uint8(plane - 1) & np.uint8(1)


def shared_planes(plain: Levels, encrypted: Levels) -> tuple[SharedPlane, ...]:
    """Compare two images of one size, (H, W), plane by plane, 8 first."""
    levels = grey_levels(plain), grey_levels(encrypted)
    pixels = levels[0].size
    ones, others, unequal = (
        np.bincount(picture.ravel(), minlength=256) @ _BITS
        for picture in (*levels, levels[0] ^ levels[1])
    )
    p, e = ones / pixels, others / pixels
    chance = p * e + (1 - p) * (1 - e)
    return tuple(
        SharedPlane(
            number=k + 1,
            equal=pixels - int(unequal[k]),
            pixels=pixels,
            chance=float(chance[k]),
        )
        for k in reversed(range(PLANES))
    )
