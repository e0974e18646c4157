"""Numbers as files: CSV, one row a block, and JSON with all that they depend on.

The CSV's columns, one row a plain block b_p, counted row by row; rows and columns count
from 1, as everywhere on the page:

row, column
    Place of the block among the blocks of the plain image.
match_row, match_column
    Place of b_e*, its best match, among the blocks of the encrypted image (Eq. 1): its
    own place where that is among several equal ones.
counts
    1 where the two are alike at all; 0 where sim is 0 for every block, and the one of
    highest sim_A is named instead.
RD
    RD(b_p), Eq. 1: how alike the block is to its match, in [0, 1].
sim_A, sim_S, sim
    Eqs. 2, 3 and 4 of the two, in [0, 1]; `sim` is RD again, from the
    table of all pairs.
w
    w(b_p), Eq. 5, as it was used: 1 where the weight is switched off.
contribution
    Share of the block in the sum of Eq. 6; the column adds up to 1.
"""

import json
from dataclasses import asdict
from typing import Any

from core.attacks.turned import Turned
from core.csv_writer import csv_text
from core.recognizability.index import Recognizability
from core.recognizability.readings import READINGS_VERSION
from core.versions import versions
from explorer.export.view import View
from explorer.export.words import made_in_words
from explorer.figures.grid_words import grid_words
from explorer.figures.matches import block_table
from explorer.figures.turned_back import lies, lying
from explorer.pair.sources import Source

COLUMNS = (
    "row",
    "column",
    "match_row",
    "match_column",
    "counts",
    "RD",
    "sim_A",
    "sim_S",
    "sim",
    "w",
    "contribution",
)
"""Header of the CSV."""

TURNED_COLUMNS = (
    "turned_match_row",
    "turned_match_column",
    "turned_RD",
    "turn",
    "negative",
)
"""What follows in the header where pieces are turned back: see `turned_rows`."""


def block_rows(result: Recognizability) -> list[tuple[int | str, ...]]:
    """Rows of the CSV: numbers with as many digits as they have.

    Single precision needs nine, double precision as many as Python writes.
    """
    columns = result.degree.shape[1]
    table = block_table(result)
    rows = []
    for block, match in enumerate(result.shown.ravel().tolist()):
        row, column = divmod(block, columns)
        to_row, to_column = divmod(match, columns)
        sims = (
            table["degree"][block],
            table["sim_a"][block],
            table["sim_s"][block],
            result.sim[block, match],
        )
        exact = table["weight"][block], table["contribution"][block]
        rows.append(
            (
                row + 1,
                column + 1,
                to_row + 1,
                to_column + 1,
                int(table["degree"][block] > 0),
                *(f"{value:.9g}" for value in sims),
                *(repr(float(value)) for value in exact),
            )
        )
    return rows


def turned_rows(found: Turned) -> list[tuple[int | str, ...]]:
    """Columns of the search over turned pieces, beside the paper's.

    Place and degree of the best match, how it lies in the encrypted picture, in words,
    and 1 where it is a negative.
    """
    columns, lain = found.match.shape[1], lying(found)
    return [
        (
            match // columns + 1,
            match % columns + 1,
            repr(degree),
            lies(turn, negative=False),
            int(negative),
        )
        for match, degree, turn, negative in zip(
            found.match.ravel().tolist(),
            found.degree.ravel().tolist(),
            lain["turn"],
            lain["negative"],
            strict=True,
        )
    ]


def blocks_csv(result: Recognizability, back: Turned | None = None) -> str:
    """Write every block of a result as CSV; the module says what the columns mean."""
    rows = block_rows(result)
    if back is None:
        return csv_text(COLUMNS, rows)
    both = [(*one, *more) for one, more in zip(rows, turned_rows(back), strict=True)]
    return csv_text((*COLUMNS, *TURNED_COLUMNS), both)


def result_json(view: View) -> str:
    """Write scores, settings, versions and the images' digests as JSON."""
    return json.dumps(result_record(view), indent=2) + "\n"


def result_record(view: View) -> dict[str, Any]:
    """Scores and all that they depend on, ready for JSON.

    `readings` is the version of the decisions where the paper is silent; with another
    one the same settings may give another score.
    """
    result, back = view.result, view.back
    # Beside the paper's numbers, which are the first ones.
    turned = {} if back is None else {"turned": {"vsi": back.vsi, "rd": back.rd}}
    return {
        "channel": view.channel,
        "vsi": result.vsi,
        "rd": result.rd,
        "gs": result.gs,
        "parameters": asdict(result.form.parameters),
        "components": asdict(result.form.components),
        "border": result.form.border,
        "pooling": result.form.pooling,
        "readings": READINGS_VERSION,
        "side": result.side,
        "offset": list(result.offset),
        "grid": list(result.degree.shape),
        "coverage": result.coverage,
        "near_copies": int(result.near_copies.sum()),
        "vsi_with_copies": result.vsi_with_copies,
        "plain": picture_record(view.plain),
        "encrypted": picture_record(view.encrypted),
        "notes": [*view.notes, *filter(None, [grid_words(result)])],
        "versions": versions(),
        **turned,
    }


def picture_record(source: Source) -> dict[str, Any]:
    """What a picture is and how to make it again, ready for JSON.

    `sha256` is the picture's own; where it was made here, `file_sha256` is that of the
    file which it was made of. `white` is the value of white in the file, null where the
    picture was encrypted here and the file's type says it; `channel` is what the index
    was given. `fit` and `size` say what was done to bring both images to one size.
    """
    origin = source.made
    height, width = source.luma.shape
    white = origin.white
    if white is None and source.picture is not None:
        white = source.picture.white
    record: dict[str, Any] = {
        "title": source.title,
        "file": origin.file,
        "sample": origin.sample,
        "sha256": source.sha256,
        "sha256_of": source.hashed,
        "width": width,
        "height": height,
        "white": white,
        "channel": origin.channel,
        "made": made_in_words(source),
        "notes": list(source.notes),
    }
    if origin.frame is not None:
        record["frame"] = origin.frame
    if source.pixels_digest and source.origin:
        record["file_sha256"] = source.file_digest
    if origin.scheme:
        record["encryption"] = {
            "scheme": origin.scheme,
            "level": origin.level,
            "key": origin.key,
        }
    if origin.shape:
        record["fit"] = origin.fit
        record["size"] = {"height": origin.shape[0], "width": origin.shape[1]}
    return record
