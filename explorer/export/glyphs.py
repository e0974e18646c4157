"""Glyphs of how pieces lie, as `turned.js` of the canvas draws them."""

from typing import Any

from core.turns import TURNS
from explorer.canvas import LOOK
from explorer.export.scene import Glyph

_TURNED = LOOK["turned"]


def glyph_side(block: float) -> float:
    """Side of a glyph on a block of some side, both in units of the drawing."""
    return min(max(block * _TURNED["share"], _TURNED["smallest"]), _TURNED["side"])


def glyph(data: dict[str, Any], block: int, x: float, y: float, side: float) -> Glyph:
    """Return the glyph of a plain block's match around a point.

    Parameters
    ----------
    data : dict
        From `explorer.figures.matches.view_data`, with pieces turned back.
    block : int
        The plain block.
    x, y, side : float
        Middle and size.
    """
    turn, negative = (data["turned"][name][block] for name in ("turn", "negative"))
    lines = [[_turned(point, turn) for point in line] for line in _TURNED["letter"]]
    if negative:
        lines.append(_TURNED["minus"])
    return Glyph(
        x=x,
        y=y,
        side=side,
        lines=tuple(
            tuple((x + side * across, y + side * down) for across, down in line)
            for line in lines
        ),
        negative=negative,
    )


def _turned(point: tuple[float, float], turn: int) -> tuple[float, float]:
    """A point of the letter, turned around its middle."""
    (x, y), how = point, TURNS[turn]
    if how.transposed:
        x, y = y, x
    return -x if how.left_right else x, -y if how.upside_down else y
