"""Rows and columns in another order, put in a row by their likeness."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.attacks.base import Attack, Declined, Found
from core.attacks.neighbours import neighbour_correlations, total_variation
from core.compiled import njit
from core.image import Luma
from core.recognizability.noise import in_random_order

SMOOTH = 0.98
"""Correlation of neighbours above which lines are in order already."""

SMOOTHER = 0.8
"""Total variation after, over before, under which the lines were out of order."""

_SWEEPS = 30

Float32: TypeAlias = NDArray[np.float32]


def in_order(picture: Luma) -> Luma:
    """Reorder the rows, then the columns of the result.

    Parameters
    ----------
    picture : NDArray
        (H, W).

    Returns
    -------
    NDArray
        (H, W); the same up to mirrors for any order of rows and columns.
    """
    rows = path(np.ascontiguousarray(picture, np.float32))
    picture = picture[rows]
    columns = path(np.ascontiguousarray(picture.T, np.float32))
    return np.ascontiguousarray(picture[:, columns])


def path(lines: Float32) -> NDArray[np.int64]:
    """Order of lines in which neighbours are alike.

    Parameters
    ----------
    lines : NDArray
        (n, m) float32.

    Returns
    -------
    NDArray
        (n,), a permutation.
    """
    distance = _distances(lines)
    first, second = np.triu_indices(len(lines), 1)
    order = np.argsort(distance[first, second], kind="stable")
    return _shortened(_joined(first[order], second[order], len(lines)), distance)


@njit(nogil=True, cache=True, fastmath=True)
def _distances(lines: Float32) -> NDArray[np.float64]:
    """Mean absolute difference of every two lines."""
    count, length = lines.shape
    distance = np.zeros((count, count))
    for i in range(count):
        a = lines[i]
        for j in range(i):
            b = lines[j]
            total = np.float32(0)
            for k in range(length):
                total += abs(a[k] - b[k])
            distance[i, j] = distance[j, i] = total / length
    return distance


@njit(nogil=True, cache=True)
def _joined(
    first: NDArray[np.int64], second: NDArray[np.int64], count: int
) -> NDArray[np.int64]:
    """Path of pairs, nearest first, unless a line has two neighbours or it closes."""
    neighbours = np.full((count, 2), -1)
    degree = np.zeros(count, np.int64)
    part = np.arange(count)
    for pair in range(first.size):
        a, b = first[pair], second[pair]
        if degree[a] == 2 or degree[b] == 2:
            continue
        root_a, root_b = a, b
        while part[root_a] != root_a:
            part[root_a] = part[part[root_a]]
            root_a = part[root_a]
        while part[root_b] != root_b:
            part[root_b] = part[part[root_b]]
            root_b = part[root_b]
        if root_a == root_b:
            continue
        part[root_a] = root_b
        neighbours[a, degree[a]] = b
        neighbours[b, degree[b]] = a
        degree[a] += 1
        degree[b] += 1
    here = 0
    for line in range(count):
        if degree[line] < 2:
            here = line
            break
    order = np.empty(count, np.int64)
    before = -1
    for place in range(count):
        order[place] = here
        after = neighbours[here, 0]
        if after == before or after == -1:
            after = neighbours[here, 1]
        before, here = here, after
    return order


@njit(nogil=True, cache=True)
def _shortened(
    order: NDArray[np.int64], distance: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Path made shorter by turning parts of it round, both ends free (2-opt)."""
    count = order.size
    for _ in range(_SWEEPS):
        better = False
        for i in range(count - 1):
            for j in range(i + 1, count):
                gain = 0.0
                if i > 0:
                    gain += distance[order[i - 1], order[i]]
                    gain -= distance[order[i - 1], order[j]]
                if j < count - 1:
                    gain += distance[order[j], order[j + 1]]
                    gain -= distance[order[i], order[j + 1]]
                if gain > 1e-9:
                    order[i : j + 1] = order[i : j + 1][::-1].copy()
                    better = True
        if not better:
            break
    return order


def _look(luma: Luma) -> Found | Declined:
    """Look whether another order of lines is much smoother."""
    across, down = neighbour_correlations(luma)
    if max(across, down) > SMOOTH:
        return Declined("neighbouring lines are alike already")
    after = total_variation(in_order(luma))
    ratio = after / total_variation(luma)
    if not ratio < SMOOTHER:
        return Declined(
            f"no order of rows and columns is much smoother: {ratio:.2f} of the steps "
            "remain"
        )
    # Reading: of few lines with few levels some are alike by chance, so that noise gets
    # smoother, too. A picture gets much smoother than its own pixels in random order.
    noise = total_variation(in_order(in_random_order(luma, 0)))
    if not after < SMOOTHER * noise:
        return Declined(
            "another order of rows and columns is hardly smoother than one of noise: "
            f"{after / noise:.2f} of its steps"
        )
    return Found.of(ratio=round(ratio, 3))


def _apply(luma: Luma, found: Found) -> Luma:
    """Reorder the lines."""
    del found
    return in_order(luma)


def _say(found: Found) -> str:
    """Say how much smoother it is."""
    return (
        f"Another order of rows and columns leaves {100 * found['ratio']:.0f} % of "
        "the steps between neighbours."
    )


LINE_ORDER = Attack(
    key="line-order",
    label="Order rows and columns",
    does=(
        "Rows are put in the order in which neighbours are most alike, then the "
        "columns. No width of strips is needed."
    ),
    knows="Only whole rows and columns have moved.",
    draws=1,
    states=4,
    provenance="restated",
    citation=(
        "S. Li, C. Li, G. Chen, N. G. Bourbakis, K.-T. Lo, A general quantitative "
        "cryptanalysis of permutation-only multimedia ciphers against plaintext "
        "attacks, Signal Processing: Image Communication 23 (2008), 212-223, "
        "doi:10.1016/j.image.2008.01.003 (the family; here seriation of the lines)"
    ),
    look=_look,
    make=_apply,
    say=_say,
)
