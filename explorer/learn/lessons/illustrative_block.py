"""The block of a pair on which every step of Learn has something to show."""

import numpy as np

from core.recognizability.index import Recognizability
from core.recognizability.structure import binary_edges

_RECOGNISED = 0.75  # quantile of the degrees from which a block counts as recognised
_PARTLY = (0.2, 0.9)  # overlap and sim_S: neither missed nor perfect
_COVERED = (0.1, 0.4)  # share of a block's pixels that are edges


def illustrative_block(result: Recognizability) -> int | None:
    """Return the plain block that shows the steps well; None where there is none.

    At most a quarter of the blocks are recognised better. The block and its match both
    have edges with room between them. The edges coincide in part: overlap and sim_S are
    clearly above 0 and below 1. Of several such blocks it is the one with the highest
    sim_S, because outlines that fit make a match convincing.
    """
    match, degree = result.shown.ravel(), result.degree.ravel()
    blocks = np.flatnonzero(degree >= np.quantile(degree, _RECOGNISED))
    plain, encrypted = (
        binary_edges(result.cut(edges)[of])
        for edges, of in (
            (result.edges_plain, blocks),
            (result.edges_encrypted, match[blocks]),
        )
    )
    either = (plain | encrypted).sum(axis=(1, 2))
    overlap = (plain & encrypted).sum(axis=(1, 2)) / np.maximum(either, 1)
    sim_s = result.sim_s[blocks, match[blocks]]
    fits = np.logical_and.reduce(
        [
            (low < values) & (values < high)
            for (low, high), values in (
                (_PARTLY, overlap),
                (_PARTLY, sim_s),
                (_COVERED, plain.mean(axis=(1, 2))),
                (_COVERED, encrypted.mean(axis=(1, 2))),
            )
        ]
    )
    if not fits.any():
        return None
    return int(blocks[int(np.where(fits, sim_s, -1).argmax())])
