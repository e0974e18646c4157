"""Stand-in for PEID's enc10: random signs in the coarse bands of wavelets."""

import numpy as np
import pywt
from numpy.typing import NDArray

from core.encryption.base import PEID_CITATION, Pixels, Scheme, per_plane
from core.encryption.keys import generator

WAVELET = "bior4.4"
DEPTH = 6

GROUPS = (6, 5, 4, 3, 2, 1)
"""Encrypted groups of bands by level, the coarsest first: LL, then details by scale."""

Bands = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]


def flip_signs(pixels: Pixels, level: int, key: str) -> Pixels:
    """Stand-in for enc10: give the coefficients of the coarse bands random signs.

    Notes
    -----
    Reading: grey levels are taken about 128, so that a sign means brighter or darker.
    Small images have fewer scales; the groups are counted from the coarsest all the
    same.
    """
    rng = generator(key, "peid-10")
    groups = GROUPS[level - 1]

    def flipped(band: NDArray[np.float64]) -> NDArray[np.float64]:
        return band * rng.choice((-1.0, 1.0), band.shape)

    def plane(levels: Pixels, number: int) -> Pixels:
        del number
        coarse, details = _transform(levels.astype(np.float64) - 128)
        coarse = flipped(coarse)
        for scale, (shape, bands) in enumerate(details, start=1):
            if scale < groups:
                horizontal, vertical, diagonal = (flipped(band) for band in bands)
                bands = horizontal, vertical, diagonal
            coarse = pywt.idwt2((coarse, bands), WAVELET, "periodization")
            # An odd side was mirrored to an even one on the way down.
            coarse = coarse[: shape[0], : shape[1]]
        return np.clip(np.rint(coarse + 128), 0, 255).astype(np.uint8)

    return per_plane(plane, pixels)


def _transform(
    levels: NDArray[np.float64],
) -> tuple[NDArray[np.float64], list[tuple[tuple[int, ...], Bands]]]:
    """LL, and from coarse to fine the shape before each scale and its details."""
    details: list[tuple[tuple[int, ...], Bands]] = []
    coarse = levels
    while len(details) < DEPTH and min(coarse.shape) > 1:
        shape = coarse.shape
        coarse, (h, v, d) = pywt.dwt2(coarse, WAVELET, "periodization")
        coarse = _real(coarse)
        bands = _real(h), _real(v), _real(d)
        details.insert(0, (shape, bands))
    return coarse, details


def _real(band: NDArray[np.number]) -> NDArray[np.float64]:
    """Say that a transform of real values is real."""
    return np.asarray(band, np.float64)


PEID_10 = Scheme(
    key="peid-10",
    label="PEID enc10 (stand-in): wavelet signs",
    family="PEID",
    does="The coefficients of the coarse wavelet bands are given random signs.",
    notice="Light and dark are wrong over large areas, yet fine edges are in place.",
    level_meaning="encrypted groups of bands of seven, from the coarsest",
    level_labels=tuple(f"coarsest {n} of 7 groups" for n in GROUPS),
    provenance="stand-in",
    citation=f"{PEID_CITATION} (enc10 is not identified)",
    cipher=flip_signs,
)
