"""What recognizable information finds in three encryptions: a figure of its page.

python docs/information_figure.py docs/information.png
"""

import sys

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

import core
from core.indices.information import arrows
from core.information.index import Information
from core.information.octaves import OCTAVES
from core.information.words import percent
from explorer.pair.sources import FOLDER

PICTURE = "camera"
SHOWN = (("peid-07", 3), ("peid-09", 4), ("peid-07", 1))
"""A leak in place, one in other places, and none."""

TILE = 300  # pixels
GAP = 12
HEAD = 24
BARS = 96
AMBER = (217, 119, 6)
GREY = (205, 205, 205)


def tile(found: Information, encrypted: NDArray[np.float64]) -> Image.Image:
    """Encrypted picture, amber where blocks show, with arrows from elsewhere."""
    scale = TILE / encrypted.shape[0]
    picture = Image.fromarray(np.rint(encrypted).astype(np.uint8)).convert("RGB")
    picture = picture.resize((TILE, TILE), Image.Resampling.BOX)
    draw = ImageDraw.Draw(picture)
    for row, column in np.argwhere(found.where == 1):
        y, x = (scale * found.side * place for place in (row, column))
        ends = (x + 2, y + 2, x + scale * found.side - 2, y + scale * found.side - 2)
        draw.rectangle(ends, outline=AMBER, width=2)
    for y, x, v, u in scale * arrows(found):
        draw.line((u, v, x, y), fill=AMBER, width=1)
        draw.ellipse((x - 3, y - 3, x + 3, y + 3), fill=AMBER)
    return picture


def bars(found: Information, draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """Share of each octave, from 0 to 1."""
    font = ImageFont.load_default(12)
    for number, (name, share) in enumerate(zip(OCTAVES, found.octaves, strict=True)):
        top = y + number * BARS // len(OCTAVES)
        draw.text((x, top), name, fill="black", font=font)
        left, right = x + 60, x + TILE - 60
        draw.rectangle((left, top + 3, right, top + 13), fill=GREY)
        end = left + (right - left) * float(share)
        draw.rectangle((left, top + 3, end, top + 13), fill=AMBER)
        draw.text((right + 6, top), percent(float(share)), fill="black", font=font)


def figure() -> Image.Image:
    """Draw one column for each encryption."""
    plain = core.read_image(FOLDER / f"{PICTURE}.png")
    width = len(SHOWN) * (TILE + GAP) + GAP
    sheet = Image.new("RGB", (width, HEAD + TILE + 2 * GAP + BARS), "white")
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(14)
    for column, (key, level) in enumerate(SHOWN):
        scheme = core.SCHEMES[key]
        encrypted = core.as_luma(scheme.encrypt(plain, level=level, key="demo"))
        found = core.recognizable_information(plain, encrypted)
        x = GAP + column * (TILE + GAP)
        said = f"{key}, level {level}: {percent(found.value)} kept"
        draw.text((x, 4), said, fill="black", font=font)
        sheet.paste(tile(found, encrypted), (x, HEAD))
        bars(found, draw, x, HEAD + TILE + GAP)
    return sheet


if __name__ == "__main__":
    figure().save(sys.argv[1], optimize=True)
