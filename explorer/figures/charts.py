"""What all Plotly charts share: no background, and vertical lines at values."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from explorer.theme.colours import MUTED

_AXIS = {
    "gridcolor": "rgba(128, 132, 136, 0.3)",
    "automargin": True,
    "ticklabelstandoff": 4,
}

_LOOK = {"layout": {"xaxis": _AXIS, "yaxis": _AXIS, "font": {"size": 13}}}
"""Layout of every chart, unless it sets its own."""


def chart(
    traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any], *, height: int
) -> go.Figure:
    """Make a chart with the background and the text colour of the page.

    Parameters
    ----------
    traces, layout : mapping
        As Plotly names things; not checked, since that takes longer than all the rest.
    height : int
        In pixels.
    """
    return go.Figure(
        {
            "data": list(traces),
            "layout": {
                "height": height,
                "margin": {"l": 56, "r": 16, "t": 40, "b": 48},
                "paper_bgcolor": "rgba(0,0,0,0)",
                "plot_bgcolor": "rgba(0,0,0,0)",
                "hovermode": "closest",
                "dragmode": False,
                # Keeps zoom and selection when a running job adds rows.
                "uirevision": "kept",
                "legend": {
                    "orientation": "h",
                    "traceorder": "normal",  # a band would turn it round
                    "x": 0,
                    "xanchor": "left",
                    "y": 1.02,
                    "yanchor": "bottom",
                },
                "template": _LOOK,
                **layout,
            },
        },
        _validate=False,
    )


def upright(
    marks: Mapping[str, float], *, axis: str = "x", top: float = 1.0
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Shapes and notes that mark values on the horizontal axis, by their names.

    Names of equal values share one line. The notes stand at the foot of the line.
    """
    by_value: dict[float, list[str]] = {}
    for name, value in marks.items():
        by_value.setdefault(value, []).append(name)
    shapes, notes = [], []
    for value, names in by_value.items():
        shapes.append(
            {
                "type": "line",
                "xref": axis,
                "yref": "paper",
                "x0": value,
                "x1": value,
                "y0": 0,
                "y1": top,
                "line": {"color": MUTED, "width": 1.5, "dash": "dot"},
            }
        )
        notes.append(
            {
                "xref": axis,
                "yref": "paper",
                "x": value,
                "y": 0,
                "xanchor": "left",
                "yanchor": "bottom",
                "showarrow": False,
                "text": f" {' = '.join(names)}",
                "font": {"size": 12},
            }
        )
    return shapes, notes
