"""Do the indices agree with human eyes? Section 3 of the paper."""

from core.evaluation.agreement import (
    Agreement,
    TypeAgreement,
    agreement,
    per_type,
    rank_correlation,
    summarise,
)
from core.evaluation.bootstrap import Difference, Interval, difference, interval
from core.evaluation.errors import EvaluationError
from core.evaluation.ivc import read_ivc
from core.evaluation.mapping import Logistic, Mapping, fit_mapping
from core.evaluation.peid import read_peid
from core.evaluation.regenerated import regenerated
from core.evaluation.rows import Database, Encrypted, Judged, Readable
from core.evaluation.settings import SETTINGS, Figure3, Point, figure_3, table_3
from core.evaluation.standing import Column, Standing, column_of, standing
from core.evaluation.study import Study, study
from core.evaluation.table import read_table
from core.evaluation.tables import IndexAgreement, Table2, table_1, table_2

__all__ = [
    "SETTINGS",
    "Agreement",
    "Column",
    "Database",
    "Difference",
    "Encrypted",
    "EvaluationError",
    "Figure3",
    "IndexAgreement",
    "Interval",
    "Judged",
    "Logistic",
    "Mapping",
    "Point",
    "Readable",
    "Standing",
    "Study",
    "Table2",
    "TypeAgreement",
    "agreement",
    "column_of",
    "difference",
    "figure_3",
    "fit_mapping",
    "interval",
    "per_type",
    "rank_correlation",
    "read_ivc",
    "read_peid",
    "read_table",
    "regenerated",
    "standing",
    "study",
    "summarise",
    "table_1",
    "table_2",
    "table_3",
]
