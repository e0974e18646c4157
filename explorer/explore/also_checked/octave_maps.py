"""Maps of the information that is kept, one for each scale of detail."""

from html import escape

import numpy as np

from core.information.index import Information
from core.information.octaves import OCTAVES
from core.information.words import percent
from explorer.figures.pictures import data_uri
from explorer.theme.colours import CIVIDIS, cividis

COARSE_TO_FINE = tuple(reversed(range(len(OCTAVES))))
"""Octaves in the order in which they are shown."""

READING = (
    "Bright: much of this detail is still there. A blank block never had any of this "
    "size."
)
"""One line that says how to read a map."""

_TICKS = (0.0, 0.01, 0.1, 0.5, 1.0)


def sizes_in_words(octave: int, reduction: int) -> str:
    """How long the waves of an octave are: "4 to 8 pixels" of the picture."""
    longest = reduction * 2 ** (octave + 2)
    if octave == 0:
        return f"up to {longest} pixels"
    return f"{longest // 2} to {longest} pixels"


def octave_map(found: Information, octave: int, picture: str = "") -> str:
    """Return one map as a drawing of the picture's shape.

    Parameters
    ----------
    found : Information
        Of the pair.
    octave : int
        Counted from the finest.
    picture : str
        Address of the plain picture that lies under it, if it should.

    Notes
    -----
    Reading: colours run over the cube root of the share, as the number on its scale
    does. Else a leak of some per cent, which people see well, would be as dark as none.
    """
    height, width = found.size
    rows, columns = found.held.shape
    share = found.octave_share[octave]
    cells = np.dstack(
        [
            cividis(np.cbrt(np.nan_to_num(share))),
            np.where(np.isnan(share), 0, 255).astype(np.uint8),
        ]
    )
    under = (
        f'<image href="{escape(picture)}" width="{width}" height="{height}"/>'
        if picture
        else ""
    )
    said = f"{OCTAVES[octave]} detail: {_kept(found, octave)} kept"
    opacity = ' opacity="0.72"' if picture else ""
    return (
        f'<svg class="octave" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(said.capitalize())}">{under}'
        f'<image href="{data_uri(cells)}" width="{columns * found.side}" '
        f'height="{rows * found.side}" preserveAspectRatio="none"{opacity} '
        'style="image-rendering: pixelated"/></svg>'
    )


def small_maps(found: Information) -> str:
    """HTML of all four maps without the picture, for a card."""
    maps = "".join(
        f"<figure>{octave_map(found, octave)}<figcaption>{OCTAVES[octave]}"
        "</figcaption></figure>"
        for octave in COARSE_TO_FINE
    )
    return f'<div class="octaves">{maps}</div>{legend()}'


def large_maps(found: Information, picture: str) -> str:
    """HTML of all four maps over the plain picture, for the page's whole width."""
    maps = "".join(
        f"<figure><h4>{OCTAVES[octave].capitalize()} detail</h4>"
        f"{octave_map(found, octave, picture)}"
        f"<figcaption><b>{_kept(found, octave)}</b> kept, "
        f"{sizes_in_words(octave, found.reduction)}</figcaption></figure>"
        for octave in COARSE_TO_FINE
    )
    return (
        f'<div class="octaves large">{maps}</div>{legend()}'
        f'<p class="reading">{escape(READING)}</p>'
    )


def legend() -> str:
    """HTML of the colours with the shares that they stand for."""
    stops = ", ".join(f"rgb({r}, {g}, {b})" for r, g, b in CIVIDIS)
    ticks = "".join(
        f'<span style="left: {100 * np.cbrt(tick):.1f}%">{100 * tick:.0f} %</span>'
        for tick in _TICKS
    )
    return (
        '<div class="legend" role="img" aria-label="Colours from dark, nothing kept, '
        'to bright, all kept">'
        f'<i style="background: linear-gradient(to right, {stops})"></i>'
        f"<div>{ticks}</div></div>"
    )


def _kept(found: Information, octave: int) -> str:
    share = float(found.octaves[octave])
    return "none to keep" if np.isnan(share) else percent(share)
