"""The visual security index of the paper, Eqs. (1)-(8).

R. Shi, J. Xiong, T. Qiao, "Encrypted image visual security index via non-local
recognizable degree evaluation".
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.image import DataRange
from core.recognizability import degree, pooling, stages
from core.recognizability.appearance import pixels_of
from core.recognizability.blocks import (
    Border,
    Offset,
    fit_to_grid,
    grid_origin,
    neighbour_mean,
    split,
)
from core.recognizability.degree import LOOKS_THE_SAME
from core.recognizability.exact import ExactPairs
from core.recognizability.form import Form
from core.recognizability.parameters import Components, Parameters
from core.recognizability.pooling import Pooling
from core.recognizability.stages import Filtered, Grid, Pair
from core.recognizability.store import Steps, Store, nothing_kept

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Recognizability:
    """VSI(P, E) with every quantity behind it.

    Grids are (M, N): rows and columns of blocks. Lists of blocks are (M N, l, l) and
    pair tables (M N, M N), plain block by encrypted block, both counted row by row.

    Attributes
    ----------
    vsi : float
        VSI(P, E), Eq. 8. Reading: (direction) it lies in [0, 2], and higher means that
        more shows through.
    rd, gs : float
        RD(P, E), Eq. 6, and GS(P, E), Eq. 7, in [0, 1].
    degree : NDArray
        (M, N), RD(b_p), Eq. 1, in [0, 1].
    match : NDArray
        (M, N), index of b_e* among the encrypted blocks; of equal ones the lowest.
    shown : NDArray
        (M, N), index of the encrypted block to show as the match: the own place where
        it is among equal ones; where RD(b_p) = 0 the one of highest sim_A.
    near_copies : NDArray
        (M, N) bool, blocks that count 0 although an encrypted block looks the same (its
        sim_A is at least 0.98): sim_S is 0, so Eq. 4 gives 0.
    vsi_with_copies : float
        VSI(P, E) if `near_copies` were copies to the last pixel and counted 1.
    weight : NDArray
        (M, N), w(b_p), Eq. 5, in [0, 1].
    neighbour_degree, complexity : NDArray
        (M, N), both factors of Eq. 5: NRD_avg, in [0, 1], and the standard deviation
        of EM, in [0, 0.5].
    contribution : NDArray
        (M, N), share of each block in the sum of Eq. 6; adds up to 1.
    sim_a, sim_s, sim : NDArray
        (M N, M N) float32, Eqs. 2, 3 and 4, in [0, 1].
    low_plain, low_encrypted : NDArray
        (M N, l, l) float32, low-passed blocks; 0 is black, 1 is white.
    binary_plain, binary_encrypted : NDArray
        (M N, l, l) bool, BEM.
    edge_weights : NDArray
        (M N, l, l) float32, WEM of the plain blocks, in [0, 1].
    edges_plain, edges_encrypted : NDArray
        (H, W) float32, EM, in [0, 1].
    histogram_plain, histogram_encrypted : NDArray
        (16,), H(EM), shares that add up to 1.
    side : int
        l, in pixels.
    offset : tuple of int
        (y, x) of the first pixel of the first whole block.
    coverage : float
        Share of the pixels inside the grid, in (0, 1].
    form : Form
        What the result was computed with.
    """

    vsi: float
    rd: float
    gs: float
    degree: Float64
    match: NDArray[np.intp]
    shown: NDArray[np.intp]
    near_copies: NDArray[np.bool_]
    vsi_with_copies: float
    weight: Float64
    neighbour_degree: Float64
    complexity: Float64
    contribution: Float64
    sim_a: Float32
    sim_s: Float32
    sim: Float32
    low_plain: Float32
    low_encrypted: Float32
    binary_plain: NDArray[np.bool_]
    binary_encrypted: NDArray[np.bool_]
    edge_weights: Float32
    edges_plain: Float32
    edges_encrypted: Float32
    histogram_plain: Float64
    histogram_encrypted: Float64
    side: int
    offset: Offset
    coverage: float
    form: Form

    @property
    def origin(self) -> Offset:
        """(y, x) of the pixel at which the first block starts.

        It is the offset, or lies above and left of the image where that is mirrored.
        """
        return grid_origin(self.side, self.form.border, self.offset)

    def cut(self, image: NDArray[Any]) -> NDArray[Any]:
        """Blocks (M N, l, l) of an image (H, W), as those of the pair were cut."""
        return split(
            fit_to_grid(image, self.side, self.form.border, self.offset), self.side
        )


def visual_security_index(
    plain: ArrayLike,
    encrypted: ArrayLike,
    parameters: Parameters | None = None,
    components: Components | None = None,
    *,
    border: Border = "crop",
    pooling: Pooling = "normalised",
    offset: Offset = (0, 0),
    data_range: DataRange = None,
    threads: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Recognizability:
    """Visual security index of an encrypted image, with everything behind it, Eq. 8.

    Parameters
    ----------
    plain, encrypted : array_like
        As `core.as_luma` takes them, of one size, at least 32 × 32, in [0, 255].
    parameters : Parameters, optional
        Constants alpha, beta and gamma; those of `Parameters()` unless given.
    components : Components, optional
        Parts in use, as in Table 3; all of them (C4) unless given.
    border : {"crop", "pad"}
        Leave out what fills no whole block at the borders, or mirror both images to
        whole blocks.
    pooling : {"normalised", "printed"}
        Eq. 6 as a weighted mean, or as the paper prints it.
    offset : tuple of int
        (y, x) of the first pixel of the first whole block, each from 0 to l - 1. Edge
        maps and GS are those of the whole image, wherever blocks start.
        `core.find_grid` finds the blocks of a cipher, and `Parameters.for_side` gives
        the alpha of their side. Scores under different blocks are not comparable.
    data_range : float or pair of floats, optional
        Value of white, as `core.image.as_pair` takes it.
    threads : int
        Threads of Python, 1 or 2: two find the edges of both images at the same time,
        where this pair is all there is to compute.
    progress : callable, optional
        Called with the steps done and their number after each tile of the edge maps,
        which take the most time, and each stage after them. With two threads, in both.

    Returns
    -------
    Recognizability
        `vsi` in [0, 2]; higher means more shows through: less secure.

    Raises
    ------
    ImageError
        If the images, words or offset do not fit the above, or there are more than
        4,096 blocks, or none.

    Examples
    --------
    >>> ramp = np.tile(np.arange(0.0, 256.0, 4.0), (64, 1))
    >>> visual_security_index(ramp, ramp).vsi
    2.0
    """
    form = Form(
        parameters=parameters or Parameters(),
        components=components or Components(),
        border=border,
        pooling=pooling,
        offset=offset,
    )
    steps = None if progress is None else Steps(progress)
    pair = stages.prepare(
        plain,
        encrypted,
        data_range=data_range,
        threads=threads,
        tick=steps and steps.tile,
    )
    return evaluate(pair, form, steps or nothing_kept)


def evaluate(pair: Pair, form: Form, keep: Store = nothing_kept) -> Recognizability:
    """Evaluate the index on a pair that is prepared, Eqs. 1 to 8.

    Parameters
    ----------
    pair : Pair
        From `stages.prepare`.
    form : Form
        Constants, parts and readings.
    keep : Store, optional
        Store for the stages: when a constant moves, the stages before it are kept.

    Raises
    ------
    ImageError
        As `visual_security_index` does.
    """
    gamma, border, offset = form.parameters.gamma, form.border, form.offset
    side = form.parameters.block_side(min(pair.plain.shape))
    bandwidth = form.parameters.bandwidth(side)
    key: tuple[Hashable, ...] = (border, offset, side)
    grid = keep("grid", key, lambda: stages.cut(pair, side, border, offset), pair)
    key = (*key, bandwidth)
    filtered = keep("filtered", key, lambda: stages.low_pass(grid, bandwidth), grid)
    key = (*key, gamma)
    sim_a = keep("sim_a", key, lambda: stages.compare(filtered, gamma), filtered)
    return pool(pair, grid, filtered, sim_a, form)


def pool(
    pair: Pair, grid: Grid, filtered: Filtered, sim_a: Float32, form: Form
) -> Recognizability:
    """Pool the pairs of blocks into the score: Eqs. 4, 1, 5, 6 and 8.

    Parameters
    ----------
    pair, grid, filtered, sim_a
        The stages before, made with the constants in `form`.
    form : Form
        Constants, parts and readings.
    """
    parts, gamma, shape = form.components, form.parameters.gamma, grid.shape

    sim = sim_a
    if parts.structure:
        sim = degree.similarity(sim_a, grid.sim_s, grid.copies)
    exact = ExactPairs(grid, filtered.bandwidth, gamma, structure=parts.structure)
    found = degree.best_match(sim, sim_a, grid.copies, exact)
    block = np.arange(len(sim))
    rd_b = sim[block, found.first].astype(np.float64).reshape(shape)
    alike = sim_a[block, found.shown].reshape(shape)
    near_copies = (rd_b == 0) & (alike >= LOOKS_THE_SAME)

    def pooled(rd_b: Float64) -> tuple[float, Float64, Float64, Float64]:
        nrd = neighbour_mean(rd_b)
        weight = np.ones(shape)
        if parts.weight:
            weight = pooling.weights(grid.complexity, nrd)
        rd, shares = pooling.pooled_degree(rd_b, weight, gamma, form.pooling)
        return rd, shares, nrd, weight

    rd, contribution, nrd, weight = pooled(rd_b)
    rd_with_copies = rd
    if near_copies.any():
        rd_with_copies = pooled(np.where(near_copies, 1.0, rd_b))[0]

    # Reading: (ablation) without GS the index is RD alone; without w all blocks weigh
    # the same.
    factor = 1 + pair.gs if parts.global_similarity else 1
    return Recognizability(
        vsi=rd * factor,
        rd=rd,
        gs=pair.gs,
        degree=rd_b,
        match=found.first.reshape(shape),
        shown=found.shown.reshape(shape),
        near_copies=near_copies,
        vsi_with_copies=rd_with_copies * factor,
        weight=weight,
        neighbour_degree=nrd,
        complexity=grid.complexity,
        contribution=contribution,
        sim_a=sim_a,
        sim_s=grid.sim_s,
        sim=sim,
        low_plain=pixels_of(filtered.plain, grid.side),
        low_encrypted=pixels_of(filtered.encrypted, grid.side),
        binary_plain=grid.binary_plain,
        binary_encrypted=grid.binary_encrypted,
        edge_weights=grid.weights,
        edges_plain=pair.edges_plain,
        edges_encrypted=pair.edges_encrypted,
        histogram_plain=pair.histogram_plain,
        histogram_encrypted=pair.histogram_encrypted,
        side=grid.side,
        offset=grid.offset,
        coverage=grid.coverage,
        form=form,
    )
