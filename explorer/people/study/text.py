"""A study for a terminal."""

from core.evaluation import Study
from explorer.people.study.records import PAPER_IS, Cell, Sheet, sheets


def as_text(study: Study) -> str:
    """All tables in columns, with what must be known beside them."""
    database = study.database
    head = [
        f"{database.name}: {len(database.rows)} encrypted images of "
        f"{len(set(database.pictures))} plain pictures",
        f"{database.meaning}.",
        *database.notes,
        PAPER_IS[database.key],
        "* marks a misprint of the paper.",
    ]
    return "\n\n".join(["\n".join(head), *map(_sheet, sheets(study))])


def _sheet(sheet: Sheet) -> str:
    """One table; columns that are empty throughout are left out."""
    kept = [
        j
        for j, _ in enumerate(sheet.columns)
        if any(row[j] is not None for row in sheet.rows)
    ]
    lines = [[heading(sheet.columns[j]) for j in kept]]
    lines += [[shown(row[j]) for j in kept] for row in sheet.rows]
    widths = [max(len(line[k]) for line in lines) for k in range(len(kept))]
    table = [
        "  ".join(
            cell.ljust(width) if k == 0 else cell.rjust(width)
            for k, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    return "\n".join([sheet.title, "", *table, "", *sheet.notes]).rstrip()


def heading(column: str) -> str:
    """The paper's column stands right of ours: its heading need not repeat it."""
    return "paper" if column.startswith("paper ") else column


def shown(cell: Cell) -> str:
    """A cell as people read it."""
    if cell is None:
        return ""
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)
