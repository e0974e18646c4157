"""Step 6, Eq. 6: from the blocks to the whole image."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from core.recognizability.pooling import pooled_degree
from explorer.learn.lessons import alt_text, live, svg
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.drawing import (
    Group,
    Illustration,
    LessonDrawing,
    Stage,
    Symbol,
)
from explorer.learn.lessons.lesson import Answer, Lesson, Question, direction
from explorer.learn.lessons.mathml import (
    B_P,
    EQUALS,
    GAMMA,
    RD,
    RD_B,
    WEIGHT,
    frac,
    mn,
    mo,
    root,
    row,
    sup,
    symbol,
    total,
)
from explorer.learn.lessons.trial import Control, Range, changed, constant_range
from explorer.learn.lessons.words import counted


def _gamma(case: Case) -> Range:
    return constant_range(case, "gamma")


def draw(case: Case, tried: Mapping[str, float]) -> LessonDrawing:
    """Draw the contributions in falling order, and their running sum."""
    result = case.result
    moved = changed(tried["gamma"], _gamma(case))
    gamma = tried["gamma"] if moved else result.form.parameters.gamma
    rd, contribution = pooled_degree(
        result.degree, result.weight, gamma, result.form.pooling
    )
    other = "printed" if result.form.pooling == "normalised" else "normalised"
    rd_other, _ = pooled_degree(result.degree, result.weight, gamma, other)
    terms = _terms(result.degree, result.weight, gamma, result.form.pooling)
    shares = np.sort(contribution.ravel())[::-1]
    running = np.cumsum(shares)
    top = float(shares.max()) or 1.0
    half = int(np.searchsorted(running, running[-1] / 2) + 1)
    number = len(shares)
    own_share = case.of_block(contribution)
    ends = ("most", "least")
    names = {"normalised": "as a weighted mean", "printed": "as printed"}
    maps = tuple(
        Illustration(
            symbols=key,
            caption=caption,
            svg=svg.whole(
                case,
                case.pictures[0],
                f"{title} of all blocks: {alt_text.blocks(case, values)}",
                cells=values / (values.max() or 1),
                marks=[svg.box(case, case.block)],
                live="cells" if key == "share" else "",
            ),
            wide=True,
        )
        for key, caption, title, values in (
            ("rd", "RD(b<sub>p</sub>): bright is recognised", "Degrees", result.degree),
            ("w", "w(b<sub>p</sub>): bright counts much", "Weights", result.weight),
            (
                "share",
                "What each block adds to the sum. The frame is the block of the steps "
                f"before{case.revealed(f', {own_share:.2%}')}.",
                "Contributions",
                contribution,
            ),
        )
    )
    charts = (
        Illustration(
            symbols="share",
            caption="The contributions in falling order, of "
            f"{counted(number, 'block')}.",
            svg=svg.chart(
                "Contributions in falling order"
                + case.revealed(f", from {shares[0]:.2%} to {shares[-1]:.2%}"),
                svg.curve(shares / top, "line area"),
                below="blocks, the strongest first",
                beside="contribution",
                ends=ends,
                top=case.revealed(f"{top:.1%}"),
            ),
            wide=True,
        ),
        Illustration(
            symbols="share gamma",
            caption="Their running sum"
            + case.revealed(f": the first {half} make half of it")
            + ". The larger γ, the steeper it starts.",
            svg=svg.chart(
                "Running sum of the contributions"
                + case.revealed(
                    f", and {half} of {counted(number, 'block')} make half"
                ),
                live.named("curve", svg.curve(np.concatenate(([0], running)))),
                svg.level(0.5),
                live.named("half", svg.rule(half / number)),
                below="blocks, the strongest first",
                beside="running sum",
                ends=ends,
                top="100 %",
            ),
            wide=True,
        ),
    )
    return LessonDrawing(
        formula=(_formula(printed=result.form.pooling == "printed"),),
        symbols=(
            Symbol(
                key="rd",
                mathml=RD_B,
                meaning="recognizable degree of each block, from step 1",
            ),
            Symbol(key="w", mathml=WEIGHT, meaning="its weight, from step 5"),
            Symbol(
                key="gamma",
                mathml=GAMMA,
                meaning="how much more the most recognisable blocks count",
                value=f"{gamma:g}",
            ),
            Symbol(
                key="share",
                mathml=row(WEIGHT, mo("·"), sup(RD_B, GAMMA))
                if result.form.pooling == "normalised"
                else sup(row(mo("("), WEIGHT, mo("·"), RD_B, mo(")")), GAMMA),
                meaning="what one block adds. As a share it is the block's contribution",
            ),
        ),
        groups=(
            Group(title="Degree, weight, contribution", pictures=maps),
            Group(title="Sorted", pictures=charts),
        ),
        stage=Stage(large=maps[2], sources=maps[:2], chart=charts[1]),
        sums=(
            *_sums(case, gamma, terms, rd),
            f"RD(P, E), {names[other]}: {rd_other:.4f}. The paper prints w inside the "
            "power. Then blocks with small weights pull the number towards 0 however "
            "recognisable they are, and two identical pictures would score 0/0.",
        ),
        number=pooled_degree(
            result.degree,
            result.weight,
            result.form.parameters.gamma,
            result.form.pooling,
        )[0],
        tried=rd if moved else None,
        instead=f"γ = {gamma:g} instead of {result.form.parameters.gamma:g}",
        live=live.pooling(case),
    )


def _terms(
    degree: NDArray[np.floating],
    weight: NDArray[np.floating],
    gamma: float,
    pooling: str,
) -> NDArray[np.floating]:
    """What every block adds under the root of Eq. 6."""
    return (
        (weight * degree) ** gamma if pooling == "printed" else weight * degree**gamma
    )


def _sums(
    case: Case, gamma: float, terms: NDArray[np.floating], rd: float
) -> tuple[str, ...]:
    """Eq. 6 with its numbers, and what the followed block adds to it."""
    result = case.result
    total_terms, total_weight = float(terms.sum()), float(result.weight.sum())
    weight, degree, own = (
        case.of_block(values) for values in (result.weight, result.degree, terms)
    )
    if result.form.pooling == "printed":
        term, worked = (
            f"(w · RD)<sup>{gamma:g}</sup>",
            f"({_figure(weight)} · {degree:.6f})<sup>{gamma:g}</sup>",
        )
    else:
        term, worked = (
            f"w · RD<sup>{gamma:g}</sup>",
            f"{_figure(weight)} · {degree:.6f}<sup>{gamma:g}</sup>",
        )
    return (
        f"Over {counted(terms.size, 'block')}: Σ {term} = {_figure(total_terms)} and "
        f"Σ w = {_figure(total_weight)}.",
        f"RD(P, E) = ({_figure(total_terms)} / {_figure(total_weight)})"
        f"<sup>1/{gamma:g}</sup> = <b>{rd:.4f}</b>",
        f"The block in {case.place(case.block)} adds {worked} = {_figure(own)}"
        + (
            f". Of the sum this is {_figure(own)} / {_figure(total_terms)} = "
            f"{own / total_terms:.2%}."
            if total_terms
            else "."
        ),
    )


def _figure(value: float) -> str:
    """A number with six significant digits."""
    digits, _, power = f"{value:.6g}".partition("e")
    return f"{digits} · 10<sup>{int(power)}</sup>" if power else digits


def _formula(*, printed: bool) -> str:
    rd, weight, gamma = (
        symbol("rd", RD_B),
        symbol("w", WEIGHT),
        symbol("gamma", GAMMA),
    )
    if printed:
        term = sup(row(mo("("), weight, mo("·"), rd, mo(")")), gamma)
    else:
        term = row(weight, mo("·"), sup(rd, gamma))
    return row(
        RD,
        EQUALS,
        root(
            row(
                frac(mn(1), total(B_P, weight)),
                total(B_P, symbol("share", term)),
            ),
            gamma,
        ),
    )


_STRONG = 0.1  # share of the blocks that the question hides
_SAME = 2  # of the options of `direction`


def _answer(case: Case) -> Answer:
    """Hide the strongest tenth of the blocks, or the weakest."""
    result, gamma = case.result, case.result.form.parameters.gamma
    count = max(1, round(_STRONG * result.degree.size))
    order = np.argsort(-result.contribution.ravel(), kind="stable")

    def without(blocks: np.ndarray) -> float:
        degree = result.degree.copy()
        degree.ravel()[blocks] = 0
        return pooled_degree(degree, result.weight, gamma, result.form.pooling)[0]

    strong, weak = without(order[:count]), without(order[-count:])
    right = direction(strong, weak)
    words = (
        f"RD is {result.rd:.4f}. Without the strongest {count} it is {strong:.4f}, "
        f"without the weakest {count} {weak:.4f}. "
    )
    if order.size == 1:
        words += "The grid has one block, so the strongest is the weakest as well."
    elif right == _SAME:
        words += "Here all these blocks add the same, so it does not matter which go."
    else:
        words += "A scheme becomes safer by hiding what shows most."
    return Answer(right=right, words=words)


LESSON = Lesson(
    name="Pooling",
    title="From many blocks to one picture",
    asks="You recognise a picture by its clearest pieces, not by the average piece. So "
    "the mean over all blocks favours the best ones.",
    more="The degrees of all blocks are pooled by a **weighted mean with an exponent**: "
    "γ lets the recognisable blocks count more, as it did for pixels in step 2, and w is "
    "the weight of each block.",
    quantity=RD,
    word="degree of the picture,",
    controls=(
        Control(
            name="gamma",
            label="Try another exponent (γ)",
            about="1 is a plain weighted mean. Larger values favour the best blocks.",
            span=_gamma,
        ),
    ),
    draw=draw,
    question=Question(
        words="You may hide a tenth of the blocks completely. Which tenth lowers the recognizable degree (RD) "
        "more: the one that contributes most, or the one that contributes least?",
        options=("The one that contributes most", "The least", "Both the same"),
        needs_text=False,
        answer=_answer,
    ),
    readings=("pooling", "ablation"),
)
