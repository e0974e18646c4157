"""Channels in plain words, for controls, captions and files."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from core.image import CHANNELS

LUMA = CHANNELS[0]
"""The channel that the paper's index looks at."""

Bits: TypeAlias = Literal["index", "R", "G", "B", "alpha"]
"""A channel of bit planes: what the index is given, or one that the files hold."""

LABELS: Mapping[str, str] = {
    "luma": "Brightness (luma)",
    "Cb": "Blue difference, Cb",
    "Cr": "Red difference, Cr",
    "R": "Red, R",
    "G": "Green, G",
    "B": "Blue, B",
}
"""What a channel is called in a list, by its name in `core.image.CHANNELS`."""

WORDS: Mapping[str, str] = {
    "luma": "brightness",
    "Cb": "blue difference (Cb)",
    "Cr": "red difference (Cr)",
    "R": "red (R)",
    "G": "green (G)",
    "B": "blue (B)",
}
"""What a channel is called within a sentence."""


def vsi_of(channel: str) -> str:
    """Name of the score through a channel: "VSI", or "VSI of Cb"."""
    return "VSI" if channel == LUMA else f"VSI of {channel}"
