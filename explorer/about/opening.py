"""The top of About: what this is, when to trust it, and a picture; HTML."""

import base64
import io
from collections.abc import Iterable
from functools import lru_cache
from html import escape

import numpy as np
from PIL import Image

from explorer.about.words import DO_NOT_TRUST, MACHINE, TITLE, TRUST, WHAT
from explorer.pair.colours import colours
from explorer.pair.evaluation import sample
from explorer.pair.sources import samples

_SHAPE = 374, 512
"""Rows and columns of the picture."""


def opening() -> str:
    """Return the title, the lead, both lists, the picture and what is kept."""
    return (
        f'<div class="about-top"><h1 id="what">{escape(TITLE)}</h1>'
        f'<div class="about-words"><p class="about-lead">{WHAT.strip()}</p>'
        '<div class="about-trust" id="trust">'
        f"<section><h2>Trust it for</h2>{_list('trusted', TRUST)}</section>"
        f"<section><h2>Do not trust it for</h2>{_list('not', DO_NOT_TRUST)}</section>"
        f'</div></div><div class="about-side">{split_picture()}'
        '<section id="privacy"><h2>Nothing leaves this machine</h2>'
        f"<p>{escape(MACHINE)}</p></section></div></div>"
    )


def _list(kind: str, lines: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<ul class="about-{kind}">{items}</ul>'


@lru_cache(maxsize=1)
def split_picture() -> str:
    """Return the first sample: its left half as it is, its right half encrypted."""
    first = next(iter(samples().values()))
    plain, encrypted = sample(first), sample(first.encrypted[0])
    height, width = _SHAPE
    half = width // 2
    grey = np.rint(encrypted.luma).astype(np.uint8)
    pixels = colours(plain)[:height, :width].copy()
    pixels[:, half:] = grey[:height, half:width, np.newaxis]
    pixels[:, half - 2 : half + 2] = 255
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=88)
    address = base64.b64encode(file.getvalue()).decode("ascii")
    alt = (
        f"{first.title}: the left half of the picture as it is, the right half after "
        f"encryption, {first.encrypted[0].title[0].lower()}"
        f"{first.encrypted[0].title[1:]}"
    )
    return f'<img src="data:image/jpeg;base64,{address}" alt="{escape(alt)}">'
