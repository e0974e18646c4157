"""Bit planes of a pair, and how much of each a scheme leaves where it was."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.image import Luma
from explorer.figures.pictures import grey_levels

PLANES = 8
"""Bits of a grey level; plane 8 is the most significant one, plane 1 the least."""

# (256, 8): the bits of every grey level, plane 1 first.
_BITS = np.arange(256)[:, np.newaxis] >> np.arange(PLANES) & 1


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedPlane:
    """What both images of a pair have in common in one bit plane.

    Attributes
    ----------
    number : int
        Of the plane: 8 is the most significant, 1 the least.
    equal : int
        Pixels whose bit is the same in both.
    pixels : int
        All of them.
    chance : float
        Share of equal bits, in [0, 1], to be expected if those of the encrypted plane
        were laid in any order at random: 0.5 where one of both has as many 1 as 0.
    """

    number: int
    equal: int
    pixels: int
    chance: float

    @property
    def share(self) -> str:
        """Equal bits in per cent; 0 and 100 stand for none and all alone."""
        if self.equal in (0, self.pixels):
            return "0 %" if self.equal == 0 else "100 %"
        return f"{min(max(100 * self.equal / self.pixels, 0.1), 99.9):.1f} %"

    @property
    def words(self) -> str:
        """One sentence on the plane."""
        place = {PLANES: ", the most significant", 1: ", the least significant"}
        begin = (
            f"Plane {self.number} of {PLANES}{place.get(self.number, '')}: both images "
            f"have the same bit at {self.share} of the pixels"
        )
        if self.equal == self.pixels:
            return f"{begin}: the scheme leaves it in the clear."
        if self.equal == 0:
            return f"{begin}: the scheme inverts it, which hides nothing."
        return f"{begin}; by chance it would be {100 * self.chance:.1f} %."


def bit_plane(luma: Luma, plane: int) -> NDArray[np.uint8]:
    """One bit of every grey level.

    Parameters
    ----------
    luma : NDArray
        (H, W), in [0, 255]; rounded to whole levels, as the picture on the screen is.
    plane : int
        From 8, the most significant bit, to 1, the least.

    Returns
    -------
    NDArray
        (H, W) uint8, 0 or 1: the levels are the sum of plane k times 2 ** (k - 1).
    """
    return grey_levels(luma) >> np.uint8(plane - 1) & np.uint8(1)


def shared_planes(plain: Luma, encrypted: Luma) -> tuple[SharedPlane, ...]:
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


def plane_table(planes: tuple[SharedPlane, ...]) -> list[dict[str, object]]:
    """What the canvas says of the planes; JSON-ready, 8 first."""
    return [
        {"number": plane.number, "share": plane.share, "words": plane.words}
        for plane in planes
    ]
