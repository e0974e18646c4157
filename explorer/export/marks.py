"""Arrows and outlines of a figure: which matches are drawn, where and how strongly."""

from typing import Any

import numpy as np

from explorer.export.frames import Placed, Sheet
from explorer.export.shapes import Arrow, Box, Outline
from explorer.export.view import View
from explorer.theme.colours import cividis

_FAINT = 0.14  # arrows beside the pinned block's own


def arrows(view: View, data: dict[str, Any], sheet: Sheet) -> tuple[Arrow, ...]:
    """Return the matches, the strongest last, so that it lies on top.

    The pinned block's is above all and leads to the encrypted block that is looked at;
    the others are faint then. None where no place of the encrypted picture is seen.
    """
    if not view.look.leads_elsewhere:
        return ()
    pin = data["row"]["block"] if data["row"] else None
    most = max(data["contribution"])
    # Thin among small blocks, which they would hide.
    size = min(max(data["side"] * sheet.plain.scale / 24, 0.35), 1)
    drawn = [
        (block, data["match"][block], 0.9 if pin is None else _FAINT)
        for block in reversed(data["arrows"])
        if block != pin
    ]
    if pin is not None and data["degree"][pin] > 0:
        drawn.append((pin, target(view, data), 1.0))
    found = []
    for block, match, strength in drawn:
        start, leaves = _end(block, data, sheet.plain)
        end, arrives = _end(match, data, sheet.encrypted)
        if not (leaves or arrives):
            continue
        share = min(data["contribution"][block] / (most or 1), 1)
        red, green, blue = cividis(np.array(0.35 + 0.65 * share)).tolist()
        found.append(
            _arrow(
                start,
                end,
                width=size * (1 + 3 * share),
                colour=(red, green, blue),
                strength=strength if leaves and arrives else strength / 2,
                head=arrives,
            )
        )
    return tuple(found)


def target(view: View, data: dict[str, Any]) -> int:
    """Return the encrypted block that the pinned one is shown to match."""
    row = data["row"]
    return row["order"][min(view.rank, len(row["order"])) - 1]


def outlines(view: View, data: dict[str, Any], sheet: Sheet) -> tuple[Outline, ...]:
    """Return both blocks of the pinned match, in every frame that they are seen in."""
    if not data["row"]:
        return ()
    block, look = data["row"]["block"], view.look
    # Pieced together, a match is where its plain block stands.
    there = target(view, data) if look.right == "encrypted" else block
    boxes = [(block, sheet.plain, False)]
    if look.mode == "side" or look.right == "encrypted":
        boxes.append((there, sheet.encrypted, look.right == "encrypted"))
    return tuple(
        Outline(x=x, y=y, width=w, height=h, dashed=dashed, clip=placed.frame)
        for index, placed, dashed in boxes
        for x, y, w, h in (_place(index, data, placed),)
        if _meets((x, y, w, h), placed.frame)
    )


def _place(block: int, data: dict[str, Any], placed: Placed) -> Box:
    """Where a block is, cut off where a mirrored one leaves the image."""
    row, column = divmod(block, data["grid"][1])
    width, height = data["image"]
    side, scale = data["side"], placed.scale
    x, y = column * side, row * side
    w, h = min(side, width - x), min(side, height - y)
    return placed.left + x * scale, placed.top + y * scale, w * scale, h * scale


def _meets(box: Box, frame: Box) -> bool:
    x, y, w, h = frame
    across = box[0] < x + w and box[0] + box[2] > x
    return across and box[1] < y + h and box[1] + box[3] > y


def _end(
    block: int, data: dict[str, Any], placed: Placed
) -> tuple[tuple[float, float], bool]:
    """Middle of a block, or the nearest point of the frame where it is out of sight."""
    box, (left, top, width, height) = _place(block, data, placed), placed.frame
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
) -> Arrow:
    x, y = end[0] - start[0], end[1] - start[1]
    length = float(np.hypot(x, y))
    if length < 2:  # in one frame, and the match in its own place: a ring
        return Arrow(
            start=start,
            bend=start,
            end=start,
            barbs=(),
            width=width,
            colour=colour,
            strength=strength,
        )
    # A slight bow, so that arrows between the same rows do not hide each other.
    bow = min(0.12 * length, 40)
    bend = (
        (start[0] + end[0]) / 2 + y / length * bow,
        (start[1] + end[1]) / 2 - x / length * bow,
    )
    angle = np.arctan2(end[1] - bend[1], end[0] - bend[0])
    reach = 2.5 + 2.4 * width
    barbs = tuple(
        (
            float(end[0] - reach * np.cos(angle + turn)),
            float(end[1] - reach * np.sin(angle + turn)),
        )
        for turn in ((-0.45, 0.45) if head else ())
    )
    return Arrow(
        start=start,
        bend=bend,
        end=end,
        barbs=barbs,
        width=width,
        colour=colour,
        strength=strength,
    )
