"""How much of an index's agreement hangs on one picture, or on one scheme.

An index that was looked at on some pictures may fit those. So its rank correlation is
taken again without each picture, and without each type of encryption, in turn.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.evaluation.agreement import rank_correlation
from core.evaluation.errors import EvaluationError


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldOut:
    """Rank correlation on all rows, and without each group of them.

    Attributes
    ----------
    whole : float
        SROCC on all rows.
    without : dict of str to float
        SROCC without the rows of a group; NaN where the others have no order.
    alone : dict of str to float
        SROCC on the rows of a group alone; NaN where these have no order.
    """

    whole: float
    without: dict[str, float]
    alone: dict[str, float]

    @property
    def lowest(self) -> float:
        """Lowest SROCC without a group."""
        return float(np.nanmin(list(self.without.values())))

    @property
    def highest(self) -> float:
        """Highest SROCC without a group."""
        return float(np.nanmax(list(self.without.values())))


def held_out(scores: ArrayLike, mos: ArrayLike, groups: Sequence[str]) -> HeldOut:
    """Leave out one group at a time: pictures, or types of encryption.

    Parameters
    ----------
    scores, mos : array_like
        (N,), as `core.agreement` takes them.
    groups : sequence of str
        (N,), the group of each: at least two.

    Raises
    ------
    EvaluationError
        As `core.evaluation.rank_correlation` does, or if there are not as many groups
        as scores, or fewer than two different ones.

    Examples
    --------
    >>> found = held_out([1, 2, 3, 9, 5, 6], [1, 2, 3, 4, 5, 6], list("aaabbb"))
    >>> round(found.whole, 3), found.without
    (0.829, {'a': -0.5, 'b': 1.0})
    """
    x, y = np.asarray(scores, np.float64), np.asarray(mos, np.float64)
    whole = rank_correlation(x, y)
    if len(groups) != len(x):
        raise EvaluationError(
            f"expected a group for each of {len(x)} scores, got {len(groups)}"
        )
    names = list(dict.fromkeys(groups))
    if len(names) < 2:
        raise EvaluationError("expected at least two groups, so that one can be left")
    members = np.asarray(groups, dtype=object)
    without = {n: _ranked(x[members != n], y[members != n]) for n in names}
    alone = {n: _ranked(x[members == n], y[members == n]) for n in names}
    return HeldOut(whole=whole, without=without, alone=alone)


def _ranked(scores: ArrayLike, mos: ArrayLike) -> float:
    try:
        return rank_correlation(scores, mos)
    except EvaluationError:
        return float("nan")
