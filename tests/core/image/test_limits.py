"""What a small file may cost: parts are counted first, pixels made strip by strip."""

import io
import tracemalloc

import numpy as np
import pytest
from PIL import Image

import core
from core.image import limits, read_picture
from core.image.limits import LIMITS, Limit
from core.image.luma import levels_of, luma_of, luma_of_pixels
from core.image.picture import without_luma
from core.image.strips import STRIP, in_strips, spread, strips


def test_every_limit_says_what_it_counts_and_why():
    for name, limit in LIMITS.items():
        assert limit.most > 0, name
        assert len(limit.of) > 10, name
        assert len(limit.why) > 20, name


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("PNG of 1.3 million texts", "more than 50,000 chunks"),
        ("PNG of 1.6 million pieces of pixels", "more than 50,000 chunks"),
        ("TIFF of a million strips", "more than 50,000 strips or tiles"),
        ("TIFF of shared strips", "more bytes than the file"),
        ("TIFF of 19 MB of PackBits that say nothing", "damaged"),
        ("JPEG 2000 of 40 MP in colour", "a tile of 120 million samples"),
        ("JPEG 2000 of tiny code-blocks", "code-blocks"),
        ("JPEG 2000 of tiny precincts", "code-blocks|precincts"),
        ("JPEG 2000 of layers in precincts", "packets"),
        ("TIFF of two widths", "ImageWidth is no whole number"),
        ("BMP of 19 MB of runs", "at most 4 MB are read"),
        ("JPEG of 1,000 scans of 1 MP", "more than 400 scans over 1.0 megapixels"),
        ("JPEG of 4 million comments", "more than 50,000 segments"),
        ("GIF of 3 million comments", "more than 50,000 blocks"),
        ("PGM of 80 MB of text", "at most 32 MB are read"),
        ("PGM of a comment without end", "its header has no end"),
    ],
)
def test_files_of_too_many_parts_are_refused(name, said, hostile):
    with pytest.raises(core.ImageError, match=said):
        read_picture(hostile.PICTURES[name]())


@pytest.mark.parametrize(
    ("name", "frames"),
    [
        ("TIFF of 10,000 directories", "more than 1,000"),
        ("GIF of a million frames", "more than 1,000"),
        ("GIF of 900 frames", "901"),
    ],
)
def test_frames_are_counted_up_to_a_limit(name, frames, hostile):
    picture = read_picture(hostile.PICTURES[name]())
    assert picture.notes[0] == (
        f"the picture holds {frames} frames. The first one is used"
    )


def test_directories_that_link_in_a_circle_are_counted_once(hostile):
    content = bytearray(hostile.tiff(hostile.grey_tags(64, 64, 4096), bytes(4096), 3))
    # The last link leads to the first directory.
    last = content.rindex(bytes(4), 4200)
    content[last : last + 4] = content[4:8]
    assert "3 frames" in read_picture(bytes(content)).notes[0]


@pytest.mark.parametrize("name", ["PNG of 49,000 texts", "JPEG of 49,000 comments"])
def test_files_within_the_limits_are_read(name, hostile):
    assert read_picture(hostile.PICTURES[name]()).size == (64, 64)


@pytest.mark.parametrize("kind", [1, 2, 3])
@pytest.mark.parametrize("white", [1, 9, 255, 999, 65535])
def test_text_is_read_as_pillow_reads_it(kind, white):
    rng = np.random.default_rng(kind + white)
    values = rng.integers(0, (1 if kind == 1 else white) + 1, 40 * 36 * 3)
    values = values if kind == 3 else values[: 40 * 36]
    head = b"P%d # a comment\n40 36\n" % kind + (b"" if kind == 1 else b"%d\n" % white)
    body = b"# another\n" + b"\n".join(b"%d" % value for value in values)
    with Image.open(io.BytesIO(head + body)) as image:
        expected = np.asarray(image.convert("L") if kind == 1 else image)
    pixels = read_picture(head + body, data_range=None).pixels
    np.testing.assert_array_equal(pixels, expected)
    if kind > 1:
        raw = values.astype(np.uint8 if white < 256 else ">u2").tobytes()
        binary = b"P%d 40 36 %d\n" % (kind + 3, white) + raw
        np.testing.assert_array_equal(read_picture(binary).pixels, expected)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"1 2 x", "no number"),
        (b"1 2 -3 " * 400, "no number"),
        (b"1 2 300 " * 400, "a level above its white"),
        (b"12345678901 " * 1100, "more than 10 digits"),
    ],
)
def test_text_that_is_no_picture_is_refused(body, said):
    with pytest.raises(core.ImageError, match=said):
        read_picture(b"P2 32 32 255\n" + body)


def test_a_second_picture_behind_the_first_is_left_alone():
    picture = b"P2 32 32 9\n" + b"1 " * 1024
    assert (read_picture(picture + picture).pixels == 28).all()


def test_strips_cover_every_row_once():
    for height, row in ((1, 10 * STRIP), (5, STRIP), (1000, STRIP // 7), (9, 1)):
        covered = [k for rows in strips(height, row) for k in range(height)[rows]]
        assert covered == list(range(height))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float64])
def test_luma_by_strips_is_that_of_all_levels_at_a_time(dtype):
    rng = np.random.default_rng(1)
    pixels = rng.integers(0, 256, (900, 700, 3)).astype(dtype)
    for white in (None, 255, 300):
        if dtype == np.uint16 and white is None:
            continue
        whole = luma_of(levels_of(pixels, white))
        np.testing.assert_array_equal(luma_of_pixels(pixels, white), whole)
    assert abs(spread(pixels, lambda rows: rows) - pixels.std()) < 1e-9


@pytest.mark.slow
def test_luma_of_a_large_picture_takes_little_more_than_itself():
    pixels = np.zeros((3000, 4000, 3), np.uint8)
    pixels[::2] = 200
    picture = read_picture(pixels)
    tracemalloc.start()
    luma = picture.luma
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # All levels at a time took four times as much.
    assert peak < 1.7 * luma.nbytes
    tracemalloc.start()
    without_luma(picture)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < luma.nbytes


def test_in_strips_gives_what_the_function_gives_for_all(monkeypatch):
    values = np.arange(3000).reshape(100, 30)
    monkeypatch.setattr("core.image.strips.STRIP", 64)
    np.testing.assert_array_equal(in_strips(values, lambda rows: rows * 2), values * 2)


def test_a_limit_is_looked_up_where_it_is_needed(monkeypatch, hostile):
    lower = LIMITS | {"parts": Limit(most=5, of="parts", why="a test")}
    monkeypatch.setattr(limits, "LIMITS", lower)
    with pytest.raises(core.ImageError, match="more than 5 chunks"):
        read_picture(hostile.many_png_chunks(10, b"tEXt"))
