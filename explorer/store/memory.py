"""Results in memory by key, bounded by the bytes that they take.

All results that are used again are kept in a `Memory`. It is code of our own, since
results share arrays: an evaluated pair holds edge maps that are results by themselves.
A library's cache counts each entry for itself, so one photograph would fill it twice.
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

A pair of 12 megapixels takes 530 MiB with all that sliders reuse, and 140 more for the
marks of its gauge.
"""

LEAST = 64
"""MiB that the explorer needs at least."""


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class _Kept:
    value: Any
    sizes: Mapping[int, int]  # bytes of every object that it is made of, by identity
    owners: tuple[weakref.ref[Any], ...]


class Memory:
    """Results by key, safe to use from several threads; their arrays are read-only.

    Those least recently used leave first. A result that has left is still found as long
    as something else holds it, for instance a session its picture.

    Parameters
    ----------
    capacity : int
        Bytes that all results may take together. A result that is larger by itself is
        returned and not kept.

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
        """Bytes of all results; an array that several of them share counts once."""
        with self._at_work():
            return self._size

    def recall(
        self,
        key: Hashable,
        make: Callable[[], T],
        *owners: object,
        few: int | None = None,
    ) -> T:
        """Return the result of a key; make it if it is not known.

        A second caller waits while the first one makes it. `make` may recall other
        keys, none of which may need this one.

        Parameters
        ----------
        key : hashable
            Names the result: equal keys, equal results.
        make : callable
            Gives the result, never None. If it raises, this caller gets the error and
            the next one tries again.
        *owners
            What the result was made of. The result leaves when nothing else holds one
            of the last caller's owners any more.
        few : int, optional
            Most results whose keys differ only in their last part. Values that a slider
            passes are seldom wanted again, and fresh memory is slow.
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
            with suppress(TypeError):  # of a type without weak references
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
        """Note that an owner is gone; the calling thread may hold the lock already."""
        del owner
        self._orphans.append(key)
        if self._lock.acquire(
            blocking=False
        ):  # else the thread that holds the lock does it
            try:
                self._drop_orphans()
            finally:
                self._lock.release()

    def _drop_orphans(self) -> None:
        # A result that leaves may have been the owner of others.
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
            self._drop_orphans()
            yield
            self._drop_orphans()


def _alike(one: Hashable, other: tuple[Hashable, ...]) -> bool:
    return isinstance(one, tuple) and one[:-1] == other[:-1]


def _sizes(value: object) -> Iterator[tuple[int, int]]:
    """Yield identity and bytes of each part of a result; make its arrays read-only."""
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
"""The one that all pages share."""
