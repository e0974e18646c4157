"""Tables of a report: what the score depends on, and every block."""

from html import escape

import numpy as np

from core.versions import versions
from explorer.export.records import COLUMNS, block_rows
from explorer.export.view import View
from explorer.export.words import settings


def settings_section(view: View) -> str:
    """HTML of every setting, and of the versions that worked."""
    found = "; ".join(f"{name} {number}" for name, number in versions().items())
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>'
        for name, value in (*settings(view), ("Versions", found))
    )
    return f"<section><h2>Settings</h2><table>{rows}</table></section>"


def blocks_section(view: View) -> str:
    """HTML of every block, those that contribute most first."""
    rows = block_rows(view.result)
    order = np.argsort(-view.result.contribution.ravel(), kind="stable").tolist()
    names = (_HEADS.get(name, name) for name in COLUMNS)
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    body = "".join(
        f'<tr><td><button type="button" data-block="{block}">Pin</button></td>'
        + "".join(f"<td>{_number(cell)}</td>" for cell in rows[block][:-1])
        + f"<td>{float(rows[block][-1]):.2%}</td>"
        + "</tr>"
        for block in order
    )
    return (
        "<section><h2>Every block</h2><p>Rows and columns count from 1. "
        "Recognizable degree (RD): Eq. 1. Appearance (sim_A), structure (sim_S) and "
        "similarity (sim) of the block and its match: Eqs. 2 to 4. Weight (w): Eq. 5. "
        "Contribution: its share of the sum of Eq. 6. All together make 100 %.</p>"
        '<div class="scroll" tabindex="0" role="region" aria-label="Every block">'
        f'<table class="blocks"><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div></section>"
    )


_HEADS = {
    "row": "Block: row",
    "match_row": "Match: row",
    "match_column": "column",
    "contribution": "Contribution",
}
"""Names of columns where those of the CSV are no words."""


def _number(cell: int | str) -> str:
    return str(cell) if isinstance(cell, int) else f"{float(cell):.4f}"
