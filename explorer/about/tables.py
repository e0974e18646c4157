"""Tables of About: indices, schemes and attacks with how certain each is, as HTML."""

from collections.abc import Iterable, Sequence
from html import escape

from core.attacks import ATTACKS
from core.encryption import SCHEMES
from core.indices import INDICES

Row = tuple[str, ...]


def index_rows() -> list[Row]:
    """Every index: name, key, provenance, what it looks at, trust, citation."""
    return [
        (
            index.label,
            index.key,
            index.provenance,
            index.looks_at,
            index.trust,
            index.citation,
        )
        for index in INDICES.values()
    ]


INDEX_HEADS = (
    "Index",
    "Key",
    "Provenance",
    "Looks at",
    "How far to trust it",
    "Source",
)


def scheme_rows() -> list[Row]:
    """Every scheme: name, key, family, provenance, what it does, source."""
    return [
        (
            scheme.label,
            scheme.key,
            scheme.family,
            scheme.provenance,
            scheme.does,
            scheme.citation,
        )
        for scheme in SCHEMES.values()
    ]


SCHEME_HEADS = ("Scheme", "Key", "Family", "Provenance", "What it does", "Source")


def attack_rows() -> list[Row]:
    """Every attack: name, key, what it takes as public, provenance, what it does."""
    return [
        (
            attack.label,
            attack.key,
            attack.knows,
            attack.provenance,
            attack.does,
            attack.citation,
        )
        for attack in ATTACKS.values()
    ]


ATTACK_HEADS = (
    "Attack",
    "Key",
    "What it takes as public",
    "Provenance",
    "What it does",
    "Source",
)


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
