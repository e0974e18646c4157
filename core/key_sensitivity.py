"""What one changed character of a key, or one changed pixel, does to a cipher."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.encryption.base import Pixels, Scheme, as_pixels
from core.randomness.diffusion import changed_key, changed_pixel
from core.randomness.table import statistics
from core.recognizability.index import visual_security_index


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """Two pictures, compared.

    Attributes
    ----------
    npcr, uaci : float
        Share of pixels that differ, and by how much, in %; the mean of the channels.
    """

    npcr: float
    uaci: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Sensitivity:
    """What small changes do to a cipher.

    Attributes
    ----------
    cipher : NDArray
        uint8, what the scheme makes of the plain image.
    cipher_of_key, cipher_of_pixel : NDArray
        uint8, the same under a key beside, and of the plain image with one bit of one
        pixel flipped.
    of_key : Change
        The cipher against that under a key beside.
    of_pixel : Change
        The cipher against that of the plain image with one bit of one pixel flipped.
    decrypted : Change, optional
        The plain image against the cipher decrypted under the key beside; None where
        the scheme has no way back.
    decrypted_vsi : float, optional
        VSI of the same, in [0, 2]: what the wrong key shows.
    """

    cipher: Pixels
    cipher_of_key: Pixels
    cipher_of_pixel: Pixels
    of_key: Change
    of_pixel: Change
    decrypted: Change | None
    decrypted_vsi: float | None


def sensitivity(
    plain: ArrayLike,
    scheme: Scheme,
    *,
    level: int = 1,
    key: str = "showthrough",
) -> Sensitivity:
    """Change a key or a pixel, and see how far the cipher follows.

    Parameters
    ----------
    plain : array_like
        As `scheme.encrypt` takes it, with 255 as white.
    scheme : Scheme
        Of `core.SCHEMES`.
    level, key
        What it is encrypted with. The key beside has its last character replaced by the
        next one; the pixel is (H // 2, W // 2), its lowest bit flipped.

    Returns
    -------
    Sensitivity
        An ideal cipher has 99.61 % and 33.46 % everywhere; a stream cipher changes one
        pixel where one is changed.

    Raises
    ------
    ImageError
        If the image, the level or the key is not valid.

    Notes
    -----
    NPCR and UACI are those of `core.statistics`, with their source.

    Examples
    --------
    >>> from core.encryption import SCHEMES
    >>> ramp = np.tile(np.arange(0.0, 256.0, 4.0), (64, 1))
    >>> found = sensitivity(ramp, SCHEMES["aes-ctr"], key="demo")
    >>> int((found.cipher != found.cipher_of_pixel).sum())  # a stream cipher
    1
    """
    pixels = as_pixels(plain, data_range=255)
    beside = changed_key(key)
    cipher = scheme.encrypt(pixels, level=level, key=key)
    of_key = scheme.encrypt(pixels, level=level, key=beside)
    of_pixel = scheme.encrypt(changed_pixel(pixels), level=level, key=key)
    decrypted, vsi = None, None
    if scheme.decrypt is not None:
        wrong = scheme.decrypt(cipher, level=level, key=beside)
        decrypted = _change(pixels, wrong)
        vsi = visual_security_index(pixels, wrong).vsi
    return Sensitivity(
        cipher=cipher,
        cipher_of_key=of_key,
        cipher_of_pixel=of_pixel,
        of_key=_change(cipher, of_key),
        of_pixel=_change(cipher, of_pixel),
        decrypted=decrypted,
        decrypted_vsi=vsi,
    )


def _change(first: Pixels, second: Pixels) -> Change:
    """NPCR and UACI of two pictures."""
    table = statistics(first, other=second)
    npcr, uaci = (
        float(np.mean([table.entry(key, c).value for c in range(len(table.channels))]))
        for key in ("npcr", "uaci")
    )
    return Change(npcr=npcr, uaci=uaci)
