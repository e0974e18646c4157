"""Databases that a visitor uploads: on disk while the session lasts, and no longer."""

import re
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import IO

MAX_DATABASE_MB = 500
"""Most of one file. Streamlit holds it in memory until its page is left; what is larger
is opened by its path, which copies nothing."""

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Addresses that only the server's own machine reaches."""


def is_loopback(address: str | None) -> bool:
    """Whether only the server's own machine reaches an address that it listens on."""
    return address in LOOPBACK


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
        folder = Path(tempfile.mkdtemp(prefix="showthrough-"))
        self.delete = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        stem = re.sub(r"[^\w -]", "_", Path(name).stem)[-60:] or "upload"
        self.name = name
        self.path = folder / f"{stem}{ending}"
        with self.path.open("wb") as file:
            shutil.copyfileobj(content, file)

    def without_folder(self, error: Exception) -> str:
        """Return what an error says, without the folder that nobody chose."""
        return str(error).replace(str(self.path), self.path.name)
