"""A place for compiled code where neither the program nor its user's home has one.

Numba keeps the machine code of the kernels beside their source or in the user's cache
folder. Where both are read-only, as in many containers, it refuses to define a kernel.
"""

import os
import stat
import tempfile
from pathlib import Path

from numba import njit
from numba.core import config
from numba.core.dispatcher import Dispatcher


def find_place() -> None:
    """Let Numba keep compiled code in the temporary folder, if it has no other place.

    Where there is no such folder either, each process compiles for itself. Called
    before the first kernel is defined.
    """
    if _has_place():
        return
    try:
        setattr(config, "CACHE_DIR", str(_own_folder()))  # noqa: B010 - set at run time
        found = _has_place()
    except OSError:
        found = False
    if not found:
        Dispatcher.enable_caching = lambda self: None


def _has_place() -> bool:
    """Whether Numba can keep the code of a kernel of this folder."""
    try:
        njit(cache=True)(_nothing)
    except RuntimeError:
        return False
    return True


def _nothing() -> None:
    """Stand for a kernel; never compiled."""


def _own_folder() -> Path:
    """Return a folder that nobody else can write, since what lies there is run.

    Raises
    ------
    OSError
        If there is none.
    """
    user = os.getuid() if hasattr(os, "getuid") else None
    folder = Path(tempfile.gettempdir()) / f"showthrough-compiled-{user or 0}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    foreign = user is not None and (found.st_uid != user or found.st_mode & 0o077)
    if foreign or not stat.S_ISDIR(found.st_mode):
        return Path(tempfile.mkdtemp(prefix="showthrough-compiled-"))
    return folder


find_place()
