"""Arrows and outlines of a figure: which matches are drawn, where and how strongly."""

import math
from typing import Any

import numpy as np

from explorer.canvas import LOOK
from explorer.export.glyphs import glyph, glyph_side
from explorer.export.layout import Layout, Placed
from explorer.export.scene import Arrow, Box, Glyph, Outline
from explorer.export.view import View
from explorer.theme.colours import cividis

_ARROW = LOOK["arrow"]


def arrows(view: View, data: dict[str, Any], layout: Layout) -> tuple[Arrow, ...]:
    """Return the matches, the strongest last, so that it lies on top.

    The pinned block's is above all and leads to the encrypted block that is looked at;
    the others are faint then. None where no place of the encrypted picture is seen.
    """
    if not view.look.leads_elsewhere:
        return ()
    pin = data["row"]["block"] if data["row"] else None
    most = max(data["contribution"])
    # Thin among small blocks, which they would hide.
    side = data["side"] * layout.plain.scale
    size = min(max(side / _ARROW["fullSide"], _ARROW["smallest"]), 1)
    usual = _ARROW["opacity" if pin is None else "faint"]
    drawn = [
        (block, data["match"][block], usual)
        for block in reversed(data["arrows"])
        if block != pin
    ]
    if pin is not None and data["degree"][pin] > 0:
        drawn.append((pin, target(view, data), 1.0))
    found, dim = [], _ARROW["dim"]
    thin, thick = _ARROW["thin"], _ARROW["thick"]
    for block, match, strength in drawn:
        start, leaves = _end(block, data, layout.plain)
        end, arrives = _end(match, data, layout.encrypted)
        if not (leaves or arrives):
            continue
        share = min(data["contribution"][block] / (most or 1), 1)
        red, green, blue = cividis(np.array(dim + (1 - dim) * share)).tolist()
        found.append(
            _arrow(
                start,
                end,
                width=size * (thin + (thick - thin) * share),
                colour=(red, green, blue),
                strength=strength * (1 if leaves and arrives else _ARROW["fading"]),
                head=arrives,
                glyph=_glyph(data, block, start, end, layout)
                if arrives and data["turned"]
                else None,
            )
        )
    return tuple(found)


def _glyph(
    data: dict[str, Any],
    block: int,
    start: tuple[float, float],
    end: tuple[float, float],
    layout: Layout,
) -> Glyph:
    """Return the glyph behind an arrow's head, so that the arrow points at it."""
    frame = layout.encrypted.frame
    side = glyph_side(data["side"] * layout.encrypted.scale)
    length = math.dist(start, end) or 1
    x, y = (
        min(max(b + side * (b - a) / length, first + side / 2), first + room - side / 2)
        for a, b, first, room in zip(start, end, frame[:2], frame[2:], strict=True)
    )
    return glyph(data, block, x, y, side)


def target(view: View, data: dict[str, Any]) -> int:
    """Return the encrypted block of the rank that is looked at."""
    row = data["row"]
    return row["order"][min(view.rank, len(row["order"])) - 1]


def outlines(view: View, data: dict[str, Any], layout: Layout) -> tuple[Outline, ...]:
    """Return the blocks that are framed, in every frame that they are seen in.

    These are the blocks of a reassembled picture whose match counts 0, dashed, and both
    blocks of the pinned match.
    """
    boxes = [
        (block, placed, frame, True)
        for name, placed, frame in layout.panels
        if name == "reassembled"
        for block, value in enumerate(data["degree"])
        if value <= 0
    ]
    if data["row"]:
        block, look = data["row"]["block"], view.look
        # In the reassembled picture a match lies at the place of its plain block.
        there = target(view, data) if look.right == "encrypted" else block
        boxes.append((block, layout.plain, layout.plain.frame, False))
        if look.mode == "side" or look.right == "encrypted":
            dashed = look.right == "encrypted"
            boxes.append((there, layout.encrypted, layout.encrypted.frame, dashed))
    return tuple(
        Outline(x=x, y=y, width=w, height=h, dashed=dashed, clip=frame)
        for index, placed, frame, dashed in boxes
        for x, y, w, h in (place(index, data, placed),)
        if meets((x, y, w, h), frame)
    )


def place(block: int, data: dict[str, Any], placed: Placed) -> Box:
    """Where a block is, cut off where a mirrored one leaves the image."""
    row, column = divmod(block, data["grid"][1])
    width, height = data["image"]
    side, scale, (top, left) = data["side"], placed.scale, data["origin"]
    x, y = max(left + column * side, 0), max(top + row * side, 0)
    w = min(left + (column + 1) * side, width) - x
    h = min(top + (row + 1) * side, height) - y
    return placed.left + x * scale, placed.top + y * scale, w * scale, h * scale


def meets(box: Box, frame: Box) -> bool:
    """Whether any of a box is seen in a frame."""
    x, y, w, h = frame
    across = box[0] < x + w and box[0] + box[2] > x
    return across and box[1] < y + h and box[1] + box[3] > y


def _end(
    block: int, data: dict[str, Any], placed: Placed
) -> tuple[tuple[float, float], bool]:
    """Middle of a block, or the nearest point of its frame, and whether it is seen."""
    box, (left, top, width, height) = place(block, data, placed), placed.frame
    x, y = box[0] + box[2] / 2, box[1] + box[3] / 2
    seen = left <= x < left + width and top <= y < top + height
    return (min(max(x, left), left + width), min(max(y, top), top + height)), seen


def _arrow(
    start: tuple[float, float],
    end: tuple[float, float],
    *,
    width: float,
    colour: tuple[int, int, int],
    strength: float,
    head: bool,
    glyph: Glyph | None = None,
) -> Arrow:
    x, y = end[0] - start[0], end[1] - start[1]
    length = math.hypot(x, y)
    barbs = list[tuple[float, float]]()
    # In one frame, and the match in its own place: a ring.
    if length < _ARROW["ringBelow"]:
        bend = end = start
    else:
        # Slightly bent, so that arrows between the same rows do not hide each other.
        off = min(_ARROW["bend"] * length, _ARROW["farthestBend"]) / length
        bend = (start[0] + end[0]) / 2 + y * off, (start[1] + end[1]) / 2 - x * off
        angle = math.atan2(end[1] - bend[1], end[0] - bend[0])
        reach = _ARROW["headLength"] + _ARROW["headGrowth"] * width
        for turn in (-_ARROW["headAngle"], _ARROW["headAngle"]) if head else ():
            across, down = math.cos(angle + turn), math.sin(angle + turn)
            barbs.append((end[0] - reach * across, end[1] - reach * down))
    return Arrow(
        start=start,
        bend=bend,
        end=end,
        barbs=tuple(barbs),
        width=width,
        colour=colour,
        strength=strength,
        glyph=glyph,
    )
