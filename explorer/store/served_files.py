"""Files on their way to the browser: bytes by the name in their address.

A page sends a file's address with every step and its bytes once: the browser keeps
what it has seen, since an address names its content. Unlike a result in `memory.py`, a
file is kept however large it is, until newer ones come: its address has been given.
"""

import weakref
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

CAPACITY = 256 * 2**20
"""Bytes of files that are kept; the least recently used leave first."""

DEFERRED = 64
"""Files that are remembered to be made when a browser asks; the oldest leave first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Deferred:
    make: Callable[..., bytes]
    sources: tuple[weakref.ref[Any], ...]

    def made(self) -> bytes | None:
        """Make the file; None where a source is gone."""
        sources = [source() for source in self.sources]
        return None if None in sources else self.make(*sources)


class ServedFiles:
    """A bounded store of files, safe to use from several threads."""

    def __init__(self, capacity: int = CAPACITY, deferred: int = DEFERRED) -> None:
        self._capacity = capacity
        self._most = deferred
        self._files: OrderedDict[str, bytes] = OrderedDict()
        self._deferred: OrderedDict[str, _Deferred] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def put(self, name: str, make: Callable[[], bytes]) -> str:
        """Keep the PNG that `make` gives, unless one of this name is there already.

        Returns the picture's address, relative to the server's root.
        """
        if not self._known(name):
            self._add(name, make())
        return f"{PICTURES}/{name}.png"

    def defer(
        self,
        name: str,
        make: Callable[..., bytes],
        *sources: object,
        ending: str = "png",
    ) -> str:
        """Return the address of a file that is made when a browser asks for it.

        Parameters
        ----------
        name : str
            Names the file's content.
        make : callable
            Makes the file of the sources. What else it holds stays in memory until
            then, so it should be little.
        *sources
            Pictures that the file is made of, held by the sessions that look at them.
            When no session does any more, the file is not made.
        ending : str
            "png" for a picture, "txt" for text.

        Returns
        -------
        str
            The file's address, relative to the server's root.
        """
        if not self._known(name):
            deferred = _Deferred(make=make, sources=tuple(map(weakref.ref, sources)))
            with self._lock:
                self._deferred[name] = deferred
                self._deferred.move_to_end(name)
                while len(self._deferred) > self._most:
                    self._deferred.popitem(last=False)
        return f"{PICTURES}/{name}.{ending}"

    def get(self, name: str) -> bytes | None:
        """Return a file, or None where it has left or never was.

        A deferred one is made first.
        """
        with self._lock:
            content = self._files.get(name)
            deferred = self._deferred.get(name)
        if content is None and deferred is not None:
            content = deferred.made()
            if content is not None:
                self._add(name, content)
                with self._lock:
                    self._deferred.pop(name, None)
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
"""Path under which the server hands out these files."""

SERVED = ServedFiles()
"""Those that pages fill and the server reads."""
