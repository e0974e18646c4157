"""The view as shapes at their places."""

import textwrap
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.exports.shapes import (
    Arrow,
    Bar,
    Outline,
    Panel,
    Pixels,
    Scene,
    Words,
)
from explorer.exports.view import View
from explorer.exports.words import (
    equation,
    made_in_words,
    settings,
    shown,
    versions,
)
from explorer.figures.bit_planes import PLANES, bit_plane, shared_planes
from explorer.figures.leak import shows_at
from explorer.figures.matches import pinned_block, view_data
from explorer.figures.pictures import fuzzy_maps
from explorer.figures.why import why
from explorer.theme import OF_PIXELS, cividis

MARGIN, GAP = 24.0, 24.0
_LONGEST = 512.0  # of an image's longer side
_LEAST = 96.0  # of its shorter side, where that is possible
_MOST = 1600.0  # of a long image
_SLOT = 320.0  # the least room for the words over an image
_LONG = 2.5  # sides of an image that is long: both stand on each other
FOREMOST = 10  # places that stand out for a pinned block
_LETTER = 0.56  # mean width of a letter over its size, on the safe side


def compose(view: View) -> Scene:
    """Lay a view out: the score, both images, the legend, settings and provenance."""
    data = view_data(view.result, view.overlay, view.arrows, view.point, view.extent)
    height, width = view.plain.luma.shape
    scale = _scale(width, height)
    w, h = width * scale, height * scale
    stacked = width > _LONG * height
    slot = max(w, _SLOT)
    full = 2 * MARGIN + (slot if stacked else 2 * slot + GAP)

    words = [
        Words(x=MARGIN, y=40, size=24, weight="bold", text=f"VSI {view.result.vsi:.4f}")
    ]
    top = _lines(words, why(view.result), 60, full, size=14)
    places = [(MARGIN, top + 26)]
    places.append(
        (MARGIN, places[0][1] + h + 36) if stacked else (MARGIN + slot + GAP, top + 26)
    )
    panels = _panels(view, data, places, scale)
    for panel in panels:
        room = int(slot / (_LETTER * 14))
        words.append(
            Words(x=panel.x, y=panel.y - 8, size=14, text=shown(panel.name, room))
        )

    below = panels[1].y + h + 18
    halves = view.overlay == "bits"
    bar = Bar(x=MARGIN, y=below + 4, width=180, height=12, halves=halves)
    bottom = _legend(words, view, data, bar, full)
    return Scene(
        width=full,
        height=bottom + 10,
        panels=panels,
        opacity=view.strength,
        arrows=_arrows(data, panels),
        outlines=_outlines(view, panels),
        bar=bar,
        words=tuple(words),
        title=f"VSI {view.result.vsi:.4f}: {shown(view.plain.title)} and "
        f"{shown(view.encrypted.title)}",
        description=f"{data['summary']} {why(view.result)}",
    )


def _scale(width: int, height: int) -> float:
    longer, shorter = max(width, height), min(width, height)
    return max(_LONGEST / longer, min(_LEAST / shorter, _MOST / longer))


def _panels(
    view: View, data: dict[str, Any], places: list[tuple[float, float]], scale: float
) -> tuple[Panel, Panel]:
    rows, columns = data["grid"]
    unit = data["side"] * scale
    # A bit is one wherever it is, whether or not a block looks at it.
    everywhere = view.overlay == "bits"
    covered = (inf, inf) if everywhere else (rows * unit, columns * unit)
    panels = []
    for part, (source, (x, y)) in enumerate(
        zip((view.plain, view.encrypted), places, strict=True)
    ):
        height, width = source.luma.shape
        panels.append(
            Panel(
                name=f"{('Plain', 'Encrypted')[part]}: {shown(source.title)}",
                x=x,
                y=y,
                width=width * scale,
                height=height * scale,
                scale=scale,
                pixels=np.rint(source.luma).astype(np.uint8),
                cells=_cells(data, part),
                strength=_strength(data) if part == 1 else None,
                picture=_picture(view, part),
                unit=unit,
                grid=(
                    min(covered[1], width * scale),
                    min(covered[0], height * scale),
                ),
            )
        )
    return panels[0], panels[1]


def _cells(data: dict[str, Any], part: int) -> Pixels | None:
    """Colours of the plain blocks, or of the pinned one's similarity to each place."""
    key = data["overlay"]["key"]
    if key in OF_PIXELS:
        return None
    if part == 0:
        values, low, high = data[key], data["overlay"]["low"], data["overlay"]["high"]
    elif data["row"]:
        row = data["row"]
        values, low, high = row["values"], row["low"], row["high"]
    else:
        return None
    shares = (np.array(values) - low) / ((high - low) or 1)
    return cividis(shares.reshape(data["grid"]))


def _strength(data: dict[str, Any]) -> NDArray[np.floating] | None:
    """How strongly the pinned block's row is painted, as on the canvas.

    The most alike in full; the rest fades quickly, so that not everything is tinted.
    """
    row = data["row"]
    if not row:
        return None
    values = np.array(row["values"])
    least = np.sort(values)[-min(FOREMOST, values.size)]
    shares = (values - row["low"]) / ((row["high"] - row["low"]) or 1)
    return np.where(values >= least, 1, 0.4 * shares**2).reshape(data["grid"])


def _picture(view: View, part: int) -> Pixels | None:
    result = view.result
    if view.overlay == "edges":
        return cividis((result.edges_plain, result.edges_encrypted)[part])
    if view.overlay == "fuzzy":
        return cividis(fuzzy_maps(result)[part])
    if view.overlay == "bits":
        luma = (view.plain, view.encrypted)[part].luma
        return cividis(bit_plane(luma, view.plane).astype(np.float32))
    return None


def _place(block: int, panel: Panel, columns: int, side: int) -> Outline:
    """Where a block is, cut off where a mirrored one leaves the image."""
    row, column = divmod(block, columns)
    unit = side * panel.scale
    x, y = column * unit, row * unit
    return Outline(
        x=panel.x + x,
        y=panel.y + y,
        width=min(unit, panel.width - x),
        height=min(unit, panel.height - y),
        dashed=False,
    )


def _arrows(data: dict[str, Any], panels: tuple[Panel, Panel]) -> tuple[Arrow, ...]:
    """Strongest match last, so that it lies on top."""
    if not data["arrows"]:
        return ()
    columns, side = data["grid"][1], data["side"]
    most = data["contribution"][data["arrows"][0]] or 1
    # Thin among small blocks, which they would hide.
    size = min(max(side * panels[0].scale / 24, 0.35), 1)
    arrows = []
    for block in reversed(data["arrows"]):
        share = min(data["contribution"][block] / most, 1)
        start = _centre(_place(block, panels[0], columns, side))
        end = _centre(_place(data["match"][block], panels[1], columns, side))
        red, green, blue = cividis(np.array(0.35 + 0.65 * share)).tolist()
        arrows.append(_arrow(start, end, size * (1 + 3 * share), (red, green, blue)))
    return tuple(arrows)


def _centre(box: Outline) -> tuple[float, float]:
    return box.x + box.width / 2, box.y + box.height / 2


def _arrow(
    start: tuple[float, float],
    end: tuple[float, float],
    width: float,
    colour: tuple[int, int, int],
) -> Arrow:
    x, y = end[0] - start[0], end[1] - start[1]
    length = float(np.hypot(x, y)) or 1.0
    # A slight bow, so that arrows between the same rows do not hide each other.
    bow = min(0.12 * length, 40)
    bend = (
        (start[0] + end[0]) / 2 + y / length * bow,
        (start[1] + end[1]) / 2 - x / length * bow,
    )
    angle = np.arctan2(end[1] - bend[1], end[0] - bend[0])
    head = 2.5 + 2.4 * width
    left, right = (
        (
            float(end[0] - head * np.cos(angle + turn)),
            float(end[1] - head * np.sin(angle + turn)),
        )
        for turn in (-0.45, 0.45)
    )
    return Arrow(
        start=start,
        bend=bend,
        end=end,
        barbs=(left, right),
        width=width,
        colour=colour,
    )


def _outlines(view: View, panels: tuple[Panel, Panel]) -> tuple[Outline, ...]:
    """Both blocks of the pinned match."""
    result = view.result
    pin = pinned_block(result, view.point)
    if pin is None:
        return ()
    columns = result.degree.shape[1]
    match = int(shows_at(result)[pin])
    here = _place(pin, panels[0], columns, result.side)
    there = _place(match, panels[1], columns, result.side)
    return here, Outline(
        x=there.x, y=there.y, width=there.width, height=there.height, dashed=True
    )


def _legend(
    words: list[Words], view: View, data: dict[str, Any], bar: Bar, full: float
) -> float:
    """Add what stands under the images; return where it ends."""
    overlay = data["overlay"]
    low, high = (
        f"{100 * value:.1f} %"
        if overlay["percent"]
        else f"{value:.{0 if bar.halves else 2}f}"
        for value in (overlay["low"], overlay["high"])
    )
    under = bar.y + bar.height + 15
    words += [
        Words(x=bar.x, y=under, size=12, text=low),
        Words(x=bar.x + bar.width, y=under, size=12, text=high, anchor="end"),
        Words(
            x=bar.x + bar.width + 16,
            y=bar.y + 11,
            size=13,
            weight="bold",
            text=overlay["title"],
        ),
    ]
    reading = overlay["reading"]
    if overlay["ranges"] and view.extent == "pair":
        reading += " The colours run over the values of this pair alone."
    if view.overlay == "bits":
        planes = shared_planes(view.plain.luma, view.encrypted.luma)
        reading = f"{planes[PLANES - view.plane].words} {reading}"
    elif view.result.coverage < 1 and view.result.border == "crop":
        reading += " Hatched: pixels that fill no whole block."
    if data["row"] and overlay["key"] not in OF_PIXELS:
        row = data["row"]
        count = min(FOREMOST, len(row["values"]))
        reading += (
            f" Encrypted: {row['name']} of the outlined block with every encrypted "
            f"block, {row['low']:.2f} to {row['high']:.2f}; the {count} most alike "
            "stand out."
        )
    y = _lines(words, reading, under + 22, full, size=13)
    if data["arrows"]:
        count = len(data["arrows"])
        y = _lines(
            words,
            f"Arrows: the {count} matches that contribute most, from a plain block to "
            "the encrypted block it is most alike; the wider and brighter, the more of "
            "the score.",
            y + 4,
            full,
            size=13,
        )
    listed = "; ".join(f"{name}: {value}" for name, value in settings(view))
    for line in (
        f"{equation(view.result)}.",
        f"{listed}.",
        f"Plain: {made_in_words(view.plain)}.",
        f"Encrypted: {made_in_words(view.encrypted)}.",
        f"Showthrough {versions()['showthrough']}. SHA-256 of the files begins "
        f"{view.plain.file_digest[:12]} and {view.encrypted.file_digest[:12]}.",
    ):
        y = _lines(words, line, y + 4, full, size=12)
    return y


def _lines(
    words: list[Words], text: str, y: float, full: float, *, size: float
) -> float:
    """Add a paragraph whose first line would end at y; return where the next begins."""
    letters = int((full - 2 * MARGIN) / (_LETTER * size))
    for line in textwrap.wrap(text, letters):
        words.append(Words(x=MARGIN, y=y, size=size, text=line))
        y += 1.4 * size
    return y
