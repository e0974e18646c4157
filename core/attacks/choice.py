"""Which attack's picture to show first, chosen from the encrypted image alone."""

import numpy as np
from numpy.typing import ArrayLike

from core.attacks.base import Attack
from core.attacks.cat import CAT_ROUNDS
from core.attacks.dc import DC_SOLVE
from core.attacks.jigsaw import JIGSAW
from core.attacks.lines import LINE_ORDER
from core.attacks.neighbours import neighbour_correlations
from core.attacks.orbit import ORBIT_LIKELIHOOD
from core.attacks.planes import PLANES_DROP
from core.attacks.signs import SIGN_SOLVE
from core.attacks.smooth import MEDIAN_9
from core.image import MIN_SIDE, Luma, as_luma

ORDER = (
    CAT_ROUNDS,
    LINE_ORDER,
    JIGSAW,
    ORBIT_LIKELIHOOD,
    DC_SOLVE,
    SIGN_SOLVE,
    PLANES_DROP,
)
"""Most precise first: those whose structure is least likely to be there by chance."""

NOISY = 12.0
"""Deviation of the noise, in grey levels, from which on a median is worth a try."""

ALIKE = 0.1
"""Correlation of neighbours under which there is nothing for a median to keep."""


def first_choice(encrypted: ArrayLike) -> Attack | None:
    """Attack whose picture to show first, from the encrypted image alone.

    Parameters
    ----------
    encrypted : array_like
        As `core.as_luma` takes it.

    Returns
    -------
    Attack or None
        The first of `ORDER` that does not decline; else the median of 9 × 9 where the
        image is noisy and not noise alone; else None: leave the cipher as it is.

    Raises
    ------
    ImageError
        If it is no image.

    Notes
    -----
    The smoothest result is no good choice: smoothness prefers whatever blurs.
    """
    for attack in ORDER:
        if attack.detect(encrypted) is not None:
            return attack
    luma = as_luma(encrypted)
    if min(luma.shape) < MIN_SIDE or max(neighbour_correlations(luma)) <= ALIKE:
        return None
    return MEDIAN_9 if noise_deviation(luma) > NOISY else None


def noise_deviation(luma: Luma) -> float:
    """Standard deviation of white noise in (H, W), by its Laplacian, in grey levels."""
    inner = luma[1:-1, 1:-1]
    around = luma[:-2, 1:-1] + luma[2:, 1:-1] + luma[1:-1, :-2] + luma[1:-1, 2:]
    return float(1.4826 * np.median(np.abs(4 * inner - around)) / np.sqrt(20))
