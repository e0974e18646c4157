"""The grid of blocks that a scheme worked on, found in the encrypted image alone.

Brightness steps where blocks meet. A grid is a period and a phase of the columns, and
of the rows, at which all steps stand out.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.compiled import njit
from core.image import as_luma

Profile = NDArray[np.float64]

LEAST_SIDE = 4
"""Smallest side of a block that is looked for, in pixels."""

FEWEST_LINES = 3
"""Borders that a grid must have along each axis."""

CONFIDENT = 8.0
"""Confidence from which on a grid counts as found; noise stays below 3.2."""

CONFIDENT_DIVISOR = 4.0
"""The same for a side that divides the one of highest confidence."""

_LARGEST_STEP = 64.0  # grey levels; a larger step is an edge, and counts as this
_LEAST_DEVIATION = 0.05


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockGrid:
    """A grid of square blocks, as an encrypted image shows it.

    Attributes
    ----------
    side : int
        Pixels of a block's side; 0 where no grid was found.
    offset : tuple of int
        (y, x) of the first pixel of the first whole block, each from 0 to side - 1.
    confidence : float
        How far all borders stand out, the weaker axis: at least 8 for a grid.
    best_side : int
        The side that came nearest; that of the grid itself, or a multiple, where there
        is one, and 0 where the image is too small for any.
    """

    side: int
    offset: tuple[int, int]
    confidence: float
    best_side: int

    @property
    def said(self) -> str:
        """The grid as one sentence."""
        if not self.side:
            return "No block grid found."
        y, x = self.offset
        confidence = ">999" if self.confidence > 999 else f"{self.confidence:.1f}"
        what = "Blocks, or a JPEG file:" if self.side == 8 else "Blocks of"
        return (
            f"{what} {self.side} px that start at ({y}, {x}), confidence {confidence}."
        )


def find_grid(image: ArrayLike) -> BlockGrid:
    """Find the grid of square blocks in an encrypted image, and where it starts.

    Parameters
    ----------
    image : array_like
        As `core.as_luma` takes it.

    Returns
    -------
    BlockGrid
        With side 0 where no grid stands out: fewer than 4 blocks a side, sides under
        4 pixels, blocks that are not square or too much alike.

    Raises
    ------
    ImageError
        If it is no image.

    Notes
    -----
    A grid is no proof of encryption: JPEG files show theirs, 8, from a quality of about
    50 down.

    Reading: all borders must show and not some, so that a period counts by the lower
    quartile of its steps.

    Examples
    --------
    >>> blocks = np.random.default_rng(1).integers(0, 256, (8, 8))
    >>> found = find_grid(np.kron(blocks, np.ones((16, 16)))[5:, 3:])
    >>> found.side, found.offset
    (16, (11, 13))
    """
    return grid_of(as_luma(image))


def grid_of(luma: NDArray[np.float64]) -> BlockGrid:
    """Find the grid of checked luma (H, W); see `find_grid`."""
    longest = min(luma.shape) // 3
    if longest < LEAST_SIDE:
        return BlockGrid(side=0, offset=(0, 0), confidence=0.0, best_side=0)
    down, down_phase = _periods(_profile(luma.T), longest)
    across, across_phase = _periods(_profile(luma), longest)
    joint = np.minimum(down, across)
    joint[:LEAST_SIDE] = -np.inf
    best = int(joint.argmax())
    confidence = round(float(joint[best]), 1)
    if not joint[best] >= CONFIDENT:
        confidence = max(confidence, 0.0)
        return BlockGrid(side=0, offset=(0, 0), confidence=confidence, best_side=best)
    side = best
    for divisor in range(LEAST_SIDE, best):
        if (
            best % divisor == 0
            and joint[divisor] >= CONFIDENT_DIVISOR
            and down_phase[best] % divisor == down_phase[divisor]
            and across_phase[best] % divisor == across_phase[divisor]
            and not _stands_out(joint, best, divisor, min(luma.shape))
        ):
            side = divisor
            break
    return BlockGrid(
        side=side,
        offset=(
            (int(down_phase[side]) + 1) % side,
            (int(across_phase[side]) + 1) % side,
        ),
        confidence=confidence,
        best_side=best,
    )


MANY_LINES = 16
"""Borders of a grid from which on their lower quartile is to be relied on."""


def _stands_out(joint: Profile, side: int, divisor: int, length: int) -> bool:
    """Whether the borders of a side are twice as strong as those of its divisor.

    Reading: half the borders of a divisor are none, but JPEG leaves a trace in the
    middle of its blocks, too. Where borders are few, their lower quartile is luck.
    """
    if length // side < MANY_LINES:
        return False
    # Confidence grows with the root of the number of borders.
    strong, weak = joint[side] * np.sqrt(side), joint[divisor] * np.sqrt(divisor)
    return bool(strong > 2 * weak)


def _profile(luma: NDArray[np.float64]) -> Profile:
    """Mean step between each column and the next, above those around it, (W - 1,)."""
    steps = np.abs(np.diff(luma, axis=1))
    mean = np.minimum(steps, _LARGEST_STEP).mean(axis=0)
    around = np.lib.stride_tricks.sliding_window_view(
        np.pad(mean, 4, mode="reflect"), 9
    )
    return mean - np.median(np.delete(around, 4, axis=1), axis=1)


@njit(cache=True)
def _best_phases(
    profile: Profile, longest: int, deviation: float
) -> tuple[Profile, NDArray[np.int64]]:
    """Confidence of every period up to the longest, and the phase it is for."""
    confidence = np.full(longest + 1, -np.inf)
    phases = np.zeros(longest + 1, np.int64)
    for period in range(4, longest + 1):
        for phase in range(period):
            lines = np.sort(profile[phase::period])
            count = lines.size
            if count < 3:
                continue
            score = lines[(count - 1) // 4] / deviation * np.sqrt(count)
            if score > confidence[period]:
                confidence[period] = score
                phases[period] = phase
    return confidence, phases


def _periods(profile: Profile, longest: int) -> tuple[Profile, NDArray[np.int64]]:
    """Confidence and phase of every period of a profile, (longest + 1,)."""
    spread = 1.4826 * np.median(np.abs(profile - np.median(profile)))
    return _best_phases(
        np.ascontiguousarray(profile), longest, max(float(spread), _LEAST_DEVIATION)
    )
