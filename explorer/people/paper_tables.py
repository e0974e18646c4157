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
from explorer.people.standings import Interval, Standing

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
        printed = {c: table_1(data, c, key) for c in criteria} if data else {}
        name = INDICES[key].label
        cells = _agreement(found, intervals.get(key), criteria, printed, notes, name)
        lines.append((_index(key), cells))
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


def table_3_html(
    standings: Mapping[str, Standing],
    intervals: Mapping[str, Interval | None],
    data: PaperData | None,
    criteria: Sequence[Criterion] = CRITERIA,
) -> str:
    """Write the criteria of the configurations C1 to C4; parameters as `table_1_html`.

    `standings` and `intervals` are by "C1" to "C4". The paper prints SROCC alone.
    """
    lines = []
    for name, found in standings.items():
        printed = {"srocc": Published(value=TABLE_3[data][name])} if data else {}
        cells = _agreement(found, intervals.get(name), criteria, printed, {}, name)
        lines.append((f"<b>{name}</b> {PARTS[name]}", cells))
    head = ("Parts", *(name.upper() for name in criteria), "Images")
    return _table("Table 3: agreement of four configurations", head, lines, {})


def _agreement(
    found: Standing,
    limits: Interval | None,
    criteria: Sequence[Criterion],
    printed: Mapping[str, Published | None],
    notes: dict[str, str],
    where: str,
) -> list[str]:
    """Cells of one row: its criteria, and of how many images they are."""
    cells = []
    for criterion in criteria:
        ours = getattr(found.whole, criterion) if found.whole else None
        under = ""
        if criterion == "srocc" and limits:
            under = f"{_number(limits[0])} to {_number(limits[1])}"
        place = f"{criterion.upper()}, {where}"
        cells.append(_cell(ours, printed.get(criterion), notes, place, under))
    return [*cells, f"<td>{found.whole.count if found.whole else 0}</td>"]


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
    places: dict[str, list[str]] = {}
    for where, why in notes.items():
        places.setdefault(why, []).append(where)
    below = "".join(
        f"<li>{MARK} {escape('; '.join(places))}: {escape(why)}.</li>"
        for why, places in places.items()
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
