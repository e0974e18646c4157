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
from core.evaluation.column import (
    ColumnAgreement,
    ScoreColumn,
    column_agreement,
    column_of,
)
from core.evaluation.errors import EvaluationError
from core.evaluation.facts import facts, row_facts
from core.evaluation.ivc import read_ivc
from core.evaluation.judged_table import read_judged_table
from core.evaluation.mapping import Logistic, LogisticCurve, fit_mapping
from core.evaluation.measures import (
    CONFIGURATIONS,
    Measure,
    of_configuration,
    of_index,
    of_value,
    paper_settings,
)
from core.evaluation.paper_table import PaperTable
from core.evaluation.peid import read_peid
from core.evaluation.regenerated import regenerated
from core.evaluation.report import (
    AgreementReport,
    CurvePoint,
    MeasureAgreement,
    agreement_report,
)
from core.evaluation.rows import Database, Judged, Readable, SchemeImage
from core.evaluation.tables import tables
from core.evaluation.trust_table import trust_table

__all__ = [
    "CONFIGURATIONS",
    "Agreement",
    "AgreementReport",
    "ColumnAgreement",
    "CurvePoint",
    "Database",
    "Difference",
    "EvaluationError",
    "Interval",
    "Judged",
    "Logistic",
    "LogisticCurve",
    "Measure",
    "MeasureAgreement",
    "PaperTable",
    "Readable",
    "SchemeImage",
    "ScoreColumn",
    "TypeAgreement",
    "agreement",
    "agreement_report",
    "column_agreement",
    "column_of",
    "difference",
    "facts",
    "fit_mapping",
    "interval",
    "of_configuration",
    "of_index",
    "of_value",
    "paper_settings",
    "per_type",
    "rank_correlation",
    "read_ivc",
    "read_judged_table",
    "read_peid",
    "regenerated",
    "row_facts",
    "summarise",
    "tables",
    "trust_table",
]
