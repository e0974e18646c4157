"""Charts of scores against what people said."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.evaluation import CurvePoint, Database, LogisticCurve
from core.evaluation.paper import Published
from core.recognizability.parameters import Constant
from explorer.figures.charts import chart, upright
from explorer.figures.sweeps import AXES
from explorer.theme.colours import MUTED, SERIES


def scatter_figure(
    scores: NDArray[np.float64],
    database: Database,
    label: str,
    curve: LogisticCurve | None,
) -> go.Figure:
    """Draw scores of an index against human scores, a look for every type.

    Parameters
    ----------
    scores : NDArray
        (N,), in the order of the rows; what is not finite is left out.
    database : Database
        What people said.
    label : str
        The index.
    curve : LogisticCurve, optional
        The logistic of Section 3.1, where there are enough scores for one.
    """
    traces = []
    drawn = np.flatnonzero(np.isfinite(scores)).tolist()
    for place, kind in enumerate(dict.fromkeys(database.types)):
        look = SERIES[place % len(SERIES)]
        numbers = [n for n in drawn if database.rows[n].type == kind]
        rows = [database.rows[n] for n in numbers]
        traces.append(
            {
                "type": "scatter",
                "name": kind,
                "mode": "markers",
                "x": [float(scores[n]) for n in numbers],
                "y": [row.score for row in rows],
                "customdata": numbers,
                "text": [_row(row.picture, row.type, row.level) for row in rows],
                "hovertemplate": "%{text}<br>index %{x:.4f}<br>people %{y:.2f}"
                "<extra></extra>",
                "marker": {
                    "color": look.colour,
                    "symbol": look.symbol,
                    "size": 7,
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
    return chart(traces, layout, height=380)


def _row(picture: str, kind: str, level: int) -> str:
    at = f", level {level}" if level else ""
    return f"{picture}, {kind}{at}"


def srocc_figure(
    points: Sequence[CurvePoint],
    constant: Constant,
    *,
    printed: tuple[float, Published] | None,
    paper_name: str,
    now: float | None = None,
) -> go.Figure:
    """Draw SROCC against a constant, as Fig. 3 does.

    Parameters
    ----------
    points : sequence of CurvePoint
        In order; of each the SROCC is finite.
    constant : str
        The one that moves.
    printed : (float, Published), optional
        As `core.evaluation.report.printed_point` gives it.
    paper_name : str
        Of what data that is.
    now : float, optional
        The constant's value in the sidebar.
    """
    bars: dict[str, Any] = {}
    ends = [point.interval for point in points if point.interval]
    if points and len(ends) == len(points):
        bars["error_y"] = {
            "type": "data",
            "symmetric": False,
            "array": [
                high - p.srocc for p, (_, high) in zip(points, ends, strict=True)
            ],
            "arrayminus": [
                p.srocc - low for p, (low, _) in zip(points, ends, strict=True)
            ],
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
    if printed is not None:
        traces.append(
            {
                "type": "scatter",
                "name": paper_name,
                "mode": "markers",
                "x": [printed[0]],
                "y": [printed[1].value],
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
        "xaxis": {"title": {"text": AXES[constant]}, "zeroline": False},
        "yaxis": {"title": {"text": "SROCC"}, "zeroline": False},
        "shapes": shapes,
        "annotations": notes,
    }
    if 0 < len(points) <= 12:
        layout["xaxis"]["tickvals"] = [point.value for point in points]
    return chart(traces, layout, height=360)
