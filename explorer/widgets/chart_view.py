"""A Plotly chart that stays in place while its data change.

Streamlit replaces its own element with every new number: it flickers, and the pointer
loses what was under it. This one gets the new figure and draws the difference.
"""

from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from streamlit.components import v2

from explorer.canvas import ASSETS
from explorer.widgets import loader, style

LIBRARY = f"plotly-{version('plotly')}.js"
"""Name under `ASSETS` of Plotly's JavaScript; browsers may keep it for ever."""


def library() -> Path:
    """Return the file of Plotly's JavaScript."""
    return Path(str(files("plotly") / "package_data" / "plotly.min.js"))


def chart_view(figure: str, *, key: str, alt: str, height: int, opens: bool) -> Any:
    """Draw a figure; return what its trace calls the point that was just clicked.

    Parameters
    ----------
    figure : str
        JSON of a figure; `customdata` of a trace names its points.
    key : str
        Name in the session's state.
    alt : str
        What it shows, for visitors who cannot see it.
    height : int
        CSS pixels, kept free while the chart loads.
    opens : bool
        Whether a click on a point does anything.
    """
    return _mount()(
        key=key,
        data={
            "figure": figure,
            "alt": alt,
            "height": height,
            "opens": opens,
            "library": f"{ASSETS}/{LIBRARY}",
        },
        on_point_change=lambda: None,
    ).point


@lru_cache(maxsize=1)
def _mount() -> Any:
    # Plotly writes its style into the page's head, which does not reach a shadow tree.
    return v2.component(
        "chart_view",
        js=loader("chart_view"),
        css=style("chart_view"),
        isolate_styles=False,
    )
