"""What the low-pass filter of step 2 leaves of a block, and what it takes away."""

import numpy as np
from numpy.typing import NDArray

from core.recognizability import appearance
from explorer.learn.lessons import alt_text, svg
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.compared_blocks import compared
from explorer.learn.lessons.drawing import Illustration

_VISIBLE = 0.5  # grey levels: less than this rounds to the same level


def without_filter(
    case: Case, gamma: float, removed: tuple[NDArray[np.floating], ...]
) -> tuple[str, ...]:
    """How much the filter takes away, and what sim_A would be without it."""
    plain, encrypted = (float(np.abs(part).mean()) * 255 for part in removed)
    unfiltered, _, _ = compared(case, np.inf, gamma)
    return (
        f"The filter took {plain:.1f} grey levels from a pixel of b<sub>p</sub> and "
        f"{encrypted:.1f} from one of b<sub>e</sub>*, on average. Without it "
        f"sim<sub>A</sub> would be {unfiltered:.4f}.",
    )


def block(
    case: Case, key: str, caption: str, values: NDArray[np.floating]
) -> Illustration:
    """Grey levels of a block, 1 is white."""
    words = caption.replace("<sub>", "").replace("</sub>", "")
    return Illustration(
        symbols=key,
        caption=caption,
        svg=svg.tile(
            case, svg.grey(values), f"{words}: {alt_text.grey(case, values * 255)}"
        ),
    )


def removed(
    case: Case, name: str, values: NDArray[np.floating], most: float
) -> Illustration:
    """What the filter takes away; `most` is the largest difference of both blocks."""
    if (
        255 * most < _VISIBLE
    ):  # what is left is rounding, which is no picture of anything
        values, most = np.zeros_like(values), 0.0
    scale = case.revealed(
        f": black −{255 * most:.0f} levels, white +{255 * most:.0f}"
        if most
        else ", as here: no pixel changed by a grey level"
    )
    size = np.abs(values) / (most or 1)
    return Illustration(
        symbols="filter",
        caption=f"{name}, what the filter took away. Mid-grey is nothing{scale}",
        svg=svg.tile(
            case,
            svg.grey(0.5 + values / (2 * most or 1)),
            f"Taken away by the filter: {alt_text.heat(case, size)}, as shares of the most",
        ),
    )


def spectrum(case: Case, name: str, block: NDArray[np.floating]) -> Illustration:
    """Size of a block's DCT coefficients, (l, l) grey levels."""
    size = np.log1p(np.abs(appearance.block_dct(block[np.newaxis])[0]))
    return Illustration(
        symbols="filter",
        caption=f"DCT of {name}: coarse at the top left, fine at the bottom right",
        svg=svg.heat_tile(
            case,
            size / (size.max() or 1),
            "Size of the DCT coefficients, logarithmic: "
            f"{alt_text.heat(case, size / (size.max() or 1))}",
        ),
    )
