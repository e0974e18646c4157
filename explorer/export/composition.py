"""A view as a scene: every shape and line of text with its place."""

import textwrap
from typing import Any

from core.versions import versions
from explorer.canvas import LOOK
from explorer.export.arrows import arrows, outlines
from explorer.export.captions import (
    Legend,
    arrow_note,
    heads,
    legend,
    look_words,
    pin_words,
)
from explorer.export.layout import MARGIN, Layout, arrange
from explorer.export.numbered import numbered
from explorer.export.painting import panels
from explorer.export.scene import Bar, Scene, Words
from explorer.export.view import View, noise_of
from explorer.export.words import equation, made_in_words, settings, shown
from explorer.figures.matches import view_data
from explorer.figures.reasons import shows_more, why_of
from explorer.pair.sources import Source

_LETTER = 0.56  # mean width of a letter over its size, on the safe side


def compose(view: View) -> Scene:
    """Lay a view out: the score, the pictures, the legend, settings and provenance."""
    data = view_data(
        view.result, view.overlay, view.arrows, view.point, view.extent, view.back
    )
    full = arrange(view, 0).width
    words = [
        Words(
            x=MARGIN,
            y=40,
            size=24,
            weight="bold",
            text=f"{view.score_name} {view.result.vsi:.4f}",
        )
    ]
    draws = noise_of(view)
    shows = shows_more(view.plain, view.encrypted, view.result.form, draws)
    why = why_of(view.plain, view.encrypted, view.result).words(draws, shows)
    top = _lines(words, why, 60, full, size=14)
    layout = arrange(view, round(top + 26))
    words += _names(view, layout)
    drawn = arrows(view, data, layout)

    marks = numbered(view, data, layout)
    key, bar = legend(view, data), None
    y = layout.below + 22.0
    if key.title:
        halves = view.overlay == "bits"
        bar = Bar(x=MARGIN, y=y, width=180, height=12, halves=halves)
        y = _ends(words, key, bar)
    note = LOOK["note"]["numbered"] if marks else ""
    if marks and view.back is not None:
        note += LOOK["turned"]["glyph"]
    reading = [key.reading, *look_words(view), note]
    bottom = _foot(words, view, data, layout, reading, y)
    return Scene(
        width=full,
        height=bottom + 10,
        panels=panels(view, data, layout),
        edge=layout.edge,
        opacity=view.strength,
        arrows=drawn,
        outlines=outlines(view, data, layout),
        numbered=marks,
        bar=bar,
        words=tuple(words),
        title=f"{view.score_name} {view.result.vsi:.4f}: {shown(view.plain.title)} and "
        f"{shown(view.encrypted.title)}",
        description=f"{data['summary']} {why} {' '.join(look_words(view))}".rstrip(),
    )


def _names(view: View, layout: Layout) -> list[Words]:
    """Names over the frames; a wipe has one at each end of its single frame."""
    ends = len(layout.panels) > 1 and view.look.mode == "wipe"
    room = int(layout.slot / (_LETTER * 14) / (2.2 if ends else 1))
    found = []
    for head, (_, placed, _) in zip(
        heads(view, [name for name, _, _ in layout.panels]), layout.panels, strict=True
    ):
        x, y, width, _ = placed.frame
        right = ends and bool(found)
        found.append(
            Words(
                x=x + max(width, 200) if right else x,
                y=y - 8,
                size=14,
                text=shown(head, room),
                anchor="end" if right else "start",
            )
        )
    return found


def _ends(words: list[Words], key: Legend, bar: Bar) -> float:
    """Add the words at the bar of colours; return where the next line stands."""
    under = bar.y + bar.height + 15
    words += [
        Words(x=bar.x, y=under, size=12, text=key.low),
        Words(x=bar.x + bar.width, y=under, size=12, text=key.high, anchor="end"),
        Words(
            x=bar.x + bar.width + 16,
            y=bar.y + 11,
            size=13,
            weight="bold",
            text=key.title,
        ),
    ]
    return under + 22


def _foot(
    words: list[Words],
    view: View,
    data: dict[str, Any],
    layout: Layout,
    reading: list[str],
    y: float,
) -> float:
    """Add what stands under the pictures from y on; return where it ends."""
    full = layout.width
    for line in (*reading, arrow_note(view, data), pin_words(view, data)):
        if line:
            y = _lines(words, line, y + 4, full, size=13)
    listed = "; ".join(f"{name}: {value}" for name, value in settings(view))
    for line in (
        f"{equation(view.result)}.",
        f"{listed}.",
        f"Plain: {made_in_words(view.plain)}.",
        f"Encrypted: {made_in_words(view.encrypted)}.",
        f"Showthrough {versions()['showthrough']}. SHA-256 begins "
        f"{_digest(view.plain)} and {_digest(view.encrypted)}.",
    ):
        y = _lines(words, line, y + 4, full, size=12)
    return y


def _digest(source: Source) -> str:
    """Start of a picture's SHA-256, and what was hashed."""
    what = source.hashed.partition(",")[0]
    return f"{source.sha256[:12]} (of the {what})"


def _lines(
    words: list[Words], text: str, y: float, full: float, *, size: float
) -> float:
    """Add a paragraph whose first line would end at y; return where the next begins."""
    letters = int((full - 2 * MARGIN) / (_LETTER * size))
    for line in textwrap.wrap(text, letters):
        words.append(Words(x=MARGIN, y=y, size=size, text=line))
        y += 1.4 * size
    return y
