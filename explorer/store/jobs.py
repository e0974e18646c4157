"""Long computations in the background of a visitor's session.

A job is a list of steps, each of which gives one row. A desk belongs to a session and
works on one step at a time, of the job that was begun last; when that is done, it goes
on with the one before. `RUNNER` says when; the desk is closed when its session ends.
"""

import logging
import threading
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from core.image import ImageError
from explorer.store.results_on_disk import ResultFile, Row
from explorer.store.runner import RUNNER, Line

State: TypeAlias = Literal["ready", "running", "stopped", "failed", "done"]

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step of a job.

    Attributes
    ----------
    name : str
        Name of its row in the job.
    key : str
        Key of its row on disk, from `explorer.store.results_on_disk.result_key`.
    kind : str
        Steps of one kind take about as long as each other.
    run : callable
        Computes and returns the row; or does a part of the work and returns None, and
        is called again when others have had their turn. An `ImageError` makes a row
        that says so; any other exception ends the job.
    known : mapping, optional
        The row, where it is known without computing.
    """

    name: str
    key: str
    kind: str
    run: Callable[[], Row | None]
    known: Row | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far a job is.

    Attributes
    ----------
    done, total : int
        Steps.
    remaining : float, optional
        Seconds that the rest will take, where that is known.
    """

    done: int
    total: int
    remaining: float | None


class BackgroundJob:
    """Steps and the rows that they gave so far; a `Desk` makes it and works on it.

    Attributes
    ----------
    identity : hashable
        What the job is for.
    state : str
        "ready" before it is begun, then "running", and in the end "done", "stopped" or
        "failed"; a stopped or failed one can be begun again.
    problem : str
        Why it failed.
    shares : bool
        Whether it takes turns with the job that was begun before it, which waits for
        it to end otherwise.
    """

    def __init__(
        self, identity: Hashable, steps: Sequence[Step], results: ResultFile
    ) -> None:
        self.identity = identity
        self.problem = ""
        self.shares = False
        self._results = results
        self._total = len(steps)
        known = {step.key: step.known for step in steps if step.known is not None}
        known |= results.known(step.key for step in steps if step.known is None)
        self._rows: dict[str, Row] = {
            step.name: known[step.key] for step in steps if step.key in known
        }
        self._left = [step for step in steps if step.key not in known]
        self._seconds: dict[str, tuple[int, float]] = {}
        self.state: State = "ready" if self._left else "done"
        self._idle = threading.Event()
        self._idle.set()

    @property
    def rows(self) -> Mapping[str, Row]:
        """Rows so far, by the names of their steps; that of a bad step has "error"."""
        return dict(self._rows)

    @property
    def progress(self) -> Progress:
        """How far it is."""
        left, seconds = tuple(self._left), dict(self._seconds)
        count = sum(n for n, _ in seconds.values())
        remaining = None
        if count:
            mean = sum(spent for _, spent in seconds.values()) / count
            # A kind whose first step is under way takes at least what it took so far.
            means = {kind: spent / max(n, 1) for kind, (n, spent) in seconds.items()}
            remaining = sum(means.get(step.kind, mean) for step in left)
        return Progress(
            done=self._total - len(left), total=self._total, remaining=remaining
        )

    def wait(self, seconds: float) -> bool:
        """Wait at most so many seconds until it does not run; whether it stands now."""
        return self._idle.wait(seconds)

    def _turn(self, state: State, problem: str = "") -> None:
        self.state, self.problem = state, problem
        if state == "running":
            self._idle.clear()
        else:
            self._idle.set()

    def _advance(self) -> None:
        """Work on the next step, or on a part of it."""
        step, begun = self._left[0], time.monotonic()
        # Another step or session may have computed it meanwhile.
        row = self._results.known([step.key]).get(step.key)
        if row is None:
            try:
                row = step.run()
            except ImageError as error:
                # Not kept on disk: the file may be mended.
                row = {"error": str(error)}
            else:
                if row is not None:
                    self._results.keep(step.key, row)
            count, spent = self._seconds.get(step.kind, (0, 0.0))
            spent += time.monotonic() - begun
            self._seconds[step.kind] = count + (row is not None), spent
            if row is None:
                return
        # Add the row before the step is removed: a reader in between may count one row
        # too few, but never a step without its row.
        self._rows[step.name] = row
        del self._left[0]


def _alone() -> Line:
    return Line(before=0, slower=1.0)


class Desk:
    """The jobs of one session.

    Parameters
    ----------
    results : ResultFile
        Where rows are kept.
    """

    def __init__(self, results: ResultFile) -> None:
        self._results = results
        self._jobs: dict[str, BackgroundJob] = {}
        self._pile: list[BackgroundJob] = []
        self._busy = False
        self._last: BackgroundJob | None = None
        self._line: Callable[[], Line] = _alone
        self._lock = threading.RLock()

    def job(
        self, name: str, identity: Hashable, steps: Callable[[], Sequence[Step]]
    ) -> BackgroundJob:
        """Return the job of a name, with the rows of it that are known already.

        Parameters
        ----------
        name : str
            Place on the desk, which holds one job.
        identity : hashable
            What the job is for. If the job at that place is for something else, it is
            stopped and a new one takes its place.
        steps : callable
            Gives the steps of a new job.
        """
        known = self._jobs.get(name)
        if known is not None and known.identity == identity:
            return known
        job = BackgroundJob(identity, steps(), self._results)
        with self._lock:
            if known is not None:
                self.stop(known)
            self._jobs[name] = job
        return job

    def begin(self, job: BackgroundJob, *, shares: bool = False) -> None:
        """Work on a job before all others, unless it is done; `shares` is the job's."""
        with self._lock:
            if job.state in ("done", "running"):
                return
            job.shares = shares
            job._turn("running")
            self._pile.append(job)
            if not self._busy:
                self._busy = True
                self._line = RUNNER.start(self._part)

    def line(self) -> Line:
        """Where the desk stands among all that is computed for all visitors."""
        return self._line()

    def stop(self, job: BackgroundJob) -> None:
        """Stop a job after the step, or part of one, under way; its rows stay."""
        with self._lock:
            if job.state == "running":
                job._turn("stopped")
                self._pile.remove(job)

    def close(self) -> None:
        """Stop all jobs, as `stop` does each."""
        with self._lock:
            for job in tuple(self._pile):
                self.stop(job)

    def _part(self) -> bool:
        """Work on the job that was begun last; return whether any is left."""
        with self._lock:
            if not self._pile:
                self._busy = False
                return False
            job = self._pile[-1]
            if job.shares and job is self._last and len(self._pile) > 1:
                job = self._pile[-2]
            self._last = job
        try:
            job._advance()
        except Exception as error:  # noqa: BLE001 - the page shows it, whatever it is
            _LOG.exception("a job failed")
            self._end(job, "failed", f"{type(error).__name__}: {error}")
        else:
            if not job._left:
                self._end(job, "done")
        return True

    def _end(self, job: BackgroundJob, state: State, problem: str = "") -> None:
        with self._lock:
            if job in self._pile:
                self._pile.remove(job)
            # A step may end the job after the visitor stopped it.
            job._turn(state, problem)
