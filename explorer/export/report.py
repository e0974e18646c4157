"""A report in one HTML file: pictures, the view to point at, every block, recipes.

It opens from a disk without a network. Its policy lets it load nothing and run nothing
but its own script, which is named there by its SHA-256.
"""

import base64
import hashlib
import json
from functools import lru_cache
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.bit_planes import shared_planes
from core.image import Luma, without_luma
from explorer.canvas import FOLDER, style
from explorer.export.bundle import bundle
from explorer.export.captions import colour_words
from explorer.export.evidence import (
    charts_section,
    pinned_section,
    score_section,
    scored,
)
from explorer.export.painting import Picture, seen
from explorer.export.recipe import files_in_words, python_script, shell_command
from explorer.export.records import COLUMNS, block_rows
from explorer.export.svg import data_uri
from explorer.export.view import View
from explorer.export.words import (
    PAPER,
    equation,
    made_in_words,
    settings,
    shown,
    versions,
)
from explorer.figures.bit_planes import plane_table
from explorer.figures.matches import RANKS, view_data
from explorer.figures.pictures import fuzzy_maps, grey_levels
from explorer.figures.reassembled import lay
from explorer.pair.channel_names import LUMA, WORDS
from explorer.pair.sources import Source
from explorer.theme.colours import CIVIDIS, cividis
from explorer.theme.overlays import ARROWS, OVERLAYS

_MAPS = ("edges", "fuzzy")
_MOST_PAIRS = (
    400**2
)  # whose similarities the report holds: three tables of 2 bytes each


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
        '<section><h2>Where it shows</h2><fieldset id="overlays">'
        '<legend>Overlay</legend></fieldset><div id="view"></div>'
        "<noscript><p>The view to point at needs JavaScript; all that follows does "
        "not.</p></noscript></section>",
        pinned_section(view),
        charts_section(view),
        _images(view),
        _settings(view),
        _blocks(view),
        _recipes(view),
        _citation(),
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style('figures')}{style('report')}</style></head>\n"
        f"<body><main>\n{_NEWLINE.join(sections)}\n</main>\n"
        f'<script type="application/json" id="facts">{_json(_facts(view))}</script>\n'
        f"<script>{script}</script></body></html>\n"
    )


_NEWLINE = "\n"


@lru_cache(maxsize=1)
def _script() -> str:
    script = bundle(FOLDER, "report")
    if "</script" in script.lower() or "<!--" in script:
        raise ValueError("the components' JavaScript would end its own element")
    return script


def _json(facts: dict[str, Any]) -> str:
    """JSON that no text in it can turn into HTML."""
    return json.dumps(facts, separators=(",", ":")).replace("<", "\\u003c")


def _facts(view: View) -> dict[str, Any]:
    result = view.result
    data = view_data(result, view.overlay, max(ARROWS), view.point)
    tables = {}
    if result.sim.size <= _MOST_PAIRS:
        tables = {
            "sim": _packed(result.sim),
            "sim_A": _packed(result.sim_a),
            "sim_S": _packed(result.sim_s),
        }
    return {
        "data": data,
        "view": {
            "opacity": view.opacity,
            "arrows": view.arrows,
            "plane": view.plane,
            "cover": view.cover,
            "range": view.extent,
            "mode": view.look.mode,
            "right": view.look.right,
            "wipe": view.look.wipe,
            "shown": view.look.shown,
            **dict(zip(("zoom", "x", "y"), view.look.at or (), strict=False)),
        },
        "planes": plane_table(shared_planes(view.plain.luma, view.encrypted.luma)),
        "counts": ARROWS,
        "ranks": RANKS,
        "colours": CIVIDIS,
        "coloured": view.coloured,
        "levels": WORDS[view.channel] if view.coloured else "",
        "style": style("view"),
        "maps": _MAPS,
        "tables": tables,
        "overlays": [
            view_data(result, overlay.key, 0, None)["overlay"]
            | {"label": overlay.label}
            for overlay in OVERLAYS.values()
        ],
    }


def _packed(table: NDArray[np.floating]) -> str:
    """Values in [0, 1] as two bytes each, the lower one first, in Base64."""
    whole = np.rint(np.clip(table, 0, 1) * 65535).astype("<u2")
    return base64.b64encode(whole.tobytes()).decode()


def _head(view: View) -> str:
    top = 2 if view.result.form.components.global_similarity else 1
    other = view.encrypted.title.removeprefix(f"{view.plain.title}, ")
    return (
        f"<header><p>Showthrough: what still shows through an encrypted image</p>"
        f"<h1>{view.score_name} {view.result.vsi:.4f}</h1>"
        f"{score_section(view)}<p>{escape(equation(view.result))}; from 0, nothing "
        f"shows, to {top}, everything does. "
        f"{_bdi(view.plain.title)} against {_bdi(other)}.</p>"
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


def _bdi(text: str) -> str:
    """A title that cannot turn what stands beside it."""
    return f"<bdi>{escape(shown(text))}</bdi>"


def _images(view: View) -> str:
    result = view.result
    figures = [
        _figure(view, "plain", "Plain", view.plain),
        _figure(view, "encrypted", "Encrypted", view.encrypted),
    ]
    edges = (result.edges_plain, result.edges_encrypted)
    for key, maps in zip(_MAPS, (edges, fuzzy_maps(result)), strict=True):
        for part, values in zip(("plain", "encrypted"), maps, strict=True):
            figures.append(
                f'<img hidden alt="" id="picture-{key}-{part}" '
                f'src="{data_uri(cividis(values))}">'
            )
    found, encrypted = result.shown, view.encrypted.luma
    reassembled = lay(found, encrypted, result.side, result.form.border)
    own = scored(view, reassembled)
    figures.append(
        f"<figure>{_picture(view, 'reassembled', 'Reassembled', reassembled)}"
        "<figcaption><b>Reassembled:</b> every match laid where "
        "its plain block stands: what could be pieced together. "
        f"VSI of the plain and the reassembled image {own:.4f}, of the plain and the "
        f"encrypted one {result.vsi:.4f}; grey: outside the grid, or nothing laid."
        "</figcaption></figure>"
    )
    words = f"<p>{escape(' '.join(colour_words(view)))}</p>" if view.coloured else ""
    return f'<section class="images"><h2>Images</h2>{words}{"".join(figures)}</section>'


def _picture(view: View, name: Picture, label: str, luma: Luma) -> str:
    """A picture as it is shown; where there is colour, the other kind is there, hidden.

    The view to point at shows both, and reads levels off the one that the index sees.
    """
    ids = {"index": f"picture-{name}", "colour": f"picture-{name}-colour"}
    if not view.coloured:
        del ids["colour"]
    pixels = {
        "index": lambda: grey_levels(luma),
        "colour": lambda: seen(view, name, "colour"),
    }
    wanted = view.look.shown if view.coloured else "index"
    return "".join(
        f'<img id="{id_}" src="{data_uri(pixels[kind]())}" '
        + (f'alt="{label} image">' if kind == wanted else 'alt="" hidden>')
        for kind, id_ in ids.items()
    )


def _figure(view: View, name: Picture, label: str, source: Source) -> str:
    at_the_score = without_luma(source.picture) if source.picture else ""
    kept = (note for note in source.notes if note != at_the_score)
    notes = "".join(f" {escape(shown(note, 300))}." for note in kept)
    # A file's own name is its title, or begins that of what was made of it here.
    named = source.made.scheme or source.made.file in source.title
    title = "" if named else f"{_bdi(source.title)}, "
    digest = f"SHA-256 of the {source.hashed}: <code>{escape(source.sha256)}</code>."
    if source.pixels_digest and source.origin:
        digest += (
            " Made here of the file that has SHA-256 "
            f"<code>{escape(source.file_digest)}</code>."
        )
    return (
        f"<figure>{_picture(view, name, label, source.luma)}"
        f"<figcaption><b>{label}:</b> "
        f"{title}<bdi>{escape(made_in_words(source))}</bdi>; "
        f"{source.size} pixels.{notes} {digest}</figcaption></figure>"
    )


def _settings(view: View) -> str:
    listed = [*settings(view), *(_versions())]
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>'
        for name, value in listed
    )
    return f"<section><h2>Settings</h2><table>{rows}</table></section>"


def _versions() -> list[tuple[str, str]]:
    found = "; ".join(f"{name} {number}" for name, number in versions().items())
    return [("Versions", found)]


def _blocks(view: View) -> str:
    """Every block, those that contribute most first."""
    rows = block_rows(view.result)
    order = np.argsort(-view.result.contribution.ravel(), kind="stable").tolist()
    names = (_HEADS.get(name, name) for name in COLUMNS)
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    body = "".join(
        f'<tr><td><button type="button" data-block="{block}">Pin</button></td>'
        + "".join(f"<td>{_number(cell)}</td>" for cell in rows[block][:-1])
        + f"<td>{float(rows[block][-1]):.2%}</td>"
        + "</tr>"
        for block in order
    )
    return (
        "<section><h2>Every block</h2><p>Rows and columns count from 1; RD: Eq. 1; "
        "sim_A, sim_S and sim of the block and its match: Eqs. 2 to 4; w: Eq. 5; "
        "contribution: its share of the sum of Eq. 6; all together make 100 %.</p>"
        '<div class="scroll" tabindex="0" role="region" aria-label="Every block">'
        f'<table class="blocks"><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div></section>"
    )


_HEADS = {
    "row": "Block: row",
    "match_row": "Match: row",
    "match_column": "column",
    "contribution": "Contribution",
}
"""Names of columns where those of the CSV are no words."""


def _number(cell: int | str) -> str:
    return str(cell) if isinstance(cell, int) else f"{float(cell):.4f}"


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
