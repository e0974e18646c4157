"""NPCR and UACI: what a cipher should do where its plain image or its key changes.

Critical values after Y. Wu, J. P. Noonan, S. Agaian, NPCR and UACI randomness tests for
image encryption, Cyber Journals, JSAT, April 2011.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from core.image import ImageError
from core.randomness.bytes_of import Bytes, bytes_of

WHITE = 255

NPCR = WHITE / (WHITE + 1)
"""Share of pixels in which two unrelated ciphers differ, on average."""

UACI = (WHITE + 2) / (3 * WHITE + 3)
"""Mean difference of two unrelated ciphers over white."""


def changed_pixel(plain: ArrayLike) -> Bytes:
    """Plain image with the lowest bit of pixel (H // 2, W // 2) flipped.

    Returns
    -------
    NDArray
        uint8, (H, W) or (H, W, 3); all channels of the pixel change.
    """
    pixels = bytes_of(plain)
    pixels[pixels.shape[0] // 2, pixels.shape[1] // 2] ^= 1
    return pixels[..., 0] if pixels.shape[2] == 1 else pixels


def changed_key(key: str) -> str:
    """Key with its last character replaced by the next code point.

    Raises
    ------
    ImageError
        If the key is empty.

    Examples
    --------
    >>> changed_key("demo")
    'demp'
    """
    if not key:
        raise ImageError("expected a key of at least one character, got none")
    last = ord(key[-1])
    return key[:-1] + chr(last + 1 if last < 0x10FFFF else last - 1)


def npcr_critical(pixels: int, level: float) -> float:
    """Share of pixels, in %, below which NPCR is rejected.

    Parameters
    ----------
    pixels : int
        n.
    level : float
        Significance level, in (0, 1).

    Examples
    --------
    >>> round(npcr_critical(512 * 512, 0.05), 4)
    99.5893
    """
    f = WHITE
    return float(100 * (f + special.ndtri(level) * np.sqrt(f / pixels)) / (f + 1))


def uaci_critical(pixels: int, level: float) -> tuple[float, float]:
    """Lowest and highest UACI, in %, that is not rejected.

    Parameters are those of `npcr_critical`.

    Examples
    --------
    >>> [round(end, 4) for end in uaci_critical(512 * 512, 0.05)]
    [33.373, 33.5541]
    """
    reach = -float(special.ndtri(level / 2)) * uaci_deviation(pixels)
    return 100 * (UACI - reach), 100 * (UACI + reach)


def uaci_deviation(pixels: int) -> float:
    """Standard deviation of UACI, as a share."""
    f = WHITE
    variance = (f + 2) * (f * f + 2 * f + 3) / (18 * (f + 1) ** 2 * f * pixels)
    return float(np.sqrt(variance))
