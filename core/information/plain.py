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

MOST_SPECTRA = 64 * 2**20
"""Bytes of spectra that are kept at most; beyond, they are made anew each time."""


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
    spectra : NDArray, optional
        (M N, h, w // 2 + 1) complex64, of the templates, where they are kept.
    """

    luma: Luma
    layout: grid.Layout
    waves: Float32
    energy: Float64
    message: Float64
    held: Float64
    templates: Float32
    spectra: search.Spectra | None

    @property
    def size(self) -> Float64:
        """n, coefficients of each octave, (4,)."""
        return octaves.sizes(self.layout.side)

    def spectra_of(
        self, blocks: NDArray[np.intp], size: tuple[int, int]
    ) -> search.Spectra:
        """Spectra of the templates of some blocks for transforms of (h, w)."""
        kept = self.spectra
        if kept is not None and kept.shape[1:] == (size[0], size[1] // 2 + 1):
            return kept[blocks]
        return search.spectra_of(self.templates[blocks], size)


def plain_side(
    plain: ArrayLike,
    *,
    reduce: int | None = None,
    data_range: DataRange = None,
    keep_spectra: bool = True,
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
    keep_spectra : bool
        Keep the spectra of the templates where they take 64 MB at most. That pays from
        the second encrypted image on.

    Raises
    ------
    ImageError
        As `core.image.as_pair` and `grid.layout_of` do.
    """
    luma, _ = as_pair(plain, plain, data_range=data_range)
    layout = grid.layout_of(luma.shape, reduce)
    image = grid.covered(luma, layout)
    waves = octaves.coefficients(split(image, layout.side))
    energy = octaves.energies(waves)
    size = octaves.sizes(layout.side)
    message = message_bits(energy, size)
    templates = search.templates_of(image, layout)
    shape = search.transform_shape(search.halved(layout.covered_shape))
    bytes_of_spectra = layout.count * shape[0] * (shape[1] // 2 + 1) * 8
    return PlainSide(
        luma=luma,
        layout=layout,
        waves=waves,
        energy=energy,
        message=message,
        held=(message * size).sum(axis=1),
        templates=templates,
        spectra=search.spectra_of(templates, shape)
        if keep_spectra and bytes_of_spectra <= MOST_SPECTRA
        else None,
    )
