"""Charts of a moving constant, and of a scheme's levels."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from explorer.figures.charts import chart, upright
from explorer.figures.noise_in_charts import HATCHING, SHOWS, noise_row_words
from explorer.pair.sweeps import NOISE, Variable, step_name
from explorer.store.results_on_disk import Row
from explorer.theme.colours import MUTED, SERIES

AXES: dict[Variable, str] = {
    "alpha": "Block side over picture side (α)",
    "beta": "Bandwidth over block side (β)",
    "gamma": "Exponent of the pooling (γ)",
    "level": "Level, 1 is strongest",
    "frame": "Frame",
}


def sweep_figure(
    rows: Mapping[str, Row],
    variable: Variable,
    values: Sequence[float],
    *,
    marks: Mapping[str, float],
    top: float | None,
    labels: Sequence[str] = (),
    people: Sequence[float] = (),
) -> go.Figure:
    """Draw VSI, RD and GS of one pair at every value that has been computed.

    Parameters
    ----------
    rows : mapping
        From a job of `explorer.pair.sweeps.pair_steps` or `level_steps`.
    variable : str
        What moves.
    values : sequence of float
        All values, computed or not.
    marks : mapping of str to float
        Values to mark, by their names.
    top : float, optional
        Highest VSI that there can be: 2, or 1 without GS; the highest there is unless
        given.
    labels : sequence of str
        What each value stands for, where it is not its own name.
    people : sequence of float
        Published human scores of the values, 0 to 6; drawn below where there are any.
    """
    names = list(labels) or [f"{value:g}" for value in values]
    title = f"VSI, 0 to {top:g}" if top else "VSI"
    traces = [
        _curve(rows, values, names, "vsi", title, 0, width=3),
        # Of use to few: a click on their names shows them.
        *(
            _curve(rows, values, names, field, f"{field.upper()}, 0 to 1", look)
            | {"visible": "legendonly"}
            for look, field in enumerate(("rd", "gs"), 1)
        ),
        *_noise(rows, values, names),
    ]
    floor = 0.36 if people else 0.0
    layout: dict[str, Any] = {
        "xaxis": _across(variable, values, marks),
        "yaxis": {
            "title": {"text": "Score"},
            **({"range": [0, 1.04 * top]} if top else {"rangemode": "tozero"}),
            "domain": [floor, 1],
            "zeroline": False,
        },
    }
    if people:
        traces.append(
            {
                "type": "scatter",
                "name": "People, 0 to 6",
                "mode": "lines+markers",
                "x": list(values),
                "y": list(people),
                "yaxis": "y2",
                "cliponaxis": False,
                "customdata": list(values),
                "text": names,
                "hovertemplate": "%{text}<br>people %{y:.2f}<extra></extra>",
                "line": {"color": SERIES[3].colour, "dash": SERIES[3].dash},
                "marker": {"symbol": SERIES[3].symbol, "size": 9},
            }
        )
        layout["yaxis2"] = {
            "title": {"text": "People"},
            "range": [0, 6.3],
            "domain": [0, 0.26],
            "zeroline": False,
            "tickvals": [0, 2, 4, 6],
        }
        layout["xaxis"]["anchor"] = "y2"
    layout["shapes"], layout["annotations"] = upright(marks)
    return chart(traces, layout, height=470 if people else 380)


def _curve(
    rows: Mapping[str, Row],
    values: Sequence[float],
    names: Sequence[str],
    field: str,
    title: str,
    look: int,
    width: float = 1.5,
) -> dict[str, Any]:
    """One line; a value that is not computed yet is a gap at its end."""
    series = SERIES[look]
    colour = SHOWS if field == "vsi" else series.colour
    found = [
        (value, name, row[field])
        for value, name in zip(values, names, strict=True)
        if (row := rows.get(step_name(value))) is not None and field in row
    ]
    x, text, y = ([*part] for part in zip(*found, strict=True)) if found else ([],) * 3
    return {
        "type": "scatter",
        "name": title,
        "mode": "lines+markers",
        "x": x,
        "y": y,
        "text": text,
        "customdata": x,
        "hovertemplate": f"%{{text}}<br>{field.upper()} %{{y:.4f}}<extra></extra>",
        "line": {"color": colour, "dash": series.dash, "width": width},
        "marker": {"symbol": series.symbol, "size": 7 + 2 * width},
        "cliponaxis": False,
    }


def _noise(
    rows: Mapping[str, Row], values: Sequence[float], names: Sequence[str]
) -> list[dict[str, Any]]:
    """What noise scores at every value: its range as a band, its mean as a line.

    Where there is one value, whiskers stand for the band. `customdata` would make
    points that open something.
    """
    found = [
        (value, name, row)
        for value, name in zip(values, names, strict=True)
        if "vsi" in (row := rows.get(step_name(value, NOISE), {}))
    ]
    x = [value for value, *_ in found]
    low, mean, high = (
        [float(str(row[field])) for *_, row in found]
        for field in ("low", "vsi", "high")
    )
    edge = {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "hoverinfo": "skip",
        "line": {"width": 0},
    }
    return [
        {**edge, "y": low, "showlegend": False},
        {
            **edge,
            "name": "Noise, range",
            "y": high,
            "fill": "tonexty",
            "fillcolor": "rgba(0, 0, 0, 0)",
            "fillpattern": HATCHING,
        },
        {
            "type": "scatter",
            "name": "Noise, mean",
            "mode": "markers" if len(found) == 1 else "lines",
            "x": x,
            "y": mean,
            "text": [f"{name}<br>{noise_row_words(row)}" for _, name, row in found],
            "hovertemplate": "%{text}<extra></extra>",
            "line": {"color": MUTED, "dash": "dash", "width": 2},
            "marker": {
                "symbol": "line-ew",
                "size": 10,
                "line": {"color": MUTED, "width": 2},
            },
            "error_y": {
                "visible": len(found) == 1,
                "array": [b - a for a, b in zip(mean, high, strict=True)],
                "arrayminus": [b - a for a, b in zip(low, mean, strict=True)],
                "color": MUTED,
            },
        },
    ]


def _across(
    variable: Variable, values: Sequence[float], marks: Mapping[str, float]
) -> dict[str, Any]:
    """Horizontal axis, with room for every value from the first run on."""
    low, high = min((*values, *marks.values())), max((*values, *marks.values()))
    room = 0.04 * (high - low) or 0.5
    axis: dict[str, Any] = {
        "title": {"text": AXES[variable]},
        "range": [low - room, high + room],
        "zeroline": False,
    }
    if variable == "level" or len(values) <= 12:
        axis["tickvals"] = list(values)
    return axis
