"""Tables 1, 2 and 3 of the paper as HTML: our numbers, and the printed ones beside."""

import math
from collections.abc import Mapping, Sequence
from html import escape

from core.evaluation.paper import (
    CRITERIA,
    TABLE_3,
    Criterion,
    PaperData,
    Published,
    table_1,
    table_2,
)
from core.indices import INDICES
from explorer.figures.sweeps import PARTS
from explorer.standings import Interval, Standing
from explorer.sweeps import CONFIGURATIONS

MARK = "‡"
"""Stands at a printed number that cannot be right."""


def table_1_html(
    standings: Mapping[str, Standing],
    intervals: Mapping[str, Interval | None],
    data: PaperData | None,
    criteria: Sequence[Criterion] = CRITERIA,
) -> str:
    """Write the criteria of every index.

    Parameters
    ----------
    standings : mapping
        By key of the index.
    intervals : mapping
        Of SROCC, by key, where there is one.
    data : str, optional
        Whose printed numbers stand beside.
    criteria : sequence of str
        Those that are written.
    """
    notes: dict[str, str] = {}
    lines = []
    for key, found in standings.items():
        cells = []
        for criterion in criteria:
            ours = getattr(found.whole, criterion) if found.whole else None
            printed = table_1(data, criterion, key) if data else None
            under = ""
            limits = intervals.get(key)
            if criterion == "srocc" and limits:
                under = f"{limits[0]:.3f} to {limits[1]:.3f}"
            where = f"{criterion.upper()}, {INDICES[key].label}"
            cells.append(_cell(ours, printed, notes, where, under))
        count = found.whole.count if found.whole else 0
        lines.append((_index(key), [*cells, f"<td>{count}</td>"]))
    head = ("Index", *(name.upper() for name in criteria), "Images")
    return _table("Table 1: agreement of the indices with people", head, lines, notes)


def table_2_html(
    standings: Mapping[str, Standing], types: Sequence[str], *, paper: bool
) -> str:
    """Write SROCC on each type of encryption, their mean and their deviation.

    Parameters
    ----------
    standings : mapping
        By key of the index.
    types : sequence of str
        Of the data.
    paper : bool
        Whether printed numbers stand beside.
    """
    notes: dict[str, str] = {}
    lines = []
    for kind in types:
        cells = [
            _cell(
                found.types.srocc.get(kind),
                table_2(kind, key) if paper else None,
                notes,
                INDICES[key].label,
            )
            for key, found in standings.items()
        ]
        lines.append((escape(kind), cells))
    for name, field in (
        ("Mean", "mean"),
        ("Standard deviation", "deviation"),
        ("Mean without best and worst", "trimmed"),
    ):
        # The printed ones are over both databases, so they stand beside no mean of one.
        cells = [
            _cell(getattr(found.types, field), None, notes, "")
            for found in standings.values()
        ]
        lines.append((name, cells))
    head = ("Type", *(_short(key) for key in standings))
    return _table("Table 2: SROCC on each type of encryption", head, lines, notes)


def table_3_html(found: Mapping[str, float | None], data: PaperData | None) -> str:
    """Write SROCC of the configurations C1 to C4."""
    notes: dict[str, str] = {}
    lines = []
    for name in CONFIGURATIONS:
        printed = Published(value=TABLE_3[data][name]) if data else None
        cell = _cell(found.get(name), printed, notes, name)
        lines.append((f"<b>{name}</b> {PARTS[name]}", [cell]))
    return _table(
        "Table 3: SROCC of four configurations", ("Parts", "SROCC"), lines, notes
    )


def _cell(
    ours: float | None,
    printed: Published | None,
    notes: dict[str, str],
    where: str,
    under: str = "",
) -> str:
    """Our number, and small below it what else there is."""
    parts = [f"<b>{_number(ours)}</b>"]
    if under:
        parts.append(f"<small>{under}</small>")
    if printed is not None:
        mark = ""
        if printed.misprint:
            mark = f" {MARK}"
            notes.setdefault(where, printed.misprint)
        parts.append(f"<small>paper {printed.value:.3f}{mark}</small>")
    return f"<td>{''.join(parts)}</td>"


def _number(value: float | None) -> str:
    if value is None or math.isnan(value):
        return "–"
    return f"{value:.3f}".replace("-", "−")


def _index(key: str) -> str:
    index = INDICES[key]
    about = escape(f"{index.looks_at} {index.trust}", quote=True)
    return (
        f'<span title="{about}">{escape(index.label)}</span>'
        f"<small>{escape(index.provenance)}</small>"
    )


def _short(key: str) -> str:
    return "Proposed" if key == "proposed" else escape(INDICES[key].label)


def _table(
    caption: str,
    head: Sequence[str],
    lines: Sequence[tuple[str, Sequence[str]]],
    notes: Mapping[str, str],
) -> str:
    top = "".join(f'<th scope="col">{name}</th>' for name in head)
    body = "".join(
        f'<tr><th scope="row">{name}</th>{"".join(cells)}</tr>' for name, cells in lines
    )
    told: dict[str, list[str]] = {}
    for where, why in notes.items():
        told.setdefault(why, []).append(where)
    below = "".join(
        f"<li>{MARK} {escape('; '.join(places))}: {escape(why)}.</li>"
        for why, places in told.items()
    )
    return (
        f'{_STYLE}<div class="paper-table" role="region" tabindex="0" '
        f'aria-label="{escape(caption)}"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
        + (f'<ul class="misprints">{below}</ul>' if below else "")
    )


_STYLE = """<style>
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
.misprints { list-style: none; margin: 0 0 0.6rem; padding: 0; font-size: 0.85rem; }
</style>"""
