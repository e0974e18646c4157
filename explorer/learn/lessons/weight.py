"""Step 5, Eq. 5: which blocks count more."""

from collections.abc import Mapping
from typing import Literal

import numpy as np

from core.recognizability.index import Recognizability
from core.recognizability.pooling import weights
from explorer.learn.lessons import live
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.drawing import Group, LessonDrawing, Stage, Symbol
from explorer.learn.lessons.lesson import Answer, Lesson, Question, direction
from explorer.learn.lessons.mathml import (
    B_P,
    BREAK,
    EQUALS,
    MINUS,
    PER_PIXEL,
    WEIGHT,
    call,
    mi,
    mn,
    mo,
    row,
    square_root,
    sub,
    sup,
    symbol,
    total,
)
from explorer.learn.lessons.trial import Control, Range, changed
from explorer.learn.lessons.weight_pictures import (
    neighbours,
    spread_of_edges,
    weights_of_all,
)
from explorer.learn.lessons.words import counted

_SAME = 2  # of the options of `direction`

_NRD = call(sub(mi("NRD"), mi("avg")), B_P)
_EM = call(sub(mi("EM"), B_P), mi("i"))


def weight_of(case: Case) -> float:
    """Weight of the block, Eq. 5."""
    result = case.result
    if not result.form.components.weight:
        return 1.0
    return case.of_block(weights(result.complexity, result.neighbour_degree))


def _nrd(case: Case) -> Range:
    own = case.of_block(case.result.neighbour_degree)
    return Range(low=0, high=1, step=0.01, in_use=own)


def draw(case: Case, tried: Mapping[str, float]) -> LessonDrawing:
    """Draw the neighbours' degrees, the spread of the edges, and all weights."""
    result = case.result
    own = case.of_block(result.neighbour_degree)
    moved = changed(tried["nrd"], _nrd(case))
    nrd = tried["nrd"] if moved else own
    std = case.of_block(result.complexity)
    weight = weight_of(case)
    around = neighbours(case)
    product = (1 - nrd) * std
    around_it, all_weights = weights_of_all(case, product if moved else weight)
    strength, spread = spread_of_edges(case)
    return LessonDrawing(
        formula=_FORMULA,
        symbols=(
            Symbol(
                key="nrd",
                mathml=_NRD,
                meaning=f"mean degree of {counted(len(around), 'neighbour')}",
                value=f"{nrd:.4f}",
            ),
            Symbol(
                key="em",
                mathml=sub(mi("EM"), B_P),
                meaning="edge map of the block. The root is its standard deviation, the "
                "block's structural complexity",
                value=f"{std:.4f}",
            ),
            Symbol(
                key="w",
                mathml=WEIGHT,
                meaning="how much this block counts in step 6",
                value=f"{weight:.4f}",
            ),
        ),
        groups=(
            Group(
                title="The neighbours, and the weights of all blocks",
                pictures=(around_it, all_weights),
            ),
            Group(title="Its own edges", pictures=(strength, spread)),
        ),
        stage=Stage(large=around_it, sources=(strength, all_weights), chart=spread),
        sums=_sums(case, nrd, std, product, moved=moved),
        number=weight_of(case),
        tried=product if moved and result.form.components.weight else None,
        instead=f"NRD<sub>avg</sub> = {nrd:.2f} instead of {own:.4f}",
        live=live.weight(case, std),
    )


_FORMULA = (
    row(
        symbol("w", WEIGHT),
        EQUALS,
        mo("("),
        mn(1),
        MINUS,
        symbol("nrd", _NRD),
        mo(")"),
    )
    + BREAK
    + row(
        square_root(
            row(
                PER_PIXEL,
                total(mi("i"), sup(symbol("em", _EM), mn(2))),
                MINUS,
                sup(
                    row(
                        mo("("),
                        PER_PIXEL,
                        total(mi("i"), symbol("em", _EM)),
                        mo(")"),
                    ),
                    mn(2),
                ),
            )
        ),
    ),
)


def _sums(
    case: Case, nrd: float, std: float, product: float, *, moved: bool
) -> tuple[str, ...]:
    result = case.result
    weight = case.of_block(result.weight)
    if not result.form.components.weight:
        return (
            "The weight is switched off under Components: every block counts "
            f"<b>{weight:.4f}</b>.",
        )
    edges = case.cut(result.edges_plain, case.block).astype(np.float64)
    root = (
        f"The root: √({(edges**2).mean():.6f} − {edges.mean():.6f}²) = {std:.4f}, from "
        f"{counted(edges.size, 'pixel')}."
    )
    line = f"w(b<sub>p</sub>) = (1 − {nrd:.4f}) · {std:.4f} = <b>{product:.4f}</b>"
    limit = limit_of(result)
    if moved or not limit:
        return (root, line)
    if limit == "recognised":
        return (
            root,
            "All neighbours are recognised, so every weight would be 0. The index then "
            "leaves the neighbours out, and the standard deviation counts alone: "
            f"<b>{weight:.4f}</b>.",
        )
    return (
        "No block has an edge, so every weight would be 0. All count the same instead: "
        f"<b>{weight:.4f}</b>.",
    )


def limit_of(result: Recognizability) -> Literal["", "recognised", "even"]:
    """Why Eq. 5 would give 0 for every block: all is recognised, or nothing has edges.

    "" where the weights are those of Eq. 5.
    """
    product = (1 - result.neighbour_degree) * result.complexity
    if np.allclose(weights(result.complexity, result.neighbour_degree), product):
        return ""
    return "recognised" if result.complexity.any() else "even"


def _answer(case: Case) -> Answer:
    """Compare the block whose edge strengths spread most with the evenest one."""
    spread = case.result.complexity.ravel()
    most, least = int(spread.argmax()), int(spread.argmin())
    right = direction(float(spread[least]), float(spread[most]))
    if right == _SAME:
        return Answer(
            right=_SAME,
            words="An edge says more than a clear sky, but this grid has no two blocks "
            f"to compare: the edge strengths of each spread by {spread[most]:.4f}.",
        )
    return Answer(
        right=right,
        words=f"Sky looks the same everywhere, so a block of it tells you nothing. In "
        f"{case.place(most)} the edge strengths spread most, by {spread[most]:.4f}. In "
        f"{case.place(least)} they spread least, by {spread[least]:.4f}. This spread is "
        "what neighbours then take something off.",
    )


LESSON = Lesson(
    name="Weight",
    title="Which blocks count more?",
    asks="Some blocks say more than others. A block counts more when it holds both edges "
    "and calm areas, and less when its neighbours already show it.",
    more="Edges and calm areas together are what the paper calls *structural "
    "complexity*. It is the **standard deviation** of the edge strengths, which is 0 "
    "where EM is the same at every pixel, in empty sky as in a block that is all edge. A "
    "block whose neighbours are recognised can be guessed from them. The weight is the "
    "product of the two.",
    quantity=WEIGHT,
    word="weight,",
    controls=(
        Control(
            name="nrd",
            label="Try another mean degree of the neighbours",
            about="0: no neighbour shows. 1: all of them are recognised.",
            span=_nrd,
            result=True,
        ),
    ),
    draw=draw,
    question=Question(
        words="Which should count more: a block of clear sky, or the edge of a face?",
        options=("The edge of a face", "The clear sky", "Both the same"),
        needs_text=False,
        answer=_answer,
    ),
    readings=("neighbours", "pooling", "ablation"),
)
