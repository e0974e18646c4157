"""How records stand in a file: lines that can be appended, and what a kill leaves."""

import csv
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from core.csv_writer import csv_line, unguarded

Value: TypeAlias = str | float | int | None
Record: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, kw_only=True, slots=True)
class Columns:
    """Names of the columns, and which of them hold numbers."""

    names: tuple[str, ...]
    numbers: frozenset[str]


class Lines(Protocol):
    """A format to which records can be appended."""

    def head(self, columns: Columns) -> bytes:
        """Return what stands before the first record."""
        ...

    def encode(self, records: Iterable[Record], columns: Columns) -> bytes:
        """Return records as bytes that end with a line."""
        ...

    def decode(self, data: bytes, columns: Columns) -> list[tuple[Record, int]]:
        """Return the whole records of a file, each with the offset of its end.

        What a kill left of a last one is not among them. ValueError says that the file
        is none of this format, or has other columns.
        """
        ...


class Csv:
    """Comma-separated values in UTF-8; an empty cell is a missing value."""

    def head(self, columns: Columns) -> bytes:
        """Line with the names of the columns."""
        return csv_line(columns.names).encode()

    def encode(self, records: Iterable[Record], columns: Columns) -> bytes:
        """One line for each record, or several where a cell holds line breaks."""
        return "".join(
            csv_line(record.get(name) for name in columns.names) for record in records
        ).encode()

    def decode(self, data: bytes, columns: Columns) -> list[tuple[Record, int]]:
        """Whole records with their ends; everything in them is text."""
        head = self.head(columns)
        if not data.startswith(head[: len(data)]):
            raise ValueError("it has other columns")
        lines = [line + b"\n" for line in data.split(b"\n")[:-1]]
        reader = csv.reader((line.decode() for line in lines), strict=True)
        found, end, seen = list[tuple[Record, int]](), 0, 0
        try:
            for number, cells in enumerate(reader):
                end += sum(len(line) for line in lines[seen : reader.line_num])
                seen = reader.line_num
                if number:
                    texts = map(unguarded, cells)
                    found.append((dict(zip(columns.names, texts, strict=True)), end))
        except csv.Error:  # the file ends inside quotes
            pass
        return found


@dataclass(frozen=True, slots=True)
class JsonLines:
    """One JSON object on each line."""

    infinity: bool = False
    """Whether infinite numbers stay what they are; JSON has none, and says null."""

    def head(self, columns: Columns) -> bytes:
        """Nothing."""
        del columns
        return b""

    def encode(self, records: Iterable[Record], columns: Columns) -> bytes:
        """One line for each record."""
        lines = [
            json.dumps(
                {name: self._value(record.get(name)) for name in columns.names},
                ensure_ascii=False,
            )
            for record in records
        ]
        return "".join(f"{line}\n" for line in lines).encode()

    def decode(self, data: bytes, columns: Columns) -> list[tuple[Record, int]]:
        """Whole records with their ends."""
        found, end = list[tuple[Record, int]](), 0
        for line in data.split(b"\n")[:-1]:
            end += len(line) + 1
            record = json.loads(line)
            if not isinstance(record, dict) or tuple(record) != columns.names:
                raise ValueError("it has other columns")
            found.append((record, end))
        return found

    def _value(self, value: Value) -> Value:
        finite = not isinstance(value, float) or math.isfinite(value)
        return value if finite or self.infinity else None


def write_json(records: Sequence[Record], columns: Columns, path: Path) -> None:
    """Write records as one JSON array."""
    lines = JsonLines().encode(records, columns).decode().splitlines()
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


def write_parquet(records: Sequence[Record], columns: Columns, path: Path) -> None:
    """Write records as Parquet: text and doubles, null where a value is missing."""
    import pyarrow
    import pyarrow.parquet

    types = {
        name: pyarrow.float64() if name in columns.numbers else pyarrow.string()
        for name in columns.names
    }
    rows = [{name: record.get(name) for name in types} for record in records]
    table = pyarrow.Table.from_pylist(rows, schema=pyarrow.schema(list(types.items())))
    pyarrow.parquet.write_table(table, path)


WRITERS: dict[str, Callable[[Sequence[Record], Columns, Path], None]] = {
    ".json": write_json,
    ".parquet": write_parquet,
}
"""Formats that are written when all is known, by the ending of the file."""


def read_json(path: Path) -> list[Record]:
    """Read what `write_json` wrote."""
    return json.loads(path.read_text(encoding="utf-8"))


def read_parquet(path: Path) -> list[Record]:
    """Read what `write_parquet` wrote."""
    import pyarrow.parquet

    return pyarrow.parquet.read_table(path).to_pylist()


READERS: dict[str, Callable[[Path], list[Record]]] = {
    ".json": read_json,
    ".parquet": read_parquet,
}
"""How to read formats that are written when all is known, by the ending of the file."""

APPENDED: dict[str, Lines] = {".csv": Csv(), ".jsonl": JsonLines()}
"""Formats that grow row by row, by the ending of the file."""
