"""The channels of a pair whose bit planes can be looked at, and their whole levels."""

import numpy as np
from numpy.typing import NDArray

from core.image import ALPHA, PRIMARIES, grey_levels, opacity
from core.image.sizes import resize
from explorer.pair import evaluation
from explorer.pair.channel_names import LUMA, Bits
from explorer.pair.colours import colours
from explorer.pair.sources import Source


def bit_channels(plain: Source, encrypted: Source) -> tuple[Bits, ...]:
    """Return the channels that there are planes of; what the index is given is first.

    R, G and B where one of both files has any colour, and alpha where one of them has
    some; the other one is grey, or opaque.
    """
    pair = plain, encrypted
    found: list[Bits] = ["index"]
    if any(evaluation.has_colour(source) for source in pair):
        found.extend(name for name in PRIMARIES if name != plain.made.channel)
    if any(has_alpha(source) for source in pair):
        found.append(ALPHA)
    return tuple(found)


def usable(bits: Bits, plain: Source, encrypted: Source) -> Bits:
    """Return a channel of this pair: the one that was asked for, or the first."""
    return bits if bits in bit_channels(plain, encrypted) else "index"


def has_alpha(source: Source) -> bool:
    """Whether a source's file holds alpha that is not the same everywhere."""
    return source.picture is not None and source.picture.alpha is not None


def bit_levels(source: Source, bits: Bits) -> NDArray[np.uint8]:
    """Whole levels (H, W) of one of a source's `bit_channels`."""
    if bits == "index":
        return grey_levels(source.luma)
    if bits == ALPHA:
        return _alpha(source)
    if evaluation.has_colour(source):
        return colours(source)[..., PRIMARIES.index(bits)]
    return grey_levels(evaluation.through(source, LUMA).luma)


def _alpha(source: Source) -> NDArray[np.uint8]:
    """Alpha, cropped or resized as the source was."""
    if not has_alpha(source):
        return np.full(source.luma.shape, 255, np.uint8)
    assert source.picture is not None
    alpha, shape = opacity(source.picture), source.made.shape
    if shape and source.made.fit == "resize":
        return grey_levels(resize(alpha.astype(np.float64), shape))
    return alpha[: shape[0], : shape[1]] if shape else alpha
