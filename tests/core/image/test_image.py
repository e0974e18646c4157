"""The one door for pixels: files and arrays."""

import io
import os
import shutil
import struct
import warnings
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray
from PIL import Image

import core
from core.image import (
    FORMATS,
    as_luma,
    as_pair,
    borrow_luma,
    read_image,
    read_picture,
)

HEIGHT, WIDTH = 40, 50
_RNG = np.random.default_rng(1)
GREY = _RNG.integers(0, 256, (HEIGHT, WIDTH)).astype(np.uint8)
GREY_16 = _RNG.integers(0, 65536, (HEIGHT, WIDTH)).astype(np.uint16)
COLOUR = _RNG.integers(0, 256, (HEIGHT, WIDTH, 3)).astype(np.uint8)

LOSSLESS = {"WEBP": {"lossless": True}}
EXACT = [name for name in FORMATS if name not in ("JPEG", "GIF", "AVIF")]
SIXTEEN = (
    "the picture holds grey levels of 16 bits. They are scaled by 255/65535 and not "
    "rounded"
)
PALETTE = "the picture holds a palette. Every pixel takes its colour from it"


def encoded(pixels: NDArray[Any] | Image.Image, kind: str, **options: object) -> bytes:
    """Return the bytes of an image file."""
    image = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def png(
    width: int, height: int, bits: int, colour_type: int, samples: bytes = b""
) -> bytes:
    """Return a PNG file, written by hand for what Pillow does not write."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
        )

    header = struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, 0)
    row = len(samples) // height
    rows = b"".join(
        b"\0" + samples[start : start + row]
        for start in range(0, len(samples), row or 1)
    )
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def tiff(
    samples: NDArray[Any],
    *,
    photometric: int = 1,
    sample_format: int = 1,
    channels: int = 1,
) -> bytes:
    """Return a little-endian TIFF file of one strip, for what Pillow does not write."""
    height, width = samples.shape[:2]
    bits, strip = samples.dtype.itemsize * 8, samples.tobytes()
    tags = {
        256: width,
        257: height,
        258: bits,
        259: 1,
        262: photometric,
        273: 8,
        277: channels,
        278: height,
        279: len(strip),
        339: sample_format,
    }
    depths = 8 + len(strip)
    directory = depths + 6
    entries = struct.pack("<H", len(tags))
    for tag, value in tags.items():
        if tag in (258, 339) and channels > 1:
            value = depths if tag == 258 else value
            count = channels if tag == 258 else 1
            entries += struct.pack("<HHII", tag, 3, count, value)
        else:
            entries += struct.pack("<HHII", tag, 4, 1, value)
    return (
        struct.pack("<2sHI", b"II", 42, directory)
        + strip
        + struct.pack("<3H", bits, bits, bits)
        + entries
        + struct.pack("<I", 0)
    )


# ---- every format ---------------------------------------------------------------


@pytest.mark.parametrize("kind", EXACT)
def test_lossless_colour_files_come_back_exactly(kind: str) -> None:
    file = encoded(COLOUR, kind, **LOSSLESS.get(kind, {}))
    picture = read_picture(file)
    assert picture.pixels.dtype == np.uint8
    np.testing.assert_array_equal(picture.pixels, COLOUR)
    assert picture.notes == ()


@pytest.mark.parametrize("kind", [*EXACT, "GIF"])
def test_lossless_grey_files_come_back_exactly(kind: str) -> None:
    luma = read_image(encoded(GREY, kind, **LOSSLESS.get(kind, {})))
    assert luma.dtype == np.float64
    np.testing.assert_array_equal(luma, GREY)


@pytest.mark.parametrize("channels", [1, 3])
def test_jpeg_comes_back_within_its_compression(channels: int) -> None:
    ramp = np.add.outer(np.arange(64), 2 * np.arange(48)).astype(np.uint8)
    pixels = ramp if channels == 1 else np.repeat(ramp[..., np.newaxis], 3, axis=2)
    luma = read_image(encoded(pixels, "JPEG", quality=95))
    assert np.abs(luma - ramp).max() <= 3  # grey levels


@pytest.mark.parametrize("kind", FORMATS)
def test_path_bytes_and_open_file_give_the_same_pixels(
    kind: str, tmp_path: Path
) -> None:
    file = encoded(COLOUR, kind)
    path = tmp_path / f"picture.{FORMATS[kind][0]}"
    path.write_bytes(file)
    expected = read_picture(file).pixels
    np.testing.assert_array_equal(read_picture(path).pixels, expected)
    np.testing.assert_array_equal(read_picture(str(path)).pixels, expected)
    stream = io.BytesIO(file)
    stream.seek(7)  # wherever the caller left it
    np.testing.assert_array_equal(read_picture(stream).pixels, expected)
    assert not stream.closed
    with path.open("rb") as opened:
        picture = read_picture(opened)
        assert not opened.closed
    np.testing.assert_array_equal(picture.pixels, expected)
    assert picture.name == path.name


@pytest.mark.parametrize("ending", ["png", "txt", ""])
def test_content_decides_the_format_not_the_name(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"picture.{ending}"
    path.write_bytes(encoded(GREY, "BMP"))
    np.testing.assert_array_equal(read_image(path), GREY)


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "PPM", "JPEG2000"])
def test_16_bit_grey_is_scaled_by_255_over_65535(kind: str) -> None:
    picture = read_picture(encoded(GREY_16, kind))
    assert picture.pixels.dtype == np.uint16
    np.testing.assert_array_equal(picture.pixels, GREY_16)
    np.testing.assert_allclose(picture.luma, GREY_16 * (255 / 65535), rtol=1e-14)
    assert picture.notes == (SIXTEEN,)


def test_16_bit_copy_of_an_8_bit_image_reads_the_same() -> None:
    with pytest.warns(core.ImageNotice, match="16 bits"):
        luma = read_image(encoded(GREY.astype(np.uint16) * 257, "PNG"))
    np.testing.assert_array_equal(luma, GREY)


def test_pgm_is_scaled_by_its_own_white() -> None:
    samples = _RNG.integers(0, 1001, (HEIGHT, WIDTH))
    file = b"P5 50 40 1000\n" + samples.astype(">u2").tobytes()
    luma = read_picture(file).luma
    assert np.abs(luma - samples * 0.255).max() <= 255 / 65535


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "BMP", "PPM"])
def test_one_bit_images_are_black_and_white(kind: str) -> None:
    mask = GREY > 127
    np.testing.assert_array_equal(read_image(encoded(mask, kind)), mask * 255.0)


@pytest.mark.parametrize("kind", ["PNG", "BMP", "TIFF", "GIF"])
def test_palette_gives_its_colours(kind: str) -> None:
    palette = Image.fromarray(COLOUR).quantize(16)
    picture = read_picture(encoded(palette, kind))
    np.testing.assert_array_equal(picture.pixels, palette.convert("RGB"))
    assert picture.notes == (PALETTE,)


@pytest.mark.parametrize("transparency", [3, bytes(range(0, 160, 10))])
def test_palette_with_transparency_keeps_its_hidden_colours(
    transparency: int | bytes,
) -> None:
    palette = Image.fromarray(COLOUR).quantize(16)
    picture = read_picture(encoded(palette, "PNG", transparency=transparency))
    np.testing.assert_array_equal(picture.pixels, palette.convert("RGB"))
    assert picture.notes == ("the picture has transparency. It is dropped", PALETTE)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk_becomes_rgb(kind: str) -> None:
    flat = np.broadcast_to(np.array([200, 100, 50], np.uint8), (HEIGHT, WIDTH, 3))
    ink = Image.fromarray(flat.copy()).convert("CMYK")
    picture = read_picture(encoded(ink, kind))
    assert picture.pixels.shape == (HEIGHT, WIDTH, 3)
    assert np.abs(picture.pixels.astype(int) - flat).max() <= 4  # JPEG
    (note,) = picture.notes
    assert "holds CMYK colours. They are converted to RGB" in note


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("RGBA", "PNG"),
        ("LA", "PNG"),
        ("RGBA", "TIFF"),
        ("LA", "TIFF"),
        ("RGBA", "WEBP"),
        ("RGBA", "JPEG2000"),
        ("LA", "JPEG2000"),
    ],
)
def test_alpha_is_dropped_with_a_notice(mode: str, kind: str) -> None:
    image = Image.fromarray(COLOUR).convert(mode)
    image.putalpha(Image.fromarray(GREY))
    options = {"lossless": True, "exact": True} if kind == "WEBP" else {}
    file = encoded(image, kind, **options)
    with pytest.warns(core.ImageNotice, match="^the picture has transparency"):
        luma = read_image(file)
    plain = image.convert(mode.removesuffix("A"))
    np.testing.assert_array_equal(luma, as_luma(np.asarray(plain)))


def test_first_frame_of_a_gif_is_used_with_a_notice() -> None:
    first = Image.fromarray(COLOUR).quantize(16)
    others = [Image.fromarray(255 - COLOUR), Image.fromarray(COLOUR // 2)]
    file = encoded(first, "GIF", save_all=True, append_images=others)
    picture = read_picture(file, name="moving.gif")
    np.testing.assert_array_equal(picture.pixels, first.convert("RGB"))
    assert picture.notes[0] == "moving.gif holds 3 frames. The first one is used"


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_first_frame_of_several_is_used_with_a_notice(kind: str) -> None:
    frames = [Image.fromarray(255 - COLOUR), Image.fromarray(COLOUR // 2)]
    file = encoded(
        COLOUR, kind, save_all=True, append_images=frames, **LOSSLESS.get(kind, {})
    )
    with pytest.warns(core.ImageNotice, match="holds 3 frames. The first one is used"):
        luma = read_image(file)
    np.testing.assert_array_equal(luma, as_luma(COLOUR))


# What a viewer does with the stored pixels, for EXIF orientations 1 to 8.
UPRIGHT = [
    np.array,
    np.fliplr,
    lambda stored: np.rot90(stored, 2),
    np.flipud,
    np.transpose,
    lambda stored: np.rot90(stored, -1),
    lambda stored: np.rot90(stored, 2).T,
    np.rot90,
]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP"])
def test_exif_orientation_is_applied(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x112] = orientation
    file = encoded(GREY, kind, exif=exif, **LOSSLESS.get(kind, {}))
    picture = read_picture(file)
    np.testing.assert_array_equal(picture.luma, UPRIGHT[orientation - 1](GREY))
    turned = ("the picture is turned upright, as its EXIF orientation says",)
    assert picture.notes == (turned if orientation > 1 else ())


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied_to_16_bits(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x112] = orientation
    pixels = read_picture(encoded(GREY_16, "PNG", exif=exif)).pixels
    np.testing.assert_array_equal(pixels, UPRIGHT[orientation - 1](GREY_16))


def test_exif_orientation_of_a_jpeg_is_applied() -> None:
    exif = Image.Exif()
    exif[0x112] = 6
    tall = np.zeros((64, 48), np.uint8)
    tall[:32] = 200  # the sensor's top is the viewer's right
    with pytest.warns(core.ImageNotice, match="turned upright"):
        luma = read_image(encoded(tall, "JPEG", exif=exif))
    assert luma.shape == (48, 64)
    assert luma[:, :24].max() < 20
    assert luma[:, 40:].min() > 180


SIXTEEN_BITS = np.repeat(GREY_16[..., np.newaxis], 4, axis=2)
HALVES = SIXTEEN_BITS.astype(">u2")


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(png(WIDTH, HEIGHT, 16, 2, HALVES[..., :3].tobytes()), id="RGB"),
        pytest.param(png(WIDTH, HEIGHT, 16, 6, HALVES.tobytes()), id="RGBA"),
        pytest.param(png(WIDTH, HEIGHT, 16, 4, HALVES[..., :2].tobytes()), id="grey+A"),
    ],
)
def test_16_bit_colour_of_a_png_is_read_whole(file: bytes) -> None:
    picture = read_picture(file)
    np.testing.assert_array_equal(picture.pixels, SIXTEEN_BITS[..., :3])
    assert any("grey levels of 16 bits" in note for note in picture.notes)
    assert not any("8 bits a channel" in note for note in picture.notes)


def test_channels_of_16_bit_colour_are_not_exchanged_and_white_can_be_set() -> None:
    pixels = _RNG.integers(0, 4096, (HEIGHT, WIDTH, 3)).astype(np.uint16)
    pixels[0, 0] = 4095
    picture = read_picture(png(WIDTH, HEIGHT, 16, 2, pixels.astype(">u2").tobytes()))
    np.testing.assert_array_equal(picture.pixels, pixels)
    assert picture.suggested_white == 4095


def test_16_bit_colour_of_a_ppm_is_read_with_8_bits_and_a_notice() -> None:
    picture = read_picture(b"P6 50 40 65535\n" + HALVES[..., :3].tobytes())
    assert picture.pixels.dtype == np.uint8
    # Pillow rounds.
    assert np.abs(picture.luma - GREY_16 * (255 / 65535)).max() <= 1
    assert "the picture holds 16-bit colour. It is read with 8 bits a channel" in (
        picture.notes
    )


def test_16_bit_colour_that_8_bits_would_make_black_is_refused() -> None:
    dark = (HALVES[..., :3] // 256).astype(">u2")
    with pytest.raises(core.ImageError, match=r"sixteenth.*Save it as a TIFF"):
        read_picture(b"P6 50 40 65535\n" + dark.tobytes())


def test_16_bit_colour_of_a_tiff_is_read_whole() -> None:
    pixels = _RNG.integers(0, 65536, (HEIGHT, WIDTH, 3)).astype(np.uint16)
    picture = read_picture(tiff(pixels, photometric=2, channels=3))
    np.testing.assert_array_equal(picture.pixels, pixels)
    assert picture.notes == (SIXTEEN,)


def test_8_bit_ppm_with_a_white_of_its_own_needs_no_notice() -> None:
    file = b"P6 50 40 100\n" + (COLOUR % 101).tobytes()
    assert read_picture(file).notes == ()


def test_float_tiff_holds_grey_levels() -> None:
    levels = GREY.astype(np.float32) * np.float32(0.77)
    picture = read_picture(encoded(levels, "TIFF"))
    assert picture.pixels.dtype == np.float32
    np.testing.assert_array_equal(picture.luma, levels)
    assert picture.notes == ()


def test_float_tiff_of_at_most_1_is_not_guessed_at_but_noted() -> None:
    levels = GREY.astype(np.float32) / 255
    with pytest.warns(core.ImageNotice, match="at most 1. They are taken as grey"):
        luma = read_image(encoded(levels, "TIFF"))
    np.testing.assert_array_equal(luma, levels)


@pytest.mark.parametrize("value", [-1, 256, np.nan, np.inf])
def test_float_tiff_outside_0_to_255_is_refused(value: float) -> None:
    levels = GREY.astype(np.float32)
    levels[3, 4] = value
    with pytest.raises(core.ImageError, match=r"outside 0\.\.255. Save it as grey"):
        read_image(encoded(levels, "TIFF"))


def test_32_bit_integers_are_taken_as_16_bits_with_a_notice() -> None:
    levels = GREY_16.astype(np.int32)
    picture = read_picture(encoded(levels, "TIFF"))
    np.testing.assert_array_equal(picture.pixels, levels)
    assert len(picture.notes) == 1
    assert "taken as 16-bit grey levels from 0 to 65535" in picture.notes[0]


@pytest.mark.parametrize("value", [-3, 65536])
def test_32_bit_integers_outside_16_bits_are_refused(value: int) -> None:
    levels = GREY.astype(np.int32)
    levels[3, 4] = value
    with pytest.raises(core.ImageError, match=f"integers from .*{value}.*Expected"):
        read_image(encoded(levels, "TIFF"))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_tiff_that_counts_from_white_is_turned_over(dtype: type) -> None:
    samples = GREY.astype(dtype) * (257 if dtype is np.uint16 else 1)
    luma = read_picture(tiff(samples, photometric=0)).luma
    np.testing.assert_array_equal(luma, 255.0 - GREY)


# ---- what is refused ------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "height"), [(8000, 5001), (7000, 6000), (9500, 9500), (100_000, 100_000)]
)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_more_than_40_megapixels_are_refused_from_the_header(
    width: int, height: int
) -> None:
    # The file holds no pixels: had they been decoded, the message would be another.
    with pytest.raises(
        core.ImageError, match=r"too large.*at most 40.*Make it smaller"
    ):
        read_image(png(width, height, 8, 0))


def test_exactly_40_megapixels_pass_the_limit() -> None:
    with pytest.raises(core.ImageError, match="damaged or incomplete"):
        read_image(png(8000, 5000, 8, 0))


@pytest.mark.parametrize("size", [(31, 500), (500, 31), (1, 1)])
def test_side_under_32_is_refused(size: tuple[int, int]) -> None:
    width, height = size
    with pytest.raises(
        core.ImageError, match=f"at least 32 pixels a side, got {width} × {height}"
    ):
        read_image(encoded(np.zeros((height, width), np.uint8), "PNG"))


def test_side_of_32_is_read() -> None:
    assert read_image(encoded(GREY[:32, :32], "PNG")).shape == (32, 32)


@pytest.mark.parametrize(
    "content",
    [b"", b"Hello, I am a text.\n" * 50, b"\x89PNG\r\n\x1a\n", b"GIF89a" + bytes(100)],
)
def test_what_is_no_image_is_refused_by_name(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "letter.png"
    path.write_bytes(content)
    with pytest.raises(core.ImageError, match=r"^letter\.png is not a picture.*PNG, J"):
        read_image(path)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(core.ImageError, match=r"cannot open lost\.png: No such file"):
        read_image(tmp_path / "lost.png")


def test_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "album.png").mkdir()
    with pytest.raises(
        core.ImageError, match=r"cannot open album\.png: Is a directory"
    ):
        read_image(tmp_path / "album.png")


@pytest.mark.parametrize("path", ["", ".", "/"])
def test_path_without_a_name_is_refused(path: str) -> None:
    with pytest.raises(core.ImageError, match=r"cannot open .+: Is a directory"):
        read_image(path)


def test_path_that_the_system_refuses_is_not_called_damaged(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(core.ImageError, match=r"cannot open x\.png: Not a directory"):
        read_image(tmp_path / "file" / "x.png")
    with pytest.raises(core.ImageError, match=r"cannot open a.*null"):
        read_image("a\0.png")
    with pytest.raises(core.ImageError, match=r"cannot open x.*too long"):
        read_image("x" * 5000)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_file_without_permission_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret.png"
    path.touch(mode=0)
    with pytest.raises(core.ImageError, match=r"cannot open secret\.png: Permission"):
        read_image(path)


@pytest.mark.parametrize("kind", FORMATS)
def test_truncated_file_is_refused_by_name_where_asked(
    kind: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = encoded(COLOUR, kind)
    path = tmp_path / "broken"
    path.write_bytes(file[: len(file) // 2])
    with pytest.raises(core.ImageError, match=r"^broken is (damaged|not a picture)"):
        read_image(path, strict=True)
    capfd.readouterr()  # libtiff writes to the console


def _damage_samples() -> dict[str, bytes]:
    exif = Image.Exif()
    exif[0x112] = 6
    palette = Image.fromarray(COLOUR).quantize(16)
    more = {"save_all": True, "append_images": [Image.fromarray(255 - COLOUR)]}
    return {
        "PNG": encoded(COLOUR, "PNG", exif=exif),
        "PNG of 16 bits": encoded(GREY_16, "PNG"),
        "PNG with palette": encoded(palette, "PNG", transparency=3),
        "PNG with frames": encoded(COLOUR, "PNG", **more),
        "JPEG": encoded(COLOUR, "JPEG", exif=exif),
        "JPEG of inks": encoded(Image.fromarray(COLOUR).convert("CMYK"), "JPEG"),
        "GIF": encoded(palette, "GIF", transparency=3),
        "GIF with frames": encoded(palette, "GIF", **more),
        "BMP": encoded(COLOUR, "BMP"),
        "BMP with palette": encoded(palette, "BMP"),
        "TIFF": encoded(COLOUR, "TIFF", exif=exif),
        "TIFF, LZW": encoded(COLOUR, "TIFF", compression="tiff_lzw"),
        "TIFF, JPEG": encoded(COLOUR, "TIFF", compression="jpeg"),
        "TIFF, LZMA": encoded(COLOUR, "TIFF", compression="lzma"),
        "TIFF, deflate": encoded(COLOUR, "TIFF", compression="tiff_deflate"),
        "TIFF, Zstandard": encoded(COLOUR, "TIFF", compression="zstd"),
        "TIFF, fax": encoded(GREY > 127, "TIFF", compression="group4"),
        "TIFF with pages": encoded(COLOUR, "TIFF", **more),
        "TIFF of floats": encoded(GREY.astype(np.float32), "TIFF"),
        "WebP": encoded(COLOUR, "WEBP", exif=exif),
        "WebP with frames": encoded(COLOUR, "WEBP", **more),
        "PGM": encoded(GREY, "PPM"),
        "PGM of 16 bits": encoded(GREY_16, "PPM"),
        "PBM": encoded(GREY > 127, "PPM"),
        "PPM": encoded(COLOUR, "PPM"),
        "PPM as text": b"P3 40 40 255\n" + b" ".join(b"%d" % x for x in bytes(4800)),
        "PFM": encoded(GREY.astype(np.float32), "PPM"),
        "JPEG 2000": encoded(COLOUR, "JPEG2000"),
        "JPEG 2000 of 16 bits": encoded(GREY_16, "JPEG2000"),
        "AVIF": encoded(COLOUR, "AVIF", exif=exif),
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    "file", [pytest.param(file, id=name) for name, file in _damage_samples().items()]
)
def test_damaged_file_gives_an_image_error_or_an_image(
    file: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    rng = np.random.default_rng(7)
    for trial in range(40):
        damaged = bytearray(file)
        if trial % 4 == 0:
            damaged = damaged[: rng.integers(len(file))]
        for _ in range(rng.integers(1, 8) if trial % 4 else 0):
            head = min(len(file), 200) if rng.random() < 0.7 else len(file)
            damaged[rng.integers(head)] = rng.choice([0, 1, 127, 128, 255])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", core.ImageNotice)
            try:
                luma = read_image(bytes(damaged))
            except core.ImageError:
                continue
        assert luma.ndim == 2
        assert luma.min() >= 0
        assert luma.max() <= 255
    capfd.readouterr()  # libtiff writes to the console


def test_messages_of_bytes_and_nameless_files_speak_of_the_image() -> None:
    for source in (b"none", io.BytesIO(b"none")):
        with pytest.raises(core.ImageError, match=r"^the picture is not a picture"):
            read_image(source)


def test_messages_of_an_open_file_name_it(tmp_path: Path) -> None:
    path = tmp_path / "open.png"
    path.write_bytes(b"none")
    with (
        path.open("rb") as file,
        pytest.raises(core.ImageError, match=r"^open\.png is"),
    ):
        read_image(file)


def test_given_name_stands_for_one_that_is_unknown() -> None:
    with pytest.raises(core.ImageError, match=r"^upload\.png is not a picture"):
        read_picture(b"none", name="upload.png")
    assert read_picture(encoded(GREY, "PNG"), name="upload.png").name == "upload.png"


def test_notes_name_the_file(tmp_path: Path) -> None:
    path = tmp_path / "ghost.png"
    path.write_bytes(encoded(Image.fromarray(COLOUR).convert("RGBA"), "PNG"))
    with pytest.warns(core.ImageNotice, match=r"^ghost\.png has transparency"):
        read_image(path)


def test_file_can_be_deleted_after_reading(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "a.tif").write_bytes(encoded(COLOUR, "TIFF"))
    picture = read_picture(folder / "a.tif")
    shutil.rmtree(folder)
    np.testing.assert_array_equal(picture.luma, as_luma(COLOUR))


# ---- arrays ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("array", "levels"),
    [
        (np.array([[False, True]]), [[0, 255]]),
        (np.array([[0, 7, 255]], np.uint8), [[0, 7, 255]]),
        (np.array([[0, 257 * 7, 65535]], np.uint16), [[0, 7, 255]]),
        (np.array([[0, 2**32 - 1]], np.uint32), [[0, 255]]),
        (np.array([[0, 2**64 - 1]], np.uint64), [[0, 255]]),
        (np.array([[-5, 7, 127]], np.int16), [[-5, 7, 127]]),
        (np.array([[-5, 7, 300]], np.int64), [[-5, 7, 300]]),
        (np.array([[0, 0.5, 255]], np.float16), [[0, 0.5, 255]]),
        (np.array([[0, 0.5, 255]], np.float32), [[0, 0.5, 255]]),
        (np.array([[-0.25, 0.1, 1]], np.float64), [[-0.25, 0.1, 1]]),
        ([[0, 1], [2, 16]], [[0, 1], [2, 16]]),
    ],
)
def test_every_type_has_one_meaning(
    array: NDArray[Any], levels: list[list[float]]
) -> None:
    luma = as_luma(array)
    assert luma.dtype == np.float64
    np.testing.assert_array_equal(luma, levels)


def test_all_8_bit_levels_survive_16_bits_exactly() -> None:
    levels = np.arange(256, dtype=np.uint16).reshape(16, 16)
    np.testing.assert_array_equal(as_luma(levels * 257), levels)
    np.testing.assert_array_equal(as_luma(levels / 255, data_range=1), levels)


@pytest.mark.parametrize("dtype", [np.float64, np.int32, np.uint16])
def test_data_range_is_the_value_of_white(dtype: type) -> None:
    luma = as_luma(np.array([[0, 1024, 4095]], dtype), data_range=4095)
    np.testing.assert_allclose(luma, [[0, 1024 * 255 / 4095, 255]], rtol=1e-15)


@given(white=st.floats(1e-3, 1e9), share=st.floats(0, 1))
def test_what_is_not_above_data_range_is_not_above_white(
    white: float, share: float
) -> None:
    luma = as_luma([[white, white * share]], data_range=white)
    assert luma[0, 0] == 255
    assert luma[0, 1] <= 255


@pytest.mark.parametrize("data_range", [0, -1, np.nan, np.inf])
def test_data_range_must_be_positive(data_range: float) -> None:
    with pytest.raises(core.ImageError, match="expected a positive data_range, got"):
        as_luma(np.zeros((2, 2)), data_range=data_range)


@pytest.mark.parametrize(
    ("shape", "grey"), [((4, 5), True), ((4, 5, 1), True), ((4, 5, 2), True)]
)
def test_first_channel_of_grey_is_kept(shape: tuple[int, ...], grey: bool) -> None:
    pixels = np.arange(np.prod(shape), dtype=np.float64).reshape(shape)
    expected = pixels if pixels.ndim == 2 else pixels[..., 0]
    np.testing.assert_array_equal(as_luma(pixels), expected)


@pytest.mark.parametrize("channels", [3, 4])
def test_luma_weights_are_those_of_bt_601(channels: int) -> None:
    # Reading: (luma) 0.299 R + 0.587 G + 0.114 B, not rounded; alpha plays no part.
    pixels = np.eye(3, channels).reshape(1, 3, channels) * 100
    np.testing.assert_allclose(as_luma(pixels), [[29.9, 58.7, 11.4]], rtol=1e-14)


def test_luma_is_not_rounded() -> None:
    # Reading: (luma)
    assert as_luma(np.array([[[10, 20, 31]]], np.uint8))[0, 0] == pytest.approx(
        0.299 * 10 + 0.587 * 20 + 0.114 * 31, rel=1e-14
    )


@given(
    hnp.arrays(np.float64, (3, 4, 3), elements=st.floats(0, 255, allow_subnormal=False))
)
def test_luma_stays_in_range_and_grey_is_exact(pixels: NDArray[Any]) -> None:
    luma = as_luma(pixels, data_range=255)
    assert luma.min() >= 0
    assert luma.max() <= 255
    grey = np.repeat(pixels[..., :1], 3, axis=2)
    np.testing.assert_array_equal(as_luma(grey, data_range=255), pixels[..., 0])


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("shape", [(4, 5), (4, 5, 3)])
def test_values_that_are_not_finite_are_refused(
    shape: tuple[int, ...], value: float
) -> None:
    pixels = np.zeros(shape)
    pixels.flat[7] = value
    with pytest.raises(core.ImageError, match="finite pixels, got NaN or infinite"):
        as_luma(pixels)


def test_values_that_overflow_by_scaling_are_refused() -> None:
    with pytest.raises(core.ImageError, match="finite pixels, got NaN or infinite"):
        as_luma([[1e308]], data_range=1)


@pytest.mark.parametrize(
    ("array", "message"),
    [
        (np.zeros(5), r"expected a picture of shape \(H, W\).*\(5,\)"),
        (np.float64(3), r"expected a picture of shape .*shape \(\)"),
        (np.zeros((2, 2, 5)), r"expected a picture of shape .*\(2, 2, 5\)"),
        (np.zeros((1, 2, 2, 3)), r"expected a picture of shape .*\(1, 2, 2, 3\)"),
        (np.zeros((0, 5)), r"empty array \(0, 5\)"),
        (np.zeros((5, 0, 3)), r"empty array \(5, 0, 3\)"),
        (np.zeros((5, 5, 0)), r"empty array \(5, 5, 0\)"),
        (np.zeros((2, 2), complex), "real pixels, got an array of type complex128"),
        (np.zeros((2, 2), object), "real pixels, got an array of type object"),
        (np.array([["a"]]), "real pixels, got an array of type <U1"),
        (np.zeros((2, 2), "M8[s]"), "real pixels, got an array of type datetime64"),
        ([[1, 2], [3]], "expected a picture, got no array"),
        (None, r"expected a picture of shape .*shape \(\)"),
    ],
)
def test_arrays_that_are_no_image_are_refused(
    array: NDArray[Any], message: str
) -> None:
    with pytest.raises(core.ImageError, match=message):
        as_luma(array)


@pytest.mark.parametrize("dtype", [np.bool_, np.uint8, np.uint16, np.float64])
@pytest.mark.parametrize("shape", [(4, 5), (4, 5, 1), (4, 5, 3)])
def test_input_is_not_modified_and_not_shared(
    dtype: type, shape: tuple[int, ...]
) -> None:
    pixels = np.random.default_rng(2).integers(0, 2, shape).astype(dtype)
    before = pixels.copy()
    luma = as_luma(pixels, data_range=1)
    assert not np.shares_memory(luma, pixels)
    luma += 1
    np.testing.assert_array_equal(pixels, before)


def test_memory_layout_does_not_matter() -> None:
    pixels = np.random.default_rng(3).uniform(0, 255, (6, 8, 3))
    expected = as_luma(pixels)
    np.testing.assert_array_equal(as_luma(np.asfortranarray(pixels)), expected)
    np.testing.assert_array_equal(as_luma(pixels[::-1])[::-1], expected)
    np.testing.assert_array_equal(as_luma(pixels.astype(">f8")), expected)


# ---- pairs ----------------------------------------------------------------------


def test_luma_is_copied_unless_it_is_borrowed():
    luma = as_luma(GREY)
    assert not np.shares_memory(as_luma(luma), luma)
    assert borrow_luma(luma) is luma
    assert all(level is luma for level in as_pair(luma, luma))
    # What has to be converted is a new array in any case.
    np.testing.assert_array_equal(borrow_luma(COLOUR), as_luma(COLOUR))
    np.testing.assert_array_equal(borrow_luma(luma / 255, data_range=1), luma)


def test_pair_is_two_lumas() -> None:
    plain, encrypted = as_pair(GREY, COLOUR)
    np.testing.assert_array_equal(plain, GREY)
    np.testing.assert_array_equal(encrypted, as_luma(COLOUR))


def test_pair_of_two_sizes_is_refused_with_both_sizes() -> None:
    # Reading: (sizes) the library raises and never resizes.
    with pytest.raises(
        core.ImageError,
        match=r"plain picture of 50 × 40 and an encrypted one of 40 × 50 pixels\. Crop",
    ):
        as_pair(GREY, GREY.T)


@pytest.mark.parametrize("role", ["plain", "encrypted"])
def test_pair_names_the_image_that_is_too_small(role: str) -> None:
    pair = {"plain": GREY, "encrypted": GREY, role: GREY[:31]}
    with pytest.raises(
        core.ImageError, match=f"the {role} picture is too small: .* got 50 × 31"
    ):
        as_pair(**pair)


@pytest.mark.parametrize("role", ["plain", "encrypted"])
@pytest.mark.parametrize("value", [-0.5, 256])
def test_pair_names_the_image_outside_0_to_255(role: str, value: float) -> None:
    odd = GREY.astype(np.float64)
    odd[0, 0] = value
    pair = {"plain": GREY, "encrypted": GREY, role: odd}
    with pytest.raises(
        core.ImageError, match=rf"in \[0, 255\] in the {role} picture, got .*{value:g}"
    ):
        as_pair(**pair)
