"""Tables as CSV, written so that no spreadsheet takes a text for a formula.

The one writer of CSV: everything goes through `csv_line`, and every reader of a table
undoes the guard with `unguarded`, so that names come back as they were.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

Cell: TypeAlias = str | float | int | None

_NUMBER = re.compile(
    r" *[+-]?(?:(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?|inf|nan) *", re.ASCII | re.IGNORECASE
)
_FORMULA = ("=", "+", "-", "@")
_BREAKS = ("\t", "\r", "\n")


def guarded(text: str) -> str:
    """Return a text with an apostrophe before it where a spreadsheet would calculate.

    Reading: a spreadsheet calculates where a text begins with = + - or @, blanks before
    it or not, or with a tab or a line break, and is no number. A text with apostrophes
    before such a beginning gets one more, so that `unguarded` gives every text back.

    Examples
    --------
    >>> guarded("=1+1"), guarded("-0.5"), guarded("plain.png")
    ("'=1+1", '-0.5', 'plain.png')
    """
    return f"'{text}" if _calculates(text.lstrip("'")) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given.

    Examples
    --------
    >>> unguarded("'=1+1"), unguarded("'quoted'")
    ('=1+1', "'quoted'")
    """
    bare = text.startswith("'") and _calculates(text.lstrip("'"))
    return text[1:] if bare else text


def _calculates(text: str) -> bool:
    dangerous = text.lstrip().startswith(_FORMULA) or text.startswith(_BREAKS)
    return dangerous and _NUMBER.fullmatch(text) is None


def csv_line(cells: Iterable[Cell]) -> str:
    """Write cells as one line of CSV, with its end; None is an empty cell.

    Numbers are written with all their digits.
    """
    text = io.StringIO(newline="")
    # With this line ending, a cell that holds a CR or an LF is quoted.
    csv.writer(text, lineterminator="\r\n").writerow(
        guarded(cell) if isinstance(cell, str) else cell for cell in cells
    )
    return text.getvalue().removesuffix("\r\n") + "\n"


def csv_text(columns: Sequence[str], rows: Iterable[Iterable[Cell]]) -> str:
    """Write a table as CSV: the names of its columns, then its rows.

    Examples
    --------
    >>> csv_text(("name", "VSI"), [("@x", -0.5)]).splitlines()
    ['name,VSI', "'@x,-0.5"]
    """
    return "".join(map(csv_line, (columns, *rows)))
