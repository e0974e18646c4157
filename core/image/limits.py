"""How large a picture may be; read from its header, before anything is decoded."""

from core.image.errors import ImageError
from core.image.luma import check_side

MAX_PIXELS = 40_000_000
"""Most pixels a file may hold."""


def check_size(width: int, height: int, name: str) -> None:
    """Refuse pictures that are too large to decode, or too small to say much about.

    Raises
    ------
    ImageError
        If there are more than 40 megapixels, or a side is under 32.
    """
    if width * height > MAX_PIXELS:
        raise ImageError(
            f"{name} is too large: {width} × {height} is "
            f"{width * height / 1e6:.1f} megapixels, at most "
            f"{MAX_PIXELS // 1_000_000} are read; make it smaller first"
        )
    check_side(height, width, name)
