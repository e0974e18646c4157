"""Tables as spreadsheets and statistics programs write them: the one reader of CSV.

Text in UTF-8 or, with a byte order mark, in UTF-16; cells between commas, semicolons,
tabs, or what a first line `sep=` names. What a program adds on its own (blanks around
cells, empty lines and columns, numbers of rows) is left out or kept separate; so is the
guard that `core.csv_writer` puts before a formula.
"""

import codecs
import csv
import io
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from core.csv_writer import unguarded
from core.image.limits import most
from core.image.plain_files import read_plain
from core.sheet import Cells, Sheet, TableError

__all__ = ["Sheet", "TableError", "located", "read_sheet"]

DELIMITERS = ",;\t"
"""Between cells, where no first line `sep=` names another."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files of Excel, LibreOffice and Numbers begin, new and old."""

_SEP = re.compile(r'"?sep=(\\t|[^"\r\n])"?[,;\t ]*(?:\r\n|\r|\n|$)', re.IGNORECASE)


def read_sheet(
    content: Path | bytes,
    name: str,
    *,
    required: Sequence[str],
    optional: Sequence[str] = (),
    aliases: Mapping[str, str] | None = None,
) -> Sheet:
    """Read a table.

    Parameters
    ----------
    content : Path or bytes
        The file or what it holds. The first line that is not empty has the headings.
    name : str
        What messages call it.
    required, optional : sequence of str
        Columns to be found in any case; others keep the headings they have.
    aliases : mapping of str to str, optional
        Other headings of these columns, which count where the column's own is missing.

    Raises
    ------
    TableError
        If it cannot be read, is no table, lacks a required column or has one twice, or
        a line has more cells than there are columns.
    """
    text, skipped = _text(content, name), 0
    sep = _SEP.match(text)
    delimiter = "" if sep is None else "\t" if sep[1].lower() == "\\t" else sep[1]
    _check_size(text, delimiter or DELIMITERS, name)
    if sep:
        text, skipped = text[sep.end() :], 1
    else:
        wanted = {*required, *optional, *(aliases or {})}
        delimiter = max(DELIMITERS, key=lambda each: _likeness(text, each, wanted))
    columns, records, lines = Cells(), list[Cells](), list[int]()
    try:
        for line, cells in _rows(text, delimiter):
            if not columns:
                columns = cells
                if len(columns) > most("columns"):
                    raise TableError(
                        f"{name} has more than {most('columns'):,} columns. Expected "
                        "fewer"
                    )
            else:
                records.append(cells)
                lines.append(line + skipped)
    except _NoCsvError as error:
        raise TableError(
            f"{name}, line {error.line + skipped}: this is no CSV file ({error})"
        ) from error
    columns = _known(columns, [*required, *optional], aliases or {})
    if missing := [column for column in required if column not in columns]:
        raise TableError(
            f"{name}: expected the columns {_listed(required, 'and')} in the first "
            f"line, got none called {_listed(missing, 'or')}"
        )
    if _numbered(records, len(columns)):
        columns = ("", *columns)
    width = len(columns)
    for line, cells in zip(lines, records, strict=True):
        if any(cells[width:]):
            mark = "tab" if delimiter == "\t" else repr(delimiter)
            raise TableError(
                f"{name}, line {line}: expected {width} cells as in the first line, "
                f"got {len(cells)}. A cell that holds a {mark} needs quotes around it"
            )
    if width * len(records) > 2 * most("cells"):
        raise TableError(
            f"{name} has more than {2 * most('cells'):,} cells in {len(records):,} "
            f"lines of {width:,} columns. Expected fewer"
        )
    # Spreadsheets leave out empty cells at the end, or add some.
    full = [(*cells, *[""] * (width - len(cells)))[:width] for cells in records]
    kept = [k for k in range(width) if columns[k] or any(cells[k] for cells in full)]
    columns = tuple(columns[k] for k in kept)
    counts = Counter(columns)
    if twice := sorted(column for column in counts if counts[column] > 1):
        called = ", ".join(twice) or "nothing: give them headings"
        raise TableError(f"{name} has two columns called {called}")
    return Sheet(
        name=name,
        columns=columns,
        records=tuple(tuple(cells[k] for k in kept) for cells in full),
        lines=tuple(lines),
        delimiter=delimiter,
    )


def located(folder: Path, cell: str) -> Path:
    """Path of a file that a cell names, relative to a folder.

    Backslashes part folders on every system, unless there is a file with one in its
    name.
    """
    path = folder / cell
    if "\\" in cell and not os.path.exists(path):  # noqa: PTH110 - never raises
        return folder / cell.replace("\\", "/")
    return path


class _NoCsvError(ValueError):
    def __init__(self, line: int, error: csv.Error) -> None:
        super().__init__(str(error))
        self.line = line


def _text(content: Path | bytes, name: str) -> str:
    limit = most("text")
    if isinstance(content, Path):
        try:
            content = read_plain(content, limit)
        except OSError as error:
            raise TableError(f"cannot read {name}: {error.strerror}") from error
        except ValueError as error:  # a null character in its path
            raise TableError(f"cannot read {name}: {error}") from error
    if len(content) > limit:
        raise TableError(
            f"{name} is too large: at most {limit // 1_000_000} MB are read of a table"
        )
    again = "Save it again as CSV in UTF-8"
    if content.startswith(_WORKBOOKS):
        raise TableError(f"{name} is a workbook or an archive, not text. {again}")
    try:
        text = content.decode("utf-16" if content.startswith(_UTF16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableError(
            f"{name} is not in UTF-8, nor in UTF-16 with a byte order mark. {again}"
        ) from error
    if "\0" in text:
        raise TableError(
            f"{name} is no text, or in UTF-16 without a byte order mark. {again}"
        )
    return text


def _check_size(text: str, marks: str, name: str) -> None:
    """Refuse tables that take long to read, by counting what parts their cells."""
    lines = text.count("\n") + text.count("\r")
    parts = max(text.count(mark) for mark in marks) + lines
    for found, limit, what in (
        # Windows ends lines by both characters.
        (lines, 2 * most("rows"), "lines"),
        (parts, most("cells"), "cells"),
    ):
        if found > limit:
            shown = limit if what == "cells" else limit // 2
            raise TableError(f"{name} has more than {shown:,} {what}. Expected fewer")


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, Cells]]:
    """Last line and texts of the cells of every record that is not empty."""
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        skipinitialspace=delimiter != " ",
        strict=True,
    )
    try:
        for record in reader:
            cells = tuple(unguarded(cell.strip()) for cell in record)
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise _NoCsvError(reader.line_num, error) from error


def _likeness(text: str, delimiter: str, wanted: set[str]) -> tuple[int, int]:
    """How many headings a delimiter finds that are wanted, and how many in all."""
    try:
        _, cells = next(_rows(text, delimiter), (0, Cells()))
    except _NoCsvError:
        return 0, 0
    return sum(cell.casefold() in wanted for cell in cells), len(cells)


def _known(
    headings: Cells, known: Sequence[str], aliases: Mapping[str, str]
) -> tuple[str, ...]:
    """Headings with those that are known in the case of their columns."""
    lower = {heading.casefold() for heading in headings}
    names = {name: name for name in known} | {
        alias: name for alias, name in aliases.items() if name not in lower
    }
    return tuple(names.get(heading.casefold(), heading) for heading in headings)


def _numbered(records: Sequence[Cells], width: int) -> bool:
    """Whether rows begin with their numbers under no heading, as R's write.table does.

    A cell more that is empty in all of them is a delimiter at the end of the line.
    """
    return any(cells[-1] for cells in records) and all(
        len(cells) == width + 1 and cells[0] == str(number)
        for number, cells in enumerate(records, 1)
    )


def _listed(words: Sequence[str], last: str) -> str:
    *most, end = words
    return f"{', '.join(most)} {last} {end}" if most else end
