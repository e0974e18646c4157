"""The one door for pixels: files and arrays in, checked luma out."""

from core.image.colours import ALPHA, PRIMARIES, ColourPair, opacity
from core.image.door import (
    Source,
    as_channels,
    as_levels,
    as_luma,
    as_pair,
    borrow_luma,
    check_levels,
    read_frames,
    read_image,
    read_picture,
)
from core.image.errors import ImageError, ImageNotice
from core.image.files import FORMATS, FORMATS_IN_WORDS
from core.image.frames import Frames
from core.image.limits import MAX_PIXELS
from core.image.luma import (
    CHANNELS,
    MIN_SIDE,
    Luma,
    channel_of,
    check_side,
    grey_levels,
)
from core.image.picture import Picture, mismatch, without_luma
from core.image.sizes import FITS, Fit, fit, fit_words
from core.image.white import DataRange, for_each, unlike_ranges

__all__ = [
    "ALPHA",
    "CHANNELS",
    "FITS",
    "FORMATS",
    "FORMATS_IN_WORDS",
    "MAX_PIXELS",
    "MIN_SIDE",
    "PRIMARIES",
    "ColourPair",
    "DataRange",
    "Fit",
    "Frames",
    "ImageError",
    "ImageNotice",
    "Luma",
    "Picture",
    "Source",
    "as_channels",
    "as_levels",
    "as_luma",
    "as_pair",
    "borrow_luma",
    "channel_of",
    "check_levels",
    "check_side",
    "fit",
    "fit_words",
    "for_each",
    "grey_levels",
    "mismatch",
    "opacity",
    "read_frames",
    "read_image",
    "read_picture",
    "unlike_ranges",
    "without_luma",
]
