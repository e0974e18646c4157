"""The page of a report: its head, its sections in order, and its one script.

It opens from a disk without a network. Its policy lets it load nothing and run nothing
but its own script, which is named there by its SHA-256.
"""

import base64
import hashlib
from functools import lru_cache
from html import escape

from core.versions import versions
from explorer.canvas import FOLDER, style
from explorer.export.bundle import bundle
from explorer.export.recipe import files_in_words, python_script, shell_command
from explorer.export.report.attacks import attacks_section
from explorer.export.report.evidence import (
    charts_section,
    pinned_section,
    score_section,
    statistics_section,
)
from explorer.export.report.facts import facts_json
from explorer.export.report.images import images_section
from explorer.export.report.tables import blocks_section, settings_section
from explorer.export.view import View
from explorer.export.words import PAPER, equation, isolated, shown
from explorer.pair.channel_names import LUMA


def report_html(view: View) -> str:
    """Write a view as a report; nothing in it comes from elsewhere."""
    script = _script()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{digest}'; "
        "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    title = (
        f"{view.score_name} {view.result.vsi:.4f}: {shown(view.plain.title)}, "
        f"{shown(view.encrypted.title)}"
    )
    sections = (
        _head(view),
        '<section><h2>Where it shows</h2><div id="view"></div>'
        "<noscript><p>The view to point at needs JavaScript. All that follows does "
        "not.</p></noscript></section>",
        pinned_section(view),
        charts_section(view),
        statistics_section(view),
        images_section(view),
        attacks_section(view),
        settings_section(view),
        blocks_section(view),
        _recipes(view),
        _citation(),
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style('figures')}{style('report')}</style></head>\n"
        f"<body><main>\n{_NEWLINE.join(sections)}\n</main>\n"
        f'<script type="application/json" id="facts">{facts_json(view)}</script>\n'
        f"<script>{script}</script></body></html>\n"
    )


_NEWLINE = "\n"


@lru_cache(maxsize=1)
def _script() -> str:
    script = bundle(FOLDER, "report")
    if "</script" in script.lower() or "<!--" in script:
        raise ValueError("the components' JavaScript would end its own element")
    return script


def _head(view: View) -> str:
    top = 2 if view.result.form.components.global_similarity else 1
    other = view.encrypted.title.removeprefix(f"{view.plain.title}, ")
    return (
        f"<header><p>Showthrough: what still shows through an encrypted picture</p>"
        f"<h1>{view.score_name} {view.result.vsi:.4f}</h1>"
        f"{score_section(view)}<p>{escape(equation(view.result))}, from 0, nothing "
        f"shows, to {top}, everything does. "
        f"{isolated(view.plain.title)} against {isolated(other)}.</p>"
        f"{''.join(f'<p>Note: {escape(note)}.</p>' for note in view.notes)}"
        f"{_made_with(view)}</header>"
    )


def _made_with(view: View) -> str:
    """The link back, as words: a report leads nowhere by itself."""
    if not view.address:
        return ""
    own = not (view.plain.made.sample and view.encrypted.made.sample)
    note = " An uploaded file has to be chosen there again." if own else ""
    return (
        '<p class="link">This setting in the explorer that made the report: '
        f"<code>{escape(shown(view.address, 4000))}</code>{note}</p>"
    )


def _recipes(view: View) -> str:
    files = escape(files_in_words(view))
    who = "Both give" if view.channel == LUMA else "The script gives"
    return (
        f"<section><h2>Make it again</h2><p>{who} {view.score_name} "
        f"{view.result.vsi!r} with the versions above. <bdi>{files}</bdi></p>"
        f"<h3>Python</h3><pre>{escape(python_script(view))}</pre>"
        f"<h3>Command</h3><pre>{escape(shell_command(view))}</pre></section>"
    )


def _citation() -> str:
    return (
        f"<section><h2>Cite</h2><p>The index: {escape(PAPER)}. The number: Showthrough "
        f"{escape(versions()['showthrough'])}, with the settings above.</p></section>"
    )
