"""A table of the paper as a record: what the page, a terminal and all files write."""

import math
from dataclasses import dataclass
from typing import TypeAlias

from core.evaluation.column import Ends
from core.evaluation.paper import Published

Value: TypeAlias = str | float | int | None

MARK = "*"
"""Stands at a printed number that cannot be right."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperColumn:
    """Heading of a column of `PaperTable`.

    Attributes
    ----------
    name : str
        In files.
    label : str
        For people.
    has_paper, has_interval : bool
        Whether its cells may have a printed number, or an interval.
    """

    name: str
    label: str
    has_paper: bool = False
    has_interval: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperCell:
    """A number or a word, and what stands beside it.

    Attributes
    ----------
    value : str, float, int or None
        Ours; None where there is none.
    paper : Published, optional
        What the paper prints.
    interval : (float, float), optional
        95 % bootstrap interval of the value.
    """

    value: Value
    paper: Published | None = None
    interval: Ends | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperRow:
    """A row of `PaperTable`: its name in files, its name for people, its cells."""

    name: str
    label: str
    cells: tuple[PaperCell, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperTable:
    """A table of the paper, ready to be written.

    Attributes
    ----------
    key, title : str
        In names of files; for people.
    first : str
        Heading of the names of its rows.
    columns : tuple of PaperColumn
        All others.
    rows : tuple of PaperRow
        A cell for each column.
    notes : tuple of str
        Sentences below it.
    """

    key: str
    title: str
    first: str
    columns: tuple[PaperColumn, ...]
    rows: tuple[PaperRow, ...]
    notes: tuple[str, ...] = ()

    def flat(self) -> tuple[tuple[str, ...], tuple[tuple[Value, ...], ...]]:
        """Headings and rows with a column for every number, as CSV has them.

        A printed number that cannot be right is text that ends with an asterisk.
        """
        names = [self.first]
        for column in self.columns:
            names.append(column.name)
            if column.has_paper:
                names.append(f"paper {column.name}")
            if column.has_interval:
                names += [f"{column.name} from", f"{column.name} to"]
        return tuple(names), tuple(map(self._flat, self.rows))

    def _flat(self, row: PaperRow) -> tuple[Value, ...]:
        values: list[Value] = [row.name]
        for column, cell in zip(self.columns, row.cells, strict=True):
            values.append(cell.value)
            if column.has_paper:
                values.append(_printed(cell.paper))
            if column.has_interval:
                values += cell.interval or (None, None)
        return tuple(values)


def number(value: float | None) -> float | None:
    """A number, or None where it is NaN."""
    return None if value is None or math.isnan(value) else value


def _printed(cell: Published | None) -> Value:
    if cell is None:
        return None
    return f"{cell.value:.3f}{MARK}" if cell.misprint else cell.value
