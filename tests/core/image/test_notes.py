"""What is said of a picture, and what decoders say that nobody should hear."""

import io
import logging
import struct
import warnings
import zlib
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import tifffile
from PIL import Image, ImageCms, PngImagePlugin

import core
from core.image import mismatch, read_picture, without_luma
from core.image.quiet import decoders_quiet


def with_chunk(png, kind, content):
    """A PNG file with a chunk more, behind its header."""
    check = struct.pack(">I", zlib.crc32(kind + content))
    return (
        png[:33] + struct.pack(">I", len(content)) + kind + content + check + png[33:]
    )


# ---- gamma and profiles ---------------------------------------------------------


def test_a_gamma_of_its_own_is_told(grey, encoded):
    png = encoded(grey, "PNG")
    for gamma, told in ((100000, True), (45455, False), (45000, False)):
        picture = read_picture(with_chunk(png, b"gAMA", struct.pack(">I", gamma)))
        np.testing.assert_array_equal(picture.pixels, grey)
        assert ("gamma 1," in " ".join(picture.notes)) is told
    both = with_chunk(
        with_chunk(png, b"gAMA", struct.pack(">I", 100000)), b"sRGB", b"\0"
    )
    assert read_picture(both).notes == ()


def grey_profile(gamma):
    """An ICC profile of grey levels with a gamma, written by hand."""
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)
    white = b"XYZ " + bytes(4) + struct.pack(">3i", 63190, 65536, 54061)
    text = b"desc" + bytes(4) + struct.pack(">I", 2) + b"g\0" + bytes(80)
    text += b"\0" * (-len(text) % 4)
    tags, body, at = b"", b"", 128 + 4 + 12 * 3
    for name, content in ((b"kTRC", curve), (b"wtpt", white), (b"desc", text)):
        tags += name + struct.pack(">II", at + len(body), len(content))
        body += content
    head = struct.pack(
        ">I4sI4s4s4s12s4sIIIIIQI3i4s44s",
        at + len(body), b"\0\0\0\0", 0x02100000, b"mntr", b"GRAY", b"XYZ ",
        struct.pack(">6H", 2000, 1, 1, 0, 0, 0), b"acsp", 0, 0, 0, 0, 0, 0, 0,
        63190, 65536, 54061, b"", b"",
    )  # fmt: skip
    return head[:128] + struct.pack(">I", 3) + tags + body


def test_a_profile_that_moves_grey_levels_is_told(grey, encoded):
    for gamma, told in ((1.0, True), (1.8, True)):
        for kind in ("PNG", "TIFF"):
            file = encoded(grey, kind, icc_profile=grey_profile(gamma))
            picture = read_picture(file, name="odd")
            np.testing.assert_array_equal(picture.pixels, grey)
            said = "odd carries a colour profile that moves grey levels by up to"
            assert any(said in note for note in picture.notes) is told, kind


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "JPEG"])
def test_srgb_and_broken_profiles_are_not_told(kind, colour, encoded):
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (srgb, b"no profile" * 20):
        assert read_picture(encoded(colour, kind, icc_profile=profile)).notes == ()


# ---- content ---------------------------------------------------------------------


def test_a_picture_that_lives_in_alpha_alone_is_told(grey, encoded):
    ink = np.zeros((*grey.shape, 3), np.uint8)
    logo = np.dstack([ink, grey])
    for source in (
        encoded(logo, "PNG"),
        encoded(logo, "TIFF"),
        logo,
        Image.fromarray(logo),
        encoded(Image.fromarray(logo).convert("LA"), "PNG"),
    ):
        notes = read_picture(source, name="logo.png").notes
        assert notes[0] == "logo.png has transparency. It is dropped"
        assert notes[1].startswith("logo.png lives in its transparency alone")


def test_alpha_is_kept_beside_the_pixels_upright_and_in_eight_bits(
    grey, colour, encoded
):
    layers = np.dstack([colour, grey])
    turned = Image.Exif()
    turned[0x112] = 6
    fine = io.BytesIO()
    tifffile.imwrite(
        fine, layers.astype(np.uint16) * 257, photometric="rgb", extrasamples=[2]
    )
    for source, wanted in (
        (encoded(layers, "PNG"), grey),
        (encoded(layers, "TIFF"), grey),
        (encoded(Image.fromarray(layers).convert("LA"), "PNG"), grey),
        (encoded(layers, "PNG", exif=turned), np.rot90(grey, -1)),
        (fine.getvalue(), grey),
        (layers, grey),
        (layers / 255.0, grey),
        (np.dstack([colour, grey * 0 + 9]), None),
        (colour, None),
    ):
        white = 1 if isinstance(source, np.ndarray) and source.dtype == float else None
        found = read_picture(source, data_range=white)
        if wanted is None:
            assert found.alpha is None
        else:
            np.testing.assert_array_equal(found.alpha, wanted)
            again = found.with_white(2 * found.white)
            np.testing.assert_array_equal(again.alpha, wanted)


def test_alpha_that_hides_a_picture_or_nothing_is_not_told(grey, colour, encoded):
    for layers in ((colour, grey), (colour * 0, grey * 0 + 255)):
        assert len(read_picture(encoded(np.dstack(layers), "PNG")).notes) == 1


def isoluminant(shape):
    """Colours that change much while their luma stays within half a level."""
    red = np.random.default_rng(1).integers(0, 2, shape) * 120.0 + 60
    green = (128 - 0.299 * red - 0.114 * 128) / 0.587
    return np.dstack([red, green, np.full(shape, 128.0)]).round().astype(np.uint8)


def test_a_plain_picture_without_luma_is_told(colour, grey):
    picture = read_picture(isoluminant((64, 64)), name="signs.png")
    assert without_luma(picture).startswith(
        "signs.png shows next to nothing in its brightness, which varies by 0."
    )
    for other in (colour, grey, np.full((64, 64, 3), 99, np.uint8), grey * 0):
        assert without_luma(read_picture(other)) == ""


def test_an_exif_turn_is_named_where_sizes_then_differ(grey, encoded):
    exif = Image.Exif()
    exif[0x112] = 6
    plain = read_picture(encoded(grey, "JPEG", exif=exif), name="photo.jpg")
    cipher = read_picture(grey, name="cipher.png")
    said = mismatch(plain, cipher)
    assert "plain picture of 64 × 80 and an encrypted one of 80 × 64 pixels" in said
    assert (
        "photo.jpg was turned upright, as its EXIF orientation says. It is stored as "
        "80 × 64 pixels, the size of cipher.png"
    ) in said
    assert "photo.jpg was turned" in mismatch(cipher, plain)
    assert mismatch(plain, plain) == ""
    other = read_picture(grey[:40], name="low.png")
    assert "EXIF" not in mismatch(cipher, other)
    with pytest.raises(core.ImageError) as error:
        core.visual_security_index(cipher, other)
    assert str(error.value) == mismatch(cipher, other)


# ---- what is not read ------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "held"),
    [
        (b"\0\0\0\x18ftypheic" + bytes(40), "a HEIC picture"),
        (b"\xff\x0a" + bytes(40), "a JPEG XL picture"),
        (b"\0\0\0\x0cJXL \r\n\x87\n" + bytes(40), "a JPEG XL picture"),
        (b"<svg xmlns='x'></svg>", "an SVG drawing"),
        (b"<?xml version='1.0'?>\n<svg></svg>", "an SVG drawing"),
        (b"%PDF-1.7\n" + bytes(40), "a PDF document"),
        (b"<!DOCTYPE html><html></html>", "a web page"),
        (b"\xef\xbb\xbf<html></html>", "a web page"),
        (b"name;score\n1;2\n", "text"),
        ("name".encode("utf-16"), "text"),
        (b"\x76\x2f\x31\x01" + bytes(40), "an OpenEXR picture"),
        (b"8BPS\0\1" + bytes(40), "a Photoshop document"),
        (bytes(128) + b"DICM" + bytes(40), "a DICOM picture"),
        (b"\x93NUMPY\1\0" + bytes(40), "a NumPy array"),
        (b"PK\3\4" + bytes(40), "a zip archive"),
        (b"\0\0\0\x18ftypisom" + bytes(40), "a video"),
        (b"\1\2\3\4" * 20, None),
    ],
)
def test_a_file_that_is_not_read_says_what_it_holds(content, held):
    said = r"^odd\.bin is not a picture that can be read"
    said += f": it holds {held}" if held else ". Expected PNG"
    with pytest.raises(core.ImageError, match=said):
        read_picture(content, name="odd.bin")


# ---- large texts -------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("place", ["before", "after"])
@pytest.mark.parametrize("compressed", [True, False])
def test_a_large_text_is_no_damage(place, compressed, grey, encoded):
    text = "".join(map(chr, np.random.default_rng(1).integers(32, 127, 3 << 20)))
    info = PngImagePlugin.PngInfo()
    if place == "before":
        info.add_text("prompt", text, zip=compressed)
        file = encoded(grey, "PNG", pnginfo=info)
    else:
        file = encoded(grey, "PNG")
        chunk = with_chunk(
            bytes(33), b"zTXt", b"prompt\0\0" + zlib.compress(text.encode())
        )
        file = file[:-12] + chunk[33:] + file[-12:]
    picture = read_picture(file)
    np.testing.assert_array_equal(picture.pixels, grey)
    assert picture.notes == ()
    assert PngImagePlugin.MAX_TEXT_CHUNK == 1 << 20  # of the whole process


# ---- silence -----------------------------------------------------------------------


def noisy(grey):
    file = io.BytesIO()
    tifffile.imwrite(file, grey)
    content = bytearray(file.getvalue())
    # A tag whose value lies beyond the end: tifffile logs it.
    place = content.index(struct.pack("<HH", 305, 2))
    content[place + 8 : place + 12] = struct.pack("<I", 1 << 30)
    return bytes(content)


def test_no_warning_or_log_line_of_a_decoder_reaches_the_user(grey, encoded, caplog):
    palette = Image.fromarray(grey).convert("P")
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x05" + bytes(20)
    files = (
        noisy(grey),
        encoded(palette, "PNG", transparency=bytes(range(256))),
        encoded(grey, "JPEG", exif=exif),
    )
    with warnings.catch_warnings(record=True) as caught, caplog.at_level(logging.DEBUG):
        warnings.simplefilter("always")
        for file in files:
            read_picture(file)
    assert [str(warning.message) for warning in caught] == []
    assert [r.message for r in caplog.records if r.levelno >= logging.WARNING] == []


def test_what_decoders_say_to_others_is_left_alone(grey, caplog):
    before = list(warnings.filters)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: read_picture(noisy(grey)), range(40)))
    assert list(warnings.filters) == before
    with tifffile.TiffFile(io.BytesIO(noisy(grey))):
        assert caplog.records
    with decoders_quiet(), decoders_quiet():
        pass
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warnings.warn_explicit("heard", UserWarning, "a.py", 1, module="PIL.Image")
    assert len(caught) == 1
