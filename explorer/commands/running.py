"""What `batch` and `sweep` share: where the work is done, and its progress."""

import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from core.batch import BatchError, Form, Job, Row, evaluate, local_pool
from core.batch.formats import Record
from core.batch.results import Results
from core.batch.rows import Details
from explorer.commands.base import Command, Failure
from explorer.figures.colour_words import NOT_LOOKED_AT, colour_words
from explorer.figures.noise_words import lost_copies_words

if TYPE_CHECKING:
    from distributed import Client

ANSWER_WITHIN = 15
"""Seconds that a scheduler has to answer: on a busy machine it takes a few."""

FLIGHTS = 4
"""Tasks in flight for each worker: enough that no worker waits for work."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where the work is done.

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


def places(command: Command) -> Command:
    """Give a command the options --workers and --scheduler."""
    for option in (
        click.option(
            "--scheduler",
            metavar="tcp://HOST:PORT",
            help="A Dask scheduler that has workers; needs 'showthrough[cluster]'.",
        ),
        click.option(
            "--workers",
            type=click.IntRange(min=1),
            help="Processes of this machine; one for each core unless given.",
        ),
    ):
        command = option(command)
    return command


@contextmanager
def place(workers: int | None, scheduler: str | None, tasks: int) -> Iterator[Place]:
    """Open the place that the options name, for a number of tasks."""
    if scheduler is None:
        count = min(workers or available_cores(), max(tasks, 1))
        yield Place(
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
        raise Failure(f"{error}; install 'showthrough[cluster]'") from error
    # Failure says what its log would.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        client = Client(scheduler, timeout=ANSWER_WITHIN, set_as_default=False)
    except (OSError, ValueError) as error:
        raise Failure(
            f"no Dask scheduler answers at {scheduler}; start one with `dask scheduler`"
        ) from error
    with client:
        yield _cluster(client, scheduler)


def _cluster(client: "Client", scheduler: str) -> Place:
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
            f"the scheduler at {scheduler} has no workers; start one with "
            f"`dask worker {scheduler}`"
        )
    return Place(
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


NOISE_COLUMNS = ("noise_low", "noise_high", "above_noise")
"""What --noise adds to a table: the range of what noise scores, and 1 or 0."""


def noise_record(details: Details | None) -> Record:
    """Columns of what noise scores; none where it was not measured."""
    if details is None or details.noise is None:
        return {}
    noise = details.noise
    above = int(noise.standing == "above")
    found = (noise.low, noise.high, above)
    return dict(zip(NOISE_COLUMNS, found, strict=True))


BLOCK_COLUMNS = ("side", "offset")
"""What blocks that are not the paper's add to a table, in pixels: l, and "y,x"."""


def block_record(details: Details | None) -> Record:
    """Columns of the blocks; none where there is no score."""
    if details is None:
        return {}
    y, x = details.offset
    return {"side": details.side, "offset": f"{y},{x}"}


CHANNEL_COLUMNS = ("vsi_Cb", "vsi_Cr", "vsi_R", "vsi_G", "vsi_B", "shows_more")
"""What --channels adds to a table: the index of each channel, and which show more."""

LOOKS_HIDDEN = 1.3
"""Score under which a pair in colour gets the note that only luma was looked at.

Reading: a pair that scores more shows enough to be suspected without its colours.
"""


def channels_record(row: Row) -> Record:
    """Columns of the channels; none where they were not looked at."""
    if row.channels is None:
        return {}
    scores = {f"vsi_{name}": value for name, value in row.channels.items()}
    shows = " ".join(channel.name for channel in row.shows_more)
    return {
        **{name: scores[name] for name in CHANNEL_COLUMNS if name in scores},
        "shows_more": shows or "none",
    }


def notes_of(row: Row, form: str) -> str | None:
    """Notes on what shows in colour, changes in reading, and copies that count 0.

    The copies are those of a form of the proposed index; with "", they are left out.
    """
    notes = [*row.notes]
    if row.channels is not None:
        notes.insert(0, colour_words(row.shows_more))
    elif row.in_colour and row.scores.get(form, 2) < LOOKS_HIDDEN:
        notes.append(NOT_LOOKED_AT)
    if form in row.details:
        details = row.details[form]
        notes.append(lost_copies_words(details.near_copies, details.vsi_with_copies))
    return "; ".join(note.removesuffix(".") for note in notes if note) or None


def described(form: Form, components: str) -> dict[str, object]:
    """Everything that a form of the proposed index is made of, ready for JSON."""
    return {
        **asdict(form.parameters),
        "components": components,
        "border": form.border,
        "pooling": form.pooling,
    }


def run(
    jobs: Sequence[Job],
    results: Results,
    records: Callable[[Row], list[Record]],
    where: Place,
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
        where.executor,
        skip=results.done,
        in_flight=FLIGHTS * where.workers,
        chunk=chunk,
        waiting=where.waiting,
    )
    again = "the same command goes on from there"
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
        click.echo(f"\nstopped after {results.done} of {len(jobs)}; {again}", err=True)
        raise
    except BatchError as error:
        raise Failure(
            f"stopped after {results.done} of {len(jobs)}: {error}; {again}"
        ) from error
    except OSError as error:
        raise Failure(
            f"cannot write {results.path}: {error.strerror}; "
            f"{results.done} of {len(jobs)} are there, {again}"
        ) from error
    finally:
        rows.close()
        results.close()
