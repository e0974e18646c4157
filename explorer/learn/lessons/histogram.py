"""Step 7, Eq. 7: whether both images have as many strong and weak edges."""

from collections.abc import Mapping

import numpy as np

from core.recognizability.histogram import BINS, edge_histogram, global_similarity
from core.recognizability.structure import EDGE_THRESHOLD
from explorer.learn.lessons import live, svg
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.drawing import (
    Group,
    Illustration,
    LessonDrawing,
    Stage,
    Symbol,
)
from explorer.learn.lessons.lesson import Answer, Lesson, Question, direction
from explorer.learn.lessons.mathml import EQUALS, GS, call, mi, row, sub, symbol
from explorer.learn.lessons.trial import Control, Range, changed

_EM_P, _EM_E = sub(mi("EM"), mi("P")), sub(mi("EM"), mi("E"))


def _bins(case: Case) -> Range:
    del case
    return Range(low=2, high=64, step=1, in_use=BINS)


def draw(case: Case, tried: Mapping[str, float]) -> LessonDrawing:
    """Draw both edge maps, their histograms and the overlap of these."""
    result = case.result
    bins = int(tried["bins"])
    moved = changed(bins, _bins(case))
    plain = edge_histogram(result.edges_plain, bins)
    encrypted = edge_histogram(result.edges_encrypted, bins)
    overlap = np.sqrt(plain * encrypted)
    top = float(np.sqrt(max(plain.max(), encrypted.max())))
    columns = []
    for place in range(bins):
        left, width = place / bins, 1 / bins
        for share, start, kind in (
            (plain[place], 0.06, "bar sp"),
            (encrypted[place], 0.36, "bar se"),
            (overlap[place], 0.66, "bar so"),
        ):
            columns.append(
                svg.column(
                    left + start * width,
                    0.28 * width,
                    float(np.sqrt(share)) / top,
                    kind,
                )
            )
    maps = tuple(
        Illustration(
            symbols=key,
            caption=caption,
            svg=svg.whole(
                case,
                address,
                f"{caption.split(':')[0]}" + case.revealed(f": {_strengths(edges)}"),
            ),
            wide=True,
        )
        for key, caption, address, edges in (
            (
                "p",
                "EM of the plain picture: dark 0, bright 1",
                case.edges[0],
                result.edges_plain,
            ),
            (
                "e",
                "EM of the encrypted picture: dark 0, bright 1",
                case.edges[1],
                result.edges_encrypted,
            ),
        )
    )
    chart = Illustration(
        symbols="p e b",
        caption=f"{bins} bins of edge strength. In each: the plain picture's share of "
        "pixels (left), the encrypted one's (middle), and their geometric mean (right), "
        "which counts. Heights by square root, so that rare strong edges can be seen.",
        svg=svg.chart(
            f"Histograms of edge strength with {bins} bins"
            + case.revealed(
                f". In the first, the weakest edges, {plain[0]:.0%} of the plain picture's "
                f"pixels and {encrypted[0]:.0%} of the encrypted one's"
            ),
            f'<g data-live="columns">{"".join(columns)}</g>',
            below="edge strength EM",
            beside="share of pixels",
            top=case.revealed(f"{top**2:.0%}"),
        ),
        wide=True,
    )
    value = global_similarity(plain, encrypted)
    largest = int(overlap.argmax())
    return LessonDrawing(
        formula=(
            row(
                GS,
                EQUALS,
                symbol("b", mi("B")),
                call(
                    "",
                    symbol("p", call(mi("H"), _EM_P)),
                    symbol("e", call(mi("H"), _EM_E)),
                ),
            ),
        ),
        symbols=(
            Symbol(
                key="p",
                mathml=call(mi("H"), _EM_P),
                meaning="histogram of the plain picture's edge map: the share of pixels of "
                "each edge strength",
            ),
            Symbol(
                key="e",
                mathml=call(mi("H"), _EM_E),
                meaning="the same of the encrypted picture",
            ),
            Symbol(
                key="b",
                mathml=mi("B"),
                meaning="their overlap: the geometric means √(h<sub>P</sub> · h<sub>E</sub>), added up",
                value=f"{value:.4f}",
            ),
        ),
        groups=(Group(title="Edges of both whole pictures", pictures=(*maps, chart)),),
        stage=Stage(large=chart, sources=maps),
        sums=(
            f"The fullest bin (edge strength {largest / bins:.2f} to "
            f"{(largest + 1) / bins:.2f}) gives √({plain[largest]:.4f} · "
            f"{encrypted[largest]:.4f}) = {overlap[largest]:.4f}, {_others(bins - 1)} "
            f"{overlap.sum() - overlap[largest]:.4f}.",
            f"GS(P, E) = <b>{value:.4f}</b>",
        ),
        number=global_similarity(
            edge_histogram(result.edges_plain), edge_histogram(result.edges_encrypted)
        ),
        tried=value if moved else None,
        instead=f"{bins} bins instead of {BINS}",
        live=live.histogram(case),
    )


def _others(count: int) -> str:
    """The bins that are not the fullest, in words."""
    return "the other one" if count == 1 else f"the other {count} together"


def _strengths(edges: np.ndarray) -> str:
    """How strong the edges of an image are, in words."""
    return (
        f"{edges.mean():.2f} on average, and "
        f"{(edges > EDGE_THRESHOLD).mean():.0%} of the pixels are edges"
    )


def _answer(case: Case) -> Answer:
    """Scatter the pixels of the encrypted image's edge map."""
    edges = np.random.default_rng(1).permutation(case.result.edges_encrypted.ravel())
    after = global_similarity(case.result.histogram_plain, edge_histogram(edges))
    return Answer(
        right=direction(case.result.gs, after),
        words=f"GS was {case.result.gs:.4f} and is {after:.4f} after the pixels of the "
        "encrypted edge map changed places. A histogram knows how many, not where. So "
        "GS can only adjust the score, never make it.",
    )


LESSON = Lesson(
    name="Histogram",
    title="Do the pictures have the same kind of edges?",
    asks="Blocks cut through objects. So the index also compares both pictures **as a "
    "whole**: how many pixels have no edge, a weak one, a strong one?",
    more="Two histograms that overlap fully give 1, without any overlap 0.",
    quantity=GS,
    word="likeness of the edges,",
    controls=(
        Control(
            name="bins",
            label="Try another number of bins",
            about="The paper does not say how many. 16 fit the published human scores.",
            span=_bins,
            decimals=0,
        ),
    ),
    draw=draw,
    question=Question(
        words="Scatter all pixels of the encrypted edge map at random. What "
        "happens to the histogram's score (GS)?",
        options=("It grows", "It falls", "It stays"),
        answer=_answer,
        of_pair=False,
    ),
    readings=("edge-scale", "histogram"),
)
