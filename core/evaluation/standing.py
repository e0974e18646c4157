"""How well one column of scores agrees with people, as far as it goes.

A column may have gaps, be of one picture alone or never move: then it has what it has,
and says why there is not more.
"""

from collections import Counter
from dataclasses import dataclass

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
from core.evaluation.bootstrap import Interval, interval
from core.evaluation.errors import EvaluationError
from core.evaluation.mapping import Logistic
from core.evaluation.rows import Database

Reals = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """Scores and what people said of the same images; may be hashed.

    Attributes
    ----------
    scores, mos : tuple of float
        One after another; finite.
    types, pictures : tuple of str
        Of each.
    """

    scores: tuple[float, ...]
    mos: tuple[float, ...]
    types: tuple[str, ...]
    pictures: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """An index among people.

    Attributes
    ----------
    whole : Agreement, optional
        Over all images; none where there are too few scores, and `problem` says so.
    types : TypeAgreement
        On each type of encryption that has three scores or more.
    problem : str
        Why there is no `whole`.
    """

    whole: Agreement | None
    types: TypeAgreement
    problem: str = ""


def column_of(scores: Reals, database: Database) -> Column:
    """Finite scores of a database's rows, with all that belongs to them.

    Parameters
    ----------
    scores : NDArray
        (N,), in the order of the rows; what is not finite is left out.
    database : Database
        N rows.
    """
    finite = np.isfinite(scores)
    rows = [row for row, kept in zip(database.rows, finite, strict=True) if kept]
    return Column(
        scores=tuple(scores[finite].tolist()),
        mos=tuple(float(row.score) for row in rows),
        types=tuple(row.type for row in rows),
        pictures=tuple(row.picture for row in rows),
    )


def standing(column: Column, logistic: Logistic = "five") -> Standing:
    """Agreement of a column with people, over all images and on each type."""
    whole, problem = None, ""
    try:
        whole = agreement(column.scores, column.mos, logistic)
    except EvaluationError as error:
        problem = str(error)
    return Standing(whole=whole, types=type_standing(column), problem=problem)


def type_standing(column: Column) -> TypeAgreement:
    """Rank correlation on each type of encryption that has three scores or more."""
    counts = Counter(column.types)
    rows = [n for n, kind in enumerate(column.types) if counts[kind] >= FEWEST_RANKED]
    types = [column.types[n] for n in rows]
    try:
        return per_type(
            [column.scores[n] for n in rows], [column.mos[n] for n in rows], types
        )
    except EvaluationError:  # none is left, or all are the same: they have no order
        return summarise(dict.fromkeys(types, float("nan")))


def srocc(column: Column) -> float | None:
    """Rank correlation alone; none where the scores are too few or all the same."""
    try:
        return rank_correlation(column.scores, column.mos)
    except EvaluationError:
        return None


def srocc_interval(
    column: Column, *, draws: int = 1000, seed: int = 0
) -> Interval | None:
    """95 % interval of the rank correlation over pictures; none from too few."""
    try:
        return interval(
            column.scores, column.mos, column.pictures, draws=draws, seed=seed
        )
    except EvaluationError:
        return None
