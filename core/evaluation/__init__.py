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
from core.evaluation.study import SETTINGS, Study, study
from core.evaluation.table import read_table
from core.evaluation.tables import (
    Figure3,
    IndexAgreement,
    Point,
    Table2,
    figure_3,
    table_1,
    table_2,
    table_3,
)

__all__ = [
    "SETTINGS",
    "Agreement",
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
    "Study",
    "Table2",
    "TypeAgreement",
    "agreement",
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
    "study",
    "summarise",
    "table_1",
    "table_2",
    "table_3",
]
