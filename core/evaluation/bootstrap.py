"""Confidence intervals and paired tests, by a bootstrap over plain pictures.

Encryptions of one picture are not independent, so whole pictures are drawn.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.evaluation.agreement import (
    agreement,
    checked,
    kendall,
    pearson,
    spearman,
)
from core.evaluation.errors import EvaluationError
from core.evaluation.mapping import Logistic, fit_mapping
from core.evaluation.paper import CRITERIA, Criterion

Reals = NDArray[np.float64]
Statistic = Callable[[Reals, Reals], float]

FEWEST_PICTURES = 3
"""Fewest plain pictures that a bootstrap draws from."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """Percentile interval of a bootstrap over plain pictures.

    Attributes
    ----------
    estimate : float
        The criterion on all rows.
    low, high : float
        Ends of the interval. With few pictures it is too narrow rather than too wide.
    confidence : float
        Share of draws inside.
    pictures, draws : int
        Plain pictures, and how often they were drawn.
    """

    estimate: float
    low: float
    high: float
    confidence: float
    pictures: int
    draws: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """Whether two indices differ, from draws that both of them share.

    Attributes
    ----------
    difference : Interval
        Criterion of the first index minus that of the second.
    p : float
        Two-sided: how often the draws contradict the sign of the difference, twice.
    """

    difference: Interval
    p: float


def interval(
    scores: ArrayLike,
    mos: ArrayLike,
    pictures: Sequence[str],
    *,
    criterion: Criterion = "srocc",
    logistic: Logistic = "five",
    confidence: float = 0.95,
    draws: int = 1000,
    seed: int = 0,
) -> Interval:
    """Confidence interval of a criterion over plain pictures.

    Parameters
    ----------
    scores, mos : array_like
        (N,), as `core.agreement` takes them.
    pictures : sequence of str
        (N,), the plain picture of each.
    criterion, logistic
        What to compute, and after which mapping; fitted anew in every draw.
    confidence : float
        In (0, 1).
    draws, seed : int
        How often pictures are drawn, and the seed of the draws.

    Raises
    ------
    EvaluationError
        As `core.agreement` does, or if there are fewer than three pictures.
    """
    x, y = checked(scores, mos, logistic)
    measure = _statistic(x, y, criterion, logistic)
    found = [
        measure(x[rows], y[rows])
        for rows in _drawn(pictures, len(x), draws, seed)
        if _ranked(x[rows]) and _ranked(y[rows])
    ]
    return _interval(measure(x, y), found, confidence, len(set(pictures)))


def difference(
    first: ArrayLike,
    second: ArrayLike,
    mos: ArrayLike,
    pictures: Sequence[str],
    *,
    criterion: Criterion = "srocc",
    logistic: Logistic = "five",
    confidence: float = 0.95,
    draws: int = 1000,
    seed: int = 0,
) -> Difference:
    """Paired test whether two indices differ in a criterion.

    Parameters
    ----------
    first, second : array_like
        (N,), scores of two indices for the same rows.
    mos, pictures, criterion, logistic, confidence, draws, seed
        As `interval` takes them.

    Raises
    ------
    EvaluationError
        As `interval` does.
    """
    a, y = checked(first, mos, logistic)
    b, _ = checked(second, mos, logistic)
    measure_a = _statistic(a, y, criterion, logistic)
    measure_b = _statistic(b, y, criterion, logistic)
    found = [
        measure_a(a[rows], y[rows]) - measure_b(b[rows], y[rows])
        for rows in _drawn(pictures, len(y), draws, seed)
        if _ranked(a[rows]) and _ranked(b[rows]) and _ranked(y[rows])
    ]
    between = _interval(
        measure_a(a, y) - measure_b(b, y), found, confidence, len(set(pictures))
    )
    values = np.asarray(found)
    # The observed order counts as one draw: p is never 0.
    less = (int((values <= 0).sum()) + 1) / (len(values) + 1)
    more = (int((values >= 0).sum()) + 1) / (len(values) + 1)
    return Difference(difference=between, p=min(1.0, 2 * min(less, more)))


def _statistic(
    x: Reals, y: Reals, criterion: Criterion, logistic: Logistic
) -> Statistic:
    """The criterion as a function of (scores, human scores)."""
    if criterion not in CRITERIA:
        raise EvaluationError(
            f"expected a criterion out of {', '.join(CRITERIA)}, got {criterion!r}"
        )
    if criterion == "srocc":
        return spearman
    if criterion == "krcc":
        return kendall
    whole = agreement(x, y, logistic).mapping

    def mapped(x: Reals, y: Reals) -> float:
        values = fit_mapping(x, y, logistic, start=whole)(x)
        if criterion == "lcc":
            return pearson(values, y)
        return float(np.sqrt(np.mean((values - y) ** 2)))

    return mapped


def _drawn(
    pictures: Sequence[str], count: int, draws: int, seed: int
) -> list[NDArray[np.intp]]:
    """Row numbers of every draw of as many pictures as there are."""
    if len(pictures) != count:
        raise EvaluationError(
            f"expected a picture for each of {count} scores, got {len(pictures)}"
        )
    if draws < 1:
        raise EvaluationError(f"expected at least one draw, got {draws}")
    names = np.asarray(pictures, dtype=object)
    groups = [np.flatnonzero(names == name) for name in dict.fromkeys(pictures)]
    if len(groups) < FEWEST_PICTURES:
        raise EvaluationError(
            f"expected at least {FEWEST_PICTURES} plain pictures to draw from, "
            f"got {len(groups)}"
        )
    chosen = np.random.default_rng(seed).integers(
        len(groups), size=(draws, len(groups))
    )
    return [np.concatenate([groups[i] for i in draw]) for draw in chosen]


def _ranked(values: Reals) -> bool:
    return bool(np.ptp(values) > 0)


def _interval(
    estimate: float, found: Sequence[float], confidence: float, pictures: int
) -> Interval:
    if not 0 < confidence < 1:
        raise EvaluationError(
            f"expected a confidence between 0 and 1, got {confidence}"
        )
    if not found:
        raise EvaluationError("expected scores that differ, every draw held equal ones")
    tail = (1 - confidence) / 2
    low, high = np.quantile(found, [tail, 1 - tail])
    return Interval(
        estimate=estimate,
        low=float(low),
        high=float(high),
        confidence=confidence,
        pictures=pictures,
        draws=len(found),
    )
