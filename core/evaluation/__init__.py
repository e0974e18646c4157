"""Do the indices agree with human eyes? Section 3 of the paper."""

from core.evaluation.agreement import (
    Agreement,
    TypeAgreement,
    agreement,
    per_type,
    rank_correlation,
    summarise,
)
from core.evaluation.errors import EvaluationError
from core.evaluation.ivc import read_ivc
from core.evaluation.mapping import Logistic, Mapping, fit_mapping
from core.evaluation.peid import read_peid
from core.evaluation.regenerated import regenerated
from core.evaluation.rows import Database, Encrypted, Judged, Readable
from core.evaluation.table import read_table

__all__ = [
    "Agreement",
    "Database",
    "Encrypted",
    "EvaluationError",
    "Judged",
    "Logistic",
    "Mapping",
    "Readable",
    "TypeAgreement",
    "agreement",
    "fit_mapping",
    "per_type",
    "rank_correlation",
    "read_ivc",
    "read_peid",
    "read_table",
    "regenerated",
    "summarise",
]
