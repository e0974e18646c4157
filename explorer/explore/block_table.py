"""What the canvas shows, as a table: for keyboards and for screen readers."""

from html import escape

import numpy as np
from numpy.typing import NDArray

from core.recognizability.index import Recognizability
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
"""What rows can be sorted by; all but the place with the largest first."""

_PINNED = ' class="pinned"'


def order(result: Recognizability, column: str) -> NDArray[np.intp]:
    """Blocks (M N,) in the order of a column of `COLUMNS`."""
    if column == "place":
        return np.arange(result.match.size)
    return np.argsort(-block_table(result)[column], kind="stable")


def table(
    result: Recognizability,
    column: str = "contribution",
    first: int = 0,
    pin: int | None = None,
) -> str:
    """HTML table of one page of blocks.

    Parameters
    ----------
    result : Recognizability
        What is shown.
    column : str
        What the rows are sorted by.
    first : int
        Row of the sorted table that the page begins with.
    pin : int, optional
        The pinned block. Every row is what `explorer.figures.selection` calls a pick.
    """
    values, columns = block_table(result), result.degree.shape[1]
    match, blocks = result.shown.ravel(), order(result, column)
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
            where[2:] = [f"({number})" for number in where[2:]]
        numbers = [
            f"{values['contribution'][block]:.2%}",
            *(f"{values[key][block]:.4f}" for key in list(COLUMNS)[1:-1]),
        ]
        cells = "".join(f"<td>{cell}</td>" for cell in (*where[1:], *numbers))
        pick, here = f'data-pick="block {block}"', block == pin
        rows.append(
            f"<tr {pick}{_PINNED if here else ''}><td>"
            f'<button type="button" {pick} aria-pressed="{str(here).lower()}" '
            f'aria-label="Pin row {where[0]}, column {where[1]}">Pin</button></td>'
            f'<th scope="row">{where[0]}</th>{cells}</tr>'
        )
    last = min(first + ROWS, len(blocks))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    return (
        f'<p class="block-table-about">Blocks {first + 1} to {last} of '
        f"{len(blocks)}. Rows and columns are counted from 1 at the top left. The "
        "contributions of all blocks add up to 100 %. In brackets: the block counts 0, "
        "and what is named is the one of highest sim_A. Click a row to pin it.</p>"
        '<div class="block-table" tabindex="0" role="region" '
        'aria-label="Table of blocks"><table>'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        "</div>"
    )
