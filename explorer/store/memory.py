"""What the explorer remembers: results by key, bounded by the bytes that they take.

The one place for that: whatever is computed once and wanted again lies in a `Memory`.
Own code, since results share their arrays: an evaluated pair holds the very edge maps
that are kept by themselves. Counted entry by entry, as a store of a library does, one
photograph would fill the memory twice over.
"""

import sys
import threading
import weakref
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Hashable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, is_dataclass
from functools import partial
from typing import Any, TypeVar

import numpy as np

T = TypeVar("T")

MIB = 2**20

CAPACITY = 768
"""MiB that results may take unless the command line says otherwise.

A pair of 12 megapixels takes 530 MiB with all that sliders start from and 140 more for
the marks of its gauge.
"""

LEAST = 64
"""MiB that the explorer cannot do with less than."""


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class _Kept:
    value: Any
    sizes: Mapping[int, int]  # bytes of every object that it is made of, by identity
    owners: tuple[weakref.ref[Any], ...]


class Memory:
    """Results by key, safe to use from several threads; their arrays are read-only.

    Those least recently used leave first. What has left and is still held by somebody,
    a picture that a session looks at for instance, is found again all the same.

    Parameters
    ----------
    capacity : int
        Bytes that all results may take together. What is larger by itself is made and
        returned, and not kept.

    Attributes
    ----------
    capacity : int
        May be set at any time; holds from the next result on.
    """

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self._size = 0
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._held: weakref.WeakValueDictionary[Hashable, Any]
        self._held = weakref.WeakValueDictionary()
        self._making: dict[Hashable, Future[Any]] = {}
        self._uses: Counter[int] = Counter()
        self._orphans: deque[Hashable] = deque()
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """Bytes of all that is kept; what several results share counts once."""
        with self._at_work():
            return self._size

    def recall(
        self,
        key: Hashable,
        make: Callable[[], T],
        *owners: object,
        few: int | None = None,
    ) -> T:
        """Return the result of a key; made now where it is not known.

        A second caller waits while the first one makes it. `make` may recall other
        keys, none of which may need this one.

        Parameters
        ----------
        key : hashable
            Names the result: equal keys, equal results.
        make : callable
            Gives the result, never None. What it raises is its caller's; others try
            again.
        *owners
            What the result was made of. When one of those of the last caller is gone
            from everywhere else, the result leaves.
        few : int, optional
            Most results whose keys differ in their last part alone. What a slider moves
            over is seldom wanted again, and fresh memory is slow.
        """
        while True:
            with self._at_work():
                found = self._find(key, owners)
                if found is not None:
                    return found
                other = self._making.get(key)
                if other is None:
                    mine = self._making[key] = Future()
                    break
            found = other.result()
            if found is not None:
                return found
        value = None
        try:
            value = make()
            self.keep(key, value, *owners, few=few)
            return value
        finally:
            with self._at_work():
                del self._making[key]
            mine.set_result(value)

    def known(self, key: Hashable) -> Any:
        """Return the result of a key, or None where it is not known."""
        with self._at_work():
            return self._find(key)

    def keep(
        self, key: Hashable, value: object, *owners: object, few: int | None = None
    ) -> None:
        """Keep a result, in place of another of its key; see `recall`."""
        sizes = dict(_sizes(key)) | dict(_sizes(value))
        with self._at_work():
            self._drop(key)
            with suppress(TypeError):  # of a kind that cannot be found again
                self._held[key] = value
            if sum(sizes.values()) > self.capacity:
                return
            for part, size in sizes.items():
                self._size += size if part not in self._uses else 0
                self._uses[part] += 1
            self._kept[key] = _Kept(
                value=value, sizes=sizes, owners=self._watched(key, owners)
            )
            while self._size > self.capacity:
                self._drop(next(iter(self._kept)))
            if few and isinstance(key, tuple):
                for old in [k for k in self._kept if _alike(k, key)][:-few]:
                    self._drop(old)

    def _find(self, key: Hashable, owners: tuple[object, ...] = ()) -> Any:
        kept = self._kept.get(key)
        if kept is None:
            return self._held.get(key)
        self._kept.move_to_end(key)
        if owners:
            self._kept[key] = _Kept(
                value=kept.value, sizes=kept.sizes, owners=self._watched(key, owners)
            )
        return kept.value

    def _drop(self, key: Hashable) -> None:
        kept = self._kept.pop(key, None)
        for part, size in kept.sizes.items() if kept else ():
            self._uses[part] -= 1
            if not self._uses[part]:
                del self._uses[part]
                self._size -= size

    def _watched(
        self, key: Hashable, owners: tuple[object, ...]
    ) -> tuple[weakref.ref[Any], ...]:
        gone = partial(self._orphaned, key)
        return tuple(weakref.ref(owner, gone) for owner in owners)

    def _orphaned(self, key: Hashable, owner: weakref.ref[Any]) -> None:
        """Note that an owner is gone: called wherever that happens, in here too."""
        del owner
        self._orphans.append(key)
        if self._lock.acquire(
            blocking=False
        ):  # else the thread that holds the lock does it
            try:
                self._see_to_orphans()
            finally:
                self._lock.release()

    def _see_to_orphans(self) -> None:
        # One that leaves may have been the owner of others.
        while self._orphans:
            key = self._orphans.popleft()
            if self._is_orphan(key):
                self._drop(key)

    def _is_orphan(self, key: Hashable) -> bool:
        kept = self._kept.get(key)
        return kept is not None and any(owner() is None for owner in kept.owners)

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        with self._lock:
            self._see_to_orphans()
            yield
            self._see_to_orphans()


def _alike(one: Hashable, other: tuple[Hashable, ...]) -> bool:
    return isinstance(one, tuple) and one[:-1] == other[:-1]


def _sizes(value: object) -> Iterator[tuple[int, int]]:
    """Yield identity and bytes of all that a result is made of; make it read-only."""
    if isinstance(value, np.ndarray):
        value.flags.writeable = False
        while isinstance(value.base, np.ndarray):
            value = value.base
        yield id(value), value.nbytes
        return
    yield id(value), sys.getsizeof(value)
    parts: list[Any] = []
    if is_dataclass(value):
        parts = [getattr(value, field.name) for field in fields(value)]
    elif isinstance(value, Mapping):
        parts = [*value, *value.values()]
    elif isinstance(value, tuple | list):
        parts = list(value)
    for part in parts:
        yield from _sizes(part)


MEMORY = Memory(CAPACITY * MIB)
"""The one that pages share."""
