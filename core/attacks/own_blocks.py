"""Blocks that are not the paper's: a side in pixels, an offset, or the cipher's own."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from core.attacks.grid import grid_of
from core.image import ImageError, Luma
from core.recognizability.blocks import Offset
from core.recognizability.form import Form
from core.recognizability.parameters import Parameters

NOT_COMPARABLE = (
    "Scores under a grid of the cipher's own cannot be compared with scores under "
    "other grids. The paper's grid follows from alpha and starts at the top left"
)
"""What is to be said wherever a score is shown whose blocks are not the paper's."""


class Placed(NamedTuple):
    """A form whose blocks are decided, and what there is to say of them."""

    form: Form
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnBlocks:
    """Which blocks the index uses on a pair, whatever its size.

    Attributes
    ----------
    side : int, optional
        l, in pixels; alpha of the form says it unless given.
    offset : tuple of int
        (y, x) of the first pixel of the first whole block, each from 0 to l - 1.
    find : bool
        Look for side and offset in the encrypted image, see `core.find_grid`; the
        form's own blocks are used where no grid is found.
    """

    side: int | None = None
    offset: Offset = (0, 0)
    find: bool = False

    def __post_init__(self) -> None:
        if self.find and (self.side is not None or self.offset != (0, 0)):
            raise ImageError(
                "expected a grid that is found, or a side and an offset, not both"
            )

    @property
    def given(self) -> bool:
        """Whether the blocks are not those of alpha from the top left."""
        return self != OwnBlocks()

    def place(self, form: Form, encrypted: Luma) -> Placed:
        """Decide the blocks of a form on a pair.

        Parameters
        ----------
        form : Form
            Constants, parts and readings.
        encrypted : NDArray
            (H, W), luma in [0, 255].

        Returns
        -------
        Placed
            The form with its alpha and offset, and notes: which grid was found, and
            that its scores are not comparable with others.

        Raises
        ------
        ImageError
            If the side is larger than the image.
        """
        side, offset, notes = self.side, self.offset, ()
        if self.find:
            found = grid_of(encrypted)
            if not found.side:
                return Placed(form, (f"{found.said} Blocks follow alpha.",))
            side, offset, notes = found.side, found.offset, (found.said,)
        parameters = form.parameters
        if side is not None:
            try:
                parameters = Parameters.for_side(
                    side,
                    min(encrypted.shape),
                    beta=parameters.beta,
                    gamma=parameters.gamma,
                )
            except ValueError as error:
                raise ImageError(str(error)) from error
        placed = replace(
            form, parameters=parameters, offset=offset, in_pixels=side is not None
        )
        if placed.paper_grid:
            return Placed(placed, notes)
        return Placed(placed, (*notes, f"{NOT_COMPARABLE}."))
