"""Scatter plots and lines of a report on agreement, as SVG."""

import math
from collections.abc import Sequence
from html import escape

import numpy as np

from core.evaluation import AgreementReport, CurvePoint, MeasureAgreement
from explorer.figures.svg import Chart

# Of neighbouring types both the colour and the shape differ.
COLOURS = 5
SHAPES = (
    '<circle cx="{x}" cy="{y}" r="3.4"/>',
    '<path d="M{x} {y}m-3.2-3.2h6.4v6.4h-6.4z"/>',
    '<path d="M{x} {y}m0-4.6l4.6 4.6l-4.6 4.6l-4.6-4.6z"/>',
    '<path d="M{x} {y}m0-4.4l4.4 7.4h-8.8z"/>',
)


def _chart(
    across: tuple[float, float], up: tuple[float, float], titles: tuple[str, str]
) -> Chart:
    """An empty chart of these ranges, both made round, with its axes."""
    x_ticks, y_ticks = _ticks(*across, 5), _ticks(*up, 5)
    chart = Chart(
        x=(min(across[0], x_ticks[0]), max(across[1], x_ticks[-1])),
        y=(min(up[0], y_ticks[0]), max(up[1], y_ticks[-1])),
        width=380,
        height=300,
    )
    named = ([(tick, f"{tick:g}") for tick in ticks] for ticks in (x_ticks, y_ticks))
    chart.axes(*titles, *named, crossed=True)
    return chart


def scatter(report: AgreementReport, found: MeasureAgreement, label: str) -> str:
    """Human score against an index, coloured by type, with the fitted curve."""
    assert found.agreement is not None
    scores, mos = report.scores[found.key], report.database.scores
    finite = np.isfinite(scores)
    low, high = report.database.low, report.database.high
    curve_x, curve_y = found.agreement.mapping.curve()
    chart = _chart(
        (float(scores[finite].min()), float(scores[finite].max())),
        (low, high),
        (label, "Human score"),
    )
    kinds = {kind: i for i, kind in enumerate(dict.fromkeys(report.database.types))}
    chart.add('<g class="marks">')
    for row, score, human in zip(report.database.rows, scores, mos, strict=True):
        if math.isfinite(score):
            words = f"{row.name}: {label} {score:.4f}, human score {human:.2f}"
            _mark(chart, kinds[row.type], (float(score), float(human)), words)
    chart.add("</g>")
    inside = (curve_y >= low) & (curve_y <= high)
    chart.line(zip(curve_x[inside].tolist(), curve_y[inside].tolist(), strict=True))
    return chart.svg(f"{label} against human score")


def line(points: Sequence[CurvePoint], name: str) -> str:
    """SROCC against alpha or beta, and the paper's one number as a ring."""
    settings = [point.value for point in points]
    values = [point.srocc for point in points]
    printed = [(p.value, p.paper.value) for p in points if p.paper]
    all_values = [*values, *(value for _, value in printed)]
    chart = _chart(
        (min(settings), max(settings)),
        (min(all_values) - 0.02, max(all_values) + 0.02),
        (name, "SROCC"),
    )
    chart.line(zip(settings, values, strict=True))
    for setting, value in zip(settings, values, strict=True):
        _mark(chart, 0, (setting, value), f"{name} {setting:g}: {value:.4f}")
    for setting, value in printed:
        chart.dot(setting, value, f"The paper: {value:.3f}", "ring")
    return chart.svg(f"SROCC against {name}")


def legend(types: Sequence[str]) -> str:
    """Colour and shape of every type."""
    items = "".join(
        f'<li><svg class="key {_kind(i)}" viewBox="0 0 14 14" aria-hidden="true">'
        f"{_shape(i, 7, 7)}</svg>{escape(kind)}</li>"
        for i, kind in enumerate(types)
    )
    return f'<ul class="legend">{items}</ul>'


def _kind(number: int) -> str:
    return f"t{number % COLOURS}"


def _shape(number: int, x: float, y: float) -> str:
    return SHAPES[number % len(SHAPES)].format(x=round(x, 1), y=round(y, 1))


def _mark(chart: Chart, number: int, at: tuple[float, float], words: str) -> None:
    """Draw what stands for a type of image at a place of the chart."""
    shape = _shape(number, chart.across(at[0]), chart.up(at[1]))
    chart.add(f'<g class="{_kind(number)}">{shape}<title>{escape(words)}</title></g>')


def _ticks(low: float, high: float, steps: int) -> list[float]:
    """Round numbers from at or below `low` to at or above `high`."""
    if not high > low:
        low, high = low - 0.5, high + 0.5
    rough = (high - low) / steps
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * k for k in (1, 2, 5, 10) if size * k >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * k, 12) for k in range(first, last + 1)]
