"""PEID's scheme on JPEG, enc02: coefficients beyond a zigzag index are shifted."""

import numpy as np
from numpy.typing import NDArray

from core.encryption.base import PEID_CITATION, Pixels, Scheme
from core.encryption.dct import ZIGZAG, change_coefficients, outside_eights
from core.encryption.keys import generator

QUALITY = 50
"""The standard tables as they are."""

LEADING = (0, 1, 3, 6, 18, 29)
"""Plain coefficients of each block by level, in zigzag order."""


def shift_coefficients(pixels: Pixels, level: int, key: str) -> Pixels:
    """enc02: replace coefficients c by (c + k) mod 256, k random, and quantise again.

    Notes
    -----
    Reading: the values lie in -128..127, in dequantised units: the one real image at
    hand has them uniform there, and the sum is quantised again as the file is a JPEG.
    The counts 3, 6, 18 and 29 are known to about one coefficient.
    """
    rng = generator(key, "peid-02")
    encrypted = LEADING[level - 1] <= ZIGZAG

    def shift(
        quantised: NDArray[np.int64], steps: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        shifts = rng.integers(0, 256, quantised.shape)
        shifted = (quantised * steps + shifts + 128) % 256 - 128
        return np.where(encrypted, np.rint(shifted / steps), quantised).astype(np.int64)

    return change_coefficients(pixels, QUALITY, shift)


PEID_02 = Scheme(
    key="peid-02",
    label="PEID enc02: DCT coefficients of JPEG",
    family="PEID",
    does="The DCT coefficients of each 8 × 8 block beyond a first few are made noise.",
    notice="The plain leading coefficients draw a thumbnail under the noise.",
    level_meaning="leading coefficients of each block left plain",
    level_labels=tuple(f"{n} of 64 plain" for n in LEADING),
    provenance="reconstructed",
    citation=f"{PEID_CITATION} (deduced; level 2 verified on a published image)",
    cipher=shift_coefficients,
    left_as_is=outside_eights(len(LEADING)),
)
