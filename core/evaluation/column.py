"""How well one column of scores agrees with human scores.

A column may have gaps, be of one picture alone or hold one value only. Then it has
those criteria that can be computed, and the reason why there are no more.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.evaluation.agreement import (
    FEWEST_RANKED,
    Agreement,
    TypeAgreement,
    agreement,
    per_type,
    rank_correlation,
    summarise,
)
from core.evaluation.bootstrap import Difference, difference, interval
from core.evaluation.errors import EvaluationError
from core.evaluation.held_out import HeldOut, held_out
from core.evaluation.mapping import Logistic
from core.evaluation.rows import Database

Reals = NDArray[np.float64]

Ends: TypeAlias = tuple[float, float]
"""Lower and upper end of an interval."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoreColumn:
    """Scores and human scores of the same images; may be hashed.

    Attributes
    ----------
    scores, mos : tuple of float
        (N,), finite.
    types, pictures : tuple of str
        (N,), type of encryption and plain picture of each.
    """

    scores: tuple[float, ...]
    mos: tuple[float, ...]
    types: tuple[str, ...]
    pictures: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnAgreement:
    """Agreement of a column with human scores.

    Attributes
    ----------
    whole : Agreement, optional
        Over all images; None where `problem` says why.
    types : TypeAgreement
        On each type of encryption that has three scores or more.
    problem : str
        Why there is no `whole`.
    """

    whole: Agreement | None
    types: TypeAgreement
    problem: str = ""


def column_of(scores: Reals, database: Database) -> ScoreColumn:
    """Finite scores of a database's rows, with what belongs to them.

    Parameters
    ----------
    scores : NDArray
        (N,), in the order of the rows; what is not finite is left out.
    database : Database
        N rows.
    """
    finite = np.isfinite(scores)
    rows = [row for row, kept in zip(database.rows, finite, strict=True) if kept]
    return ScoreColumn(
        scores=tuple(scores[finite].tolist()),
        mos=tuple(float(row.score) for row in rows),
        types=tuple(row.type for row in rows),
        pictures=tuple(row.picture for row in rows),
    )


def column_agreement(
    column: ScoreColumn, logistic: Logistic = "five"
) -> ColumnAgreement:
    """Agreement of a column, over all images and on each type."""
    whole, problem = None, ""
    try:
        whole = agreement(column.scores, column.mos, logistic)
    except EvaluationError as error:
        problem = str(error)
    return ColumnAgreement(whole=whole, types=_types(column), problem=problem)


def _types(column: ScoreColumn) -> TypeAgreement:
    counts = Counter(column.types)
    rows = [n for n, kind in enumerate(column.types) if counts[kind] >= FEWEST_RANKED]
    types = [column.types[n] for n in rows]
    try:
        return per_type(
            [column.scores[n] for n in rows], [column.mos[n] for n in rows], types
        )
    except EvaluationError:  # no type is left, or all scores are equal
        return summarise(dict.fromkeys(types, float("nan")))


def srocc(column: ScoreColumn) -> float | None:
    """Rank correlation alone; None where the scores are too few or all equal."""
    try:
        return rank_correlation(column.scores, column.mos)
    except EvaluationError:
        return None


def common(
    first: Reals, second: Reals, database: Database
) -> tuple[ScoreColumn, ScoreColumn]:
    """Two columns of a database's rows, on the rows that both of them score."""
    both = np.isfinite(first) & np.isfinite(second)
    return (
        column_of(np.where(both, first, np.nan), database),
        column_of(np.where(both, second, np.nan), database),
    )


def paired_test(
    first: ScoreColumn, second: ScoreColumn, *, draws: int = 1000, seed: int = 0
) -> Difference | None:
    """Test whether two columns on the same rows differ in SROCC, or None.

    There is no test with fewer than three pictures, or where scores are too few or
    equal.
    """
    try:
        return difference(
            first.scores,
            second.scores,
            first.mos,
            first.pictures,
            draws=draws,
            seed=seed,
        )
    except EvaluationError:
        return None


def without_each(column: ScoreColumn, groups: Sequence[str]) -> HeldOut | None:
    """SROCC without each group of rows in turn; None where there are too few of either.

    Parameters
    ----------
    column : ScoreColumn
        N scores.
    groups : sequence of str
        (N,), its `pictures` or its `types`.
    """
    try:
        return held_out(column.scores, column.mos, groups)
    except EvaluationError:
        return None


def srocc_interval(
    column: ScoreColumn, *, draws: int = 1000, seed: int = 0
) -> Ends | None:
    """95 % interval of the rank correlation over plain pictures, or None.

    There is none with fewer than three pictures, or where scores are too few or equal.
    """
    try:
        found = interval(
            column.scores, column.mos, column.pictures, draws=draws, seed=seed
        )
    except EvaluationError:
        return None
    return found.low, found.high
