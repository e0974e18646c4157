"""Both pictures, with lines from what was found to where it was."""

from collections.abc import Callable
from html import escape
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]

GAP = 0.03
"""Of the space between both pictures, over the width of one."""

MANY = 60
"""Lines from which they are drawn thinner, so that the pictures are seen."""


Shift: TypeAlias = tuple[float, float]
"""Where the encrypted picture begins, x and y, in pixels of the plain one."""


def nothing(_: Shift) -> str:
    """Draw nothing more."""
    return ""


def two_pictures(
    pictures: tuple[str, str],
    size: tuple[int, int],
    lines: Real,
    said: str,
    *,
    parts: Callable[[Shift], str] = nothing,
    ends: Callable[[Shift], str] = nothing,
) -> str:
    """Return a drawing of both pictures with lines from the one to the other.

    It is there twice: with the pictures side by side, and for narrow screens with the
    encrypted one below. The page's style shows one of the two.

    Parameters
    ----------
    pictures : tuple of str
        Addresses of the plain and of the encrypted picture.
    size : tuple of int
        (H, W) of both, in pixels.
    lines : NDArray
        (n, 4), y and x in the plain picture, then y and x in the encrypted one.
    said : str
        Words for those who do not see it.
    parts : callable
        What else is drawn on the pictures, under the lines: see `frames` and `dots`.
    ends : callable
        What is drawn over the lines.
    """
    height, width = size

    def drawing(name: str, shift: Shift) -> str:
        right, down = shift
        images = "".join(
            f'<image href="{escape(address)}" x="{x:g}" y="{y:g}" width="{width}" '
            f'height="{height}" preserveAspectRatio="none"/>'
            for address, (x, y) in zip(pictures, ((0, 0), shift), strict=True)
        )
        path = "".join(
            f"M{x0:.1f} {y0:.1f}L{x1 + right:.1f} {y1 + down:.1f}"
            for y0, x0, y1, x1 in lines.tolist()
        )
        drawn = f'<path class="under" d="{path}"/><path class="line" d="{path}"/>'
        thin = " thin" if len(lines) > MANY else ""
        return (
            f'<svg class="pair {name}{thin}" '
            f'viewBox="0 0 {width + right:g} {height + down:g}" role="img" '
            f'aria-label="{escape(said)}">{images}{parts(shift)}{drawn}{ends(shift)}'
            "</svg>"
        )

    return drawing("beside", (across(size), 0.0)) + drawing("below", (0.0, under(size)))


def across(size: tuple[int, int]) -> float:
    """Where the encrypted picture begins, in pixels from the left of the plain one."""
    return size[1] * (1 + GAP)


def under(size: tuple[int, int]) -> float:
    """Where it begins below the plain one, in pixels from the top of that."""
    return size[0] + size[1] * GAP


def frames(
    corners: Real,
    side: int,
    size: tuple[int, int],
    kind: str,
    shift: Shift = (0.0, 0.0),
) -> str:
    """Frames of squares (n, 2), y and x of their top-left pixels, cut at the edge.

    On the plain picture, or on the encrypted one where that begins at `shift`.
    """
    height, width = size
    right, down = shift
    path = "".join(
        f"M{x + right:g} {y + down:g}H{min(x + side, width) + right:g}"
        f"V{min(y + side, height) + down:g}H{x + right:g}Z"
        for y, x in corners.tolist()
    )
    return f'<path class="under" d="{path}"/><path class="{kind}" d="{path}"/>'


def dots(places: Real, kind: str, radius: float, shift: Shift = (0.0, 0.0)) -> str:
    """Dots at places (n, 2), y and x, as one path; `shift` as in `frames`."""
    half = f"a{radius:.2f} {radius:.2f} 0 1 0"
    turn = f"{half} {2 * radius:.2f} 0{half} {-2 * radius:.2f} 0"
    right, down = shift
    path = "".join(
        f"M{x + right - radius:.1f} {y + down:.1f}{turn}" for y, x in places.tolist()
    )
    return f'<path class="{kind}" d="{path}"/>'
