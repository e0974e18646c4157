"""The gain of each attack against the level of a scheme, as a chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.attacks import Attack
from core.attacks.judgement import LIMITS
from explorer.pair.attempts import Gain
from explorer.theme.colours import MUTED, SERIES

if TYPE_CHECKING:
    import plotly.graph_objects as go


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """What one attack gains at the levels where it finds something."""

    attack: Attack
    gains: Mapping[int, Gain]


def level_figure(
    found: Sequence[Line], levels: int, labels: Sequence[str], now: int
) -> "go.Figure":
    """Draw one line an attack; a level at which it declines is a gap.

    Parameters
    ----------
    found : sequence of Line
        The attacks, the most gaining first.
    levels : int
        How many there are.
    labels : sequence of str
        What each level sets.
    now : int
        The level on the screen.
    """
    # Plotly is loaded where it is drawn, not with the first screen.
    from explorer.figures.charts import chart

    across = list(range(1, levels + 1))
    traces = []
    for line, look in zip(found, SERIES, strict=False):
        gains = [line.gains.get(level) for level in across]
        traces.append(
            {
                "type": "scatter",
                "name": line.attack.label,
                "mode": "lines+markers",
                "x": across,
                "y": [gain and gain.margin for gain in gains],
                "customdata": across,
                "text": [
                    f"{labels[level - 1]}<br>{gain.word}" if gain else ""
                    for level, gain in zip(across, gains, strict=True)
                ],
                "hovertemplate": "%{text}, gain %{y:+.2f}<extra></extra>",
                "line": {"color": look.colour, "dash": look.dash},
                "marker": {"symbol": look.symbol, "size": 9},
                "cliponaxis": False,
            }
        )
    shapes = [
        {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": height,
            "y1": height,
            "line": {"color": MUTED, "dash": dash, "width": 1.5},
        }
        for height, dash in ((0.0, "solid"), (LIMITS["opens it"].gain, "dash"))
    ]
    layout = {
        "xaxis": {
            "title": {"text": "Level, 1 is strongest"},
            "tickvals": across,
            "ticktext": [f"<b>{n}</b>" if n == now else f"{n}" for n in across],
            "range": [0.7, levels + 0.3],
            "zeroline": False,
        },
        "yaxis": {"title": {"text": "Gain over noise"}, "zeroline": False},
        "shapes": shapes,
    }
    return chart(traces, layout, height=340)
