"""A PNG figure is its SVG, drawn in the fonts of this package."""

import io
import re
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from PIL import Image, ImageFont

from explorer.export import Look
from explorer.export.composition import compose
from explorer.export.png import FONTS, figure_png, svg_png
from explorer.export.svg import scene_svg
from explorer.theme.overlays import OVERLAYS


def opened(png):
    return Image.open(io.BytesIO(png))


def drawn(scene, scale):
    image = opened(svg_png(scene_svg(scene, scale), scale))
    return np.asarray(image.convert("RGB")).astype(int)


def with_pixels(scene, scale, pixels):
    """The scene with one picture alone, of `scale` units a pixel."""
    panel = replace(
        scene.panels[0], scale=scale, pixels=pixels, cells=None, picture=None, veil=()
    )
    return replace(scene, panels=(panel,), arrows=(), outlines=())


@pytest.fixture(scope="module")
def view(view):
    """As that of all tests, but for the score of noise, which would take a while."""
    return partial(view, draws=(0.7, 0.8))


@pytest.fixture(scope="module")
def scene(view):
    """One whose first frame is 512 × 384 units."""
    found = compose(view())
    panel = found.panels[0]
    assert (panel.width, panel.height) == (512, 384)
    assert (panel.left, panel.top, panel.first) == (panel.x, panel.y, (0, 0))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("scale", [1, 2])
def test_a_png_has_the_size_of_its_svg_times_the_scale(scale, view, scene):
    image = opened(figure_png(view(), scale))
    assert image.size == (scale * round(scene.width), scale * round(scene.height))
    assert image.mode == "RGB"


@pytest.mark.slow
@pytest.mark.parametrize("scale", [1, 2])
def test_every_line_of_text_is_painted(scale, scene):
    svg = scene_svg(scene, scale)
    images = [svg, re.sub("<text.*?</text>", "", svg)]
    said, mute = (
        np.asarray(opened(svg_png(each, scale)).convert("L")).astype(int)
        for each in images
    )
    painted = np.abs(said - mute) > 60
    for words in scene.words:
        bottom, height = int(words.y * scale), int(0.7 * words.size * scale)
        assert painted[bottom - height : bottom].sum() > 3 * len(words.text)


def test_bold_words_are_bolder(scene):
    title = scene.words[0]
    assert title.weight == "bold"
    ink = [
        (255 - drawn(replace(scene, panels=(), words=(words,)), 1)[:50]).sum()
        for words in (title, replace(title, weight="normal"))
    ]
    assert ink[0] > 1.1 * ink[1]


def test_the_fonts_have_every_letter_that_figures_use(view):
    used = set("αβγρσ×–−·…₁₂é")
    for overlay in OVERLAYS:
        for mode in ("side", "wipe", "flip", "difference"):
            look = Look(mode=mode, right="reassembled")
            made = view(overlay=overlay, look=look, point=(20.0, 20.0))
            used.update(*(words.text for words in compose(made).words))
    for file in FONTS:
        font = ImageFont.truetype(file, 40)
        missing = bytes(font.getmask("\U0010fffe"))
        assert not [each for each in used if bytes(font.getmask(each)) == missing]


@pytest.mark.slow
@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("colour", [(), (3,)])
def test_an_unscaled_picture_is_exact_to_the_pixel(colour, scale, scene):
    pixels = np.random.default_rng(1).integers(0, 256, (384, 512, *colour), np.uint8)
    panel = scene.panels[0]
    x, y = int(panel.x) * scale, int(panel.y) * scale
    dots = drawn(with_pixels(scene, 1, pixels), scale)
    shown = dots[y : y + 384 * scale, x : x + 512 * scale]
    wanted = np.stack([pixels] * 3, axis=-1) if not colour else pixels
    np.testing.assert_array_equal(shown, wanted.repeat(scale, 0).repeat(scale, 1))


def test_where_pixels_outnumber_dots_each_dot_is_the_mean_of_its_pixels(scene):
    pixels = np.random.default_rng(1).integers(0, 256, (1536, 2048), np.uint8)
    panel = scene.panels[0]
    x, y = int(panel.x), int(panel.y)
    dots = drawn(with_pixels(scene, 0.25, pixels), 1)
    means = pixels.reshape(384, 4, 512, 4).mean(axis=(1, 3))
    assert np.abs(dots[y : y + 384, x : x + 512, 0] - means).max() <= 1
