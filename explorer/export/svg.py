"""The view as an SVG file: images embedded, everything else as shapes and text."""

import base64
from html import escape

import numpy as np
from PIL import Image

from explorer.canvas import LOOK
from explorer.export.composition import compose
from explorer.export.scene import (
    Arrow,
    Bar,
    Box,
    Glyph,
    Numbered,
    Outline,
    PaintedImage,
    Pixels,
    Scene,
    Words,
)
from explorer.export.view import View
from explorer.figures.pictures import png
from explorer.theme.colours import CIVIDIS

_ARROW, _OUTLINE, _VEIL = LOOK["arrow"], LOOK["outline"], LOOK["veil"]
_MARK = LOOK["mark"]
_TURNED = LOOK["turned"]
FONTS = "'Source Sans Pro', 'DejaVu Sans', Arial, sans-serif"


def figure_svg(view: View) -> str:
    """Draw a view as SVG 1.1; it refers to nothing outside itself.

    Cells of the overlay are `<rect>`, arrows `<path>` or `<circle>`, words `<text>`;
    both images and maps of pixels are embedded PNG files.
    """
    return scene_svg(compose(view))


def scene_svg(scene: Scene, dots: int | None = None) -> str:
    """Write shapes as SVG 1.1.

    It holds every pixel, unless `dots` says how many dots a unit it is drawn with. A
    picture with more pixels than dots then holds the mean for each dot, since resvg
    would skip pixels.
    """
    parts = [_panel(panel, scene, dots) for panel in scene.panels]
    parts += [f'<g class="arrows" fill="none">{"".join(map(_arrow, scene.arrows))}</g>']
    parts += map(_numbered, scene.numbered)
    parts += map(_outline, scene.outlines, range(len(scene.outlines)))
    parts += [_edge(scene.edge)] if scene.edge else []
    parts += [_bar(scene.bar)] if scene.bar else []
    parts += map(_words, scene.words)
    width, height = f"{scene.width:.0f}", f"{scene.height:.0f}"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" font-family="{FONTS}">\n'
        f"<title>{_text(scene.title)}</title>\n"
        f"<desc>{_text(scene.description)}</desc>\n"
        f"{_DEFINITIONS}\n"
        f'<rect width="{width}" height="{height}" fill="white"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def data_uri(pixels: Pixels) -> str:
    """Address that holds a PNG file of some pixels."""
    return f"data:image/png;base64,{base64.b64encode(png(pixels)).decode()}"


def _panel(panel: PaintedImage, scene: Scene, dots: int | None) -> str:
    clip = f"clip-{panel.name}"
    box = _box(panel.x, panel.y, panel.width, panel.height)
    drawn = [f'<clipPath id="{clip}"><rect {box}/></clipPath>']
    drawn.append(f'<g clip-path="url(#{clip})">')
    drawn.append(_image(panel.pixels, panel, dots))
    drawn.append(f'<g class="overlay" opacity="{scene.opacity:g}">')
    if panel.picture is not None:
        drawn.append(_image(panel.picture, panel, dots))
    if panel.cells is not None:
        drawn.append(_cells(panel))
    drawn.append("</g>")
    drawn += [
        f'<rect class="veil" {_box(*box)} fill="url(#hatch)"/>' for box in panel.veil
    ]
    drawn.append("</g>")
    return "".join(drawn)


def _image(pixels: Pixels, panel: PaintedImage, dots: int | None) -> str:
    height, width = pixels.shape[:2]
    column, row = panel.first
    box = _box(
        panel.left + column * panel.scale,
        panel.top + row * panel.scale,
        width * panel.scale,
        height * panel.scale,
    )
    if dots:
        pixels = _averaged(pixels, panel.scale * dots)
    smooth = panel.scale < 1 and not dots
    rendering = "" if smooth else ' style="image-rendering: pixelated"'
    return (
        f'<image {box} preserveAspectRatio="none"{rendering} '
        f'xlink:href="{data_uri(pixels)}"/>'
    )


def _averaged(pixels: Pixels, unit: float) -> Pixels:
    """Means of the pixels under each dot, where a pixel is `unit` < 1 dots wide."""
    if unit >= 1:
        return pixels
    height, width = (max(round(side * unit), 1) for side in pixels.shape[:2])
    image = Image.fromarray(pixels).resize((width, height), Image.Resampling.BOX)
    return np.asarray(image)


def _cells(panel: PaintedImage) -> str:
    """One rectangle for each visible block, not smoothed: seams would show."""
    cells, unit, (left, top) = panel.cells, panel.unit, panel.grid
    assert cells is not None
    x, y, right, bottom = (
        panel.x - left - unit,
        panel.y - top - unit,
        panel.x - left + panel.width,
        panel.y - top + panel.height,
    )
    rects = (
        f"<rect {_box(left + c * unit, top + r * unit, unit, unit)} "
        f'fill="{_rgb(cells[r, c])}"{_strength(panel, r, c)}/>'
        for r, c in np.ndindex(*cells.shape[:2])
        if x < c * unit < right and y < r * unit < bottom
    )
    return f'<g shape-rendering="crispEdges">{"".join(rects)}</g>'


def _strength(panel: PaintedImage, row: int, column: int) -> str:
    if panel.strength is None:
        return ""
    return f' fill-opacity="{panel.strength[row, column]:.3g}"'


def _arrow(arrow: Arrow) -> str:
    (x0, y0), (cx, cy), (x1, y1) = arrow.start, arrow.bend, arrow.end
    line = f"M{x0:.1f} {y0:.1f}Q{cx:.1f} {cy:.1f} {x1:.1f} {y1:.1f}"
    line += "".join(f"M{x1:.1f} {y1:.1f}L{x:.1f} {y:.1f}" for x, y in arrow.barbs)
    shape = f'path d="{line}"'
    if arrow.start == arrow.end:
        shape = f'circle cx="{x0:.1f}" cy="{y0:.1f}" r="{arrow.radius:.2f}"'
    # A dark line under a light one can be seen on any picture.
    return (
        f'<g stroke-linecap="round" opacity="{arrow.strength:g}">'
        f'<{shape} stroke="black" stroke-opacity="{_ARROW["borderOpacity"]}" '
        f'stroke-width="{arrow.width + _ARROW["border"]:.2f}"/>'
        f'<{shape} stroke="{_rgb(arrow.colour)}" '
        f'stroke-width="{arrow.width:.2f}"/>{_glyph(arrow.glyph)}</g>'
    )


def _glyph(glyph: Glyph | None) -> str:
    if glyph is None:
        return ""
    ground, ink = _TURNED["dark"], _TURNED["light"]
    if glyph.negative:
        ground, ink = ink, ground
    half, side = glyph.side / 2, glyph.side
    path = "".join(
        "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in line) for line in glyph.lines
    )
    return (
        f'<g class="lies"><rect {_box(glyph.x - half, glyph.y - half, side, side)} '
        f'fill="{ground}" stroke="{ink}"/><path d="{path}" fill="none" '
        f'stroke="{ink}" stroke-width="{side * _TURNED["line"]:.2f}"/></g>'
    )


def _outline(box: Outline, number: int) -> str:
    x, y, width, height = box.clip
    margin, dash = _OUTLINE["margin"], " ".join(map(str, _OUTLINE["dash"]))
    frame = _box(x - margin, y - margin, width + 2 * margin, height + 2 * margin)
    place = _box(box.x, box.y, box.width, box.height)
    dashes = f' stroke-dasharray="{dash}"' if box.dashed else ""
    return (
        f'<clipPath id="clip-outline-{number}"><rect {frame}/></clipPath>'
        f'<g class="pin" fill="none" clip-path="url(#clip-outline-{number})">'
        f'<rect {place} stroke="black" stroke-width="{_OUTLINE["dark"]}"/>'
        f'<rect {place} stroke="white" stroke-width="{_OUTLINE["light"]}"{dashes}/></g>'
    )


def _numbered(match: Numbered) -> str:
    """Frames with a number, over the thin line that joins them."""
    drawn = list[str]()
    if match.line:
        (x0, y0), (x1, y1) = match.line
        path = f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}"
        path += "".join(f"M{x1:.1f} {y1:.1f}L{x:.1f} {y:.1f}" for x, y in match.barbs)
        drawn.append(_twice(f'path d="{path}"', _MARK["line"]))
    side, ink, colour = _MARK["side"], _MARK["ink"], _MARK["colour"]
    for at, ((x, y, width, height), clip) in enumerate(match.frames):
        name = f"clip-number-{match.number}-{at}"
        drawn.append(
            f'<clipPath id="{name}"><rect {_box(*clip)}/></clipPath>'
            f'<g clip-path="url(#{name})">'
            f"{_twice(f'rect {_box(x, y, width, height)}', _MARK['light'])}"
            f'<rect {_box(x, y, side, side)} fill="{colour}"/>'
            f'<text x="{x + side / 2:.1f}" y="{y + side / 2 + 4.5:.1f}" '
            f'font-size="{_MARK["size"]}" font-weight="bold" text-anchor="middle" '
            f'fill="{ink}">{match.number}</text></g>'
        )
    return f'<g class="numbered">{"".join(drawn)}{_glyph(match.glyph)}</g>'


def _twice(shape: str, width: float) -> str:
    """Draw a bright line on a dark one, to be seen on any picture."""
    return (
        f'<{shape} fill="none" stroke="{_MARK["ink"]}" '
        f'stroke-width="{width + _MARK["border"]:g}"/>'
        f'<{shape} fill="none" stroke="{_MARK["colour"]}" stroke-width="{width:g}"/>'
    )


def _edge(edge: Box) -> str:
    x, y, _, height = edge
    line = f'<path class="edge" d="M{x:.2f} {y:.2f}v{height:.2f}"'
    return (
        f'{line} stroke="black" stroke-width="{_OUTLINE["dark"]}"/>'
        f'{line} stroke="white" stroke-width="{_OUTLINE["light"]}"/>'
    )


def _bar(bar: Bar) -> str:
    box = _box(bar.x, bar.y, bar.width, bar.height)
    colours = "halves" if bar.halves else "cividis"
    return f'<rect {box} fill="url(#{colours})" stroke="#666" stroke-width="0.5"/>'


def _words(words: Words) -> str:
    weight = ' font-weight="bold"' if words.weight == "bold" else ""
    anchor = ' text-anchor="end"' if words.anchor == "end" else ""
    return (
        f'<text x="{words.x:.1f}" y="{words.y:.1f}" font-size="{words.size:g}"'
        f'{weight}{anchor} fill="#1a1a1a">{_text(words.text)}</text>'
    )


def _text(text: str) -> str:
    return escape(text, quote=True)


def _box(x: float, y: float, width: float, height: float) -> str:
    return f'x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}"'


def _rgb(colour: Pixels | tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*(int(part) for part in colour))


_STOPS = "".join(
    f'<stop offset="{i / (len(CIVIDIS) - 1):.4f}" stop-color="{_rgb(colour)}"/>'
    for i, colour in enumerate(CIVIDIS)
)
_HALVES = (
    f'<stop offset="0.5" stop-color="{_rgb(CIVIDIS[0])}"/>'
    f'<stop offset="0.5" stop-color="{_rgb(CIVIDIS[-1])}"/>'
)
_GAP = _VEIL["lineGap"]
_DEFINITIONS = (
    f'<defs><linearGradient id="cividis">{_STOPS}</linearGradient>'
    f'<linearGradient id="halves">{_HALVES}</linearGradient>'
    f'<pattern id="hatch" width="{_GAP}" height="{_GAP}" patternUnits="userSpaceOnUse">'
    f'<rect width="{_GAP}" height="{_GAP}" fill="{_rgb((_VEIL["level"],) * 3)}" '
    f'fill-opacity="{_VEIL["opacity"]}"/><path d="M0 {_GAP}L{_GAP} 0" stroke="white" '
    f'stroke-opacity="{_VEIL["lineOpacity"]}"/></pattern></defs>'
)
