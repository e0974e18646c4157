"""sim of single pairs of blocks in double precision, for Eq. 1's ties."""

import numpy as np
from numpy.typing import NDArray
from scipy import fft
from scipy.ndimage import distance_transform_edt

from core.image import Luma
from core.recognizability import appearance, blocks
from core.recognizability.stages import Grid


class ExactPairs:
    """sim of single pairs of blocks in float64, to tell apart what float32 cannot.

    Blocks that are equal to the last bit get equal degrees, wherever they stand.
    """

    def __init__(
        self, grid: Grid, bandwidth: float, gamma: float, *, structure: bool
    ) -> None:
        self._grid = grid
        self._filter = appearance.low_pass_filter(grid.side, bandwidth)
        self._gamma = gamma
        self._structure = structure
        self._low_passed: dict[tuple[str, int], Luma] = {}
        self._first: NDArray[np.intp] | None = None

    def __call__(self, plain: int, encrypted: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return sim of one plain block with some encrypted ones, in [0, 1]."""
        firsts, which = np.unique(self._first_copies()[encrypted], return_inverse=True)
        return np.array([self._similarity(plain, int(first)) for first in firsts])[
            which
        ]

    def _first_copies(self) -> NDArray[np.intp]:
        """For every encrypted block the lowest index of one that is the same."""
        if self._first is None:
            grid, seen = self._grid, dict[bytes, int]()
            luma = blocks.split(grid.luma_encrypted, grid.side)
            self._first = np.array(
                [
                    seen.setdefault(pixels.tobytes() + edges.tobytes(), index)
                    for index, (pixels, edges) in enumerate(
                        zip(luma, grid.binary_encrypted, strict=True)
                    )
                ]
            )
        return self._first

    def _similarity(self, plain: int, encrypted: int) -> float:
        difference = self._block("plain", plain) - self._block("encrypted", encrypted)
        terms = np.maximum(1 - np.abs(difference) / 255, 0)
        peak = terms.max()
        if peak == 0:
            return 0.0
        sim_a = peak * ((terms / peak) ** self._gamma).mean() ** (1 / self._gamma)
        if not self._structure:
            return float(sim_a)
        sim_s = self._structural(plain, encrypted)
        return float(sim_a * sim_s ** (1 - min(sim_a, 1))) if sim_s > 0 else 0.0

    def _structural(self, plain: int, encrypted: int) -> float:
        grid = self._grid
        edges_plain = grid.binary_plain[plain]
        edges_encrypted = grid.binary_encrypted[encrypted]
        union = np.count_nonzero(edges_plain | edges_encrypted)
        if union == 0:
            return 1.0
        if not edges_plain.any():
            return 0.0
        distance = np.asarray(distance_transform_edt(~edges_plain))[edges_encrypted]
        return float((1 - distance / (grid.side * np.sqrt(2))).sum() / union)

    def _block(self, role: str, index: int) -> Luma:
        """Low-passed block in float64."""
        if (role, index) not in self._low_passed:
            grid, side = self._grid, self._grid.side
            luma = grid.luma_plain if role == "plain" else grid.luma_encrypted
            row, column = divmod(index, grid.shape[1])
            pixels = luma[row * side : (row + 1) * side][
                :, column * side : (column + 1) * side
            ]
            coefficients = np.asarray(fft.dctn(pixels, norm="ortho")) * self._filter
            block = np.asarray(fft.idctn(coefficients, norm="ortho"))
            self._low_passed[role, index] = block
        return self._low_passed[role, index]
