"""Files on their way to the browser: bytes by the name in their address.

A page sends a file's address with every step and its bytes once: the browser keeps
what it has seen, since an address names its content. This is no `memory.py`: a
file whose address has been given is kept however large it is, until newer ones come.
"""

import weakref
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

CAPACITY = 256 * 2**20
"""Bytes of files that are kept; the least recently used leave first."""

PROMISES = 64
"""Files that are made only when somebody asks for them; the oldest are forgotten."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Promise:
    make: Callable[..., bytes]
    sources: tuple[weakref.ref[Any], ...]

    def kept(self) -> bytes | None:
        """The file; nothing where a source is gone."""
        sources = [source() for source in self.sources]
        return None if None in sources else self.make(*sources)


class Shelf:
    """A bounded store of files, safe to use from several threads."""

    def __init__(self, capacity: int = CAPACITY, promises: int = PROMISES) -> None:
        self._capacity = capacity
        self._most = promises
        self._files: OrderedDict[str, bytes] = OrderedDict()
        self._promises: OrderedDict[str, _Promise] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def put(self, name: str, make: Callable[[], bytes]) -> str:
        """Keep the PNG that `make` gives, unless one of this name is there already.

        Returns the picture's address, relative to the server's root.
        """
        if not self._known(name):
            self._add(name, make())
        return f"{PICTURES}/{name}.png"

    def promise(
        self,
        name: str,
        make: Callable[..., bytes],
        *sources: object,
        ending: str = "png",
    ) -> str:
        """Make a file when it is asked for, if it ever is.

        Parameters
        ----------
        name : str
            Names the file's content.
        make : callable
            Makes the file of the sources. What it holds on to besides stays in memory
            until then: it should be little.
        *sources
            Pictures that the file is made of. Who looks at them holds them; when nobody
            does any more, nobody wants the file either.
        ending : str
            "png" for a picture, "txt" for text.

        Returns
        -------
        str
            The file's address, relative to the server's root.
        """
        if not self._known(name):
            promise = _Promise(make=make, sources=tuple(map(weakref.ref, sources)))
            with self._lock:
                self._promises[name] = promise
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
            promise = self._promises.get(name)
        if content is None and promise is not None:
            content = promise.kept()
            if content is not None:
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
