"""The stages of the index, in the order of the constants that they depend on.

A caller that moves one constant keeps the stages before it: `Pair` depends on the
images alone, `Grid` on alpha, `Filtered` on beta, and sim_A of the filtered blocks on
gamma.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.edges import edge_map
from core.image import DataRange, ImageError, Luma, as_pair
from core.recognizability import appearance, blocks, histogram, structure
from core.recognizability.blocks import Border, Offset

Float32 = NDArray[np.float32]

_ROUNDING = 1e-6  # the deviation of a constant EM, rounded in float32, is less


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Pair:
    """A plain image and its encrypted one with their edges; independent of constants.

    Attributes
    ----------
    plain, encrypted : NDArray
        (H, W) float64, luma in [0, 255].
    edges_plain, edges_encrypted : NDArray
        (H, W) float32, EM, in [0, 1].
    histogram_plain, histogram_encrypted : NDArray
        (16,), H(EM), shares that add up to 1.
    gs : float
        GS(P, E), Eq. 7, in [0, 1].
    """

    plain: Luma
    encrypted: Luma
    edges_plain: Float32
    edges_encrypted: Float32
    histogram_plain: NDArray[np.float64]
    histogram_encrypted: NDArray[np.float64]
    gs: float


@dataclass(frozen=True, eq=False, kw_only=True, slots=True, weakref_slot=True)
class Grid:
    """A pair cut into blocks, with everything that depends on their size alone.

    Attributes
    ----------
    shape : tuple of int
        (M, N), rows and columns of blocks.
    side : int
        l, in pixels.
    offset : tuple of int
        (y, x) of the first pixel of the first whole block.
    coverage : float
        Share of the image's pixels inside the grid, in (0, 1].
    luma_plain, luma_encrypted : NDArray
        (M l, N l) float64, the part of each image that is cut.
    coefficients_plain, coefficients_encrypted : NDArray
        (M N, l, l) float32, DCT of every block, its luma divided by 255.
    copies : NDArray
        (M N, M N) bool, pairs of blocks that are equal in every pixel, plain block by
        encrypted block.
    complexity : NDArray
        (M, N), standard deviation of EM in every plain block, in [0, 0.5].
    binary_plain, binary_encrypted : NDArray
        (M N, l, l) bool, BEM.
    weights : NDArray
        (M N, l, l) float32, WEM of every plain block, in [0, 1].
    sim_s : NDArray
        (M N, M N) float32, Eq. 3.
    """

    shape: tuple[int, int]
    side: int
    offset: Offset
    coverage: float
    luma_plain: Luma
    luma_encrypted: Luma
    coefficients_plain: Float32
    coefficients_encrypted: Float32
    copies: NDArray[np.bool_]
    complexity: NDArray[np.float64]
    binary_plain: structure.Mask
    binary_encrypted: structure.Mask
    weights: Float32
    sim_s: Float32


@dataclass(frozen=True, eq=False, kw_only=True, slots=True, weakref_slot=True)
class Filtered:
    """Low-passed blocks of both images.

    Attributes
    ----------
    side : int
        l.
    bandwidth : float
        σ = βl.
    plain, encrypted : NDArray
        (M N, K) float32, 1 is white, padded as `appearance.low_passed` says.
    copies : NDArray
        (M N, M N) bool, as in `Grid`.
    """

    side: int
    bandwidth: float
    plain: Float32
    encrypted: Float32
    copies: NDArray[np.bool_]


def prepare(
    plain: ArrayLike,
    encrypted: ArrayLike,
    *,
    edges_plain: Float32 | None = None,
    edges_encrypted: Float32 | None = None,
    data_range: DataRange = None,
    threads: int = 1,
    tick: Callable[[int], None] | None = None,
) -> Pair:
    """Check a pair of images and find its edges.

    Parameters
    ----------
    plain, encrypted : array_like
        As `core.as_luma` takes them, of one size, at least 32 × 32.
    edges_plain, edges_encrypted : NDArray, optional
        Edge maps that are known already, from `core.edge_map`.
    data_range : float or pair of floats, optional
        Value of white, as `core.image.as_pair` takes it.
    threads : int
        With two or more, the edges of both images are found at the same time. One is
        right wherever other pairs are computed beside this one, as in the workers of a
        batch or for the visitors of a server.
    tick : callable, optional
        Called after each tile of an edge map with their number.

    Raises
    ------
    ImageError
        As `core.image.as_pair` does.
    """
    plain, encrypted = as_pair(plain, encrypted, data_range=data_range)
    both = edges_plain is None and edges_encrypted is None
    with ThreadPoolExecutor(1) if both and threads > 1 else nullcontext() as other:
        if other is not None:
            later = other.submit(edge_map, encrypted, data_range=255, tick=tick)
            edges_plain = edge_map(plain, data_range=255, tick=tick)
            edges_encrypted = later.result()
    if edges_plain is None:
        edges_plain = edge_map(plain, data_range=255, tick=tick)
    if edges_encrypted is None:
        edges_encrypted = edge_map(encrypted, data_range=255, tick=tick)
    histogram_plain = histogram.edge_histogram(edges_plain)
    histogram_encrypted = histogram.edge_histogram(edges_encrypted)
    return Pair(
        plain=plain,
        encrypted=encrypted,
        edges_plain=edges_plain,
        edges_encrypted=edges_encrypted,
        histogram_plain=histogram_plain,
        histogram_encrypted=histogram_encrypted,
        gs=histogram.global_similarity(histogram_plain, histogram_encrypted),
    )


def cut(
    pair: Pair, side: int, border: Border = "crop", offset: Offset = (0, 0)
) -> Grid:
    """Cut a pair into blocks of side l and compare the structure of all pairs of them.

    Parameters
    ----------
    pair : Pair
        From `prepare`.
    side : int
        l, from `Parameters.block_side`.
    border : {"crop", "pad"}
        Leave out what fills no whole block, or mirror both images to whole blocks.
    offset : tuple of int
        (y, x) of the first pixel of the first whole block, each from 0 to l - 1.

    Raises
    ------
    ImageError
        If there are too many blocks or none, the offset lies outside the first block,
        or `border` is neither word.

    Notes
    -----
    Reading: (grid) with mirrored borders the edge maps are mirrored too, not filtered
    again; the mirror makes no new edges, and EM stays a property of the image.
    """
    if border not in ("crop", "pad"):
        raise ImageError(f'expected border "crop" or "pad", got {border!r}')
    shape = blocks.check_block_count(pair.plain.shape, side, border, offset)

    def fit(image: NDArray[Any]) -> NDArray[Any]:
        return blocks.fit_to_grid(image, side, border, offset)

    luma_plain, luma_encrypted = fit(pair.plain), fit(pair.encrypted)
    # First, since no other copy of a large pair is held yet.
    copies = blocks.equal_blocks(
        blocks.split(luma_plain, side), blocks.split(luma_encrypted, side)
    )
    edges = blocks.split(fit(pair.edges_plain), side)
    binary_plain = structure.binary_edges(edges)
    complexity = edges.std(axis=(1, 2)).astype(np.float64).reshape(shape)
    complexity[complexity < _ROUNDING] = 0
    del edges
    binary_encrypted = blocks.split(
        structure.binary_edges(fit(pair.edges_encrypted)), side
    )
    weights = structure.edge_weights(binary_plain)

    def coefficients(luma: Luma) -> Float32:
        pixels = blocks.split(luma.astype(np.float32), side)
        pixels /= 255
        return appearance.block_dct(pixels)

    covered = 1.0 if border == "pad" else luma_plain.size / pair.plain.size
    return Grid(
        shape=shape,
        side=side,
        offset=offset,
        coverage=covered,
        luma_plain=luma_plain,
        luma_encrypted=luma_encrypted,
        coefficients_plain=coefficients(luma_plain),
        coefficients_encrypted=coefficients(luma_encrypted),
        copies=copies,
        complexity=complexity,
        binary_plain=binary_plain,
        binary_encrypted=binary_encrypted,
        weights=weights,
        sim_s=structure.structural_similarity(weights, binary_plain, binary_encrypted),
    )


def low_pass(grid: Grid, bandwidth: float) -> Filtered:
    """Low-pass the blocks of both images with bandwidth σ = βl."""
    plain, encrypted = (
        appearance.low_passed(coefficients, bandwidth, padding=appearance.PADDING[role])
        for role, coefficients in (
            ("plain", grid.coefficients_plain),
            ("encrypted", grid.coefficients_encrypted),
        )
    )
    return Filtered(
        side=grid.side,
        bandwidth=bandwidth,
        plain=plain,
        encrypted=encrypted,
        copies=grid.copies,
    )


def compare(filtered: Filtered, gamma: float) -> Float32:
    """sim_A of every pair of low-passed blocks, (M N, M N) float32, Eq. 2.

    Reading: (copies) blocks equal in every pixel have sim_A = 1, whatever rounding
    says.
    """
    sim_a = appearance.appearance_similarity(
        filtered.plain, filtered.encrypted, filtered.side, gamma
    )
    sim_a[filtered.copies] = 1
    return sim_a
