"""Agreement of an index with human scores, Sections 3.2 and 3.3."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.evaluation.errors import EvaluationError
from core.evaluation.mapping import CONSTANTS, Logistic, LogisticCurve, fit_mapping

Reals = NDArray[np.float64]

FEWEST_RANKED = 3
"""Fewest pairs that a rank correlation is computed from."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """The four criteria of Table 1.

    Attributes
    ----------
    srocc : float
        Spearman's rank correlation, in [-1, 1]; tied scores share their mean rank.
    krcc : float
        Kendall's rank correlation, tau-b, in [-1, 1].
    lcc : float
        Linear correlation of the human scores with the mapped ones, in [-1, 1].
    rmse : float
        Root mean square error of the mapped scores, in units of the human scores.
    count : int
        Number of scores.
    mapping : LogisticCurve
        Q(x), which `lcc` and `rmse` were taken after.
    """

    srocc: float
    krcc: float
    lcc: float
    rmse: float
    count: int
    mapping: LogisticCurve


@dataclass(frozen=True, kw_only=True, slots=True)
class TypeAgreement:
    """Rank correlations on each type of encryption, a column of Table 2.

    Attributes
    ----------
    srocc : mapping of str to float
        By type; NaN where all scores of a type are equal, which no order has.
    mean, deviation : float
        Mean and sample standard deviation over the types that have a value.
    trimmed : float
        Mean without the best and the worst type, Section 3.3.
    """

    srocc: Mapping[str, float]
    mean: float
    deviation: float
    trimmed: float


LARGEST = 1e100
"""Largest score: the squares of larger ones are no numbers any more."""


def agreement(
    scores: ArrayLike, mos: ArrayLike, logistic: Logistic = "five"
) -> Agreement:
    """Agreement of an index with human scores, Section 3.2.

    Parameters
    ----------
    scores : array_like
        (N,), values of an index.
    mos : array_like
        (N,), mean human scores of the same images.
    logistic : {"five", "four"}
        Number of constants of the mapping before `lcc` and `rmse`.

    Returns
    -------
    Agreement
        The correlations are positive where both rise together.

    Raises
    ------
    EvaluationError
        If the two differ in length, hold what is no finite number, are all equal, or
        are fewer than the constants of the mapping and one.

    Examples
    --------
    >>> result = agreement([1, 2, 3, 4, 5, 6], [1, 2, 3, 5, 4, 6])
    >>> round(result.srocc, 4), round(result.krcc, 4)
    (0.9429, 0.8667)
    """
    x, y = checked(scores, mos, logistic)
    mapping = fit_mapping(x, y, logistic)
    mapped = mapping(x)
    return Agreement(
        srocc=spearman(x, y),
        krcc=kendall(x, y),
        lcc=pearson(mapped, y),
        rmse=float(np.sqrt(np.mean((mapped - y) ** 2))),
        count=len(x),
        mapping=mapping,
    )


def rank_correlation(scores: ArrayLike, mos: ArrayLike) -> float:
    """SROCC alone, of at least three scores; parameters and errors as `agreement`."""
    return spearman(*_checked(scores, mos, FEWEST_RANKED))


def per_type(scores: ArrayLike, mos: ArrayLike, types: Sequence[str]) -> TypeAgreement:
    """Rank correlation on each type of encryption by itself, Section 3.3.

    Parameters
    ----------
    scores, mos : array_like
        (N,), as `agreement` takes them.
    types : sequence of str
        (N,), the type of each; results come in the order of their first appearance.

    Raises
    ------
    EvaluationError
        As `agreement` does, or if a type has fewer than three scores.
    """
    x, y = _checked(scores, mos, FEWEST_RANKED)
    if len(types) != len(x):
        raise EvaluationError(
            f"expected a type for each of {len(x)} scores, got {len(types)}"
        )
    kinds = np.asarray(types, dtype=object)
    found = {}
    for kind in dict.fromkeys(types):
        chosen = kinds == kind
        if chosen.sum() < FEWEST_RANKED:
            raise EvaluationError(
                f"expected at least {FEWEST_RANKED} scores of each type, "
                f"got {chosen.sum()} of {kind!r}"
            )
        ranked = np.ptp(x[chosen]) > 0 and np.ptp(y[chosen]) > 0
        found[kind] = spearman(x[chosen], y[chosen]) if ranked else float("nan")
    return summarise(found)


def summarise(srocc: Mapping[str, float]) -> TypeAgreement:
    """Mean, deviation and trimmed mean of rank correlations by type; NaN left out."""
    values = np.sort([value for value in srocc.values() if not np.isnan(value)])
    nothing = float("nan")
    return TypeAgreement(
        srocc=dict(srocc),
        mean=float(values.mean()) if len(values) else nothing,
        deviation=float(values.std(ddof=1)) if len(values) > 1 else nothing,
        trimmed=float(values[1:-1].mean()) if len(values) > 2 else nothing,
    )


def spearman(x: Reals, y: Reals) -> float:
    """SROCC of checked scores."""
    from scipy.stats import rankdata  # slow to import, and seldom needed

    return pearson(rankdata(x), rankdata(y))


def kendall(x: Reals, y: Reals) -> float:
    """KRCC, tau-b, of checked scores."""
    from scipy.stats import kendalltau

    return float(np.asarray(kendalltau(x, y))[0])


def pearson(x: Reals, y: Reals) -> float:
    """Linear correlation; 0 where a mapping came out flat."""
    x, y = x - x.mean(), y - y.mean()
    scale = float(np.sqrt((x @ x) * (y @ y)))
    return float(np.clip((x @ y) / scale, -1, 1)) if scale > 0 else 0.0


def checked(
    scores: ArrayLike, mos: ArrayLike, logistic: Logistic
) -> tuple[Reals, Reals]:
    """Both as arrays that a mapping can be fitted to; errors as `agreement`."""
    # With no more points than constants, the curve meets every point of any scores.
    return _checked(scores, mos, CONSTANTS.get(logistic, 0) + 1)


def _checked(scores: ArrayLike, mos: ArrayLike, fewest: int) -> tuple[Reals, Reals]:
    """Both as arrays of finite numbers that belong together."""
    arrays = []
    for name, given in (("scores", scores), ("human scores", mos)):
        try:
            array = np.asarray(given, np.float64)
        except (TypeError, ValueError) as error:
            raise EvaluationError(f"expected numbers as {name}: {error}") from error
        if array.ndim != 1:
            raise EvaluationError(
                f"expected a list of {name}, got an array of shape {array.shape}"
            )
        if bad := int((~np.isfinite(array)).sum()):
            first = int(np.argmin(np.isfinite(array)))
            raise EvaluationError(
                f"expected finite {name}, got {array[first]} at position {first}"
                + (f" and {bad - 1} more. Leave them out" if bad > 1 else "")
            )
        if len(array) and np.abs(array).max() > LARGEST:
            raise EvaluationError(
                f"expected {name} of at most {LARGEST:g}, got larger ones"
            )
        arrays.append(array)
    x, y = arrays
    if len(x) != len(y):
        raise EvaluationError(
            f"expected as many scores as human scores, got {len(x)} and {len(y)}"
        )
    if len(x) < fewest:
        raise EvaluationError(f"expected at least {fewest} scores, got {len(x)}")
    for name, array in (("scores", x), ("human scores", y)):
        if np.std(array) < 1 / LARGEST:
            raise EvaluationError(
                f"expected {name} that differ, got {array[0]:g} everywhere: "
                "what is constant has no correlation"
            )
    return x, y
