"""Files that end early: read as far as they go, told, and refused where asked."""

import io
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import tifffile
from PIL import Image, ImageFile

import core
from core.image import read_picture


def tiff(pixels, **options):
    file = io.BytesIO()
    tifffile.imwrite(file, pixels, **options)
    return file.getvalue()


def plain_pnm(pixels):
    head = b"P3 80 64 255\n# a comment\n"
    return head + b"\n".join(b" ".join(b"%d" % v for v in row.flat) for row in pixels)


SEQUENTIAL = {
    "PNG": lambda g, c, f: f(c, "PNG"),
    "PNG, 16 bits": lambda g, c, f: f(g.astype(np.uint16) * 257, "PNG"),
    "PNG, palette": lambda g, c, f: f(Image.fromarray(c).quantize(16), "PNG"),
    "JPEG": lambda g, c, f: f(c, "JPEG", quality=95),
    "JPEG, grey": lambda g, c, f: f(g, "JPEG", quality=95),
    "GIF": lambda g, c, f: f(Image.fromarray(g), "GIF", interlace=0),
    "PPM": lambda g, c, f: f(c, "PPM"),
    "PPM of white 100": lambda g, c, f: b"P6 80 64 100\n" + (c % 101).tobytes(),
    "PGM, 16 bits": lambda g, c, f: f(g.astype(np.uint16) * 257, "PPM"),
    "PBM": lambda g, c, f: f(g > 127, "PPM"),
    "PPM as text": lambda g, c, f: plain_pnm(c),
    "TIFF": lambda g, c, f: tiff(c, photometric="rgb", rowsperstrip=8),
    "TIFF, one strip": lambda g, c, f: tiff(c, photometric="rgb", rowsperstrip=64),
    "TIFF, deflate": lambda g, c, f: tiff(
        c, photometric="rgb", compression="zlib", rowsperstrip=64, predictor=True
    ),
}


def rows_told(picture):
    (note,) = [note for note in picture.notes if "ends early" in note]
    words = note.split()
    return int(words[words.index("first") + 1])


@pytest.mark.parametrize("kind", SEQUENTIAL)
def test_the_rows_that_are_there_are_read_and_counted(kind, grey, colour, encoded):
    file = SEQUENTIAL[kind](grey, colour, encoded)
    whole = read_picture(file).pixels
    for share in (0.5, 0.8):
        short = file[: int(len(file) * share)]
        picture = read_picture(short, name="cut")
        rows = rows_told(picture)
        assert 8 <= rows < 64
        assert f"cut ends early. The first {rows} of its 64 rows" in str(picture.notes)
        np.testing.assert_array_equal(picture.pixels[:rows], whole[:rows])
        with pytest.raises(core.ImageError, match=r"^cut is damaged or incomplete"):
            read_picture(short, name="cut", strict=True)


def test_a_bmp_file_gives_its_lower_rows_first(colour, encoded):
    file = encoded(colour, "BMP")
    picture = read_picture(file[: len(file) * 3 // 4])
    assert "ends early. The last 47 of its 64 rows could be read" in picture.notes[0]
    np.testing.assert_array_equal(picture.pixels[-47:], colour[-47:])
    assert not picture.pixels[:16].any()


def test_a_jpeg_without_its_end_alone_is_whole(colour, encoded):
    file = encoded(colour, "JPEG", quality=95)
    picture = read_picture(file[:-2])
    np.testing.assert_array_equal(picture.pixels, read_picture(file).pixels)
    assert picture.notes == (
        "the picture ends early. All of its 64 rows could be read",
    )


def test_a_progressive_jpeg_gives_less_detail_of_all_rows(colour, encoded):
    file = encoded(colour, "JPEG", quality=95, progressive=True)
    picture = read_picture(file[: len(file) * 6 // 10])
    assert "What is there of it is shown, in less detail" in picture.notes[0]
    off = np.abs(picture.luma - core.as_luma(colour)).mean()
    assert 0 < off < 40
    assert picture.pixels[-4:].std() > 5


@pytest.mark.parametrize(
    "options",
    [
        {"tile": (32, 32)},
        {"planarconfig": "separate", "rowsperstrip": 8},
        {"planarconfig": "separate", "tile": (32, 32), "compression": "zlib"},
    ],
)
def test_of_tiles_and_planes_the_share_of_the_bytes_is_told(options, colour):
    given = np.moveaxis(colour, -1, 0) if "planarconfig" in options else colour
    file = tiff(given, photometric="rgb", **options)
    picture = read_picture(file[: len(file) * 6 // 10])
    (note,) = picture.notes
    share = int(note.partition("%")[0].split()[-1])
    assert note.endswith("of its bytes could be read")
    assert 40 < share < 75
    np.testing.assert_array_equal(picture.pixels[:32, :32, 0], colour[:32, :32, 0])


def test_of_an_interlaced_gif_the_share_is_told(grey, encoded):
    file = encoded(Image.fromarray(grey), "GIF", interlace=1)
    picture = read_picture(file[: len(file) // 2])
    assert "could be read" in picture.notes[0]
    assert "%" in picture.notes[0]


@pytest.mark.parametrize("kind", ["WEBP", "JPEG2000", "AVIF"])
def test_other_formats_are_refused(kind, colour, encoded):
    file = encoded(colour, kind)
    with pytest.raises(core.ImageError, match=r"damaged or incomplete|not a picture"):
        read_picture(file[: len(file) * 95 // 100])


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "PPM", "TIFF"])
def test_a_file_that_ends_in_its_header_is_refused(kind, colour, encoded):
    for length in (10, 25, 45):
        with pytest.raises(core.ImageError):
            read_picture(encoded(colour, kind)[:length])


def test_damage_that_is_no_early_end_is_refused(colour, encoded):
    file = bytearray(encoded(colour, "PNG"))
    file[len(file) // 2] ^= 255
    with pytest.raises(core.ImageError, match="damaged or incomplete"):
        read_picture(bytes(file))


def test_threads_that_read_strictly_and_not_disturb_each_other(colour, encoded):
    file = encoded(colour, "PNG")
    short = file[: len(file) // 2]

    def read(strict):
        try:
            return rows_told(read_picture(short, strict=strict))
        except core.ImageError:
            return "refused"

    alone = [read(False), read(True)]
    assert alone[1] == "refused"
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(read, [False, True] * 40)) == alone * 40
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
