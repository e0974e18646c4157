"""The view as a PNG file, drawn by Pillow: no browser is needed."""

import io
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from explorer.export.scene import compose
from explorer.export.shapes import Arrow, Outline, Panel, Scene, Words
from explorer.export.view import View
from explorer.export.words import versions
from explorer.theme.colours import cividis

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
        window = Window.of(panel, scale)
        if min(window.size) > 0:
            sheet.paste(_panel(panel, scene.opacity, window), window.corner)
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """The dots of a frame: `scale` a unit, `offset` from the image's corner to them."""

    corner: tuple[int, int]
    size: tuple[int, int]
    offset: tuple[float, float]
    scale: int

    @classmethod
    def of(cls, panel: Panel, scale: int) -> "Window":
        """Return that of a picture; two that meet share no dot and leave none."""
        x0, y0, x1, y1 = (
            round(end * scale)
            for end in (
                panel.x,
                panel.y,
                panel.x + panel.width,
                panel.y + panel.height,
            )
        )
        return cls(
            corner=(x0, y0),
            size=(x1 - x0, y1 - y0),
            offset=(x0 - panel.left * scale, y0 - panel.top * scale),
            scale=scale,
        )


def _panel(panel: Panel, opacity: float, window: Window) -> Image.Image:
    """Draw an image with its overlay and hatching."""
    whole = _fit(panel, window).convert("RGB")
    if panel.cells is not None or panel.picture is not None:
        mask = _mask(panel, opacity, window)
        whole.paste(_overlay(panel, window), mask=mask)
    return _veiled(whole, panel, window)


def _fit(panel: Panel, window: Window) -> Image.Image:
    """Resize pixels: whole squares where they grow, means where they shrink."""
    image = Image.fromarray(panel.pixels)
    unit = panel.scale * window.scale
    how = Image.Resampling.NEAREST if unit >= 1 else Image.Resampling.BOX
    (x0, x1), (y0, y1) = (
        [min(max((offset + end) / unit - first, 0), limit) for end in (0, dots)]
        for offset, dots, first, limit in zip(
            window.offset, window.size, panel.first, image.size, strict=True
        )
    )
    return image.resize(window.size, how, (x0, y0, x1, y1))


def _overlay(panel: Panel, window: Window) -> Image.Image:
    """Colours of the overlay, as large as the frame."""
    if panel.cells is not None:
        return Image.fromarray(_spread(panel.cells, panel.unit, window))
    assert panel.picture is not None
    return Image.fromarray(_spread(panel.picture, panel.scale, window, panel.first))


def _spread(
    values: NDArray[Any], unit: float, window: Window, first: tuple[int, int] = (0, 0)
) -> NDArray[Any]:
    """Give each dot of a frame the value of the square that its centre lies in.

    Squares have sides of `unit`; the value that begins is that of the square `first`.
    """
    columns, rows = (
        np.clip(index - begin, 0, limit - 1)
        for index, begin, limit in zip(
            _squares(unit, window), first, values.shape[1::-1], strict=True
        )
    )
    return values[rows[:, np.newaxis], columns]


def _squares(unit: float, window: Window) -> tuple[NDArray[np.intp], ...]:
    """Column and row of the square that each dot's centre lies in."""
    return tuple(
        np.floor((np.arange(dots) + 0.5 + offset) / (unit * window.scale)).astype(
            np.intp
        )
        for dots, offset in zip(window.size, window.offset, strict=True)
    )


def _mask(panel: Panel, opacity: float, window: Window) -> Image.Image:
    """Where the overlay lies, and how strongly; not outside the grid or the map."""
    strength = np.full((1, 1), opacity)
    unit, first, shape = panel.unit, (0, 0), (0, 0)
    if panel.cells is not None:
        shape = panel.cells.shape
        if panel.strength is not None:
            strength = opacity * panel.strength
    elif panel.picture is not None:
        unit, first, shape = panel.scale, panel.first, panel.picture.shape
    dots = np.rint(255 * _spread(strength, unit, window, first)).astype(np.uint8)
    columns, rows = _squares(unit, window)
    dots[rows >= shape[0] + first[1]] = 0
    dots[:, columns >= shape[1] + first[0]] = 0
    return Image.fromarray(dots)


def _veiled(image: Image.Image, panel: Panel, window: Window) -> Image.Image:
    """Hatch what no block looks at."""
    if not panel.veil:
        return image
    scale = window.scale
    veil = Image.new("RGB", image.size, (128, 128, 128))
    draw = ImageDraw.Draw(veil)
    for offset in range(-image.height, image.width, 9 * scale):
        end = (offset + image.height, 0)
        draw.line([(offset, image.height), end], fill=(172, 172, 172), width=scale)
    mask = Image.new("L", image.size, 0)
    for x, y, width, height in panel.veil:
        x0, y0 = round(x * scale), round(y * scale)
        x1, y1 = round((x + width) * scale), round((y + height) * scale)
        left, top = window.corner
        box = (x0 - left, y0 - top, x1 - left, y1 - top)
        mask.paste(round(0.72 * 255), box)
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
        _outline(layer, outline, (left, top), fine)
    if scene.edge:
        x, y, _, height = scene.edge
        ends = [
            ((x - left) * fine, at)
            for at in ((y - top) * fine, (y + height - top) * fine)
        ]
        draw.line(ends, fill="black", width=4 * fine)
        draw.line(ends, fill="white", width=2 * fine)
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
    for width, ink, opacity in (
        (arrow.width + 2, (0, 0, 0), 0.75),
        (arrow.width, arrow.colour, 1),
    ):
        fill = (*ink, round(255 * opacity * arrow.strength))
        if arrow.start == arrow.end:
            x, y = (start - corner) * fine
            radius = (arrow.radius + width / 2) * fine
            draw.circle((x, y), radius, outline=fill, width=round(width * fine))
            continue
        for stroke in strokes:
            points = [tuple(point) for point in (stroke - corner) * fine]
            dots = max(round(width * fine), 1)
            draw.line(points, fill=fill, width=dots, joint="curve")
            for x, y in (points[0], points[-1]):
                draw.circle((x, y), width * fine / 2, fill=fill)


def _outline(
    layer: Image.Image, box: Outline, corner: tuple[float, float], fine: int
) -> None:
    """White on black; for a match, the white is dashed. Cut off by its frame."""
    x, y, width, height = box.clip
    left, top = round((x - 2 - corner[0]) * fine), round((y - 2 - corner[1]) * fine)
    right = round((x + width + 2 - corner[0]) * fine)
    bottom = round((y + height + 2 - corner[1]) * fine)
    part = layer.crop((left, top, right, bottom))
    draw = ImageDraw.Draw(part)
    x0, y0 = ((at - begin) * fine for at, begin in ((box.x, x - 2), (box.y, y - 2)))
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
    layer.paste(part, (left, top))


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
