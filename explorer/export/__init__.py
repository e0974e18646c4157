"""What a visitor takes home: figures, tables, a report and recipes; no Streamlit."""

from collections.abc import Callable
from dataclasses import dataclass

from explorer.export.png import figure_png
from explorer.export.records import blocks_csv, result_json
from explorer.export.report import report_html
from explorer.export.svg import figure_svg
from explorer.export.view import Look, View


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """A kind of file.

    Attributes
    ----------
    label : str
        On its button.
    ending : str
        Of its file's name, with the dot.
    mime : str
        What a browser calls it.
    about : str
        One line that says what is in it.
    make : callable
        View -> content of the file.
    """

    label: str
    ending: str
    mime: str
    about: str
    make: Callable[[View], bytes]


FORMATS = {
    "png": Format(
        label="PNG",
        ending=".png",
        mime="image/png",
        about="The view as a picture, one dot a pixel.",
        make=figure_png,
    ),
    "png2": Format(
        label="PNG, 2×",
        ending="@2x.png",
        mime="image/png",
        about="The view as a picture, twice as fine, for print and slides.",
        make=lambda view: figure_png(view, 2),
    ),
    "svg": Format(
        label="SVG",
        ending=".svg",
        mime="image/svg+xml",
        about="The view as a drawing: arrows, blocks and words can be edited.",
        make=lambda view: figure_svg(view).encode(),
    ),
    "csv": Format(
        label="CSV",
        ending=".csv",
        mime="text/csv",
        about="One row a plain block: its match, RD, sim_A, sim_S, sim, w and its "
        "share of the sum of Eq. 6. Rows and columns count from 1.",
        make=lambda view: blocks_csv(view.result, view.back).encode(),
    ),
    "json": Format(
        label="JSON",
        ending=".json",
        mime="application/json",
        about="Scores, settings, versions, and the pictures by their digests.",
        make=lambda view: result_json(view).encode(),
    ),
    "html": Format(
        label="HTML report",
        ending=".html",
        mime="text/html",
        about="One file with pictures, the view to point at, every block and how to "
        "make the number again. It needs no network.",
        make=lambda view: report_html(view).encode(),
    ),
}
"""Every kind of file, by the name that links and tests use."""

__all__ = ["FORMATS", "Format", "Look", "View"]
