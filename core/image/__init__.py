"""The one door for pixels: files and arrays in, checked luma out."""

from core.image.files import (
    FORMATS,
    FORMATS_IN_WORDS,
    MAX_PIXELS,
    Picture,
    Source,
    read_image,
    read_picture,
)
from core.image.luma import (
    MIN_SIDE,
    ImageError,
    ImageNotice,
    Luma,
    as_luma,
    as_pair,
    borrow_luma,
)

__all__ = [
    "FORMATS",
    "FORMATS_IN_WORDS",
    "MAX_PIXELS",
    "MIN_SIDE",
    "ImageError",
    "ImageNotice",
    "Luma",
    "Picture",
    "Source",
    "as_luma",
    "as_pair",
    "borrow_luma",
    "read_image",
    "read_picture",
]
