"""Jobs on any `concurrent.futures.Executor`, rows in an order of their own.

The order depends on the jobs alone, never on the number of workers or their speed. A
few tasks are in flight at a time, so that memory does not grow with the list of jobs.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from itertools import islice
from typing import NamedTuple, TypeAlias

from core.batch.jobs import Image, Job
from core.batch.rows import Row, failed, score

MAX_DEATHS = 3
"""Workers that may die one after another, each alone with one pair, before we stop."""

PATIENCE = 5.0
"""Seconds without a row after which `waiting` is called."""

CHUNK = 8
"""Most jobs, all with one plain image, that go to a worker together."""

Task: TypeAlias = tuple[tuple[int, Job], ...]
"""Numbers and jobs, all with one plain image."""


class BatchError(RuntimeError):
    """The workers are gone; the rows that came before are good."""


class _Flight(NamedTuple):
    task: Task
    future: Future[list[Row]]
    again: bool = False
    """Whether a worker has died since the task was sent for the first time."""


def processing_order(jobs: Sequence[Job]) -> list[int]:
    """Numbers of the jobs in the order of their rows: plain image by plain image.

    Plain images come in the order of their first job, the jobs of each in their own.
    """
    by_plain = dict[Image, list[int]]()
    for number, job in enumerate(jobs):
        by_plain.setdefault(job.plain, []).append(number)
    return [number for numbers in by_plain.values() for number in numbers]


def evaluate(
    jobs: Sequence[Job],
    executor: Executor | Callable[[], Executor] | None = None,
    *,
    skip: int = 0,
    in_flight: int = 16,
    chunk: int = CHUNK,
    waiting: Callable[[], object] | None = None,
) -> Generator[Row]:
    """Yield one row for every job, in `processing_order`.

    Parameters
    ----------
    jobs : sequence of Job
        What to do.
    executor : Executor or function that makes one, optional
        Where to do it; here and now unless given. One that is made here is shut down
        here, and made anew if a worker dies, as `partial(local_pool, 4)` can be.
    skip : int
        Rows at the beginning that are known already.
    in_flight : int
        Most tasks that wait or run at a time; a few for each worker.
    chunk : int
        Most jobs in one task.
    waiting : function, optional
        Called every few seconds in which no row comes.

    Raises
    ------
    BatchError
        If the executor is shut down or broken and cannot be made anew, or if workers
        die on several pairs in a row. A single pair that a worker dies on becomes a
        row with that error.

    Notes
    -----
    Close the iterator to stop: tasks that have not begun are cancelled.
    """
    todo = [(number, jobs[number]) for number in processing_order(jobs)[skip:]]
    if executor is None:
        return (score(number, job) for number, job in todo)
    return _Run(executor, in_flight, waiting).rows(_tasks(todo, chunk))


def _tasks(todo: list[tuple[int, Job]], chunk: int) -> Iterator[Task]:
    """Cut the list where the plain image changes or a task is full."""
    start = 0
    for end in range(1, len(todo) + 1):
        if (
            end == len(todo)
            or end - start == chunk
            or todo[end][1].plain != todo[start][1].plain
        ):
            yield tuple(todo[start:end])
            start = end


def _work(task: Task) -> list[Row]:
    """Do the jobs of one task; runs in the worker."""
    return [score(number, job) for number, job in task]


class _Run:
    """One run on one executor, or on several after each other."""

    def __init__(
        self,
        executor: Executor | Callable[[], Executor],
        in_flight: int,
        waiting: Callable[[], object] | None,
    ) -> None:
        self._make = None if isinstance(executor, Executor) else executor
        self._current = executor if isinstance(executor, Executor) else None
        self._in_flight = in_flight
        self._waiting = waiting or (lambda: None)
        self._deaths = 0

    def rows(self, tasks: Iterator[Task]) -> Generator[Row]:
        """Yield the rows of all tasks in their order."""
        flights = deque[_Flight]()
        finished = False
        try:
            while True:
                for task in islice(tasks, max(self._in_flight - len(flights), 0)):
                    flights.append(self._submit(task))
                if not flights:
                    break
                flight = flights.popleft()
                try:
                    yield from self._result(flight.future)
                    self._deaths = 0
                except BrokenExecutor:
                    self._renew()
                    lost = deque([flight, *flights])
                    flights.clear()
                    # Somebody may have ended the worker: all is sent once more. If one
                    # dies again, it may be for one of these pairs: each goes alone.
                    while lost and lost[0].again:
                        yield from self._one_by_one(lost.popleft())
                    flights.extend(self._send_again(each) for each in lost)
                except CancelledError as error:
                    raise BatchError("the workers were shut down") from error
                except Exception:  # noqa: BLE001 - KilledWorker, or the way to a worker
                    yield from self._one_by_one(flight)
            finished = True
        finally:
            for flight in flights:
                flight.future.cancel()
            if self._make is not None and self._current is not None:
                self._current.shutdown(wait=finished, cancel_futures=True)

    def _submit(self, task: Task, *, again: bool = False) -> _Flight:
        if self._current is None:
            assert self._make is not None
            self._current = self._make()
        try:
            future = self._current.submit(_work, task)
        except BrokenExecutor as error:
            future = Future[list[Row]]()
            future.set_exception(error)
        except RuntimeError as error:  # after shutdown
            raise BatchError(f"the workers are gone: {error}") from error
        return _Flight(task, future, again)

    def _send_again(self, flight: _Flight) -> _Flight:
        """Send a task again, unless it was done before the worker died."""
        return flight if _done(flight) else self._submit(flight.task, again=True)

    def _result(self, future: Future[list[Row]]) -> list[Row]:
        while True:
            try:
                return future.result(timeout=PATIENCE)
            except TimeoutError:
                if future.done():
                    raise
                self._waiting()

    def _one_by_one(self, flight: _Flight) -> Iterator[Row]:
        """Do the jobs of a task alone, to learn which of them workers die on."""
        if _done(flight):
            yield from flight.future.result()
            return
        for number, job in flight.task:
            try:
                yield from self._result(self._submit(((number, job),)).future)
                self._deaths = 0
            except CancelledError as error:
                raise BatchError("the workers were shut down") from error
            except Exception as error:
                said = f"{type(error).__name__}: {error}"
                self._deaths += 1
                if self._deaths == MAX_DEATHS:
                    raise BatchError(
                        f"{MAX_DEATHS} pairs in a row could not be done, the last one "
                        f"because of {said}"
                    ) from error
                yield failed(number, job, f"no worker could do this pair ({said})")
                if isinstance(error, BrokenExecutor):
                    self._renew()

    def _renew(self) -> None:
        """Forget the executor after one of its workers has died."""
        if self._make is None:
            raise BatchError(
                "a worker died and took the executor with it. Give a function that "
                "makes executors, and the run goes on by itself"
            )
        if self._current is not None:
            self._current.shutdown(wait=False, cancel_futures=True)
        self._current = None


def _done(flight: _Flight) -> bool:
    """Whether the rows of a task are at hand."""
    future = flight.future
    return future.done() and not future.cancelled() and future.exception() is None
