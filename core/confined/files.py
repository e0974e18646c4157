"""What is asked of the child: MATLAB files, sheets of Excel 97, and zip archives."""

import atexit
import json
import os
import threading
from pathlib import Path
from typing import Any

from core.confined.errors import ConfinedError
from core.confined.process import Bounds, Child, Library
from core.image.limits import most


def matlab(content: bytes, variable: str, bounds: Bounds | None = None) -> Any:
    """One variable of a MATLAB 5 file: dictionaries, lists, numbers and texts.

    Raises
    ------
    ConfinedError
        If it cannot be parsed.
    """
    request = {
        "do": "matlab",
        "variable": variable,
        "cells": most("cells"),
        "nesting": most("nesting"),
    }
    return _parsed("scipy", request, content, bounds)


def excel_sheets(content: bytes, bounds: Bounds | None = None) -> list[list[list[Any]]]:
    """Cells of every sheet of an Excel 97 file; rows end at their last cell.

    A cell is a text, a float, or an int for a truth value or an error.

    Raises
    ------
    ConfinedError
        If it cannot be parsed.
    """
    request = {"do": "excel", "cells": most("cells")}
    return _parsed("xlrd", request, content, bounds)


def _parsed(
    library: Library, request: dict[str, Any], content: bytes, bounds: Bounds | None
) -> Any:
    """Ask a child of its own, so that no file can meddle with the next one."""
    child = Child(library, bounds)
    try:
        return json.loads(child.ask(request, content))
    finally:
        child.close()


def archive_entries(path: Path) -> dict[str, tuple[int, int]]:
    """Check sum and size of every file in a zip archive, by its name.

    Raises
    ------
    ConfinedError
        If it is none, or holds more than the limit.
    """
    request = {"do": "listing", "path": str(path), "entries": most("entries")}
    listed = json.loads(_ARCHIVE.ask(path, request))
    return {name: (int(check), int(size)) for name, check, size in listed}


def archive_member(path: Path, member: str, limit: int) -> bytes:
    """Bytes of one file in a zip archive, never written to disk.

    Raises
    ------
    ConfinedError
        If the archive is none, or the member is missing, damaged, encrypted or would
        unpack to more than `limit` bytes.
    """
    request = {"do": "member", "path": str(path), "member": member, "bytes": limit}
    return _ARCHIVE.ask(path, request)


class _LastArchive:
    """The child of the archive that was read last: a database has a thousand members.

    It is started anew for another archive, so that none can meddle with the next one.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._of: object = None

    def ask(self, path: Path, request: dict[str, Any]) -> bytes:
        try:
            status = path.stat()
        except OSError as error:
            raise ConfinedError("unreadable", error.strerror or str(error)) from error
        # After a fork, the child is the parent's.
        of = (os.getpid(), path, status.st_ino, status.st_size, status.st_mtime_ns)
        with self._lock:
            if self._of != of:
                self.close()
                self._child, self._of = Child("zipfile"), of
            assert self._child is not None
            try:
                return self._child.ask(request)
            except ConfinedError as error:
                if error.kind == "died":
                    self.close()
                raise
            except BaseException:
                self.close()
                raise

    def close(self) -> None:
        """End the child, if it is ours."""
        if self._child is not None and self._of and self._of[0] == os.getpid():  # pyright: ignore
            self._child.close()
        self._child, self._of = None, None


_ARCHIVE = _LastArchive()
atexit.register(_ARCHIVE.close)
