"""What a step says of a pair on which its usual words would not hold."""

from collections.abc import Callable

import numpy as np

from core.looks_like_noise import looks_like_noise
from core.recognizability.structure import binary_edges
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.weight import limit_of

_JPEG = 8  # pixels of a block in any JPEG file, which need not be the cipher's
_SAME = 1e-6  # two degrees that differ by less differ by rounding


def own_words(case: Case, number: int) -> str:
    """Say what holds in a step on this pair, in Markdown; "" where the usual words do."""
    for steps, holds, words in _OWN:
        if number in steps and _used(case, number) and holds(case):
            return words
    return _cut_across(case) if number == 1 else ""


def _cut_across(case: Case) -> str:
    """Say why matches show seams where the cipher's own blocks are of another size."""
    own, side = case.own_side, case.result.side
    if own <= _JPEG or side % own == 0:
        return ""
    return (
        f"This cipher works in blocks of {own} px. The grid in use has blocks of {side} "
        f"px, so it cuts across them and the match shows seams. Choose {own} px "
        "under Grid, and the pieces come back whole."
    )


def _used(case: Case, number: int) -> bool:
    """Whether the index uses what a step is about: its sums say so where it does not."""
    components = case.result.form.components
    return {
        4: components.structure,
        5: components.weight,
        8: components.global_similarity,
    }.get(number, True)


def _one_block(case: Case) -> bool:
    return case.result.match.size == 1


def _identical(case: Case) -> bool:
    return np.array_equal(case.plain, case.encrypted)


def _all_found(case: Case) -> bool:
    return abs(case.result.rd - 1) < _SAME


def _mean_of_one(case: Case) -> bool:
    result = case.result
    return _one_block(case) and abs(result.rd - case.of_block(result.degree)) < _SAME


def _neighbours_found(case: Case) -> bool:
    return limit_of(case.result) == "recognised"


def _nothing_has_edges(case: Case) -> bool:
    return limit_of(case.result) == "even"


def _weakest_bin_alone(case: Case) -> bool:
    return bool(case.result.histogram_plain[0] == 1)


def _even_edges(case: Case) -> bool:
    return bool(case.of_block(case.result.complexity) == 0)


def _even_grey(case: Case) -> bool:
    return bool(np.ptp(case.cut(case.plain, case.block)) == 0)


def _have_edges(case: Case) -> list[bool]:
    """Whether the plain block has edges, and whether its match has."""
    result = case.result
    blocks = (
        case.cut(result.edges_plain, case.block),
        case.cut(result.edges_encrypted, case.match),
    )
    return [bool(binary_edges(block).any()) for block in blocks]


def _no_edge(case: Case) -> bool:
    return not any(_have_edges(case))


def _one_has_edges(case: Case) -> bool:
    return len(set(_have_edges(case))) > 1


def _nothing_left(case: Case) -> bool:
    return _one_has_edges(case) and case.of_block(case.result.degree) == 0


def _noise(case: Case) -> bool:
    return looks_like_noise(case.encrypted)


_OWN: tuple[tuple[tuple[int, ...], Callable[[Case], bool], str], ...] = (
    (
        (1,),
        _one_block,
        "The grid has one block, so there is one candidate and nothing to search. A "
        "smaller α makes smaller blocks.",
    ),
    (
        (5,),
        _one_block,
        "The only block has no neighbours, so its edges alone make its weight.",
    ),
    ((6,), _mean_of_one, "One block is the whole grid, so the mean is its degree."),
    (
        (5,),
        _nothing_has_edges,
        "No block of the plain picture has an edge, so Eq. 5 would give 0 for every "
        "block. All blocks then count the same.",
    ),
    (
        (5,),
        _neighbours_found,
        "All neighbours are recognised, so 1 − NRD_avg is 0 and Eq. 5 would give 0 for "
        "every block. The index then leaves the neighbours out and lets the edges decide.",
    ),
    (
        (5,),
        _even_edges,
        "The edge strength is the same at every pixel of this block, so its weight is 0.",
    ),
    (
        (1,),
        _identical,
        "Both pictures are the same, so every block finds one that equals it.",
    ),
    (
        (2,),
        _identical,
        "Both pictures are the same, so no pixel differs. Each adds 1, whatever β and γ "
        "are.",
    ),
    (
        (3,),
        _no_edge,
        "Neither of these two blocks has an edge, so there is nothing to lay over each "
        "other. The index then takes their structures for the same.",
    ),
    (
        (4,),
        _no_edge,
        "Neither of these two blocks has an edge, so structure takes nothing away.",
    ),
    (
        (3,),
        _identical,
        "Both pictures are the same, so every edge lies where it was. Move the edges to "
        "see what that costs.",
    ),
    (
        (4,),
        _identical,
        "Both pictures are the same, so the appearance is perfect, the exponent is 0, "
        "and structure takes nothing away.",
    ),
    (
        (6,),
        _all_found,
        "Every block is recognised, so the mean is 1, whatever the weights are.",
    ),
    (
        (7,),
        _identical,
        "Both pictures are the same, so their histograms overlap fully.",
    ),
    (
        (7,),
        _weakest_bin_alone,
        "The plain picture has no edge, so its histogram fills the first bin alone.",
    ),
    (
        (8,),
        _identical,
        "Both pictures are the same, so the score says nothing about an encryption.",
    ),
    (
        (3,),
        _one_has_edges,
        "Only one of these two blocks has edges, so no edge can earn a point.",
    ),
    (
        (4,),
        _nothing_left,
        "Only one of these two blocks has edges. They share none, so nothing is left of "
        "the degree, however alike they look.",
    ),
    (
        (2,),
        _even_grey,
        "The plain block is one even grey, so the blur has nothing to take away from it.",
    ),
    (
        (1,),
        _noise,
        "The encrypted picture is noise, so the best match is best by chance.",
    ),
    (
        (2,),
        _noise,
        "The encrypted picture is noise. It agrees with the plain block at some pixels "
        "by chance, so the likeness is not 0.",
    ),
    (
        (3,),
        _noise,
        "The encrypted picture is noise, so its edges follow no outline. Where they meet "
        "a plain edge, they do so by chance.",
    ),
    (
        (6,),
        _noise,
        "The encrypted picture is noise, so the mean favours blocks that noise meets "
        "best by chance.",
    ),
    (
        (8,),
        _noise,
        "The encrypted picture is noise. This is what chance scores, so nothing shows, "
        "although the score is not 0.",
    ),
)
