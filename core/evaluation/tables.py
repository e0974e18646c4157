"""Tables 1 and 2 of the paper, from scores, with its numbers beside ours."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.evaluation import paper
from core.evaluation.agreement import FEWEST_RANKED, Agreement, TypeAgreement
from core.evaluation.bootstrap import Difference, Interval, difference
from core.evaluation.errors import EvaluationError
from core.evaluation.mapping import Logistic
from core.evaluation.paper import PRINTED, Criterion, Published
from core.evaluation.rows import Database
from core.evaluation.standing import (
    column_of,
    srocc,
    srocc_interval,
    standing,
    type_standing,
)

Reals = NDArray[np.float64]

Scores: TypeAlias = Mapping[str, Reals]
"""(N,) by name, in the order of a database's rows; NaN where there is no score."""

REFERENCE = "proposed"
"""The index that the others are tested against."""


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexAgreement:
    """A column of Table 1.

    Attributes
    ----------
    index : str
        Key of the index.
    agreement : Agreement, optional
        Its criteria; None where `problem` says why there are none.
    srocc : Interval, optional
        Bootstrap over plain pictures; None with fewer than three.
    against_proposed : Difference, optional
        Paired test of the SROCC against the proposed index, if it is among them.
    left_out : int
        Rows without a finite score.
    paper : mapping of Criterion to Published
        What the paper prints; empty for what it does not have.
    problem : str
        Why the index has no agreement.
    """

    index: str
    agreement: Agreement | None
    srocc: Interval | None
    against_proposed: Difference | None
    left_out: int
    paper: Mapping[Criterion, Published]
    problem: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Table2:
    """SROCC on each type of encryption.

    Attributes
    ----------
    types : tuple of str
        The rows.
    columns : mapping of str to TypeAgreement
        By index; without those that have too few scores.
    paper : mapping of (str, str) to Published
        What the paper prints, by (type, index); its mean, deviation and trimmed mean,
        by ("mean", index) and so on, are over both databases.
    """

    types: tuple[str, ...]
    columns: Mapping[str, TypeAgreement]
    paper: Mapping[tuple[str, str], Published]


def table_1(
    scores: Scores,
    database: Database,
    *,
    logistic: Logistic = "five",
    draws: int = 1000,
    seed: int = 0,
) -> tuple[IndexAgreement, ...]:
    """Four criteria of every index, with intervals and tests, Table 1.

    Parameters
    ----------
    scores : mapping of str to NDArray
        By key of the index.
    database : Database
        Whose rows were scored.
    logistic, draws, seed
        As `core.agreement` and the bootstrap take them; no draws, no intervals.

    Raises
    ------
    EvaluationError
        If an index has not as many scores as there are rows.
    """
    _check_lengths(scores, database)
    return tuple(
        _column(key, scores, database, logistic, draws, seed) for key in scores
    )


def _column(
    key: str,
    scores: Scores,
    database: Database,
    logistic: Logistic,
    draws: int,
    seed: int,
) -> IndexAgreement:
    column = column_of(scores[key], database)
    found = standing(column, logistic)
    data = PRINTED.get(database.key)
    printed: dict[Criterion, Published] = {
        criterion: cell
        for criterion in paper.CRITERIA
        if data and (cell := paper.table_1(data, criterion, key))
    }
    spread = tested = None
    if found.whole and draws:
        spread = srocc_interval(column, draws=draws, seed=seed)
        if key != REFERENCE and REFERENCE in scores:
            tested = _tested(scores[key], scores[REFERENCE], database, draws, seed)
    return IndexAgreement(
        index=key,
        agreement=found.whole,
        srocc=spread,
        against_proposed=tested,
        left_out=len(database.rows) - len(column.scores),
        paper=printed,
        problem=found.problem,
    )


def _tested(
    first: Reals, second: Reals, database: Database, draws: int, seed: int
) -> Difference | None:
    """Difference of two indices on the rows that both of them score."""
    both = np.isfinite(first) & np.isfinite(second)
    pictures = [
        name for name, kept in zip(database.pictures, both, strict=True) if kept
    ]
    try:
        return difference(
            first[both],
            second[both],
            database.scores[both],
            pictures,
            draws=draws,
            seed=seed,
        )
    except EvaluationError:
        return None


def table_2(scores: Scores, database: Database) -> Table2:
    """SROCC of every index on each type of encryption, Table 2.

    Types of fewer than three rows are left out.

    Raises
    ------
    EvaluationError
        If an index has not as many scores as there are rows.
    """
    _check_lengths(scores, database)
    counts = Counter(database.types)
    types = tuple(kind for kind, count in counts.items() if count >= FEWEST_RANKED)
    found = {key: column_of(values, database) for key, values in scores.items()}
    columns = {
        key: type_standing(column)
        for key, column in found.items()
        if srocc(column) is not None
    }
    known = PRINTED.get(database.key)
    return Table2(
        types=types,
        columns=columns,
        paper={
            (row, key): cell
            for row in (*types, "mean", "deviation", "trimmed")
            for key in columns
            if known and (cell := paper.table_2(row, key))
        },
    )


def _check_lengths(scores: Scores, database: Database) -> None:
    for key, values in scores.items():
        if len(values) != len(database.rows):
            raise EvaluationError(
                f"expected {len(database.rows)} scores of {key}, got {len(values)}"
            )
