"""PEID's schemes on JPEG 2000: enc01, enc03, enc06, and stand-ins for enc04, enc05."""

from core.encryption.base import PEID_CITATION, Pixels, Scheme
from core.encryption.jpeg2000 import decode, encode
from core.encryption.selective import (
    above_resolution,
    from_layer,
    in_window,
    layered,
    show_encrypted,
)

RESOLUTIONS_KEPT = (0, 1, 2, 3, 4)
"""Finest plain resolution by level of enc01, of 0..5."""

RESOLUTION_RATIO = 8.0
"""Compression ratio of enc01's stream, 1 bit a pixel.

Reading: PEID's is not known. Between 1:1 and 32:1 it moves the mean gradient similarity
of a level by less than 0.012, as encryption turns the first bit planes into noise.
"""

TRUNCATION_RATIOS = (1800, 1050, 590, 120, 40, 10)
"""Compression ratio of what is left by level of enc03."""

WINDOW_STARTS = (0, 2, 3, 7, 12)
WINDOW_WIDTH = 2
"""Encrypted layers by level of the stand-in for enc04."""

WINDOW_RATIOS = tuple(8 / (0.027 * (layer + 1)) for layer in range(32))
"""Layers of 0.027 bits a pixel for grey, 8 bits a pixel before."""

HALVING_RATIOS = tuple(2.0 ** (10 - layer) for layer in range(10))
HALVING_STARTS = (0, 1, 2, 3, 5)
"""Layers and the first encrypted one, by level, of the stand-in for enc05.

Reading: ten layers of 1024:1 to 2:1 come nearest to the published mean gradient
similarity of enc05: within 0.025 at every level on six other photographs.
"""

LAYER_RATIOS = tuple(1.7 ** (10 - layer) for layer in range(10))
LAYER_STARTS = (1, 2, 4, 6, 8)
"""Layers and the first encrypted one, by level, of enc06.

Reading: PEID's ratios are not known. Ten that fall from 202:1 to 1.7:1 by a constant
factor give the published mean gradient similarity of every level within 0.01 on six
other photographs.
"""


def encrypt_fine_resolutions(pixels: Pixels, level: int, key: str) -> Pixels:
    """enc01: encrypt all packets above a resolution."""
    stream = layered(pixels, (RESOLUTION_RATIO,), progression="RLCP")
    chosen = above_resolution(RESOLUTIONS_KEPT[level - 1])
    return show_encrypted(stream, key, "peid-01", chosen)


def truncate(pixels: Pixels, level: int, key: str) -> Pixels:
    """enc03: throw the encrypted tail away, which leaves a picture of few bits."""
    del key
    return decode(encode(pixels, rates=(TRUNCATION_RATIOS[level - 1],)))


def encrypt_window(pixels: Pixels, level: int, key: str) -> Pixels:
    """Stand-in for enc04: encrypt two of 32 layers."""
    chosen = in_window(WINDOW_STARTS[level - 1], WINDOW_WIDTH)
    return show_encrypted(layered(pixels, WINDOW_RATIOS), key, "peid-04", chosen)


def encrypt_halved_layers(pixels: Pixels, level: int, key: str) -> Pixels:
    """Stand-in for enc05: encrypt from a layer on, layers doubling in size."""
    chosen = from_layer(HALVING_STARTS[level - 1])
    return show_encrypted(layered(pixels, HALVING_RATIOS), key, "peid-05", chosen)


def encrypt_fine_layers(pixels: Pixels, level: int, key: str) -> Pixels:
    """enc06: encrypt all packets from a quality layer on."""
    chosen = from_layer(LAYER_STARTS[level - 1])
    return show_encrypted(layered(pixels, LAYER_RATIOS), key, "peid-06", chosen)


PEID_01 = Scheme(
    key="peid-01",
    label="PEID enc01: fine resolutions of JPEG 2000",
    family="PEID",
    does="All packets above a resolution are encrypted and decoded as they are.",
    notice="A small preview lies under the noise: step back and it comes out.",
    level_meaning="finest resolution left plain, of six",
    level_labels=tuple(f"resolution {r} of 0–5 plain" for r in RESOLUTIONS_KEPT),
    provenance="reconstructed",
    citation=f"{PEID_CITATION} (deduced by measurement, good agreement)",
    cipher=encrypt_fine_resolutions,
)

PEID_03 = Scheme(
    key="peid-03",
    label="PEID enc03: truncated JPEG 2000",
    family="PEID",
    does="The encrypted tail of the stream is thrown away, the head is decoded.",
    notice="There is no noise: what you see is the plain picture, in few bits.",
    level_meaning="compression ratio of what is left",
    level_labels=tuple(f"{ratio} : 1" for ratio in TRUNCATION_RATIOS),
    provenance="reconstructed",
    citation=f"{PEID_CITATION} (deduced by measurement, fair agreement)",
    cipher=truncate,
    keyed=False,
)

PEID_04 = Scheme(
    key="peid-04",
    label="PEID enc04 (stand-in): window of JPEG 2000 layers",
    family="PEID",
    does="Two of 32 quality layers are encrypted, all others are left plain.",
    notice="The later the window, the finer the noise and the safer what came before.",
    level_meaning="first encrypted layer of 0–31",
    level_labels=tuple(f"from layer {n}" for n in WINDOW_STARTS),
    provenance="stand-in",
    citation=f"{PEID_CITATION} (enc04 is not identified)",
    cipher=encrypt_window,
)

PEID_05 = Scheme(
    key="peid-05",
    label="PEID enc05 (stand-in): JPEG 2000 layers of doubling size",
    family="PEID",
    does="All quality layers from one on are encrypted. Each is half of the stream.",
    notice="Every level is strong noise, and still the large shapes come through.",
    level_meaning="first encrypted layer of 0–9",
    level_labels=tuple(f"from layer {n}" for n in HALVING_STARTS),
    provenance="stand-in",
    citation=f"{PEID_CITATION} (enc05 is not identified)",
    cipher=encrypt_halved_layers,
)

PEID_06 = Scheme(
    key="peid-06",
    label="PEID enc06: fine layers of JPEG 2000",
    family="PEID",
    does="All packets from a quality layer on are encrypted and decoded as they are.",
    notice="Noise over a picture that is already there: from level 3 on it is legible.",
    level_meaning="first encrypted layer of 0–9",
    level_labels=tuple(f"from layer {n}" for n in LAYER_STARTS),
    provenance="reconstructed",
    citation=f"{PEID_CITATION} (deduced by measurement, good agreement)",
    cipher=encrypt_fine_layers,
)
