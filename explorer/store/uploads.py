"""What a visitor may upload, and databases on disk while their session lasts."""

import atexit
import contextlib
import os
import re
import shutil
import stat
import tempfile
import weakref
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO

from core.batch.lock import Lock, LockedError

MAX_DATABASE_MB = 500
"""Most of one file. Streamlit holds it in memory until its page is left; what is larger
is opened by its path, which copies nothing."""

MAX_UPLOAD_MB = 20
"""Most of one picture."""

MAX_VISIT_MB = 200
"""Most of all files that the server holds for a visit at a time, beside a database.
Compare takes nine pictures, and each page forgets what the one before it was given."""

FILE = 2**16
"""Bytes that a file counts beside its content, so that empty ones are limited too."""

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Addresses that only the server's own machine reaches."""


def is_loopback(address: str | None) -> bool:
    """Whether only the server's own machine reaches an address that it listens on."""
    return address in LOOPBACK


@dataclass(slots=True)
class Doors:
    """What visitors may bring. Said once, before the server starts.

    Attributes
    ----------
    files : bool
        Whether they may bring files at all.
    proxied : bool
        Whether a proxy hands the server on: then its visitors are on other machines,
        although it listens to its own machine alone.
    """

    files: bool = True
    proxied: bool = False


DOORS = Doors()
"""Those of this process."""

NO_FILES = (
    "This server shows its own pictures only and takes no files. To look at yours, run "
    "Showthrough on your own machine."
)


def takes_paths(address: str | None) -> bool:
    """Whether visitors may name paths on the disk of a server at an address.

    Only where they are on its machine: all others could look through its folders.
    """
    return DOORS.files and is_loopback(address) and not DOORS.proxied


_WITH_DATABASE: set[str] = set()


def allow_database(session: str) -> None:
    """Let a session upload a database: its page has a field for one."""
    _WITH_DATABASE.add(session)


def forbid_database(session: str) -> None:
    """Let a session upload no more than a picture, as at first."""
    _WITH_DATABASE.discard(session)


def upload_limit(session: str) -> int:
    """Return how many bytes a session may upload in one file, whatever asks for it."""
    return 2**20 * (MAX_DATABASE_MB if session in _WITH_DATABASE else MAX_UPLOAD_MB)


def upload_room(session: str, held: Iterable[int]) -> int:
    """Return how many bytes a session may upload in all, beside the files it has.

    Parameters
    ----------
    session : str
        Its name.
    held : iterable of int
        Bytes of each file that the server holds for it.
    """
    whole = MAX_VISIT_MB + (MAX_DATABASE_MB if session in _WITH_DATABASE else 0)
    return 2**20 * whole - sum(size + FILE for size in held)


_PREFIX = "showthrough-uploads-"

_HOLDER = "server"


@lru_cache(maxsize=1)
def _folder() -> Path:
    """Return this process' folder of uploads, locked as long as it runs.

    The system takes the lock from a process that ends, however it ends: so another one
    can tell what was left behind, whatever clocks and numbers of processes say.
    """
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        # A server that starts now may take an unlocked folder for one left behind.
        with contextlib.suppress(LockedError, FileNotFoundError):
            lock = Lock(folder / _HOLDER)
            break

    def clean() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()

    atexit.register(clean)
    return folder


def remove_left_behind() -> int:
    """Remove uploads of servers of this user that have crashed; return of how many.

    Called when a server starts.
    """
    removed = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError, LockedError):
            found = folder.lstat()
            own = not hasattr(os, "getuid") or found.st_uid == os.getuid()
            if not (own and stat.S_ISDIR(found.st_mode)):
                continue
            # Held while it is removed: somebody else may begin to do so, too.
            lock = Lock(folder / _HOLDER)
            shutil.rmtree(folder, ignore_errors=True)
            lock.release()
            removed += 1
    return removed


class Upload:
    """A file in a folder of its own, deleted with this object or when the server ends.

    Parameters
    ----------
    name : str
        What the visitor calls the file; on disk only letters, digits, spaces and
        hyphens remain.
    content : file
        Read to its end.
    ending : str
        Of the file on disk, whatever it was called: ".zip" or ".csv".

    Attributes
    ----------
    path : Path
        The file.
    name : str
        What the visitor calls it.
    delete : callable
        Deletes the file before that; holds no reference to this object.
    """

    def __init__(self, name: str, content: IO[bytes], ending: str) -> None:
        folder = Path(tempfile.mkdtemp(dir=_folder()))
        self.delete = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        stem = re.sub(r"[^\w -]", "_", Path(name).stem)[-60:] or "upload"
        self.name = name
        self.path = folder / f"{stem}{ending}"
        with self.path.open("wb") as file:
            shutil.copyfileobj(content, file)

    def without_folder(self, error: Exception) -> str:
        """Return what an error says, without the folder that nobody chose."""
        return str(error).replace(str(self.path), self.path.name)
