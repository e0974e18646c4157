"""The block of a pair on which every step of Learn has something to show."""

import numpy as np
from numpy.typing import NDArray

from core.recognizability.index import Recognizability
from core.recognizability.structure import binary_edges

_RECOGNISED = 0.75  # quantile of the degrees from which a block counts as recognised
_PARTLY = (0.2, 0.9)  # overlap and sim_S: neither missed nor perfect
_COVERED = (0.1, 0.4)  # share of a block's pixels that are edges
_ENOUGH = 1 / 3  # share of a block's pixels from which more edges show no more


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


def outlines_seen_again(result: Recognizability) -> NDArray[np.float64]:
    """How well each plain block's outlines are seen again in its match: (M, N), 0 to 1.

    Of the sample pairs, `sample_images/manifest.json` names the block where this is
    highest. A visitor has to see at a glance that a block and its match show the same
    thing, and both need edges to talk about. So the edge pixels of the two are laid over
    each other at every shift of up to half a block, and the best overlap counts: pixels
    that both mark, over pixels that either marks. A block whose edges cover less than a
    third of it counts in proportion.
    """
    side = result.side
    plain = binary_edges(result.cut(result.edges_plain))
    match = binary_edges(result.cut(result.edges_encrypted))[result.shown.ravel()]
    room = (2 * side, 2 * side)
    spectra = np.fft.rfft2(plain, room).conj() * np.fft.rfft2(match, room)
    both = np.rint(np.fft.irfft2(spectra, room))
    near = np.r_[: side // 2 + 1, -(side // 2) : 0]
    most = both[:, near][:, :, near].max(axis=(1, 2))
    either = plain.sum(axis=(1, 2)) + match.sum(axis=(1, 2)) - most
    covered = np.minimum(plain.mean(axis=(1, 2)) / _ENOUGH, 1)
    seen = most / np.maximum(either, 1) * covered
    return seen.reshape(result.degree.shape)
