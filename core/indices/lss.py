"""LSS, luminance similarity score: the means of the blocks.

Y. Mao, M. Wu, ICIP 2004 and IEEE TIP 15(7), 2006.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.image import DataRange, as_pair
from core.indices.base import Index, Map, Score
from core.indices.gradient import block_means


def lss(
    plain: ArrayLike,
    encrypted: ArrayLike,
    /,
    *,
    side: int = 8,
    alpha: float = 0.1,
    beta: float = 3,
    data_range: DataRange = None,
) -> Score:
    """Luminance similarity score.

    Parameters
    ----------
    plain, encrypted : array_like
        As `core.as_luma` takes them, of one size, at least 32 × 32, in [0, 255].
    side : int
        Side of a block, in pixels, 1 to 32; the authors use 8 and 16.
    alpha : float
        What every step of dissimilarity takes away, positive.
    beta : float
        Width of a step, in grey levels, positive.
    data_range : float or pair of floats, optional
        Value of white, as `core.image.as_pair` takes it.

    Returns
    -------
    Score
        In [-8.5, 1] with these constants: 1 where all blocks agree, negative where
        they are far apart. Higher means less secure.

    Raises
    ------
    ImageError
        If the images do not fit the above.

    Examples
    --------
    >>> lss(np.full((32, 32), 100.0), np.full((32, 32), 110.0)).value
    -0.30000000000000004
    """
    p, e = as_pair(plain, encrypted, data_range=data_range)
    difference = np.abs(block_means(p, side) - block_means(e, side))
    similarity = block_similarity(difference, alpha, beta)
    return Score(
        value=float(similarity.mean()),
        maps={
            "difference": Map(
                title="Difference of the block means",
                array=difference,
                low=0,
                high=64,
                side=side,
                reading=(
                    "Grey levels between a plain block's mean and the encrypted one's. "
                    "Dark blocks leak. 64 and more look the same."
                ),
            ),
            "similarity": Map(
                title="Similarity f of each block",
                array=similarity,
                low=-1,
                high=1,
                side=side,
                reading=(
                    f"1: the means are less than {beta / 2:g} grey levels apart. Below "
                    "0: the further apart, the lower. The score is the mean."
                ),
            ),
        },
    )


def block_similarity(
    difference: NDArray[np.float64], alpha: float, beta: float
) -> NDArray[np.float64]:
    """F of each block: 1 within beta/2, else -alpha round(difference / beta).

    Notes
    -----
    Reading: halves are rounded up, away from 0. Rounding to the even number would turn
    a difference of beta/2 into a similarity of 0, better than the values on both sides.
    """
    steps = np.floor(difference / beta + 0.5)
    return np.where(difference < beta / 2, 1.0, -alpha * steps)


LSS = Index(
    key="lss",
    label="LSS",
    looks_at="Whether the mean brightness of each 8 × 8 block is what it was.",
    trust=(
        "The published definition and constants. Blind to everything inside a block: "
        "noise that keeps the means hardly lowers it, and it can rise again when "
        "stronger encryption happens to bring the means back."
    ),
    provenance="published definition",
    citation=(
        "Y. Mao, M. Wu, A joint signal processing and cryptographic approach to "
        "multimedia encryption, IEEE TIP 15(7) (2006), 2061-2075, "
        "doi:10.1109/TIP.2006.873426; first in Security evaluation for "
        "communication-friendly encryption of multimedia, ICIP 2004"
    ),
    range=(-8.5, 1.0),
    evaluate=lss,
)
