"""Pairs that a CSV file lists."""

import csv
import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from numpy.typing import ArrayLike

from core.batch.jobs import Image, Job, Measures
from core.image import ImageError

PAIR = ("plain", "encrypted")
"""Columns that every table of pairs has."""

DELIMITERS = ",;\t"


class TableError(ValueError):
    """What is wrong with a table, where, and how to mend it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unnamed:
    """The image of a cell that is empty."""

    name: str
    where: str

    def read(self) -> ArrayLike:
        """Say that there is none."""
        raise ImageError(f"{self.where}: no {self.name} image is named")


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Table:
    """A table of pairs.

    Attributes
    ----------
    path : Path
        Its file; paths in it are relative to the folder of that.
    columns : tuple of str
        All columns in their order, `plain` and `encrypted` among them.
    records : tuple of tuple of str
        Cells of each line, in the order of the columns.
    lines : tuple of int
        Line of the file at which each record ends.
    """

    path: Path
    columns: tuple[str, ...]
    records: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of what the table says, in hexadecimal digits."""
        said = json.dumps([self.columns, self.records], ensure_ascii=True)
        return hashlib.sha256(said.encode()).hexdigest()

    def dicts(self) -> list[dict[str, str]]:
        """Each record by the names of its columns."""
        return [dict(zip(self.columns, cells, strict=True)) for cells in self.records]

    def jobs(self, measures: Measures) -> list[Job]:
        """One job for every record; a pair with an empty cell fails when it is read."""
        places = [self.columns.index(name) for name in PAIR]
        return [
            Job(
                plain=self._image(record, places[0], line),
                encrypted=self._image(record, places[1], line),
                measures=measures,
            )
            for record, line in zip(self.records, self.lines, strict=True)
        ]

    def _image(self, record: Sequence[str], place: int, line: int) -> Image:
        if record[place]:
            return self.path.parent.absolute() / record[place]
        where = f"{self.path.name}, line {line}"
        return Unnamed(name=self.columns[place], where=where)


def read_table(path: Path) -> Table:
    """Read a table of pairs.

    Parameters
    ----------
    path : Path
        CSV in UTF-8, with or without a byte order mark; fields are separated by commas,
        semicolons or tabs, whichever the first line uses. That line names the columns:
        `plain`, `encrypted` and any others. Empty lines are skipped.

    Raises
    ------
    TableError
        If it cannot be read, is no such table, or a line has more cells than there are
        columns.
    """
    name = path.name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise TableError(f"cannot read {name}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise TableError(
            f"{name} is not in UTF-8; save it again as CSV in UTF-8"
        ) from error
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records, lines = list[tuple[str, ...]](), list[int]()
    try:
        columns = tuple(cell.strip() for cell in next(reader, []))
        _check_columns(columns, name)
        for record in reader:
            if not any(record):
                continue
            if len(record) > len(columns):
                raise TableError(
                    f"{name}, line {reader.line_num}: expected {len(columns)} cells as "
                    f"in the first line, got {len(record)}"
                )
            # Spreadsheets leave out empty cells at the end.
            records.append((*record, *[""] * (len(columns) - len(record))))
            lines.append(reader.line_num)
    except csv.Error as error:
        raise TableError(f"{name}, line {reader.line_num}: {error}") from error
    return Table(path=path, columns=columns, records=tuple(records), lines=tuple(lines))


def _check_columns(columns: tuple[str, ...], name: str) -> None:
    missing = [column for column in PAIR if column not in columns]
    if missing:
        raise TableError(
            f"{name}: expected the columns plain and encrypted in the first line, got "
            f"none called {' or '.join(missing)}"
        )
    twice = {column for column in columns if columns.count(column) > 1}
    if twice:
        raise TableError(f"{name} has two columns called {', '.join(sorted(twice))}")
