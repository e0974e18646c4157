"""What noise scores: the mark against which a score is read.

The index gives pure noise a score too, which depends on the plain image and on the
noise's histogram. So a score is compared with what the encrypted image's own pixels
score in random order.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import fmean
from typing import Literal, TypeAlias

import numpy as np

from core.image import Luma
from core.recognizability import stages
from core.recognizability.form import Form
from core.recognizability.index import evaluate

DRAWS = 19
"""Random orders by default: noise is above all of them once in 20 times."""

Standing: TypeAlias = Literal["above", "within", "below"]


@dataclass(frozen=True, kw_only=True, slots=True)
class NoiseBaseline:
    """A score, and what the same pixels score in random order.

    Attributes
    ----------
    score : float
        Of the pair, by one index.
    draws : tuple of float
        Of the plain image with each random order.
    """

    score: float
    draws: tuple[float, ...]

    @classmethod
    def of(cls, score: float, draws: Iterable[float]) -> "NoiseBaseline":
        """Return the baseline of a score and its draws."""
        return cls(score=score, draws=tuple(draws))

    @property
    def low(self) -> float:
        """Lowest score of noise."""
        return min(self.draws)

    @property
    def high(self) -> float:
        """Highest score of noise."""
        return max(self.draws)

    @property
    def mean(self) -> float:
        """Mean score of noise."""
        return fmean(self.draws)

    @property
    def standing(self) -> Standing:
        """Where the score stands: above all draws, within their range, or below it.

        Only "above" tells the pair from noise. The test is exact: noise itself is above
        all of n draws with a chance of 1 / (n + 1), or less.
        """
        if self.score > self.high:
            return "above"
        return "within" if self.score >= self.low else "below"

    @property
    def chance(self) -> float:
        """Highest chance that noise itself is above all draws."""
        return 1 / (len(self.draws) + 1)


def noise_scores(pair: stages.Pair, form: Form, draws: int = DRAWS) -> Iterator[float]:
    """VSI of the plain image with each random order of the encrypted pixels."""
    for draw in range(draws):
        yield evaluate(noise_pair(pair, draw), form).vsi


def noise_pair(pair: stages.Pair, draw: int) -> stages.Pair:
    """The plain image with the encrypted pixels in random order number `draw`."""
    return stages.prepare(
        pair.plain,
        in_random_order(pair.encrypted, draw),
        edges_plain=pair.edges_plain,
        data_range=255,
    )


def in_random_order(luma: Luma, draw: int) -> Luma:
    """The pixels of an image in random order number `draw`, from 0; same shape."""
    order = np.random.default_rng(draw).permutation(luma.ravel())
    return order.reshape(luma.shape)
