"""What a table says once it is read: headings, records, and columns of numbers."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from core.image import ImageError

Cells: TypeAlias = tuple[str, ...]

_COMMA = re.compile(r"[+-]?\d*,\d+(?:e[+-]?\d+)?", re.IGNORECASE)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")


class TableError(ImageError):
    """What is wrong with a table, where, and how to mend it."""


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Sheet:
    """What a table says.

    Attributes
    ----------
    name : str
        What messages call it.
    columns : tuple of str
        Headings in their order.
    records : tuple of tuple of str
        Cells of each record, stripped and unguarded, one for each column.
    lines : tuple of int
        Line of the file at which each record ends.
    delimiter : str
        What stands between cells.
    """

    name: str
    columns: Cells
    records: tuple[Cells, ...]
    lines: tuple[int, ...]
    delimiter: str

    def dicts(self) -> list[dict[str, str]]:
        """Each record by the headings."""
        return [dict(zip(self.columns, cells, strict=True)) for cells in self.records]

    def where(self, number: int) -> str:
        """Place of a record, for messages."""
        return f"{self.name}, line {self.lines[number]}"

    def numbers(self, column: str, *, gaps: bool = False) -> list[float]:
        """Numbers of a column, all finite, with points or decimal commas.

        Parameters
        ----------
        column : str
            Its heading.
        gaps : bool
            Whether cells may be empty; they are NaN then.

        Raises
        ------
        TableError
            If a cell is no number, or its comma can be read in two ways.
        """
        place = self.columns.index(column)
        cells = [record[place] for record in self.records]
        decimal = self._decimal_commas(column, cells)
        found = list[float]()
        for number, cell in enumerate(cells):
            if gaps and not cell:
                found.append(math.nan)
                continue
            comma = decimal and _COMMA.fullmatch(cell)
            try:
                value = float(cell.replace(",", ".") if comma else cell)
            except ValueError:
                value = math.nan
            if not math.isfinite(value):
                raise TableError(
                    f"{self.where(number)}: expected a number as {column}, got {cell!r}"
                )
            found.append(value)
        return found

    def _decimal_commas(self, column: str, cells: Sequence[str]) -> bool:
        """Whether commas in a column of numbers are decimal marks."""
        commas = {n: cell for n, cell in enumerate(cells) if _COMMA.fullmatch(cell)}
        if not commas:
            return False
        first = next(iter(commas))
        if points := [cell for cell in cells if "." in cell]:
            raise TableError(
                f"{self.where(first)}: expected one decimal mark in the column "
                f"{column}, got {commas[first]} and {points[0]}. Write points "
                "throughout"
            )
        # Reading: programs part cells by semicolons because the comma is their decimal
        # mark. In other tables 1,234 alone may be a thousand and more; 1,5 cannot.
        if self.delimiter != ";" and all(map(_THOUSANDS.fullmatch, commas.values())):
            raise TableError(
                f"{self.where(first)}: {commas[first]} in the column {column} can be "
                f"{commas[first].replace(',', '.')} or "
                f"{commas[first].replace(',', '')}. Write it with a point, or without "
                "the comma"
            )
        return True
