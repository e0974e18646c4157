"""Databases that a visitor uploads: on disk while the visit lasts, and no longer."""

import re
import shutil
import tempfile
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import IO

MAX_DATABASE_MB = 500
"""Most of one file. Streamlit holds it in memory until its page is left; what is larger
is opened by its path, which copies nothing."""

GRACE = 120.0
"""Seconds that a file stays after its visitor left: a session can be resumed."""

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Addresses that only the server's own machine reaches."""

_LOOK = 2.0
"""Seconds between two looks whether the visitor is still there."""


def is_loopback(address: str | None) -> bool:
    """Whether only the server's own machine reaches an address that it listens on."""
    return address in LOOPBACK


class Upload:
    """A file in a folder of its own, deleted with this object or after the visit.

    Parameters
    ----------
    name : str
        What the visitor calls the file; on disk only letters, digits, spaces and
        hyphens remain.
    content : file
        Read to its end.
    ending : str
        Of the file on disk, whatever it was called: ".zip" or ".csv".
    present : callable
        Whether the visitor is still there.
    grace : float
        Seconds that the visitor may be away.

    Attributes
    ----------
    path : Path
        The file.
    name : str
        What the visitor calls it.
    """

    def __init__(
        self,
        name: str,
        content: IO[bytes],
        ending: str,
        present: Callable[[], bool] = lambda: True,
        grace: float = GRACE,
    ) -> None:
        folder = Path(tempfile.mkdtemp(prefix="showthrough-"))
        # Also runs when the server ends.
        delete = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        stem = re.sub(r"[^\w -]", "_", Path(name).stem)[-60:] or "upload"
        self.name = name
        self.path = folder / f"{stem}{ending}"
        with self.path.open("wb") as file:
            shutil.copyfileobj(content, file)
        # Streamlit keeps a session that has ended until the memory is wanted.
        threading.Thread(
            target=_watch, args=(delete, present, grace), name="upload", daemon=True
        ).start()

    def without_folder(self, error: Exception) -> str:
        """Return what an error says, without the folder that nobody chose."""
        return str(error).replace(str(self.path), self.path.name)


def _watch(
    delete: "weakref.finalize[..., Upload]", present: Callable[[], bool], grace: float
) -> None:
    seen = time.monotonic()
    while delete.alive:
        now = time.monotonic()
        if present():
            seen = now
        elif now - seen > grace:
            delete()
            return
        time.sleep(min(_LOOK, grace))
