"""Sentences on a score and noise, and on the blocks that Eq. 4 counts as 0.

The page, the commands, the figures and the report all say it in these words.
"""

from core.recognizability.index import Recognizability
from core.recognizability.noise import NoiseBaseline


def range_words(low: float, high: float) -> str:
    """A range of scores with two decimals; one number where both round to it."""
    first, last = f"{low:.2f}", f"{high:.2f}"
    return first if first == last else f"{first} to {last}"


def noise_words(noise: NoiseBaseline) -> str:
    """One or two sentences: where a score stands to what noise scores.

    That nothing shows is not said: some leaks score below noise.
    """
    scores = range_words(noise.low, noise.high)
    draws = len(noise.draws)
    count = "1 draw" if draws == 1 else f"{draws} draws"
    if noise.standing == "above":
        return (
            f"The same pixels in random order score {scores} ({count}), so that this "
            "is more than noise."
        )
    if noise.standing == "within":
        return (
            "This index cannot tell it from noise: the same pixels in random order "
            f"score {scores} ({count}). Other ways of looking may still find something."
        )
    return (
        "This index cannot tell it from noise: it scores less than the same pixels in "
        f"random order, {scores} ({count}). That does not mean that nothing shows."
    )


def near_copies_words(result: Recognizability) -> str:
    """Sentence on copies that count 0; "" where there are none."""
    return lost_copies_words(int(result.near_copies.sum()), result.vsi_with_copies)


def lost_copies_words(count: int, vsi_with_copies: float) -> str:
    """The same of their number, and of the score that exact copies would have."""
    if not count:
        return ""
    have = "1 block has" if count == 1 else f"{count} blocks have"
    counts, them = ("counts", "its") if count == 1 else ("count", "their")
    return (
        f"{have} a copy that looks the same (sim_A at least 0.98) but {counts} 0, "
        f"because no edge of the copy meets one of {them} own (Eq. 4). With exact "
        f"copies the score would be {vsi_with_copies:.2f}."
    )
