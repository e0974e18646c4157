"""A mosaic made smooth: a spline that has the cells' means."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates

from core.attacks.base import Attack, Declined, Found
from core.attacks.grid import LEAST_SIDE, BlockGrid, grid_of
from core.image import Luma

FLAT = 1.0
"""Mean standard deviation inside cells, in grey levels, under which it is a mosaic."""

_ROUNDS = 8


def is_mosaic(luma: Luma, grid: BlockGrid) -> bool:
    """Whether the whole cells of a grid have nothing inside."""
    if grid.side < LEAST_SIDE:
        return False
    return float(_cells(luma, grid.side, *grid.offset).std(axis=(1, 3)).mean()) < FLAT


def _cells(luma: Luma, side: int, top: int, left: int) -> NDArray[np.float64]:
    """Whole cells, (M, side, N, side), a view."""
    rows, columns = (luma.shape[0] - top) // side, (luma.shape[1] - left) // side
    whole = luma[top : top + rows * side, left : left + columns * side]
    return whole.reshape(rows, side, columns, side)


def _spline(count: int, side: int) -> NDArray[np.float64]:
    """Cubic spline through cells' centres at every pixel, (count * side, count)."""
    place = (np.arange(count * side) + 0.5) / side - 0.5
    columns = [
        map_coordinates(unit, [place], order=3, mode="nearest")
        for unit in np.eye(count)
    ]
    return np.stack(columns, axis=1)


def _look(luma: Luma) -> Found | Declined:
    """Look for cells without anything inside."""
    grid = grid_of(luma)
    if not grid.side:
        return Declined("no block grid shows")
    if not is_mosaic(luma, grid):
        return Declined("the blocks have something inside: it is no mosaic")
    return Found.of(side=grid.side, y=grid.offset[0], x=grid.offset[1])


def _apply(luma: Luma, found: Found) -> Luma:
    """Spline of the means, mended until its own means are theirs."""
    side, top, left = (int(found[name]) for name in ("side", "y", "x"))
    result = luma.copy()
    cells = _cells(result, side, top, left)
    means = cells.mean(axis=(1, 3))
    down, across = (_spline(count, side) for count in means.shape)
    smooth = np.zeros((len(down), len(across)))
    missing = means
    for _ in range(1 + _ROUNDS):
        smooth += down @ missing @ across.T
        missing = means - smooth.reshape(cells.shape).mean(axis=(1, 3))
    cells[:] = smooth.reshape(cells.shape)
    return np.clip(result, 0, 255)


def _say(found: Found) -> str:
    """Say where the cells are."""
    return (
        f"Cells of {found['side']} px without anything inside, from "
        f"({found['y']}, {found['x']}) on."
    )


CELL_SPLINE = Attack(
    key="cell-spline",
    label="Smooth a mosaic",
    does=(
        "A cubic spline is laid through the cells' means and corrected until its own "
        "means are the same."
    ),
    knows="Every cell of a mosaic is the mean of what was there.",
    provenance="restated",
    citation=(
        "M. Irani, S. Peleg, Improving resolution by image registration, CVGIP: "
        "Graphical Models and Image Processing 53 (1991), 231-239 (iterative "
        "back-projection)"
    ),
    look=_look,
    make=_apply,
    say=_say,
)
