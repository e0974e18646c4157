"""Tables of About: indices, schemes and attacks with how certain each is, as HTML."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from core.attacks import ATTACKS
from core.encryption import SCHEMES
from core.indices import INDICES

Row = tuple[str, ...]


TABLES: Mapping[str, tuple[Iterable[object], Mapping[str, str]]] = {
    "indices": (
        INDICES.values(),
        {
            "Index": "label",
            "Key": "key",
            "Provenance": "provenance",
            "Looks at": "looks_at",
            "How far to trust it": "trust",
            "Source": "citation",
        },
    ),
    "schemes": (
        SCHEMES.values(),
        {
            "Scheme": "label",
            "Key": "key",
            "Family": "family",
            "Provenance": "provenance",
            "What it does": "does",
            "Source": "citation",
        },
    ),
    "attacks": (
        ATTACKS.values(),
        {
            "Attack": "label",
            "Key": "key",
            "What it takes as public": "knows",
            "Provenance": "provenance",
            "What it does": "does",
            "Source": "citation",
        },
    ),
}
"""By name: the records of each table, and the field of a record in each column."""


def heads_and_rows(name: str) -> tuple[list[str], list[Row]]:
    """Return what stands over the columns of one of `TABLES`, and all its rows."""
    records, columns = TABLES[name]
    rows = [
        tuple(str(getattr(record, field)) for field in columns.values())
        for record in records
    ]
    return list(columns), rows


TRIED_HEADS = ("Tried", "What came of it")


def matching(rows: Iterable[Row], words: str) -> list[Row]:
    """Rows that contain every one of some words, in any column and any case."""
    wanted = words.casefold().split()
    return [
        row for row in rows if all(word in " ".join(row).casefold() for word in wanted)
    ]


def table(caption: str, heads: Sequence[str], rows: Sequence[Row]) -> str:
    """HTML of a table; the first cell of a row is its name."""
    head = "".join(f'<th scope="col">{escape(word)}</th>' for word in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'{_STYLE}<div class="about-table" tabindex="0" role="region" '
        f'aria-label="{escape(caption)}"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


_STYLE = """<style>
.about-table { overflow-x: auto; }
.about-table table { border-collapse: collapse; font-size: 0.875rem; line-height: 1.4; width: 100%; }
.about-table caption { text-align: left; padding: 0 0 0.4rem; font-size: 0.8125rem; opacity: 0.9; }
.about-table th, .about-table td { text-align: left; vertical-align: top; padding: 0.35rem 0.8rem 0.35rem 0; border-bottom: 1px solid rgba(128, 128, 128, 0.35); min-width: 5.5rem; }
.about-table thead th { font-weight: 600; white-space: nowrap; }
.about-table tbody th { font-weight: 600; min-width: 8rem; }
.about-table td:nth-child(n + 5) { min-width: 14rem; }
.about-table .passed::before { content: "✓ "; }
</style>"""
