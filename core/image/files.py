"""Files in, upright pixels without alpha out, and a note on what was left out."""

import io
import os
import struct
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from core.image.luma import ImageError, ImageNotice, Luma, as_luma, check_side

Source: TypeAlias = str | os.PathLike[str] | bytes | BinaryIO

MAX_PIXELS = 40_000_000
"""Most pixels a file may hold; read from its header, before anything is decoded."""

FORMATS = {
    "PNG": ("png",),
    "JPEG": ("jpg", "jpeg"),
    "GIF": ("gif",),
    "BMP": ("bmp",),
    "TIFF": ("tif", "tiff"),
    "WEBP": ("webp",),
    "PPM": ("pgm", "ppm", "pnm", "pbm"),
    "JPEG2000": ("jp2", "j2k", "jpx", "j2c"),
}
"""Pillow's name of every format that is read, with the usual endings of its files."""

FORMATS_IN_WORDS = "PNG, JPEG, GIF, BMP, TIFF, WebP, PGM/PPM/PNM or JPEG 2000"
"""The same, to be read."""

# What Pillow's decoders raise on damaged files, by format and by kind of damage.
_DECODER_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    OverflowError,
    MemoryError,
    struct.error,
)
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Picture:
    """An image file, decoded.

    Attributes
    ----------
    name : str
        File name, or "the image" where it has none.
    pixels : NDArray
        Upright pixels without alpha, (H, W) or (H, W, 3); uint8, or uint16 for 16-bit
        grey, or float32 for files that hold floating-point grey levels.
    notes : tuple of str
        One sentence for each thing that was left out or changed while reading.
    """

    name: str
    pixels: NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.float32]
    notes: tuple[str, ...] = ()

    @property
    def luma(self) -> Luma:
        """Luma of the pixels, (H, W), in [0, 255]."""
        return as_luma(self.pixels)


def read_image(source: Source) -> Luma:
    """Luma of an image file: `read_picture(source).luma`, its notes given as warnings.

    Parameters
    ----------
    source : path, bytes or binary file
        PNG, JPEG, GIF, BMP, TIFF, WebP, PGM/PPM/PNM or JPEG 2000.

    Returns
    -------
    NDArray
        (H, W) float64, in [0, 255], upright.

    Raises
    ------
    ImageError
        If the file cannot be read, is no image of these formats, is damaged, holds
        more than 40 megapixels or has a side under 32 pixels.

    Warns
    -----
    ImageNotice
        Once for each thing that was left out or changed while reading.
    """
    picture = read_picture(source)
    for note in picture.notes:
        warnings.warn(ImageNotice(note), stacklevel=2)
    return picture.luma


def read_picture(source: Source, *, name: str | None = None) -> Picture:
    """Decode an image file, upright and without alpha, and say what was left out.

    Parameters and errors are those of `read_image`; `name` is what messages call the
    file, where its own name is unknown.
    """
    name = name or _name_of(source)
    try:
        if isinstance(source, bytes):
            return _decode(io.BytesIO(source), name)
        if isinstance(source, str | os.PathLike):
            with _open(source, name) as file:
                return _decode(file, name)
        source.seek(0)
        return _decode(source, name)
    except ImageError:
        raise
    except _BOMBS as error:
        raise ImageError(
            f"{name} is too large: at most {MAX_PIXELS // 1_000_000} megapixels "
            "are read; make it smaller first"
        ) from error
    except UnidentifiedImageError as error:
        raise ImageError(
            f"{name} is not an image that can be read; expected {FORMATS_IN_WORDS}"
        ) from error
    except _DECODER_ERRORS as error:
        raise ImageError(
            f"{name} is damaged or incomplete ({error}); "
            "save it again from the program that made it"
        ) from error


def _open(path: str | os.PathLike[str], name: str) -> BinaryIO:
    """Open a file, or say why it cannot be opened."""
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise ImageError(f"cannot open {name}: {error.strerror}") from error
    except ValueError as error:  # a null character
        raise ImageError(f"cannot open {name}: {error}") from error


def _name_of(source: Source) -> str:
    """Return the file name that messages use."""
    if isinstance(source, bytes):
        return "the image"
    path = getattr(source, "name", source)
    if not isinstance(path, str | os.PathLike):
        return "the image"
    return Path(path).name or str(path) or "a file without a name"


def _decode(file: BinaryIO, name: str) -> Picture:
    """Decode an open file; limits are checked on the header, before any pixel."""
    notes: list[str] = []
    with Image.open(file, formats=tuple(FORMATS)) as image:
        width, height = image.size
        if width * height > MAX_PIXELS:
            raise ImageError(
                f"{name} is too large: {width} × {height} is "
                f"{width * height / 1e6:.1f} megapixels, at most "
                f"{MAX_PIXELS // 1_000_000} are read; make it smaller first"
            )
        check_side(height, width, name)
        if (frames := getattr(image, "n_frames", 1)) > 1:
            notes.append(f"{name} holds {frames} frames; the first one is used")
        if image.mode.startswith("RGB") and _has_16_bits(image):
            notes.append(
                f"{name} holds 16-bit colour; it is read with 8 bits a channel"
            )
        # Pillow turns a TIFF file while it decodes it, and forgets that it did.
        turned = image.getexif().get(_ORIENTATION) in _TURNED
        image.load()
        upright = ImageOps.exif_transpose(image)
        if turned:
            notes.append(f"{name} is turned upright, as its EXIF orientation says")
    # Not image.has_transparency_data: a JPEG has none, and a palette may hide some.
    if upright.mode in ("LA", "PA", "RGBA", "RGBa") or ("transparency" in upright.info):
        notes.append(f"{name} has transparency; it is dropped")
    if told := _converted(upright.mode):
        notes.append(f"{name} {told}")
    pixels = _pixels(upright, name)
    if image.format == "TIFF" and image.mode == "I":
        notes.append(
            f"{name} holds integers with a sign or of 32 bits; they are taken as "
            "16-bit grey levels from 0 to 65535"
        )
    elif pixels.dtype == np.uint16:
        notes.append(
            f"{name} holds grey levels of 16 bits; they are scaled by 255/65535 and "
            "not rounded"
        )
    if pixels.dtype == np.uint16 and _is_white_zero(image):
        pixels = 65535 - pixels
    if pixels.dtype == np.float32 and pixels.max() <= 1:
        notes.append(
            f"{name} holds floating-point values of at most 1; they are taken as "
            "grey levels from 0 to 255, so the image is almost black"
        )
    return Picture(name=name, pixels=pixels, notes=tuple(notes))


_ORIENTATION, _TURNED = 0x112, range(2, 9)
"""EXIF's tag, and its values that are not upright."""


def _converted(mode: str) -> str:
    """Say what becomes of colours that are neither grey nor RGB."""
    if mode in ("P", "PA"):
        return "holds a palette; every pixel takes its colour from it"
    if mode in ("CMYK", "YCbCr", "LAB", "HSV"):
        return f"holds {mode} colours; they are converted to RGB without a profile"
    return ""


def _has_16_bits(image: ImageFile.ImageFile) -> bool:
    """Whether a colour file, not decoded yet, holds 16 bits a channel."""
    for tile in image.tile:
        if tile.codec_name.startswith("ppm") and isinstance(tile.args, tuple):
            return tile.args[-1] > 255  # the value of white
    return ";16" in str(image.tile)


def _is_white_zero(image: Image.Image) -> bool:
    """Whether a TIFF file counts grey levels from white; Pillow minds it to 8 bits."""
    photometric_interpretation = 262
    return getattr(image, "tag_v2", {}).get(photometric_interpretation) == 0


def _pixels(
    image: Image.Image, name: str
) -> NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.float32]:
    """Pixels without alpha: grey stays grey, every other mode becomes RGB."""
    mode = image.mode
    if mode.startswith("I;16"):
        return np.asarray(image).astype(np.uint16)
    if mode == "I":
        # Pillow opens PGM files of more than 8 bits so, scaled to 16 bits.
        levels = np.asarray(image)
        if levels.min() < 0 or levels.max() > 65535:
            raise ImageError(
                f"{name} holds integers from {levels.min()} to {levels.max()}; "
                "expected grey levels of 8 or 16 bits without a sign"
            )
        return levels.astype(np.uint16)
    if mode == "F":
        levels = np.asarray(image, np.float32)
        if not (
            np.isfinite(levels).all() and levels.min() >= 0 and levels.max() <= 255
        ):
            raise ImageError(
                f"{name} holds floating-point values outside 0..255; "
                "save it as grey levels from 0 to 255"
            )
        return levels
    if mode in ("1", "L", "LA"):
        return np.asarray(image.convert("L"))
    if mode in ("P", "PA", "RGBa"):
        # By way of RGBA, so that colours under transparent pixels are not lost.
        image = image.convert("RGBA")
    return np.asarray(image.convert("RGB"))
