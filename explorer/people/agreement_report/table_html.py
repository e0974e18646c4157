"""A table of the paper as HTML: our numbers, what stands beside each small below it."""

from html import escape

from core.evaluation import PaperTable
from core.evaluation.paper_table import MARK, PaperCell, PaperRow, Value
from core.indices import INDICES


def table_html(table: PaperTable) -> str:
    """Write a table and the notes below it, for a page that holds `RULES`."""
    names = (table.first, *(column.label for column in table.columns))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    body = "".join(map(_line, table.rows))
    notes = "".join(f"<li>{escape(note)}</li>" for note in table.notes)
    title = escape(table.title)
    return (
        f'<div class="paper-table" role="region" tabindex="0" '
        f'aria-label="{title}"><table><caption>{title}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        f'<ul class="paper-notes">{notes}</ul>'
    )


def styled_table_html(table: PaperTable) -> str:
    """Write a table with its style, for a page that has none for it."""
    return f"<style>{RULES}</style>{table_html(table)}"


def shown(value: Value) -> str:
    """Return a value as people read it; a dash where there is none."""
    if value is None:
        return "–"
    return f"{value:.3f}".replace("-", "−") if isinstance(value, float) else str(value)


def _line(row: PaperRow) -> str:
    index = INDICES.get(row.name)
    about = f"{index.looks_at} {index.trust}" if index else ""
    title = f' title="{escape(about)}"' if about else ""
    cells = "".join(map(_cell, row.cells))
    return f'<tr><th scope="row"{title}>{escape(row.label)}</th>{cells}</tr>'


def _cell(cell: PaperCell) -> str:
    """Our number, and small below it what else there is."""
    found = escape(shown(cell.value))
    parts = [f"<b>{found}</b>" if isinstance(cell.value, float) else found]
    if cell.interval:
        low, high = map(shown, cell.interval)
        parts.append(f"<small>{low} to {high}</small>")
    if cell.paper:
        mark = MARK if cell.paper.misprint else ""
        parts.append(f"<small>paper {cell.paper.value:.3f}{mark}</small>")
    return f"<td>{''.join(parts)}</td>"


RULES = """
.paper-table { overflow-x: auto; margin: 0.2rem 0 0.5rem; }
.paper-table table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
.paper-table caption { text-align: left; font-weight: 600; padding: 0.2rem 0 0.4rem; }
.paper-table th, .paper-table td {
  padding: 0.25rem 0.9rem 0.25rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid rgba(128, 132, 136, 0.35); font-size: 0.9rem;
}
.paper-table th { font-weight: 500; }
.paper-table small { display: block; font-size: 0.78rem; white-space: nowrap; }
.paper-table b { font-weight: 600; }
.paper-notes { list-style: none; margin: 0 0 0.6rem; padding: 0; font-size: 0.85rem; }
"""
"""Style of the tables."""
