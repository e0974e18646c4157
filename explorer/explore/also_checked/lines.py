"""Both pictures beside each other, with lines from what was found to where it was."""

from collections.abc import Sequence
from html import escape

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]

GAP = 0.03
"""Of the space between both pictures, over the width of one."""

MANY = 60
"""Lines from which they are drawn thinner, so that the pictures are seen."""


def two_pictures(
    pictures: tuple[str, str],
    size: tuple[int, int],
    lines: Real,
    said: str,
    *,
    parts: Sequence[str] = (),
    ends: str = "",
) -> str:
    """Return a drawing of both pictures with lines from the left to the right one.

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
    parts : sequence of str
        What else is drawn on the pictures, under the lines: see `frames` and `dots`.
    ends : str
        What is drawn over the lines.
    """
    height, width = size
    apart = across(size)
    images = "".join(
        f'<image href="{escape(address)}" x="{x:g}" width="{width}" height="{height}" '
        'preserveAspectRatio="none"/>'
        for address, x in zip(pictures, (0, apart), strict=True)
    )
    path = "".join(
        f"M{x0:.1f} {y0:.1f}L{x1 + apart:.1f} {y1:.1f}"
        for y0, x0, y1, x1 in lines.tolist()
    )
    drawn = f'<path class="under" d="{path}"/><path class="line" d="{path}"/>'
    thin = " thin" if len(lines) > MANY else ""
    return (
        f'<svg class="pair{thin}" viewBox="0 0 {apart + width:g} {height}" role="img" '
        f'aria-label="{escape(said)}">{images}{"".join(parts)}{drawn}{ends}</svg>'
    )


def across(size: tuple[int, int]) -> float:
    """Where the encrypted picture begins, in pixels from the left of the plain one."""
    return size[1] * (1 + GAP)


def frames(
    corners: Real,
    side: int,
    size: tuple[int, int],
    kind: str,
    *,
    right: bool = False,
) -> str:
    """Frames of squares (n, 2), y and x of their top-left pixels, cut at the edge.

    On the plain picture, or on the encrypted one to the `right` of it.
    """
    height, width = size
    shift = across(size) if right else 0.0
    path = "".join(
        f"M{x + shift:g} {y:g}H{min(x + side, width) + shift:g}"
        f"V{min(y + side, height):g}H{x + shift:g}Z"
        for y, x in corners.tolist()
    )
    return f'<path class="under" d="{path}"/><path class="{kind}" d="{path}"/>'


def dots(places: Real, kind: str, radius: float, *, shift: float = 0.0) -> str:
    """Dots at places (n, 2), y and x, as one path; `shift` is added to x."""
    half = f"a{radius:.2f} {radius:.2f} 0 1 0"
    turn = f"{half} {2 * radius:.2f} 0{half} {-2 * radius:.2f} 0"
    path = "".join(
        f"M{x + shift - radius:.1f} {y:.1f}{turn}" for y, x in places.tolist()
    )
    return f'<path class="{kind}" d="{path}"/>'
