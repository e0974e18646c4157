"""Spatial structural recognizability sim_S of every pair of blocks, Eq. 3.

A fuzzy Jaccard index: an edge pixel of the encrypted block counts more the closer it
lies to an edge of the plain one.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.compiled import njit

EDGE_THRESHOLD = 0.5
"""Edge strength above which a pixel is an edge; 48 grey levels on the scale of EM."""

Mask: TypeAlias = NDArray[np.bool_]
Float32: TypeAlias = NDArray[np.float32]


def binary_edges(edges: NDArray[Any]) -> Mask:
    """Binary edge map BEM, Section 2; same shape.

    Reading: (edge-threshold) a pixel is an edge where EM > 0.5, strictly.
    """
    return edges > EDGE_THRESHOLD


@njit("float32[:, :, ::1](bool_[:, :, ::1])", nogil=True, fastmath=True, cache=True)
def edge_weights(binary: Mask) -> Float32:
    """Weight maps WEM = 1 - DSM / d of blocks, Section 2.

    The distance transform is exact and takes each block by itself. It has two passes:
    sweeps along the columns, then along each row the lower envelope of its pixels'
    parabolas. All parabolas are tried, since that fills the vector registers.

    Parameters
    ----------
    binary : NDArray
        (M N, l, l) bool, BEM of every plain block, C-contiguous.

    Returns
    -------
    NDArray
        (M N, l, l) float32, in [0, 1]: 1 on an edge, less with the distance from it.

    Notes
    -----
    Reading: (edge-weights) d is the diagonal l √2 of a block. A block without edges has
    no distance map: its weights are 0.
    """
    count, side, _ = binary.shape
    diagonal = np.float32(side * np.sqrt(2.0))
    none = np.float32(2 * side)  # farther than any distance inside a block
    place, nearest = np.empty(side, np.float32), np.empty(side, np.float32)
    for column in range(side):
        place[column] = column
    weights = np.empty((count, side, side), np.float32)
    vertical = np.empty((side, side), np.float32)
    for block in range(count):
        edges = binary[block]
        found = False
        for column in range(side):
            found |= edges[0, column]
            vertical[0, column] = np.float32(0) if edges[0, column] else none
        for row in range(1, side):
            for column in range(side):
                found |= edges[row, column]
                above = min(vertical[row - 1, column] + np.float32(1), none)
                vertical[row, column] = np.float32(0) if edges[row, column] else above
        if not found:
            for row in range(side):
                for column in range(side):
                    weights[block, row, column] = 0
            continue
        for row in range(side - 2, -1, -1):
            for column in range(side):
                below = vertical[row + 1, column] + np.float32(1)
                vertical[row, column] = min(vertical[row, column], below)
        for row in range(side):
            for column in range(side):
                nearest[column] = none * none
            # Four parabolas a pass: loading and storing the envelope is what costs.
            for first in range(0, side, 4):
                x0, height0 = place[first], vertical[row, first] ** 2
                second = min(first + 1, side - 1)
                x1, height1 = place[second], vertical[row, second] ** 2
                third = min(first + 2, side - 1)
                x2, height2 = place[third], vertical[row, third] ** 2
                fourth = min(first + 3, side - 1)
                x3, height3 = place[fourth], vertical[row, fourth] ** 2
                if min(min(height0, height1), min(height2, height3)) >= none * none:
                    continue  # columns without edges
                for column in range(side):
                    x = place[column]
                    lowest = min(
                        min((x - x0) ** 2 + height0, (x - x1) ** 2 + height1),
                        min((x - x2) ** 2 + height2, (x - x3) ** 2 + height3),
                    )
                    nearest[column] = min(nearest[column], lowest)
            for column in range(side):
                distance = np.sqrt(nearest[column])
                weights[block, row, column] = np.float32(1) - distance / diagonal
    return weights


def structural_similarity(
    weights: Float32, binary_plain: Mask, binary_encrypted: Mask
) -> Float32:
    """Spatial structural recognizability sim_S of every pair of blocks, Eq. 3.

    Parameters
    ----------
    weights : NDArray
        (M N, l, l) float32, WEM of every plain block.
    binary_plain, binary_encrypted : NDArray
        (M N, l, l) bool, BEM of every block.

    Returns
    -------
    NDArray
        (M N, M N) float32, in [0, 1]: plain block by encrypted block.

    Notes
    -----
    Reading: (no-edges) |.| is the sum of the entries. Where neither block has an edge
    the two structures agree: sim_S is 1; where only one has, the formula gives 0.
    """
    area = weights.shape[-1] ** 2
    plain = binary_plain.reshape(-1, area).astype(np.float32)
    encrypted = binary_encrypted.reshape(-1, area).astype(np.float32)
    count_plain, count_encrypted = plain.sum(axis=1), encrypted.sum(axis=1)
    # Without edges on one side the products are 0: leave those blocks out of them.
    rows, columns = count_plain > 0, count_encrypted > 0
    others = encrypted[columns].T
    closeness = weights.reshape(-1, area)[rows] @ others
    union = np.add.outer(count_plain[rows], count_encrypted[columns])
    union -= plain[rows] @ others
    closeness /= union
    np.minimum(closeness, 1, out=closeness)
    if rows.all() and columns.all():
        return closeness
    similarity = np.multiply.outer(
        *(np.float32(1) - edged for edged in (rows, columns))
    )
    similarity[np.ix_(rows, columns)] = closeness
    return similarity
