"""Eq. 3 for one pair of blocks, with every count in it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.recognizability import structure
from core.recognizability.structure import Mask
from explorer.learn.lessons.case import Case


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class StructureCounts:
    """Everything in Eq. 3 for one pair of blocks.

    Attributes
    ----------
    plain, encrypted : NDArray
        (l, l) bool, BEM.
    weights : NDArray
        (l, l), WEM.
    earned : float
        Upper line of the fraction.
    count_plain, count_encrypted, both : int
        Pixels that are an edge in each block, and in both.
    value : float
        sim_S.
    """

    plain: Mask
    encrypted: Mask
    weights: NDArray[np.float32]
    earned: float
    count_plain: int
    count_encrypted: int
    both: int
    value: float

    @property
    def only_plain(self) -> int:
        """Pixels that are an edge in the plain block alone."""
        return self.count_plain - self.both

    @property
    def only_encrypted(self) -> int:
        """Pixels that are an edge in the encrypted block alone."""
        return self.count_encrypted - self.both

    @property
    def union(self) -> int:
        """Lower line of the fraction: pixels that are an edge in either block."""
        return self.count_plain + self.count_encrypted - self.both

    @property
    def strict(self) -> float:
        """Intersection over union: Eq. 3 if only edges that coincide counted."""
        return self.both / self.union if self.union else 1.0

    @property
    def diagonal(self) -> float:
        """Distance d = l √2, in pixels, at which an edge is worth nothing."""
        return len(self.plain) * 2**0.5


def structure_counts(case: Case, threshold: float, shift: int) -> StructureCounts:
    """Eq. 3 of the block and its match, with a threshold and a move to the right."""
    result = case.result
    plain = case.cut(result.edges_plain, case.block) > threshold
    encrypted = case.cut(result.edges_encrypted, case.match) > threshold
    return of_masks(plain, moved(encrypted, shift))


def moved(edges: Mask, shift: int) -> Mask:
    """Edges moved to the right; those that leave the block are lost."""
    if not shift:
        return edges
    there = np.zeros_like(edges)
    there[:, shift:] = edges[:, :-shift]
    return there


def of_masks(plain: Mask, encrypted: Mask) -> StructureCounts:
    """Eq. 3 of two binary edge maps, (l, l) bool."""
    plain, encrypted = np.ascontiguousarray(plain), np.ascontiguousarray(encrypted)
    weights = structure.edge_weights(plain[np.newaxis])
    value = structure.structural_similarity(
        weights, plain[np.newaxis], encrypted[np.newaxis]
    )
    return StructureCounts(
        plain=plain,
        encrypted=encrypted,
        weights=weights[0],
        earned=float(weights[0][encrypted].sum()),
        count_plain=int(plain.sum()),
        count_encrypted=int(encrypted.sum()),
        both=int((plain & encrypted).sum()),
        value=float(value[0, 0]),
    )
