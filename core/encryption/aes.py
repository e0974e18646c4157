"""AES over pixels, in two modes: ECB leaks what CTR hides.

FIPS 197 and NIST SP 800-38A.
"""

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from core.encryption.base import Pixels, Scheme, per_plane
from core.encryption.keys import digest

_STANDARDS = (
    "NIST FIPS 197, Advanced Encryption Standard, doi:10.6028/NIST.FIPS.197; "
    "NIST SP 800-38A, Modes of Operation, doi:10.6028/NIST.SP.800-38A"
)

RUN = 16
"""Bytes of an AES block: the number of pixels of a row that are encrypted together."""


def ecb(pixels: Pixels, level: int, key: str) -> Pixels:
    """Encrypt every run of 16 pixels by itself, channel by channel."""
    del level
    return _ecb(pixels, key, forth=True)


def ecb_back(pixels: Pixels, level: int, key: str) -> Pixels:
    """Undo `ecb`."""
    del level
    return _ecb(pixels, key, forth=False)


def ctr(pixels: Pixels, level: int, key: str) -> Pixels:
    """XOR the pixels with encrypted counters; its own inverse.

    The nonce comes from the key, so that the output repeats. That is right for a
    demonstration, and unsafe for two images under one key.
    """
    del level
    nonce = digest(key, "aes-ctr nonce")[:16]
    cipher = Cipher(algorithms.AES(digest(key, "aes-ctr")), modes.CTR(nonce))
    encryptor = cipher.encryptor()
    out = encryptor.update(pixels.tobytes()) + encryptor.finalize()
    return np.frombuffer(out, np.uint8).reshape(pixels.shape).copy()


def left_over(height: int, width: int, level: int, /) -> str:
    """Say which pixels do not fill a run of 16."""
    del level
    rest = height * width % RUN
    if not rest:
        return ""
    return (
        f"the last {rest} pixels are left as they are: {height * width} is not a "
        f"multiple of {RUN}"
    )


def _ecb(pixels: Pixels, key: str, *, forth: bool) -> Pixels:
    """Run ECB over the whole runs of each plane, read row by row."""
    cipher = Cipher(algorithms.AES(digest(key, "aes-ecb")), modes.ECB())

    def plane(levels: Pixels, number: int) -> Pixels:
        del number
        flat = levels.ravel().copy()
        whole = flat.size // RUN * RUN
        runs = cipher.encryptor() if forth else cipher.decryptor()
        out = runs.update(flat[:whole].tobytes()) + runs.finalize()
        flat[:whole] = np.frombuffer(out, np.uint8)
        return flat.reshape(levels.shape)

    return per_plane(plane, pixels)


AES_ECB = Scheme(
    key="aes-ecb",
    label="AES in ECB mode",
    family="demonstration",
    does="Every run of 16 pixels is encrypted by itself with AES-256.",
    notice="Equal runs give equal noise: flat areas and drawn shapes stay visible.",
    level_meaning="one level only",
    level_labels=("all pixels",),
    provenance="published definition",
    citation=_STANDARDS,
    cipher=ecb,
    inverse=ecb_back,
    left_as_is=left_over,
)

AES_CTR = Scheme(
    key="aes-ctr",
    label="AES in CTR mode",
    family="demonstration",
    does="Every byte is XORed with AES-encrypted counters.",
    notice="The same cipher as ECB and nothing shows: the mode is what leaked.",
    level_meaning="one level only",
    level_labels=("all pixels",),
    provenance="published definition",
    citation=_STANDARDS,
    cipher=ctr,
    inverse=ctr,
)
