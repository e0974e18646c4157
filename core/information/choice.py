"""What a place costs, and whether it beats the block's own, steps 6 and 7."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Float64 = NDArray[np.float64]
Places = NDArray[np.int64]
Numbers = NDArray[np.intp]


def discount(total: Float64, place_bits: float) -> Float64:
    """c, share of the bits T of a found window that naming its place leaves; in [0, 1].

    max(0, 1 - log2(N) / T), so that c T = max(0, T - log2 N); 0 where T = 0.
    """
    cost = np.divide(
        place_bits, total, out=np.ones_like(total), where=total > place_bits
    )
    return 1 - cost


def nearness(distance: Float64, side: int) -> Float64:
    """φ = 1 - ½ min(1, δ / (l √2)) for δ pixels from the own place; in [½, 1]."""
    result: Any = 1 - np.minimum(1, distance / (side * np.sqrt(2))) / 2
    return result


def may_be_beaten(own: Float64, held: Float64, place_bits: float) -> NDArray[np.bool_]:
    """Blocks for which another place could count more than their own.

    No window holds more than T_R, and naming its place costs log2 N. So a block with
    T_R ≤ log2 N, or with T_own ≥ T_R - log2 N, is not searched for. That is exact.
    """
    return held - place_bits > own


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Kept:
    """The window that is kept for every block, and what it counts.

    Attributes
    ----------
    held : NDArray
        (n, 4), G, bits a coefficient that count, finest octave first.
    bits : NDArray
        (n,), their sum over the coefficients.
    corner : NDArray
        (n, 2), top-left pixel of the window, y and x.
    elsewhere : NDArray
        (n,) bool, whether it is not the block's own place.
    look : NDArray
        (n,), index in `turned.LOOKS` of how the window was looked at.
    """

    held: Float64
    bits: Float64
    corner: Places
    elsewhere: NDArray[np.bool_]
    look: Places

    @classmethod
    def in_place(cls, held: Float64, size: Float64, corner: Places) -> "Kept":
        """Return the own place of every block, which costs nothing: G = I."""
        return cls(
            held=held,
            bits=(held * size).sum(axis=1),
            corner=corner,
            elsewhere=np.zeros(len(held), np.bool_),
            look=np.zeros(len(held), np.int64),
        )

    def or_better(
        self,
        blocks: Numbers,
        held: Float64,
        factor: Float64,
        size: Float64,
        corner: Places,
        look: int = 0,
    ) -> "Kept":
        """Take other windows of some blocks where these count more.

        Parameters
        ----------
        blocks : NDArray
            (m,), numbers of the blocks.
        held : NDArray
            (m, 4), I of the windows.
        factor : NDArray
            (m,), φ c: what is left of it once the place is paid for.
        size : NDArray
            (4,), n.
        corner : NDArray
            (m, 2), top-left pixels of the windows.
        look : int
            Index in `turned.LOOKS`.
        """
        counted = factor[:, None] * held
        bits = (counted * size).sum(axis=1)
        better = bits > self.bits[blocks]
        chosen = blocks[better]

        def with_chosen(old: NDArray[Any], new: Any) -> NDArray[Any]:
            result = old.copy()
            result[chosen] = new
            return result

        return replace(
            self,
            held=with_chosen(self.held, counted[better]),
            bits=with_chosen(self.bits, bits[better]),
            corner=with_chosen(self.corner, corner[better]),
            elsewhere=with_chosen(self.elsewhere, True),
            look=with_chosen(self.look, look),
        )
