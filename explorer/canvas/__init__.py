"""The canvas: JavaScript that knows no Streamlit, for the page and for the report.

Plain modules without a build step. The server hands them out under `ASSETS`, by the
name of their room: those of `explorer.widgets` import these.
"""

import json
from pathlib import Path
from typing import Any

ASSETS = "showthrough/assets"
"""Path under which the server hands out JavaScript and styles."""

FOLDER = Path(__file__).parent

_SOURCE = (FOLDER / "look.js").read_text(encoding="utf-8")
LOOK: dict[str, Any] = json.loads(
    _SOURCE.partition("export const LOOK = ")[2].rstrip(";\n")
)
"""Numbers and sentences that the canvas and the figures to take home share."""


def style(name: str) -> str:
    """Return a style sheet of the canvas."""
    return (FOLDER / f"{name}.css").read_text(encoding="utf-8")
