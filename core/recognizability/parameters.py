"""Constants of the index, and which of its components are in use."""

import math
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias, get_args

Constant: TypeAlias = Literal["alpha", "beta", "gamma"]

CONSTANTS: tuple[Constant, ...] = get_args(Constant)
"""Names of the constants, as in `Parameters`."""

ALPHA_SWEEP = (0.05, 0.1, 0.15, 0.2, 0.25)
"""Values of alpha in Fig. 3 (a)."""

BETA_SWEEP = (10.0, 20.0, 30.0, 40.0, 50.0, 60.0)
"""Values of beta in Fig. 3 (b)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameters:
    """Constants of the index, Section 3.2.

    Reading: (constants) alpha = 0.1 and beta = 40. Section 3.4 swaps the two; Section
    3.2 and Fig. 3 settle it.

    Attributes
    ----------
    alpha : float
        Block side over the shorter side of the image, in (0, 1).
    beta : float
        Bandwidth of the low-pass filter over the block side, positive.
    gamma : float
        Exponent of the Minkowski pooling in Eqs. 2 and 6, at least 1.

    Raises
    ------
    ValueError
        If a constant lies outside its range.

    Examples
    --------
    >>> Parameters(alpha=0.1).block_side(512)
    52
    """

    alpha: float = 0.1
    beta: float = 40.0
    gamma: float = 5.0

    def __post_init__(self) -> None:
        if not 0 < self.alpha < 1:
            raise ValueError(f"alpha must lie between 0 and 1, got {self.alpha}")
        if not 0 < self.beta < math.inf:
            raise ValueError(f"beta must be positive and finite, got {self.beta}")
        if not 1 <= self.gamma < math.inf:
            raise ValueError(f"gamma must be finite and at least 1, got {self.gamma}")

    @classmethod
    def for_side(
        cls,
        side: int,
        shorter_side: int,
        *,
        beta: float = 40.0,
        gamma: float = 5.0,
    ) -> "Parameters":
        """Return the constants that cut an image into blocks of a side in pixels.

        Parameters
        ----------
        side : int
            l, from 1 to the shorter side of the image.
        shorter_side : int
            L, in pixels.
        beta, gamma : float
            The other constants.

        Raises
        ------
        ValueError
            If no block of this side fits, or a constant lies outside its range.

        Notes
        -----
        alpha is (l - 1/2) / L to six digits, so that ⌊αL⌋ + 1 = l whatever the
        rounding.

        Examples
        --------
        >>> Parameters.for_side(64, 512)
        Parameters(alpha=0.124023, beta=40.0, gamma=5.0)
        """
        if not 1 <= side <= shorter_side:
            raise ValueError(
                f"expected blocks of 1 to {shorter_side} pixels a side, got {side}"
            )
        alpha = round((side - 0.5) / shorter_side, 6)
        return cls(alpha=alpha, beta=beta, gamma=gamma)

    def block_side(self, shorter_side: int) -> int:
        """Side l = ⌊αL⌋ + 1 of a block, in pixels, Section 2."""
        # Rounded first: 0.82 × 600 is 492, but a little less in binary.
        exact = round(self.alpha * shorter_side, 9)
        return min(math.floor(exact) + 1, shorter_side)

    def bandwidth(self, side: int) -> float:
        """Bandwidth σ of the low-pass filter, in zigzag ranks, Section 2.

        Reading: (bandwidth) σ = βl.
        """
        return self.beta * side


@dataclass(frozen=True, kw_only=True, slots=True)
class Components:
    """Parts of the index that are in use, Table 3; sim_A is always in use.

    Attributes
    ----------
    structure : bool
        sim_S takes part in Eq. 4; else sim = sim_A.
    weight : bool
        w(b_p) of Eq. 5 weights the blocks; else all weigh the same.
    global_similarity : bool
        GS takes part in Eq. 8; else VSI = RD.
    """

    C1: ClassVar["Components"]
    C2: ClassVar["Components"]
    C3: ClassVar["Components"]
    C4: ClassVar["Components"]

    structure: bool = True
    weight: bool = True
    global_similarity: bool = True


Components.C1 = Components(structure=False, weight=False, global_similarity=False)
Components.C2 = Components(weight=False, global_similarity=False)
Components.C3 = Components(global_similarity=False)
Components.C4 = Components()
