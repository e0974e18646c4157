"""The five kinds of transparent encryption in IVC-SelectEncrypt, on JPEG 2000.

Stütz, Pankajakshan, Autrusseau, Uhl and Hofbauer, ACM MM&Sec 2010, hal-00495956.
"""

from core.encryption.base import Pixels, Scheme
from core.encryption.jpeg2000 import Codestream, decode, rebuild
from core.encryption.selective import (
    above_resolution,
    from_layer,
    in_window,
    layered,
    show_encrypted,
    show_without,
)

POSITIONS = (1, 7, 14, 21, 29)
"""Where encryption starts by level: 001 to 029 in the file names."""

RESOLUTIONS = (0, 1, 2, 3, 4)
"""Finest resolution that is kept, by level: res-0 to res-4."""

LAYERS = 32
WINDOW_WIDTH = 2

BITS_PER_PIXEL = LAYERS * 0.027
"""Rate of the whole stream for a grey image.

Reading: a position is a quality layer, and all layers are equally long. The published
gradient similarity of `trunc` fits 0.027 bits a pixel for each unit of the position.
The position may also be one per cent of a longer stream, 2.7 bits a pixel: so the rate
is a parameter.
"""


def trad(
    pixels: Pixels, level: int, key: str, *, bits_per_pixel: float = BITS_PER_PIXEL
) -> Pixels:
    """Encrypt everything from a position on, and decode it as it is."""
    chosen = from_layer(POSITIONS[level - 1])
    return show_encrypted(_stream(pixels, bits_per_pixel), key, "ivc-trad", chosen)


def trunc(
    pixels: Pixels, level: int, key: str, *, bits_per_pixel: float = BITS_PER_PIXEL
) -> Pixels:
    """Throw away everything from a position on."""
    del key
    chosen = from_layer(POSITIONS[level - 1])
    return show_without(_stream(pixels, bits_per_pixel), chosen)


def window_unnoticed(
    pixels: Pixels, level: int, key: str, *, bits_per_pixel: float = BITS_PER_PIXEL
) -> Pixels:
    """Encrypt two layers, and decode them and all that follow as they are.

    Reading: the width of the window is unknown; with two layers the kinds come out in
    the order of their human scores.
    """
    chosen = in_window(POSITIONS[level - 1], WINDOW_WIDTH)
    stream = _stream(pixels, bits_per_pixel)
    return show_encrypted(stream, key, "ivc-iwind-nec", chosen)


def window_concealed(
    pixels: Pixels, level: int, key: str, *, bits_per_pixel: float = BITS_PER_PIXEL
) -> Pixels:
    """Encrypt two layers, and decode without what the damage makes useless.

    Reading: concealment is taken to be ideal. A code-block that the window touches
    keeps its earlier layers, any other keeps all; so the key does not matter.
    """
    del key
    damaged = in_window(POSITIONS[level - 1], WINDOW_WIDTH)
    stream = _stream(pixels, bits_per_pixel)
    return decode(rebuild(stream, lambda packet, _: not damaged(packet)))


def res(
    pixels: Pixels, level: int, key: str, *, bits_per_pixel: float = BITS_PER_PIXEL
) -> Pixels:
    """Throw away all resolutions above one."""
    del key
    stream = _stream(pixels, bits_per_pixel)
    return show_without(stream, above_resolution(RESOLUTIONS[level - 1]))


def _stream(pixels: Pixels, bits_per_pixel: float) -> Codestream:
    """Encode in equally long layers; a colour pixel gets the bits of one grey pixel."""
    before = 8.0 if pixels.ndim == 2 else 24.0
    ratios = [before * LAYERS / (bits_per_pixel * (n + 1)) for n in range(LAYERS)]
    return layered(pixels, ratios)


_CITATION = (
    "T. Stütz, V. Pankajakshan, F. Autrusseau, A. Uhl, H. Hofbauer, Subjective and "
    "objective quality assessment of transparently encrypted JPEG2000 images, ACM "
    "MM&Sec 2010, 247-252, hal-00495956 (deduced from file names, scores and "
    "two published values of each image)"
)
_POSITION_LABELS = tuple(f"position {n:03d}" for n in POSITIONS)

IVC_TRAD = Scheme(
    key="ivc-trad",
    label="IVC trad: encrypted from a position on",
    family="IVC-SelectEncrypt",
    does="All quality layers from a position on are encrypted and decoded as they are.",
    notice="Compare with trunc: the same picture is there, under noise.",
    level_meaning="first encrypted of 32 layers",
    level_labels=_POSITION_LABELS,
    provenance="reconstructed",
    citation=_CITATION,
    cipher=trad,
)

IVC_TRUNC = Scheme(
    key="ivc-trunc",
    label="IVC trunc: truncated at a position",
    family="IVC-SelectEncrypt",
    does="All quality layers from a position on are thrown away.",
    notice="A smooth preview: what an attacker sees who drops the encrypted part.",
    level_meaning="first missing of 32 layers",
    level_labels=_POSITION_LABELS,
    provenance="reconstructed",
    citation=_CITATION,
    cipher=trunc,
    keyed=False,
)

IVC_IWIND_EC = Scheme(
    key="ivc-iwind-ec",
    label="IVC iwind-ec: encrypted window, errors concealed",
    family="IVC-SelectEncrypt",
    does="Two layers are encrypted. The decoder drops the code-blocks they damage.",
    notice="The best picture of the five kinds: only the touched code-blocks are soft.",
    level_meaning="first encrypted of 32 layers",
    level_labels=_POSITION_LABELS,
    provenance="reconstructed",
    citation=_CITATION,
    cipher=window_concealed,
    keyed=False,
)

IVC_IWIND_NEC = Scheme(
    key="ivc-iwind-nec",
    label="IVC iwind-nec: encrypted window, errors shown",
    family="IVC-SelectEncrypt",
    does="Two layers are encrypted, and everything is decoded as it is.",
    notice="Two damaged layers spoil what follows them almost as a whole tail does.",
    level_meaning="first encrypted of 32 layers",
    level_labels=_POSITION_LABELS,
    provenance="reconstructed",
    citation=_CITATION,
    cipher=window_unnoticed,
)

IVC_RES = Scheme(
    key="ivc-res",
    label="IVC res: low resolutions only",
    family="IVC-SelectEncrypt",
    does="All packets above a resolution are thrown away.",
    notice="A clean small picture, enlarged: nothing is hidden but detail.",
    level_meaning="finest resolution kept, of six",
    level_labels=tuple(f"resolution {r} of 0–5" for r in RESOLUTIONS),
    provenance="reconstructed",
    citation=_CITATION,
    cipher=res,
    keyed=False,
)
