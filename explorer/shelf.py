"""Pictures on their way to the browser: bytes by the name in their address.

A page sends a picture's address with every step and its bytes once: the browser keeps
what it has seen, since an address names its content.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

CAPACITY = 256 * 2**20
"""Bytes of pictures that are kept; the least recently used leave first."""


class Shelf:
    """A bounded store of PNG files, safe to use from several threads."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._files: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def put(self, name: str, make: Callable[[], bytes]) -> str:
        """Keep the file that `make` gives, unless one of this name is there already.

        Returns the picture's address, relative to the server's root.
        """
        with self._lock:
            known = name in self._files
            if known:
                self._files.move_to_end(name)
        if not known:
            self._add(name, make())
        return f"{PICTURES}/{name}.png"

    def get(self, name: str) -> bytes | None:
        """Return a file, or nothing where it has left or never was."""
        with self._lock:
            return self._files.get(name)

    def _add(self, name: str, content: bytes) -> None:
        with self._lock:
            self._size += len(content) - len(self._files.pop(name, b""))
            self._files[name] = content
            while self._size > self._capacity and len(self._files) > 1:
                _, old = self._files.popitem(last=False)
                self._size -= len(old)


PICTURES = "showthrough/pictures"
"""Path under which the server hands out what is on the shelf."""

SHELF = Shelf()
"""The one that pages fill and the server reads."""
