"""The plain side of the index, made once for all encryptions of a picture."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.image import DataRange, Luma, as_pair
from core.information import grid, octaves, search
from core.information.bits import message_bits
from core.recognizability.blocks import split

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True, slots=True, weakref_slot=True)
class PlainSide:
    """Everything of the index that depends on the plain image alone.

    Attributes
    ----------
    luma : NDArray
        (H, W) float64, the image before any reduction.
    layout : Layout
        Its grid.
    waves : NDArray
        (M N, l, l) float32, coefficients of its blocks.
    energy : NDArray
        (M N, 4), A, finest octave first.
    message : NDArray
        (M N, 4), R, bits a coefficient.
    held : NDArray
        (M N,), T_R, bits of each block.
    templates : NDArray
        (M N, k, k) float32, what is searched for.
    """

    luma: Luma
    layout: grid.Layout
    waves: Float32
    energy: Float64
    message: Float64
    held: Float64
    templates: Float32

    @property
    def size(self) -> Float64:
        """n, coefficients of each octave, (4,)."""
        return octaves.sizes(self.layout.side)


def plain_side(
    plain: ArrayLike,
    *,
    reduce: int | None = None,
    data_range: DataRange = None,
) -> PlainSide:
    """Prepare a plain image for `core.recognizable_information`.

    Parameters
    ----------
    plain : array_like
        As `core.as_luma` takes it, at least 32 × 32, in [0, 255].
    reduce : int, optional
        f; ⌊min(H, W) / 512⌋, at least 1, unless given.
    data_range : float, optional
        Value of white, as `core.image.as_pair` takes it.

    Returns
    -------
    PlainSide
        What `core.recognizable_information` takes in the place of the plain image, for
        each encryption of it.

    Raises
    ------
    ImageError
        As `core.image.as_pair` and `grid.layout_of` do.

    Notes
    -----
    Our own index, not the paper's: docs/information.md defines it.

    Examples
    --------
    >>> from core import recognizable_information
    >>> ramp = np.tile(np.arange(0.0, 256.0, 4.0), (64, 1))
    >>> side = plain_side(ramp)
    >>> recognizable_information(side, ramp).value
    1.0
    """
    luma, _ = as_pair(plain, plain, data_range=data_range)
    layout = grid.layout_of(luma.shape, reduce)
    image = grid.covered(luma, layout)
    waves = octaves.coefficients(split(image, layout.side))
    energy = octaves.energies(waves)
    size = octaves.sizes(layout.side)
    message = message_bits(energy, size)
    return PlainSide(
        luma=luma,
        layout=layout,
        waves=waves,
        energy=energy,
        message=message,
        held=(message * size).sum(axis=1),
        templates=search.templates_of(image, layout),
    )
