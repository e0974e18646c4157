"""The brightness of blocks, solved from the steps between them."""

from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array
from scipy.sparse.linalg import LinearOperator, lsqr

from core.attacks.base import Attack, Declined, Found
from core.attacks.dct_blocks import Blocks, Steps, cut, lay, no_eights
from core.attacks.neighbours import correlation, stretch
from core.image import Luma

Vector: TypeAlias = NDArray[np.float64]

UNCHANGED = 1.0
"""Standard deviation of block means, in grey levels, under which they are blanked."""

UNLIKE = 0.3
"""Correlation of neighbouring block means under which they are not a picture's."""

CONTINUED = 0.75
"""Spread of steps, over that of blocks that do not meet, under which blocks go on."""

_VARIED = 1.0  # grey levels, of a border that says something
_ROUNDS = 4
_ITERATIONS = 400
_DAMPING = 0.003
_OUTLYING = 6.0  # grey levels


def _look(luma: Luma) -> Found | Declined:
    """Look for blocks that go on inside while their means do not."""
    declined = no_eights(luma)
    if declined:
        return declined
    blocks = cut(luma)
    means = blocks.mean(axis=(2, 3))
    deviation = float(means.std())
    if deviation < UNCHANGED:
        return Found.of(means="equal", deviation=round(deviation, 3))
    alike = correlation(means[:, :-1], means[:, 1:])
    if alike >= UNLIKE:
        return Declined(
            f"neighbouring blocks are alike in brightness: correlation {alike:.2f}"
        )
    ratio = continuity(blocks)
    if ratio >= CONTINUED:
        return Declined(
            f"edges do not go on from block to block: their steps spread {ratio:.2f} "
            "as far as those of blocks that do not meet"
        )
    return Found.of(
        means="changed", correlation=round(alike, 3), continuity=round(ratio, 3)
    )


def continuity(blocks: Blocks) -> float:
    """How far steps at borders spread, over those of blocks that do not meet.

    Parameters
    ----------
    blocks : NDArray
        (M, N, 8, 8), N at least 2.

    Returns
    -------
    float
        About 1 for blocks in random order, less where edges go on; 1 where no border
        varies.
    """
    left = blocks[:, :-1].reshape(-1, 8, 8)
    right = blocks[:, 1:].reshape(-1, 8, 8)
    other = right[np.random.default_rng(0).permutation(len(right))]

    def spread(after: Blocks) -> float:
        varied = (left[..., -1].std(axis=1) > _VARIED) & (
            after[..., 0].std(axis=1) > _VARIED
        )
        if not varied.any():
            return 0.0
        return float(np.median(Steps.between(left, after).spread[varied]))

    by_chance = spread(other)
    return spread(right) / by_chance if by_chance > 0 else 1.0


def solve(luma: Luma) -> Luma:
    """Block means from the steps between blocks, and the picture that they make.

    Parameters
    ----------
    luma : NDArray
        (H, W), blocks of 8 × 8 pixels whose means are not to be believed.

    Returns
    -------
    NDArray
        (H, W), in any range; what fills no whole block is as it was.
    """
    blocks = cut(luma)
    blocks -= blocks.mean(axis=(2, 3), keepdims=True)
    across = Steps.between(blocks[:, :-1], blocks[:, 1:])
    upright = blocks.swapaxes(2, 3)
    down = Steps.between(upright[:-1], upright[1:])
    steps = np.r_[across.middle.ravel(), down.middle.ravel()]
    trust = 1 / (1 + np.r_[across.spread.ravel(), down.spread.ravel()] / 4)
    differences = _differences(*blocks.shape[:2])
    weight = trust
    means = np.zeros(blocks.shape[0] * blocks.shape[1])
    for _ in range(_ROUNDS):
        solved: Any = lsqr(
            _Weighted(diags_array(weight) @ differences),
            weight * steps,
            damp=_DAMPING,
            iter_lim=_ITERATIONS,
        )
        means = solved[0]
        residual = differences @ means - steps
        weight = trust / np.sqrt(1 + (residual / _OUTLYING) ** 2)
    blocks += means.reshape(blocks.shape[:2])[..., np.newaxis, np.newaxis]
    return lay(blocks, luma)


class _Weighted(LinearOperator):
    """A sparse matrix that is turned once, and not anew at every iteration."""

    def __init__(self, matrix: Any) -> None:
        super().__init__(np.float64, matrix.shape)
        self._forth, self._back = matrix.tocsr(), matrix.T.tocsr()

    def _matvec(self, x: Vector) -> Vector:
        return self._forth @ x

    def _rmatvec(self, x: Vector) -> Vector:
        return self._back @ x


@lru_cache(maxsize=4)
def _differences(rows: int, columns: int) -> csr_array:
    """Right minus left and lower minus upper mean of every pair of neighbours."""
    index = np.arange(rows * columns).reshape(rows, columns)
    first = np.r_[index[:, :-1].ravel(), index[:-1].ravel()]
    second = np.r_[index[:, 1:].ravel(), index[1:].ravel()]
    border = np.arange(len(first))
    return csr_array(
        (
            np.r_[-np.ones(len(first)), np.ones(len(first))],
            (np.r_[border, border], np.r_[first, second]),
        ),
        shape=(len(first), rows * columns),
    )


def _apply(luma: Luma, found: Found) -> Luma:
    """Solve for the block means; the absolute grey is lost."""
    del found
    return stretch(solve(luma), 1, 99)


def _say(found: Found) -> str:
    """Say what the block means are like."""
    if found["means"] == "equal":
        return (
            "Blocks of 8 px with the same mean: standard deviation "
            f"{found['deviation']:.2f} grey levels."
        )
    alike = round(float(found["correlation"]), 2) + 0.0  # no minus before a zero
    return (
        f"Blocks of 8 px whose means are unlike (correlation {alike:.2f}) while edges "
        "go on from one to the next."
    )


DC_SOLVE = Attack(
    key="dc-solve",
    label="Solve the block means",
    does=(
        "The mean of every 8 × 8 block is found from the steps at its borders, all "
        "blocks at once."
    ),
    knows="Blocks of 8 × 8 pixels, and that pictures go on across borders.",
    draws=1,
    provenance="restated",
    citation=(
        "S. Li, J. J. Ahmad, D. Saupe, C.-C. J. Kuo, An improved DC recovery method "
        "from AC coefficients of DCT-transformed images, ICIP 2010, 2085-2088, "
        "arXiv:1002.1727; S. Li, A. Karrenbauer, D. Saupe, C.-C. J. Kuo, Recovering "
        "missing coefficients in DCT-transformed images, ICIP 2011, 1569-1572, "
        "arXiv:1209.1673 (by linear programming, better and slower)"
    ),
    look=_look,
    make=_apply,
    say=_say,
)
