"""Charts of scores against what people said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from core.evaluation import Database
from core.evaluation.mapping import Mapping as Curve
from explorer.figures.charts import chart, upright
from explorer.figures.sweeps import AXES
from explorer.pair.sweeps import Variable
from explorer.theme.colours import MUTED, SERIES


def scatter_figure(
    column: Mapping[int, float], database: Database, label: str, curve: Curve | None
) -> go.Figure:
    """Draw scores of an index against human scores, a look for every type.

    Parameters
    ----------
    column : mapping
        Scores so far, by the number of the row.
    database : Database
        What people said.
    label : str
        The index.
    curve : Mapping, optional
        The logistic of Section 3.1, where there are enough scores for one.
    """
    traces = []
    for place, kind in enumerate(dict.fromkeys(database.types)):
        look = SERIES[place % len(SERIES)]
        numbers = [n for n in column if database.rows[n].type == kind]
        rows = [database.rows[n] for n in numbers]
        traces.append(
            {
                "type": "scatter",
                "name": kind,
                "mode": "markers",
                "x": [column[n] for n in numbers],
                "y": [row.score for row in rows],
                "customdata": numbers,
                "text": [_row(row.picture, row.type, row.level) for row in rows],
                "hovertemplate": "%{text}<br>index %{x:.4f}<br>people %{y:.2f}"
                "<extra></extra>",
                "marker": {
                    "color": look.colour,
                    "symbol": look.symbol,
                    "size": 8,
                    "opacity": 0.9,
                },
                "cliponaxis": False,
            }
        )
    if curve is not None:
        x, y = curve.curve()
        traces.append(
            {
                "type": "scatter",
                "name": "Q(x)",
                "mode": "lines",
                "x": x.tolist(),
                "y": y.tolist(),
                "hoverinfo": "skip",
                "line": {"color": MUTED, "width": 3},
            }
        )
    room = 0.04 * (database.high - database.low)
    layout = {
        "xaxis": {"title": {"text": label}, "zeroline": False},
        "yaxis": {
            "title": {"text": "People"},
            "range": [database.low - room, database.high + room],
            "zeroline": False,
        },
    }
    return chart(traces, layout, height=460)


def _row(picture: str, kind: str, level: int) -> str:
    at = f", level {level}" if level else ""
    return f"{picture}, {kind}{at}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """SROCC at one value, and its 95 % interval where that could be told."""

    value: float
    srocc: float
    low: float | None = None
    high: float | None = None


def srocc_figure(
    points: Sequence[Point],
    variable: Variable,
    *,
    paper: tuple[float, float] | None,
    paper_name: str,
    now: float | None = None,
) -> go.Figure:
    """Draw SROCC against a constant, as Fig. 3 does.

    Parameters
    ----------
    points : sequence of Point
        In order.
    variable : str
        What moves.
    paper : tuple of float, optional
        The value and the SROCC that the paper prints; Fig. 3 has no other numbers.
    paper_name : str
        Of what data that is.
    now : float, optional
        The constant's value in the sidebar.
    """
    bars: dict[str, Any] = {}
    if points and all(point.low is not None for point in points):
        bars["error_y"] = {
            "type": "data",
            "symmetric": False,
            "array": [(p.high or p.srocc) - p.srocc for p in points],
            "arrayminus": [p.srocc - (p.low or p.srocc) for p in points],
            "thickness": 1.5,
            "color": SERIES[0].colour,
        }
    traces: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "name": "here, with 95 % interval" if bars else "here",
            "mode": "lines+markers",
            "x": [point.value for point in points],
            "y": [point.srocc for point in points],
            "customdata": [point.value for point in points],
            "hovertemplate": "%{x}<br>SROCC %{y:.4f}<extra></extra>",
            "line": {"color": SERIES[0].colour, "width": 3},
            "marker": {"symbol": SERIES[0].symbol, "size": 11},
            **bars,
        }
    ]
    if paper is not None:
        traces.append(
            {
                "type": "scatter",
                "name": paper_name,
                "mode": "markers",
                "x": [paper[0]],
                "y": [paper[1]],
                "hovertemplate": f"{paper_name} %{{y:.3f}}<extra></extra>",
                "marker": {
                    "symbol": "diamond-open",
                    "size": 14,
                    "color": SERIES[1].colour,
                    "line": {"width": 3},
                },
            }
        )
    shapes, notes = upright({} if now is None else {"now": now})
    layout = {
        "xaxis": {"title": {"text": AXES[variable]}, "zeroline": False},
        "yaxis": {"title": {"text": "SROCC"}, "zeroline": False},
        "shapes": shapes,
        "annotations": notes,
    }
    if 0 < len(points) <= 12:
        layout["xaxis"]["tickvals"] = [point.value for point in points]
    return chart(traces, layout, height=360)
