"""A fixed substitution without any key that passes the tests of randomness."""

import numpy as np

from core.encryption.base import Pixels

_TABLE = np.array([pow(45, v, 257) % 256 for v in range(256)], np.uint8)


def substitute(pixels: Pixels, shift: int = 0) -> Pixels:
    """Put S(v + shift) = (45^(v + shift) mod 257) mod 256 for every byte v.

    The table is that of SAFER K-64 (J. L. Massey, FSE 1993, LNCS 809, 1-17); 45 is a
    primitive root modulo 257, so that it permutes the bytes. It has no key: the ciphers
    of shift 0 and 201 differ in every byte, pass the tests of NPCR and UACI at every
    level, and show the picture.

    Parameters
    ----------
    pixels : NDArray
        uint8, any shape.
    shift : int
        Added to every byte, modulo 256, before.

    Returns
    -------
    NDArray
        uint8, of the same shape.
    """
    return _TABLE[pixels + np.uint8(shift % 256)]
