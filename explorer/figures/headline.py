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
    of = "" if top is None else f"of {top:g}"
    if channel != LUMA:
        of = f"{of}, {vsi_of(channel)}".removeprefix(", ")
    about = about_score(result, channel)
    return (
        f'<p class="headline" title="{escape(about)}"><b>{result.vsi:.2f}</b> '
        f"<span>{escape(of)}</span></p>"
    )


def about_score(result: Recognizability, channel: str = LUMA) -> str:
    """Say what the score is, and of what; parameters are those of `headline`."""
    about = "Visual security index, Eq. 8. Higher means that more shows"
    if result.form.pooling == "printed":
        about = "With Eq. 6 as printed the order of schemes is upside down"
    if channel != LUMA:
        about += f". Of both pictures the index is given {WORDS[channel]} alone"
    return about
