"""The colours of a source's file, for display only: the index never sees them."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.image.sizes import resize
from explorer.pair.sources import Source

Shown = Literal["colour", "index"]
"""How a picture is shown: in the colours of its file, or as the index sees it."""


def has_colour(source: Source) -> bool:
    """Whether the file of a source holds any colour.

    What was encrypted here is grey, and so is a file with three equal channels.
    """
    if source.picture is None or source.picture.pixels.ndim == 2:
        return False
    red, green, blue = np.moveaxis(source.picture.pixels, -1, 0)
    return not (np.array_equal(red, green) and np.array_equal(green, blue))


def colours(source: Source) -> NDArray[np.uint8]:
    """Pixels (H, W, 3) of a source in the colours of its file.

    Cropped or resized as the source was, channel by channel; levels of more than eight
    bits are rounded. Whichever channel the index is given, the colours are the same.

    Raises
    ------
    ValueError
        If the source has no colour: see `has_colour`.
    """
    if source.picture is None or source.picture.pixels.ndim == 2:
        raise ValueError(f"expected a picture in colour, got {source.title}")
    pixels = source.picture.pixels
    if pixels.dtype != np.uint8 or source.picture.white != 255:
        pixels = np.rint(source.picture.levels).astype(np.uint8)
    shape = source.made.shape
    if shape and source.made.fit == "resize":
        levels = np.moveaxis(pixels.astype(np.float64), -1, 0)
        planes = [resize(plane, shape) for plane in levels]
        return np.rint(np.stack(planes, axis=-1)).astype(np.uint8)
    if shape:
        pixels = pixels[: shape[0], : shape[1]]
    return np.ascontiguousarray(pixels)


def colours_name(source: Source) -> str:
    """Name for what `colours` gives: equal names, equal pixels.

    It has no channel, so that the picture stays in place when another one is chosen.
    """
    made = source.made
    size = "x".join(map(str, made.shape or ()))
    read = f"{made.white or ''}-{made.frame or ''}"
    return f"{source.file_digest}-colour-{read}-{made.fit}{size}"
