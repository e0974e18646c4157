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
    # A pipe without a writer would block here; plain files know no waiting.
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    flags |= getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOCTTY", 0)
    descriptor = os.open(Path(path), flags)
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise NotPlainError(
                0, "it is a pipe or a device, not a plain file; pass an open file"
            )
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def read_plain(path: str | os.PathLike[str], limit: int) -> bytes:
    """Return the first bytes of a file, one more than `limit` at most."""
    with open_plain(path) as file:
        return file.read(limit + 1)
