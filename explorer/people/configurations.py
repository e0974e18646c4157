"""C1 to C4 against what people said, as bars: Table 3, a panel for every criterion."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from core.evaluation import CONFIGURATIONS, MeasureAgreement
from core.evaluation.column import Ends
from core.evaluation.paper import CRITERIA, Criterion
from explorer.figures.charts import chart
from explorer.theme.colours import MUTED, SERIES

_BAR = 24
"""CSS pixels for a bar with the room beside it."""

_HEAD = 54
"""CSS pixels between two panels: the scale of one, the title of the next."""

_TITLES: Mapping[Criterion, str] = {
    "srocc": "<b>SROCC</b>, higher is closer",
    "krcc": "<b>KRCC</b>, higher is closer",
    "lcc": "<b>LCC</b>, higher is closer",
    "rmse": "<b>RMSE</b>, lower is closer",
}


def configurations_figure(
    configurations: Sequence[MeasureAgreement],
    criteria: Sequence[Criterion] = CRITERIA,
    paper_name: str = "",
) -> go.Figure:
    """Draw the criteria of C1 to C4; the numbers stand beside the bars.

    Parameters
    ----------
    configurations : sequence of MeasureAgreement
        Of Table 3; those without an agreement yet have no bar.
    criteria : sequence of str
        Those that are drawn, one under the other.
    paper_name : str
        Of what data the printed numbers are.
    """
    count, bars = len(criteria), _BAR * len(CONFIGURATIONS)
    inner = count * bars + (count - 1) * _HEAD
    margin = {"l": 96, "r": 60, "t": 70, "b": 34}
    layout: dict[str, Any] = {"margin": margin, "bargap": 0.3, "annotations": []}
    layout["legend"] = {
        "orientation": "h",
        "x": 0,
        "xanchor": "left",
        "y": 1 + 30 / inner,
        "yanchor": "bottom",
    }
    labels = {name: f"<b>{name}</b> {adds}" for name, adds in CONFIGURATIONS.items()}
    traces: list[dict[str, Any]] = []
    for place, criterion in enumerate(criteria):
        number = "" if place == 0 else str(place + 1)
        foot = 1 - (place * (bars + _HEAD) + bars) / inner
        axes = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
        found = {
            each.key: float(getattr(each.agreement, criterion))
            for each in configurations
            if each.agreement
        }
        limits = {
            each.key: each.interval
            for each in configurations
            if criterion == "srocc" and each.interval and each.key in found
        }
        paper = {
            each.key: printed.value
            for each in configurations
            if (printed := each.paper.get(criterion))
        }
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": "here, with 95 % interval of SROCC" if limits else "here",
                "showlegend": place == 0,
                "x": list(found.values()),
                "y": [labels[name] for name in found],
                "hovertemplate": f"%{{y}}<br>{criterion.upper()} %{{x:.4f}}"
                "<extra></extra>",
                "marker": {"color": SERIES[0].colour},
                **_whiskers(found, limits),
                **axes,
            }
        )
        if paper:
            traces.append(
                {
                    "type": "scatter",
                    "name": paper_name,
                    "mode": "markers",
                    "x": list(paper.values()),
                    "y": [labels[name] for name in paper],
                    "hovertemplate": f"{paper_name} %{{x:.3f}}<extra></extra>",
                    "marker": {
                        "symbol": "diamond-open",
                        "size": 11,
                        "color": SERIES[1].colour,
                        "line": {"width": 2.5},
                    },
                    "cliponaxis": False,
                    **axes,
                }
            )
        layout[f"xaxis{number}"] = _scale(
            criterion, [*found.values(), *paper.values(), *sum(limits.values(), ())]
        ) | {"anchor": f"y{number}"}
        layout[f"yaxis{number}"] = {
            "domain": [max(0.0, foot), min(1.0, foot + bars / inner)],
            "anchor": f"x{number}",
            "type": "category",
            "categoryarray": list(labels.values()),
            # C1 on top, as in the table.
            "range": [len(labels) - 0.5, -0.5],
        }
        layout["annotations"] += _words(criterion, number, found, labels)
    return chart(traces, layout, height=inner + margin["t"] + margin["b"])


def _whiskers(found: Mapping[str, float], limits: Mapping[str, Ends]) -> dict[str, Any]:
    """Intervals at the ends of the bars."""
    if not limits:
        return {}
    ends = [(value, limits.get(name, (value, value))) for name, value in found.items()]
    return {
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [high - value for value, (_, high) in ends],
            "arrayminus": [value - low for value, (low, _) in ends],
            "thickness": 2,
            "width": 5,
            "color": MUTED,
        }
    }


def _scale(criterion: Criterion, shown: Sequence[float]) -> dict[str, Any]:
    """Horizontal axis that holds nought; a correlation's ends at 1."""
    if criterion == "rmse":
        top = 1.1 * max(shown, default=1.0)
        return {"range": [0, top], "nticks": 6, "zeroline": False}
    low = min([0.0, *shown])
    return {"range": [1.05 * low, 1], "nticks": 6, "zeroline": low < 0}


def _words(
    criterion: Criterion,
    number: str,
    found: Mapping[str, float],
    labels: Mapping[str, str],
) -> list[dict[str, Any]]:
    """Title over a panel, and the number beside every bar."""
    plain = {"showarrow": False, "xanchor": "left", "xref": "paper"}
    return [
        {
            **plain,
            "x": 0,
            "yref": f"y{number} domain",
            "y": 1,
            "yanchor": "bottom",
            "text": _TITLES[criterion],
            "font": {"size": 13},
        },
        *(
            {
                **plain,
                "x": 1,
                "xshift": 8,
                "yref": f"y{number}",
                "y": labels[name],
                "yanchor": "middle",
                "text": f"{value:.3f}".replace("-", "−"),
                "font": {"size": 13},
            }
            for name, value in found.items()
        ),
    ]
