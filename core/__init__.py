"""The numerical core of Showthrough: what still shows through an encrypted image."""

from core.encryption import SCHEMES, Scheme
from core.image import ImageError, ImageNotice, as_luma, read_image

__all__ = [
    "SCHEMES",
    "ImageError",
    "ImageNotice",
    "Scheme",
    "as_luma",
    "read_image",
]
