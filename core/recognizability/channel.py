"""One channel of a pair: its score, its noise, and when the picture shows in it."""

from dataclasses import dataclass

import numpy as np

from core.image import Luma
from core.recognizability.noise import NoiseBaseline

DRAWS = 59
"""Random orders of a channel. Noise is above all of them once in 60 times.

Reading: five channels beside luma are five chances of a false alarm, so there are more
draws than the 19 of `core.noise_baseline`.
"""

MARGIN = 0.25
"""Least distance from the mean of its noise to the score of a channel that shows.

Reading: noise alone is above 59 draws once in 60 times, too often for an alarm. 2,000
scores of noise were measured in the channels of six pictures of 96 pixels a side: none
was more than 0.24 above its mean.
"""

CROWDED = 1.5
"""Mean of noise above which `MARGIN` is more than half of what is left up to 2."""

ROOM = 1 / 4
"""Share of what is left up to 2 that replaces `MARGIN` where noise is `CROWDED`.

Reading: chroma of a photograph uses few levels, and these in any order score up to
1.95. There the draws lie within 0.02 of their mean, and chroma that is left as it is
scores 0.05 to 0.2 more. `MARGIN` alone would call it hidden in two of the four
photographs in colour that were tried.
"""

FLAT = 1e-6
"""Grey levels between the darkest and the brightest pixel that rounding alone makes."""


def is_flat(plane: Luma) -> bool:
    """Whether a channel (H, W) is the same everywhere, so that nothing can show in it.

    Reading: a flat plain channel would score 2 with itself and with anything as flat,
    though there is nothing to hide in it. So it is not looked at. Cb and Cr of grey are
    flat but for rounding.
    """
    return float(np.ptp(plane)) < FLAT


@dataclass(frozen=True, kw_only=True, slots=True)
class Channel:
    """The index on one channel of a pair.

    Attributes
    ----------
    name : str
        One of `core.image.CHANNELS`.
    vsi : float
        VSI of the channel, in [0, 2].
    rd, gs : float
        Its two factors, Eqs. 6 and 7, in [0, 1].
    noise : NoiseBaseline
        The same score, and what the channel's encrypted pixels score in random order.
    """

    name: str
    vsi: float
    rd: float
    gs: float
    noise: NoiseBaseline

    @property
    def shows(self) -> bool:
        """Whether the picture shows in this channel, beyond what noise can do.

        Reading: the score is above all draws. It is at least `MARGIN` above their mean,
        or `ROOM` of what is left up to 2 where that mean is above `CROWDED`.
        """
        mean = self.noise.mean
        margin = MARGIN if mean <= CROWDED else ROOM * (2 - mean)
        return self.noise.standing == "above" and self.vsi - mean >= margin


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """A channel that was not evaluated: its name, and the reason in words."""

    name: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Channels:
    """All channels of a pair.

    Attributes
    ----------
    found : tuple of Channel
        Those that were evaluated, in the order of `core.image.CHANNELS`.
    left_out : tuple of LeftOut
        Those that have nothing to show: the plain channel is constant, or the plain
        picture has colours and the encrypted one is grey.
    """

    found: tuple[Channel, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def shows_more(self) -> tuple[Channel, ...]:
        """Channels that show the picture while luma does not."""
        if any(channel.name == "luma" and channel.shows for channel in self.found):
            return ()
        return tuple(channel for channel in self.found if channel.shows)
