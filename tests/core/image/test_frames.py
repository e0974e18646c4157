"""Frames of animated files and pages of TIFF files, honest ones and others."""

import io
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import tifffile
from PIL import Image

import core
from core.image import Frames, read_picture
from core.image.limits import LIMITS, Limit

SIDE = 40

# That a frame holds a palette is said of each.
pytestmark = pytest.mark.filterwarnings("ignore::core.ImageNotice")


def levels(count=6):
    """Pictures that differ all over, (count, 40, 40); a GIF file holds them exactly."""
    return np.random.default_rng(0).integers(0, 200, (count, SIDE, SIDE), np.uint8)


def animated(kind, frames, **options):
    """Bytes of an animated file."""
    first, *others = (Image.fromarray(frame) for frame in frames)
    file = io.BytesIO()
    first.save(file, kind, save_all=True, append_images=others, **options)
    return file.getvalue()


def gif(frames):
    return animated("GIF", frames)


def webp(frames):
    colours = [np.dstack([frame] * 3) for frame in frames]
    return animated("WEBP", colours, lossless=True)


def apng(frames):
    return animated("PNG", frames)


def pages(frames):
    file = io.BytesIO()
    with tifffile.TiffWriter(file) as writer:
        for frame in frames:
            writer.write(frame, contiguous=False, photometric="minisblack")
    return file.getvalue()


def pages_of_pillow(frames):
    return animated("TIFF", frames, compression="group4")


FILES = {"GIF": gif, "WebP": webp, "APNG": apng, "TIFF": pages}


@pytest.mark.parametrize("kind", FILES)
def test_every_frame_is_read_in_any_order(kind):
    frames = levels()
    file = FILES[kind](frames)
    found = list(core.read_frames(file))
    assert len(found) == len(frames)
    for given, read in zip(frames, found, strict=True):
        np.testing.assert_allclose(read, given, atol=1e-9)
    with Frames(file, "moving") as opened:
        assert opened.count == len(frames)
        for number in (4, 2, 6, 6, 1, 3):
            picture = opened.read(number)
            assert picture.name == f"moving, frame {number}"
            np.testing.assert_allclose(picture.luma, frames[number - 1], atol=1e-9)


@pytest.mark.parametrize("kind", FILES)
def test_one_frame_is_asked_for_by_its_number(kind, tmp_path):
    frames = levels(3)
    path = tmp_path / "moving.bin"
    path.write_bytes(FILES[kind](frames))
    np.testing.assert_allclose(core.read_image(path, frame=3), frames[2], atol=1e-9)
    for wrong in (0, 4, -1):
        with pytest.raises(core.ImageError, match=r"moving.bin holds 3 frames"):
            core.read_image(path, frame=wrong)
    assert "3 frames. The first one is used" in read_picture(path).notes[0]


def test_a_still_picture_has_one_frame(encoded):
    still = levels(1)[0]
    for kind in ("PNG", "BMP", "GIF", "TIFF", "PPM", "WEBP", "AVIF"):
        file = encoded(still, kind)
        with Frames(file, "still") as frames:
            assert frames.count == 1
            assert frames.read(1).name == "still"
        (found,) = core.read_frames(file)
        np.testing.assert_array_equal(found, core.read_image(file))
    with pytest.raises(core.ImageError, match="holds 1 frame, counted from 1"):
        core.read_image(encoded(still, "PNG"), frame=2)
    with pytest.raises(core.ImageError, match="expected a file for frame 1"):
        core.read_image(still, frame=1)


def test_a_frame_is_laid_over_those_before_it():
    """Only what changed is stored; what is shown is the whole."""
    first = levels(1)[0]
    second, third = first.copy(), first.copy()
    second[4:9, 6:20] = 199 - first[4:9, 6:20]
    third[30:, 2:5] = 0
    for make in (gif, webp, apng):
        for given, read in zip(
            (first, second, third), core.read_frames(make([first, second, third])),
            strict=True,
        ):  # fmt: skip
            np.testing.assert_allclose(read, given, atol=1e-9)


def test_pages_keep_their_bits_and_sizes_and_are_decoded_by_pillow_where_they_must():
    deep = levels(2).astype(np.uint16) * 257
    wide = np.full((50, 90), 1000, np.uint16)
    first, second, third = core.read_frames(pages([*deep, wide]), data_range=65535)
    np.testing.assert_allclose(first, levels(2)[0])
    np.testing.assert_allclose(second, levels(2)[1])
    assert third.shape == (50, 90)
    bits = levels(3) > 127
    for given, read in zip(bits, core.read_frames(pages_of_pillow(bits)), strict=True):
        np.testing.assert_array_equal(read, given * 255)


def test_frames_are_shared_between_threads():
    frames = levels(12)
    with Frames(gif(frames), "moving") as opened, ThreadPoolExecutor(4) as pool:
        found = pool.map(lambda number: opened.read(number).luma, range(12, 0, -1))
        for given, read in zip(frames[::-1], found, strict=True):
            np.testing.assert_allclose(read, given, atol=1e-9)


# ---- files that lie ----


def chunk(kind, content):
    head = struct.pack(">I4s", len(content), kind)
    return head + content + struct.pack(">I", zlib.crc32(kind + content))


def claiming(file, count):
    """An APNG file that says it has another number of frames."""
    at = file.index(b"acTL") - 4
    return file[:at] + chunk(b"acTL", struct.pack(">II", count, 0)) + file[at + 20 :]


@pytest.mark.parametrize("claimed", [400, 2**31 - 1, 2**31])
def test_more_frames_than_there_are_is_not_believed(claimed):
    file = claiming(apng(levels(3)), claimed)
    with Frames(file, "odd.png") as frames:
        assert frames.count == 3
        (note,) = frames.read(2).notes
        assert note == f"odd.png says that it has {claimed} frames and holds 3"


def test_fewer_frames_than_there_are_are_read():
    with Frames(claiming(apng(levels(3)), 2), "odd.png") as frames:
        assert frames.count == 2
        assert "holds 3" in frames.read(1).notes[0]


@pytest.mark.parametrize("claimed", [0, 2**32 - 1])
def test_a_png_file_that_is_no_animation_has_one_frame(claimed):
    with Frames(claiming(apng(levels(3)), claimed), "odd.png") as frames:
        assert frames.count == 1


@pytest.mark.parametrize("kind", ["GIF", "APNG", "TIFF"])
def test_a_file_that_ends_early_gives_the_frames_that_are_whole(kind):
    frames = levels()
    file = FILES[kind](frames)
    short = file[: len(file) * 6 // 10]
    with Frames(short, "cut") as opened:
        whole = 3
        for number in range(1, whole + 1):
            read = opened.read(number, strict=True).luma
            np.testing.assert_allclose(read, frames[number - 1], atol=1e-9)
        for number in range(whole + 1, opened.count + 2):
            with pytest.raises(core.ImageError, match="cut"):
                opened.read(number, strict=True)
        # Those before are read again after a failure.
        np.testing.assert_allclose(opened.read(1).luma, frames[0], atol=1e-9)


def test_frames_over_a_damaged_one_say_so_at_once():
    frames = levels(5)
    file = bytearray(apng(frames))
    at = [k for k in range(len(file)) if file[k : k + 4] == b"fdAT"][1]
    file[at + 12 : at + 60] = bytes(48)
    with Frames(bytes(file), "odd.png") as opened:
        with pytest.raises(core.ImageError, match="frame 3 is damaged"):
            opened.read(3)
        with pytest.raises(core.ImageError, match="frame 5 cannot be read, since it"):
            opened.read(5)
        np.testing.assert_allclose(opened.read(2).luma, frames[1], atol=1e-9)


def test_a_frame_beyond_the_picture_is_refused():
    still = Image.fromarray(levels(1)[0])
    file = io.BytesIO()
    still.save(file, "GIF")
    far = b"," + struct.pack("<4HB", 0, 0, 60_000, 60_000, 0) + b"\2\2\x44\1\0"
    with pytest.raises(core.ImageError, match="frame 2 reaches beyond the picture"):
        Frames(file.getvalue()[:-1] + far + b";", "far.gif")


def test_more_frames_than_the_limit_are_refused(hostile):
    with Frames(hostile.many_gif_frames(499), "many.gif") as frames:
        assert frames.count == 500
        assert frames.read(500).size == (64, 64)
    for more in (500, 900, 1_000_000):
        with pytest.raises(core.ImageError, match="more than 500 frames"):
            Frames(hostile.many_gif_frames(more), "many.gif")
    with pytest.raises(core.ImageError, match="more than 500 frames"):
        core.read_image(hostile.many_gif_frames(500), frame=1)


def test_more_pages_than_the_limit_are_refused(hostile):
    with pytest.raises(core.ImageError, match="more than 500 frames"):
        Frames(hostile.PICTURES["TIFF of 10,000 directories"](), "many.tif")


@pytest.mark.parametrize("kind", FILES)
def test_more_pixels_in_all_than_the_limit_are_refused(kind, monkeypatch):
    monkeypatch.setitem(
        LIMITS, "frames' pixels", Limit(most=6 * SIDE * SIDE, of="pixels", why="a test")
    )
    with Frames(FILES[kind](levels(6)), "enough") as frames:
        assert frames.count == 6
    with pytest.raises(core.ImageError, match=r"7 frames of 0\.0 megapixels in all"):
        Frames(FILES[kind](levels(7)), "much")


def test_the_size_of_every_page_counts_and_what_it_says_twice_at_its_largest(hostile):
    tags = hostile.grey_tags(64, 64, 4096)
    file = bytearray(hostile.tiff(tags, bytes(4096), 3))
    width = struct.pack("<HHII", 256, 4, 1, 64)
    # The last directory says that it is wider than all that is read.
    at = file.rindex(width)
    file[at : at + 12] = struct.pack("<HHII", 256, 4, 1, 4_000_000)
    with pytest.raises(core.ImageError, match=r"256\.0 megapixels in all"):
        Frames(bytes(file), "wide.tif")


def test_pages_that_link_in_a_circle_are_counted_once(hostile):
    content = bytearray(hostile.tiff(hostile.grey_tags(64, 64, 4096), bytes(4096), 3))
    last = content.rindex(bytes(4), 4200)
    content[last : last + 4] = content[4:8]
    with Frames(bytes(content), "circle.tif") as frames:
        assert frames.count == 3
        assert frames.read(3).size == (64, 64)


@pytest.mark.parametrize("kind", FILES)
def test_bytes_that_were_changed_at_random_are_refused_in_words(kind):
    file = FILES[kind](levels(3))
    rng = np.random.default_rng(1)
    for _ in range(40):
        odd = bytearray(file)
        for at in rng.integers(0, len(odd), 12):
            odd[at] = rng.integers(256)
        try:
            with Frames(bytes(odd), "odd") as frames:
                for number in range(1, min(frames.count, 5) + 1):
                    try:
                        frames.read(number)
                    except core.ImageError as error:
                        assert len(str(error)) <= 400  # noqa: PT017
        except core.ImageError as error:
            assert len(str(error)) <= 400  # noqa: PT017
