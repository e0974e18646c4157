"""Shapes that a figure is made of: the SVG and the PNG draw the same ones.

Lengths are in units: pixels of the PNG at its single size, user units of the SVG.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Panel:
    """One image, with what is laid over it.

    Attributes
    ----------
    name : str
        What a reader calls it.
    x, y, width, height : float
        Its place.
    scale : float
        Units a pixel.
    pixels : NDArray
        (H, W) uint8.
    cells : NDArray, optional
        (M, N, 3) uint8, a colour for every block.
    strength : NDArray, optional
        (M, N), how strongly each of them is painted, in [0, 1]; in full unless said.
    picture : NDArray, optional
        (h, w, 3) uint8, a map laid over the image from its top left corner.
    unit : float
        Side of a block.
    grid : tuple of float
        Width and height of what the blocks cover; the rest is hatched.
    """

    name: str
    x: float
    y: float
    width: float
    height: float
    scale: float
    pixels: Pixels
    cells: Pixels | None
    strength: NDArray[np.floating] | None
    picture: Pixels | None
    unit: float
    grid: tuple[float, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrow:
    """A match: a bent line from a plain block to its match, and its head's sides."""

    start: tuple[float, float]
    bend: tuple[float, float]
    end: tuple[float, float]
    barbs: tuple[tuple[float, float], tuple[float, float]]
    width: float
    colour: tuple[int, int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """A block in focus; dashed for a match."""

    x: float
    y: float
    width: float
    height: float
    dashed: bool


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
    """Place of the colours of the overlay, dark at the left.

    With `halves` there are two colours alone: the darkest and the brightest.
    """

    x: float
    y: float
    width: float
    height: float
    halves: bool = False


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Scene:
    """Everything that is drawn, from back to front."""

    width: float
    height: float
    panels: tuple[Panel, Panel]
    opacity: float
    arrows: tuple[Arrow, ...]
    outlines: tuple[Outline, ...]
    bar: Bar
    words: tuple[Words, ...]
    title: str
    description: str
