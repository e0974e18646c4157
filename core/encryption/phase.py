"""Double random phase encoding.

Refregier and Javidi, Optics Letters 20 (1995), 767-769.
"""

import numpy as np
from scipy import fft

from core.encryption.base import Pixels, Scheme, per_plane
from core.encryption.keys import generator

SPREADS = (1.0, 0.5, 0.3, 0.15)
"""Share of the full circle that the phases are drawn from, by level."""


def double_random_phase(pixels: Pixels, level: int, key: str) -> Pixels:
    """Random phases on the image, then on its spectrum; the amplitude is shown.

    Notes
    -----
    Reading: the encoded image is complex, and a picture of it must leave the phase out.
    The amplitude needs no scaling, as its mean square is the image's own (Parseval);
    what exceeds 255 is clipped.
    """
    rng = generator(key, "double-random-phase")
    spread = 2 * np.pi * SPREADS[level - 1]
    height, width = pixels.shape[:2]

    def plane(levels: Pixels, number: int) -> Pixels:
        del number
        inner = np.exp(1j * spread * rng.random((height, width), np.float32))
        outer = np.exp(1j * spread * rng.random((height, width), np.float32))
        encoded = fft.ifft2(fft.fft2(levels * inner) * outer)
        return np.clip(np.rint(np.abs(np.asarray(encoded))), 0, 255).astype(np.uint8)

    return per_plane(plane, pixels)


DOUBLE_RANDOM_PHASE = Scheme(
    key="double-random-phase",
    label="Double random phase",
    family="demonstration",
    does=(
        "The picture and then its spectrum are multiplied by random phases. The "
        "amplitude of the result is shown."
    ),
    notice="With the full circle it is noise. With a part of it a ghost stays.",
    level_meaning="share of the circle that the phases are drawn from",
    level_labels=tuple(f"{100 * s:.0f} % of the circle" for s in SPREADS),
    provenance="published definition",
    citation=(
        "P. Refregier, B. Javidi, Optical image encryption based on input plane and "
        "Fourier plane random encoding, Optics Letters 20 (1995), 767-769, "
        "doi:10.1364/OL.20.000767 (level 1; the weaker ones are for comparison)"
    ),
    cipher=double_random_phase,
)
