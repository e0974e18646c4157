"""Results that are made in the background, by key: pages ask until they are there.

Unlike a job of `jobs.py`, which a visitor begins and stops and whose rows go to
disk, this is for what a page shows piece by piece, pictures too, and remembers.
"""

import itertools
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Any

from explorer.store.memory import Memory
from explorer.store.runner import RUNNER

PATIENCE = 5.0
"""Seconds after which a request that nobody repeated is dropped."""


@dataclass(order=True, slots=True)
class _Request:
    place: int
    count: int
    key: Hashable = field(compare=False)
    call: Callable[[], Any] = field(compare=False)
    asked: float = field(compare=False)
    error: BaseException | None = field(compare=False, default=None)


class Background:
    """Calls that `RUNNER` makes, one in each turn.

    A page that wants a result asks for it again and again. Requests of a low place come
    first, so that visitors who each number theirs from 0 take turns; those that nobody
    has repeated in a while are dropped before they begin.

    Parameters
    ----------
    memory : Memory
        Where results are kept.
    patience : float
        Seconds without being asked for after which a request is dropped.
    """

    def __init__(self, *, memory: Memory, patience: float = PATIENCE) -> None:
        self._memory, self._patience = memory, patience
        self._count = itertools.count()
        self._requests: dict[Hashable, _Request] = {}
        self._queue: list[_Request] = []
        self._started = 0
        self._lock = threading.Lock()

    def ask(self, key: Hashable, call: Callable[[], Any], place: int = 0) -> Any:
        """Return the result of a call, or None while it is on its way.

        Parameters
        ----------
        key : hashable
            Names the result: the same call for the same key.
        call : callable
            Makes the result, which is never None; called at most once at a time.
        place : int
            Requests of a lower place are begun earlier.

        Raises
        ------
        Exception
            Whatever the call raised; asked again, it is tried again.
        """
        with self._lock:
            found = self._memory.known(key)
            if found is not None:
                return found
            request = self._requests.get(key)
            if request is None:
                request = _Request(place, next(self._count), key, call, 0)
                self._requests[key] = request
                heappush(self._queue, request)
                if self._started < RUNNER.most - 1:  # turns that are no figure's
                    self._started += 1
                    RUNNER.start(self._part)
            request.asked = time.monotonic()
            if request.error is None:
                return None
            del self._requests[key]
        raise request.error

    def _part(self) -> bool:
        """Make the next result; return whether others are waiting."""
        # A method of its own, so that nothing here keeps the last one's pictures.
        self._make_next()
        with self._lock:
            if not self._queue:
                self._started -= 1
                return False
            return True

    def _make_next(self) -> None:
        # Chosen when the turn has come: others that come first may have been asked for.
        request = self._next()
        if request is None:
            return
        try:
            result = request.call()
            with self._lock:
                self._memory.keep(request.key, result)
                del self._requests[request.key]
        except BaseException as error:  # noqa: BLE001 - raised where it is asked for
            request.error = error

    def _next(self) -> _Request | None:
        """Return the request to meet now; None where others took the last."""
        with self._lock:
            while self._queue:
                request = heappop(self._queue)
                if time.monotonic() - request.asked <= self._patience:
                    return request
                del self._requests[request.key]
        return None
