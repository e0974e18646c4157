"""The visual security index of the paper, Eqs. (1)-(8).

R. Shi, J. Xiong, T. Qiao, "Encrypted image visual security index via non-local
recognizable degree evaluation".
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.recognizability import degree, pooling, stages
from core.recognizability.appearance import pixels_of
from core.recognizability.blocks import Border, neighbour_mean
from core.recognizability.exact import ExactPairs
from core.recognizability.parameters import Components, Parameters
from core.recognizability.pooling import Pooling
from core.recognizability.stages import Filtered, Grid, Pair

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
        VSI(P, E), Eq. 8, in [0, 2]; higher means more shows through.
    rd, gs : float
        RD(P, E), Eq. 6, and GS(P, E), Eq. 7, in [0, 1].
    degree : NDArray
        (M, N), RD(b_p), Eq. 1, in [0, 1].
    match : NDArray
        (M, N), index of b_e* among the encrypted blocks.
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
    coverage : float
        Share of the pixels inside the grid, in (0, 1].
    parameters, components, border, pooling
        What the result was computed with.
    """

    vsi: float
    rd: float
    gs: float
    degree: Float64
    match: NDArray[np.intp]
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
    coverage: float
    parameters: Parameters
    components: Components
    border: Border
    pooling: Pooling


def visual_security_index(
    plain: ArrayLike,
    encrypted: ArrayLike,
    parameters: Parameters | None = None,
    components: Components | None = None,
    *,
    border: Border = "crop",
    pooling: Pooling = "normalised",
) -> Recognizability:
    """Visual security index of an encrypted image, with everything behind it, Eq. 8.

    Parameters
    ----------
    plain, encrypted : array_like
        As `core.as_luma` takes them, of one size, at least 32 × 32, in [0, 255].
    parameters : Parameters, optional
        Constants alpha, beta and gamma; 0.1, 40 and 5 unless given.
    components : Components, optional
        Parts in use, as in Table 3; all of them (C4) unless given.
    border : {"crop", "pad"}
        Leave out what fills no whole block at the right and the bottom, or mirror both
        images to a multiple of the block side.
    pooling : {"normalised", "printed"}
        Eq. 6 as a weighted mean, or as the paper prints it.

    Returns
    -------
    Recognizability
        `vsi` in [0, 2]; higher means more shows through: less secure.

    Raises
    ------
    ImageError
        If the images or words do not fit the above, or there are more than 4,096
        blocks.

    Examples
    --------
    >>> ramp = np.tile(np.arange(0.0, 256.0, 4.0), (64, 1))
    >>> visual_security_index(ramp, ramp).vsi
    2.0
    """
    parameters = parameters or Parameters()
    components = components or Components()
    pair = stages.prepare(plain, encrypted)
    grid = stages.cut(pair, parameters.block_side(min(pair.plain.shape)), border)
    filtered = stages.low_pass(grid, parameters.bandwidth(grid.side))
    sim_a = stages.compare(filtered, parameters.gamma)
    return pool(pair, grid, filtered, sim_a, parameters, components, border, pooling)


def pool(
    pair: Pair,
    grid: Grid,
    filtered: Filtered,
    sim_a: Float32,
    parameters: Parameters,
    components: Components,
    border: Border,
    pooling_form: Pooling,
) -> Recognizability:
    """Pool the pairs of blocks into the score: Eqs. 4, 1, 5, 6 and 8.

    Parameters
    ----------
    pair, grid, filtered, sim_a
        The stages before, each of the constants in `parameters` and of `border`.
    parameters, components, border, pooling_form
        As `visual_security_index` takes them.
    """
    gamma, shape = parameters.gamma, grid.shape

    sim = degree.similarity(sim_a, grid.sim_s) if components.structure else sim_a
    exact = ExactPairs(grid, filtered.bandwidth, gamma, structure=components.structure)
    match = degree.best_match(sim, exact)
    rd_b = sim[np.arange(len(match)), match].astype(np.float64).reshape(shape)

    nrd = neighbour_mean(rd_b)
    weight = (
        pooling.weights(grid.complexity, nrd) if components.weight else np.ones(shape)
    )
    rd, contribution = pooling.pooled_degree(rd_b, weight, gamma, pooling_form)

    # Reading: without GS the index is RD alone; without w all blocks weigh the same.
    vsi = rd * (1 + pair.gs) if components.global_similarity else rd
    return Recognizability(
        vsi=vsi,
        rd=rd,
        gs=pair.gs,
        degree=rd_b,
        match=match.reshape(shape),
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
        coverage=grid.coverage,
        parameters=parameters,
        components=components,
        border=border,
        pooling=pooling_form,
    )
