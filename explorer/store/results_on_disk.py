"""Results of long computations on disk, by the digest of what they were made from.

One small SQLite file in the user's cache folder holds numbers, never pixels or file
names. Several servers may share it; a server that is killed loses at most the row it
was writing.
"""

import contextlib
import hashlib
import json
import os
import sqlite3
import sys
import threading
import weakref
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import core
from core.versions import versions

Row: TypeAlias = Mapping[str, float | int | str | None]
"""A result: names and numbers, as JSON takes them."""

CAPACITY = 200_000
"""Rows that are kept; the oldest leave first. About 60 MB."""

VARIABLE = "SHOWTHROUGH_CACHE"
"""Name of the environment variable that sets the folder."""


def cache_folder() -> Path:
    """Return the folder for results: the variable's, or the platform's usual one."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "showthrough"


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return a digest of the core's source and of the libraries' versions.

    It is part of every key, so that no result of other code is used.
    """
    folder = Path(core.__file__).parent
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".json"):
            found.update(path.relative_to(folder).as_posix().encode())
            found.update(path.read_bytes())
    found.update(json.dumps(versions()).encode())
    return found.hexdigest()


def result_key(*parts: object) -> str:
    """Return the key of a result: a digest of everything that it was made from.

    Parameters
    ----------
    *parts
        Digests, words and numbers, or lists and mappings of them, as JSON takes them.
    """
    text = json.dumps([code_digest(), *parts], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


class Results:
    """Rows by key in a file, safe to use from several threads and processes.

    Where the file cannot be used, rows are kept in memory as long as the server runs,
    and `problem` says why.

    Parameters
    ----------
    folder : Path, optional
        Folder of the file; without it, rows are kept in memory only.
    capacity : int
        Rows that are kept.
    """

    def __init__(self, folder: Path | None = None, capacity: int = CAPACITY) -> None:
        self.problem = ""
        self._capacity = capacity
        self._lock = threading.Lock()
        self._kept = 0
        self._file = self._open(folder)
        weakref.finalize(self, self._file.close)

    def known(self, keys: Iterable[str]) -> dict[str, Row]:
        """Return the rows of those keys that have one."""
        wanted = list(dict.fromkeys(keys))
        rows: dict[str, Row] = {}
        with self._lock, contextlib.suppress(sqlite3.Error):
            for start in range(0, len(wanted), 500):
                part = wanted[start : start + 500]
                marks = ",".join("?" * len(part))
                rows |= {
                    key: json.loads(text)
                    for key, text in self._file.execute(
                        f"SELECT key, row FROM results WHERE key IN ({marks})", part
                    )
                }
        return rows

    def keep(self, key: str, row: Row) -> None:
        """Keep a row; a key that is known already gets the new one."""
        text = json.dumps(dict(row))
        with self._lock:
            try:
                self._file.execute(
                    "INSERT OR REPLACE INTO results (key, row) VALUES (?, ?)",
                    (key, text),
                )
                self._kept += 1
                if self._kept % 500 == 0 or self._capacity < 500:
                    self._trim()
            except sqlite3.Error as error:
                # On a full disk the result is still shown, but not kept.
                self.problem = f"results are not being kept: {error}"

    def _trim(self) -> None:
        self._file.execute(
            "DELETE FROM results WHERE number <= (SELECT max(number) FROM results) - ?",
            (self._capacity,),
        )

    def _open(self, folder: Path | None) -> sqlite3.Connection:
        if folder is None:
            return _connect(":memory:")
        path = folder / "results.sqlite"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            try:
                return _connect(path)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                # Damaged: results can be computed again.
                path.unlink()
                return _connect(path)
        except (OSError, sqlite3.Error) as error:
            self.problem = f"results are kept in memory only: {path}: {error}"
            return _connect(":memory:")


def _connect(path: Path | str) -> sqlite3.Connection:
    file = sqlite3.connect(
        path, timeout=5, isolation_level=None, check_same_thread=False
    )
    file.execute("PRAGMA journal_mode = WAL")
    file.execute("PRAGMA synchronous = NORMAL")
    # Without AUTOINCREMENT, numbers of deleted rows would be used again.
    file.execute(
        "CREATE TABLE IF NOT EXISTS results ("
        "number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT UNIQUE, row TEXT NOT NULL)"
    )
    return file


@lru_cache(maxsize=1)
def results() -> Results:
    """Results of this server."""
    return Results(cache_folder())
