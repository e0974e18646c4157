"""Files that end early, read as far as they go."""

import io
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile

from core.image.pillow import forget_pixels
from core.image.strips import strips

Opener = Callable[[BinaryIO], ImageFile.ImageFile]

SEQUENTIAL = ("JPEG", "MPO", "PNG", "BMP", "PPM", "GIF")
"""Pillow's names of the formats whose first bytes give pixels without the last ones."""


def is_short(error: OSError | ValueError) -> bool:
    """Whether Pillow failed because the file ends early, not because it is damaged."""
    return any(word in str(error) for word in ("truncated", "not enough image data"))


def as_far_as_it_goes(
    content: bytes, name: str, reopen: Opener
) -> tuple[ImageFile.ImageFile, str] | None:
    """Decode what there is, without Pillow's global switch, which all threads share.

    Parameters
    ----------
    content : bytes
        The file that ends early.
    name : str
        What the sentence calls it.
    reopen : callable
        Opens bytes as Pillow does, header alone.

    Returns
    -------
    tuple or None
        The image, black where nothing was read, and a sentence that says how much was;
        None if there was not a single row.
    """
    image = reopen(io.BytesIO(content))
    if image.format in ("JPEG", "MPO"):
        return _jpeg(content, name, reopen)
    black, other = _poured(content, reopen, 0), _poured(content, reopen, 255)
    missing = _differ(black, other)
    forget_pixels(other)
    if missing.all():
        return None
    whole = np.logical_not(missing.any(axis=1))
    if image.info.get("interlace") or np.count_nonzero(np.diff(whole)) > 1:
        share = 1 - missing.mean()
        return black, f"{name} ends early. {share:.0%} of it could be read"
    if not whole.any():
        return None
    end = "first" if whole[0] else "last"  # a BMP file begins at the bottom
    return black, _rows(name, int(whole.sum()), image.height, end)


def _jpeg(
    content: bytes, name: str, reopen: Opener
) -> tuple[ImageFile.ImageFile, str] | None:
    """Decode a JPEG file with an end of its own.

    The decoder looks ahead, so the end is put off by two different fillings: what the
    fillings change was not there.
    """
    end = b"\xff\xd9"
    if reopen(io.BytesIO(content)).info.get("progressive"):
        image = reopen(io.BytesIO(content + end))
        image.load()
        return image, f"{name} ends early. What is there of it is shown, in less detail"
    image, other = (
        reopen(io.BytesIO(content.removesuffix(b"\xff") + filling * 512 + end))
        for filling in (b"\x00", b"\x55")
    )
    image.load()
    other.load()
    differ = _differ(image, other).any(axis=1)
    forget_pixels(other)
    rows = int(differ.argmax()) if differ.any() else image.height
    if not rows:
        return None
    image.paste(0, (0, rows, *image.size))
    return image, _rows(name, rows, image.height, "first")


def _differ(one: Image.Image, other: Image.Image) -> NDArray[np.bool_]:
    """Which pixels of two images are not the same, (H, W)."""
    found = np.empty((one.height, one.width), bool)
    for rows in strips(one.height, one.width):
        box = (0, rows.start, one.width, rows.stop)
        unlike = np.asarray(one.crop(box)) != np.asarray(other.crop(box))
        found[rows] = unlike.reshape(*unlike.shape[:2], -1).any(axis=2)
    return found


def _rows(name: str, rows: int, height: int, end: str) -> str:
    """Say how many rows were read."""
    if rows >= height:
        return f"{name} ends early. All of its {height} rows could be read"
    return (
        f"{name} ends early. The {end} {rows} of its {height} rows could be read, "
        "the others are black"
    )


def _poured(content: bytes, reopen: Opener, level: int) -> ImageFile.ImageFile:
    """Decode into an image of one level; what was not reached still has it."""
    image = reopen(io.BytesIO(content))
    image.im = Image.new(image.mode, image.size, level).im
    with suppress(OSError):
        image.load()
    image.tile = []  # decoded, as far as Pillow is concerned
    return image
