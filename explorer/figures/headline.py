"""The score as the one large number of a page."""

from html import escape

from core.recognizability.index import Recognizability
from explorer.figures.gauge import ScoreOnScale
from explorer.pair.channel_names import LUMA, WORDS, vsi_of


def headline(result: Recognizability, channel: str = LUMA) -> str:
    """HTML of the score with two decimals, and of what it is out of.

    Parameters
    ----------
    result : Recognizability
        Of a pair.
    channel : str
        What the index was given of both images, one of `core.image.CHANNELS`.
    """
    top = ScoreOnScale.of(result).top
    of, about = "", "Visual security index, Eq. 8. Higher means that more shows"
    if top is not None:
        of = f"of {top:g}"
    else:
        about = "With Eq. 6 as printed the order of schemes is upside down"
    if channel != LUMA:
        of = f"{of}, {vsi_of(channel)}".removeprefix(", ")
        about += f". Of both images the index is given {WORDS[channel]} alone"
    return (
        f'<p class="headline" title="{escape(about)}"><b>{result.vsi:.2f}</b> '
        f"<span>{escape(of)}</span></p>"
    )
