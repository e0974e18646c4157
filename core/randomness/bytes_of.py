"""Pixels as the tests of ciphers take them: whole levels of a byte."""

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.image import as_levels, check_levels

Bytes: TypeAlias = NDArray[np.uint8]


def bytes_of(image: ArrayLike) -> Bytes:
    """Whole levels of an image, (H, W, 1) or (H, W, 3); a new array."""
    levels = as_levels(image)
    check_levels(levels, "", None)
    pixels = np.rint(levels).astype(np.uint8)
    return pixels[..., np.newaxis] if pixels.ndim == 2 else pixels
