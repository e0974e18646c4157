"""Files and bytes in, pictures out: limits, formats, and why a file cannot be read."""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, BinaryIO

from PIL import Image, ImageFile, UnidentifiedImageError

from core.image import magic, tiff
from core.image.census import check_parts
from core.image.errors import ImageError
from core.image.fine_png import is_fine, lower_bytes
from core.image.limits import MAX_PIXELS, check_size, frames_note
from core.image.opened import File, opened
from core.image.picture import Picture
from core.image.pillow import forget_pixels, orientation_of, picture_of
from core.image.pnm import restated
from core.image.quiet import decoders_quiet
from core.image.truncated import SEQUENTIAL, as_far_as_it_goes, is_short
from core.image.white import NARROW

FORMATS = {
    "PNG": ("png",),
    "JPEG": ("jpg", "jpeg"),
    "GIF": ("gif",),
    "BMP": ("bmp",),
    "TIFF": ("tif", "tiff"),
    "WEBP": ("webp",),
    "PPM": ("pgm", "ppm", "pnm", "pbm"),
    "JPEG2000": ("jp2", "j2k", "jpx", "j2c"),
    "AVIF": ("avif",),
}
"""Pillow's name of every format that is read, with the usual endings of its files."""

FORMATS_IN_WORDS = "PNG, JPEG, GIF, BMP, TIFF, WebP, PGM/PPM/PNM, JPEG 2000 or AVIF"
"""The same, to be read."""

_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def read_file(
    source: File, name: str, data_range: float | None, *, strict: bool
) -> Picture:
    """Decode an image file, upright and without alpha, and say what was left out.

    Parameters
    ----------
    source : path, bytes or binary file
        A file object is read from its beginning where it can seek, and left open.
    name : str
        What messages call it.
    data_range : float, optional
        Value of white.
    strict : bool
        Refuse files that end early.

    Raises
    ------
    ImageError
        If it cannot be read.
    """
    with opened(source, name) as file, in_words(file, name):
        if file.read(4) in tiff.STARTS:
            return tiff.read_tiff(file, name, data_range, strict=strict)
        return _decode(file, name, data_range, strict=strict)


@contextmanager
def in_words(file: BinaryIO, name: str) -> Iterator[None]:
    """Keep decoders quiet, and say what they raise of a file as an `ImageError`."""
    with decoders_quiet():
        try:
            yield
        except ImageError:
            raise
        except _BOMBS as error:
            raise ImageError(
                f"{name} is too large: at most {MAX_PIXELS // 1_000_000} megapixels "
                "are read. Make it smaller first"
            ) from error
        except UnidentifiedImageError as error:
            file.seek(0)
            held = magic.contents(file.read(magic.HEAD))
            raise ImageError(
                f"{name} is not a picture that can be read"
                + (f": it holds {held}" if held else "")
                + f". Expected {FORMATS_IN_WORDS}"
            ) from error
        except Exception as error:  # decoders raise what they like on damaged files
            why = str(error) or type(error).__name__
            raise ImageError(
                f"{name} is damaged or incomplete ({why}). "
                "Save it again from the program that made it"
            ) from error


def open_image(file: BinaryIO) -> ImageFile.ImageFile:
    """Read the header of a file of any format but TIFF."""
    file.seek(0)
    try:
        return Image.open(file, formats=_PILLOWS)
    except ValueError as error:
        if "MAX_TEXT" not in str(error):
            raise
        # A PNG file with a large text, as generators of pictures write.
        return Image.open(_without_text(file), formats=_PILLOWS)


_PILLOWS = tuple(name for name in FORMATS if name != "TIFF")


def _without_text(file: BinaryIO) -> BinaryIO:
    """Copy of a PNG file without its texts, which Pillow limits and nobody needs."""
    file.seek(0)
    content = file.read()
    kept, at = [content[:8]], 8
    while at + 8 <= len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        if kind not in (b"tEXt", b"zTXt", b"iTXt"):
            kept.append(content[at : at + 12 + length])
        at += 12 + length
    return io.BytesIO(b"".join(kept))


def _decode(
    file: BinaryIO, name: str, data_range: float | None, *, strict: bool
) -> Picture:
    """Decode an open file; limits are checked on the header, before any pixel."""
    remarks: list[str] = []
    census = check_parts(file, name)
    file, was_coarse = restated(file, name)
    with open_image(file) as image:
        check_size(image.width, image.height, name)
        if said := frames_note(census.frames or _frames(image), name):
            remarks.append(said)
        fine = is_fine(image)
        coarse = image.mode.startswith("RGB") and has_16_bits(image)
        decoded, damage = _load(image, file, name, strict=strict)
        lower = None
        if fine and not damage:
            lower = partial(_lower, file)
        elif coarse or was_coarse:
            remarks.append(coarse_note(decoded, name))
        orientation = orientation_of(decoded)
        remarks += damage
        return picture_of(
            decoded, name, remarks, data_range, orientation=orientation, lower=lower
        )


def _lower(file: BinaryIO) -> Image.Image:
    """Decode the lower bytes of a PNG file."""
    return lower_bytes(open_image(_without_text(file)))


def coarse_note(image: Image.Image, name: str) -> str:
    """Say that 16-bit colour was read with 8 bits.

    Raises
    ------
    ImageError
        If the upper bytes hold next to nothing.
    """
    # Of an image in colour, a pair for each channel; alpha is the fourth.
    brightest: Any = [pair[1] for pair in image.getextrema()[:3]]  # pyright: ignore
    if max(brightest) >= 256 // NARROW:
        return f"{name} holds 16-bit colour. It is read with 8 bits a channel"
    raise ImageError(
        f"{name} holds 16-bit colour that uses less than a sixteenth of its range, and "
        "is read with 8 bits a channel, so next to nothing would be left of it. Save "
        "it as a TIFF file of 16 bits, or of 8 bits if it is black"
    )


def _load(
    image: ImageFile.ImageFile, file: BinaryIO, name: str, *, strict: bool
) -> tuple[ImageFile.ImageFile, list[str]]:
    """Decode the pixels; of a file that ends early those that are there."""
    try:
        image.load()
    except (OSError, ValueError) as error:
        if isinstance(error, ValueError) and "MAX_TEXT" in str(error):
            image = open_image(_without_text(file))
            image.load()
            return image, []
        if strict or image.format not in SEQUENTIAL or not is_short(error):
            raise
        forget_pixels(image)
        file.seek(0)
        found = as_far_as_it_goes(file.read(), name, open_image)
        if found is None:
            raise
        return found[0], [found[1]]
    return image, []


def _frames(image: ImageFile.ImageFile) -> int:
    """Count the frames; those that a short file does not have are none."""
    try:
        return getattr(image, "n_frames", 1)
    except Exception:  # noqa: BLE001 - whatever Pillow raises on a damaged frame
        image.seek(0)
        return 1


def has_16_bits(image: ImageFile.ImageFile) -> bool:
    """Whether a colour file, not decoded yet, holds 16 bits a channel."""
    return ";16" in str(image.tile)
