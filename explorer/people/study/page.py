"""A study as one HTML file that loads nothing and runs nothing."""

import base64
import hashlib
import math
from html import escape

from core.evaluation import Study
from core.evaluation.paper import SOURCE
from core.indices import INDICES
from explorer.people.study.plots import legend, line, scatter
from explorer.people.study.records import PAPER_IS, Sheet, sheets
from explorer.people.study.text import heading, shown

STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --faint: #5c6570;
  --rule: #d5dae0; --t0: #3b6ea5; --t1: #c8452f; --t2: #1d7a43; --t3: #96700a;
  --t4: #8e3a86; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --paper: #15181c;
  --faint: #a7b0ba; --rule: #3a4149; --t0: #7db0e8; --t1: #f28b73; --t2: #6cc98e;
  --t3: #e0bd55; --t4: #d894d1; } }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 1240px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
.notes { color: var(--faint); max-width: 70ch; padding-left: 1.2em; }
.wide { overflow-x: auto; }
.wide:focus-visible { outline: 2px solid var(--t0); outline-offset: 2px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums;
  font-size: .9rem; }
th, td { padding: 4px 8px; text-align: right; white-space: nowrap;
  border-bottom: 1px solid var(--rule); }
th:first-child, td:first-child { text-align: left; position: sticky; left: 0;
  background: var(--paper); }
.paper { color: var(--faint); }
.plots { display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 330px), 1fr));
  gap: 20px; }
figure { margin: 0; } figcaption { font-weight: 600; }
figcaption span { display: block; font-weight: 400; color: var(--faint);
  font-size: .85rem; }
.plots svg { width: 100%; height: auto; }
.plots text { fill: var(--faint); font: 12px system-ui, sans-serif; }
.grid { stroke: var(--rule); } .marks { opacity: .75; }
.curve { fill: none; stroke: var(--ink); stroke-width: 2; }
.ring { fill: none; stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 3 2; }
.t0 { fill: var(--t0); } .t1 { fill: var(--t1); } .t2 { fill: var(--t2); }
.t3 { fill: var(--t3); } .t4 { fill: var(--t4); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; padding: 0;
  list-style: none; }
.legend svg { width: 14px; height: 14px; margin-right: 6px; vertical-align: -2px; }
"""


def as_html(study: Study) -> str:
    """Scatter plots with their curves, and all tables."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
        "form-action 'none'"
    )
    database = study.database
    title = f"Agreement with human eyes: {database.name}"
    facts = [
        f"{len(database.rows)} encrypted images of {len(set(database.pictures))} "
        "plain pictures.",
        f"{database.meaning}.",
        *database.notes,
        PAPER_IS[database.key],
        "An asterisk marks a misprint of the paper.",
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style></head>\n<body><main>\n"
        f"<h1>{escape(title)}</h1>\n{_notes(facts)}\n{_scatters(study)}\n"
        f"{_lines(study)}\n{''.join(map(_table, sheets(study)))}\n"
        f'<p class="paper">Paper: {escape(SOURCE)}.</p>\n</main></body></html>\n'
    )


def _notes(sentences: list[str] | tuple[str, ...]) -> str:
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f'<ul class="notes">{items}</ul>' if items else ""


def _scatters(study: Study) -> str:
    figures = []
    for column in study.table_1:
        label = INDICES[column.index].label
        if column.agreement is None:
            figures.append(
                f"<figure><figcaption>{escape(label)}<span>No agreement: "
                f"{escape(column.problem)}.</span></figcaption></figure>"
            )
            continue
        facts = (
            f"SROCC {column.agreement.srocc:.3f}, LCC {column.agreement.lcc:.3f}, "
            f"RMSE {column.agreement.rmse:.3f}; {INDICES[column.index].provenance}"
        )
        figures.append(
            f"<figure><figcaption>{escape(label)}<span>{escape(facts)}</span>"
            f"</figcaption>{scatter(study, column, label)}</figure>"
        )
    types = list(dict.fromkeys(study.database.types))
    return (
        "<h2>Scores against human scores</h2>\n<p>One mark an image; point at it for "
        "its name. The line is the fitted logistic: the closer the marks lie to it, "
        "the better the index predicts what people said.</p>\n"
        f'{legend(types)}\n<div class="plots">{"".join(figures)}</div>'
    )


def _lines(study: Study) -> str:
    figure = study.figure_3
    if figure is None or any(
        math.isnan(point.srocc) for point in (*figure.alpha, *figure.beta)
    ):
        return ""
    return (
        "<h2>Figure 3: the constants</h2>\n<p>Rank correlation of the proposed index "
        "while one constant moves. A dashed ring is the paper's value.</p>\n"
        f'<div class="plots"><figure>{line(figure.alpha, "alpha")}</figure>'
        f"<figure>{line(figure.beta, 'beta')}</figure></div>"
    )


def _table(sheet: Sheet) -> str:
    head = "".join(
        f'<th scope="col"{_faint(name)} title="{escape(name)}">'
        f"{escape(heading(name))}</th>"
        for name in sheet.columns
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{escape(shown(cell))}</th>'
            if j == 0
            else f"<td{_faint(sheet.columns[j])}>{escape(shown(cell))}</td>"
            for j, cell in enumerate(row)
        )
        + "</tr>"
        for row in sheet.rows
    )
    return (
        f"<h2>{escape(sheet.title)}</h2>\n"
        f'<div class="wide" tabindex="0" role="region" '
        f'aria-label="{escape(sheet.title)}"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>\n{_notes(sheet.notes)}\n"
    )


def _faint(column: str) -> str:
    return ' class="paper"' if column.startswith("paper ") else ""
