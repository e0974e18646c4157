"""Encryption in the JPEG domain: signs, DC, AC, and the public part of P3."""

import numpy as np
from numpy.typing import NDArray

from core.encryption.base import Pixels, Scheme
from core.encryption.dct import ZIGZAG, change_coefficients, outside_eights
from core.encryption.keys import generator

QUALITY = 75
"""The quality that most encoders use by default."""

FIRST_SIGNS = (0, 1, 6)
"""Zigzag index of the first encrypted sign by level; 0 is DC."""

FIRST_AC = (1, 6, 15)
"""Zigzag index of the first encrypted coefficient by level."""

THRESHOLDS = (1, 5, 10, 20)
"""Largest coefficient of P3's public part by level, in quantisation steps."""

Coefficients = NDArray[np.int64]


def flip_signs(pixels: Pixels, level: int, key: str) -> Pixels:
    """Give coefficients random signs.

    Shi and Bhargava, ACM Multimedia 1998.
    """
    rng = generator(key, "jpeg-signs")
    encrypted = FIRST_SIGNS[level - 1] <= ZIGZAG

    def change(waves: Coefficients, steps: Coefficients) -> Coefficients:
        del steps
        signs = rng.choice((-1, 1), waves.shape)
        return np.where(encrypted, waves * signs, waves)

    return change_coefficients(pixels, QUALITY, change)


def hide_means(pixels: Pixels, level: int, key: str) -> Pixels:
    """Replace the DC coefficients (level 1), or permute them (level 2)."""
    rng = generator(key, "jpeg-dc")

    def change(waves: Coefficients, steps: Coefficients) -> Coefficients:
        changed = waves.copy()
        means = waves[:, 0, 0]
        if level == 1:
            largest = 1024 // int(steps[0, 0])
            changed[:, 0, 0] = rng.integers(-largest, largest, means.size)
        else:
            changed[:, 0, 0] = rng.permutation(means)
        return changed

    return change_coefficients(pixels, QUALITY, change)


def hide_details(pixels: Pixels, level: int, key: str) -> Pixels:
    """XOR the appended bits of nonzero AC coefficients; their sizes and DC stay.

    Van Droogenbroeck and Benedett, ACIVS 2002.
    """
    rng = generator(key, "jpeg-ac")
    encrypted = FIRST_AC[level - 1] <= ZIGZAG

    def change(waves: Coefficients, steps: Coefficients) -> Coefficients:
        del steps
        secret = rng.integers(0, 2**16, waves.shape)
        return np.where(encrypted, xor_appended_bits(waves, secret), waves)

    return change_coefficients(pixels, QUALITY, change)


def xor_appended_bits(waves: Coefficients, secret: Coefficients) -> Coefficients:
    """XOR the bits that JPEG appends to the Huffman code of a coefficient's size.

    A coefficient of size s (bits of its magnitude) is written as itself if it is
    positive, and plus 2^s - 1 if it is negative; so zeros stay, and no size changes.
    """
    ones = (1 << np.frexp(np.abs(waves).astype(np.float64))[1].astype(np.int64)) - 1
    bits = np.where(waves > 0, waves, waves + ones) ^ (secret & ones)
    return np.where(2 * bits > ones, bits, bits - ones)


def public_part(pixels: Pixels, level: int, key: str) -> Pixels:
    """P3: what is published of an image; the rest would be encrypted and kept.

    Reading: a coefficient beyond the threshold becomes the threshold whatever its sign,
    as P3 keeps those signs in the secret part.
    """
    del key
    threshold = THRESHOLDS[level - 1]

    def change(waves: Coefficients, steps: Coefficients) -> Coefficients:
        del steps
        public = np.where(np.abs(waves) > threshold, threshold, waves)
        public[:, 0, 0] = 0
        return public

    return change_coefficients(pixels, QUALITY, change)


JPEG_SIGNS = Scheme(
    key="jpeg-signs",
    label="JPEG signs",
    family="demonstration",
    does="The quantised DCT coefficients of each 8 × 8 block get random signs.",
    notice="With DC plain a thumbnail stays, and busy blocks stay busy.",
    level_meaning="which coefficients, in zigzag order",
    level_labels=("all signs, DC too", "all AC signs", "AC signs from index 6 on"),
    provenance="restated",
    citation=(
        "C. Shi, B. Bhargava, A fast MPEG video encryption algorithm, ACM Multimedia "
        "1998, 81-88 (the principle, on still images)"
    ),
    cipher=flip_signs,
    left_as_is=outside_eights(len(FIRST_SIGNS)),
)

JPEG_DC = Scheme(
    key="jpeg-dc",
    label="JPEG block means",
    family="demonstration",
    does="The DC coefficients are replaced or permuted, all AC coefficients stay.",
    notice="Every edge inside a block is still there: lines can be followed.",
    level_meaning="what happens to the DC coefficients",
    level_labels=("replaced by random ones", "permuted over the picture"),
    provenance="restated",
    citation=(
        "part of J. He et al., JPEG image encryption with improved format "
        "compatibility and file size preservation, IEEE Trans. Multimedia 20 (2018), "
        "doi:10.1109/tmm.2018.2817065 (the DC step alone, on coefficients)"
    ),
    cipher=hide_means,
    left_as_is=outside_eights(2),
)

JPEG_AC = Scheme(
    key="jpeg-ac",
    label="JPEG AC bits",
    family="demonstration",
    does="The appended bits of nonzero AC coefficients are XORed, DC stays plain.",
    notice="The DC coefficients are a thumbnail, an eighth of the picture on each "
    "side.",
    level_meaning="first encrypted coefficient, in zigzag order",
    level_labels=tuple(f"AC from index {n} on" for n in FIRST_AC),
    provenance="restated",
    citation=(
        "M. Van Droogenbroeck, R. Benedett, Techniques for a selective encryption of "
        "uncompressed and compressed images, ACIVS 2002, 90-97"
    ),
    cipher=hide_details,
    left_as_is=outside_eights(len(FIRST_AC)),
)

P3_PUBLIC = Scheme(
    key="p3-public",
    label="P3 public part",
    family="demonstration",
    does="DC is removed and large AC coefficients are cut to a threshold.",
    notice="Brightness is gone and outlines stay, more as the threshold grows.",
    level_meaning="threshold of the coefficients, in quantisation steps",
    level_labels=tuple(f"threshold {t}" for t in THRESHOLDS),
    provenance="restated",
    citation=(
        "M.-R. Ra, R. Govindan, A. Ortega, P3: Toward privacy-preserving photo "
        "sharing, USENIX NSDI 2013, 515-528 (the public part alone)"
    ),
    cipher=public_part,
    keyed=False,
    left_as_is=outside_eights(len(THRESHOLDS)),
)
