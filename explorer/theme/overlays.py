"""Overlays of the pictures and figures under them, by their keys in links."""

from dataclasses import dataclass
from typing import Literal, get_args

OverlayKey = Literal[
    "none",
    "contribution",
    "degree",
    "sim_a",
    "sim_s",
    "weight",
    "edges",
    "fuzzy",
    "bits",
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
        # Pictures stay clean until something is asked for.
        Overlay(key="none", label="None", title="", reading=""),
        Overlay(
            key="contribution",
            label="Which blocks",
            title="Share of each block in the score (Eq. 6)",
            reading="The brighter a block, the more of the score comes from it. All "
            "blocks together make 100 %.",
        ),
        Overlay(
            key="degree",
            label="Recognizability",
            title="Recognizable degree, RD(b) (Eq. 1)",
            reading="The brighter a block, the more alike it is to its best match "
            "anywhere in the encrypted picture.",
        ),
        Overlay(
            key="sim_a",
            label="Appearance",
            title="Appearance, sim_A, beside the match (Eq. 2)",
            reading="The brighter a block, the closer its blurred pixels are to the "
            "pixels of its match.",
        ),
        Overlay(
            key="sim_s",
            label="Structure",
            title="Structure, sim_S, beside the match (Eq. 3)",
            reading="The brighter a block, the better its edges lie on the edges of "
            "its match. Where neither has any, it is 1 too.",
        ),
        Overlay(
            key="weight",
            label="Weight",
            title="Weight, w(b) (Eq. 5)",
            reading="Bright blocks count more: they have edges and calm areas, and "
            "their neighbours do not already show them.",
        ),
        Overlay(
            key="edges",
            label="Edges",
            title="Edge maps, EM",
            reading="How strong an edge passes through each pixel, in both pictures. "
            "Above 0.5 a pixel counts as an edge.",
        ),
        Overlay(
            key="fuzzy",
            label="Fuzzy weights",
            title="Weight map, WEM, and edges of the encrypted picture, BEM",
            reading="Left: bright near the plain block's edges, where an encrypted "
            "edge counts most. Right: the edges that can count.",
        ),
        Overlay(
            key="bits",
            label="Bits",
            title="Bit plane of the grey levels",
            reading="Bright pixels have a 1. If you can make out an outline on the "
            "right, this bit is not hidden.",
        ),
    )
}
"""What can be laid over the pictures, by key; none of it at first."""


RangeKey = Literal["fixed", "pair"]


RANGES: tuple[RangeKey, ...] = get_args(RangeKey)
"""Ranges of an overlay's colours: 0 to 1, or the values of this pair alone."""


OF_PIXELS = ("edges", "fuzzy", "bits")
"""Overlays that colour pixels, in both pictures."""


OF_BLOCKS = tuple(key for key in OVERLAYS if key not in ("none", *OF_PIXELS))
"""Overlays that colour the plain blocks, each by the values that it is named after."""


PANELS = {
    "near-or-far": "Near or far",
    "shares": "Which blocks",
    "reassembled": "Reassembled",
    "table": "Table",
}
"""Figures under the canvas, one at a time, by their key in links."""


CARDS = ("none", "information", "key-points", "colour", "statistics")
"""Cards that can be opened, by their key in links; at first none is open."""


ARROWS = (0, 5, 10, 20, 40, 80, 160)
"""How many of the strongest matches can be drawn."""
