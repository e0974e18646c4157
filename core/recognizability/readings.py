"""Readings: where the paper is silent or contradicts itself, and what is done there.

Each is a comment or note in the code that it decides, which begins `Reading: (key)`,
and a test fixes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

READINGS_VERSION = 2
"""Grows when a reading changes a score; exports write it beside the score."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One decision.

    Attributes
    ----------
    key : str
        Name in code, tests, lessons and docs; never renamed.
    words : str
        Markdown: what is done, and why.
    where : str
        Place in the paper that it is about.
    """

    key: str
    words: str
    where: str

    @property
    def markdown(self) -> str:
        """The reading as an entry of a list, in Markdown."""
        return f"**{self.key}** ({self.where}): {self.words}"


_NOWHERE = "not in the paper"

READINGS: Mapping[str, Reading] = {
    reading.key: reading
    for reading in (
        Reading(
            key="constants",
            where="Sections 3.2 and 3.4",
            words="Block size α = 0.1, blur β = 40, exponent γ = 5. Section 3.4 swaps "
            "α and β. Section 3.2 and Fig. 3 settle it.",
        ),
        Reading(
            key="bandwidth",
            where="Section 2",
            words="The bandwidth is σ = βl, and r is the zigzag *rank* of a "
            "coefficient in JPEG order, from 0 to l² − 1.",
        ),
        Reading(
            key="dct",
            where="Section 2",
            words="The DCT is orthonormal, type II, of each block by itself.",
        ),
        Reading(
            key="grid",
            where="Section 2",
            words="Blocks start at the top left. The rest at the right and the bottom "
            'is left out, and said to be. `border="pad"` mirrors the picture (and '
            "its edge map) to a multiple of l instead.",
        ),
        Reading(
            key="clamp",
            where="Eq. 2",
            words="1 − |d|/255 is clamped at 0: low-passed blocks ring past 0..255.",
        ),
        Reading(
            key="edge-scale",
            where="Section 2",
            words="The edge map has one scale for all pictures: 1 is a straight step "
            "of 96 grey levels. A scale of each picture's own would draw edges out of "
            "pure noise.",
        ),
        Reading(
            key="edge-threshold",
            where="Section 2",
            words="An edge is where EM > 0.5, strictly.",
        ),
        Reading(
            key="edge-weights",
            where="Section 2",
            words="WEM = 1 − DSM/d with d = l√2. A plain block without edges has "
            "weight 0 everywhere.",
        ),
        Reading(
            key="no-edges",
            where="Eq. 3",
            words="|·| is the sum of the entries. Where neither block has an edge, "
            "sim_S = 1.",
        ),
        Reading(
            key="copies",
            where="Eq. 4",
            words="0⁰ = 1. Blocks that are equal in every pixel have an appearance "
            "(sim_A) and a similarity (sim) of 1, whatever rounding says. Where the "
            "structure (sim_S) is 0 and the pixels differ, "
            "sim = 0. So a copy that differs by one grey level may count 0. That "
            "is the paper's formula, and the result says how many blocks it "
            "concerns.",
        ),
        Reading(
            key="ties",
            where="Eq. 1",
            words="Of several equal matches the lowest block index wins. What is shown "
            "as the match is the own place where it is among the equal ones. "
            "Where RD(b_p) = 0 it is the block of highest sim_A, marked as such.",
        ),
        Reading(
            key="neighbours",
            where="Eq. 5",
            words="NRD_avg is the mean over the neighbours that exist, and 0 where "
            "there is none.",
        ),
        Reading(
            key="pooling",
            where="Eq. 6",
            words="This is a weighted Minkowski mean with the exponent γ, (Σ w RD^γ / "
            "Σ w)^(1/γ). As printed, with w inside the power, the score of two "
            "identical pictures "
            'is 0/0 and the order of schemes is upside down. `pooling="printed"` '
            "keeps that form for teaching. Where the mean degree of the "
            "neighbours, NRD_avg, is 1 to within 10⁻⁴ everywhere, everything is "
            "recognised: the weights are their limit, the standard deviations alone, "
            "so that VSI(P, P) = 2. No block is cut off by itself.",
        ),
        Reading(
            key="ablation",
            where="Table 3",
            words="C1 is appearance (sim_A). C2 adds structure (sim_S), C3 the weights "
            "(w), C4 the edge histogram (GS).",
        ),
        Reading(
            key="histogram",
            where="Eq. 7",
            words="GS is the Bhattacharyya *coefficient*, over whole edge maps, with "
            "16 bins on [0, 1].",
        ),
        Reading(
            key="luma",
            where=_NOWHERE,
            words="Grey is luma, the brightness 0.299 R + 0.587 G + 0.114 B, not "
            "rounded.",
        ),
        Reading(
            key="sizes",
            where=_NOWHERE,
            words="Both pictures have one size. The library never resizes. The "
            "explorer offers to crop both or to resize the encrypted one, and says so. "
            "Cropping keeps the upper left part and changes no pixel.",
        ),
        Reading(
            key="direction",
            where="Eq. 8",
            words="VSI lies in [0, 2], and higher means less secure.",
        ),
        Reading(
            key="misprints",
            where="Tables 1 and 2",
            words="Misprints in the paper's tables are named where the tables are "
            "shown, and never corrected in silence.",
        ),
        Reading(
            key="noise",
            where=_NOWHERE,
            words="What noise scores is measured with the encrypted picture's own "
            "pixels in random order, 19 draws. This index cannot tell a score within "
            "or below their range from noise. It does not follow that nothing shows.",
        ),
        Reading(
            key="colour",
            where=_NOWHERE,
            words="VSI is taken of the brightness (luma). The other channels are "
            "looked at with the same index, each against its own noise, and a leak in "
            "one of them is said first.",
        ),
    )
}
"""All readings, by key."""
