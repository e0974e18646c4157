"""Sentences on a score and noise, and on the blocks that Eq. 4 counts as 0.

The page, the commands, the figures and the report all say it in these words.
"""

from core.indices.verdicts import Verdict, pair_verdict
from core.recognizability.index import Recognizability
from core.recognizability.noise import NoiseBaseline


def range_words(low: float, high: float) -> str:
    """A range of scores with two decimals; one number where both round to it."""
    first, last = f"{low:.2f}", f"{high:.2f}"
    return first if first == last else f"{first} to {last}"


def noise_words(noise: NoiseBaseline, information: Verdict | None = None) -> str:
    """Sentences on where a score stands to what noise scores.

    Parameters
    ----------
    noise : NoiseBaseline
        The score, and what the same pixels score in random order.
    information : Verdict, optional
        What `core.indices.verdicts.information_verdict` says of the pair. That nothing
        shows is said where it is within its noise too, and never without it: some leaks
        score below noise.
    """
    scores = range_words(noise.low, noise.high)
    draws = len(noise.draws)
    count = "1 draw" if draws == 1 else f"{draws} draws"
    verdict = pair_verdict(noise, information)
    if verdict.kind == "above":
        return (
            f"The same pixels in random order score {scores} ({count}), so that this "
            "is more than noise."
        )
    below = noise.standing == "below"
    if verdict.kind == "within":
        how = "Noise scores more" if below else "This is what noise scores"
        return (
            f"{verdict.sentence} {how}: {scores} on this picture ({count}). The "
            "information kept is no more than noise keeps, either."
        )
    more = "more, " if below else ""
    rest = "Other ways of looking may still find something."
    if information is not None:
        rest = f"Look at the information kept. {information.sentence}"
    return (
        f"{verdict.sentence} The same pixels in random order score {more}{scores} "
        f"({count}). {rest}"
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
