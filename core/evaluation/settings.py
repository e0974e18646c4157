"""The proposed index in other settings: Fig. 3 and Table 3 of the paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.evaluation import paper
from core.evaluation.paper import PRINTED
from core.evaluation.rows import Database
from core.evaluation.standing import column_of, srocc
from core.recognizability.parameters import (
    ALPHA_SWEEP,
    BETA_SWEEP,
    Components,
    Parameters,
)

Reals = NDArray[np.float64]

ALPHA_NAMES = {value: f"alpha={value:g}" for value in ALPHA_SWEEP}
BETA_NAMES = {value: f"beta={value:g}" for value in BETA_SWEEP}

CONFIGURATIONS = ("C1", "C2", "C3", "C4")
"""Rows of Table 3."""

SETTINGS: dict[str, tuple[Parameters, Components]] = {
    **{
        name: (Parameters(alpha=value), Components.C4)
        for value, name in ALPHA_NAMES.items()
    },
    **{
        name: (Parameters(beta=value), Components.C4)
        for value, name in BETA_NAMES.items()
    },
    **{name: (Parameters(), getattr(Components, name)) for name in CONFIGURATIONS},
}
"""Settings of the proposed index behind Fig. 3 and Table 3, by name."""


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
    known = PRINTED.get(database.key)
    printed = paper.table_1(known, "srocc", "proposed") if known else None
    default = printed.value if printed else None
    return Figure3(
        alpha=_points(by_alpha, database, {Parameters().alpha: default}),
        beta=_points(by_beta, database, {Parameters().beta: default}),
    )


def table_3(
    by_components: Mapping[str, Reals], database: Database
) -> tuple[Point, ...]:
    """SROCC of the proposed index with C1 to C4, Table 3.

    Parameters
    ----------
    by_components : mapping of str to NDArray
        (N,) scores by "C1" to "C4".
    database : Database
        Whose rows were scored.
    """
    known = PRINTED.get(database.key)
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
            srocc=_srocc(np.where(finite, given, np.nan), database),
            paper=values.get(setting),
        )
        for setting, given in pairs
    )


def _srocc(scores: Reals, database: Database) -> float:
    found = srocc(column_of(scores, database))
    return float("nan") if found is None else found
