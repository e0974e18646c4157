"""Eq. 3 on one edge that is moved: a made block that shows all of the equation."""

from collections.abc import Mapping

import numpy as np

from explorer.learn.lessons import svg
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.equation_3 import IN_SYMBOLS, row_in_numbers, symbols
from explorer.learn.lessons.fraction import fraction
from explorer.learn.lessons.lesson import Example
from explorer.learn.lessons.lesson_html import coloured
from explorer.learn.lessons.marked_pixels import scale
from explorer.learn.lessons.mathml import SIM_S, display, inline
from explorer.learn.lessons.structure_counts import StructureCounts, moved, of_masks
from explorer.learn.lessons.trial import Control, Range

SIDE, WIDTH, FARTHEST = 52, 4, 20
"""Side of the block, width of its edge, and how far the edge moves, in pixels."""

_LEFT = (SIDE - WIDTH) // 2
_CELL = 6  # units of the drawing that a pixel is wide
_MARGIN, _HEIGHT = 24, 84  # beside the block; of the chart under it
_BLOCK = SIDE * _CELL
_ROOM = 14  # pixels that the edge's name takes
_TOP, _CHART = 18, _BLOCK + 18 + 30  # where block and chart begin


def at(shift: int) -> StructureCounts:
    """Eq. 3 of an upright edge and the same edge moved to the right."""
    plain = np.zeros((SIDE, SIDE), bool)
    plain[:, _LEFT : _LEFT + WIDTH] = True
    return of_masks(plain, moved(plain, shift))


def worths(shift: int) -> list[float]:
    """What each pixel of one row of the moved edge earns."""
    seen = at(shift)
    return [float(worth) for worth in seen.weights[0][seen.encrypted[0]]]


def draw(case: Case, tried: Mapping[str, float]) -> str:
    """HTML of the block with its moved edge, and of Eq. 3 in its numbers."""
    shift = int(tried["apart"])
    seen = at(shift)
    numbers = case.worked
    lines = (
        (IN_SYMBOLS, row_in_numbers(seen, worths(shift))) if numbers else (IN_SYMBOLS,)
    )
    equation = "".join(map(display, lines))
    bars = fraction(
        seen,
        full=2 * WIDTH,
        rows=SIDE,
        decimals=(3, 3),
        numbers=numbers,
        worked=numbers,
    )
    words = f'<p class="says">{_says(seen, shift)}</p>' if numbers else ""
    per = (
        f'<p class="per">Numbers are for one row. All {SIDE} rows of this block are '
        "alike.</p>"
    )
    html = (
        f'<div class="example"><figure>{_picture(seen, shift, numbers=numbers)}'
        "<figcaption>Above, a block with an upright edge and the same edge moved, on the "
        f"grey ground of WEM: {scale('greys', '0', '1')}Below, one of its rows: the line "
        "is WEM, and the bars under it are the points of the moved edge."
        f'</figcaption></figure><div class="text"><div role="status">{bars}</div>{words}'
        f'<div class="formula"><div>{equation}</div>'
        '<span class="number">(3)</span></div>'
        f"{per if numbers else ''}</div></div>"
    )
    return coloured(html, symbols(seen))


def _says(seen: StructureCounts, shift: int) -> str:
    """What happened, in words that hold for this shift."""
    index = inline(SIM_S)
    earned = worths(shift)
    if not shift:
        return (
            f"All {WIDTH} pixels coincide: each earns 1, and {WIDTH} are marked. Strict "
            f"overlap and {index} are both 1."
        )
    marked, both = seen.union // SIDE, seen.both // SIDE
    if both:
        return (
            f"The points hardly fall, from {WIDTH} to {sum(earned):.2f}: an edge that is "
            "a little off is worth nearly as much. The loss comes from below the line: "
            f"{marked} pixels are marked now, not {WIDTH}."
        )
    worth = sum(earned) / WIDTH
    return (
        f"No pixel coincides, so strict overlap is 0. Yet a pixel still earns {worth:.2f} "
        f"on average. {marked} pixels are marked, twice {WIDTH}, so {index} is half of "
        f"that. Each pixel farther takes off only {1 / (2 * seen.diagonal):.3f}: half of "
        f"1/d, where d = {seen.diagonal:.1f} is the diagonal."
    )


def _picture(seen: StructureCounts, shift: int, *, numbers: bool) -> str:
    left = _MARGIN
    right = left + (_LEFT + shift + WIDTH) * _CELL
    heights = seen.weights[0]
    ground = "".join(
        f'<rect x="{left + x * _CELL}" y="{_TOP}" width="{_CELL + 0.5}" '
        f'height="{_BLOCK}" fill="rgb({grey},{grey},{grey})"/>'
        for x, grey in enumerate(svg.grey(heights).tolist())
    )
    plain, encrypted = seen.plain[0], seen.encrypted[0]
    bands = "".join(
        _band(mask, keys, kind)
        for mask, keys, kind in (
            (plain & ~encrypted, "bemp", "only-plain"),
            (encrypted & ~plain, "beme", "only-encrypted"),
            (plain & encrypted, "both bemp beme", "both"),
        )
    )
    # The name stands to the right of its edge; without room there, it ends with the edge.
    beside = f'x="{right + 4}"' if shift < _ROOM else f'x="{right}" text-anchor="end"'
    names = (
        f'<text data-symbol="bemp" class="name" x="{left + _LEFT * _CELL - 4}" y="12" '
        'text-anchor="end">plain edge</text>'
        f'<text data-symbol="beme" class="name" {beside} y="12">encrypted edge</text>'
    )
    coincide = seen.both // SIDE
    alt = (
        f"A block of {SIDE} × {SIDE} pixels with an upright edge {WIDTH} pixels wide, and "
        f"the same edge {shift} pixels farther right. {coincide} of {WIDTH} columns "
        "coincide. Under it one row: the worth of an edge falls in a straight line on "
        "both sides of the plain edge."
    )
    if numbers:
        alt += " The pixels of the moved edge earn " + ", ".join(
            f"{worth:.2f}" for worth in worths(shift)
        )
    return svg.drawing(
        _BLOCK + 2 * _MARGIN,
        _CHART + _HEIGHT + 18,
        alt,
        f'<g data-symbol="wem">{ground}</g>',
        bands,
        names,
        _row(seen),
    )


def _band(mask: np.ndarray, keys: str, kind: str) -> str:
    columns = np.flatnonzero(mask)
    if not len(columns):
        return ""
    return (
        f'<rect data-symbol="{keys}" class="band {kind}" '
        f'x="{_MARGIN + columns[0] * _CELL}" y="{_TOP}" '
        f'width="{len(columns) * _CELL}" height="{_BLOCK}"/>'
    )


def _row(seen: StructureCounts) -> str:
    """One row of the block: WEM as a line, points as bars."""
    worth = seen.weights[0]

    def y(value: float) -> float:
        return round(_CHART + (1 - value) * _HEIGHT, 1)

    points = "".join(
        f'<rect class="points-bar" x="{_MARGIN + x * _CELL + 0.5}" y="{y(worth[x])}" '
        f'width="{_CELL - 1}" height="{round(worth[x] * _HEIGHT, 1)}"/>'
        for x in np.flatnonzero(seen.encrypted[0])
    )
    line = "L".join(
        f"{_MARGIN + (x + 0.5) * _CELL} {y(value)}" for x, value in enumerate(worth)
    )
    near = _LEFT - 10  # ten pixels from the edge
    bottom, end = y(0), _MARGIN + _BLOCK
    return (
        f'<g data-symbol="earned wem beme">{points}</g>'
        f'<g data-symbol="wem"><path class="line" d="M{line}"/>'
        f'<circle class="dot" cx="{_MARGIN + (near + 0.5) * _CELL}" '
        f'cy="{y(worth[near])}" r="3.5"/>'
        f'<text x="{_MARGIN + (near + 0.5) * _CELL}" y="{y(worth[near]) + 17}" '
        f'text-anchor="middle">10 pixels off: {worth[near]:.2f}</text>'
        f'<text x="{_MARGIN + 2}" y="{y(worth[0]) - 13}">WEM</text></g>'
        f'<path class="axis" d="M{_MARGIN} {y(1)}V{bottom}H{end}"/>'
        f'<text x="{_MARGIN - 5}" y="{y(1) + 4}" text-anchor="end">1</text>'
        f'<text x="{_MARGIN - 5}" y="{bottom}" text-anchor="end">0</text>'
        f'<text x="{_MARGIN + _BLOCK / 2}" y="{bottom + 14}" text-anchor="middle">'
        f"one row of {SIDE} pixels</text>"
    )


def _span(case: Case) -> Range:
    del case
    return Range(low=0, high=FARTHEST, step=1, in_use=2)


EXAMPLE = Example(
    control=Control(
        name="apart",
        label="Move the encrypted edge to the right, in pixels",
        unit="pixels to the right",
        about="Watch both bars at the bottom: strict overlap and structure (sim_S).",
        span=_span,
        origin="at first",
        decimals=0,
    ),
    draw=draw,
    title="The same on a made edge",
)
