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
from numpy.typing import ArrayLike

from core.image import DataRange, ImageError, Luma
from core.recognizability import stages
from core.recognizability.blocks import Border
from core.recognizability.form import Form
from core.recognizability.index import evaluate
from core.recognizability.parameters import Components, Parameters
from core.recognizability.pooling import Pooling

DRAWS = 19
"""Random orders by default: noise is above all of them once in 20 times."""

Standing: TypeAlias = Literal["above", "within", "below"]


@dataclass(frozen=True, kw_only=True, slots=True)
class NoiseBaseline:
    """A score, and what the same pixels score in random order.

    Attributes
    ----------
    score : float
        VSI of the pair, in [0, 2].
    draws : tuple of float
        VSI of the plain image with each random order.
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


def noise_baseline(
    plain: ArrayLike,
    encrypted: ArrayLike,
    parameters: Parameters | None = None,
    components: Components | None = None,
    *,
    border: Border = "crop",
    pooling: Pooling = "normalised",
    draws: int = DRAWS,
    data_range: DataRange = None,
) -> NoiseBaseline:
    """VSI of a pair, and of its plain image with the encrypted pixels in random order.

    Parameters
    ----------
    plain, encrypted, parameters, components, border, pooling, data_range
        As `core.visual_security_index` takes them.
    draws : int
        Random orders, at least 1. Draw q is `default_rng(q).permutation`, so the result
        is the same every time.

    Returns
    -------
    NoiseBaseline
        Score and draws.

    Raises
    ------
    ImageError
        As `core.visual_security_index` does, or if there are no draws.

    Notes
    -----
    Reading: (noise) what noise scores is a property of the plain image and of the
    histogram of the encrypted one, so the encrypted pixels themselves are shuffled. A
    score within or below the range cannot be told from noise by this index. It does not
    follow that nothing shows: some leaks score below noise.

    Examples
    --------
    >>> ramp = np.tile(np.arange(0.0, 256.0, 4.0), (64, 1))
    >>> noise_baseline(ramp, ramp, draws=5).standing
    'above'
    """
    if draws < 1:
        raise ImageError(f"expected at least 1 draw of noise, got {draws}")
    form = Form(
        parameters=parameters or Parameters(),
        components=components or Components(),
        border=border,
        pooling=pooling,
    )
    pair = stages.prepare(plain, encrypted, data_range=data_range)
    return NoiseBaseline.of(evaluate(pair, form).vsi, noise_scores(pair, form, draws))


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
