"""Drawings of lessons: blocks, whole images with boxes, and small charts."""

import re
from collections.abc import Sequence
from html import escape

import numpy as np
from numpy.typing import NDArray

from explorer.figures.drawing import Area, drawing
from explorer.learn.lessons.case import Case, Pixels
from explorer.theme.colours import cividis

AREA = Area(width=280, height=170, left=50, right=6, top=12, bottom=34)
_MOST = 240  # points of a curve that are drawn


def grey(values: NDArray[np.floating]) -> Pixels:
    """Grey levels of values in [0, 1]."""
    return np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8)


def image(
    href: str,
    width: float,
    height: float,
    *,
    opacity: float = 1,
    x: float = 0,
    live: str = "",
) -> str:
    """Pixels inside a drawing, not smoothed; `live` is their name for the browser."""
    name = f' data-live="{live}"' if live else ""
    veil = "" if opacity == 1 else f' opacity="{opacity:g}"'
    at = f' x="{x:g}"' if x else ""
    return (
        f'<image{name} href="{href}"{at} width="{width:g}" height="{height:g}" '
        f'preserveAspectRatio="none"{veil}/>'
    )


def tile(case: Case, pixels: Pixels, alt: str, live: str = "") -> str:
    """One block; `live` names its pixels, which the browser may change."""
    height, width = pixels.shape[:2]
    return drawing(
        width, height, alt, image(case.serve(pixels), width, height, live=live)
    )


def heat_tile(
    case: Case, values: NDArray[np.floating], alt: str, live: str = ""
) -> str:
    """One block's map in [0, 1], dark to bright."""
    return tile(case, cividis(values), alt, live)


def whole(
    case: Case,
    address: str,
    alt: str,
    *,
    cells: NDArray[np.floating] | None = None,
    marks: Sequence[str] = (),
    window: tuple[int, int, int, int] | None = None,
    live: str = "",
) -> str:
    """One image, its blocks coloured by values in [0, 1], with marks on it.

    `live` names the colours, which the browser may change. A window, (x, y, width, height) in pixels, shows this part alone.
    """
    height, width = case.plain.shape
    rows, columns = case.result.degree.shape
    side = case.result.side
    parts = [image(address, width, height)]
    if cells is not None:
        colours = cividis(cells.reshape(rows, columns))
        parts.append(
            image(
                case.serve(colours),
                columns * side,
                rows * side,
                opacity=0.7,
                live=live,
            )
        )
    return drawing(width, height, alt, *parts, *marks, window=window)


def box(case: Case, index: int, kind: str = "") -> str:
    """A frame round a block: solid, or of the kind "dashed"."""
    row, column = divmod(index, case.result.degree.shape[1])
    side = case.result.side
    shape = (
        f'x="{column * side}" y="{row * side}" width="{side}" height="{side}" '
        'fill="none" vector-effect="non-scaling-stroke"'
    )
    return f'<rect {shape} class="halo"/><rect {shape} class="frame {kind}"/>'


def label(case: Case, index: int, words: str, size: float = 0.3) -> str:
    """Words in the middle of a block; their size is a share of its side."""
    row, column = divmod(index, case.result.degree.shape[1])
    side = case.result.side
    return (
        f'<text x="{(column + 0.5) * side:g}" y="{(row + 0.5) * side:g}" '
        f'class="on" style="font-size: {side * size:g}px">{escape(words)}</text>'
    )


def at(x: float, y: float) -> tuple[float, float]:
    """Place in a chart of a point with both coordinates in [0, 1]."""
    return AREA.across(x), AREA.up(y)


def chart(
    alt: str,
    *parts: str,
    below: str,
    beside: str,
    ends: tuple[str, str] = ("0", "1"),
    top: str = "1",
) -> str:
    """A chart with its axes: words below and beside it, and labels at their ends."""
    left, bottom = at(0, 0)
    right, high = at(1, 1)
    middle = (left + right) / 2
    axes = (
        f'<path class="axis" d="M{left:g} {high:g}V{bottom:g}H{right:g}"/>'
        f'<text x="{left:g}" y="{bottom + 13:g}">{escape(ends[0])}</text>'
        f'<text x="{right:g}" y="{bottom + 13:g}" text-anchor="end">{escape(ends[1])}</text>'
        f'<text x="{middle:g}" y="{bottom + 28:g}" text-anchor="middle">{_typeset(below)}</text>'
        f'<text data-live="top" x="{left - 4:g}" y="{high + 8:g}" text-anchor="end">{escape(top)}</text>'
        f'<text x="{left - 4:g}" y="{bottom:g}" text-anchor="end">0</text>'
        f'<text transform="translate(11 {(bottom + high) / 2:g}) rotate(-90)" '
        f'text-anchor="middle">{_typeset(beside)}</text>'
    )
    return drawing(AREA.width, AREA.height, alt, *parts, axes)


def _typeset(words: str) -> str:
    """Words in a drawing, with the subscripts of sim_A and sim_S."""
    low = r'sim<tspan dy="3" class="low">\1</tspan>'
    return re.sub(r"sim_([AS])", low, escape(words))


def column(place: float, width: float, height: float, kind: str = "bar") -> str:
    """A bar whose left edge, width and height are shares of the chart."""
    x, y = at(place, height)
    across, bottom = at(place + width, 0)
    return (
        f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" '
        f'width="{across - x:.1f}" height="{bottom - y:.1f}"/>'
    )


def curve(values: NDArray[np.floating], kind: str = "line") -> str:
    """A line through values in [0, 1], from end to end of the chart."""
    places = np.linspace(0, 1, len(values)) if len(values) > 1 else np.array([0.5])
    if len(values) > _MOST:
        kept = np.unique(np.linspace(0, len(values) - 1, _MOST).round().astype(int))
        places, values = places[kept], values[kept]
    points = (at(float(x), float(y)) for x, y in zip(places, values, strict=True))
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f'<path class="{kind}" d="M{path}{"h0" if len(values) == 1 else ""}"/>'


def dot(x: float, y: float, kind: str = "dot") -> str:
    """A dot; both coordinates in [0, 1]."""
    across, up = at(x, y)
    return f'<circle class="{kind}" cx="{across:.1f}" cy="{up:.1f}" r="5"/>'


def rule(x: float, kind: str = "rule") -> str:
    """An upright line across a chart."""
    across, bottom = at(x, 0)
    return f'<path class="{kind}" d="M{across:.1f} {at(0, 1)[1]:g}V{bottom:g}"/>'


def level(y: float, kind: str = "rule") -> str:
    """A level line across a chart."""
    left, up = at(0, y)
    return f'<path class="{kind}" d="M{left:g} {up:.1f}H{at(1, 0)[0]:g}"/>'
