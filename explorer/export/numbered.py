"""Frames and lines of the strongest matches, as `marks.js` of the canvas draws them."""

import math
from typing import Any

from explorer.canvas import LOOK
from explorer.export.arrows import meets, place
from explorer.export.glyphs import glyph
from explorer.export.layout import Layout
from explorer.export.scene import Box, Numbered
from explorer.export.view import View, numbered_of

_MARK = LOOK["mark"]


def numbered(view: View, data: dict[str, Any], layout: Layout) -> tuple[Numbered, ...]:
    """Return the matches that are numbered: none where something else was asked for."""
    asked = view.overlay != "none" or view.arrows or data["row"]
    if asked or not view.look.leads_elsewhere:
        return ()
    return tuple(
        _one(str(number), block, data, view, layout)
        for number, block in enumerate(numbered_of(view), 1)
    )


def _one(
    number: str, block: int, data: dict[str, Any], view: View, layout: Layout
) -> Numbered:
    boxes = {
        "plain": place(block, data, layout.plain),
        "encrypted": place(data["match"][block], data, layout.encrypted),
    }
    frames = tuple(
        (boxes[name], frame)
        for name, _, frame in layout.panels
        if meets(boxes[name], frame)
    )
    line, barbs = _line(*boxes.values())
    joined = view.look.mode == "side" and len(frames) > 1
    lies = None
    seen = [frame for name, _, frame in layout.panels if name == "encrypted"]
    if data["turned"] and seen and meets(boxes["encrypted"], seen[0]):
        place_of = _beside_number(boxes["encrypted"], seen[0])
        lies = glyph(data, block, *place_of, _MARK["side"])
    return Numbered(
        glyph=lies,
        number=number,
        frames=frames,
        line=line if joined else (),
        barbs=barbs if joined else (),
    )


def _beside_number(box: Box, clip: Box) -> tuple[float, float]:
    """Middle of a glyph: across from the number, or beside a frame without room."""
    (x, y, width, height), side = box, _MARK["side"]
    right = max(x + width - side / 2, x + 1.5 * side)
    if right + side / 2 > clip[0] + clip[2] + 1:
        right = x - side / 2
    return right, y + height - side / 2


Points = tuple[tuple[float, float], ...]


def _line(start: Box, end: Box) -> tuple[Points, Points]:
    """Line from the edge of one frame to the edge of the other, and its head."""
    first, last = _leaving(start, _middle(end)), _leaving(end, _middle(start))
    angle = math.atan2(last[1] - first[1], last[0] - first[0])
    barbs = tuple(
        (
            last[0] - _MARK["head"] * math.cos(angle + turn),
            last[1] - _MARK["head"] * math.sin(angle + turn),
        )
        for turn in (-_MARK["headAngle"], _MARK["headAngle"])
    )
    return (first, last), barbs


def _middle(box: Box) -> tuple[float, float]:
    return box[0] + box[2] / 2, box[1] + box[3] / 2


def _leaving(box: Box, point: tuple[float, float]) -> tuple[float, float]:
    """Where a line from the middle of a box to a point leaves the box."""
    x, y = _middle(box)
    across, down = point[0] - x, point[1] - y
    share = min(box[2] / 2 / (abs(across) or 1e-9), box[3] / 2 / (abs(down) or 1e-9), 1)
    return x + share * across, y + share * down
