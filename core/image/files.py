"""Files and bytes in, pictures out: limits, formats, and why a file cannot be read."""

import io
import os
import struct
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TypeAlias

from PIL import Image, ImageFile, UnidentifiedImageError

from core.image import magic, tiff
from core.image.census import check_parts
from core.image.errors import ImageError
from core.image.fine_png import is_fine, lower_bytes
from core.image.limits import MAX_PIXELS, check_size, frames_note, most
from core.image.picture import Picture
from core.image.pillow import forget_pixels, orientation_of, picture_of
from core.image.plain_files import open_plain
from core.image.pnm import restated
from core.image.quiet import decoders_quiet
from core.image.truncated import SEQUENTIAL, as_far_as_it_goes, is_short
from core.image.white import NARROW


class Readable(Protocol):
    """A binary file, or anything that reads like one; it need not seek."""

    def read(self) -> bytes:
        """Return all that is left."""
        ...


File: TypeAlias = (
    str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO | Readable
)

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
    with _opened(source, name) as file, decoders_quiet():
        try:
            if file.read(4) in tiff.STARTS:
                return tiff.read_tiff(file, name, data_range, strict=strict)
            return _decode(file, name, data_range, strict=strict)
        except ImageError:
            raise
        except _BOMBS as error:
            raise ImageError(
                f"{name} is too large: at most {MAX_PIXELS // 1_000_000} megapixels "
                "are read; make it smaller first"
            ) from error
        except UnidentifiedImageError as error:
            file.seek(0)
            held = magic.contents(file.read(magic.HEAD))
            raise ImageError(
                f"{name} is not an image that can be read"
                + (f": it holds {held}" if held else "")
                + f"; expected {FORMATS_IN_WORDS}"
            ) from error
        except Exception as error:  # decoders raise what they like on damaged files
            raise ImageError(
                f"{name} is damaged or incomplete ({error or type(error).__name__}); "
                "save it again from the program that made it"
            ) from error


def name_of(source: object) -> str:
    """Return the file name that messages use."""
    path = source
    if not isinstance(source, str | os.PathLike):
        path = getattr(source, "name", None)
    if not isinstance(path, str | os.PathLike):
        return "the image"
    return Path(path).name or str(path) or "a file without a name"


def _opened(source: File, name: str) -> BinaryIO:
    """Open whatever holds a file, so that it can seek; to be closed."""
    if isinstance(source, bytes | bytearray | memoryview):
        return io.BytesIO(source)
    if not isinstance(source, str | os.PathLike):
        return _whole(source, name)
    try:
        return open_plain(source)
    except OSError as error:
        raise ImageError(f"cannot open {name}: {error.strerror}") from error
    except (ValueError, TypeError) as error:  # a null character
        raise ImageError(f"cannot open {name}: {error}") from error


MAX_BYTES = most("stream")
"""Most bytes that are read of a stream, whose length is not known before."""


def _whole(source: BinaryIO | Readable, name: str) -> BinaryIO:
    """Read all of a stream, from its beginning if it can go there."""
    with suppress(Exception):  # pipes and foreign objects fail each in its way
        source.seek(0)  # pyright: ignore[reportAttributeAccessIssue]
    try:
        try:
            content = source.read(MAX_BYTES + 1)  # pyright: ignore[reportCallIssue]
        except TypeError:  # a `read` that takes no number
            content = source.read()
    except Exception as error:
        raise ImageError(f"cannot read {name}: {error}") from error
    if isinstance(content, str):
        raise ImageError(
            f"cannot read {name}: it gives text; open it with mode 'rb', for bytes"
        )
    if not isinstance(content, bytes | bytearray | memoryview):
        raise ImageError(
            f"cannot read {name}: expected bytes, got {type(content).__name__}"
        )
    if len(content) > MAX_BYTES:
        raise ImageError(f"{name} is too large: it has more than 1 GB")
    return io.BytesIO(content)


def _open_image(file: BinaryIO) -> ImageFile.ImageFile:
    """Read a file's header."""
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
    with _open_image(file) as image:
        check_size(image.width, image.height, name)
        if said := frames_note(census.frames or _frames(image), name):
            remarks.append(said)
        fine = is_fine(image)
        coarse = image.mode.startswith("RGB") and _has_16_bits(image)
        decoded, told = _load(image, file, name, strict=strict)
        lower = None
        if fine and not told:
            lower = partial(_lower, file)
        elif coarse or was_coarse:
            _check_coarse(decoded, name)
            remarks.append(
                f"{name} holds 16-bit colour; it is read with 8 bits a channel"
            )
        orientation = orientation_of(decoded)
        remarks += told
        return picture_of(
            decoded, name, remarks, data_range, orientation=orientation, lower=lower
        )


def _lower(file: BinaryIO) -> Image.Image:
    """Decode the lower bytes of a PNG file."""
    return lower_bytes(_open_image(_without_text(file)))


def _check_coarse(image: Image.Image, name: str) -> None:
    """Refuse 16-bit colour of which the upper bytes hold next to nothing."""
    # Of an image in colour, a pair for each channel; alpha is the fourth.
    brightest: Any = [pair[1] for pair in image.getextrema()[:3]]  # pyright: ignore
    if max(brightest) >= 256 // NARROW:
        return
    raise ImageError(
        f"{name} holds 16-bit colour that uses less than a sixteenth of its range, and "
        "is read with 8 bits a channel, so next to nothing would be left of it; save "
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
            image = _open_image(_without_text(file))
            image.load()
            return image, []
        if strict or image.format not in SEQUENTIAL or not is_short(error):
            raise
        forget_pixels(image)
        file.seek(0)
        found = as_far_as_it_goes(file.read(), name, _open_image)
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


def _has_16_bits(image: ImageFile.ImageFile) -> bool:
    """Whether a colour file, not decoded yet, holds 16 bits a channel."""
    return ";16" in str(image.tile)
