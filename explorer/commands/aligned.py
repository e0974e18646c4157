"""Records as a table for people: one line each, columns under their headings."""

from collections.abc import Sequence

from core.batch.formats import Columns, Record, Value

EXACT = frozenset({"vsi", "rd", "gs", "coverage"})
"""Numbers that are printed with six decimals."""


def aligned(records: Sequence[Record], columns: Columns) -> str:
    """Write records below one another, without the columns that are empty.

    Examples
    --------
    >>> both = [{"name": "a", "vsi": 1.5}, {"name": "bcd", "vsi": None}]
    >>> print(aligned(both, Columns(names=("name", "vsi"), numbers=frozenset({"vsi"}))))
    name       vsi
    a     1.500000
    bcd
    """
    shown = [
        [name, *(_text(name, record.get(name)) for record in records)]
        for name in columns.names
        if any(record.get(name) not in (None, "") for record in records)
    ]
    fitted = [
        [
            cell.rjust(width) if cells[0] in columns.numbers else cell.ljust(width)
            for cell in cells
        ]
        for cells in shown
        for width in [max(map(len, cells))]
    ]
    return "\n".join("  ".join(line).rstrip() for line in zip(*fitted, strict=True))


def _text(name: str, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6f}" if name in EXACT else f"{value:g}"
    return str(value)
