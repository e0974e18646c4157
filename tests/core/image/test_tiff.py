"""TIFF: layouts, compressions and types, what is refused, and what is bounded."""

import io
import struct
import tracemalloc
import zlib

import numpy as np
import pytest
import tifffile
from PIL import Image

import core
from core.image import read_picture


def tiff(pixels, **options):
    file = io.BytesIO()
    tifffile.imwrite(file, pixels, **options)
    return file.getvalue()


def by_hand(tags, strip, order="<"):
    """A file of one strip with any tags: number -> value or values, as LONGs."""
    directory = 8 + len(strip) + len(strip) % 2
    tags = dict(sorted({273: 8, 279: len(strip), **tags}.items()))
    after = directory + 2 + 12 * len(tags) + 4
    entries, beyond = b"", b""
    for tag, value in tags.items():
        values = value if isinstance(value, tuple) else (value,)
        packed = struct.pack(f"{order}{len(values)}I", *values)
        if len(values) > 1:
            place = struct.pack(f"{order}I", after + len(beyond))
            beyond += packed
            packed = place
        entries += struct.pack(f"{order}HHI", tag, 4, len(values)) + packed
    head = struct.pack(f"{order}2sHI", b"II" if order == "<" else b"MM", 42, directory)
    count = struct.pack(f"{order}H", len(tags))
    return head + strip + b"\0" * (len(strip) % 2) + count + entries + bytes(4) + beyond


def grey_tags(width, height, bits, **more):
    names = {"compression": 259, "format": 339, "photometric": 262, "predictor": 317}
    tags = {256: width, 257: height, 258: bits, 259: 1, 262: 1, 277: 1, 278: height}
    return tags | {names[name]: value for name, value in more.items()}


def packed(levels, bits):
    """Rows of integers of any number of bits, the highest bit first."""
    ones = (levels[..., np.newaxis] >> np.arange(bits)[::-1]) & 1
    return np.packbits(ones.reshape(len(levels), -1).astype(np.uint8), axis=1).tobytes()


COMPRESSIONS = {
    "none": (None, 1),
    "LZW": ("tiff_lzw", 5),
    "deflate": ("tiff_deflate", 8),
    "Adobe deflate": ("tiff_adobe_deflate", 8),
    "PackBits": ("packbits", 32773),
    "LZMA": ("lzma", 34925),
    "Zstandard": ("zstd", 50000),
}


@pytest.mark.parametrize("name", COMPRESSIONS)
@pytest.mark.parametrize("kind", ["L", "RGB", "I;16", "F", "1", "CMYK"])
def test_each_compression_gives_the_pixels_of_every_type(
    name, kind, grey, colour, encoded
):
    image = {
        "I;16": lambda: Image.fromarray(grey.astype(np.uint16) * 257),
        "F": lambda: Image.fromarray(grey.astype(np.float32)),
        "1": lambda: Image.fromarray(grey > 127),
    }.get(kind, lambda: Image.fromarray(colour).convert(kind))()
    option, number = COMPRESSIONS[name]
    file = encoded(image, "TIFF", **({"compression": option} if option else {}))
    with tifffile.TiffFile(io.BytesIO(file)) as tif:
        assert tif.pages.first.compression == number
    found = read_picture(file).pixels
    if kind == "1":
        np.testing.assert_array_equal(found, (grey > 127) * 255)
    elif kind == "CMYK":
        np.testing.assert_array_equal(found, image.convert("RGB"))
    else:
        np.testing.assert_array_equal(found, image)


@pytest.mark.parametrize("name", ["group3", "group4", "tiff_ccitt"])
@pytest.mark.parametrize("tags", [{}, {262: 0}], ids=["white is 1", "white is 0"])
def test_fax_is_read(name, tags, grey, encoded):
    mask = Image.fromarray(grey > 127)
    file = encoded(mask, "TIFF", compression=name, tiffinfo=tags)
    np.testing.assert_array_equal(read_picture(file).pixels, (grey > 127) * 255)


@pytest.mark.slow
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.uint32, np.uint64])
@pytest.mark.parametrize("layout", ["strips", "tiles", "planes", "planes in tiles"])
@pytest.mark.parametrize("compression", [None, "zlib", "lzma"])
@pytest.mark.parametrize("order", ["<", ">"])
def test_layouts_give_the_same_colours(dtype, layout, compression, order, colour):
    white = int(np.iinfo(dtype).max)
    pixels = colour.astype(dtype) * dtype(white // 255)
    options = {"photometric": "rgb", "compression": compression, "byteorder": order}
    if compression and dtype is not np.uint64:
        options["predictor"] = True
    if "tiles" in layout:
        options["tile"] = (32, 48)
    else:
        options["rowsperstrip"] = 7
    given = pixels
    if "planes" in layout:
        given = np.moveaxis(pixels, -1, 0)
        options["planarconfig"] = "separate"
    picture = read_picture(tiff(given, **options))
    np.testing.assert_array_equal(picture.pixels, pixels)
    np.testing.assert_allclose(picture.luma, core.as_luma(colour), atol=1e-9)


@pytest.mark.parametrize("bits", [2, 4, 6, 10, 12, 14])
@pytest.mark.parametrize("order", ["<", ">"])
def test_packed_levels_have_the_white_of_their_bits(bits, order, grey):
    top = 2**bits - 1
    levels = (grey.astype(int) * top + 127) // 255
    tags = grey_tags(grey.shape[1], grey.shape[0], bits)
    picture = read_picture(by_hand(tags, packed(levels, bits), order))
    off = 0.5 if bits < 8 else 1e-9
    np.testing.assert_allclose(picture.luma, levels * 255 / top, atol=off)
    if bits > 8:
        assert picture.white == top
        assert picture.suggested_white is None


def test_float_predictor_is_undone(grey):
    levels = grey.astype(np.float32) * np.float32(0.91)
    # By hand: bytes sorted by weight, then differences along the row.
    rows = levels.astype(">f4").view(np.uint8).reshape(*grey.shape, 4)
    rows = rows.transpose(0, 2, 1).reshape(len(grey), -1)
    steps = np.diff(rows, axis=1, prepend=np.uint8(0)).astype(np.uint8)
    tags = grey_tags(80, 64, 32, compression=8, format=3, predictor=3)
    picture = read_picture(by_hand(tags, zlib.compress(steps.tobytes())))
    np.testing.assert_array_equal(picture.pixels, levels)


def test_bits_in_reverse_order_are_read(grey):
    reversed_ = np.packbits(
        np.unpackbits(grey[..., np.newaxis], axis=2), axis=2, bitorder="little"
    )
    tags = grey_tags(80, 64, 8) | {266: 2}
    found = read_picture(by_hand(tags, reversed_.tobytes())).pixels
    np.testing.assert_array_equal(found, grey)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied_whatever_the_decoder(orientation, grey, encoded):
    images = [
        read_picture(
            encoded(
                grey,
                "TIFF",
                compression=compression,
                tiffinfo={274: orientation},
                **({"quality": 98} if compression == "jpeg" else {}),
            )
        )
        for compression in ("tiff_deflate", "jpeg")
    ]
    assert images[0].orientation == images[1].orientation == orientation
    off = images[0].luma - images[1].luma
    assert np.abs(off).mean() < 2
    turned = [("turned upright" in " ".join(image.notes)) for image in images]
    assert turned == [orientation > 1] * 2


# ---- what is said ----------------------------------------------------------------


def test_five_channels_are_three_and_a_notice(grey, colour):
    five = np.dstack([colour, grey, grey])
    picture = read_picture(tiff(five, photometric="rgb", extrasamples=[0, 0]))
    np.testing.assert_array_equal(picture.pixels, colour)
    assert picture.notes == ("the picture holds 5 channels. The first 3 are used",)


def test_alpha_and_a_further_channel_are_both_told(grey, colour):
    five = np.dstack([colour, grey, grey])
    picture = read_picture(tiff(five, photometric="rgb", extrasamples=[2, 0]))
    np.testing.assert_array_equal(picture.pixels, colour)
    assert picture.notes == (
        "the picture has transparency. It is dropped",
        "the picture holds 5 channels. The first 3 are used",
    )


@pytest.mark.parametrize("channels", [3, 6])
def test_of_grey_channels_the_first_is_used_with_a_notice(channels, grey):
    stack = np.stack([grey, *[grey // 2] * (channels - 1)])
    file = tiff(stack, photometric="minisblack", planarconfig="separate")
    picture = read_picture(file)
    np.testing.assert_array_equal(picture.pixels, grey)
    assert "first one is used" in " ".join(picture.notes)


def test_signed_medical_levels_are_told_and_mended(grey):
    levels = grey.astype(np.int16) * 16
    picture = read_picture(tiff(levels), name="scan.tif")
    assert picture.white == 32767
    assert picture.suggested_white is None  # 4080 is more than a sixteenth
    assert picture.notes[0].startswith("scan.tif holds integers with a sign. They are")
    np.testing.assert_allclose(picture.with_white(4080).luma, grey, atol=1e-9)


@pytest.mark.parametrize(
    ("dtype", "taken"), [(np.uint16, 65535), (np.int32, 65535), (np.uint32, 65535)]
)
@pytest.mark.parametrize("top", [255, 4080])
def test_levels_that_use_little_of_their_range_are_told_and_mended(
    dtype, taken, top, grey
):
    levels = grey.astype(dtype) * dtype(top // 255)
    file = tiff(levels)
    picture = read_picture(file, name="scan.tif")
    suggested = {255: 255, 4080: 4095}[top]
    assert picture.white == taken
    assert picture.suggested_white == suggested
    assert (
        f"scan.tif uses levels up to {top} of {taken} only, and is almost black so. If "
        f"{suggested} is white, say so: data_range={suggested}, or --white {suggested}"
    ) in picture.notes
    mended = picture.with_white(top)
    np.testing.assert_allclose(mended.luma, grey, atol=1e-9)
    assert mended.suggested_white is None
    same = read_picture(file, name="scan.tif", data_range=top)
    assert same.notes == mended.notes == (f"scan.tif is read with {top} as white",)
    np.testing.assert_array_equal(same.luma, mended.luma)


# ---- what is refused -------------------------------------------------------------


@pytest.mark.parametrize(
    ("pixels", "options", "said"),
    [
        (np.int8, {}, "integers from -100 to 100. .*without a sign"),
        (
            np.complex64,
            {"photometric": "minisblack"},
            "64-bit samples of format COMPLEX",
        ),
        (np.uint16, {"photometric": "separated"}, "SEPARATED colours of 16 bits"),
        (np.uint16, {"photometric": "cielab"}, "CIELAB colours of 16 bits"),
        (np.int16, {"photometric": "miniswhite"}, "counts 16-bit levels down from"),
    ],
)
def test_what_is_not_read_says_what_it_holds(pixels, options, said):
    channels = {"separated": 4, "cielab": 3}.get(options.get("photometric"))
    shape = (40, 50) if channels is None else (40, 50, channels)
    levels = np.resize(np.arange(-100, 101), shape).astype(pixels)
    if pixels == np.int16:
        levels = np.abs(levels)
    with pytest.raises(core.ImageError, match=rf"^odd\.tif .*{said}"):
        read_picture(tiff(levels, **options), name="odd.tif")


def test_a_volume_and_uneven_channels_are_refused():
    strip = bytes(40 * 50 * 3)
    tags = grey_tags(50, 40, 8)
    for more, said in (
        ({258: (5, 6, 5), 277: 3, 262: 2}, "channels of 5, 6, 5 bits"),
        ({259: 34661}, "the compression"),
        ({262: 32844}, "LOGL levels"),
        ({32997: 3}, "a volume of 3 layers"),
    ):
        with pytest.raises(core.ImageError, match=f"is a TIFF file with {said}"):
            read_picture(by_hand(tags | more, strip))


def test_reduced_colour_without_jpeg_is_refused():
    tags = grey_tags(50, 40, 8) | {262: 6, 277: 3, 258: (8, 8, 8), 530: (2, 2)}
    with pytest.raises(core.ImageError, match="YCbCr colours of reduced size"):
        read_picture(by_hand(tags, bytes(40 * 50 * 3)))


@pytest.mark.parametrize("sizes", [(8000, 5001), (100_000, 100_000), (31, 500)])
def test_limits_are_checked_before_anything_is_decoded(sizes):
    width, height = sizes
    file = by_hand(grey_tags(width, height, 8, compression=8), b"no pixels")
    with pytest.raises(core.ImageError, match=r"too large|too small"):
        read_picture(file)


def test_many_wide_channels_are_too_large():
    tags = grey_tags(6000, 6000, 64) | {277: 60}
    with pytest.raises(core.ImageError, match="its samples take more than 240 MB"):
        read_picture(by_hand(tags, b"no pixels"))


def test_a_huge_tile_is_too_large():
    tags = grey_tags(64, 64, 8) | {322: 1 << 20, 323: 1 << 20, 324: 8, 325: 9}
    with pytest.raises(core.ImageError, match=r"too large|damaged"):
        read_picture(by_hand(tags, b"no pixels"))


@pytest.mark.slow
@pytest.mark.parametrize("compression", [8, 34925, 32773])
def test_no_strip_is_decompressed_beyond_its_pixels(compression):
    import lzma

    bomb = {
        8: lambda: zlib.compress(bytes(64_000_000), 9),
        34925: lambda: lzma.compress(bytes(20_000_000)),
        32773: lambda: b"\x81\0" * 500_000,
    }[compression]()
    file = by_hand(grey_tags(64, 64, 8, compression=compression), bomb)
    tracemalloc.start()
    picture = read_picture(file)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert picture.pixels.shape == (64, 64)
    assert most < 16_000_000


def test_a_strip_that_holds_too_little_is_damage():
    file = by_hand(grey_tags(64, 64, 8, compression=8), zlib.compress(bytes(99)))
    with pytest.raises(core.ImageError, match="damaged or incomplete"):
        read_picture(file)


def test_the_caller_s_file_stays_open(grey):
    file = io.BytesIO(tiff(grey))
    read_picture(file)
    assert not file.closed
