"""Bits that a block of the encrypted image holds about a plain one, step 3.

The information of a Gaussian channel with gain g and noise v, octave by octave, as in
H. R. Sheikh, A. C. Bovik, Image information and visual quality, IEEE TIP 15(2) (2006).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Float64 = NDArray[np.float64]

ROUNDING = 1 / 12
"""s², variance of whole grey levels about the true ones."""

NO_TEXTURE = 0.001
"""Energy A below which an octave counts as empty.

One pixel that is off by one grey level leaves more than 0.0019 in every octave;
rounding leaves less.
"""


def message_bits(energy: Float64, size: Float64) -> Float64:
    """R, bits a coefficient that a plain block has to lose.

    Parameters
    ----------
    energy : NDArray
        (..., 4), A, sum of the squared coefficients of each octave.
    size : NDArray
        (4,), n, number of them.

    Returns
    -------
    NDArray
        (..., 4), ½ log2(1 + (A/n) / s²), not negative; 0 in an empty octave.
    """
    return _bits(textured(energy) / size / ROUNDING)


def held_bits(
    energy: Float64, cross: Float64, other: Float64, size: Float64
) -> Float64:
    """I, bits a coefficient that a window of E holds about a plain block.

    Parameters
    ----------
    energy, cross, other : NDArray
        (..., 4), A = Σ p², X = Σ p e and Q = Σ e² over the coefficients of each octave.
    size : NDArray
        (4,), n.

    Returns
    -------
    NDArray
        (..., 4), min(R, ½ log2(1 + g² (A/n) / (v + s²))) with the gain
        g = max(X, 0) / A and the noise v = max(Q - gX, 0) / n; in [0, R].

    Notes
    -----
    Reading: at most R. A window of higher contrast than the plain block
    would else hold more about it than there is to know, and the index exceed 1.
    """
    energy = textured(energy)
    cross = np.maximum(cross, 0)
    gain = np.divide(cross, energy, out=np.zeros_like(cross), where=energy > 0)
    noise = np.maximum(other - gain * cross, 0) / size
    held = _bits(gain * gain * (energy / size) / (noise + ROUNDING))
    return np.minimum(held, message_bits(energy, size))


def textured(energy: Float64) -> Float64:
    """Energies, 0 where they are rounding."""
    return np.where(energy < NO_TEXTURE, 0, energy)


def _bits(ratio: Float64) -> Float64:
    """Capacity of a channel with this ratio of signal to noise, bits a coefficient."""
    result: Any = np.log1p(ratio) * (0.5 / np.log(2))
    return result
