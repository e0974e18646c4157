"""Colours of maps and charts, safe for colour-blind eyes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Cividis, a colour map made for colour-blind eyes; anchors of the published table.
# J. R. Nuñez, C. R. Anderton, R. S. Renslow, PLOS ONE 13(7), 2018,
# doi:10.1371/journal.pone.0199239.
CIVIDIS = (
    (0, 34, 78),
    (18, 53, 112),
    (59, 73, 108),
    (87, 93, 109),
    (112, 113, 115),
    (138, 134, 120),
    (165, 156, 116),
    (195, 180, 105),
    (225, 204, 85),
    (254, 232, 56),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """How one row of points looks in a chart: never by its colour alone."""

    colour: str
    symbol: str
    dash: str


# M. Okabe, K. Ito, Color Universal Design, 2008; changed until they stand out
# from a light and a dark ground alike.
SERIES = tuple(
    Series(colour=colour, symbol=symbol, dash=dash)
    for colour, symbol, dash in (
        ("#0a7abf", "circle", "solid"),
        ("#d55e00", "square", "dash"),
        ("#009e73", "diamond", "dot"),
        ("#b9688f", "triangle-up", "dashdot"),
        ("#a88a00", "x", "longdash"),
        ("#808488", "cross", "longdashdot"),
        ("#4f93c9", "triangle-down", "solid"),
        ("#b06a35", "star", "dash"),
        ("#4aa88b", "hexagon", "dot"),
        ("#8c78b4", "bowtie", "dashdot"),
    )
)
"""Looks of the rows of a chart, in this order."""


MUTED = "#808488"
"""Colour of reference lines in charts."""


_STRIP = 2**16  # values that are coloured at a time, to save memory


def cividis(values: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Colours of values in [0, 1], (..., 3) uint8; values outside are clipped."""
    table, flat = np.array(CIVIDIS, np.float64), np.ravel(values)
    pixels = np.empty((flat.size, 3), np.uint8)
    for start in range(0, flat.size, _STRIP):
        strip = slice(start, start + _STRIP)
        place = np.clip(flat[strip], 0, 1) * (len(table) - 1)
        lower = np.minimum(place.astype(np.intp), len(table) - 2)
        share = (place - lower)[:, np.newaxis]
        colours = table[lower] * (1 - share) + table[lower + 1] * share
        pixels[strip] = np.rint(colours)
    return pixels.reshape(*np.shape(values), 3)
