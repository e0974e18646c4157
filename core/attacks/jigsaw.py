"""Shuffled blocks put together as a jigsaw puzzle, turned and negative ones, too."""

import numpy as np

from core.attacks.base import Attack, Declined, Found
from core.attacks.borders import MODES, Float32, Mode, inner_misfit
from core.attacks.cells import is_mosaic
from core.attacks.grid import grid_of
from core.attacks.puzzle import solve
from core.image import Luma

LEAST_SIDE = 16
"""Smallest side of a piece, in pixels."""

FEWEST, MOST = 4, 1_100
"""Whole pieces of a puzzle."""

MOST_TURNED = 400
"""Whole pieces of a puzzle whose pieces may be turned."""

CLOSE = 1.1
"""Misfit over the lowest up to which the mode with fewer states is taken."""

FITS = 0.75
"""Misfit after, over before, up to which a puzzle counts as solved."""


def _pieces(luma: Luma, side: int, top: int, left: int) -> Float32:
    """Whole pieces of an image, (R, C, l, l) float32."""
    rows, columns = (luma.shape[0] - top) // side, (luma.shape[1] - left) // side
    whole = luma[top : top + rows * side, left : left + columns * side]
    return np.ascontiguousarray(
        whole.reshape(rows, side, columns, side).swapaxes(1, 2), np.float32
    )


def _look(luma: Luma) -> Found | Declined:
    """Solve the puzzle in every mode, and take the simplest one that fits."""
    grid = grid_of(luma)
    if not grid.side:
        return Declined("no block grid shows")
    if grid.side < LEAST_SIDE:
        return Declined(f"the blocks have {grid.side} px, fewer than {LEAST_SIDE}")
    if is_mosaic(luma, grid):
        return Declined("the blocks have nothing inside: it is a mosaic")
    pieces = _pieces(luma, grid.side, *grid.offset)
    rows, columns, side, _ = pieces.shape
    count = rows * columns
    if not FEWEST <= count <= MOST:
        return Declined(f"there are {count} whole blocks, not {FEWEST} to {MOST}")
    flat = pieces.reshape(-1, side, side)
    before = inner_misfit(pieces)
    misfits: dict[Mode, float] = {}
    tried: tuple[Mode, ...] = MODES if count <= MOST_TURNED else ("shuffle",)
    for mode in tried:
        laid = solve(flat, (rows, columns), mode, anew=False)
        misfits[mode] = inner_misfit(laid.of(flat))
    least = min(misfits.values())
    mode: Mode = next(mode for mode in tried if misfits[mode] <= CLOSE * least)
    after = inner_misfit(solve(flat, (rows, columns), mode).of(flat))
    if after > FITS * before:
        return Declined(
            f"the blocks fit no better in another order: misfit {after:.2f}, as they "
            f"are {before:.2f}"
        )
    return Found.of(
        side=side,
        y=grid.offset[0],
        x=grid.offset[1],
        mode=mode,
        states=1 if mode == "shuffle" else 16,
        misfit=round(after, 3),
        misfit_before=round(before, 3),
    )


def _apply(luma: Luma, found: Found) -> Luma:
    """Solve the puzzle; what fills no whole block is as it was."""
    side, top, left = (int(found[name]) for name in ("side", "y", "x"))
    pieces = _pieces(luma, side, top, left)
    rows, columns = pieces.shape[:2]
    mode = _mode(found)
    flat = pieces.reshape(-1, side, side)
    laid = solve(flat, (rows, columns), mode)
    exact = luma[top : top + rows * side, left : left + columns * side]
    exact = exact.reshape(rows, side, columns, side).swapaxes(1, 2)
    result = luma.copy()
    result[top : top + rows * side, left : left + columns * side] = (
        laid.of(exact.reshape(-1, side, side))
        .swapaxes(1, 2)
        .reshape(rows * side, columns * side)
    )
    return result


def _mode(found: Found) -> Mode:
    """What became of the blocks."""
    modes: dict[object, Mode] = {mode: mode for mode in MODES}
    return modes[found["mode"]]


_MODES_IN_WORDS: dict[Mode, str] = {
    "shuffle": "have changed places",
    "turns": "have changed places and were turned",
    "negatives": "have changed places, were turned, and some are negatives",
}


def _say(found: Found) -> str:
    """Say what became of the blocks."""
    return (
        f"Blocks of {found['side']} px from ({found['y']}, {found['x']}) on "
        f"{_MODES_IN_WORDS[_mode(found)]}: laid anew, the misfit at borders falls from "
        f"{found['misfit_before']:.1f} to {found['misfit']:.1f}."
    )


JIGSAW = Attack(
    key="jigsaw",
    label="Jigsaw puzzle",
    does=(
        "Blocks are joined where their borders fit most surely, turned and as "
        "negatives, too, until the largest part is the picture."
    ),
    knows="Blocks were moved, and perhaps turned or made negative, each as a whole.",
    slow=True,
    draws=1,
    states=16,
    provenance="restated",
    citation=(
        "A. C. Gallagher, Jigsaw puzzles with pieces of unknown orientation, CVPR "
        "2012; T. Chuman, K. Kurihara, H. Kiya, On the security of block "
        "scrambling-based EtC systems against extended jigsaw puzzle solver attacks, "
        "IEICE Trans. Inf. & Syst. E101-D (2018), 37-44, "
        "doi:10.1587/transinf.2017MUP0001 (with a simple cost here)"
    ),
    look=_look,
    make=_apply,
    say=_say,
)
