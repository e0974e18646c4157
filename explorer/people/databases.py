"""Databases of human scores that a visitor brings, and agreement with them."""

from pathlib import Path

from core.evaluation import Database, read_ivc, read_peid, read_table
from core.evaluation.mapping import Logistic
from explorer.people import standings
from explorer.people.benchmark import shipped
from explorer.people.standings import Column, Interval, Standing
from explorer.store.memory import MEMORY
from explorer.store.results_on_disk import result_key, results
from explorer.store.uploads import Upload


def database(kind: str, path: Path) -> Database:
    """Read a visitor's database again where its file or folder changed.

    Raises
    ------
    EvaluationError
        As the readers of `core.evaluation` do.
    """
    status = path.stat() if path.exists() else None
    return MEMORY.recall(
        ("database", kind, path, status.st_mtime_ns if status else 0),
        lambda: _READERS[kind](path),
    )


def uploaded_database(kind: str, upload: Upload, images: Path | None) -> Database:
    """Read a database that a visitor uploaded; its images' folder is for a table.

    Raises
    ------
    EvaluationError
        As the readers of `core.evaluation` do.
    """
    path = upload.path
    return MEMORY.recall(
        ("uploaded database", kind, path, images),
        lambda: read_table(path, images) if images else _READERS[kind](path),
        upload,
    )


_READERS = {"peid": read_peid, "ivc": read_ivc, "table": read_table}


def standing(column: Column, logistic: Logistic) -> Standing:
    """Return `explorer.people.standings.standing`."""
    return MEMORY.recall(
        ("standing", column, logistic), lambda: standings.standing(column, logistic)
    )


def srocc_interval(column: Column) -> Interval | None:
    """Return `standings.srocc_interval`; from the shipped ones or the disk.

    A thousand draws take a quarter of a second, and a page shows twenty of them.
    """
    return MEMORY.recall(("interval", column), lambda: (_srocc_interval(column),))[0]


def _srocc_interval(column: Column) -> Interval | None:
    digest = standings.column_digest(column)
    if digest in shipped().intervals:
        return shipped().intervals[digest]
    key = result_key("interval", digest)
    row = results().known([key]).get(key)
    if row is None:
        found = standings.srocc_interval(column)
        low, high = found or (None, None)
        row = {"low": low, "high": high}
        results().keep(key, row)
    if row["low"] is None:
        return None
    return float(str(row["low"])), float(str(row["high"]))
