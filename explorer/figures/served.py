"""Pictures of a pair, by the addresses under which the server hands them out."""

import hashlib

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.image import grey_levels
from core.recognizability.index import Recognizability
from explorer.figures.pictures import fuzzy_maps, grey_png, map_png, png
from explorer.pair import colours, evaluation
from explorer.pair.bit_channels import bit_levels
from explorer.pair.channel_names import LUMA
from explorer.pair.colours import Shown
from explorer.pair.evaluation import edges, has_colour
from explorer.pair.sources import Source
from explorer.store.served_files import SERVED


def picture(source: Source, shown: Shown = "index") -> str:
    """Return the address of a source's picture.

    That in colour is made when the browser asks for it: three channels of a large
    photograph take over a second. A source without colour has one picture alone.

    Parameters
    ----------
    source : Source
        What is shown.
    shown : {"index", "colour"}
        As the index sees it, or in the colours of its file. Where that has none, its
        brightness.
    """
    if shown == "colour" and has_colour(source):
        return SERVED.defer(
            colours.colours_name(source),
            lambda source: png(colours.colours(source)),
            source,
        )
    if shown == "colour":
        source = evaluation.through(source, LUMA)
    return SERVED.put(f"{source.digest}-luma", lambda: grey_png(source.luma))


def edge_picture(source: Source) -> str:
    """Return the address of a source's edge map in colours."""
    return SERVED.put(f"{source.digest}-edges", lambda: map_png(edges(source)))


def fuzzy_pictures(
    plain: Source, encrypted: Source, result: Recognizability
) -> tuple[str, str]:
    """Return the addresses of WEM of the plain and BEM of the encrypted image."""
    addresses = []
    for part, source in enumerate((plain, encrypted)):
        grid = f"{result.side}-{result.form.border}-{result.offset}"
        name = f"{source.digest}-fuzzy{part}-{grid}"
        addresses.append(
            SERVED.put(name, lambda part=part: map_png(fuzzy_maps(result)[part]))
        )
    return addresses[0], addresses[1]


def alpha_picture(source: Source) -> str:
    """Return the address of a source's alpha, opaque where it has none."""
    return SERVED.put(
        f"{source.digest}-alpha", lambda: png(bit_levels(source, "alpha"))
    )


def thumbnail(source: Source) -> str:
    """Return the address of a square of 2 × `THUMB` pixels out of a source's middle."""
    return SERVED.defer(f"{source.digest}-thumbnail", _thumbnail, source)


THUMB = 44
"""Sides of a thumbnail on the page, CSS pixels."""


def _thumbnail(source: Source) -> bytes:
    pixels = colours.colours(source) if has_colour(source) else grey_levels(source.luma)
    height, width = pixels.shape[:2]
    side = min(height, width)
    y, x = (height - side) // 2, (width - side) // 2
    square = Image.fromarray(pixels[y : y + side, x : x + side])
    return png(
        np.asarray(
            square.resize((2 * THUMB, 2 * THUMB), Image.Resampling.BOX, reducing_gap=3)
        )
    )


def tile(pixels: NDArray[np.uint8]) -> str:
    """Return the address of a small picture of pixels."""
    name = hashlib.sha256(pixels.tobytes()).hexdigest()[:32]
    size = "x".join(map(str, pixels.shape))
    return SERVED.put(f"{name}-{size}", lambda: png(pixels))
