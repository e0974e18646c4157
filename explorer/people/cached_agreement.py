"""The agreement report of a job that may still run; what takes long is remembered."""

import hashlib
import json
from collections.abc import Sequence

from core.evaluation import (
    AgreementReport,
    ColumnAgreement,
    Database,
    Logistic,
    Measure,
    ScoreColumn,
    agreement_report,
)
from core.evaluation import column_agreement as agreement_of
from core.evaluation.column import Ends, srocc_interval
from explorer.people.benchmark import scores, shipped
from explorer.store.jobs import Job
from explorer.store.memory import MEMORY
from explorer.store.results_on_disk import result_key, results


def report_of(
    job: Job,
    database: Database,
    measures: Sequence[Measure],
    logistic: Logistic = "five",
) -> AgreementReport:
    """Judge what a job of `benchmark_steps` found so far.

    There are no intervals while it runs: they take longer than the time between two
    looks at it. There are no tests against the proposed index, which take twice as
    long: these are for the command.
    """
    return agreement_report(
        database,
        measures,
        scores(job.rows, database, measures),
        logistic=logistic,
        draws=0 if job.state == "running" else 1000,
        tests=False,
        agreement_of=column_agreement,
        interval_of=cached_interval,
    )


def column_agreement(column: ScoreColumn, logistic: Logistic) -> ColumnAgreement:
    """Return `core.evaluation.column_agreement`."""
    return MEMORY.recall(
        ("column agreement", column, logistic), lambda: agreement_of(column, logistic)
    )


def cached_interval(column: ScoreColumn, *, draws: int, seed: int) -> Ends | None:
    """Return `srocc_interval`; from the shipped ones or the disk.

    A thousand draws take a quarter of a second, and a page shows twenty of them.
    """
    return MEMORY.recall(
        ("interval", column, draws, seed), lambda: (_interval(column, draws, seed),)
    )[0]


def _interval(column: ScoreColumn, draws: int, seed: int) -> Ends | None:
    digest = column_digest(column)
    if (draws, seed) == (1000, 0) and digest in shipped().intervals:
        return shipped().intervals[digest]
    key = result_key("interval", digest, draws, seed)
    row = results().known([key]).get(key)
    if row is None:
        low, high = srocc_interval(column, draws=draws, seed=seed) or (None, None)
        row = {"low": low, "high": high}
        results().keep(key, row)
    if row["low"] is None:
        return None
    return float(str(row["low"])), float(str(row["high"]))


def column_digest(column: ScoreColumn) -> str:
    """Name a column by all that its interval depends on."""
    text = json.dumps([column.scores, column.mos, column.pictures])
    return hashlib.sha256(text.encode()).hexdigest()
