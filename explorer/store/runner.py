"""The one runner of all that is computed in the background, whatever it is.

Steps of jobs, scores of Compare and deferred figures take their turns here, so that
together they leave room to the sliders. A step or a score may take long for a large
picture, and a visitor looks at the place where a figure is missing: so figures come
before all others, which leave them one turn. What nobody waits for any more gets no
further turn.
"""

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial


class Unwanted(Exception):  # noqa: N818 - nothing went wrong
    """Nobody waits for the result any more, so it was not finished."""


_WANTED: ContextVar[Callable[[], bool]] = ContextVar("wanted", default=lambda: True)


@contextmanager
def as_long_as(wanted: Callable[[], bool]) -> Iterator[None]:
    """Give turns to the code inside only as long as its result is wanted.

    Parameters
    ----------
    wanted : callable
        Whether somebody still waits for the result; asked before each turn.
    """
    before = _WANTED.set(wanted)
    try:
        yield
    finally:
        _WANTED.reset(before)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """Where work stands in the line.

    Attributes
    ----------
    before : int
        How many have their turn or wait before it; 0 while it has its own.
    slower : float
        How many times longer it takes than alone: all take turns.
    """

    before: int
    slower: float


class Runner:
    """Turns of threads; within a kind of work, first come, first served.

    Parameters
    ----------
    most : int
        Turns at a time, at least 2. Figures may take all of them, other work one less.

    Attributes
    ----------
    most : int
        The same.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        # By whether it is a figure: turns that are taken, and who waits.
        self._taken = {True: 0, False: 0}
        self._waiting = {
            True: deque[threading.Event](),
            False: deque[threading.Event](),
        }
        self._works = 0
        self._lock = threading.Lock()

    def start(self, part: Callable[[], bool]) -> Callable[[], Line]:
        """Do work that is no figure on a thread of its own, one part in each turn.

        Parameters
        ----------
        part : callable
            Does one part and returns whether there is more to do; must not raise.

        Returns
        -------
        callable
            Where the work stands in the line now.
        """
        mine = threading.Event()

        def run() -> None:
            more = True
            while more:
                with self.turn(mine=mine):
                    more = part()
            with self._lock:
                self._works -= 1

        with self._lock:
            self._works += 1
        threading.Thread(target=run, name="runner", daemon=True).start()
        return partial(self._line, mine)

    def _line(self, mine: threading.Event) -> Line:
        with self._lock:
            waiting, shared = self._waiting[False], self._works / (self.most - 1)
            before = waiting.index(mine) + self._taken[False] if mine in waiting else 0
        return Line(before=before, slower=max(shared, 1.0))

    @contextmanager
    def turn(
        self, *, figure: bool = False, mine: threading.Event | None = None
    ) -> Iterator[None]:
        """Wait for a turn, and keep it until the block ends.

        Code that has a turn must not wait for another.

        Parameters
        ----------
        figure : bool
            Whether the work is a figure that a visitor waits for.
        mine : Event, optional
            Its place in the line, one of its own unless given.

        Raises
        ------
        Unwanted
            If nobody waits for it any more, see `as_long_as`.
        """
        mine = mine or threading.Event()
        mine.clear()
        with self._lock:
            self._waiting[figure].append(mine)
            self._admit()
        mine.wait()
        try:
            if not _WANTED.get()():
                raise Unwanted
            yield
        finally:
            with self._lock:
                self._taken[figure] -= 1
                self._admit()

    def _admit(self) -> None:
        """Give the turns that are free to those who wait."""
        for figure, most in ((True, self.most), (False, self.most - 1)):
            line = self._waiting[figure]
            while (
                line
                and self._taken[figure] < most
                and sum(self._taken.values()) < self.most
            ):
                self._taken[figure] += 1
                line.popleft().set()


RUNNER = Runner(2 if (os.cpu_count() or 1) < 4 else 3)
"""The one of this process."""
