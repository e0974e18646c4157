"""Colour: the score of each colour channel beside that of brightness."""

from collections.abc import Mapping, Sequence
from html import escape

from core.recognizability.channel import Channel
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


def _written(score: float | None) -> str:
    return NONE if score is None else f"{score:.2f}"
