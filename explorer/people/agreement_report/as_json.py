"""An agreement report as JSON."""

import math
from dataclasses import asdict
from typing import Any

from core.evaluation import AgreementReport, LogisticCurve, PaperTable, tables
from core.evaluation.facts import PAPER_IS
from core.evaluation.paper import SOURCE


def as_json(report: AgreementReport, settings: dict[str, object]) -> dict[str, Any]:
    """Everything but the scores of single images, ready for JSON."""
    database = report.database
    return {
        "data": {
            "key": database.key,
            "name": database.name,
            "rows": len(database.rows),
            "pictures": len(set(database.pictures)),
            "meaning": database.meaning,
            "notes": list(database.notes),
        },
        "settings": settings,
        "paper": {"source": SOURCE, "numbers": PAPER_IS[database.key]},
        "mappings": {
            found.key: _curve(found.agreement.mapping)
            for found in report.indices
            if found.agreement
        },
        "tables": {table.key: _table(table) for table in tables(report)},
    }


def _table(table: PaperTable) -> dict[str, Any]:
    columns, rows = table.flat()
    return {
        "title": table.title,
        "rows": [dict(zip(columns, row, strict=True)) for row in rows],
        "notes": list(table.notes),
    }


def _curve(curve: LogisticCurve) -> dict[str, Any]:
    """A fitted curve; JSON has no infinity."""
    constants = [value if math.isfinite(value) else None for value in curve.constants]
    return asdict(curve) | {"constants": constants}
