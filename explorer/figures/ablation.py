"""Chart of the parts of the index: C1 to C4 of one pair, as in Table 3."""

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from core.evaluation.measures import CONFIGURATIONS
from explorer.figures.charts import chart
from explorer.figures.noise_in_charts import HATCHING, SHOWS, noise_row_words
from explorer.pair.sweeps import NOISE
from explorer.store.results_on_disk import Row


def ablation_figure(rows: Mapping[str, Row]) -> go.Figure:
    """Draw C1 to C4 of one pair as gauges, each on the scale of its own.

    Hatched as far as noise reaches, coloured from there to the score, and a ring there.

    Parameters
    ----------
    rows : mapping
        From a job of `explorer.pair.sweeps.ablation_steps`.
    """
    traces: list[dict[str, Any]] = []
    layout: dict[str, Any] = {
        "margin": {"l": 96, "r": 56, "t": 40, "b": 28},
        "barmode": "overlay",
        "bargap": 0.5,
    }
    count = len(CONFIGURATIONS)
    for place, name in enumerate(CONFIGURATIONS):
        number = "" if place == 0 else str(place + 1)
        top, foot = 1 - place / count, 1 - (place + 1) / count
        label = f"<b>{name}</b> {CONFIGURATIONS[name]}"
        shared = {
            "xaxis": f"x{number}",
            "yaxis": f"y{number}",
            "showlegend": place == 0,
            "cliponaxis": False,
        }
        traces += _gauge(name, label, rows, shared)
        end = 2 if name == "C4" else 1
        layout[f"xaxis{number}"] = {
            "range": [0, end],
            "tickvals": [0, end / 2, end],
            "anchor": f"y{number}",
            "zeroline": False,
        }
        layout[f"yaxis{number}"] = {
            "domain": [foot + 0.1, top],
            "anchor": f"x{number}",
            "type": "category",
            "categoryarray": [label],
            "range": [-0.5, 0.5],
            "ticklabelposition": "outside",
        }
    return chart(traces, layout, height=380)


def _gauge(
    name: str, label: str, rows: Mapping[str, Row], shared: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """What noise scores, what is above it, and the score, of one configuration."""
    noise = rows.get(f"{name} {NOISE}", {})
    scores, reaches = (
        [float(str(row[field]))] if field in row else []
        for row, field in ((rows.get(name, {}), "vsi"), (noise, "high"))
    )
    above = [s - r for s, r in zip(scores, reaches, strict=False) if s > r]
    bar = {"type": "bar", "orientation": "h", "y": [label], **shared}
    return [
        {
            **bar,
            "name": "noise, as far as it reaches",
            "legendgroup": "noise",
            "x": reaches,
            "text": [f"{name}, {noise_row_words(noise)}"] if noise else [],
            "textposition": "none",
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {
                "color": "rgba(0, 0, 0, 0)",
                "line": {"width": 0},
                "pattern": HATCHING,
            },
        },
        {
            **bar,
            "name": "above noise",
            "legendgroup": "above",
            "base": reaches if above else [],
            "x": above,
            "hoverinfo": "skip",
            "marker": {"color": SHOWS},
        },
        {
            "type": "scatter",
            "name": "this pair",
            "legendgroup": "pair",
            "mode": "markers+text",
            "x": scores,
            "y": [label] if scores else [],
            "text": [f"  {score:.3f}" for score in scores],
            "textposition": "middle right",
            "hovertemplate": f"{name} %{{x:.4f}}<extra></extra>",
            "marker": {
                "symbol": "circle-open",
                "size": 15,
                "color": SHOWS,
                "line": {"width": 4},
            },
            **shared,
        },
    ]
