"""What the canvas, captions and reports say of bit planes, see `core.bit_planes`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.bit_planes import PLANES, SharedPlane, shared_planes
from explorer.canvas import LOOK
from explorer.pair.bit_channels import bit_channels, bit_levels
from explorer.pair.channel_names import LUMA, WORDS, Bits
from explorer.pair.sources import Source
from explorer.store.memory import MEMORY

_NAMES = {**WORDS, "alpha": "transparency (alpha)"}


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanesOf:
    """The planes of one channel of a pair.

    Attributes
    ----------
    shared : tuple of SharedPlane
        Its planes, 8 first.
    bits : str
        The channel, one of `bit_channels`.
    name : str
        What it is called in a sentence; "" where the pair has no other.
    index : str
        What the index is given, likewise.
    """

    shared: tuple[SharedPlane, ...]
    bits: Bits = "index"
    name: str = ""
    index: str = ""

    @property
    def label(self) -> str:
        """What its button says."""
        if self.bits == "index":
            return self.index[:1].upper() + self.index[1:]
        return "Alpha" if self.bits == "alpha" else self.bits

    @property
    def reading(self) -> str:
        """Words behind a legend: which levels these are; "" where none are others."""
        if not self.name:
            return ""
        words = LOOK["legend"]["levels" if self.bits == "index" else "stored"]
        return words.format(levels=self.name, index=self.index)

    def words(self, number: int) -> str:
        """One sentence on a plane, from 8, the most significant, to 1."""
        of = "" if self.bits == "index" else f", in {self.name}"
        return plane_words(self.shared[PLANES - number], of)


def planes_of(plain: Source, encrypted: Source) -> tuple[PlanesOf, ...]:
    """Return the planes of every channel of a pair that has any; remembered."""
    return MEMORY.recall(
        ("planes", plain.digest, encrypted.digest),
        lambda: _planes_of(plain, encrypted),
        plain,
        encrypted,
    )


def _planes_of(plain: Source, encrypted: Source) -> tuple[PlanesOf, ...]:
    channels, given = bit_channels(plain, encrypted), plain.made.channel
    index = WORDS[given] if len(channels) > 1 or given != LUMA else ""
    return tuple(
        PlanesOf(
            bits=bits,
            name=index if bits == "index" else _NAMES[bits],
            index=index,
            shared=shared_planes(bit_levels(plain, bits), bit_levels(encrypted, bits)),
        )
        for bits in channels
    )


def plane_share(plane: SharedPlane) -> str:
    """Equal bits in per cent; 0 and 100 stand for none and all alone."""
    if plane.equal in (0, plane.pixels):
        return "0 %" if plane.equal == 0 else "100 %"
    return f"{min(max(100 * plane.equal / plane.pixels, 0.1), 99.9):.1f} %"


def plane_words(plane: SharedPlane, of: str = "") -> str:
    """One sentence on a plane; `of` names its channel, as ", in red (R)"."""
    place = {PLANES: ", the most significant", 1: ", the least significant"}
    begin = (
        f"Plane {plane.number} of {PLANES}{place.get(plane.number, '')}{of}: both "
        f"pictures have the same bit at {plane_share(plane)} of the pixels"
    )
    if plane.equal == plane.pixels:
        return f"{begin}: the scheme leaves it in the clear."
    if plane.equal == 0:
        return f"{begin}: the scheme inverts it, which hides nothing."
    return f"{begin}. By chance it would be {100 * plane.chance:.1f} %."


def plane_table(
    found: Sequence[PlanesOf], pictures: Mapping[str, tuple[str, ...]] | None = None
) -> list[dict[str, Any]]:
    """What the canvas says of the planes; JSON-ready, a channel each, plane 8 first.

    `pictures` has those of a channel that is in no other picture of the canvas: of the
    plain, the encrypted and the reassembled one.
    """
    return [
        {
            "key": channel.bits,
            "label": channel.label,
            "levels": channel.name,
            "reading": channel.reading,
            "pictures": (pictures or {}).get(channel.bits),
            "planes": [
                {
                    "number": plane.number,
                    "share": plane_share(plane),
                    "words": channel.words(plane.number),
                }
                for plane in channel.shared
            ],
        }
        for channel in found
    ]
