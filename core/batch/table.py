"""Pairs that a CSV file lists."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from numpy.typing import ArrayLike

from core.attacks.own_blocks import OwnBlocks
from core.batch.jobs import Image, Job, Measures
from core.image import DataRange, Fit, ImageError
from core.spreadsheet import TableError, located, read_sheet
from core.white_columns import WHITE_COLUMNS, Whites, or_else, whites_of

__all__ = ["PAIR", "Table", "TableError", "read_table"]

PAIR = ("plain", "encrypted")
"""Columns that every table of pairs has."""

OTHER = "other"
"""Column of a second cipher, which `core.statistics` compares the encrypted image with.
"""

Images: TypeAlias = tuple[Image, Image, Image | None]
"""Plain and encrypted image of a record, and the second cipher if it names one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Refused:
    """An image that there is not, and why."""

    name: str
    why: str

    def read(self) -> ArrayLike:
        """Say why there is none."""
        raise ImageError(self.why)


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Table:
    """A table of pairs.

    Attributes
    ----------
    name : str
        What messages call it.
    folder : Path
        Folder that paths in it are relative to.
    columns : tuple of str
        All columns in their order, `plain` and `encrypted` among them.
    records : tuple of tuple of str
        Cells of each record, in the order of the columns.
    lines : tuple of int
        Line of the file at which each record ends.
    whites : tuple of Whites
        Value of white that each record says in a column for it; empty if there is none.
    given : tuple of Images
        Images of each record, where they are not the files that it names.
    """

    name: str
    folder: Path
    columns: tuple[str, ...]
    records: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    whites: tuple[Whites, ...] = ()
    given: tuple[Images, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of what the table says, in hexadecimal digits."""
        said = json.dumps([self.columns, self.records], ensure_ascii=True)
        return hashlib.sha256(said.encode()).hexdigest()

    def dicts(self) -> list[dict[str, str]]:
        """Each record by the names of its columns."""
        return [dict(zip(self.columns, cells, strict=True)) for cells in self.records]

    def jobs(
        self,
        measures: Measures,
        draws: int = 0,
        *,
        data_range: DataRange = None,
        fit: Fit | None = None,
        strict: bool = False,
        channels: bool = False,
        blocks: OwnBlocks | None = None,
        attacks: tuple[str, ...] = (),
        statistics: bool = False,
    ) -> list[Job]:
        """One job for every record; a pair with an empty cell fails when it is read.

        The parameters are those of `Job`; a record's own white comes before
        `data_range`, and its column `other` names the second cipher of `statistics`.
        """
        whites = self.whites or ((None, None),) * len(self.records)
        return [
            Job(
                plain=plain,
                encrypted=encrypted,
                measures=measures,
                draws=draws,
                data_range=or_else(said, data_range),
                fit=fit,
                strict=strict,
                channels=channels,
                blocks=blocks or OwnBlocks(),
                attacks=attacks,
                statistics=statistics,
                other=other if statistics else None,
            )
            for (plain, encrypted, other), said in zip(
                self.images(), whites, strict=True
            )
        ]

    def images(self) -> list[Images]:
        """Images of each record."""
        return list(self.given) or [
            (
                self._image(record["plain"], "plain", line),
                self._image(record["encrypted"], "encrypted", line),
                self._image(other, OTHER, line)
                if (other := record.get(OTHER))
                else None,
            )
            for record, line in zip(self.dicts(), self.lines, strict=True)
        ]

    def _image(self, cell: str, column: str, line: int) -> Image:
        if cell:
            return located(self.folder.absolute(), cell)
        why = f"{self.name}, line {line}: no {column} picture is named"
        return Refused(name=column, why=why)


def read_table(path: Path) -> Table:
    """Read a table of pairs.

    Parameters
    ----------
    path : Path
        CSV as `core.spreadsheet` reads it, with the columns `plain` and `encrypted`, in
        any case, and any others. Paths are relative to its folder. The columns of
        `core.white_columns` say which value is white in the images of a row.

    Raises
    ------
    TableError
        If it cannot be read, is no such table, a line has more cells than there are
        columns, or a value of white is none.
    """
    optional = (*WHITE_COLUMNS, OTHER)
    sheet = read_sheet(path, path.name, required=PAIR, optional=optional)
    return Table(
        name=path.name,
        folder=path.parent,
        columns=sheet.columns,
        records=sheet.records,
        lines=sheet.lines,
        whites=whites_of(sheet),
    )
