"""Colour: the score of each colour channel beside that of brightness."""

from collections.abc import Mapping, Sequence
from html import escape

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.image import Luma
from core.recognizability.channel import Channel, Channels
from explorer.explore.also_checked.scale import scale
from explorer.figures.colour_words import colour_words

TITLE = "Colour"

ROWS = {"luma": "Brightness", "Cb": "Blue, Cb", "Cr": "Red, Cr"}
"""Channels that are shown, and what they are called."""

NONE = "none"


def card(scores: Mapping[str, float], shows: Sequence[Channel], said: str = "") -> str:
    """HTML of the card.

    Parameters
    ----------
    scores : mapping of str to float
        VSI by name of the channel; without those that have nothing to show.
    shows : sequence of Channel
        Channels that show more than luma.
    said : str
        A sentence in place of what follows from `shows`.
    """
    rows = "".join(
        f"<div{'' if name in scores else ' class=off'}><dt>{words}</dt>"
        f"<dd>{_written(scores.get(name))}</dd></div>"
        for name, words in ROWS.items()
    )
    said = said or colour_words(shows) or NOT_MORE
    return (
        f'<dl class="rows">{rows}</dl><p class="reading">The same score, channel by '
        f'channel, of 2.</p><p class="said">{escape(said)}</p>'
    )


NOT_MORE = "Colour shows no more than brightness does."

GREY = "The encrypted file is grey."

WHY = (
    "The paper compares brightness alone, and so does the score above. Colour changes "
    "little over most photographs. So noise scores higher in a colour channel than in "
    "brightness, and each score is to be read beside the noise of its own channel."
)

READING = (
    "Left the plain picture in this channel alone, right the encrypted one. Both are "
    "made brighter and darker alike, so that the plain one runs from black to white."
)

_SIDE = 128
"""Longer side of a small picture, pixels."""


def wide(
    found: Channels,
    pictures: Mapping[str, tuple[str, str]],
    shows: Sequence[Channel],
    said: str = "",
) -> str:
    """HTML of the page-wide view: every channel with its pictures and its noise.

    Parameters
    ----------
    found : Channels
        Of the channels of `ROWS`.
    pictures : mapping
        Addresses of the plain and the encrypted picture by channel, of `small`.
    shows, said
        As `card` takes them.
    """
    said = said or colour_words(shows) or NOT_MORE
    rows = "".join(
        f'<div class="channel"><h4>{ROWS[channel.name]}</h4>'
        f"{_both(*pictures[channel.name])}"
        f'<p class="number"><b>{channel.vsi:.2f}</b></p>'
        f"{scale(channel.vsi, channel.noise.low, channel.noise.high)}</div>"
        for channel in found.found
    )
    left_out = "".join(
        f'<p class="reading">{ROWS[left.name]} is left out: {escape(left.reason)}.</p>'
        for left in found.left_out
    )
    return (
        f'<p class="said">{escape(said)}</p><p class="reading">{READING}</p>'
        f'<div class="channels">{rows}</div>{left_out}<p class="said">{WHY}</p>'
    )


def _both(plain: str, encrypted: str) -> str:
    return (
        f'<img src="{escape(plain)}" alt="Plain picture in this channel">'
        f'<img src="{escape(encrypted)}" alt="Encrypted picture in this channel">'
    )


def small(planes: tuple[Luma, Luma]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Small pictures of both planes of a channel, of one size and on one scale.

    Parameters
    ----------
    planes : tuple of NDArray
        (H, W) each, in [0, 255]; the plain one is not the same everywhere.
    """
    low, high = float(planes[0].min()), float(planes[0].max())
    height, width = planes[0].shape
    shrink = max(1.0, max(height, width) / _SIDE)
    size = max(1, round(width / shrink)), max(1, round(height / shrink))

    def one(plane: Luma) -> NDArray[np.uint8]:
        levels = np.clip((plane - low) * (255 / (high - low)), 0, 255)
        picture = Image.fromarray(levels.astype(np.uint8))
        return np.asarray(picture.resize(size, Image.Resampling.BOX))

    return one(planes[0]), one(planes[1])


def _written(score: float | None) -> str:
    return NONE if score is None else f"{score:.2f}"
