"""Blocks of 16 bytes that occur again and again, drawn by how often."""

import numpy as np
from numpy.typing import NDArray

from core.attacks.base import Attack, Declined, Found
from core.attacks.grid import grid_of
from core.attacks.neighbours import neighbour_correlations
from core.image import Luma, grey_levels

LENGTH = 16
"""Bytes of a block."""

LEAST_SHARE = 0.001
"""Share of all blocks that repeats must make up."""

VARIED = 10
"""Different bytes that a repeated block must have, so that flat areas do not count."""

UNLIKE = 0.2
"""Horizontal correlation from which on a picture is no cipher of blocks."""


def occurrences(levels: NDArray[np.uint8]) -> tuple[NDArray[np.int64], float]:
    """How often each block of 16 bytes occurs, in reading order.

    Parameters
    ----------
    levels : NDArray
        (H, W) uint8; bytes that fill no whole block at the end are left out.

    Returns
    -------
    counts : NDArray
        (n,).
    share : float
        Of blocks that occur more than once and have at least 10 different bytes.
    """
    whole = levels.size // LENGTH * LENGTH
    blocks = np.ascontiguousarray(levels).ravel()[:whole].reshape(-1, LENGTH)
    _, which, counts = np.unique(
        blocks.view(f"V{LENGTH}").ravel(), return_inverse=True, return_counts=True
    )
    counts = counts[which]
    values = 1 + (np.diff(np.sort(blocks, axis=1), axis=1) != 0).sum(axis=1)
    return counts, float(((counts > 1) & (values >= VARIED)).mean())


def _look(luma: Luma) -> Found | Declined:
    """Look for repeated blocks of many values in what looks like noise along rows."""
    share = occurrences(grey_levels(luma))[1]
    if share < LEAST_SHARE:
        return Declined("hardly any 16 bytes occur twice")
    across = neighbour_correlations(luma)[0]
    if abs(across) >= UNLIKE:
        return Declined("neighbouring pixels are alike: repeats are the picture's own")
    if grid_of(luma).side:
        return Declined("a block grid shows: repeats are those of its blocks")
    return Found.of(share=round(share, 5))


def _apply(luma: Luma, found: Found) -> Luma:
    """Draw how often every block occurs, as a logarithm."""
    del found
    counts, _ = occurrences(grey_levels(luma))
    often = np.log2(counts)
    most = float(often.max())
    drawn = np.zeros(luma.size)
    drawn[: len(counts) * LENGTH] = np.repeat(often, LENGTH)
    return drawn.reshape(luma.shape) * (255 / most if most > 0 else 0)


def _say(found: Found) -> str:
    """Say how many blocks repeat."""
    return (
        f"{100 * found['share']:.1f} % of all blocks of 16 bytes occur twice or more."
    )


REPEAT_MAP = Attack(
    key="repeat-map",
    label="Map of repeated blocks",
    does="Blocks of 16 bytes are drawn the brighter, the more often they occur.",
    knows="Blocks of 16 bytes, one after the other along the rows.",
    of_bytes=True,
    provenance="published definition",
    citation=(
        "M. Dworkin, Recommendation for Block Cipher Modes of Operation, NIST SP "
        "800-38A (2001): equal blocks stay equal in the electronic codebook mode"
    ),
    look=_look,
    make=_apply,
    say=_say,
)
