"""The view as a PNG file, drawn from its SVG: no browser is needed."""

import io
from pathlib import Path

import resvg_py
from PIL import Image, PngImagePlugin

from core.versions import versions
from explorer.export.composition import compose
from explorer.export.svg import scene_svg
from explorer.export.view import View

FONTS = [
    str(Path(__file__).parent / "fonts" / name)
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
]
"""What all text is drawn in, normal and bold."""


def figure_png(view: View, scale: int = 1) -> bytes:
    """Draw a view as a PNG file, the same on every machine.

    Parameters
    ----------
    view : View
        What is drawn.
    scale : int
        Dots along each side of a unit of the SVG: 1, or 2 for print and slides.

    Returns
    -------
    bytes
        The file, RGB; its text chunks say what drew it and what it shows.
    """
    scene = compose(view)
    drawn = svg_png(scene_svg(scene, scale), scale)
    about = PngImagePlugin.PngInfo()
    about.add_itxt("Title", scene.title)
    about.add_itxt("Description", scene.description)
    about.add_text("Software", f"Showthrough {versions()['showthrough']}")
    file = io.BytesIO()
    # The SVG begins with a white sheet, so every dot is opaque.
    Image.open(io.BytesIO(drawn)).convert("RGB").save(file, "PNG", pnginfo=about)
    return file.getvalue()


def svg_png(svg: str, scale: int = 1) -> bytes:
    """Draw an SVG as a PNG file, `scale` dots a unit, with the fonts of this package.

    resvg draws text only in fonts that it is given.
    """
    return resvg_py.svg_to_bytes(
        svg_string=svg, zoom=scale, font_files=FONTS, skip_system_fonts=True
    )
