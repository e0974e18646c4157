"""An agreement report as one HTML file that loads nothing and runs nothing."""

import base64
import hashlib
import math
from html import escape

from core.evaluation import AgreementReport, facts, tables
from core.evaluation.measures import FIGURE_3
from core.evaluation.paper import SOURCE
from core.indices import INDICES
from explorer.people.agreement_report.plots import legend, line, scatter
from explorer.people.agreement_report.table_html import RULES, table_html

_OWN_RULES = """
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
.paper-table { margin-top: 2.2rem; }
.paper-table:focus-visible { outline: 2px solid var(--t0); outline-offset: 2px; }
.paper-table caption { font-size: 1.2rem; }
.paper-table th:first-child { position: sticky; left: 0; background: var(--paper); }
.paper-table small, .paper-notes, .paper { color: var(--faint); }
.paper-notes { max-width: 70ch; }
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

STYLE = RULES + _OWN_RULES


def as_html(report: AgreementReport) -> str:
    """Scatter plots with their curves, and all tables."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
        "form-action 'none'"
    )
    title = f"Agreement with human eyes: {report.database.name}"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style></head>\n<body><main>\n"
        f"<h1>{escape(title)}</h1>\n{_facts(report)}\n{_scatters(report)}\n"
        f"{_lines(report)}\n{''.join(map(table_html, tables(report)))}\n"
        f'<p class="paper">Paper: {escape(SOURCE)}.</p>\n</main></body></html>\n'
    )


def _facts(report: AgreementReport) -> str:
    items = "".join(f"<li>{escape(fact)}</li>" for fact in facts(report.database))
    return f'<ul class="notes">{items}</ul>'


def _scatters(report: AgreementReport) -> str:
    figures = []
    for found in report.indices:
        label = INDICES[found.key].label
        if found.agreement is None:
            figures.append(
                f"<figure><figcaption>{escape(label)}<span>No agreement: "
                f"{escape(found.problem)}.</span></figcaption></figure>"
            )
            continue
        said = (
            f"SROCC {found.agreement.srocc:.3f}, LCC {found.agreement.lcc:.3f}, "
            f"RMSE {found.agreement.rmse:.3f}. {INDICES[found.key].provenance}"
        )
        figures.append(
            f"<figure><figcaption>{escape(label)}<span>{escape(said)}</span>"
            f"</figcaption>{scatter(report, found, label)}</figure>"
        )
    types = list(dict.fromkeys(report.database.types))
    return (
        "<h2>Scores against human scores</h2>\n<p>One mark a picture. Point at it for "
        "its name. The line is the fitted logistic: the closer the marks lie to it, "
        "the better the index predicts what people said.</p>\n"
        f'{legend(types)}\n<div class="plots">{"".join(figures)}</div>'
    )


def _lines(report: AgreementReport) -> str:
    curves = {name: report.curves.get(name, ()) for name in FIGURE_3}
    heights = [point.srocc for points in curves.values() for point in points]
    if not heights or any(map(math.isnan, heights)):
        return ""
    figures = "".join(
        f"<figure>{line(points, name)}</figure>" for name, points in curves.items()
    )
    return (
        "<h2>Figure 3: the constants</h2>\n<p>Rank correlation of the proposed index "
        "while one constant moves. A dashed ring is the paper's value.</p>\n"
        f'<div class="plots">{figures}</div>'
    )
