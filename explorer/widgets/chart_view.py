"""A Plotly chart that stays where it is while its data change.

Streamlit's own element is another one with every new number: it flickers, and what was
under the pointer is gone. This one is given the new figure and draws the difference.
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
"""Name under `ASSETS` of the JavaScript that Plotly brings; may be kept for ever."""


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
        What it shows, for who cannot see it.
    height : int
        CSS pixels, kept free from the first moment.
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
    # Plotly writes its style into the page's head, where a shadow has none of it.
    return v2.component(
        "chart_view",
        js=loader("chart_view"),
        css=style("chart_view"),
        isolate_styles=False,
    )
