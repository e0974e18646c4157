"""Where the pictures of a figure are: their frames, and the part that each shows.

As `layout` and `panelsOf` of the canvas have it: pictures beside each other, on each
other where they are long, or in one frame.
"""

from dataclasses import dataclass
from typing import Literal

from explorer.canvas import LOOK
from explorer.export.scene import Box
from explorer.export.view import View

MARGIN, GAP = 24.0, 24.0
_LONGEST = 512.0  # of the longer side of what is seen
_LEAST = 96.0  # of its shorter side, where that is possible
_MOST = 1600.0  # of a long image
_SLOT = 320.0  # the least room for the words over an image
_ALONE = 640.0  # and where it stands alone, for those below it

Name = Literal["plain", "encrypted", "reassembled", "difference"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Detail:
    """The part of an image that is seen: pixels from (x0, y0) to (x1, y1)."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """Where an image lies: its corner, units a pixel, and the frame that clips it."""

    left: float
    top: float
    scale: float
    frame: Box


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """Where everything is.

    Attributes
    ----------
    width : float
        Of the figure.
    seen : Detail
        What of the images is seen.
    plain, encrypted : Placed
        Both images; in one frame they lie in the same place.
    panels : tuple
        (name, where it lies, its frame) of every picture, from left to right.
    edge : Box, optional
        Of a wipe.
    slot : float
        Room for the words over an image.
    below : float
        Where the last frame ends.
    """

    width: float
    seen: Detail
    plain: Placed
    encrypted: Placed
    panels: tuple[tuple[Name, Placed, Box], ...]
    edge: Box | None
    slot: float
    below: float


def arrange(view: View, top: float) -> Layout:
    """Place the pictures of a view; the first line over them is above `top`."""
    seen = detail(view)
    scale = _scale(seen.x1 - seen.x0, seen.y1 - seen.y0)
    w, h = (seen.x1 - seen.x0) * scale, (seen.y1 - seen.y0) * scale
    single = view.look.mode != "side"
    stacked = not single and w > LOOK["longImage"] * h
    slot = max(w, _ALONE if single else _SLOT)
    corners = [(MARGIN, top)]
    if stacked:
        corners.append((MARGIN, round(top + h + 36)))
    elif not single:
        corners.append((MARGIN + round(slot + GAP), top))
    plain, encrypted = (
        Placed(
            left=x - seen.x0 * scale,
            top=y - seen.y0 * scale,
            scale=scale,
            frame=(x, y, w, h),
        )
        for x, y in (corners[0], corners[-1])
    )
    beside = not single and not stacked
    edge = plain.frame[0] + view.look.wipe * w
    return Layout(
        width=2 * MARGIN + slot + (corners[-1][0] - MARGIN if beside else 0),
        seen=seen,
        plain=plain,
        encrypted=encrypted,
        panels=_panels(view, plain, encrypted, edge),
        edge=(edge, top, 0, h) if view.look.mode == "wipe" else None,
        slot=slot,
        below=corners[-1][1] + h,
    )


def detail(view: View) -> Detail:
    """Return the part of the images that is seen, moved inside them."""
    height, width = view.plain.luma.shape
    if view.look.at is None:
        return Detail(x0=0, y0=0, x1=width, y1=height)
    zoom, *middle = view.look.at
    room = _scale(width, height) / zoom
    spans = view.look.span or (room, room)
    ends = []
    for size, share, span in zip((width, height), middle, spans, strict=True):
        half = min(max(span, 1 / size), 1) / 2
        centre = min(max(share, half), 1 - half)
        ends.append(((centre - half) * size, (centre + half) * size))
    (x0, x1), (y0, y1) = ends
    return Detail(x0=x0, y0=y0, x1=x1, y1=y1)


def _scale(width: float, height: float) -> float:
    longer, shorter = max(width, height), min(width, height)
    return max(_LONGEST / longer, min(_LEAST / shorter, _MOST / longer))


def _panels(
    view: View, plain: Placed, encrypted: Placed, edge: float
) -> tuple[tuple[Name, Placed, Box], ...]:
    look = view.look
    x, y, w, h = plain.frame
    if look.mode == "difference":
        return (("difference", plain, plain.frame),)
    if look.mode == "flip":
        return (("plain" if not look.flipped else look.right, plain, plain.frame),)
    if look.mode == "wipe":
        halves: tuple[tuple[Name, Placed, Box], ...] = (
            ("plain", plain, (x, y, edge - x, h)),
            (look.right, plain, (edge, y, x + w - edge, h)),
        )
        return tuple(half for half in halves if half[2][2] > 0)
    return (
        ("plain", plain, plain.frame),
        (look.right, encrypted, encrypted.frame),
    )
