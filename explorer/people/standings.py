"""Columns of a job that may still run, as `core.evaluation` judges them."""

import hashlib
import json
from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

from core.evaluation import Column, Database, Standing, standing
from core.evaluation import column_of as column_of_scores
from core.evaluation.standing import srocc
from core.evaluation.standing import srocc_interval as interval_of

__all__ = [
    "Column",
    "Interval",
    "Standing",
    "column_digest",
    "column_of",
    "srocc",
    "srocc_interval",
    "standing",
]

Interval: TypeAlias = tuple[float, float]
"""Lower and upper end."""


def column_of(found: Mapping[int, float], database: Database) -> Column:
    """Return the column of the scores so far, by the number of the row."""
    scores = np.full(len(database.rows), np.nan)
    scores[list(found)] = list(found.values())
    return column_of_scores(scores, database)


def srocc_interval(column: Column) -> Interval | None:
    """Return both ends of `core.evaluation.standing.srocc_interval`."""
    found = interval_of(column)
    return (found.low, found.high) if found else None


def column_digest(column: Column) -> str:
    """Name a column by all that its interval depends on."""
    text = json.dumps([column.scores, column.mos, column.pictures])
    return hashlib.sha256(text.encode()).hexdigest()
