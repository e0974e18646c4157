"""Bit planes: one mask over all pixels, high planes or low planes.

Podesser, Schmidt and Uhl, NORSIG 2002.
"""

from core.encryption.base import Pixels, Scheme
from core.encryption.peid_pixels import xor_planes

PLANES = (8, 6, 4, 3, 2, 1)
"""Encrypted bit planes by level, counted from the top or from the bottom."""


def encrypt_high(pixels: Pixels, level: int, key: str) -> Pixels:
    """XOR the most significant planes; its own inverse."""
    return xor_planes(pixels, 256 - 2 ** (8 - PLANES[level - 1]), key, "planes-high")


def encrypt_low(pixels: Pixels, level: int, key: str) -> Pixels:
    """XOR the least significant planes; its own inverse."""
    return xor_planes(pixels, 2 ** PLANES[level - 1] - 1, key, "planes-low")


_PODESSER = (
    "M. Podesser, H.-P. Schmidt, A. Uhl, Selective bitplane encryption for secure "
    "transmission of image data in mobile environments, NORSIG 2002"
)

PLANES_HIGH = Scheme(
    key="planes-high",
    label="High bit planes",
    family="demonstration",
    does="The most significant bits of every pixel are XORed with random ones.",
    notice="One plane hides a lot, yet the other seven still draw every fine edge.",
    level_meaning="number of encrypted planes, counted from the top",
    level_labels=tuple(f"top {n} of 8 planes" for n in PLANES),
    provenance="published definition",
    citation=_PODESSER,
    cipher=encrypt_high,
    inverse=encrypt_high,
)

PLANES_LOW = Scheme(
    key="planes-low",
    label="Low bit planes",
    family="demonstration",
    does="The least significant bits of every pixel are XORed with random ones.",
    notice="Seven of eight planes are noise and the top one alone shows the picture.",
    level_meaning="number of encrypted planes, counted from the bottom",
    level_labels=tuple(f"bottom {n} of 8 planes" for n in PLANES),
    provenance="published definition",
    citation=_PODESSER + " (the opposite choice, for comparison)",
    cipher=encrypt_low,
    inverse=encrypt_low,
)
