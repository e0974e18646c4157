"""That brightness hides a picture and colour does not, in sentences."""

from collections.abc import Sequence

from core.recognizability.channel import Channel
from core.recognizability.noise import Standing
from core.remarks import Remark
from explorer.figures.noise_words import range_words

HIDES = "Brightness hides the picture. Colour does not."
HARDLY = "Brightness hardly shows the picture. Colour does."

NOT_LOOKED_AT = "colour was not looked at. Run it again with --channels"
"""Note on a pair in colour whose channels were not looked at."""


def colour_words(shows: Sequence[Channel], standing: Standing = "within") -> str:
    """Say which channels show more than luma; "" where none does.

    Parameters
    ----------
    shows : sequence of Channel
        From `core.colour_shows`.
    standing : str
        Where the score of luma stands to its noise. Above it, but by less than what
        shows, it is not said that brightness hides the picture.
    """
    if not shows:
        return ""
    begin = HARDLY if standing == "above" else HIDES
    scores = " ".join(_score(channel) for channel in shows)
    return f"{begin} {scores}"


def colour_remark(
    shows: Sequence[Channel], standing: Standing = "within"
) -> tuple[Remark, ...]:
    """Return `colour_words` as a remark; () where no channel shows more."""
    words = colour_words(shows, standing)
    return (Remark(kind="colour", words=words),) if words else ()


def _score(channel: Channel) -> str:
    noise = range_words(channel.noise.low, channel.noise.high)
    return f"{channel.name} scores {channel.vsi:.2f}, noise in it {noise}."


def colour_record(channel: Channel) -> dict[str, object]:
    """A channel that shows more, ready for JSON."""
    noise = channel.noise
    return {
        "channel": channel.name,
        "vsi": channel.vsi,
        "rd": channel.rd,
        "gs": channel.gs,
        "noise": {"low": noise.low, "high": noise.high, "mean": noise.mean},
    }
