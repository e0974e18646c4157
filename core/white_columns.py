"""Columns of a table of pairs that say which value is white, row by row.

`white` is for both images of the row, `white_plain` and `white_encrypted` are for one
of them and take precedence. Where a cell is empty, the caller's value is used.
"""

import math
from typing import TypeAlias

from core.image.white import DataRange, for_each
from core.spreadsheet import Sheet, TableError

WHITE_COLUMNS = ("white", "white_plain", "white_encrypted")
"""Headings, in any case where they are read as `optional` columns."""

Whites: TypeAlias = tuple[float | None, float | None]
"""White of the plain image and of the encrypted one, None where it is not said."""


def whites_of(sheet: Sheet) -> tuple[Whites, ...]:
    """White that each row says.

    Raises
    ------
    TableError
        If a cell is neither empty nor a positive number; the message names the line.
    """
    both, plain, encrypted = (_column(sheet, name) for name in WHITE_COLUMNS)
    return tuple(
        (one or white, other or white)
        for white, one, other in zip(both, plain, encrypted, strict=True)
    )


def or_else(said: Whites, given: DataRange) -> Whites:
    """White that a row says, or else what was given for all rows.

    Examples
    --------
    >>> or_else((4095.0, None), 1023)
    (4095.0, 1023.0)
    """
    plain, encrypted = for_each(given)
    return said[0] or plain, said[1] or encrypted


def _column(sheet: Sheet, name: str) -> list[float | None]:
    if name not in sheet.columns:
        return [None] * len(sheet.records)
    numbers = sheet.numbers(name, gaps=True)
    for number, white in enumerate(numbers):
        if white <= 0:
            raise TableError(
                f"{sheet.where(number)}: expected a positive number as {name}, "
                f"got {white:g}"
            )
    return [None if math.isnan(white) else white for white in numbers]
