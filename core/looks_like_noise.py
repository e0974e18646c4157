"""Whether a picture looks like noise, as an encrypted picture does and no plain one."""

import numpy as np

from core.image import Luma

LIMIT = 4.5
"""Correlations of noise lie within this many standard deviations of 0.

Reading: the chance that one of twelve correlations of noise is beyond it is 1 in
12,000; those of pictures are a hundred times as large.
"""

# (down, right): every neighbour within two pixels, each pair of pixels once.
_NEIGHBOURS = (
    (0, 1),
    (0, 2),
    *((down, right) for down in (1, 2) for right in (-2, -1, 0, 1, 2)),
)


def looks_like_noise(luma: Luma) -> bool:
    """Whether neighbouring pixels have as little in common as random ones.

    Parameters
    ----------
    luma : NDArray
        (H, W), at least 3 × 3.

    Returns
    -------
    bool
        False for a picture that is the same everywhere.

    Notes
    -----
    Reading: of n pairs of pixels in random order the correlation has a mean of nearly 0
    and a standard deviation of 1 / sqrt(n), whatever the grey levels are. A picture
    looks like noise if the correlations of all neighbours within two pixels, diagonal
    ones too, lie within `LIMIT` of these. Direct neighbours alone are not enough: in
    a grating with a period of four pixels they have no correlation at all.
    """
    centred = luma - luma.mean()
    spread = float((centred**2).mean())
    if spread == 0:
        return False
    for down, right in _NEIGHBOURS:
        height, width = luma.shape[0] - down, luma.shape[1] - abs(right)
        here, there = max(-right, 0), max(right, 0)
        first = centred[:height, here : here + width]
        second = centred[down:, there : there + width]
        correlation = float((first * second).mean()) / spread
        if abs(correlation) > LIMIT / np.sqrt(first.size):
            return False
    return True
