"""How well a column of scores agrees with people, as far as it goes."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from core.evaluation import (
    Agreement,
    Database,
    EvaluationError,
    TypeAgreement,
    agreement,
    rank_correlation,
    summarise,
)
from core.evaluation.bootstrap import interval
from core.evaluation.mapping import Logistic

Interval: TypeAlias = tuple[float, float]
"""Lower and upper end."""

FEWEST_OF_A_TYPE = 3
"""Fewest scores of a type whose order says anything."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """Scores and what people said of the same images.

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


def column_of(found: Mapping[int, float], database: Database) -> Column:
    """Return the finite scores of a column with all that belongs to them."""
    numbers = sorted(n for n, score in found.items() if np.isfinite(score))
    rows = [database.rows[n] for n in numbers]
    return Column(
        scores=tuple(found[n] for n in numbers),
        mos=tuple(float(row.score) for row in rows),
        types=tuple(row.type for row in rows),
        pictures=tuple(row.picture for row in rows),
    )


def standing(column: Column, logistic: Logistic) -> Standing:
    """Return the agreement of a column with people."""
    whole, problem = None, ""
    try:
        whole = agreement(column.scores, column.mos, logistic)
    except EvaluationError as error:
        problem = str(error)
    found = {
        kind: _of_type(column, kind)
        for kind in dict.fromkeys(column.types)
        if column.types.count(kind) >= FEWEST_OF_A_TYPE
    }
    return Standing(whole=whole, types=summarise(found), problem=problem)


def _of_type(column: Column, kind: str) -> float:
    chosen = [n for n, each in enumerate(column.types) if each == kind]
    scores, mos = (
        [values[n] for n in chosen] for values in (column.scores, column.mos)
    )
    try:
        return rank_correlation(scores, mos)
    except EvaluationError:  # all the same: they have no order
        return float("nan")


def srocc(column: Column) -> float | None:
    """Rank correlation alone; none where there are too few scores."""
    try:
        return rank_correlation(column.scores, column.mos)
    except EvaluationError:
        return None


def srocc_interval(column: Column) -> Interval | None:
    """95 % interval of the rank correlation over pictures; none from too few."""
    try:
        found = interval(column.scores, column.mos, column.pictures)
    except EvaluationError:
        return None
    return found.low, found.high


def column_digest(column: Column) -> str:
    """Name a column by all that its interval depends on."""
    text = json.dumps([column.scores, column.mos, column.pictures])
    return hashlib.sha256(text.encode()).hexdigest()
