"""What a lesson looks at: a pair of images, its result, and the block that is followed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.image import Luma
from core.recognizability.index import Recognizability

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Case:
    """A pair of images, what the index says of it, and the block a lesson opens.

    Attributes
    ----------
    result : Recognizability
        Of this pair.
    plain, encrypted : NDArray
        (H, W), luma in [0, 255].
    block : int
        Index of the plain block that is followed.
    pictures, edges : tuple of str
        Addresses of both images and of their edge maps: plain, encrypted.
    serve : callable
        Pixels -> address of a picture of them.
    telling : int, optional
        Index of the plain block that shows most in every step, where there is one.
    own_side : int
        Side of the cipher's own blocks in pixels, 0 where the picture shows none.
    noise : callable
        Scores of the encrypted pixels in random order, with the settings of `result`.
    spoilers : bool
        Whether numbers of the pair are shown.
    worked : bool
        Whether results are worked out from these numbers.
    """

    result: Recognizability
    plain: Luma
    encrypted: Luma
    block: int
    pictures: tuple[str, str]
    edges: tuple[str, str]
    serve: Callable[[Pixels], str]
    noise: Callable[[], Sequence[float]]
    telling: int | None = None
    own_side: int = 0
    spoilers: bool = True
    worked: bool = True

    def revealed(self, words: str) -> str:
        """Words that hold a number of this pair; "" where numbers are hidden."""
        return words if self.spoilers else ""

    @property
    def match(self) -> int:
        """Index of the encrypted block that is shown as the block's match b_e*."""
        return int(self.result.shown.ravel()[self.block])

    @property
    def sim_a(self) -> float:
        """Appearance of the block and its match, Eq. 2."""
        return float(self.result.sim_a[self.block, self.match])

    @property
    def sim_s(self) -> float:
        """Structure of the block and its match, Eq. 3."""
        return float(self.result.sim_s[self.block, self.match])

    def of_block(self, values: NDArray[np.floating]) -> float:
        """The value of the block, out of the values of all blocks (M, N)."""
        return float(values.ravel()[self.block])

    def cut(self, image: NDArray[np.floating], index: int) -> NDArray[np.floating]:
        """One block (l, l) of an image (H, W)."""
        return self.result.cut(image)[index]

    def place(self, index: int) -> str:
        """Where a block is, in words; counted from 1."""
        row, column = divmod(index, self.result.degree.shape[1])
        return f"row {row + 1}, column {column + 1}"
