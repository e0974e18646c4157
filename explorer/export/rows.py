"""Rows of numbers as files: CSV, and JSON with what they were made from."""

import json
from collections.abc import Mapping, Sequence

from core.csv_writer import csv_text
from core.versions import versions
from explorer.store.results_on_disk import Row


def rows_csv(rows: Sequence[Row]) -> str:
    """Write rows as CSV: the columns of all of them, in the order they come up."""
    columns = dict.fromkeys(name for row in rows for name in row)
    return csv_text(tuple(columns), [map(row.get, columns) for row in rows])


def rows_json(rows: Sequence[Row], about: Mapping[str, object]) -> str:
    """Write rows as JSON, after what they are and the versions that made them."""
    return json.dumps(
        {**about, "versions": versions(), "rows": [dict(row) for row in rows]},
        indent=2,
        ensure_ascii=False,
    )
