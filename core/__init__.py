"""The numerical core of Showthrough: what still shows through an encrypted image."""

from core.image import ImageError, ImageNotice, as_luma, read_image

__all__ = ["ImageError", "ImageNotice", "as_luma", "read_image"]
