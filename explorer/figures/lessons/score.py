"""Step 8, Eq. 8: the score."""

from collections.abc import Mapping

import numpy as np

from explorer.figures.lessons import svg
from explorer.figures.lessons.mathml import (
    EQUALS,
    GS,
    PLUS,
    RD,
    VSI,
    mn,
    mo,
    row,
    symbol,
)
from explorer.figures.lessons.parts import (
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
)


def _gs(case: Case) -> Range:
    return Range(low=0, high=1, step=0.01, own=case.result.gs)


def draw(case: Case, tried: Mapping[str, float]) -> Drawn:
    """Draw the score as an area, and the way to it."""
    result = case.result
    used = result.components.global_similarity
    moved = changed(tried["gs"], _gs(case)) and used
    gs = tried["gs"] if moved else result.gs
    factor = 1 + gs if used else 1.0
    value = result.rd * factor
    area = Picture(
        symbols="rd gs vsi",
        caption="RD is the width of the filled part, 1 + GS its height (the line is 1): "
        "the score is its area. The whole frame, 1 wide and 2 high, is the score of two "
        "identical images.",
        svg=svg.chart(
            f"A rectangle {result.rd:.2f} wide and {factor:.2f} high",
            svg.column(0, result.rd, factor / 2),
            svg.level(0.5),
            below="RD",
            beside="1 + GS",
            top="2",
        ),
        wide=True,
    )
    strongest = Picture(
        symbols="rd",
        caption="Where it comes from: the brighter a block, the more it contributes.",
        svg=svg.whole(
            case,
            case.pictures[0],
            "Plain image, each block coloured by its contribution",
            cells=result.contribution / (result.contribution.max() or 1),
            marks=[svg.box(case, case.block)],
        ),
        wide=True,
    )
    product = (
        f"VSI(P, E) = {result.rd:.4f} · (1 + {gs:.4f}) = <b>{value:.4f}</b>"
        if used
        else f"GS is switched off under Components, so VSI = RD = <b>{value:.4f}</b>"
    )
    return Drawn(
        formula=(
            row(
                symbol("vsi", VSI),
                EQUALS,
                symbol("rd", RD),
                mo("("),
                mn(1),
                PLUS,
                symbol("gs", GS),
                mo(")"),
            ),
        ),
        symbols=(
            Symbol(
                key="rd",
                mathml=RD,
                meaning="recognizable degree of the image, from step 6",
                value=f"{result.rd:.4f}",
            ),
            Symbol(
                key="gs",
                mathml=GS,
                meaning="likeness of the edge histograms, from step 7",
                value=f"{gs:.4f}",
            ),
            Symbol(
                key="vsi",
                mathml=VSI,
                meaning="visual security index, 0 to 2: the higher, the more shows "
                "through, the *less* secure".replace("*less*", "<i>less</i>"),
                value=f"{value:.4f}",
            ),
        ),
        groups=(Group(title="The score", pictures=(area, strongest)),),
        sums=(*_way(case), product + ("" if moved else ": the score on Explore.")),
        number=result.rd * (1 + result.gs if used else 1),
        tried=value if moved else None,
        instead=f"GS = {gs:.2f} instead of {result.gs:.4f}",
    )


def _way(case: Case) -> tuple[str, ...]:
    """The numbers of the steps before, for the block that was opened."""
    result = case.result
    return (
        f"Block in {case.place(case.block)}: sim<sub>A</sub> {case.sim_a:.4f} (step 2), "
        f"sim<sub>S</sub> {case.sim_s:.4f} (3), so RD(b<sub>p</sub>) "
        f"{result.degree.ravel()[case.block]:.4f} (4 and 1); w "
        f"{result.weight.ravel()[case.block]:.4f} (5). It is "
        f"{result.contribution.ravel()[case.block]:.2%} of the sum that makes RD "
        f"{result.rd:.4f} (6).",
    )


def _answer(case: Case) -> Answer:
    """Score pure noise against the plain image."""
    pixels = np.random.default_rng(1).integers(0, 256, case.plain.shape)
    noise = case.score_of(pixels.astype(np.float64))
    right = 0 if noise < 0.05 else 1 if noise < case.result.vsi else 2
    return Answer(
        right=right,
        words=f"Noise scores {noise:.4f}; this encrypted image {case.result.vsi:.4f}. "
        "Some blocks of noise are always a little like some blocks of the picture, so 0 "
        "is not where secure schemes stand. Compare a score with that of noise and of "
        "other schemes on the same image; there is no threshold for secure.",
    )


LESSON = Lesson(
    name="Score",
    title="The score",
    asks="The last step is a multiplication. RD says how much of the image can be "
    "recognised piece by piece; GS raises that where the whole images have the same kind "
    "of edges. Without any RD there is no score, however alike the edges.",
    quantity=VSI,
    controls=(
        Control(
            name="gs",
            label="Try another GS",
            about="It can at most double the score.",
            span=_gs,
        ),
    ),
    draw=draw,
    question=Question(
        words="Replace the encrypted image by pure noise, which hides everything. What "
        "does it score?",
        options=(
            "0",
            "More than 0, less than this encrypted image",
            "As much as this encrypted image, or more",
        ),
        answer=_answer,
    ),
    readings=(14, 18),
)
