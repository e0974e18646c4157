"""Shapes that a figure is made of.

Lengths are in user units of the SVG: dots of the PNG at its single size.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from explorer.canvas import LOOK

Pixels = NDArray[np.uint8]
Box = tuple[float, float, float, float]
"""Place and size: x, y, width, height."""


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class PaintedImage:
    """The visible part of one image, with its overlay.

    Attributes
    ----------
    name : str
        What a reader calls it.
    x, y, width, height : float
        Its frame.
    left, top : float
        Place of the whole image's corner; outside the frame where a detail is seen.
    scale : float
        Units a pixel.
    first : tuple of int
        Column and row of the pixel that `pixels` and `picture` begin with.
    pixels : NDArray
        (h, w) or (h, w, 3) uint8, those in sight.
    cells : NDArray, optional
        (M, N, 3) uint8, a colour for every block.
    strength : NDArray, optional
        (M, N), how strongly each of them is painted, in [0, 1]; in full unless said.
    picture : NDArray, optional
        (h, w, 3) uint8, a map laid over the image.
    unit : float
        Side of a block.
    grid : tuple of float
        Place of the first block's corner.
    veil : tuple of Box
        What is hatched: no block looks at it, or the block laid there counts 0.
    """

    name: str
    x: float
    y: float
    width: float
    height: float
    left: float
    top: float
    scale: float
    first: tuple[int, int]
    pixels: Pixels
    cells: Pixels | None
    strength: NDArray[np.floating] | None
    picture: Pixels | None
    unit: float
    grid: tuple[float, float]
    veil: tuple[Box, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Glyph:
    """An F that lies as a piece does, around a point; dark where it is a negative.

    Attributes
    ----------
    x, y, side : float
        Its middle and its size.
    lines : tuple
        Points of the lines that it is drawn with.
    negative : bool
        Whether the piece is a negative.
    """

    x: float
    y: float
    side: float
    lines: tuple[tuple[tuple[float, float], ...], ...]
    negative: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrow:
    """A match: a bent line from a plain block to its match.

    Attributes
    ----------
    start, bend, end : tuple of float
        Of the line; with both ends at one place, it is a ring around it.
    barbs : tuple
        Where the sides of its head end; none where the match is out of sight.
    width : float
        Of the line.
    colour : tuple of int
        Of the line, on a darker one.
    strength : float
        How opaque it is, in [0, 1].
    glyph : Glyph, optional
        How the piece lies, where pieces are turned back.
    """

    start: tuple[float, float]
    bend: tuple[float, float]
    end: tuple[float, float]
    barbs: tuple[tuple[float, float], ...]
    width: float
    colour: tuple[int, int, int]
    strength: float
    glyph: "Glyph | None" = None

    @property
    def radius(self) -> float:
        """Of the ring, where it is one."""
        return LOOK["arrow"]["ringRadius"] + LOOK["arrow"]["ringGrowth"] * self.width


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """A block in focus, dashed for a match, clipped by the frame `clip`."""

    x: float
    y: float
    width: float
    height: float
    dashed: bool
    clip: Box


@dataclass(frozen=True, kw_only=True, slots=True)
class Numbered:
    """A strong match: its number, its frame in each picture, and a line between two.

    Attributes
    ----------
    number : str
        Written in a corner of each frame.
    frames : tuple
        (place, clip) of each frame that is seen.
    line : tuple of points
        From frame to frame; none where both pictures share one place.
    barbs : tuple of points
        Where the sides of the line's head end.
    glyph : Glyph, optional
        How the piece lies, where pieces are turned back.
    """

    number: str
    frames: tuple[tuple[Box, Box], ...]
    line: tuple[tuple[float, float], ...]
    barbs: tuple[tuple[float, float], ...]
    glyph: Glyph | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """One line of text; y is its baseline."""

    x: float
    y: float
    size: float
    text: str
    weight: Literal["normal", "bold"] = "normal"
    anchor: Literal["start", "end"] = "start"


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """Place of the bar of colours, dark at the left.

    With `halves` there are two colours alone: the darkest and the brightest.
    """

    x: float
    y: float
    width: float
    height: float
    halves: bool = False


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Scene:
    """Everything that is drawn, from back to front; `edge` is that of a wipe."""

    width: float
    height: float
    panels: tuple[PaintedImage, ...]
    edge: Box | None
    opacity: float
    arrows: tuple[Arrow, ...]
    outlines: tuple[Outline, ...]
    numbered: tuple[Numbered, ...]
    bar: Bar | None
    words: tuple[Words, ...]
    title: str
    description: str
