"""Whatever comes in: pixels as of the same file, or an `ImageError`; nothing else."""

import io
import os
import threading
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import core
from core.image import as_channels, as_luma, as_pair, read_image, read_picture


class Pipe:
    """A stream that cannot seek."""

    def __init__(self, content):
        self.stream = io.BytesIO(content)

    def read(self, count=-1):
        return self.stream.read(count)


class Plain:
    """A stream whose `read` takes no number."""

    def __init__(self, content):
        self.content = content

    def read(self):
        return self.content


class Broken:
    """A stream that fails."""

    def read(self, count=-1):
        raise RuntimeError("connection lost")


class Foreign:
    """An object of another library that will not become an array."""

    def __array__(self, dtype=None, copy=None):
        raise RuntimeError("on another device")


SOURCES = {
    "bytes": bytes,
    "bytearray": bytearray,
    "memoryview": memoryview,
    "open file": io.BytesIO,
    "pipe": Pipe,
    "read without a number": Plain,
}


@pytest.mark.parametrize("kind", SOURCES)
def test_every_carrier_of_a_file_gives_its_pixels(kind, grey, encoded):
    file = encoded(grey, "PNG")
    for call in (read_image, as_luma):
        np.testing.assert_array_equal(call(SOURCES[kind](file)), grey)
    picture = read_picture(SOURCES[kind](file))
    assert picture.name == "the picture"
    np.testing.assert_array_equal(picture.pixels, grey)


def test_paths_are_read_wherever_pixels_are_taken(tmp_path, grey, encoded):
    path = tmp_path / "grey.png"
    path.write_bytes(encoded(grey, "PNG"))
    for source in (path, str(path)):
        np.testing.assert_array_equal(as_luma(source), grey)
        assert core.visual_security_index(source, grey).vsi == 2
        assert core.INDICES["ssim"].evaluate(grey, source).value == 1


def test_a_member_of_an_archive_is_read(tmp_path, grey, encoded):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("folder/grey.tif", encoded(grey, "TIFF"))
    with (
        zipfile.ZipFile(tmp_path / "a.zip") as archive,
        archive.open("folder/grey.tif") as member,
    ):
        picture = read_picture(member)
    np.testing.assert_array_equal(picture.pixels, grey)
    assert picture.name == "grey.tif"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_is_refused_by_its_path_and_read_when_it_is_open(
    tmp_path, grey, encoded
):
    path = tmp_path / "pipe.png"
    os.mkfifo(path)
    # Nobody writes: waiting for that would take forever.
    with pytest.raises(core.ImageError, match=r"pipe\.png: it is a pipe or a device"):
        read_picture(path)
    writer = threading.Thread(target=path.write_bytes, args=(encoded(grey, "PNG"),))
    writer.start()
    with path.open("rb") as file:
        picture = read_picture(file)
    writer.join()
    np.testing.assert_array_equal(picture.pixels, grey)


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/stdin", "/dev/tty"])
def test_a_device_is_not_opened(path):
    with pytest.raises(core.ImageError, match="cannot open"):
        read_picture(path)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (None, "value of type NoneType"),
        ({}, "value of type dict"),
        ({"pixels": 1}, "value of type dict"),
        (object(), "value of type object"),
        (3, "value of type int"),
        (print, "value of type builtin_function_or_method"),
        (Foreign(), "got no array: on another device"),
        (np.empty((40, 40), object), "array of type object"),
        (np.full((40, 40), "a"), "array of type <U1"),
        (np.zeros((40, 40), "V4"), r"array of type \|V4"),
        (np.zeros((40, 40), complex), "array of type complex128"),
        ([[1, 2], [3]], "got no array"),
        (["a.png", "b.png"], r"shape \(2,\)"),
        (iter([1]), "value of type list_iterator"),
        (Broken(), "cannot read the picture: connection lost"),
        (io.StringIO("P2 1 1 255 0"), "Open it with mode 'rb'"),
        (b"", "it holds nothing: the file is empty"),
        (memoryview(b"none"), "not a picture"),
        ("no such file.png", r"cannot open no such file\.png"),
        (Path("/"), "cannot open"),
        (np.ma.array(np.zeros((40, 40)), mask=np.eye(40)), "hides 40 values. Fill"),
        (Image.new("L", (20, 50)), "too small"),
        (np.zeros((0, 40)), "empty array"),
        ("\0", "cannot open"),
    ],
)
def test_what_is_no_image_is_an_image_error_everywhere(source, said):
    other = np.zeros((40, 40))
    for call in (
        read_image,
        read_picture,
        as_luma,
        as_channels,
        core.edge_map,
        core.SCHEMES["peid-09"].encrypt,
        lambda image: as_pair(image, other),
        lambda image: core.visual_security_index(other, image),
        lambda image: core.INDICES["psnr"].evaluate(image, other),
    ):
        with pytest.raises(core.ImageError, match=said):
            call(source)


@pytest.mark.parametrize(
    "white", [0, -1, np.nan, np.inf, "1", b"2", [], (1, 2, 3), object(), {}, 1j]
)
def test_what_is_no_white_is_an_image_error(white, grey):
    for call in (as_pair, core.visual_security_index):
        with pytest.raises(
            core.ImageError, match=r"expected (a positive|one) data_range"
        ):
            call(grey, grey, data_range=white)
    for call in (as_luma, read_picture, read_image):
        with pytest.raises(core.ImageError, match="expected a positive data_range"):
            call(grey, data_range=white)


@pytest.mark.parametrize(
    "mode", ["P", "PA", "LA", "La", "RGBA", "RGBa", "RGBX", "CMYK"]
)
def test_a_pillow_image_is_converted_as_its_file_is(mode, colour, encoded):
    image = Image.fromarray(colour)
    if mode == "PA":
        image = image.quantize(64).convert("PA")
    elif mode == "La":
        image = image.convert("LA").convert("La")
    elif mode == "RGBa":
        image = image.convert("RGBA").convert("RGBa")
    else:
        image = image.convert(mode)
    picture = read_picture(image)
    expected = image.convert("RGBA") if mode in ("P", "PA", "RGBa") else image
    if mode in ("La", "LA"):
        np.testing.assert_array_equal(picture.pixels, image.convert("LA").getchannel(0))
    else:
        np.testing.assert_array_equal(picture.pixels, expected.convert("RGB"))


def test_a_pillow_image_with_a_turn_is_turned(grey, encoded):
    exif = Image.Exif()
    exif[0x112] = 6
    file = encoded(grey, "PNG", exif=exif)
    with Image.open(io.BytesIO(file)) as image:
        picture = read_picture(image)
    np.testing.assert_array_equal(picture.pixels, np.rot90(grey, -1))
    assert "turned upright" in picture.notes[0]


def test_a_pillow_image_of_a_short_file_is_an_image_error(grey, encoded):
    file = encoded(grey, "PNG")
    with (
        Image.open(io.BytesIO(file[: len(file) // 2])) as image,
        pytest.raises(core.ImageError, match="cannot be converted"),
    ):
        read_picture(image)


def test_a_picture_is_taken_with_its_own_white(grey):
    picture = read_picture(grey.astype(np.uint16), data_range=255, name="a")
    assert (picture.name, picture.white) == ("a", 255)
    for luma in (as_luma(picture), as_pair(picture, grey)[0], picture.luma):
        np.testing.assert_array_equal(luma, grey)
    np.testing.assert_allclose(as_luma(picture, data_range=510), grey / 2)
    assert read_picture(picture, name="b").name == "b"
    with pytest.raises(core.ImageError, match="above 100, the value of white"):
        picture.with_white(100)


def test_alpha_of_an_array_is_dropped_with_a_notice(colour, grey):
    picture = read_picture(np.dstack([colour, grey]))
    np.testing.assert_array_equal(picture.pixels, colour)
    assert picture.notes == ("the picture has transparency. It is dropped",)


def test_channels_are_those_of_jpeg(colour):
    channels = as_channels(colour)
    assert list(channels) == ["luma", "Cb", "Cr", "R", "G", "B"]
    jpeg = np.asarray(Image.fromarray(colour).convert("YCbCr"), float)
    for name, plane in zip(("luma", "Cb", "Cr"), np.moveaxis(jpeg, -1, 0), strict=True):
        assert np.abs(channels[name] - plane).max() <= 1.01  # Pillow's are rounded down
    np.testing.assert_array_equal(channels["G"], colour[..., 1])
    np.testing.assert_array_equal(channels["luma"], as_luma(colour))
    for name, plane in channels.items():
        assert plane.dtype == np.float64
        assert plane.flags.c_contiguous
        assert 0 <= plane.min() <= plane.max() <= 255, name
    assert as_channels(colour / 255, data_range=1)["Cb"] == pytest.approx(
        channels["Cb"]
    )


def test_channels_of_grey_have_no_colour_exactly(grey):
    for image in (grey, np.dstack([grey] * 3), read_picture(grey)):
        channels = as_channels(image)
        assert (channels["Cb"] == 128).all()
        assert (channels["Cr"] == 128).all()
        for name in ("luma", "R", "G", "B"):
            np.testing.assert_array_equal(channels[name], grey)


@pytest.mark.parametrize("corner", list(np.ndindex(2, 2, 2)))
def test_channels_of_full_colours_stay_in_range(corner):
    pixels = np.full((32, 32, 3), np.array(corner) * 255, np.uint8)
    for plane in as_channels(pixels).values():
        assert 0 <= plane.min() <= plane.max() <= 255
