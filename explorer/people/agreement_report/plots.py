"""Scatter plots and lines as SVG, from a template of a few lines."""

import math
from collections.abc import Sequence
from html import escape

import numpy as np

from core.evaluation import AgreementReport, CurvePoint, MeasureAgreement

WIDTH, HEIGHT = 380, 300
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 14, 46

# Of neighbouring types both the colour and the shape differ.
COLOURS = 5
SHAPES = (
    '<circle cx="{x}" cy="{y}" r="3.4"/>',
    '<path d="M{x} {y}m-3.2-3.2h6.4v6.4h-6.4z"/>',
    '<path d="M{x} {y}m0-4.6l4.6 4.6l-4.6 4.6l-4.6-4.6z"/>',
    '<path d="M{x} {y}m0-4.4l4.4 7.4h-8.8z"/>',
)


class _Axes:
    """Where values lie in the drawing."""

    def __init__(
        self, across: tuple[float, float], up: tuple[float, float], steps: int = 5
    ) -> None:
        self.x_ticks, self.y_ticks = _ticks(*across, steps), _ticks(*up, steps)
        self._across = min(across[0], self.x_ticks[0]), max(across[1], self.x_ticks[-1])
        self._up = min(up[0], self.y_ticks[0]), max(up[1], self.y_ticks[-1])

    def x(self, value: float) -> float:
        low, high = self._across
        return round(LEFT + (value - low) / (high - low) * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value: float) -> float:
        low, high = self._up
        share = (value - low) / (high - low)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    def drawn(self, across: str, up: str) -> str:
        """Grid, numbers and names of both axes."""
        bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
        parts = []
        for tick in self.x_ticks:
            x = self.x(tick)
            parts.append(
                f'<path class="grid" d="M{x} {TOP}V{bottom}"/>'
                f'<text class="middle" x="{x}" y="{bottom + 16}">{tick:g}</text>'
            )
        for tick in self.y_ticks:
            y = self.y(tick)
            parts.append(
                f'<path class="grid" d="M{LEFT} {y}H{right}"/>'
                f'<text class="end" x="{LEFT - 6}" y="{y + 4}">{tick:g}</text>'
            )
        middle = (TOP + bottom) / 2
        parts.append(
            f'<text class="middle" x="{(LEFT + right) / 2}" y="{HEIGHT - 8}">'
            f"{escape(across)}</text>"
            f'<text class="middle" transform="translate(13 {middle}) rotate(-90)">'
            f"{escape(up)}</text>"
        )
        return "".join(parts)


def scatter(report: AgreementReport, found: MeasureAgreement, label: str) -> str:
    """Human score against an index, coloured by type, with the fitted curve."""
    assert found.agreement is not None
    scores, mos = report.scores[found.key], report.database.scores
    finite = np.isfinite(scores)
    low, high = report.database.low, report.database.high
    curve_x, curve_y = found.agreement.mapping.curve()
    axes = _Axes(
        (float(scores[finite].min()), float(scores[finite].max())), (low, high)
    )
    kinds = {kind: i for i, kind in enumerate(dict.fromkeys(report.database.types))}
    marks = []
    for row, score, human in zip(report.database.rows, scores, mos, strict=True):
        if math.isfinite(score):
            words = f"{row.name}: {label} {score:.4f}, human score {human:.2f}"
            marks.append(
                f'<g class="{_kind(kinds[row.type])}">'
                f"{_mark(kinds[row.type], axes.x(float(score)), axes.y(float(human)))}"
                f"<title>{escape(words)}</title></g>"
            )
    inside = (curve_y >= low) & (curve_y <= high)
    points = " ".join(
        f"{axes.x(float(x))},{axes.y(float(y))}"
        for x, y in zip(curve_x[inside], curve_y[inside], strict=True)
    )
    return _svg(
        f"{label} against human score",
        axes.drawn(label, "Human score")
        + f'<g class="marks">{"".join(marks)}</g>'
        + f'<polyline class="curve" points="{points}"/>',
    )


def line(points: Sequence[CurvePoint], name: str) -> str:
    """SROCC against alpha or beta, and the paper's one number as a ring."""
    settings = [point.value for point in points]
    values = [point.srocc for point in points]
    printed = [(p.value, p.paper.value) for p in points if p.paper]
    all_values = [*values, *(value for _, value in printed)]
    axes = _Axes(
        (min(settings), max(settings)), (min(all_values) - 0.02, max(all_values) + 0.02)
    )
    places = [(axes.x(s), axes.y(v)) for s, v in zip(settings, values, strict=True)]
    path = " ".join(f"{x},{y}" for x, y in places)
    marks = "".join(
        f'<g class="t0">{_mark(0, x, y)}<title>{name} {s:g}: {v:.4f}</title></g>'
        for (x, y), s, v in zip(places, settings, values, strict=True)
    )
    rings = "".join(
        f'<circle class="ring" cx="{axes.x(s)}" cy="{axes.y(v)}" r="6">'
        f"<title>The paper: {v:.3f}</title></circle>"
        for s, v in printed
    )
    return _svg(
        f"SROCC against {name}",
        axes.drawn(name, "SROCC")
        + f'<polyline class="curve" points="{path}"/>{marks}{rings}',
    )


def legend(types: Sequence[str]) -> str:
    """Colour and shape of every type."""
    items = "".join(
        f'<li><svg class="key {_kind(i)}" viewBox="0 0 14 14" aria-hidden="true">'
        f"{_mark(i, 7, 7)}</svg>{escape(kind)}</li>"
        for i, kind in enumerate(types)
    )
    return f'<ul class="legend">{items}</ul>'


def _kind(number: int) -> str:
    return f"t{number % COLOURS}"


def _mark(number: int, x: float, y: float) -> str:
    return SHAPES[number % len(SHAPES)].format(x=x, y=y)


def _svg(label: str, inside: str) -> str:
    return (
        f'<svg class="plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(label)}">{inside}</svg>'
    )


def _ticks(low: float, high: float, steps: int) -> list[float]:
    """Round numbers from at or below `low` to at or above `high`."""
    if not high > low:
        low, high = low - 0.5, high + 0.5
    rough = (high - low) / steps
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * k for k in (1, 2, 5, 10) if size * k >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * k, 12) for k in range(first, last + 1)]
