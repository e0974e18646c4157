"""PEID's schemes on pixels: low bit planes (07), high bit planes (08), shuffle (09)."""

import numpy as np

from core.encryption.base import PEID_CITATION, Pixels, Scheme
from core.encryption.grid import Outside, cut, lay
from core.encryption.keys import generator, lattice_order

LOW_PLANES = (8, 7, 6, 5, 4, 2)
"""Encrypted low bit planes by level of enc07."""

HIGH_PLANES = (4, 3, 2, 1)
"""Encrypted high bit planes by level of the stand-in for enc08."""

SHUFFLE_SIDES = (4, 16, 32, 64, 128, 256)
"""Block side in pixels by level of enc09."""


def xor_low_planes(pixels: Pixels, level: int, key: str) -> Pixels:
    """enc07: XOR of the low bit planes; its own inverse."""
    return xor_planes(pixels, 2 ** LOW_PLANES[level - 1] - 1, key, "peid-07")


def xor_high_planes(pixels: Pixels, level: int, key: str) -> Pixels:
    """Stand-in for enc08: XOR of the high bit planes; its own inverse."""
    planes = HIGH_PLANES[level - 1]
    return xor_planes(pixels, 256 - 2 ** (8 - planes), key, "peid-08")


def xor_planes(pixels: Pixels, mask: int, key: str, scheme: str) -> Pixels:
    """XOR every value with its own random byte, where the mask has ones."""
    stream = generator(key, scheme).integers(0, 256, pixels.shape, np.uint8)
    return pixels ^ (stream & np.uint8(mask))


def shuffle_blocks(pixels: Pixels, level: int, key: str) -> Pixels:
    """enc09: lay the square blocks in the order of a coupled logistic map lattice."""
    blocks = cut(pixels, SHUFFLE_SIDES[level - 1])
    if len(blocks) == 0:
        return pixels.copy()
    return lay(blocks[lattice_order(len(blocks), key, "peid-09")], pixels)


def unshuffle_blocks(pixels: Pixels, level: int, key: str) -> Pixels:
    """Undo `shuffle_blocks`."""
    blocks = cut(pixels, SHUFFLE_SIDES[level - 1])
    if len(blocks) == 0:
        return pixels.copy()
    restored = np.empty_like(blocks)
    restored[lattice_order(len(blocks), key, "peid-09")] = blocks
    return lay(restored, pixels)


PEID_07 = Scheme(
    key="peid-07",
    label="PEID enc07: low bit planes",
    family="PEID",
    does="The low bit planes of every pixel are XORed with random bits.",
    notice="Even 7 planes of noise leave the top plane, a readable black and white.",
    level_meaning="number of encrypted planes, counted from the bottom",
    level_labels=tuple(f"bottom {n} of 8 planes" for n in LOW_PLANES),
    provenance="reconstructed",
    citation=f"{PEID_CITATION} (deduced: gradient similarity agrees to 0.0002)",
    cipher=xor_low_planes,
    inverse=xor_low_planes,
)

PEID_08 = Scheme(
    key="peid-08",
    label="PEID enc08 (stand-in): high bit planes",
    family="PEID",
    does="The high bit planes of every pixel are XORed with random bits.",
    notice="Only the last level lets fine edges through the noise.",
    level_meaning="number of encrypted planes, counted from the top",
    level_labels=tuple(f"top {n} of 8 planes" for n in HIGH_PLANES),
    provenance="stand-in",
    citation=f"{PEID_CITATION} (enc08 is not identified; this one leaks about as much)",
    cipher=xor_high_planes,
    inverse=xor_high_planes,
)

PEID_09 = Scheme(
    key="peid-09",
    label="PEID enc09: chaos pseudorandom generator",
    family="PEID",
    does="Square blocks are laid in the order of a coupled logistic map lattice.",
    notice="Every block is plain: from side 32 on the eye puts the pieces together.",
    level_meaning="side of the blocks",
    level_labels=tuple(f"block side {s}" for s in SHUFFLE_SIDES),
    provenance="reconstructed",
    citation=(
        f"{PEID_CITATION} (sides deduced); source of randomness after T. Xiang, K.-W. "
        "Wong, X. Liao, Selective image encryption using a spatiotemporal chaotic "
        "system, Chaos 17 (2007), 023115, doi:10.1063/1.2728112"
    ),
    cipher=shuffle_blocks,
    inverse=unshuffle_blocks,
    left_as_is=Outside(SHUFFLE_SIDES, fewest=2),
)
