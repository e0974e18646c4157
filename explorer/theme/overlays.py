"""Overlays of the pictures and figures under them, by their keys in links."""

from dataclasses import dataclass
from typing import Literal, get_args

OverlayKey = Literal[
    "contribution", "degree", "weight", "sim_a", "sim_s", "edges", "fuzzy", "bits"
]


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
"""Ranges of an overlay's colours: 0 to 1, or the values of this pair alone."""


OF_PIXELS = ("edges", "fuzzy", "bits")
"""Overlays that colour pixels, in both images; the others colour the plain blocks."""


PANELS = {
    "near-or-far": "Near or far",
    "shares": "Which blocks",
    "reassembled": "Reassembled",
    "table": "Table",
}
"""Figures under the canvas, one at a time, by their key in links."""


CARDS = ("none", "information", "key-points")
"""Cards that can be opened, by their key in links; at first none is open."""


ARROWS = (0, 5, 10, 20, 40, 80, 160)
"""How many of the strongest matches can be drawn."""
