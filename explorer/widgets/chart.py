"""A Plotly chart on the page, and the point that a visitor clicks."""

from typing import Any

import plotly.graph_objects as go

from explorer.widgets.chart_view import chart_view


def draw_chart(figure: go.Figure, *, key: str, alt: str, opens: bool = True) -> Any:
    """Draw a chart; return what its trace calls the point that was just clicked.

    Parameters
    ----------
    figure : go.Figure
        From `explorer.figures`; `customdata` of a trace names its points.
    key : str
        Name in the session's state.
    alt : str
        What it shows, for visitors who cannot see it.
    opens : bool
        Whether a click on a point does anything.
    """
    return chart_view(
        str(figure.to_json(validate=False)),
        key=key,
        alt=alt,
        height=figure.layout.height,
        opens=opens,
    )
