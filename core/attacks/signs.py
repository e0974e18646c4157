"""Signs of DCT coefficients, found from the steps between blocks."""

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from core.attacks.base import Attack, Declined, Found
from core.attacks.dct_blocks import (
    Blocks,
    cut,
    lay,
    no_eights,
    transform,
    transform_back,
)
from core.attacks.neighbours import correlation
from core.compiled import njit
from core.image import Luma
from core.recognizability.appearance import zigzag_rank

GROUPS = ((1, 5), (6, 14), (15, 63))
"""First and last zigzag rank of the coefficients that are tested together."""

PLAIN = 4.0
"""Standard deviations above chance from which on the signs of a group are plain.

Reading: encrypted signs stay within 3; a small picture has too few plain ones for 8.
"""

CHANCE = 3.5
"""The same, above or below, up to which they are no better than chance."""

FEWEST = 300
"""Large coefficients of a group that are needed to call its signs encrypted.

Reading: of a smooth JPEG picture few are large, and their plain signs are near chance.
"""

ALIKE = 0.5
"""Correlation of neighbouring block means that a picture with its DC has at least."""

_LARGE = 10.0  # of a coefficient whose sign is tested
_SMALLNESS = 0.01  # weight of the squared coefficients
_STEP = 1 / 2.02
_ROUNDS = 120

Float32: TypeAlias = NDArray[np.float32]


def _look(luma: Luma) -> Found | Declined:
    """Look for groups of coefficients whose signs are no better than chance."""
    declined = no_eights(luma)
    if declined:
        return declined
    blocks = cut(luma)
    means = blocks.mean(axis=(2, 3))
    alike = correlation(means[:, :-1], means[:, 1:])
    if alike < ALIKE:
        return Declined(
            f"the means of neighbouring blocks are unlike: correlation {alike:.2f}"
        )
    waves = transform(blocks)
    if not (np.abs(waves)[..., _RANKS > 0] > _LARGE).any():
        return Declined("the blocks have no coefficients but their means")
    plain: dict[tuple[int, int], Agreement] = {}
    while True:
        # Reading: groups that are plain are fixed before the others are judged. The
        # smoothest picture is nearer to the true one then, and a group that is plain
        # stands out, as it does not where all signs are free.
        found = agreement(waves, solve(waves, _fixed(plain)))
        more = {
            group: each
            for group, each in found.items()
            if group not in plain and each.score > PLAIN
        }
        if not more:
            break
        plain |= more
    # Reading: the finest group by itself is no evidence; borders say little of it.
    rest = [found[group] for group in GROUPS[:-1] if group not in plain]
    if not any(abs(each.score) <= CHANCE and each.asked >= FEWEST for each in rest):
        return Declined("the signs of the coefficients are plain")
    scores = {**found, **plain}
    return Found.of(
        plain=", ".join(
            f"{first}-{last}" for first, last in GROUPS if (first, last) in plain
        ),
        **{
            f"z{number}": round(scores[group].score, 1)
            for number, group in enumerate(GROUPS, start=1)
        },
    )


class Agreement(NamedTuple):
    """How often the signs of a group are those of the smoothest picture.

    Attributes
    ----------
    score : float
        In standard deviations above chance; 0 where no coefficient is large.
    asked : int
        Coefficients that are large enough to be asked.
    """

    score: float
    asked: int


def agreement(waves: Blocks, solution: Blocks) -> dict[tuple[int, int], Agreement]:
    """How often the signs of each group are those of the smoothest picture.

    Parameters
    ----------
    waves, solution : NDArray
        (M, N, 8, 8), DCT of the blocks as they are and of the smoothest ones.

    Returns
    -------
    dict of tuple of int to Agreement
        Of each of `GROUPS`.
    """
    found = dict[tuple[int, int], Agreement]()
    for first, last in GROUPS:
        group = (first <= _RANKS) & (last >= _RANKS)
        own, smooth = waves[..., group], solution[..., group]
        large = np.abs(own) > _LARGE
        count = int(large.sum())
        same = int(((own > 0) == (smooth > 0))[large].sum())
        score = (same / count - 0.5) * 2 * np.sqrt(count) if count else 0.0
        found[first, last] = Agreement(float(score), count)
    return found


def _fixed(groups: Iterable[tuple[int, int]]) -> NDArray[np.bool_]:
    """Coefficients of an 8 × 8 block that stay as they are: DC, and plain groups."""
    fixed = _RANKS == 0
    for first, last in groups:
        fixed = fixed | ((first <= _RANKS) & (last >= _RANKS))
    return fixed


def solve(waves: Blocks, fixed: NDArray[np.bool_]) -> Blocks:
    """Coefficients, none larger than given, of the smoothest steps between blocks.

    Half the sum of the squared steps, and a little of the squared coefficients, is made
    least by FISTA.

    Parameters
    ----------
    waves : NDArray
        (M, N, 8, 8), DCT of the blocks.
    fixed : NDArray
        (8, 8) bool, coefficients that stay as they are; DC always does.

    Returns
    -------
    NDArray
        (M, N, 8, 8).
    """
    free = ~fixed & (_RANKS > 0)
    limit = np.where(free, np.abs(waves), 0).astype(np.float32)
    known = np.where(free, 0, waves).astype(np.float32)
    current = np.zeros_like(known)
    ahead = np.zeros_like(known)
    momentum = 1.0
    for _ in range(_ROUNDS):
        following = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        lines = _border_lines(known, ahead, _DCT)
        _step(current, ahead, limit, lines, _DCT, (momentum - 1) / following)
        momentum = following
    return (known + current).astype(np.float64)


@njit(nogil=True, cache=True, fastmath=True)
def _border_lines(known: Float32, ahead: Float32, dct: Float32) -> Float32:
    """Top, bottom, left and right pixels of every block, (M, N, 4, 8)."""
    rows, columns = known.shape[:2]
    lines = np.empty((rows, columns, 4, 8), np.float32)
    for y in range(rows):
        for x in range(columns):
            fixed, free, line = known[y, x], ahead[y, x], lines[y, x]
            sums = np.zeros((4, 8), np.float32)
            for i in range(8):
                for j in range(8):
                    wave = fixed[i, j] + free[i, j]
                    sums[0, j] += dct[i, 0] * wave
                    sums[1, j] += dct[i, 7] * wave
                    sums[2, i] += dct[j, 0] * wave
                    sums[3, i] += dct[j, 7] * wave
            for side in range(4):
                for k in range(8):
                    line[side, k] = 0
                for i in range(8):
                    for k in range(8):
                        line[side, k] += sums[side, i] * dct[i, k]
    return lines


@njit(nogil=True, cache=True, fastmath=True)
def _step(
    current: Float32,
    ahead: Float32,
    limit: Float32,
    lines: Float32,
    dct: Float32,
    momentum: float,
) -> None:
    """One step down the slope of half the squared steps between blocks, in place."""
    rows, columns = current.shape[:2]
    push = np.float32(momentum)
    step, shrink = np.float32(_STEP), np.float32(1 - 2 * _STEP * _SMALLNESS)
    for y in range(rows):
        for x in range(columns):
            slopes = np.zeros((4, 8), np.float32)
            for side in range(4):
                row = y + (side == 1) - (side == 0)
                column = x + (side == 3) - (side == 2)
                if not (0 <= row < rows and 0 <= column < columns):
                    continue
                for k in range(8):
                    gap = lines[y, x, side, k] - lines[row, column, side ^ 1, k]
                    for i in range(8):
                        slopes[side, i] += dct[i, k] * gap
            own, forward, most = current[y, x], ahead[y, x], limit[y, x]
            for i in range(8):
                for j in range(8):
                    slope = dct[i, 0] * slopes[0, j] + dct[i, 7] * slopes[1, j]
                    slope += dct[j, 0] * slopes[2, i] + dct[j, 7] * slopes[3, i]
                    moved = shrink * forward[i, j] - step * slope
                    moved = min(max(moved, -most[i, j]), most[i, j])
                    forward[i, j] = moved + push * (moved - own[i, j])
                    own[i, j] = moved


def _apply(luma: Luma, found: Found) -> Luma:
    """Give every coefficient the sign of the smoothest picture."""
    plain = str(found["plain"]).split(", ")
    fixed = _fixed(group for group in GROUPS if "{}-{}".format(*group) in plain)
    waves = transform(cut(luma))
    signed = np.copysign(np.abs(waves), solve(waves, fixed))
    return np.clip(lay(transform_back(np.where(fixed, waves, signed)), luma), 0, 255)


def _say(found: Found) -> str:
    """Say which signs are plain."""
    plain = str(found["plain"])
    rest = f", and the signs of ranks {plain} are plain" if plain else ""
    return (
        f"Blocks of 8 px whose signs are no better than chance in ranks 1-5 "
        f"(z = {found['z1']:.1f}){rest}."
        if "1-5" not in plain
        else f"Blocks of 8 px. The signs of ranks {plain} are plain, the others not."
    )


_RANKS = zigzag_rank(8)

# Orthonormal DCT as a matrix: coefficient by pixel.
_DCT = np.asarray(fft.dct(np.eye(8), axis=0, norm="ortho"), np.float32)

SIGN_SOLVE = Attack(
    key="sign-solve",
    label="Solve the signs of coefficients",
    does=(
        "Every DCT coefficient keeps its size and takes the sign that makes the "
        "smoothest borders between blocks, all blocks at once."
    ),
    knows="The orthonormal DCT of 8 × 8 blocks.",
    slow=True,
    draws=1,
    provenance="restated",
    citation=(
        "R. Lin, S. Liu, J. Jiang, S. Li, C. Li, C.-C. J. Kuo, Recovering sign bits of "
        "DCT coefficients in digital images as an optimization problem, "
        "arXiv:2211.01096 (mixed-integer, better and much slower; here its relaxation "
        "with a quadratic cost)"
    ),
    look=_look,
    make=_apply,
    say=_say,
)
