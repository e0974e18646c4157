"""Pictures in the colours of their files, and as the index sees them."""

import io
import re
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
import tifffile
from PIL import Image

import core
from explorer.export import Look, View
from explorer.export.painting import levels_of, seen
from explorer.export.png import figure_png
from explorer.export.report import report_html
from explorer.export.svg import figure_svg
from explorer.figures import deferred, served
from explorer.figures.pictures import grey_levels
from explorer.figures.reassembled import lay, lay_colours
from explorer.pair.channel_names import LABELS, WORDS, vsi_of
from explorer.pair.colours import colours, colours_name, has_colour
from explorer.pair.derived import encrypt_source, fitted, through, with_white
from explorer.pair.sources import read_source
from explorer.store.served_files import PICTURES, SERVED

SVG = "{http://www.w3.org/2000/svg}"


def png(pixels):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def shelved(address):
    name = address.removeprefix(f"{PICTURES}/").rpartition(".")[0]
    return np.asarray(Image.open(io.BytesIO(SERVED.get(name))))


@pytest.fixture(scope="module")
def pixels():
    """A colour picture, 80 × 112, whose channels differ."""
    photo = Image.open("sample_images/astronaut.png").crop((160, 40, 272, 120))
    return np.asarray(photo)


@pytest.fixture(scope="module")
def plain(pixels):
    return read_source(png(pixels), "plain.png")


@pytest.fixture(scope="module")
def scrambled(pixels):
    """Luma replaced in effect: every channel in its own random order but blue."""
    random = np.random.default_rng(3)
    mixed = pixels.copy()
    for channel in (0, 1):
        plane = mixed[..., channel].ravel()
        mixed[..., channel] = random.permutation(plane).reshape(mixed.shape[:2])
    return read_source(png(mixed), "encrypted.png")


@pytest.fixture(scope="module")
def view(plain, scrambled):
    result = core.visual_security_index(plain.luma, scrambled.luma)
    return View(plain=plain, encrypted=scrambled, result=result, arrows=0, opacity=0)


def test_a_file_of_three_equal_channels_has_no_colour(pixels, plain):
    grey = np.repeat(pixels[..., :1], 3, axis=2)
    assert not has_colour(read_source(png(grey), "grey.png"))
    assert not has_colour(read_source(png(pixels[..., 0]), "grey.png"))
    assert has_colour(plain)


def test_what_was_encrypted_here_has_no_colour(plain):
    made = encrypt_source(plain, core.SCHEMES["peid-09"], 4, "k")
    assert not has_colour(made)
    with pytest.raises(ValueError, match="in colour"):
        colours(made)
    assert served.picture(made, "colour") == served.picture(made)


def test_the_colours_of_an_eight_bit_file_are_its_pixels(plain, pixels):
    np.testing.assert_array_equal(colours(plain), pixels)


def test_levels_of_sixteen_bits_are_rounded_and_white_counts(pixels):
    file = io.BytesIO()
    tifffile.imwrite(file, pixels.astype(np.uint16) * 16, photometric="rgb")
    source = read_source(file.getvalue(), "deep.tif")
    expected = np.rint(pixels.astype(np.float64) * 16 / 65535 * 255)
    np.testing.assert_array_equal(colours(source), expected)
    white = with_white(source, 16 * 255)
    np.testing.assert_array_equal(colours(white), pixels)
    assert colours_name(white) != colours_name(source)


def test_a_cropped_picture_shows_the_same_part_in_colour(plain, pixels):
    other = read_source(png(pixels[:64, :96]), "small.png")
    cropped, same = fitted(plain, other, "crop")
    np.testing.assert_array_equal(colours(cropped), pixels[:64, :96])
    assert same is other
    assert colours_name(cropped) != colours_name(plain)


def test_a_resized_picture_is_resized_channel_by_channel(plain, pixels):
    other = read_source(png(pixels[:64, :96]), "small.png")
    _, resized = fitted(plain, other, "resize")
    shown = colours(resized)
    assert shown.shape == pixels.shape
    for channel in range(3):
        plane = Image.fromarray(pixels[:64, :96, channel].astype(np.float32))
        scaled = plane.resize((112, 80), Image.Resampling.LANCZOS)
        whole = np.clip(np.asarray(scaled, np.float64), 0, 255)
        assert np.abs(shown[..., channel] - whole).max() <= 0.5


def test_colours_are_the_same_through_every_channel(plain):
    names = {colours_name(through(plain, channel)) for channel in LABELS}
    assert names == {colours_name(plain)}
    assert len({served.picture(through(plain, c)) for c in LABELS}) == 6
    assert len({served.picture(through(plain, c), "colour") for c in LABELS}) == 1


def test_both_pictures_of_a_source_are_served_under_names_of_their_own(plain, pixels):
    colour, index = (served.picture(plain, shown) for shown in ("colour", "index"))
    assert colour != index
    np.testing.assert_array_equal(shelved(colour), pixels)
    np.testing.assert_array_equal(shelved(index), grey_levels(plain.luma))


@pytest.mark.parametrize("how", ["crop", "resize"])
@pytest.mark.parametrize("channel", ["luma", "Cb", "R"])
def test_a_channel_of_a_fitted_picture_is_the_fitted_channel(
    how, channel, plain, pixels
):
    other = read_source(png(pixels[:64, :96]), "small.png")
    now = [through(source, channel) for source in fitted(plain, other, how)]
    before = fitted(through(plain, channel), through(other, channel), how)
    for source, expected in zip(now, before, strict=True):
        np.testing.assert_array_equal(source.luma, expected.luma)
        assert source.pixels_digest == expected.pixels_digest
        assert source.made == expected.made


def test_a_fitted_grey_picture_has_no_colour_difference(plain, pixels):
    small = read_source(png(pixels[:64, :96]), "small.png")
    made = encrypt_source(small, core.SCHEMES["peid-09"], 4, "k")
    _, resized = fitted(plain, made, "resize")
    assert (through(resized, "Cb").luma == 128).all()
    np.testing.assert_array_equal(through(resized, "G").luma, resized.luma)


def test_colour_blocks_are_laid_where_the_index_found_them(view, scrambled):
    result = view.result
    args = result.side, result.form.border
    shown = shelved(deferred.reassembled_picture(scrambled, result, "colour"))
    for channel in range(3):
        plane = colours(scrambled)[..., channel].astype(np.float64)
        laid = lay(result.shown, plane, *args)
        np.testing.assert_array_equal(shown[..., channel], laid)
    expected = lay_colours(result.shown, colours(scrambled), *args)
    np.testing.assert_array_equal(shown, expected)
    grey = shelved(deferred.reassembled_picture(scrambled, result))
    assert grey.ndim == 2


@pytest.mark.slow
def test_exports_paint_what_is_shown(view, plain, scrambled):
    for shown in ("colour", "index"):
        now = replace(view, look=Look(shown=shown))
        svg = ElementTree.fromstring(figure_svg(now))
        for name in ("plain", "encrypted", "reassembled"):
            assert seen(now, name, shown).ndim == (3 if shown == "colour" else 2)
        dots = np.asarray(Image.open(io.BytesIO(figure_png(now)))).astype(int)
        # Of the overlay nothing is seen; its bar is the only colour of a grey figure.
        above = dots[: dots.shape[0] // 2]
        coloured = np.ptp(above, axis=2).max() > 60
        text = " ".join(t.text or "" for t in svg.iter(f"{SVG}text"))
        assert ("colours of the files" in text) == (shown == "colour")
        assert ("Shown as the index sees them" in text) == (shown == "index")
        assert coloured == (shown == "colour")


def test_the_pixels_of_the_reassembled_picture_do_not_depend_on_what_is_compared(view):
    other = replace(view, look=Look(right="reassembled"))
    for name in ("plain", "encrypted", "reassembled"):
        np.testing.assert_array_equal(levels_of(view, name), levels_of(other, name))


@pytest.mark.parametrize("look", [Look(mode="difference"), Look()])
def test_a_figure_says_of_which_levels_bits_and_differences_are(look, plain, scrambled):
    pair = [through(source, "Cb") for source in (plain, scrambled)]
    result = core.visual_security_index(*(s.luma for s in pair), data_range=255)
    made = View(
        plain=pair[0], encrypted=pair[1], result=result, overlay="bits", look=look
    )
    text = figure_svg(made)
    assert f"Of {WORDS['Cb']} alone" in " ".join(re.sub("<[^>]+>", " ", text).split())
    assert f"VSI of Cb {result.vsi:.4f}" in text
    assert f"Channel: {LABELS['Cb']}" in text


@pytest.mark.slow
@pytest.mark.parametrize("shown", ["colour", "index"])
def test_a_report_holds_both_pictures_and_shows_the_one_on_the_screen(view, shown):
    html = report_html(replace(view, look=Look(shown=shown)))
    for name in ("plain", "encrypted", "reassembled"):
        for kind, id_ in (("index", name), ("colour", f"{name}-colour")):
            (tag,) = re.findall(rf'<img id="picture-{id_}" [^>]*>', html)
            assert ("hidden" in tag) == (kind != shown)
    assert f'"shown":"{shown}"' in html


def test_a_report_of_grey_pictures_holds_each_once(view, photo_view):
    assert "-colour" not in re.sub(
        "<script>.*", "", report_html(photo_view), flags=re.DOTALL
    )


@pytest.fixture
def photo_view(photo, shuffled, result, source):
    return View(
        plain=source(photo, "a1" * 32), encrypted=source(shuffled, "b2"), result=result
    )


def test_only_another_channel_than_luma_is_in_the_name_of_the_score():
    assert vsi_of("luma") == "VSI"
    assert vsi_of("Cr") == "VSI of Cr"
    assert tuple(LABELS) == tuple(WORDS) == core.image.CHANNELS
