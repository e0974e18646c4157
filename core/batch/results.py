"""A file of results that grows row by row, and goes on where it was left.

CSV and JSON Lines are appended to. Other formats are made at the end, from a journal of
JSON Lines beside them. What the run was begun with stands in a small file beside them
too, so that a run is not continued with other settings. A lock keeps two runs from
writing one file.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from core.batch.formats import (
    APPENDED,
    READERS,
    WRITERS,
    Columns,
    JsonLines,
    Record,
    Value,
)
from core.batch.lock import Lock, LockedError

ENDINGS = (*APPENDED, *WRITERS)
"""Endings of files that results are written to."""


class ResultsError(ValueError):
    """Why a run cannot be continued, and what to do."""


class Results:
    """The records of one run, a fixed number of them for each job.

    Parameters
    ----------
    path : Path
        File to write; its ending, one of `ENDINGS`, says how.
    columns : Columns
        What each record holds.
    settings : mapping
        Whatever the numbers depend on, ready for JSON.
    expected : sequence of mapping
        For each job, in the order of the finished file, what its records say of the
        pair; compared with what is in a file that is there already.
    order : sequence of int
        Numbers of the jobs in the order in which their rows come.
    each : int
        Records for each job.

    Attributes
    ----------
    done : int
        Rows that are in the file.
    failed : int
        Records in the file that have an error, whenever they were written.
    finished : bool
        Whether the file is whole and in its order.

    Raises
    ------
    ResultsError
        If the file is there and belongs to something else, or to other settings; if
        another process writes it.
    OSError
        If it cannot be written.
    """

    def __init__(
        self,
        path: Path,
        *,
        columns: Columns,
        settings: Mapping[str, object],
        expected: Sequence[Mapping[str, Value]],
        order: Sequence[int],
        each: int = 1,
    ) -> None:
        ending = path.suffix.lower()
        if ending not in ENDINGS:
            raise ResultsError(
                f"expected an output that ends in {', '.join(ENDINGS)}, got {path.name}"
            )
        self.path = path
        self.beside = path.with_name(f"{path.name}.settings.json")
        self._columns = columns
        self._order, self._each = order, each
        self._convert = WRITERS.get(ending)
        self._lines = APPENDED.get(ending, JsonLines(infinity=True))
        self._file = (
            path.with_name(f"{path.name}.part.jsonl") if self._convert else path
        )
        self.finished = False
        self.failed = 0
        self._stream: BinaryIO | None = None
        try:
            self._lock = Lock(path)
        except LockedError as error:
            raise ResultsError(
                f"{path.name} is being written by {error}. Wait until that ends, or "
                "name another output"
            ) from error
        try:
            self.done = self._begun(settings, expected)
        except BaseException:
            self._lock.release()
            raise
        if self.finished:
            self._lock.release()

    def add(self, records: Sequence[Record]) -> None:
        """Append the records of one row; they are in the file when this returns."""
        assert len(records) == self._each
        if self._stream is None:
            self._stream = self._file.open("ab")
        self._stream.write(self._lines.encode(records, self._columns))
        self._stream.flush()
        self.done += 1
        self.failed += _failed(records)

    def close(self) -> None:
        """Close the file, finished or not, and let others write it."""
        if self._stream is not None:
            # It tries once more what `add` could not write, and has said so.
            with suppress(OSError):
                self._stream.close()
        self._lock.release()

    def finish(self) -> None:
        """Put all records into the order of the jobs, and make what is made at the end.

        The finished file takes the place of the other in one step.
        """
        if self.finished:
            return
        if self._stream is not None:
            self._stream.close()
        records = [
            record
            for record, _ in self._lines.decode(self._file.read_bytes(), self._columns)
        ]
        place = {number: place for place, number in enumerate(self._order)}
        records = [
            records[place[number] * self._each + k]
            for number in range(len(self._order))
            for k in range(self._each)
        ]
        new = self.path.with_name(f"{self.path.name}.new")
        if self._convert:
            self._convert(records, self._columns, new)
        else:
            new.write_bytes(
                self._lines.head(self._columns)
                + self._lines.encode(records, self._columns)
            )
        new.replace(self.path)
        if self._convert:
            self._file.unlink()
        self.finished = True
        self.close()

    def _begun(
        self,
        settings: Mapping[str, object],
        expected: Sequence[Mapping[str, Value]],
    ) -> int:
        """Rows of an earlier run that count; the file ends after them."""
        there = self.path.exists() or self._file.exists()
        if there:
            self._check_settings(settings)
        else:
            self.beside.write_text(json.dumps(settings, indent=2), encoding="utf-8")
        if self._convert and self.path.exists():
            try:
                self.failed = _failed(READERS[self.path.suffix.lower()](self.path))
            except ValueError as error:
                raise ResultsError(self._foreign(str(error))) from error
            # Where the run was killed between its last two steps, the journal is left.
            self._file.unlink(missing_ok=True)
            self.finished = True
            return len(expected)
        head = self._lines.head(self._columns)
        if not self._file.exists():
            self._file.write_bytes(head)
            return 0

        try:
            found = self._lines.decode(self._file.read_bytes(), self._columns)
        except ValueError as error:
            raise ResultsError(self._foreign(str(error))) from error
        done = len(found) // self._each
        rows = [found[k * self._each][0] for k in range(done)]
        self.failed = _failed(record for record, _ in found[: done * self._each])
        whole = done > 0 and done == len(expected) and not self._convert
        if whole and _fit(rows, expected):
            self.finished = True
            return done
        if done > len(expected) or not _fit(
            rows, [expected[number] for number in self._order[:done]]
        ):
            raise ResultsError(self._foreign("it holds other pairs"))
        end = found[done * self._each - 1][1] if done else len(head)
        with self._file.open("r+b") as file:
            file.truncate(end)
            if not done:
                file.write(head)
        return done

    def _check_settings(self, settings: Mapping[str, object]) -> None:
        try:
            before = json.loads(self.beside.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ResultsError(
                self._foreign(f"{self.beside.name}, which says how, cannot be read")
            ) from error
        now = json.loads(json.dumps(settings))
        if before == now:
            return
        differing = [
            f"{name} was {json.dumps(old)}, not {json.dumps(new)}"
            for name in (*now, *(set(before) - set(now)))
            if (old := before.get(name)) != (new := now.get(name))
        ]
        raise ResultsError(
            f"{self.path.name} was begun with other settings "
            f"({'; '.join(differing)}): use the same, name another output, or delete it"
        )

    def _foreign(self, why: str) -> str:
        return (
            f"{self.path.name} exists already and was not written by this command "
            f"({why}). Name another output, or delete it"
        )


def _failed(records: Iterable[Record]) -> int:
    """How many records have an error."""
    return sum(bool(record.get("error")) for record in records)


def _fit(records: Sequence[Record], expected: Sequence[Mapping[str, Value]]) -> bool:
    """Whether records are of the pairs that are expected."""
    return all(
        str(record[name]) == str(value)
        for record, pair in zip(records, expected, strict=True)
        for name, value in pair.items()
    )
