"""Edges of two blocks in colours, one over the other."""

import numpy as np
from numpy.typing import NDArray

# Edges of both blocks, of the plain alone, of the encrypted alone: they differ in
# lightness as well as in hue.
BOTH, ONLY_PLAIN, ONLY_ENCRYPTED = (254, 232, 56), (86, 180, 233), (213, 94, 0)


def overlap(
    plain: NDArray[np.bool_], encrypted: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    """Colours of the edges of two blocks, (l, l, 3)."""
    picture = np.full((*plain.shape, 3), 32, np.uint8)
    picture[plain & ~encrypted] = ONLY_PLAIN
    picture[encrypted & ~plain] = ONLY_ENCRYPTED
    picture[plain & encrypted] = BOTH
    return picture
