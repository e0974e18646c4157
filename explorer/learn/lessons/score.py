"""Step 8, Eq. 8: the score."""

from collections.abc import Mapping

from explorer.learn.lessons import alt_text, live, svg
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.drawing import (
    Group,
    Illustration,
    LessonDrawing,
    Stage,
    Symbol,
)
from explorer.learn.lessons.lesson import Answer, Lesson, Question
from explorer.learn.lessons.mathml import EQUALS, GS, PLUS, RD, VSI, mn, mo, row, symbol
from explorer.learn.lessons.trial import Control, Range, changed


def _gs(case: Case) -> Range:
    return Range(low=0, high=1, step=0.01, in_use=case.result.gs)


def draw(case: Case, tried: Mapping[str, float]) -> LessonDrawing:
    """Draw the score as an area, and the way to it."""
    result = case.result
    used = result.form.components.global_similarity
    moved = changed(tried["gs"], _gs(case)) and used
    gs = tried["gs"] if moved else result.gs
    factor = 1 + gs if used else 1.0
    value = result.rd * factor
    area = Illustration(
        symbols="rd gs vsi",
        caption="An area of RD by 1 + GS: below the part that RD makes alone, above what "
        "GS adds. The frame, 1 wide and 2 high, is the score of two identical pictures.",
        svg=_area(case, result.rd, gs if used else 0.0),
        wide=True,
    )
    strongest = Illustration(
        symbols="rd",
        caption="Where it comes from: the brighter a block, the more it contributes.",
        svg=svg.whole(
            case,
            case.pictures[0],
            "Plain picture, each block coloured by its contribution: "
            f"{alt_text.blocks(case, result.contribution)}",
            cells=result.contribution / (result.contribution.max() or 1),
            marks=[svg.box(case, case.block)],
        ),
        wide=True,
    )
    product = (
        f"The visual security index VSI(P, E) = {result.rd:.4f} · (1 + {gs:.4f}) = "
        f"<b>{value:.4f}</b>"
        if used
        else f"GS is switched off under Components, so VSI = RD = <b>{value:.4f}</b>"
    )
    return LessonDrawing(
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
                meaning="recognizable degree of the picture, from step 6",
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
                "through, the <i>less</i> secure",
                value=f"{value:.4f}",
            ),
        ),
        groups=(Group(title="The score", pictures=(area, strongest)),),
        stage=Stage(large=area, sources=(strongest,)),
        sums=(*_way(case), product + ("" if moved else ": the score on Explore.")),
        number=result.rd * (1 + result.gs if used else 1),
        tried=value if moved else None,
        instead=f"GS = {gs:.2f} instead of {result.gs:.4f}",
        live=live.score(case, _BELOW, _UNIT),
    )


_UNIT = 100
_BELOW = 8 + 2 * _UNIT


def _area(case: Case, rd: float, gs: float) -> str:
    """The score as an area, to scale."""
    left, top, unit = 76, 8, _UNIT
    width, below = rd * unit, top + 2 * unit

    def part(low: float, high: float, kind: str, words: str) -> str:
        y, height = below - high * unit, (high - low) * unit
        area, name = ("added", "named") if low else ("", "")
        shown = "visible" if height else "hidden"
        return (
            f'<rect data-live="{area}" class="{kind}" x="{left}" y="{y:.1f}" '
            f'width="{width:.1f}" height="{height:.1f}"/><text data-live="{name}" '
            f'visibility="{shown}" x="{left - 6}" y="{y + height / 2 + 4:.1f}" '
            f'text-anchor="end">{words}</text>'
        )

    return svg.drawing(
        280,
        230,
        "The score as an area, in a frame 1 wide and 2 high"
        + case.revealed(
            f": {rd:.2f} wide and {1 + gs:.2f} high, so {rd * (1 + gs):.2f}"
        ),
        part(0, 1, "sp", "RD · 1"),
        part(1, 1 + gs, "se", "RD · GS"),
        f'<rect class="axis" x="{left}" y="{top}" width="{unit}" height="{2 * unit}"/>',
        f'<text x="{left + width / 2:.1f}" y="{below + 14}" text-anchor="middle">'
        f"RD{case.revealed(f' {rd:.2f}')}</text>",
        f'<text data-live="sum" x="{left + unit + 8}" y="{below - (1 + gs) * unit + 10:.1f}">'
        f"1 + GS{case.revealed(f' {1 + gs:.2f}')}</text>",
    )


def _way(case: Case) -> tuple[str, ...]:
    """The numbers of the steps before, for the block that is followed."""
    result = case.result
    return (
        f"Block in {case.place(case.block)}: sim<sub>A</sub> {case.sim_a:.4f} (step 2), "
        f"sim<sub>S</sub> {case.sim_s:.4f} (3), so RD(b<sub>p</sub>) is "
        f"{case.of_block(result.degree):.4f} (4 and 1). Its weight w is "
        f"{case.of_block(result.weight):.4f} (5). It is "
        f"{case.of_block(result.contribution):.2%} of the sum that makes RD "
        f"{result.rd:.4f} (6).",
    )


def _answer(case: Case) -> Answer:
    """Score noise against the plain image: the range that Explore's scale marks."""
    draws = case.noise()
    right = 0 if max(draws) < 0.05 else 1 if max(draws) < case.result.vsi else 2
    return Answer(
        right=right,
        words=f"Its own pixels in random order score {min(draws):.4f} to {max(draws):.4f}"
        f" ({len(draws)} draws). This encrypted picture scores {case.result.vsi:.4f}. "
        "Some blocks of noise are always a little like some blocks of the picture, so "
        "even secure schemes score above 0. Compare a score with noise and with "
        "other schemes on the same picture. No threshold says that a scheme is secure.",
    )


LESSON = Lesson(
    name="Score",
    title="The score",
    asks="The last step is a multiplication. The recognizable degree (RD) of the pieces counts, and "
    "a histogram (GS) of the same kind of edges can at most double it.",
    more="RD says how much of the picture can be recognised piece by piece. GS raises "
    "that where the whole pictures have the same kind of edges. Without any RD there is "
    "no score, however alike the edges.",
    quantity=VSI,
    word="the score,",
    controls=(
        Control(
            name="gs",
            label="Try another likeness of the edges (GS)",
            about="It can at most double the score.",
            span=_gs,
            result=True,
        ),
    ),
    draw=draw,
    question=Question(
        words="Put the pixels of the encrypted picture in random order: pure noise, which "
        "hides everything. What does it score?",
        options=(
            "0",
            "More than 0, less than this encrypted picture",
            "As much as this encrypted picture, or more",
        ),
        answer=_answer,
    ),
    readings=("ablation", "direction"),
)
