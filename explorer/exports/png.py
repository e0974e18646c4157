"""The view as a PNG file, drawn by Pillow: no browser is needed."""

import io
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from explorer.exports.scene import compose
from explorer.exports.shapes import Arrow, Outline, Panel, Pixels, Scene, Words
from explorer.exports.view import View
from explorer.exports.words import versions
from explorer.theme import cividis

_SMOOTH = 2  # dots a pixel along which lines are drawn before they are averaged
_PIECES = 24  # straight pieces of a bent line
_FONTS = ("DejaVuSans{}.ttf", "Arial{}.ttf", "LiberationSans-Regular.ttf")
_BOLD = {"DejaVuSans{}.ttf": "-Bold", "Arial{}.ttf": " Bold"}
# For Pillow's own font, which has little more than ASCII.
_PLAIN = str.maketrans(
    {"×": "x", "–": "-", "−": "-", "α": "alpha", "β": "beta", "γ": "gamma"}
)
_INK, _PAPER = (26, 26, 26), (255, 255, 255)


def figure_png(view: View, scale: int = 1) -> bytes:
    """Draw a view as a PNG file.

    Parameters
    ----------
    view : View
        What is drawn.
    scale : int
        Pixels a unit of the scene along each side: 1, or 2 for print and slides.

    Returns
    -------
    bytes
        The file, RGB; its text chunks say what drew it and what it shows.
    """
    scene = compose(view)
    size = round(scene.width * scale), round(scene.height * scale)
    sheet = Image.new("RGB", size, _PAPER)
    for panel in scene.panels:
        drawn = _panel(panel, scene.opacity, scale)
        sheet.paste(drawn, (round(panel.x * scale), round(panel.y * scale)))
    _lines(sheet, scene, scale)
    _bar(sheet, scene, scale)
    draw = ImageDraw.Draw(sheet)
    for words in scene.words:
        _words(draw, words, scale)
    about = PngImagePlugin.PngInfo()
    about.add_itxt("Title", scene.title)
    about.add_itxt("Description", scene.description)
    about.add_text("Software", f"Showthrough {versions()['showthrough']}")
    file = io.BytesIO()
    sheet.save(file, "PNG", pnginfo=about)
    return file.getvalue()


def _panel(panel: Panel, opacity: float, scale: int) -> Image.Image:
    """Draw an image with its overlay and hatching."""
    size = round(panel.width * scale), round(panel.height * scale)
    whole = _fit(panel.pixels, size).convert("RGB")
    if panel.cells is not None or panel.picture is not None:
        whole.paste(
            _overlay(panel, size, scale), mask=_mask(panel, size, opacity, scale)
        )
    return _veiled(whole, panel, scale)


def _fit(pixels: Pixels, size: tuple[int, int]) -> Image.Image:
    """Resize pixels: whole squares where they grow, means where they shrink."""
    image = Image.fromarray(pixels)
    grows = size[0] >= image.width
    how = Image.Resampling.NEAREST if grows else Image.Resampling.BOX
    return image.resize(size, how)


def _overlay(panel: Panel, size: tuple[int, int], scale: int) -> Image.Image:
    """Colours of the overlay, as large as the image."""
    if panel.cells is not None:
        return Image.fromarray(_spread(panel.cells, panel.unit * scale, size))
    assert panel.picture is not None
    return Image.fromarray(_spread(panel.picture, panel.scale * scale, size))


def _spread(values: NDArray[Any], unit: float, size: tuple[int, int]) -> NDArray[Any]:
    """Give each dot of an image the value of the square that its centre lies in."""
    rows, columns = (
        np.minimum(((np.arange(n) + 0.5) / unit).astype(np.intp), limit - 1)
        for n, limit in zip(size[::-1], values.shape[:2], strict=True)
    )
    return values[rows[:, np.newaxis], columns]


def _mask(
    panel: Panel, size: tuple[int, int], opacity: float, scale: int
) -> Image.Image:
    """Where the overlay lies, and how strongly; not outside the grid or the map."""
    strength = np.full((1, 1), opacity)
    unit = float(max(size))
    if panel.strength is not None and panel.cells is not None:
        strength, unit = opacity * panel.strength, panel.unit * scale
    dots = np.rint(255 * _spread(strength, unit, size)).astype(np.uint8)
    covered = panel.grid
    if panel.picture is not None:
        height, width = panel.picture.shape[:2]
        covered = width * panel.scale, height * panel.scale
    dots[round(covered[1] * scale) :] = 0
    dots[:, round(covered[0] * scale) :] = 0
    return Image.fromarray(dots)


def _veiled(image: Image.Image, panel: Panel, scale: int) -> Image.Image:
    """Hatch the pixels that no block looks at."""
    width, height = (round(part * scale) for part in panel.grid)
    if (width, height) == image.size:
        return image
    veil = Image.new("RGB", image.size, (128, 128, 128))
    draw = ImageDraw.Draw(veil)
    for offset in range(-image.height, image.width, 9 * scale):
        end = (offset + image.height, 0)
        draw.line([(offset, image.height), end], fill=(172, 172, 172), width=scale)
    mask = Image.new("L", image.size, round(0.72 * 255))
    mask.paste(0, (0, 0, width, height))
    image.paste(veil, mask=mask)
    return image


def _lines(sheet: Image.Image, scene: Scene, scale: int) -> None:
    """Draw arrows and outlines finer than they are shown, so that they are smooth."""
    fine = scale * _SMOOTH
    left = min(panel.x for panel in scene.panels) - 8
    top = min(panel.y for panel in scene.panels) - 8
    right = max(panel.x + panel.width for panel in scene.panels) + 8
    bottom = max(panel.y + panel.height for panel in scene.panels) + 8
    size = (round((right - left) * scale), round((bottom - top) * scale))
    layer = Image.new("RGBA", (size[0] * _SMOOTH, size[1] * _SMOOTH))
    draw = ImageDraw.Draw(layer)
    for arrow in scene.arrows:
        _arrow(draw, arrow, (left, top), fine)
    for outline in scene.outlines:
        _outline(draw, outline, (left, top), fine)
    layer = layer.reduce(_SMOOTH)
    sheet.paste(layer, (round(left * scale), round(top * scale)), layer)


def _arrow(
    draw: ImageDraw.ImageDraw, arrow: Arrow, corner: tuple[float, float], fine: int
) -> None:
    t = np.linspace(0, 1, _PIECES + 1)[:, np.newaxis]
    start, bend, end = map(np.array, (arrow.start, arrow.bend, arrow.end))
    line = (1 - t) ** 2 * start + 2 * t * (1 - t) * bend + t**2 * end
    strokes = [line, *(np.array([end, barb]) for barb in arrow.barbs)]
    # Dark under light: readable on any picture.
    for width, colour in (
        (arrow.width + 2, (0, 0, 0, 172)),
        (arrow.width, (*arrow.colour, 230)),
    ):
        for stroke in strokes:
            points = [tuple(point) for point in (stroke - corner) * fine]
            dots = max(round(width * fine), 1)
            draw.line(points, fill=colour, width=dots, joint="curve")
            for x, y in (points[0], points[-1]):
                draw.circle((x, y), width * fine / 2, fill=colour)


def _outline(
    draw: ImageDraw.ImageDraw, box: Outline, corner: tuple[float, float], fine: int
) -> None:
    """White on black; for a match, the white is dashed."""
    x0, y0 = (box.x - corner[0]) * fine, (box.y - corner[1]) * fine
    x1, y1 = x0 + box.width * fine, y0 + box.height * fine
    corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
    draw.line(corners, fill="black", width=4 * fine, joint="curve")
    for (ax, ay), (bx, by) in pairwise(corners):
        length = max(abs(bx - ax), abs(by - ay))
        step, dash = (9 * fine, 5 * fine) if box.dashed else (length, length)
        for at in np.arange(0, length, step or 1):
            begin, stop = at / length, min(at + dash, length) / length
            piece = [
                (ax + begin * (bx - ax), ay + begin * (by - ay)),
                (ax + stop * (bx - ax), ay + stop * (by - ay)),
            ]
            draw.line(piece, fill="white", width=2 * fine)


def _bar(sheet: Image.Image, scene: Scene, scale: int) -> None:
    bar = scene.bar
    width, height = round(bar.width * scale), round(bar.height * scale)
    values = np.linspace(0, 1, width)
    colours = cividis(np.rint(values) if bar.halves else values)
    colours = np.tile(colours, (height, 1, 1))
    sheet.paste(Image.fromarray(colours), (round(bar.x * scale), round(bar.y * scale)))


def _words(draw: ImageDraw.ImageDraw, words: Words, scale: int) -> None:
    font, complete = _font(round(words.size * scale), words.weight == "bold")
    text = words.text
    if not complete:
        text = text.translate(_PLAIN)
        text = text.encode("latin-1", "replace").decode("latin-1")
    place = (words.x * scale, words.y * scale)
    anchor = "rs" if words.anchor == "end" else "ls"
    draw.text(place, text, fill=_INK, font=font, anchor=anchor)


@lru_cache(maxsize=32)
def _font(size: int, bold: bool) -> tuple[ImageFont.FreeTypeFont, bool]:
    """Return a font of this machine, or Pillow's own; and whether it has Greek."""
    for name in _FONTS:
        file = name.format(_BOLD.get(name, "") if bold else "")
        try:
            return ImageFont.truetype(file, size), True
        except OSError:
            continue
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font, False
