"""One picture in every container and type: its luma, or a refusal that says why."""

import io
import warnings

import numpy as np
import pytest
import tifffile
from PIL import Image

import core
from core.image import as_luma, as_pair, read_picture


def tiff(pixels, **options):
    file = io.BytesIO()
    tifffile.imwrite(file, pixels, **options)
    return file.getvalue()


def wide(pixels, dtype, factor):
    return pixels.astype(dtype) * dtype(factor)


RGB = {"photometric": "rgb"}
PLANES = {"photometric": "rgb", "planarconfig": "separate"}

# What each container holds of (grey, colour), and whether it is the colour.
FILES = {
    "PNG": lambda g, c, f: f(c, "PNG"),
    "PNG, grey": lambda g, c, f: f(g, "PNG"),
    "PNG, 16 bits": lambda g, c, f: f(wide(g, np.uint16, 257), "PNG"),
    "PNG with alpha": lambda g, c, f: f(np.dstack([c, g]), "PNG"),
    "BMP": lambda g, c, f: f(c, "BMP"),
    "WebP": lambda g, c, f: f(c, "WEBP", lossless=True),
    "PPM": lambda g, c, f: f(c, "PPM"),
    "PGM, 16 bits": lambda g, c, f: f(wide(g, np.uint16, 257), "PPM"),
    "PFM": lambda g, c, f: f(g.astype(np.float32), "PPM"),
    "JPEG 2000": lambda g, c, f: f(c, "JPEG2000"),
    "JPEG 2000, 16 bits": lambda g, c, f: f(wide(g, np.uint16, 257), "JPEG2000"),
    "TIFF": lambda g, c, f: tiff(c, **RGB),
    "TIFF, planar": lambda g, c, f: tiff(np.moveaxis(c, -1, 0), **PLANES),
    "TIFF, 16 bits": lambda g, c, f: tiff(wide(c, np.uint16, 257), **RGB),
    "TIFF, planar, 16 bits": lambda g, c, f: tiff(
        np.moveaxis(wide(c, np.uint16, 257), -1, 0), **PLANES
    ),
    "TIFF, 32 bits": lambda g, c, f: tiff(wide(g, np.uint32, 16843009)),
    "TIFF, 64 bits": lambda g, c, f: tiff(wide(g, np.uint64, 72340172838076673)),
    "TIFF, half": lambda g, c, f: tiff(c.astype(np.float16), **RGB),
    "TIFF, float": lambda g, c, f: tiff(c.astype(np.float32), **RGB),
    "TIFF, double": lambda g, c, f: tiff(g.astype(np.float64)),
    "TIFF, tiled": lambda g, c, f: tiff(c, tile=(32, 48), **RGB),
    "TIFF, tiled planes": lambda g, c, f: tiff(
        np.moveaxis(c, -1, 0), tile=(32, 32), **PLANES
    ),
    "TIFF, big-endian": lambda g, c, f: tiff(
        wide(g, np.uint16, 257), byteorder=">", photometric="minisblack"
    ),
    "TIFF, large": lambda g, c, f: tiff(c, bigtiff=True, **RGB),
    "TIFF, white is 0": lambda g, c, f: tiff(255 - g, photometric="miniswhite"),
    "TIFF, white is 0, 16 bits": lambda g, c, f: tiff(
        65535 - wide(g, np.uint16, 257), photometric="miniswhite"
    ),
    "TIFF, five channels": lambda g, c, f: tiff(
        np.dstack([c, g, g]), photometric="rgb", extrasamples=[0, 0]
    ),
    "TIFF, palette": lambda g, c, f: tiff(
        g,
        photometric="palette",
        colormap=np.repeat(np.arange(256, dtype=np.uint16)[None] * 257, 3, axis=0),
    ),
    "TIFF, deflate": lambda g, c, f: tiff(c, compression="zlib", predictor=True, **RGB),
    "TIFF, 16 bits, deflate": lambda g, c, f: tiff(
        wide(c, np.uint16, 257), compression="zlib", predictor=True, **RGB
    ),
    "TIFF, LZW": lambda g, c, f: f(c, "TIFF", compression="tiff_lzw"),
    "TIFF, Zstandard": lambda g, c, f: f(c, "TIFF", compression="zstd"),
    "TIFF, LZMA": lambda g, c, f: f(c, "TIFF", compression="lzma"),
    "TIFF, PackBits": lambda g, c, f: f(c, "TIFF", compression="packbits"),
    "TIFF, 16 bits, LZW": lambda g, c, f: f(
        wide(g, np.uint16, 257), "TIFF", compression="tiff_lzw"
    ),
}
LOSSY = {
    "JPEG": lambda g, c, f: f(c, "JPEG", quality=98, subsampling=0),
    "JPEG, progressive": lambda g, c, f: f(c, "JPEG", quality=98, progressive=True),
    "JPEG, inks": lambda g, c, f: f(
        Image.fromarray(c).convert("CMYK"), "JPEG", quality=98
    ),
    "AVIF": lambda g, c, f: f(c, "AVIF", quality=98, subsampling="4:4:4"),
    "TIFF, JPEG": lambda g, c, f: f(c, "TIFF", compression="jpeg", quality=98),
    "TIFF, inks": lambda g, c, f: f(Image.fromarray(c).convert("CMYK"), "TIFF"),
    "TIFF, LAB": lambda g, c, f: f(lab(c), "TIFF"),
    "TIFF, YCbCr": lambda g, c, f: tiff(
        np.array(Image.fromarray(c).convert("YCbCr")), photometric="ycbcr"
    ),
}


def lab(pixels):
    from PIL import ImageCms

    profiles = [ImageCms.createProfile(name) for name in ("sRGB", "LAB")]
    made = ImageCms.profileToProfile(
        Image.fromarray(pixels), *profiles, outputMode="LAB"
    )
    made.info.pop("icc_profile", None)
    return made


def holds_grey(picture):
    return picture.pixels.ndim == 2 or (picture.pixels[..., :1] == picture.pixels).all()


@pytest.mark.parametrize("container", FILES)
def test_a_lossless_file_has_the_luma_of_the_8_bit_picture(
    container, grey, colour, encoded
):
    picture = read_picture(FILES[container](grey, colour, encoded))
    expected = grey if holds_grey(picture) else as_luma(colour)
    np.testing.assert_allclose(picture.luma, expected, atol=1e-9)


@pytest.mark.parametrize("container", LOSSY)
def test_a_lossy_file_has_nearly_that_luma(container, grey, colour, encoded):
    picture = read_picture(LOSSY[container](grey, colour, encoded))
    off = np.abs(picture.luma - as_luma(colour))
    assert off.mean() < 2
    assert np.median(off) < 2


@pytest.mark.parametrize("container", ["TIFF, planar, 16 bits", "PNG, 16 bits"])
def test_a_pair_of_containers_scores_as_the_8_bit_pair(
    container, grey, colour, encoded
):
    plain = read_picture(FILES[container](grey, colour, encoded))
    eight = grey if holds_grey(plain) else colour
    noise = np.random.default_rng(3).integers(0, 256, grey.shape).astype(np.uint8)
    expected = core.visual_security_index(eight, noise).vsi
    assert core.visual_security_index(plain, noise).vsi == pytest.approx(expected)


# ---- arrays and objects -----------------------------------------------------------

OBJECTS = {
    "bool": lambda g: g > 127,
    "uint8": lambda g: g,
    "uint16": lambda g: wide(g, np.uint16, 257),
    "uint32": lambda g: wide(g, np.uint32, 16843009),
    "uint64": lambda g: wide(g, np.uint64, 72340172838076673),
    "int16": lambda g: g.astype(np.int16),
    "int64": lambda g: g.astype(np.int64),
    "float16": lambda g: g.astype(np.float16),
    "float32": lambda g: g.astype(np.float32),
    "float64": lambda g: g.astype(np.float64),
    "big-endian": lambda g: wide(g, np.uint16, 257).astype(">u2"),
    "list": lambda g: g.tolist(),
    "masked, nothing hidden": lambda g: np.ma.array(g, mask=False),
    "PIL L": lambda g: Image.fromarray(g),
    "PIL RGB": lambda g: Image.fromarray(g).convert("RGB"),
    "PIL RGBA": lambda g: Image.fromarray(g).convert("RGBA"),
    "PIL LA": lambda g: Image.fromarray(g).convert("LA"),
    "PIL P": lambda g: Image.fromarray(g).convert("P"),
    "PIL CMYK": lambda g: Image.fromarray(g).convert("RGB").convert("CMYK"),
    "PIL YCbCr": lambda g: Image.fromarray(g).convert("RGB").convert("YCbCr"),
    "PIL HSV": lambda g: Image.fromarray(g).convert("RGB").convert("HSV"),
    "PIL F": lambda g: Image.fromarray(g.astype(np.float32)),
    "PIL I;16": lambda g: Image.fromarray(wide(g, np.uint16, 257)),
}


@pytest.mark.parametrize("kind", OBJECTS)
def test_an_object_has_the_luma_of_the_8_bit_picture(kind, grey):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", core.ImageNotice)
        luma = as_luma(OBJECTS[kind](grey))
    expected = (grey > 127) * 255.0 if kind == "bool" else grey
    rounded = kind in ("PIL CMYK", "PIL YCbCr")  # Pillow's conversions, in 8 bits
    np.testing.assert_allclose(luma, expected, atol=1 if rounded else 1e-9)


@pytest.mark.parametrize(
    ("kind", "white"),
    [
        (np.uint16, 255),
        (np.uint32, 255),
        (np.uint64, 255),
        (np.float16, 1),
        (np.float32, 1),
        (np.float64, 1),
    ],
)
def test_an_array_of_another_white_is_refused_until_white_is_said(kind, white, grey):
    pixels = (grey / 255 * white).astype(kind)
    calls = (
        as_luma,
        core.edge_map,
        lambda a, **w: core.visual_security_index(grey, a, **w),
        lambda a, **w: core.INDICES["ssim"].evaluate(a, grey, **w),
        lambda a, **w: core.SCHEMES["peid-09"].encrypt(a, **w),
        core.read_image,
        lambda a, **w: as_pair(grey, a, **w),
    )
    for call in calls:
        with pytest.raises(core.ImageError, match=rf"Pass data_range={white}\b"):
            call(pixels)
    said = {"data_range": white}
    off = 0.2 if kind is np.float16 else 1e-4  # its own rounding
    np.testing.assert_allclose(as_luma(pixels, **said), grey, atol=off)
    pair = as_pair(grey, pixels, data_range=(255, white))
    np.testing.assert_allclose(pair[1], grey, atol=off)
    scheme = core.SCHEMES["peid-09"]
    np.testing.assert_array_equal(scheme.encrypt(pixels, **said), scheme.encrypt(grey))
    plain_white = {"data_range": (255, white)}
    assert core.visual_security_index(grey, pixels, **plain_white).vsi > 1.9
