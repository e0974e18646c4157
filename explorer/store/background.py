"""Results that are made in the background, by key: pages ask until they are there.

Unlike a job of `jobs.py`, which a visitor begins and stops and whose rows go to
disk, this is for what a page shows piece by piece, pictures too, and remembers.
"""

import itertools
import threading
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Any

from explorer.store.limit import WORK
from explorer.store.memory import Memory

PATIENCE = 5.0
"""Seconds after which a job that nobody asked for again is not begun any more."""


@dataclass(order=True, slots=True)
class _Job:
    place: int
    count: int
    key: Hashable = field(compare=False)
    call: Callable[[], Any] = field(compare=False)
    asked: float = field(compare=False)
    result: Future[Any] = field(compare=False, default_factory=Future)


class Background:
    """Calls that run in a few threads of their own, as `limit.py` lets them.

    Whoever wants a result asks for it again and again. Jobs of a low place come first,
    so that visitors who each number theirs from 0 take turns; those that nobody has
    asked for in a while are dropped before they begin.

    Parameters
    ----------
    memory : Memory
        Where results are kept.
    patience : float
        Seconds without being asked for after which a job is dropped.
    """

    def __init__(
        self,
        *,
        memory: Memory,
        patience: float = PATIENCE,
    ) -> None:
        self._memory, self._patience = memory, patience
        self._count = itertools.count()
        self._jobs: dict[Hashable, _Job] = {}
        self._queue: list[_Job] = []
        self._threads = 0
        self._changed = threading.Condition()

    def ask(self, key: Hashable, call: Callable[[], Any], place: int = 0) -> Any:
        """Return the result of a call, or None while it is on its way.

        Parameters
        ----------
        key : hashable
            Names the result: the same call for the same key.
        call : callable
            Makes the result, which is never None; called at most once at a time.
        place : int
            Jobs of a lower place are begun earlier.

        Raises
        ------
        Exception
            Whatever the call raised; asked again, it is tried again.
        """
        with self._changed:
            found = self._memory.known(key)
            if found is not None:
                return found
            job = self._jobs.get(key)
            if job is None:
                job = _Job(place, next(self._count), key, call, time.monotonic())
                self._jobs[key] = job
                heappush(self._queue, job)
                self._changed.notify()
                if self._threads < WORK.most - 1:  # turns that are no figure's
                    self._threads += 1
                    threading.Thread(target=self._work, daemon=True).start()
            job.asked = time.monotonic()
            if not job.result.done():
                return None
            del self._jobs[key]
        return job.result.result()

    def _work(self) -> None:
        while True:
            with self._changed:
                while not self._queue:
                    self._changed.wait()
            # Which job it is for is seen when the turn has come: until then others may
            # be asked for that come first.
            with WORK.turn():
                # No name for it here: it would hold the last one's pictures.
                self._do(self._next())

    def _next(self) -> _Job | None:
        """Job to do now; none where others took the last."""
        with self._changed:
            while self._queue:
                job = heappop(self._queue)
                if time.monotonic() - job.asked <= self._patience:
                    return job
                del self._jobs[job.key]
        return None

    def _do(self, job: _Job | None) -> None:
        if job is None:
            return
        try:
            result = job.call()
        except BaseException as error:  # noqa: BLE001 - raised where it is asked for
            job.result.set_exception(error)
        else:
            with self._changed:
                del self._jobs[job.key]
                self._memory.keep(job.key, result)
