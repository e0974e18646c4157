"""ESS, edge similarity score: the dominant edge directions of the blocks.

Y. Mao, M. Wu, ICIP 2004 and IEEE TIP 15(7), 2006.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.image import DataRange, Luma, as_pair
from core.indices.base import Index, Map, Score
from core.indices.gradient import DIRECTIONS, direction_strengths

DIRECTION_NAMES = (
    "no edge",
    *(f"{180 / DIRECTIONS * k:g}°" for k in range(DIRECTIONS)),
)

# Directions are lines: the angle between two of them is at most a right one.
_APART = np.minimum(np.arange(DIRECTIONS), DIRECTIONS - np.arange(DIRECTIONS))
_COSINES = np.where(2 * _APART == DIRECTIONS, 0.0, np.cos(_APART * np.pi / DIRECTIONS))

_TIE = 1e-9  # relative; sums that differ by less differ by rounding


def ess(
    plain: ArrayLike,
    encrypted: ArrayLike,
    /,
    *,
    side: int = 8,
    tau: float = 2.0,
    data_range: DataRange = None,
) -> Score:
    """Edge similarity score.

    Parameters
    ----------
    plain, encrypted : array_like
        As `core.as_luma` takes them, of one size, at least 32 × 32, in [0, 255].
    side : int
        Side of a block, in pixels, 1 to 32; the authors use 8 and 16.
    tau : float
        A block has no edge where its mean gradient is lower, in grey levels per pixel:
        a step of 16 grey levels across a block of 8 × 8 just has one.
    data_range : float or pair of floats, optional
        Value of white, as `core.image.as_pair` takes it.

    Returns
    -------
    Score
        In [0, 1]; 0.5 where neither image has an edge, even if they are the same.
        Higher means less secure; two images full of unrelated edges have 0.63.

    Raises
    ------
    ImageError
        If the images do not fit the above.
    """
    p, e = as_pair(plain, encrypted, data_range=data_range)
    i = dominant_direction(p, side, tau)
    j = dominant_direction(e, side, tau)

    w = np.where((i == 0) | (j == 0), 0.0, _COSINES[np.abs(i - j) % DIRECTIONS])
    c = (i != 0) | (j != 0)
    value = float(w.sum() / c.sum()) if c.any() else 0.5

    def directions(title: str, array: NDArray[np.intp]) -> Map:
        return Map(
            title=title,
            array=array,
            low=0,
            high=DIRECTIONS,
            side=side,
            categories=DIRECTION_NAMES,
            reading="The direction across which brightness changes most, per block.",
        )

    return Score(
        value=value,
        maps={
            "directions_plain": directions("Dominant directions, plain", i),
            "directions_encrypted": directions("Dominant directions, encrypted", j),
            "cosine": Map(
                title="Cosine between the directions",
                array=np.where(c, w, np.nan),
                low=0,
                high=1,
                side=side,
                reading=(
                    "1: same direction. 0: at right angles, or only one has an edge. "
                    "Blank: neither has, left out. The score is the mean of the rest."
                ),
            ),
        },
        parts={"share of blocks with an edge": float(c.mean())},
    )


def dominant_direction(luma: Luma, side: int, tau: float) -> NDArray[np.intp]:
    """Index of the strongest direction of every block, (M, N): 1 to 8, 0 for no edge.

    Notes
    -----
    Reading: the gradient is Sobel's, every pixel votes with its magnitude for the
    nearest of the eight directions, and of equal ones the first wins. Votes that differ
    by rounding alone are equal.
    """
    votes = direction_strengths(luma, side)
    highest = votes.max(axis=-1, keepdims=True)
    direction = (votes >= highest * (1 - _TIE)).argmax(axis=-1) + 1
    # Reading: the threshold is on the block's mean magnitude, over all directions.
    return np.where(votes.sum(axis=-1) < tau, 0, direction)


ESS = Index(
    key="ess",
    label="ESS",
    looks_at="Whether each 8 × 8 block keeps the main direction of its edges.",
    trust=(
        "The published definition. Its threshold for a block without edges is our "
        "choice. Chance alone gives 0.63 where both pictures are busy: read that as "
        "nothing in common. Blank pictures score 0.5, by definition."
    ),
    provenance="published definition",
    citation=(
        "Y. Mao, M. Wu, A joint signal processing and cryptographic approach to "
        "multimedia encryption, IEEE TIP 15(7) (2006), 2061-2075, "
        "doi:10.1109/TIP.2006.873426; first in Security evaluation for "
        "communication-friendly encryption of multimedia, ICIP 2004"
    ),
    range=(0.0, 1.0),
    evaluate=ess,
)
