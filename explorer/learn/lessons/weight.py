"""Step 5, Eq. 5: which blocks count more."""

from collections.abc import Mapping

import numpy as np

from core.recognizability.pooling import weights
from explorer.learn.lessons import alt, svg
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
from explorer.learn.lessons.parts import (
    Answer,
    Case,
    Control,
    Drawn,
    Group,
    Lesson,
    Picture,
    Question,
    Range,
    Symbol,
    changed,
    counted,
    direction,
)

_NRD = call(sub(mi("NRD"), mi("avg")), B_P)
_EM = call(sub(mi("EM"), B_P), mi("i"))


def neighbours(case: Case) -> list[int]:
    """Blocks above, below, left and right of the block that exist."""
    rows, columns = case.result.degree.shape
    row_, column = divmod(case.block, columns)
    around = (
        (row_ - 1, column),
        (row_ + 1, column),
        (row_, column - 1),
        (row_, column + 1),
    )
    return [r * columns + c for r, c in around if 0 <= r < rows and 0 <= c < columns]


def weight_of(case: Case) -> float:
    """Weight of the block, Eq. 5."""
    result = case.result
    if not result.form.components.weight:
        return 1.0
    return case.own(weights(result.complexity, result.neighbour_degree))


def _nrd(case: Case) -> Range:
    own = case.own(case.result.neighbour_degree)
    return Range(low=0, high=1, step=0.01, own=own)


def draw(case: Case, tried: Mapping[str, float]) -> Drawn:
    """Draw the neighbours' degrees, the spread of the edges, and all weights."""
    result, block = case.result, case.block
    own = case.own(result.neighbour_degree)
    moved = changed(tried["nrd"], _nrd(case))
    nrd = tried["nrd"] if moved else own
    std = case.own(result.complexity)
    weight = weight_of(case)
    around = neighbours(case)
    degrees = result.degree.ravel()
    edges = case.cut(result.edges_plain, block)
    marks = [svg.box(case, block)]
    for index in around:
        marks.append(svg.box(case, index, "dashed"))
        if case.spoilers:
            marks.append(svg.label(case, index, f"{degrees[index]:.2f}"))
    row_, column = divmod(block, result.degree.shape[1])
    side = result.side
    counts = np.histogram(edges, bins=20, range=(0, 1))[0] / edges.size
    top = float(counts.max())
    mean = float(edges.mean())
    blocks = (
        Picture(
            symbols="nrd",
            caption="In the middle b<sub>p</sub>; dashed its neighbours, the brighter "
            f"the higher their degrees RD{case.revealed(', written on them')}."
            if around
            else "The grid has this block alone: it has no neighbours.",
            svg=svg.whole(
                case,
                case.pictures[0],
                f"The block in {case.place(block)} amid "
                f"{counted(len(around), 'neighbour')}"
                + case.revealed(
                    "".join(
                        f"; {case.place(index)}: RD {degrees[index]:.2f}"
                        for index in around
                    )
                ),
                cells=result.degree,
                marks=marks,
                window=((column - 1) * side, (row_ - 1) * side, 3 * side, 3 * side),
            ),
            wide=True,
        ),
        Picture(
            symbols="w",
            caption="The weights of all blocks: dark is 0, bright is the largest"
            + case.revealed(f", {result.weight.max():.4f}")
            + ".",
            svg=svg.whole(
                case,
                case.pictures[0],
                "Plain image, each block coloured by its weight: "
                f"{alt.blocks(case, result.weight)}",
                cells=result.weight / result.weight.max(),
                marks=[svg.box(case, block)],
            ),
            wide=True,
        ),
    )
    spread = (
        Picture(
            symbols="em",
            caption="EM of b<sub>p</sub>: edge strength at each pixel, dark 0, bright 1",
            svg=svg.heat_tile(
                case, edges, f"Edge strength of the block: {alt.heat(case, edges)}"
            ),
        ),
        Picture(
            symbols="em",
            caption="How its edge strengths spread: the line is their mean"
            + case.revealed(f", {mean:.4f}; their standard deviation is {std:.4f}")
            + ". Bars far from the line on both sides make it large.",
            svg=svg.chart(
                "Histogram of the block's edge strengths"
                + case.revealed(
                    f": mean {mean:.2f}, standard deviation {std:.2f}; "
                    f"{counts[0]:.0%} of the pixels are below 0.05"
                ),
                *(
                    svg.column(place / 20 + 0.004, 0.042, share / top)
                    for place, share in enumerate(counts)
                ),
                svg.rule(mean),
                below="EM",
                beside="pixels",
                top=case.revealed(f"{top:.0%}"),
            ),
            wide=True,
        ),
    )
    product = (1 - nrd) * std
    return Drawn(
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
                meaning="edge map of the block; the root is its standard deviation, the "
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
                title="The neighbours, and the weights of all blocks", pictures=blocks
            ),
            Group(title="Its own edges", pictures=spread),
        ),
        sums=_sums(case, nrd, std, product, moved=moved),
        number=weight_of(case),
        tried=product if moved and result.form.components.weight else None,
        instead=f"NRD<sub>avg</sub> = {nrd:.2f} instead of {own:.4f}",
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
    weight = case.own(result.weight)
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
    if moved or ((1 - result.neighbour_degree) * result.complexity).any():
        return (root, line)
    if result.complexity.any():
        return (
            "All blocks are recognised, so every weight would be 0. Their limit counts, "
            f"the standard deviation alone: <b>{weight:.4f}</b>.",
        )
    return (
        "No block has an edge, so every weight would be 0. All count the same instead: "
        f"<b>{weight:.4f}</b>.",
    )


def _answer(case: Case) -> Answer:
    """Let the neighbours be recognised perfectly."""
    result = case.result
    nrd = result.neighbour_degree.copy()
    nrd.ravel()[case.block] = 1
    before = case.own(weights(result.complexity, result.neighbour_degree))
    after = case.own(weights(result.complexity, nrd))
    return Answer(
        right=direction(after, before),
        words=f"The weight goes from {before:.4f} to {after:.4f}. Who sees the "
        "neighbours can guess the block between them, so it has little to tell that is "
        "new. The paper names this as a limit too: not every neighbour gives a block "
        "away.",
    )


LESSON = Lesson(
    name="Weight",
    title="Which blocks count more?",
    asks="Not every block tells as much. The paper asks for its *structural complexity* "
    "and measures it by the **standard deviation** of the edge strengths in it. That is "
    "0 where EM is the same at every pixel, in empty sky as in a block that is all edge; "
    "a block with *both* edges and calm areas varies most. And a block whose neighbours "
    "are recognised already can be guessed from them, so it counts less. The weight is "
    "the product of the two.",
    quantity=WEIGHT,
    controls=(
        Control(
            name="nrd",
            label="Try another mean degree of the neighbours",
            about="0: nothing of them shows. 1: all of them is recognised.",
            span=_nrd,
            result=True,
        ),
    ),
    draw=draw,
    question=Question(
        words="Suppose all neighbours of this block were recognised perfectly. What "
        "happens to the weight of the block?",
        options=("It falls", "It grows", "It stays"),
        answer=_answer,
    ),
    readings=("neighbours", "pooling", "ablation"),
)
