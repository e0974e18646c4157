"""Blocks of 8 × 8 DCT coefficients, quantised as baseline JPEG does (ITU-T T.81)."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.fft import dctn, idctn

from core.encryption.base import Pixels
from core.encryption.grid import Outside, cut, lay

SIDE = 8

# Table K.1, luminance.
LUMINANCE = np.array(
    [
        [16, 11, 10, 16, 24, 40, 51, 61],
        [12, 12, 14, 19, 26, 58, 60, 55],
        [14, 13, 16, 24, 40, 57, 69, 56],
        [14, 17, 22, 29, 51, 87, 80, 62],
        [18, 22, 37, 56, 68, 109, 103, 77],
        [24, 35, 55, 64, 81, 104, 113, 92],
        [49, 64, 78, 87, 103, 121, 120, 101],
        [72, 92, 95, 98, 112, 100, 103, 99],
    ]
)

# Table K.2, chrominance.
CHROMINANCE = np.full((SIDE, SIDE), 99)
CHROMINANCE[:4, :4] = [
    [17, 18, 24, 47],
    [18, 21, 26, 66],
    [24, 26, 56, 99],
    [47, 66, 99, 99],
]

# JFIF: Y, Cb and Cr of RGB.
_YCC = np.array(
    [
        [0.299, 0.587, 0.114],
        [-0.168735892, -0.331264108, 0.5],
        [0.5, -0.418687589, -0.081312411],
    ]
)
_RGB = np.linalg.inv(_YCC)


def _zigzag() -> NDArray[np.int64]:
    """Rank of each coefficient in zigzag order, (8, 8)."""
    rows, columns = np.indices((SIDE, SIDE))
    diagonal = rows + columns
    along = np.where(diagonal % 2, rows, columns)
    rank = np.empty(SIDE * SIDE, np.int64)
    rank[np.lexsort((along.ravel(), diagonal.ravel()))] = np.arange(SIDE * SIDE)
    return rank.reshape(SIDE, SIDE)


ZIGZAG = _zigzag()
"""Zigzag rank by row and column; 0 is DC."""

Change = Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.int64]]
"""Takes quantised coefficients (n, 8, 8) and the table (8, 8), gives them changed."""


def table(base: NDArray[np.int64], quality: int) -> NDArray[np.int64]:
    """Quantisation table of a quality in 1..100, by the rule of the IJG's library."""
    scale = 5000 // quality if quality < 50 else 200 - 2 * quality
    return np.clip((base * scale + 50) // 100, 1, 255)


def change_coefficients(pixels: Pixels, quality: int, change: Change) -> Pixels:
    """Change the quantised coefficients of an image and decode them.

    Parameters
    ----------
    pixels : NDArray
        Grey (H, W), or RGB (H, W, 3), which is changed as Y, Cb and Cr at full size.
    quality : int
        1..100.
    change : callable
        What happens to the coefficients of each channel. Blocks are counted row by row.

    Returns
    -------
    NDArray
        uint8, of the same shape; pixels outside of whole blocks are not changed.
    """
    grey = pixels.ndim == 2
    planes = pixels[..., None] if grey else pixels @ _YCC.T + [0, 128, 128]
    changed = np.empty(planes.shape)
    for c in range(planes.shape[2]):
        steps = table(LUMINANCE if c == 0 else CHROMINANCE, quality)
        levels = planes[..., c].astype(np.float64) - 128
        waves = np.asarray(dctn(cut(levels, SIDE), axes=(1, 2), norm="ortho"))
        quantised = np.rint(waves / steps).astype(np.int64)
        scaled = change(quantised, steps) * steps
        blocks = np.asarray(idctn(scaled, axes=(1, 2), norm="ortho"))
        changed[..., c] = lay(blocks, levels) + 128
    if not grey:
        changed = (changed - [0, 128, 128]) @ _RGB.T
    out = np.clip(np.rint(changed), 0, 255).astype(np.uint8)
    return out[..., 0] if grey else out


def outside_eights(levels: int) -> Outside:
    """Say which pixels lie outside of whole 8 × 8 blocks, the same at each level."""
    return Outside((SIDE,) * levels)
