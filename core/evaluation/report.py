"""The paper's Section 3 on one database: everything that its tables are made of.

People, Tune and `showthrough agree` all make this report, and show it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.evaluation import paper
from core.evaluation.agreement import Agreement, TypeAgreement
from core.evaluation.bootstrap import Difference
from core.evaluation.column import (
    ColumnAgreement,
    Ends,
    ScoreColumn,
    column_agreement,
    column_of,
    common,
    paired_test,
    srocc,
    srocc_interval,
    without_each,
)
from core.evaluation.errors import EvaluationError
from core.evaluation.held_out import HeldOut
from core.evaluation.mapping import Logistic
from core.evaluation.measures import FIGURE_3, Measure
from core.evaluation.paper import PRINTED, Criterion, Published
from core.evaluation.rows import Database
from core.recognizability.parameters import Constant, Parameters

Reals = NDArray[np.float64]

Scores: TypeAlias = Mapping[str, Reals]
"""(N,) by name of the measure, in the order of a database's rows; NaN for no score."""

REFERENCE = "proposed"
"""The index that the others are tested against."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasureAgreement:
    """Agreement of an index (Tables 1 and 2) or of a configuration (Table 3).

    Attributes
    ----------
    key : str
        Of the index, or "C1" to "C4".
    agreement : Agreement, optional
        The four criteria; None where `problem` says why there are none.
    types : TypeAgreement
        SROCC on each type of encryption that has three scores or more.
    interval : (float, float), optional
        95 % bootstrap interval of SROCC over plain pictures.
    against_proposed : Difference, optional
        Paired test of the SROCC against the proposed index.
    by_picture, by_type : HeldOut, optional
        Of an index: SROCC without each plain picture, and without each type of
        encryption, in turn.
    left_out : int
        Rows without a finite score; of a configuration, rows that some configuration
        could not score.
    paper : mapping of Criterion to Published
        What the paper prints; empty for what it does not have.
    problem : str
        Why there is no agreement.
    """

    key: str
    agreement: Agreement | None
    types: TypeAgreement
    interval: Ends | None
    against_proposed: Difference | None
    by_picture: HeldOut | None
    by_type: HeldOut | None
    left_out: int
    paper: Mapping[Criterion, Published]
    problem: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CurvePoint:
    """SROCC of the proposed index at one value of a constant, as in Fig. 3.

    Attributes
    ----------
    value : float
        Of the constant.
    srocc : float
        NaN where there are too few scores, or all are equal.
    interval : (float, float), optional
        Its 95 % bootstrap interval over plain pictures.
    paper : Published, optional
        What the paper prints for this value.
    """

    value: float
    srocc: float
    interval: Ends | None
    paper: Published | None


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class AgreementReport:
    """Agreement of some measures with the human scores of one database.

    Attributes
    ----------
    database : Database
        Rows and human scores.
    scores : mapping of str to NDArray
        (N,) by name of the measure, as they were given.
    logistic : {"five", "four"}
        Mapping before LCC and RMSE.
    indices, configurations : tuple of MeasureAgreement
        Of Tables 1 and 2, and of Table 3.
    curves : mapping of str to tuple of CurvePoint
        Of Fig. 3, by the constant that moves.
    """

    database: Database
    scores: Scores
    logistic: Logistic
    indices: tuple[MeasureAgreement, ...]
    configurations: tuple[MeasureAgreement, ...]
    curves: Mapping[Constant, tuple[CurvePoint, ...]]


def agreement_report(
    database: Database,
    measures: Iterable[Measure],
    scores: Scores,
    *,
    logistic: Logistic = "five",
    draws: int = 1000,
    seed: int = 0,
    tests: bool = True,
    agreement_of: Callable[[ScoreColumn, Logistic], ColumnAgreement] = column_agreement,
    interval_of: Callable[..., Ends | None] = srocc_interval,
    test_of: Callable[..., Difference | None] = paired_test,
) -> AgreementReport:
    """Judge scores by human scores.

    Parameters
    ----------
    database : Database
        N rows that were scored.
    measures : iterable of Measure
        What scored them, in the order of the tables.
    scores : mapping of str to NDArray
        (N,) by name of the measure; NaN where there is no score, or none yet.
    logistic : {"five", "four"}
        Mapping before LCC and RMSE.
    draws, seed : int
        How often plain pictures are drawn for intervals and tests, and the seed of the
        draws; without draws there are none of either.
    tests : bool
        Test every index against the proposed one.
    agreement_of, interval_of, test_of : callable
        `column_agreement`, `srocc_interval` and `paired_test`, or what remembers their
        results.

    Raises
    ------
    EvaluationError
        If there are not as many scores of a measure as rows.
    """
    measures = tuple(measures)
    for measure in measures:
        if len(scores[measure.name]) != len(database.rows):
            raise EvaluationError(
                f"expected {len(database.rows)} scores of {measure.name}, "
                f"got {len(scores[measure.name])}"
            )

    def interval(column: ScoreColumn) -> Ends | None:
        return interval_of(column, draws=draws, seed=seed) if draws else None

    def judged(key: str, given: Reals, printed: _Printed) -> MeasureAgreement:
        column = column_of(given, database)
        found = agreement_of(column, logistic)
        is_index, tested = key in indices, None
        tested_against = is_index and key != REFERENCE and REFERENCE in indices
        if tests and draws and found.whole and tested_against:
            columns = common(given, indices[REFERENCE], database)
            tested = test_of(*columns, draws=draws, seed=seed)
        return MeasureAgreement(
            key=key,
            agreement=found.whole,
            types=found.types,
            interval=interval(column),
            against_proposed=tested,
            by_picture=without_each(column, column.pictures) if is_index else None,
            by_type=without_each(column, column.types) if is_index else None,
            left_out=len(database.rows) - len(column.scores),
            paper=printed,
            problem=found.problem,
        )

    def curve(constant: Constant, moved: Sequence[Measure]) -> tuple[CurvePoint, ...]:
        at, printed = printed_point(database, constant) or (None, None)
        points = []
        for measure, given in _on_common_rows(moved, scores):
            column = column_of(given, database)
            found = srocc(column)
            points.append(
                CurvePoint(
                    value=measure.value,
                    srocc=float("nan") if found is None else found,
                    interval=interval(column),
                    paper=printed if measure.value == at else None,
                )
            )
        return tuple(points)

    indices = {m.name: scores[m.name] for m in measures if m.is_index}
    configurations = [m for m in measures if m.configuration]
    curves: dict[Constant, list[Measure]] = {}
    for measure in measures:
        if measure.constant:
            curves.setdefault(measure.constant, []).append(measure)
    return AgreementReport(
        database=database,
        scores={measure.name: scores[measure.name] for measure in measures},
        logistic=logistic,
        indices=tuple(
            judged(key, given, _printed_of_index(key, database))
            for key, given in indices.items()
        ),
        configurations=tuple(
            judged(m.configuration, given, _printed_of(m.configuration, database))
            for m, given in _on_common_rows(configurations, scores)
        ),
        curves={constant: curve(constant, moved) for constant, moved in curves.items()},
    )


def _on_common_rows(
    measures: Sequence[Measure], scores: Scores
) -> list[tuple[Measure, Reals]]:
    """Measures of one curve or table, without the rows that any of them lacks.

    Reading: (common rows) the paper does not say what happens to an image that a
    setting cannot score. Points of a curve are compared with each other, so they stand
    on the same rows. An index of Table 1 keeps all that it can score, and the table
    says how many those are.
    """
    if not measures:
        return []
    given = np.stack([scores[measure.name] for measure in measures])
    common = np.where(np.isfinite(given).all(axis=0), given, np.nan)
    return list(zip(measures, common, strict=True))


_Printed: TypeAlias = Mapping[Criterion, Published]


def printed_point(
    database: Database, constant: Constant
) -> tuple[float, Published] | None:
    """Value of a constant of Fig. 3, and the SROCC that the paper prints for it.

    Fig. 3 is a drawing without numbers: this is the SROCC of Table 1, at the constant
    of Section 3.2. None for a database that the paper does not have, and for gamma.
    """
    data = PRINTED.get(database.key)
    printed = paper.table_1(data, "srocc", REFERENCE) if data else None
    if printed is None or constant not in FIGURE_3:
        return None
    return getattr(Parameters(), constant), printed


def _printed_of_index(key: str, database: Database) -> _Printed:
    data = PRINTED.get(database.key)
    return {
        criterion: cell
        for criterion in paper.CRITERIA
        if data and (cell := paper.table_1(data, criterion, key))
    }


def _printed_of(configuration: str, database: Database) -> _Printed:
    data = PRINTED.get(database.key)
    return {"srocc": paper.table_3(data, configuration)} if data else {}
