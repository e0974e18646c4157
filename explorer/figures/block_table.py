"""What the canvas shows, as a table: for keyboards and for screen readers."""

from html import escape

import numpy as np
from numpy.typing import NDArray

from core.recognizability.index import Recognizability
from explorer.figures.leak import shows_at
from explorer.figures.matches import block_table

ROWS = 20
"""Blocks on one page."""

COLUMNS = {
    "contribution": "Contribution",
    "degree": "RD",
    "weight": "w",
    "sim_a": "sim_A",
    "sim_s": "sim_S",
    "place": "Place",
}
"""What rows can be sorted by; all but the place from the largest on."""


def order(result: Recognizability, column: str) -> NDArray[np.intp]:
    """Blocks (M N,) in the order of a column of `COLUMNS`."""
    if column == "place":
        return np.arange(result.match.size)
    return np.argsort(-block_table(result)[column], kind="stable")


def table(result: Recognizability, column: str = "contribution", first: int = 0) -> str:
    """HTML table of one page of blocks.

    Parameters
    ----------
    result : Recognizability
        What is shown.
    column : str
        What the rows are sorted by.
    first : int
        Row of the sorted table that the page begins with.
    """
    values, columns = block_table(result), result.degree.shape[1]
    match, blocks = shows_at(result), order(result, column)
    heads = (
        "Block: row",
        "column",
        "Match: row",
        "column",
        *(name for key, name in COLUMNS.items() if key != "place"),
    )
    rows = []
    for block in blocks[first : first + ROWS]:
        row, place = divmod(int(block), columns)
        to_row, to_place = divmod(int(match[block]), columns)
        where = [str(row + 1), str(place + 1), str(to_row + 1), str(to_place + 1)]
        if values["degree"][block] == 0:
            where[2:] = ["none", "none"]
        numbers = [
            f"{values['contribution'][block]:.2%}",
            *(f"{values[key][block]:.4f}" for key in list(COLUMNS)[1:-1]),
        ]
        cells = "".join(f"<td>{cell}</td>" for cell in (*where[1:], *numbers))
        rows.append(f'<tr><th scope="row">{where[0]}</th>{cells}</tr>')
    last = min(first + ROWS, len(blocks))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    return (
        f'{_STYLE}<p class="block-table-about">Blocks {first + 1} to {last} of '
        f"{len(blocks)}. Rows and columns are counted from 1 at the top left; the "
        "contributions of all blocks add up to 100 %.</p>"
        '<div class="block-table" tabindex="0" role="region" '
        'aria-label="Table of blocks"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        "</div>"
    )


_STYLE = """<style>
.block-table { overflow-x: auto; }
.block-table table { border-collapse: collapse;
  font-size: 0.85rem; font-variant-numeric: tabular-nums; }
.block-table-about { margin: 0 0 0.4rem; font-size: 0.8125rem; }
.block-table th, .block-table td { text-align: right; padding: 0.15rem 0.75rem;
  border-bottom: 1px solid rgba(128, 128, 128, 0.3); font-weight: 400;
  white-space: nowrap; }
.block-table thead th { font-weight: 600; }
@media (max-width: 640px) {
  .block-table table { font-size: 0.75rem; }
  .block-table th, .block-table td { padding: 0.15rem 0.3rem; }
  .block-table thead th { white-space: normal; vertical-align: bottom; }
}
</style>"""
