"""Databases of human scores that a visitor brings."""

from pathlib import Path

from core.evaluation import Database, read_ivc, read_judged_table, read_peid
from explorer.store.memory import MEMORY
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
        lambda: read_judged_table(path, images) if images else _READERS[kind](path),
        upload,
    )


_READERS = {"peid": read_peid, "ivc": read_ivc, "table": read_judged_table}
