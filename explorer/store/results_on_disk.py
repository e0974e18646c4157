"""Results of long computations on disk, by the digest of what they were made from.

One small SQLite file in the user's cache folder holds numbers, never pixels or file
names. Several servers may share it; a server that is killed loses at most the row it
was writing. The file is not trusted: each row carries a checksum, and one that does not
fit is unknown, as is all of a file that cannot be read.
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

FILE = "results.sqlite"
"""Name of the file in its folder; SQLite may have others beside it, called after it."""

PATIENCE = 1.0
"""Seconds to wait for another process that locks the file."""

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


class ResultFile:
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
        self._no_file = self._not_kept = ""
        self._folder = folder
        self._capacity = capacity
        self._lock = threading.Lock()
        self._kept = 0
        self._file = self._open()
        self._end = weakref.finalize(self, self._file.close)

    @property
    def problem(self) -> str:
        """Why rows are not kept on disk now; "" where they are."""
        return self._no_file or self._not_kept

    def known(self, keys: Iterable[str]) -> dict[str, Row]:
        """Return the rows of those keys that have one."""
        wanted = list(dict.fromkeys(keys))
        rows: dict[str, Row] = {}
        with self._lock:
            try:
                for start in range(0, len(wanted), 500):
                    rows |= self._read(wanted[start : start + 500])
            except sqlite3.Error as error:
                self._mend(error)
        return rows

    def keep(self, key: str, row: Row) -> None:
        """Keep a row; a key that is known already gets the new one."""
        text = json.dumps(dict(row))
        with self._lock:
            try:
                self._write(key, text)
            except sqlite3.Error as error:
                if not self._mend(error):
                    # On a full disk the result is still shown, but not kept.
                    self._not_kept = f"results are not being kept: {error}"
                    return
                with contextlib.suppress(sqlite3.Error):
                    self._write(key, text)

    def count(self) -> int:
        """Return how many rows there are.

        Raises
        ------
        sqlite3.Error
            If the file cannot be read.
        """
        with self._lock:
            (number,) = self._file.execute("SELECT count(*) FROM rows").fetchone()
        return number

    def _read(self, keys: list[str]) -> dict[str, Row]:
        marks = ",".join("?" * len(keys))
        found = self._file.execute(
            f"SELECT key, row, checksum FROM rows WHERE key IN ({marks})", keys
        )
        return {
            key.decode(): json.loads(text)
            for key, text, checksum in found
            if checksum == _checksum(key, text).encode()
        }

    def _write(self, key: str, text: str) -> None:
        self._file.execute(
            "INSERT OR REPLACE INTO rows (key, row, checksum) VALUES (?, ?, ?)",
            (key, text, _checksum(key.encode(), text.encode())),
        )
        self._not_kept = ""
        self._kept += 1
        if self._kept % 500 == 0 or self._capacity < 500:
            self._file.execute(
                "DELETE FROM rows WHERE number <= (SELECT max(number) FROM rows) - ?",
                (self._capacity,),
            )

    def _mend(self, error: sqlite3.Error) -> bool:
        """Begin a damaged file anew; whether that was what was wrong.

        Its results can be computed again.
        """
        if isinstance(error, sqlite3.OperationalError) or not isinstance(
            error, sqlite3.DatabaseError
        ):
            return False
        self._end()
        if self._folder is not None:
            with contextlib.suppress(OSError):
                remove(self._folder)
        self._file = self._open()
        self._end = weakref.finalize(self, self._file.close)
        return True

    def _open(self) -> sqlite3.Connection:
        if self._folder is None:
            return _connect(":memory:")
        path = self._folder / FILE
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                return _connect(path)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                remove(self._folder)
                return _connect(path)
        except (OSError, sqlite3.Error) as error:
            self._no_file = f"results are kept in memory only: {path}: {error}"
            return _connect(":memory:")


def files(folder: Path) -> list[Path]:
    """Return the files that hold results, those of SQLite beside it too."""
    return sorted(path for path in folder.glob(f"{FILE}*") if path.is_file())


def remove(folder: Path) -> None:
    """Remove all results.

    Raises
    ------
    OSError
        If a file cannot be removed.
    """
    for path in files(folder):
        path.unlink(missing_ok=True)


def _checksum(key: bytes, row: bytes) -> str:
    """Return a digest of a row and of the key that it stands under."""
    return hashlib.sha256(key + b"\0" + row).hexdigest()


def _connect(path: Path | str) -> sqlite3.Connection:
    file = sqlite3.connect(
        path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )
    try:
        # Bytes: text that is none would be an error of the whole file.
        file.text_factory = bytes
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("PRAGMA synchronous = NORMAL")
        # The rows of earlier versions, which had no checksum.
        file.execute("DROP TABLE IF EXISTS results")
        # Without AUTOINCREMENT, numbers of deleted rows would be used again.
        file.execute(
            "CREATE TABLE IF NOT EXISTS rows ("
            "number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT UNIQUE, "
            "row TEXT NOT NULL, checksum TEXT NOT NULL)"
        )
    except sqlite3.Error:
        file.close()
        raise
    return file


@lru_cache(maxsize=1)
def results() -> ResultFile:
    """Results of this server."""
    return ResultFile(cache_folder())
