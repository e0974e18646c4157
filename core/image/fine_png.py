"""16-bit colour of PNG files, of which Pillow keeps the upper bytes alone."""

from PIL import Image, ImageFile

from core.image.pillow import ORIENTATION

_LOWER_BYTES = {"RGB;16B": "RGB;16L", "RGBA;16B": "RGBA;16L", "LA;16B": "RGBA"}
"""How to unpack the other bytes, by Pillow's name of how it unpacks the upper ones.

Pillow takes the second byte of what it believes to be little-endian; grey with alpha
has four bytes a pixel, which are taken one by one.
"""


def is_fine(image: ImageFile.ImageFile) -> bool:
    """Whether an image, not decoded yet, is a PNG file with colour of 16 bits."""
    return image.format == "PNG" and bool(image.tile) and _how(image) in _LOWER_BYTES


def lower_bytes(image: ImageFile.ImageFile) -> Image.Image:
    """Decode the lower bytes of a file that `is_fine`, opened for this alone."""
    grey = _how(image) == "LA;16B"
    image.tile = [
        tile._replace(args=_LOWER_BYTES[str(tile.args)]) for tile in image.tile
    ]
    image.load()
    if not grey:
        return image
    level, alpha = image.getchannel(1), image.getchannel(3)
    merged = Image.merge("RGBA", (level, level, level, alpha))
    merged.getexif()[ORIENTATION] = image.getexif().get(ORIENTATION, 1)
    return merged


def _how(image: ImageFile.ImageFile) -> str:
    return str(image.tile[0].args)
