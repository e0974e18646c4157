"""95 % intervals of any criterion: SROCC's are in the report, others take a while."""

from collections.abc import Mapping

from core.evaluation import AgreementReport, EvaluationError, ScoreColumn
from core.evaluation.bootstrap import interval
from core.evaluation.column import Ends, column_of
from core.evaluation.mapping import Logistic
from core.evaluation.paper import Criterion
from explorer.people.cached_agreement import column_digest
from explorer.store.jobs import BackgroundJob, Step
from explorer.store.results_on_disk import Row, result_key

DRAWS: Mapping[Criterion, int] = {"krcc": 1000, "lcc": 200, "rmse": 200}
"""How often pictures are drawn: less often where every draw fits a curve anew."""


def interval_steps(report: AgreementReport, criterion: Criterion) -> list[Step]:
    """A step for the interval of each index; rows of their job have `low` and `high`.

    Parameters
    ----------
    report : AgreementReport
        Whose indices are looked at.
    criterion : str
        One of `DRAWS`.
    """
    # Ranks do not depend on the curve.
    logistic = "" if criterion == "krcc" else report.logistic
    steps = []
    for found in report.indices:
        if not found.agreement:
            continue
        column = column_of(report.scores[found.key], report.database)
        words = ("interval", column_digest(column), DRAWS[criterion], 0)
        steps.append(
            Step(
                name=found.key,
                key=result_key(*words, criterion, logistic),
                kind=criterion,
                run=lambda column=column: _ends(column, criterion, report.logistic),
            )
        )
    return steps


def known_intervals(
    report: AgreementReport, criterion: Criterion, job: BackgroundJob | None
) -> dict[str, Ends]:
    """Intervals that are known, by key of the index; `job` is of `interval_steps`."""
    if job is None:
        own = criterion == "srocc"
        return {e.key: e.interval for e in report.indices if own and e.interval}
    return {
        key: (float(str(row["low"])), float(str(row["high"])))
        for key, row in job.rows.items()
        if row.get("low") is not None
    }


def _ends(column: ScoreColumn, criterion: Criterion, logistic: Logistic) -> Row:
    try:
        found = interval(
            column.scores,
            column.mos,
            column.pictures,
            criterion=criterion,
            logistic=logistic,
            draws=DRAWS[criterion],
        )
    except EvaluationError:  # fewer than three pictures
        return {"low": None, "high": None}
    return {"low": found.low, "high": found.high}
