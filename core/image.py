"""The one door for pixels: files and arrays in, checked luma out.

Everything behind this door works on *luma*: float64 of shape (H, W), grey levels from
0 (black) to 255 (white), not rounded.
"""

import io
import os
import struct
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

Luma: TypeAlias = NDArray[np.float64]
Source: TypeAlias = str | os.PathLike[str] | bytes | BinaryIO

MIN_SIDE = 32
"""Shortest side, in pixels, of an image that the indices and schemes accept."""

MAX_PIXELS = 40_000_000
"""Most pixels a file may hold; read from its header, before anything is decoded."""

FORMATS = {
    "PNG": ("png",),
    "JPEG": ("jpg", "jpeg"),
    "BMP": ("bmp",),
    "TIFF": ("tif", "tiff"),
    "WEBP": ("webp",),
    "PPM": ("pgm", "ppm", "pnm", "pbm"),
    "JPEG2000": ("jp2", "j2k", "jpx", "j2c"),
}
"""Pillow's name of every format that is read, with the usual endings of its files."""

_FORMATS_IN_WORDS = "PNG, JPEG, BMP, TIFF, WebP, PGM/PPM/PNM or JPEG 2000"

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


class ImageError(ValueError):
    """What a user can mend: says what was expected, what came and what to do."""


class ImageNotice(UserWarning):
    """What was left out or changed while a file was read (alpha, later frames, ...)."""


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


def as_luma(array: ArrayLike, *, data_range: float | None = None) -> Luma:
    """Luma of an array of pixels; the array is not modified.

    Parameters
    ----------
    array : array_like
        Grey (H, W) or (H, W, 1), grey with alpha (H, W, 2), RGB (H, W, 3) or RGBA
        (H, W, 4); alpha is dropped. Unsigned integers are scaled by 255 over their
        type's largest value, booleans become 0 and 255.
    data_range : float, optional
        Value of white for signed integers and floats. They are taken as 0..255 unless
        this says otherwise: a range is never guessed from the values.

    Returns
    -------
    NDArray
        (H, W) float64, grey levels, 0 black and 255 white. Always a new array.

    Raises
    ------
    ImageError
        If the shape or type is not an image's, or a value is NaN or infinite.

    Notes
    -----
    Reading: colour is turned into 0.299 R + 0.587 G + 0.114 B, not rounded.

    Examples
    --------
    >>> as_luma(np.array([[0, 257], [65535, 0]], np.uint16))
    array([[  0.,   1.],
           [255.,   0.]])
    """
    try:
        pixels = np.asarray(array)
    except ValueError as error:  # rows of different lengths
        raise ImageError(f"expected an image, got no array: {error}") from error
    if pixels.ndim not in (2, 3) or (pixels.ndim == 3 and pixels.shape[2] > 4):
        raise ImageError(
            "expected an image of shape (H, W), (H, W, 3) or (H, W, 4), "
            f"got an array of shape {pixels.shape}"
        )
    if 0 in pixels.shape:
        raise ImageError(f"expected an image, got an empty array {pixels.shape}")
    if pixels.dtype.kind not in "buif":
        raise ImageError(
            "expected integer, boolean or real pixels, "
            f"got an array of type {pixels.dtype}"
        )
    if data_range is not None and not 0 < data_range < np.inf:
        raise ImageError(f"expected a positive data_range, got {data_range}")
    if pixels.dtype.kind == "b":
        white = 1.0
    elif pixels.dtype.kind == "u":
        white = float(np.iinfo(pixels.dtype).max)
    else:
        white = 255.0
    levels = pixels.astype(np.float64)
    if (white := data_range or white) != 255:
        with np.errstate(over="ignore"):
            levels = levels / white * 255  # in this order, white is exactly 255
    if not np.isfinite(levels).all():
        raise ImageError("expected finite pixels, got NaN or infinite values")
    if levels.ndim == 2:
        return levels
    if levels.shape[2] < 3:
        return np.ascontiguousarray(levels[..., 0])
    red, green, blue = np.moveaxis(levels[..., :3], -1, 0)
    # 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601), written so that grey stays exact.
    return green + 0.299 * (red - green) + 0.114 * (blue - green)


def as_pair(plain: ArrayLike, encrypted: ArrayLike) -> tuple[Luma, Luma]:
    """Luma of a plain image and its encrypted one, checked as every index needs them.

    Parameters
    ----------
    plain, encrypted : array_like
        As `as_luma` takes them, of the same height and width.

    Returns
    -------
    tuple of NDArray
        Both (H, W) float64, in [0, 255].

    Raises
    ------
    ImageError
        If the sizes differ, a side is shorter than 32 pixels, or grey levels lie
        outside 0..255.
    """
    pair = as_luma(plain), as_luma(encrypted)
    for role, levels in zip(("plain", "encrypted"), pair, strict=True):
        _check_side(levels.shape[0], levels.shape[1], f"the {role} image")
        low, high = levels.min(), levels.max()
        if low < 0 or high > 255:
            raise ImageError(
                f"expected grey levels in [0, 255] in the {role} image, "
                f"got [{low:g}, {high:g}]"
            )
    (height, width), (other_height, other_width) = pair[0].shape, pair[1].shape
    if (height, width) != (other_height, other_width):
        # Reading: both images have one size; the library never resizes by itself.
        raise ImageError(
            f"expected two images of one size, got a plain image of {width} × {height} "
            f"and an encrypted one of {other_width} × {other_height} pixels; "
            "resize one of them"
        )
    return pair


def read_image(source: Source) -> Luma:
    """Luma of an image file: `read_picture(source).luma`, its notes given as warnings.

    Parameters
    ----------
    source : path, bytes or binary file
        PNG, JPEG, BMP, TIFF, WebP, PGM/PPM/PNM or JPEG 2000.

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
            f"{name} is not an image that can be read; expected {_FORMATS_IN_WORDS}"
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


def _check_side(height: int, width: int, name: str) -> None:
    """Refuse images that are too small to say anything about."""
    if min(height, width) < MIN_SIDE:
        raise ImageError(
            f"{name} is too small: expected at least {MIN_SIDE} pixels a side, "
            f"got {width} × {height}"
        )


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
        _check_side(height, width, name)
        if (frames := getattr(image, "n_frames", 1)) > 1:
            notes.append(f"{name} holds {frames} frames; the first one is used")
        if image.mode.startswith("RGB") and _has_16_bits(image):
            notes.append(
                f"{name} holds 16-bit colour; it is read with 8 bits a channel"
            )
        image.load()
        upright = ImageOps.exif_transpose(image)
    # Not image.has_transparency_data: a JPEG has none, and a palette may hide some.
    if upright.mode in ("LA", "PA", "RGBA", "RGBa") or ("transparency" in upright.info):
        notes.append(f"{name} has transparency; it is dropped")
    pixels = _pixels(upright, name)
    if image.format == "TIFF" and image.mode == "I":
        notes.append(
            f"{name} holds integers with a sign or of 32 bits; they are taken as "
            "16-bit grey levels from 0 to 65535"
        )
    if pixels.dtype == np.uint16 and _is_white_zero(image):
        pixels = 65535 - pixels
    if pixels.dtype == np.float32 and pixels.max() <= 1:
        notes.append(
            f"{name} holds floating-point values of at most 1; they are taken as "
            "grey levels from 0 to 255, so the image is almost black"
        )
    return Picture(name=name, pixels=pixels, notes=tuple(notes))


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
