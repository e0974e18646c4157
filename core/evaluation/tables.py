"""Tables 1-3 and Fig. 3 of the paper, from scores, with its numbers beside ours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.evaluation import paper
from core.evaluation.agreement import (
    Agreement,
    TypeAgreement,
    agreement,
    per_type,
    rank_correlation,
)
from core.evaluation.bootstrap import (
    FEWEST_PICTURES,
    Difference,
    Interval,
    difference,
    interval,
)
from core.evaluation.errors import EvaluationError
from core.evaluation.mapping import Logistic
from core.evaluation.paper import Criterion, PaperData, Published
from core.evaluation.rows import Database

Reals = NDArray[np.float64]

Scores: TypeAlias = Mapping[str, Reals]
"""(N,) by name, in the order of a database's rows; NaN where there is no score."""

REFERENCE = "proposed"
"""The index that the others are tested against."""

_PAPER: dict[str, PaperData] = {"peid": "peid", "regenerated": "peid", "ivc": "ivc"}


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """SROCC of the proposed index under one setting.

    Attributes
    ----------
    setting : float or str
        Value of alpha or beta, or a name of Table 3.
    srocc : float
        On the rows where every setting gave a score; NaN where these are too few or
        all equal.
    paper : float, optional
        What the paper prints for it.
    """

    setting: float | str
    srocc: float
    paper: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure3:
    """SROCC against alpha, and against beta; Fig. 3 prints no numbers.

    Attributes
    ----------
    alpha, beta : tuple of Point
        One constant moves, the other stays as in Section 3.2.
    """

    alpha: tuple[Point, ...]
    beta: tuple[Point, ...]


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
    mos, pictures = database.scores, np.asarray(database.pictures, dtype=object)
    finite = np.isfinite(scores[key])
    data = _PAPER.get(database.key)
    printed: dict[Criterion, Published] = {
        criterion: cell
        for criterion in paper.CRITERIA
        if data and (cell := paper.table_1(data, criterion, key))
    }
    try:
        found, problem = agreement(scores[key][finite], mos[finite], logistic), ""
    except EvaluationError as error:
        found, problem = None, str(error)
    spread = tested = None
    drawn = list(pictures[finite])
    if found and draws and len(set(drawn)) >= FEWEST_PICTURES:
        spread = interval(
            scores[key][finite], mos[finite], drawn, draws=draws, seed=seed
        )
        if key != REFERENCE and REFERENCE in scores:
            tested = _tested(scores[key], scores[REFERENCE], mos, pictures, draws, seed)
    return IndexAgreement(
        index=key,
        agreement=found,
        srocc=spread,
        against_proposed=tested,
        left_out=int((~finite).sum()),
        paper=printed,
        problem=problem,
    )


def _tested(
    first: Reals,
    second: Reals,
    mos: Reals,
    pictures: NDArray[np.object_],
    draws: int,
    seed: int,
) -> Difference | None:
    """Difference of two indices on the rows that both of them score."""
    both = np.isfinite(first) & np.isfinite(second)
    try:
        return difference(
            first[both],
            second[both],
            mos[both],
            list(pictures[both]),
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
    kinds = np.asarray(database.types, dtype=object)
    types = tuple(
        kind for kind in dict.fromkeys(database.types) if (kinds == kind).sum() > 2
    )
    columns = {}
    for key, values in scores.items():
        chosen = np.isfinite(values) & np.isin(kinds, types)
        try:
            columns[key] = per_type(
                values[chosen], database.scores[chosen], list(kinds[chosen])
            )
        except EvaluationError:
            continue
    known = _PAPER.get(database.key)
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


def figure_3(
    by_alpha: Mapping[float, Reals], by_beta: Mapping[float, Reals], database: Database
) -> Figure3:
    """SROCC of the proposed index while alpha or beta moves, Fig. 3.

    Parameters
    ----------
    by_alpha, by_beta : mapping of float to NDArray
        (N,) scores by the value of the constant.
    database : Database
        Whose rows were scored.
    """
    known = _PAPER.get(database.key)
    printed = paper.table_1(known, "srocc", REFERENCE) if known else None
    default = printed.value if printed else None
    return Figure3(
        alpha=_points(by_alpha, database, {0.1: default}),
        beta=_points(by_beta, database, {40.0: default}),
    )


def table_3(by_components: Scores, database: Database) -> tuple[Point, ...]:
    """SROCC of the proposed index with C1 to C4, Table 3.

    Parameters
    ----------
    by_components : mapping of str to NDArray
        (N,) scores by "C1" to "C4".
    database : Database
        Whose rows were scored.
    """
    known = _PAPER.get(database.key)
    return _points(by_components, database, paper.TABLE_3[known] if known else {})


def _points(
    scores: Mapping[float, Reals] | Mapping[str, Reals],
    database: Database,
    printed: Mapping[float, float | None] | Mapping[str, float],
) -> tuple[Point, ...]:
    """One point for each setting, all on the rows that every setting could score."""
    pairs: Sequence[tuple[float | str, Reals]] = list(scores.items())
    values: dict[float | str, float | None] = dict(printed.items())
    finite = np.isfinite(np.stack([given for _, given in pairs])).all(axis=0)
    return tuple(
        Point(
            setting=setting,
            srocc=_srocc(given[finite], database.scores[finite]),
            paper=values.get(setting),
        )
        for setting, given in pairs
    )


def _srocc(scores: Reals, mos: Reals) -> float:
    try:
        return rank_correlation(scores, mos)
    except EvaluationError:
        return float("nan")


def _check_lengths(scores: Scores, database: Database) -> None:
    for key, values in scores.items():
        if len(values) != len(database.rows):
            raise EvaluationError(
                f"expected {len(database.rows)} scores of {key}, got {len(values)}"
            )
