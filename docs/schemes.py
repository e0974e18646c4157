"""Every level of four schemes on one image: the picture of the README.

python docs/schemes.py docs/schemes.png
"""

import sys
from collections.abc import Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from core.encryption import SCHEMES
from core.image import Luma, read_picture
from explorer.pair.sources import FOLDER

_GAP = 6  # pixels between tiles
_HEAD = 22  # pixels for the words over a row
_FOOT = 40  # pixels for two lines of words under a tile


def scheme_grid(
    plain: Luma, keys: Sequence[str], *, key: str = "showthrough", tile: int = 160
) -> NDArray[np.uint8]:
    """Draw one row a scheme, one tile a level, the strongest at the left.

    Parameters
    ----------
    plain : NDArray
        (H, W), luma in [0, 255].
    keys : sequence of str
        Keys of `core.SCHEMES`, one a row.
    key : str
        Encryption key.
    tile : int
        Width of a tile in pixels.

    Returns
    -------
    NDArray
        (height, width) uint8, black words on white; the row's label says the scheme,
        how certain it is and what its levels set.

    Raises
    ------
    KeyError
        If a key is no scheme's.
    """
    schemes = [SCHEMES[name] for name in keys]
    height = round(tile * plain.shape[0] / plain.shape[1])
    columns = max(scheme.levels for scheme in schemes)
    width = columns * (tile + _GAP) + _GAP
    row_height = _HEAD + height + _FOOT
    sheet = Image.new("L", (width, len(schemes) * row_height + _GAP), 255)
    draw = ImageDraw.Draw(sheet)
    font = cast(ImageFont.FreeTypeFont, ImageFont.load_default(13))
    for row, scheme in enumerate(schemes):
        top = row * row_height + _GAP
        draw.text(
            (_GAP, top),
            f"{scheme.key}  {scheme.label} [{scheme.provenance}]: "
            + scheme.level_meaning.replace("–", "-"),
            fill=0,
            font=font,
        )
        for column in range(scheme.levels):
            pixels = scheme.encrypt(plain, level=column + 1, key=key, data_range=255)
            left = _GAP + column * (tile + _GAP)
            small = Image.fromarray(pixels).resize(
                (tile, height), Image.Resampling.LANCZOS
            )
            sheet.paste(small, (left, top + _HEAD))
            words = _wrapped(scheme.level_labels[column], tile, font)
            draw.text((left, top + _HEAD + height + 2), words, fill=0, font=font)
    return np.asarray(sheet)


def _wrapped(words: str, width: int, font: ImageFont.FreeTypeFont) -> str:
    """Break words into lines that fit under a tile; the font has no en dash."""
    lines = [""]
    for word in words.replace("–", "-").split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)


if __name__ == "__main__":
    astronaut = read_picture(FOLDER / "astronaut.png").luma
    shown = scheme_grid(
        astronaut, ("peid-01", "peid-02", "peid-07", "peid-09"), tile=130
    )
    Image.fromarray(shown).quantize(32).save(sys.argv[1], optimize=True)
