"""Colours and words that every page shares."""

import re
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

OverlayKey = Literal[
    "contribution", "degree", "weight", "sim_a", "sim_s", "edges", "fuzzy", "bits"
]

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
class Overlay:
    """One of the pictures that can be laid over the images.

    Attributes
    ----------
    key : str
        In links and file names; never renamed.
    label : str
        On its button.
    title : str
        Over its legend.
    reading : str
        One line that says how to read it.
    """

    key: OverlayKey
    label: str
    title: str
    reading: str


OVERLAYS = {
    overlay.key: overlay
    for overlay in (
        Overlay(
            key="contribution",
            label="Contribution",
            title="Contribution to RD (Eq. 6)",
            reading="The brighter a block, the more of the score comes from it; all "
            "blocks together make 100 %.",
        ),
        Overlay(
            key="degree",
            label="RD",
            title="Recognizable degree RD(b) (Eq. 1)",
            reading="The brighter a block, the more alike it is to its best match "
            "anywhere in the encrypted image.",
        ),
        Overlay(
            key="weight",
            label="w",
            title="Weight w(b) (Eq. 5)",
            reading="The brighter a block, the more its degree counts: it has edges "
            "and calm areas, and its neighbours do not give it away.",
        ),
        Overlay(
            key="sim_a",
            label="sim_A",
            title="Appearance sim_A with the match (Eq. 2)",
            reading="The brighter a block, the closer its low-passed pixels are to "
            "those of its match.",
        ),
        Overlay(
            key="sim_s",
            label="sim_S",
            title="Structure sim_S with the match (Eq. 3)",
            reading="The brighter a block, the better its edges lie on those of its "
            "match; 1 also where neither has any.",
        ),
        Overlay(
            key="edges",
            label="EM",
            title="Edge maps EM",
            reading="Edge strength in both images; above 0.5 a pixel counts as an "
            "edge.",
        ),
        Overlay(
            key="fuzzy",
            label="WEM",
            title="Weight map WEM, and edges BEM of the encrypted image",
            reading="Left: bright near the plain block's edges, where an encrypted "
            "edge scores most. Right: the edges that can score.",
        ),
        Overlay(
            key="bits",
            label="Bits",
            title="Bit plane of the grey levels",
            reading="Bright pixels have a 1. A contour in the encrypted plane: the "
            "scheme leaves it in the clear, or only moves it. Noise: nothing shows.",
        ),
    )
}

RangeKey = Literal["fixed", "pair"]

RANGES: tuple[RangeKey, ...] = get_args(RangeKey)
"""What an overlay's colours run over: 0 to 1, or the values of this pair alone."""

OF_PIXELS = ("edges", "fuzzy", "bits")
"""Overlays that colour pixels, in both images; the others colour the plain blocks."""

PANELS = {
    "near-or-far": "Near or far",
    "shares": "Which blocks",
    "reassembled": "Reassembled",
    "table": "Table",
}
"""Figures under the canvas, one at a time, by their key in links."""

ARROWS = (0, 5, 10, 20, 40, 80, 160)
"""How many of the strongest matches can be drawn."""

PROVENANCE = {
    "published definition": "implemented from the definition its authors published.",
    "restated": "implemented from descriptions by others; details may differ.",
    "reconstructed": "deduced by measurement from published images and values.",
    "stand-in": "the scheme is not publicly known; this is something similar.",
}
"""What each provenance means, wherever a scheme or an index is shown."""


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
"""Lines in a chart that other things are measured by."""


_STRIP = 2**16  # values that are coloured at a time: a map may have millions


def literal(text: str) -> str:
    """Markdown that reads exactly as a text: a file may have any name."""
    escaped = re.sub(r"([\\`*_\[\]<>~$&|])", r"\\\1", text)
    # What starts a heading or a list at the start of a line.
    escaped = re.sub(r"^(\s*\d*)([#+.)-])", r"\1\\\2", escaped)
    # :word: is an emoji to Streamlit even where it is escaped: a joiner of no width.
    return re.sub(r":(?=[\w-]+\\?[\[:])", ":\u2060", escaped)


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
