"""The agreement report of a job that may still run; what takes long is remembered."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from core.evaluation import (
    AgreementReport,
    ColumnAgreement,
    Database,
    Difference,
    Interval,
    Logistic,
    Measure,
    ScoreColumn,
    agreement_report,
)
from core.evaluation import column_agreement as agreement_of
from core.evaluation.column import Ends, paired_test, srocc_interval
from explorer.people.benchmark import scores, shipped
from explorer.store.jobs import BackgroundJob
from explorer.store.memory import MEMORY
from explorer.store.results_on_disk import result_key, results


def report_of(
    job: BackgroundJob,
    database: Database,
    measures: Sequence[Measure],
    logistic: Logistic = "five",
) -> AgreementReport:
    """Judge what a job of `benchmark_steps` found so far.

    There are no intervals and no tests while it runs: they take longer than the time
    between two looks at it.
    """
    return agreement_report(
        database,
        measures,
        scores(job.rows, database, measures),
        logistic=logistic,
        draws=0 if job.state == "running" else 1000,
        agreement_of=column_agreement,
        interval_of=cached_interval,
        test_of=cached_test,
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


def cached_test(
    first: ScoreColumn, second: ScoreColumn, *, draws: int, seed: int
) -> Difference | None:
    """Return `paired_test`; from the shipped ones or the disk."""
    return MEMORY.recall(
        ("paired test", first, second, draws, seed),
        lambda: (_test(first, second, draws, seed),),
    )[0]


def _test(
    first: ScoreColumn, second: ScoreColumn, draws: int, seed: int
) -> Difference | None:
    digest = pair_digest(first, second)
    if (draws, seed) == (1000, 0) and digest in shipped().tests:
        return difference_of(shipped().tests[digest])
    key = result_key("paired test", digest, draws, seed)
    row = results().known([key]).get(key)
    if row is None:
        found = paired_test(first, second, draws=draws, seed=seed)
        row = row_of_test(found) if found else {"p": None}
        results().keep(key, row)
    return None if row["p"] is None else difference_of(row)


def row_of_test(found: Difference) -> dict[str, float | int]:
    """Return a test as numbers by name, ready for JSON."""
    return {**asdict(found.difference), "p": found.p}


def difference_of(row: Mapping[str, Any]) -> Difference:
    """Return the test that `row_of_test` wrote."""
    between = {name: value for name, value in row.items() if name != "p"}
    return Difference(difference=Interval(**between), p=row["p"])


def pair_digest(first: ScoreColumn, second: ScoreColumn) -> str:
    """Name two columns by all that their test depends on."""
    return f"{column_digest(first)}-{column_digest(second)}"


def column_digest(column: ScoreColumn) -> str:
    """Name a column by all that its interval depends on."""
    text = json.dumps([column.scores, column.mos, column.pictures])
    return hashlib.sha256(text.encode()).hexdigest()
