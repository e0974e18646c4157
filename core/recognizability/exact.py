"""sim of single pairs of blocks in double precision, for Eq. 1's ties."""

import numpy as np
from numpy.typing import NDArray
from scipy import fft
from scipy.ndimage import distance_transform_edt

from core.image import Luma
from core.recognizability import appearance
from core.recognizability.stages import Grid

_FEW = 2**16  # pixels of blocks that are compared together


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
        self._same: dict[bytes, int] = {}
        self._first = np.full(len(grid.binary_encrypted), -1)

    def __call__(self, plain: int, encrypted: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return sim of one plain block with some encrypted ones, in [0, 1]."""
        firsts, which = np.unique(self._first_copies(encrypted), return_inverse=True)
        few = max(1, _FEW // self._grid.side**2)
        strips = [firsts[start : start + few] for start in range(0, len(firsts), few)]
        sim_a = np.concatenate([self._appearance(plain, strip) for strip in strips])
        if not self._structure:
            return sim_a[which]
        sim_s = self._structural(plain, firsts)
        # Reading: (copies) where sim_S is 0, sim is 0: no copies are compared here.
        sim = sim_a * sim_s ** (1 - np.minimum(sim_a, 1))
        return np.where(sim_s > 0, sim, 0)[which]

    def _first_copies(self, encrypted: NDArray[np.intp]) -> NDArray[np.intp]:
        """For each of some encrypted blocks the first asked for that is the same."""
        for index in encrypted[self._first[encrypted] < 0]:
            pixels = self._pixels("encrypted", int(index))
            content = pixels.tobytes() + self._grid.binary_encrypted[index].tobytes()
            self._first[index] = self._same.setdefault(content, int(index))
        return self._first[encrypted]

    def _appearance(
        self, plain: int, encrypted: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """sim_A of a plain block with some encrypted ones."""
        others = np.stack([self._block("encrypted", int(e)) for e in encrypted])
        others -= self._block("plain", plain)
        terms = np.abs(others, out=others).reshape(len(encrypted), -1)
        terms /= -255
        terms += 1
        np.maximum(terms, 0, out=terms)
        # Relative to the largest, so that a high power does not vanish.
        peak = terms.max(axis=1)
        terms /= np.where(peak > 0, peak, 1)[:, np.newaxis]
        mean = (terms**self._gamma).mean(axis=1)
        return np.asarray(peak * mean ** (1 / self._gamma), np.float64)

    def _structural(
        self, plain: int, encrypted: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """sim_S of a plain block with some encrypted ones."""
        grid, count = self._grid, len(encrypted)
        mask = grid.binary_plain[plain].ravel()
        others = grid.binary_encrypted[encrypted].reshape(count, -1)
        if not mask.any():
            return np.where(others.any(axis=1), 0.0, 1.0)
        distance = np.asarray(distance_transform_edt(~grid.binary_plain[plain])).ravel()
        closeness = 1 - distance / (grid.side * np.sqrt(2))
        union = np.array([np.count_nonzero(mask | other) for other in others])
        return np.array([closeness[other].sum() for other in others]) / union

    def _block(self, role: str, index: int) -> Luma:
        """Low-passed block in float64."""
        if (role, index) not in self._low_passed:
            pixels = self._pixels(role, index)
            coefficients = np.asarray(fft.dctn(pixels, norm="ortho")) * self._filter
            block = np.asarray(fft.idctn(coefficients, norm="ortho"))
            self._low_passed[role, index] = block
        return self._low_passed[role, index]

    def _pixels(self, role: str, index: int) -> Luma:
        """Block of an image; a view."""
        grid, side = self._grid, self._grid.side
        luma = grid.luma_plain if role == "plain" else grid.luma_encrypted
        row, column = divmod(index, grid.shape[1])
        return luma[row * side : (row + 1) * side, column * side : (column + 1) * side]
