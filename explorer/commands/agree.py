"""`showthrough agree`: do the indices agree with human eyes? The paper's Section 3."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from core.batch import Job, Row, processing_order
from core.batch.formats import Columns, Csv, Record
from core.batch.results import Results
from core.batch.run import CHUNK
from core.csv_writer import csv_text
from core.evaluation import (
    AgreementReport,
    Database,
    Logistic,
    agreement_report,
    of_index,
    paper_settings,
    read_ivc,
    read_judged_table,
    read_peid,
    row_facts,
    tables,
)
from core.evaluation.peid import Opinion
from core.indices import INDICES
from core.white_columns import Whites
from explorer.commands.base import UNSAID, Failure, refusing, say, white_option
from explorer.commands.listing import trust
from explorer.commands.row_columns import notes_of
from explorer.commands.running import WorkerPool, run, worker_options, worker_pool
from explorer.people.agreement_report.as_html import as_html
from explorer.people.agreement_report.as_json import as_json
from explorer.people.agreement_report.as_text import as_text
from explorer.people.benchmark import sample_benchmark

PATH = click.Path(exists=True, path_type=Path)


@click.command()
@click.option("--peid", type=PATH, help="Your copy of PEID, a folder or zip archive.")
@click.option("--ivc", type=PATH, help="Your copy of IVC-SelectEncrypt, likewise.")
@click.option(
    "--csv",
    "table",
    type=PATH,
    help="Any pictures: a table as `batch` takes it with the columns plain, encrypted, "
    "score and type, paths relative to it, or a zip archive that holds it with the "
    "pictures.",
)
@click.option(
    "--regenerated",
    "regenerate",
    is_flag=True,
    help="The sample pictures under six schemes of PEID, against its published mean "
    "scores. This is what is done without any of these options.",
)
@white_option
@click.option(
    "--index",
    "keys",
    type=click.Choice(["all", *INDICES]),
    multiple=True,
    metavar="KEY",
    help="Indices. May be given several times. All unless given.",
)
@click.option(
    "--opinion",
    type=click.Choice(["VS", "IQ"]),
    default="VS",
    show_default=True,
    help="PEID's score: visual security, as in the paper, or image quality.",
)
@click.option(
    "--logistic",
    type=click.Choice(["five", "four"]),
    default="five",
    show_default=True,
    help="Constants of the mapping before LCC and RMSE.",
)
@click.option(
    "--sweeps/--no-sweeps",
    default=True,
    show_default=True,
    help="Fig. 3 and Table 3 of the proposed index as well.",
)
@click.option(
    "--draws",
    type=click.IntRange(min=0),
    default=1000,
    show_default=True,
    help="Draws of plain pictures for intervals and tests, 0 for none.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Of the draws.")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for scores, tables (CSV), agreement.json and report.html. The same "
    "command goes on where it was stopped.",
)
@click.option("--json", "json_out", is_flag=True, help="Print JSON, not text.")
@worker_options
def agree(
    peid: Path | None,
    ivc: Path | None,
    table: Path | None,
    regenerate: bool,
    white: Whites,
    keys: tuple[str, ...],
    opinion: Opinion,
    logistic: Logistic,
    sweeps: bool,
    draws: int,
    seed: int,
    output: Path | None,
    json_out: bool,
    workers: int | None,
    scheduler: str | None,
) -> None:
    """Compare indices with human scores: the paper's Tables 1 to 3 and Figure 3.

    Every number of the paper stands beside ours. Agreement in order (SROCC) and in the
    order of pairs (KRCC) is taken as it is, closeness to a curve (LCC) and the error in
    points (RMSE) after a logistic mapping.
    """
    if sum(map(bool, (peid, ivc, table, regenerate))) > 1:
        raise click.UsageError("choose one of --peid, --ivc, --csv and --regenerated")
    if white != UNSAID and table is None:
        raise click.UsageError("--white goes with --csv: the others have 8 bits")
    chosen = tuple(INDICES) if "all" in keys or not keys else tuple(dict.fromkeys(keys))
    with refusing():
        database = _database(peid, ivc, table, opinion, white)
    measures = [
        *map(of_index, chosen),
        *(paper_settings() if sweeps and "proposed" in chosen else ()),
    ]
    wanted = {measure.name: measure.form or measure.name for measure in measures}
    jobs = [
        # The rows take white into account, and give luma.
        Job(plain=row.plain, encrypted=row.encrypted, measures=wanted, data_range=255)
        for row in database.rows
    ]
    settings: dict[str, object] = {
        "showthrough": version("showthrough"),
        "data": database.key,
        "opinion": opinion if database.key == "peid" else None,
        "measures": list(wanted),
        "white": _whites(database),
    }
    with _folder(output) as folder, worker_pool(workers, scheduler, len(jobs)) as pool:
        scores = _scores(database, jobs, settings, folder / "scores.csv", pool)
        with refusing():
            found = agreement_report(
                database, measures, scores, logistic=logistic, draws=draws, seed=seed
            )
        settings |= {"logistic": logistic, "draws": draws, "seed": seed}
        if output is not None:
            _write(found, settings, folder)
    record = as_json(found, settings)
    click.echo(
        json.dumps(record, indent=2, ensure_ascii=False) if json_out else as_text(found)
    )
    if output is not None:
        click.echo(f"{output / 'report.html'}", err=True)
    trust(chosen)


def _database(
    peid: Path | None,
    ivc: Path | None,
    table: Path | None,
    opinion: Opinion,
    white: Whites,
) -> Database:
    if peid is not None:
        return read_peid(peid.absolute(), opinion)
    if ivc is not None:
        return read_ivc(ivc.absolute())
    if table is not None:
        return read_judged_table(table.absolute(), data_range=white)
    return sample_benchmark()


def _whites(database: Database) -> list[list[float | None]]:
    """White of each row's images, where a row says any; one entry if all say the same.

    Part of the settings: a run is not continued under another white.
    """
    said = [
        [getattr(image, "white", None) for image in (row.plain, row.encrypted)]
        for row in database.rows
    ]
    if not any(white for pair in said for white in pair):
        return []
    return said[:1] if all(pair == said[0] for pair in said) else said


@contextmanager
def _folder(output: Path | None) -> Iterator[Path]:
    """The folder that was named, or a temporary one."""
    if output is None:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)
        return
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(f"cannot make {output}: {error.strerror}") from error
    yield output


def _scores(
    database: Database,
    jobs: list[Job],
    settings: dict[str, object],
    path: Path,
    pool: WorkerPool,
) -> dict[str, NDArray[np.float64]]:
    """Scores of every measure, (N,), NaN where there is none; kept in a file."""
    names = tuple(jobs[0].measures)
    beside = list(map(row_facts, database.rows))
    columns = Columns(
        names=(*beside[0], *names, "error", "notes"),
        numbers=frozenset((*names, "human")),
    )
    with refusing():
        results = Results(
            path,
            columns=columns,
            settings=settings,
            expected=beside,
            order=processing_order(jobs),
        )

    def records(row: Row) -> list[Record]:
        said = {"error": row.error, "notes": notes_of(row, "")}
        return [{**beside[row.number], **row.scores, **said}]

    if not results.finished:
        run(jobs, results, records, pool, chunk=CHUNK, label="Images")
    lines = [line for line, _ in Csv().decode(path.read_bytes(), columns)]
    errors = [line for line in lines if line["error"]]
    for line in errors[:5]:
        click.echo(f"note: {line['encrypted']}: {line['error']}", err=True)
    if len(errors) > 5:
        click.echo(f"note: {len(errors) - 5} more have errors, see {path}", err=True)
    notes = list(dict.fromkeys(str(line["notes"]) for line in lines if line["notes"]))
    say(notes[:5])
    if len(notes) > 5:
        click.echo(f"note: {len(notes) - 5} more notes, see {path}", err=True)
    return {
        name: np.array([float(line[name] or "nan") for line in lines]) for name in names
    }


def _write(found: AgreementReport, settings: dict[str, object], folder: Path) -> None:
    """Write every table, and the report."""
    with refusing():
        for table in tables(found):
            (folder / f"{table.key}.csv").write_text(
                csv_text(*table.flat()), encoding="utf-8"
            )
        record = json.dumps(as_json(found, settings), indent=2, ensure_ascii=False)
        (folder / "agreement.json").write_text(f"{record}\n", encoding="utf-8")
        (folder / "report.html").write_text(as_html(found), encoding="utf-8")
