"""An agreement report for a terminal."""

from core.evaluation import AgreementReport, PaperTable, facts, tables
from core.evaluation.paper_table import Value


def as_text(report: AgreementReport) -> str:
    """All tables in columns, with what must be known beside them."""
    head = "\n".join((f"{report.database.name}:", *facts(report.database)))
    return "\n\n".join([head, *map(_table, tables(report))])


def _table(table: PaperTable) -> str:
    """One table; columns that are empty throughout are left out."""
    columns, rows = table.flat()
    kept = [j for j, _ in enumerate(columns) if any(row[j] is not None for row in rows)]
    lines = [[_heading(columns[j]) for j in kept]]
    lines += [[_shown(row[j]) for j in kept] for row in rows]
    widths = [max(len(line[k]) for line in lines) for k, _ in enumerate(kept)]
    written = [
        "  ".join(
            cell.ljust(width) if k == 0 else cell.rjust(width)
            for k, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    return "\n".join([table.title, "", *written, "", *table.notes]).rstrip()


def _heading(column: str) -> str:
    """What stands right of our number need not repeat the criterion."""
    first, _, last = column.partition(" ")
    if first == "paper":
        return "paper"
    return last if last in ("from", "to") else column


def _shown(value: Value) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if isinstance(value, float) else str(value)
