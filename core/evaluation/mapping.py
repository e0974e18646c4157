"""Logistic mapping Q(x) from an index to human scores, Section 3.1.

The paper names reference [15] (VQEG, 2003) for it and gives no formula.
"""

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

from core.evaluation.errors import EvaluationError

Reals = NDArray[np.float64]

Logistic: TypeAlias = Literal["five", "four"]
"""How many constants the mapping has."""

CONSTANTS: dict[Logistic, int] = {"five": 5, "four": 4}

SLOPES = (0.5, 1.0, 2.0, 5.0)
"""Slopes that a fit starts from, per standard deviation of the index."""

MOST_STEPS = 300
"""Most steps of one fit; without a limit, one that does not converge would not end."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LogisticCurve:
    """A fitted logistic, to be called and drawn.

    Attributes
    ----------
    logistic : {"five", "four"}
        Which of `five_parameter` and `four_parameter` it is.
    constants : tuple of float
        b1, b2, ...
    low, high : float
        Least and greatest score that it was fitted to; it holds between these alone.
    """

    logistic: Logistic
    constants: tuple[float, ...]
    low: float
    high: float

    def __call__(self, scores: ArrayLike) -> Reals:
        """Human scores that the mapping predicts, of the shape of `scores`."""
        function = five_parameter if self.logistic == "five" else four_parameter
        return function(np.asarray(scores, np.float64), *self.constants)

    def curve(self, points: int = 200) -> tuple[Reals, Reals]:
        """Points (x, Q(x)) to draw, two arrays (points,), over what was fitted."""
        x = np.linspace(self.low, self.high, points)
        return x, self(x)


def five_parameter(
    x: Reals, b1: float, b2: float, b3: float, b4: float, b5: float
) -> Reals:
    """Q(x) = b1 (1/2 - 1/(1 + exp(b2 (x - b3)))) + b4 x + b5."""
    return b1 * (expit(b2 * (x - b3)) - 0.5) + b4 * x + b5


def four_parameter(x: Reals, b1: float, b2: float, b3: float, b4: float) -> Reals:
    """Q(x) = (b1 - b2)/(1 + exp(-(x - b3)/|b4|)) + b2."""
    return (b1 - b2) * expit((x - b3) / abs(b4)) + b2


def fit_mapping(
    scores: ArrayLike,
    mos: ArrayLike,
    logistic: Logistic = "five",
    *,
    start: LogisticCurve | None = None,
) -> LogisticCurve:
    """Fit Q by least squares.

    Parameters
    ----------
    scores, mos : array_like
        (N,), values of an index and human scores; finite, neither all equal.
    logistic : {"five", "four"}
        Number of constants.
    start : LogisticCurve, optional
        Where to begin, for scores that are almost those it was fitted to; otherwise
        the fit begins at four slopes, and the closest result is kept.

    Returns
    -------
    LogisticCurve
        In the units of `scores` and `mos`.

    Raises
    ------
    EvaluationError
        If `logistic` is neither word.

    Notes
    -----
    Reading: five constants are the default, for the publications on these databases use
    them. The curve may then fall somewhere, and so rank correlations are taken before
    the mapping.
    """
    from scipy.optimize import least_squares  # slow to import, and seldom needed

    if logistic not in get_args(Logistic):
        raise EvaluationError(f'expected logistic "five" or "four", got {logistic!r}')
    x, y = np.asarray(scores, np.float64), np.asarray(mos, np.float64)
    centre, spread = float(x.mean()), float(x.std())
    z = (x - centre) / spread
    # The four-parameter form has the slope 1/|b4|; a free sign is easier to fit.
    function, slopes = (
        (five_parameter, _five_slopes)
        if logistic == "five"
        else (_sloped, _sloped_slopes)
    )

    def residuals(constants: Reals) -> Reals:
        return function(z, *constants) - y

    def jacobian(constants: Reals) -> Reals:
        return slopes(z, *constants)

    analytic: Any = jacobian  # SciPy's annotation knows words alone

    starts, steps = _starts(z, y, logistic), MOST_STEPS
    if start is not None:
        starts, steps = [_standardised(start, centre, spread)], MOST_STEPS // 10
    fits = [
        least_squares(residuals, begin, jac=analytic, method="lm", max_nfev=steps)
        for begin in starts
    ]
    best = min(fits, key=lambda fit: fit.cost)
    return LogisticCurve(
        logistic=logistic,
        constants=_original(best.x, logistic, centre, spread),
        low=float(x.min()),
        high=float(x.max()),
    )


def _five_slopes(
    x: Reals, b1: float, b2: float, b3: float, b4: float, b5: float
) -> Reals:
    """Derivatives of `five_parameter` by its constants, (N, 5)."""
    del b4, b5
    rise = expit(b2 * (x - b3))
    bend = b1 * rise * (1 - rise)
    columns = rise - 0.5, bend * (x - b3), -bend * b2, x, np.ones_like(x)
    return np.stack(columns, axis=-1)


def _sloped_slopes(x: Reals, b1: float, b2: float, b3: float, slope: float) -> Reals:
    """Derivatives of `_sloped` by its constants, (N, 4)."""
    rise = expit(slope * (x - b3))
    bend = (b1 - b2) * rise * (1 - rise)
    return np.stack((rise, 1 - rise, -bend * slope, bend * (x - b3)), axis=-1)


def _sloped(x: Reals, b1: float, b2: float, b3: float, slope: float) -> Reals:
    return (b1 - b2) * expit(slope * (x - b3)) + b2


def _starts(z: Reals, y: Reals, logistic: Logistic) -> list[list[float]]:
    """Constants to begin at, for standardised scores."""
    sign = -1.0 if (z * (y - y.mean())).sum() < 0 else 1.0
    slopes = [sign * slope for slope in SLOPES]
    if logistic == "five":
        return [
            [float(np.ptp(y)), slope, 0.0, 0.0, float(y.mean())] for slope in slopes
        ]
    return [[float(y.max()), float(y.min()), 0.0, slope] for slope in slopes]


def _original(
    constants: Reals, logistic: Logistic, centre: float, spread: float
) -> tuple[float, ...]:
    """Constants for scores as they are, from those for standardised ones."""
    if logistic == "five":
        b1, b2, b3, b4, b5 = map(float, constants)
        return (
            b1,
            b2 / spread,
            centre + spread * b3,
            b4 / spread,
            b5 - b4 * centre / spread,
        )
    b1, b2, b3, slope = map(float, constants)
    if slope < 0:
        b1, b2 = b2, b1
    width = spread / abs(slope) if slope else float("inf")
    return b1, b2, centre + spread * b3, width


def _standardised(mapping: LogisticCurve, centre: float, spread: float) -> list[float]:
    """Undo `_original`."""
    if mapping.logistic == "five":
        b1, b2, b3, b4, b5 = mapping.constants
        return [b1, b2 * spread, (b3 - centre) / spread, b4 * spread, b5 + b4 * centre]
    b1, b2, b3, b4 = mapping.constants
    return [b1, b2, (b3 - centre) / spread, spread / abs(b4)]
