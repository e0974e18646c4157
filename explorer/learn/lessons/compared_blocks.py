"""Eq. 2 for one pair of blocks, and what each tenth of its pixels adds."""

import numpy as np
from numpy.typing import NDArray

from core.recognizability import appearance
from explorer.learn.lessons.case import Case

TENTHS = 10
"""Number of parts into which the sorted pixels are divided."""


def compared(
    case: Case, beta: float, gamma: float
) -> tuple[float, NDArray[np.float32], NDArray[np.float32]]:
    """sim_A of the block and its match for these constants, and both low-passed blocks."""
    side = case.result.side
    pair = np.stack(
        [case.cut(case.plain, case.block), case.cut(case.encrypted, case.match)]
    )
    coefficients = appearance.block_dct(pair.astype(np.float32) / 255)
    plain, encrypted = (
        appearance.low_passed(
            coefficients[place : place + 1],
            beta * side,
            padding=appearance.PADDING[role],
        )
        for place, role in enumerate(("plain", "encrypted"))
    )
    similarity = appearance.appearance_similarity(plain, encrypted, side, gamma)
    return (
        float(similarity[0, 0]),
        appearance.pixels_of(plain, side)[0],
        appearance.pixels_of(encrypted, side)[0],
    )


def tenths(alike: NDArray[np.floating], gamma: float) -> NDArray[np.float64]:
    """Share in the sum of Eq. 2 of each tenth of the pixels, the most alike first."""
    terms = np.sort(alike.ravel().astype(np.float64))[::-1]
    powers = (terms / (terms[0] or 1)) ** gamma
    sums = np.array([part.sum() for part in np.array_split(powers, TENTHS)])
    return sums / (sums.sum() or 1)
