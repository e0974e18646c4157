"""Opening paths that others name: plain files alone."""

import os
import stat
from pathlib import Path
from typing import BinaryIO


class NotPlainError(OSError):
    """A path names a pipe, a device or a socket; `strerror` says so."""


def open_plain(path: str | os.PathLike[str]) -> BinaryIO:
    """Open a file for reading.

    A pipe may never end and a device may act on being read, so neither is opened. What
    was opened is checked, not the name: between the two a file can be exchanged.

    Raises
    ------
    NotPlainError
        If it is a pipe, a device or a socket.
    OSError
        As `open` does, for a folder too.
    """
    # Path.open takes no opener.
    file = open(Path(path), "rb", opener=_at_once)  # noqa: SIM115
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise NotPlainError(
            0, "it is a pipe or a device, not a plain file. Pass an open file"
        )
    return file


def _at_once(path: str, flags: int) -> int:
    """Open without waiting for the writer of a pipe; plain files know no waiting."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def read_plain(path: str | os.PathLike[str], limit: int) -> bytes:
    """Return the first bytes of a file, one more than `limit` at most."""
    with open_plain(path) as file:
        return file.read(limit + 1)
