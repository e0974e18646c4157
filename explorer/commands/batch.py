"""`showthrough batch`: indices of all pairs that a table lists."""

from importlib.metadata import version
from pathlib import Path

import click

from core.batch import Form, Row, measures, processing_order
from core.batch.formats import Columns, Record
from core.batch.results import Results
from core.batch.run import CHUNK
from core.batch.table import Table, TableError, read_table
from core.indices import INDICES
from core.recognizability.blocks import Border
from core.recognizability.parameters import Parameters
from core.recognizability.pooling import Pooling
from explorer.commands.base import (
    FILE,
    OUTPUT,
    constants,
    forms,
    refusing,
)
from explorer.commands.listing import trust
from explorer.commands.running import described, place, places, run
from explorer.parts import CHOICES


@click.command()
@click.argument("pairs", type=FILE, metavar="PAIRS.csv")
@click.option(
    "-o",
    "--output",
    type=OUTPUT,
    required=True,
    help="CSV, JSON Lines (.jsonl), JSON or Parquet file to write.",
)
@click.option(
    "--index",
    "keys",
    type=click.Choice(["all", *INDICES]),
    multiple=True,
    metavar="KEY",
    help="Indices, or all; may be given several times. The proposed one unless given.",
)
@constants
@forms
@places
def batch(
    pairs: Path,
    output: Path,
    keys: tuple[str, ...],
    alpha: float,
    beta: float,
    gamma: float,
    components: str,
    border: Border,
    pooling: Pooling,
    workers: int | None,
    scheduler: str | None,
) -> None:
    """Score all pairs of images that PAIRS.csv lists.

    The table has the columns plain and encrypted, with paths relative to its folder,
    and any others, which are carried through. Rows are written as they finish; the same
    command goes on where it was stopped. A pair that cannot be scored is a row with its
    error. In the end rows stand in the order of the table.
    """
    chosen = tuple(INDICES) if "all" in keys else tuple(dict.fromkeys(keys))
    chosen = chosen or ("proposed",)
    with refusing():
        form = Form(
            parameters=Parameters(alpha=alpha, beta=beta, gamma=gamma),
            components=CHOICES[components],
            border=border,
            pooling=pooling,
        )
        table = read_table(pairs)
        jobs = table.jobs(measures(chosen, form))
        results = Results(
            output,
            columns=_columns(table, chosen),
            settings={
                "showthrough": version("showthrough"),
                "pairs": table.digest,
                "indices": list(chosen),
            }
            | (described(form, components) if "proposed" in chosen else {}),
            expected=table.dicts(),
            order=processing_order(jobs),
        )
    if results.finished:
        click.echo(f"{output} is complete: {len(jobs)} pairs", err=True)
        return

    def records(row: Row) -> list[Record]:
        carried = dict(zip(table.columns, table.records[row.number], strict=True))
        notes = "; ".join(row.notes) or None
        return [{**carried, **row.scores, "error": row.error, "notes": notes}]

    with place(workers, scheduler, len(jobs) - results.done) as where:
        errors = run(jobs, results, records, where, chunk=CHUNK, label="Pairs")
    click.echo(f"{output}: {len(jobs)} pairs", err=True)
    if errors:
        click.echo(
            f"{errors} of them have errors, in the column of that name", err=True
        )
    trust(chosen)


def _columns(table: Table, chosen: tuple[str, ...]) -> Columns:
    """Columns of the table, then ours."""
    taken = [name for name in (*chosen, "error", "notes") if name in table.columns]
    if taken:
        raise TableError(
            f"{table.name} has a column called {' and one called '.join(taken)}, "
            "which is a column of the results; rename it"
        )
    return Columns(
        names=(*table.columns, *chosen, "error", "notes"), numbers=frozenset(chosen)
    )
