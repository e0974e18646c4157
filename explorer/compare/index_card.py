"""What an index looks at, how far to trust it and the numbers behind it, as HTML."""

import re
from collections.abc import Mapping, Sequence
from html import escape

from core.indices import Index, Map, ModelCard
from explorer.compare.table import range_words, value_text
from explorer.theme.text import PROVENANCE


def index_card(index: Index, ends: tuple[float, float]) -> str:
    """HTML on an index: direction, range, what it looks at, trust and source."""
    doi = re.search(r"doi:(10\.\S+?)(?=[;,]?(\s|$))", index.citation)
    source = escape(index.citation)
    if doi:
        link = f'<a href="https://doi.org/{escape(doi[1])}">doi:{escape(doi[1])}</a>'
        source = source.replace(escape(doi[0]), link)
    return (
        f'{_STYLE}<section class="index-card" data-index="{escape(index.key)}">'
        f"<h3>{escape(index.label)}</h3><dl>"
        f"<dt>Scale</dt><dd>{range_words(*ends)}. A high value means that the "
        "content shows.</dd>"
        f"<dt>Looks at</dt><dd>{escape(index.looks_at)}</dd>"
        f"<dt>Trust</dt><dd>{escape(index.trust)}</dd>"
        f"{_chosen_on(index)}"
        f"<dt>Provenance</dt><dd>{index.provenance.capitalize()}: "
        f"{PROVENANCE[index.provenance]}</dd>"
        f"<dt>Source</dt><dd>{source}.</dd>"
        "</dl></section>"
    )


def _chosen_on(index: Index) -> str:
    """On which pictures an index of our own was chosen; "" for all others."""
    if not index.chosen_on:
        return ""
    said = f"{index.chosen_on[0].upper()}{index.chosen_on[1:]}"
    return f"<dt>Chosen</dt><dd>{escape(said)}</dd>"


def parts_table(
    names: Sequence[str], parts: Sequence[Mapping[str, float] | None]
) -> str:
    """HTML table of the numbers on the way to the value; empty where there are none.

    Parameters
    ----------
    names : sequence of str
        Of the encryptions.
    parts : sequence
        `Score.parts` of each, or None while it is on its way.
    """
    keys = list(dict.fromkeys(key for found in parts for key in found or ()))
    if not keys:
        return ""
    cells = [
        [value_text(found[key]) if found and key in found else "…" for key in keys]
        for found in parts
    ]
    return _table("On the way to the number", names, keys, cells)


def map_tables(names: Sequence[str], tables: Sequence[Mapping[str, Map] | None]) -> str:
    """HTML of the maps that have no place in the image: features by direction."""
    html = ""
    for name, found in zip(names, tables, strict=True):
        for table in (found or {}).values():
            cells = [[value_text(float(v)) for v in row] for row in table.array]
            caption = f"{name}: {table.title}"
            html += _table(caption, table.rows, table.columns, cells)
    return html


def model_card(card: ModelCard) -> str:
    """HTML paragraph to stand wherever the number of a trained index is."""
    return (
        f'{_STYLE}<p class="model-card"><b>NQIQAPEI is a trained model.</b> '
        f"Learnt from: {_sentence(card.data)} ({card.images} encrypted pictures of "
        f"{card.pictures} pictures). Targets: {_sentence(card.targets)} On pictures "
        f"that the training had not seen: SROCC <b>{card.srocc:.2f}</b>, RMSE "
        f"{card.rmse:.2f}, lowest SROCC on any one picture {card.srocc_worst:.2f} "
        f"({escape(card.validation)}). Limits: {_sentence(card.limits)}</p>"
    )


def _sentence(text: str) -> str:
    return f"{escape(text.rstrip('.'))}."


def _table(
    caption: str,
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[str]],
) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in line)
        + "</tr>"
        for name, line in zip(rows, cells, strict=True)
    )
    return (
        f'<div class="index-table" tabindex="0" role="region" '
        f'aria-label="{escape(caption)}"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


_STYLE = """<style>
.index-card h3 { font-size: 1.05rem; margin: 0 0 0.3rem; padding: 0; }
.index-card dl { display: grid; grid-template-columns: 6.5rem 1fr; gap: 0.15rem 0.8rem; margin: 0 0 0.8rem; padding: 0; font-size: 0.875rem; line-height: 1.45; }
.index-card dt { font-weight: 600; margin: 0; padding: 0; }
.index-card dd { margin: 0; overflow-wrap: anywhere; }
.model-card { font-size: 0.8125rem; line-height: 1.45; margin: 0; }
.index-table { display: inline-block; vertical-align: top; max-width: 100%; overflow-x: auto; margin: 0 1.6rem 0.8rem 0; }
.index-table table { border-collapse: collapse; font-size: 0.8125rem; font-variant-numeric: tabular-nums; }
.index-table caption { text-align: left; font-weight: 600; padding-bottom: 0.2rem; }
.index-table th, .index-table td { padding: 0.1rem 0.6rem 0.1rem 0; text-align: right; font-weight: 400; }
.index-table th[scope="row"] { text-align: left; }
@media (max-width: 640px) { .index-card dl { grid-template-columns: 1fr; } .index-card dd { padding-bottom: 0.3rem; } }
</style>"""
