"""The canvas: JavaScript that knows no Streamlit, for the page and for the report.

Plain modules without a build step. The server hands them out under `ASSETS`, by the
name of their room: those of `explorer.widgets` import these.
"""

from pathlib import Path

ASSETS = "showthrough/assets"
"""Path under which the server hands out JavaScript and styles."""

FOLDER = Path(__file__).parent


def style(name: str) -> str:
    """Return a style sheet of the canvas."""
    return (FOLDER / f"{name}.css").read_text(encoding="utf-8")
