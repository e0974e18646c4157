"""What a score says once noise has been scored too, as a kind and in one sentence."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from core.information.index import Information
from core.information.words import percent
from core.recognizability.noise import NoiseBaseline

Kind: TypeAlias = Literal["below", "within", "barely", "uncertain", "above"]

UNRELATED = 0.02
"""Recognizable information that another picture than the plain one can reach.

Reading: twenty pairs of unrelated pictures scored 0.0006 to 0.0152. That
is more than noise, and nothing of the plain picture.
"""

CLEAR = 3.0
"""How many times the mean of noise a score is that is clearly above it."""

ENOUGH = 0.05
"""Share of the blocks that show from which an unrelated picture is no explanation."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """A score beside noise.

    Attributes
    ----------
    kind : {"below", "within", "barely", "uncertain", "above"}
        Below or within what noise scores: no different from it. Barely above it,
        above it but no more than an unrelated picture can be, or clearly above.
    sentence : str
        The same for people, with its numbers.
    """

    kind: Kind
    sentence: str


def information_verdict(found: Information, noise: NoiseBaseline) -> Verdict:
    """Judge recognizable information against noise and unrelated pictures.

    Parameters
    ----------
    found : Information
        Of the pair.
    noise : NoiseBaseline
        Of the same pair, by `core.noise_baseline(..., index="information")`.
    """
    score, mean = noise.score, noise.mean
    kept = percent(score)
    if noise.standing != "above":
        return Verdict(
            kind="within",
            sentence=(
                f"Keeps {kept}, no more than noise: {percent(noise.low)} to "
                f"{percent(noise.high)} on this picture, {_draws(noise)}."
            ),
        )
    if score < CLEAR * mean:
        return Verdict(
            kind="barely",
            sentence=f"Barely above noise: {kept} against at most "
            f"{percent(noise.high)}.",
        )
    times = f" by {score / mean:.0f} times" if mean > 0 else ""
    said = f"Above noise{times}: {kept} against {percent(mean)}."
    if score >= UNRELATED:
        return Verdict(kind="above", sentence=said)
    count, blocks = int(found.shows.sum()), found.shows.size
    if count >= ENOUGH * blocks:
        show = "1 block shows." if count == 1 else f"{count} blocks show."
        return Verdict(kind="above", sentence=f"{said} {show}")
    return Verdict(
        kind="uncertain",
        sentence=f"{said} An unrelated picture can score that much. "
        "Look at the arrows.",
    )


def key_point_verdict(points: int, noise: NoiseBaseline) -> Verdict:
    """Judge key points by their counts.

    Parameters
    ----------
    points : int
        Key points of the plain image.
    noise : NoiseBaseline
        By `core.noise_baseline(..., index="key-points")`.
    """
    count, most = (round(share * points) for share in (noise.score, noise.high))
    above = noise.standing == "above"
    return Verdict(
        kind="above" if above else "within",
        sentence=(
            f"{count} of {points} key points are found again"
            + (
                f". Noise finds {most} at most."
                if above
                else ", no more than in noise."
            )
        ),
    )


NOTHING_SHOWS = "Nothing shows."
"""Said of a pair alone that neither the score nor the information tells from noise."""

NOT_TOLD = "This score cannot tell it from noise."


def pair_verdict(score: NoiseBaseline, information: Verdict | None) -> Verdict:
    """Judge a pair by the paper's score and by recognizable information together.

    Parameters
    ----------
    score : NoiseBaseline
        By `core.noise_baseline`.
    information : Verdict, optional
        By `information_verdict`; None where it is not known.

    Returns
    -------
    Verdict
        "above" where the score is above noise; "within" where neither of the two is,
        and "uncertain" where the score alone is not, or nobody looked at the other.

    Notes
    -----
    Reading: some leaks score below noise, so that a score alone never says that nothing
    shows.
    """
    if score.standing == "above":
        return Verdict(kind="above", sentence=score_verdict(score).sentence)
    if information is not None and information.kind == "within":
        return Verdict(kind="within", sentence=NOTHING_SHOWS)
    return Verdict(kind="uncertain", sentence=NOT_TOLD)


def score_verdict(noise: NoiseBaseline) -> Verdict:
    """Judge the score of any other index, the paper's among them.

    A score below noise does not differ from noise either: some leaks lower it.
    """
    between = f"{noise.low:.2f} to {noise.high:.2f}"
    if noise.standing == "above":
        over = noise.score - noise.high
        sentence = f"Above what noise scores, {between}, by {over:.2f}."
    elif noise.standing == "within":
        sentence = f"Within what noise scores: {between}, {_draws(noise)}."
    else:
        sentence = f"Below what noise scores: {between}, {_draws(noise)}."
    return Verdict(kind=noise.standing, sentence=sentence)


def corrected_for_chance(noise: NoiseBaseline) -> float:
    """Share of what lies between the mean of noise and 1: (score - m) / (1 - m)."""
    return (noise.score - noise.mean) / (1 - noise.mean)


def _draws(noise: NoiseBaseline) -> str:
    count = len(noise.draws)
    return "1 draw" if count == 1 else f"{count} draws"


SHOWN = (
    (0.5, "Traces show"),
    (0.85, "Pieces of the picture still show"),
    (0.95, "Most of the picture shows"),
    (np.inf, "The whole picture shows"),
)
"""What a score above noise says, by where it stands between noise and the picture.

Our own limits. On the judged pictures that come with Showthrough, people gave those of
each row more than those of the row before: `tests/explorer/test_verdict_and_people.py`.
"""


def how_much_shows(noise: NoiseBaseline, top: float) -> str:
    """Say how much of a picture a score above noise shows.

    Parameters
    ----------
    noise : NoiseBaseline
        The score, and what the same pixels score in random order.
    top : float
        Score of the picture itself: 2, or 1 where edge histograms are left out.
    """
    room = top - noise.mean
    share = (noise.score - noise.mean) / room if room > 0 else 1.0
    return next(words for limit, words in SHOWN if share < limit)
