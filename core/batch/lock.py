"""One writer of a file at a time, whichever process it is in.

The system keeps the lock and takes it from a process that ends, however it ends, so
that no lock outlives its holder. The file beside it only says who that is.
"""

import errno
import os
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}
"""What file systems answer that know no locks: there, nobody can be kept out."""

_HOLDER_BYTES = 300


class LockedError(Exception):
    """Another process writes the file; the message says which, since when."""


class Lock:
    """The right to write a file, from here until `release`.

    Parameters
    ----------
    path : Path
        The file. The lock stands beside it, its name with `.lock` at the end.

    Raises
    ------
    LockedError
        If somebody has it.
    OSError
        If the folder cannot be written.
    """

    def __init__(self, path: Path) -> None:
        real = path.resolve()  # a link to the file is the file
        self.path = real.with_name(f"{real.name}.lock")
        self._file: BinaryIO | None = None
        while self._file is None:
            self._file = self._acquired()
        self._file.truncate(0)
        self._file.write(
            f"process {os.getpid()} on {socket.gethostname()} since "
            f"{time.strftime('%Y-%m-%d %H:%M:%S')}".encode()[:_HOLDER_BYTES]
        )
        self._file.flush()

    def _acquired(self) -> BinaryIO | None:
        """Lock the file; None if it was removed meanwhile, and is to be tried again."""
        file = self.path.open("a+b")
        try:
            _lock(file)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                file.seek(0)
                holder = file.read(_HOLDER_BYTES).decode(errors="replace")
                file.close()
                raise LockedError(holder or "another process") from error
        with suppress(OSError):
            # Whoever had it may have removed it between our opening and our locking.
            if os.path.samestat(os.fstat(file.fileno()), self.path.stat()):
                return file
        file.close()
        return None

    def release(self) -> None:
        """Give the right back; done twice, it is no harm."""
        if self._file is None:
            return
        file, self._file = self._file, None
        if sys.platform == "win32":  # an open file cannot be removed there
            file.close()
            with suppress(OSError):
                self.path.unlink()
        else:
            with suppress(OSError):
                self.path.unlink()
            file.close()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        # A byte far behind the text: what is locked cannot be read by others there.
        file.seek(1 << 30)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)

else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
