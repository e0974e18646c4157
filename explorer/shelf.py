"""Files on their way to the browser: bytes by the name in their address.

A page sends a file's address with every step and its bytes once: the browser keeps
what it has seen, since an address names its content.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

CAPACITY = 256 * 2**20
"""Bytes of files that are kept; the least recently used leave first."""

PROMISES = 64
"""Files that are made only when somebody asks for them; the oldest are forgotten."""


class Shelf:
    """A bounded store of files, safe to use from several threads."""

    def __init__(self, capacity: int = CAPACITY, promises: int = PROMISES) -> None:
        self._capacity = capacity
        self._most = promises
        self._files: OrderedDict[str, bytes] = OrderedDict()
        self._promises: OrderedDict[str, Callable[[], bytes]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def put(self, name: str, make: Callable[[], bytes]) -> str:
        """Keep the PNG that `make` gives, unless one of this name is there already.

        Returns the picture's address, relative to the server's root.
        """
        if not self._known(name):
            self._add(name, make())
        return f"{PICTURES}/{name}.png"

    def promise(self, name: str, make: Callable[[], bytes], ending: str = "png") -> str:
        """Make a file when it is asked for, if it ever is.

        What `make` holds on to stays in memory until then: it should be little.

        Returns the file's address, relative to the server's root; it ends in "png" for
        a picture and "txt" for text.
        """
        if not self._known(name):
            with self._lock:
                self._promises[name] = make
                self._promises.move_to_end(name)
                while len(self._promises) > self._most:
                    self._promises.popitem(last=False)
        return f"{PICTURES}/{name}.{ending}"

    def get(self, name: str) -> bytes | None:
        """Return a file, or nothing where it has left or never was.

        One that was promised is made first.
        """
        with self._lock:
            content = self._files.get(name)
            make = self._promises.get(name)
        if content is None and make is not None:
            content = make()
            self._add(name, content)
            with self._lock:
                self._promises.pop(name, None)
        return content

    def _known(self, name: str) -> bool:
        with self._lock:
            known = name in self._files
            if known:
                self._files.move_to_end(name)
        return known

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
