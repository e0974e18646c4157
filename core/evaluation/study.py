"""The paper's Section 3 on one database: what to compute, and all its tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.evaluation.mapping import Logistic
from core.evaluation.rows import Database
from core.evaluation.settings import (
    ALPHA_NAMES,
    BETA_NAMES,
    CONFIGURATIONS,
    SETTINGS,
    Figure3,
    Point,
    figure_3,
    table_3,
)
from core.evaluation.tables import (
    IndexAgreement,
    Scores,
    Table2,
    table_1,
    table_2,
)


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Study:
    """Agreement of some indices with the human scores of one database.

    Attributes
    ----------
    database : Database
        Rows and human scores.
    scores : mapping of str to NDArray
        (N,) by key of the index, in the order of the rows; NaN where there is none.
    logistic : {"five", "four"}
        Mapping before LCC and RMSE.
    table_1, table_2, figure_3, table_3
        As in the paper; the last two are None without the scores of `SETTINGS`.
    """

    database: Database
    scores: Scores
    logistic: Logistic
    table_1: tuple[IndexAgreement, ...]
    table_2: Table2
    figure_3: Figure3 | None
    table_3: tuple[Point, ...] | None


def study(
    database: Database,
    scores: Mapping[str, NDArray[np.float64]],
    indices: Iterable[str],
    *,
    logistic: Logistic = "five",
    draws: int = 1000,
    seed: int = 0,
) -> Study:
    """Make every table from scores.

    Parameters
    ----------
    database : Database
        Rows that were scored.
    scores : mapping of str to NDArray
        (N,) by key of the index, and by name of `SETTINGS`, all or none of these.
    indices : iterable of str
        Keys of the indices, in the order of the tables.
    logistic, draws, seed
        As `table_1` takes them.

    Raises
    ------
    EvaluationError
        If there are not as many scores as rows, or too few for any rank correlation.
    """
    chosen = {key: scores[key] for key in indices}
    swept = all(name in scores for name in SETTINGS)
    return Study(
        database=database,
        scores=chosen,
        logistic=logistic,
        table_1=table_1(chosen, database, logistic=logistic, draws=draws, seed=seed),
        table_2=table_2(chosen, database),
        figure_3=figure_3(
            {value: scores[name] for value, name in ALPHA_NAMES.items()},
            {value: scores[name] for value, name in BETA_NAMES.items()},
            database,
        )
        if swept
        else None,
        table_3=table_3({name: scores[name] for name in CONFIGURATIONS}, database)
        if swept
        else None,
    )
