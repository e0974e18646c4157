"""What `batch` and `sweep` share: where the work is done, and its progress."""

import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from core.batch import BatchError, Job, Row, evaluate, local_pool
from core.batch.formats import Record
from core.batch.results import Results
from explorer.commands.base import Command, Failure

if TYPE_CHECKING:
    from distributed import Client

ANSWER_WITHIN = 15
"""Seconds that a scheduler has to answer: on a busy machine it takes a few."""

FLIGHTS = 4
"""Tasks in flight for each worker: enough that no worker waits for work."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkerPool:
    """Workers who share the work.

    Attributes
    ----------
    executor : Executor or function that makes one
        As `core.batch.evaluate` takes it.
    workers : int
        How many there are.
    waiting : function
        Called when no row has come for a while.
    """

    executor: Executor | Callable[[], Executor]
    workers: int
    waiting: Callable[[], None]


def worker_options(command: Command) -> Command:
    """Give a command the options --workers and --scheduler."""
    for option in (
        click.option(
            "--scheduler",
            metavar="tcp://HOST:PORT",
            help="A Dask scheduler that has workers. Needs 'showthrough[cluster]'.",
        ),
        click.option(
            "--workers",
            type=click.IntRange(min=1),
            help="Processes of this machine. One for each core unless given.",
        ),
    ):
        command = option(command)
    return command


@contextmanager
def worker_pool(
    workers: int | None, scheduler: str | None, tasks: int
) -> Iterator[WorkerPool]:
    """Open the workers that the options name, for a number of tasks."""
    if scheduler is None:
        count = min(workers or available_cores(), max(tasks, 1))
        yield WorkerPool(
            executor=partial(local_pool, count, import_main=False),
            workers=count,
            waiting=lambda: None,
        )
        return
    if workers is not None:
        raise click.UsageError("--workers and --scheduler exclude each other")
    try:
        from distributed import Client
    except ImportError as error:
        raise Failure(f"{error}. Install 'showthrough[cluster]'") from error
    # Failure says what its log would.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        client = Client(scheduler, timeout=ANSWER_WITHIN, set_as_default=False)
    except (OSError, ValueError) as error:
        raise Failure(
            f"no Dask scheduler answers at {scheduler}. Start one with `dask scheduler`"
        ) from error
    with client:
        yield _cluster(client, scheduler)


def _cluster(client: "Client", scheduler: str) -> WorkerPool:
    """Dask's workers, as many as there are now."""

    def threads() -> int:
        each: Any = client.nthreads()
        return sum(each.values())

    said = False

    def waiting() -> None:
        nonlocal said
        if client.status != "running":
            raise BatchError(f"the scheduler at {scheduler} is gone")
        try:
            alone = threads() == 0
        except OSError as error:
            raise BatchError(f"the scheduler at {scheduler} is gone") from error
        if alone and not said:
            click.echo(
                f"\nno workers are left: waiting for `dask worker {scheduler}`",
                err=True,
            )
        said = alone

    if threads() == 0:
        raise Failure(
            f"the scheduler at {scheduler} has no workers. Start one with "
            f"`dask worker {scheduler}`"
        )
    return WorkerPool(
        # Not pure: a task that failed once is run again, not remembered.
        executor=client.get_executor(pure=False),
        workers=threads(),
        waiting=waiting,
    )


def available_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    jobs: Sequence[Job],
    results: Results,
    records: Callable[[Row], list[Record]],
    pool: WorkerPool,
    *,
    chunk: int,
    label: str,
) -> None:
    """Do the jobs that are not done yet, with a progress bar.

    Raises
    ------
    Failure
        If the workers are gone or the file cannot be written; says how to go on.
    """
    if results.done:
        click.echo(
            f"{results.path.name} has {results.done} of {len(jobs)} already", err=True
        )
    rows = evaluate(
        jobs,
        pool.executor,
        skip=results.done,
        in_flight=FLIGHTS * pool.workers,
        chunk=chunk,
        waiting=pool.waiting,
    )
    again = "The same command goes on from there"
    try:
        with click.progressbar(
            length=len(jobs) - results.done,
            label=label,
            file=sys.stderr,
            show_pos=True,
        ) as bar:
            for row in rows:
                results.add(records(row))
                bar.update(1)
        results.finish()
    except KeyboardInterrupt:
        click.echo(f"\nstopped after {results.done} of {len(jobs)}. {again}", err=True)
        raise
    except BatchError as error:
        raise Failure(
            f"stopped after {results.done} of {len(jobs)}: {error}. {again}"
        ) from error
    except OSError as error:
        raise Failure(
            f"cannot write {results.path}: {error.strerror}. "
            f"{results.done} of {len(jobs)} are there. {again}"
        ) from error
    finally:
        rows.close()
        results.close()
