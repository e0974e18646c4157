"""Step 2, Eq. 2: whether two blocks look alike, seen a little blurred."""

from collections.abc import Mapping

import numpy as np

from core.recognizability import appearance
from explorer.learn.lessons import alt_text, blurred, live, svg
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.compared_blocks import TENTHS, compared, tenths
from explorer.learn.lessons.drawing import (
    Group,
    Illustration,
    LessonDrawing,
    Stage,
    Symbol,
)
from explorer.learn.lessons.lesson import Answer, Lesson, Question, direction
from explorer.learn.lessons.mathml import (
    B_E,
    B_P,
    EQUALS,
    GAMMA,
    MINUS,
    PER_PIXEL,
    SIM_A,
    bars,
    call,
    frac,
    mi,
    mn,
    mo,
    over,
    root,
    row,
    sub,
    sup,
    symbol,
    total,
)
from explorer.learn.lessons.trial import (
    Control,
    Range,
    changed,
    constant_range,
    instead,
)

_LOW_P = sub(over(mi("b"), mo("~")), mi("p"))
_LOW_E = sub(over(mi("b"), mo("~")), mi("e"))


def _beta(case: Case) -> Range:
    return constant_range(case, "beta")


def _gamma(case: Case) -> Range:
    return constant_range(case, "gamma")


def draw(case: Case, tried: Mapping[str, float]) -> LessonDrawing:
    """Draw the low-pass filter, the difference and how its pixels are pooled."""
    side, own = case.result.side, case.result.form.parameters
    beta, gamma = tried["beta"], tried["gamma"]
    moved = {
        f"σ = {beta * side:g} instead of {own.beta * side:g}": changed(
            beta, _beta(case)
        ),
        f"γ = {gamma:g} instead of {own.gamma:g}": changed(gamma, _gamma(case)),
    }
    similarity, low_plain, low_encrypted = compared(case, beta, gamma)
    levels = (case.cut(case.plain, case.block), case.cut(case.encrypted, case.match))
    removed = (levels[0] / 255 - low_plain, levels[1] / 255 - low_encrypted)
    most = max(float(np.abs(part).max()) for part in removed)
    difference = np.abs(low_plain - low_encrypted)
    alike = np.maximum(1 - difference, 0)
    shares = tenths(alike, gamma)
    mask = appearance.low_pass_filter(side, beta * side)
    plain = (
        blurred.block(case, "", "Plain block b<sub>p</sub>", levels[0] / 255),
        blurred.spectrum(case, "b<sub>p</sub>", levels[0]),
        Illustration(
            symbols="filter",
            caption="exp(−r/σ): what is kept, all of it where bright",
            svg=svg.heat_tile(
                case,
                mask,
                f"Low-pass mask: 1.00 of the coarsest is kept, {mask.min():.2f} of the "
                "finest, at the bottom right",
            ),
        ),
        blurred.block(case, "lowp", "b̃<sub>p</sub>, low-passed", low_plain),
        blurred.removed(case, "b<sub>p</sub> − b̃<sub>p</sub>", removed[0], most),
    )
    encrypted = (
        blurred.block(case, "", "Its match b<sub>e</sub>*", levels[1] / 255),
        blurred.spectrum(case, "b<sub>e</sub>*", levels[1]),
        blurred.block(case, "lowe", "b̃<sub>e</sub>, low-passed", low_encrypted),
        blurred.removed(case, "b<sub>e</sub>* − b̃<sub>e</sub>", removed[1], most),
    )
    parts = (
        Illustration(
            symbols="diff",
            caption="|difference|: dark is 0, bright is 255",
            svg=svg.heat_tile(
                case,
                difference,
                f"Difference of the low-passed blocks: {alt_text.heat(case, difference)}",
            ),
        ),
        Illustration(
            symbols="gamma",
            caption=f"(1 − |difference|/255)<sup>{gamma:g}</sup>: bright pixels count",
            svg=svg.heat_tile(
                case,
                alike**gamma,
                f"What every pixel adds to the sum: {alt_text.heat(case, alike**gamma)}",
                live="large",
            ),
        ),
    )
    top = max(float(shares.max()) * 1.1, 0.2)
    columns = [
        live.named(
            f"tenth{place}", svg.column(place / TENTHS + 0.01, 0.08, share / top)
        )
        for place, share in enumerate(shares)
    ]
    pooling = Illustration(
        symbols="gamma",
        caption="The pixels in ten tenths, the most alike at the left. The line is 10 %: "
        "the share of each if all pixels were equally alike. The larger γ, the more the "
        "pixels at the left count"
        + case.revealed(f": now {shares[0]:.1%} against {shares[-1]:.1%}")
        + ".",
        svg=svg.chart(
            "Share of each tenth of the pixels in the sum"
            + case.revealed(": " + ", ".join(f"{share:.0%}" for share in shares)),
            *columns,
            live.named("even", svg.level(0.1 / top)),
            below="tenths of the pixels, most alike first",
            beside="share of the sum",
            ends=("most", "least"),
            top=case.revealed(f"{top:.0%}"),
        ),
        wide=True,
    )
    together = (*parts, pooling)
    mean = float((alike.astype(np.float64) ** gamma).mean())
    number, _, _ = compared(case, own.beta, own.gamma)
    return LessonDrawing(
        formula=_FORMULA,
        symbols=_symbols(case, beta, gamma, float(difference.mean()) * 255),
        groups=(
            Group(title="Plain block, through the filter", pictures=plain),
            Group(title="Its match, through the filter", pictures=encrypted),
            Group(title="Compared pixel by pixel, and pooled", pictures=together),
        ),
        stage=Stage(large=parts[1], sources=(plain[0], encrypted[0]), chart=pooling),
        sums=(
            f"Mean over {side} × {side} pixels of (1 − |difference|/255)"
            f"<sup>{gamma:g}</sup> = {mean:.4f}",
            f"sim<sub>A</sub> = {mean:.4f}<sup>1/{gamma:g}</sup> = <b>{similarity:.4f}</b>",
            *blurred.without_filter(case, gamma, removed),
        ),
        number=number,
        tried=similarity if any(moved.values()) else None,
        instead=instead(moved),
        live=live.appearance(case),
    )


_FORMULA = (
    row(
        mi("keep"),
        mo("("),
        mi("r"),
        mo(")"),
        EQUALS,
        symbol("filter", mi("exp"), mo("("), MINUS, mi("r"), mo("/"), mi("σ"), mo(")")),
        mo(","),
        mi("σ"),
        EQUALS,
        mi("β"),
        mi("l"),
    ),
    row(
        call(SIM_A, B_P, B_E),
        EQUALS,
        root(
            row(
                PER_PIXEL,
                total(
                    mi("i"),
                    sup(
                        row(
                            mo("("),
                            mn(1),
                            MINUS,
                            frac(
                                symbol(
                                    "diff",
                                    bars(
                                        symbol("lowp", _LOW_P),
                                        mo("("),
                                        mi("i"),
                                        mo(")"),
                                        MINUS,
                                        symbol("lowe", _LOW_E),
                                        mo("("),
                                        mi("i"),
                                        mo(")"),
                                    ),
                                ),
                                mn(255),
                            ),
                            mo(")"),
                        ),
                        symbol("gamma", GAMMA),
                    ),
                ),
            ),
            symbol("gamma", GAMMA),
        ),
    ),
)


def _symbols(case: Case, beta: float, gamma: float, mean: float) -> tuple[Symbol, ...]:
    side = case.result.side
    return (
        Symbol(
            key="filter",
            mathml=row(mi("exp"), mo("("), MINUS, mi("r"), mo("/"), mi("σ"), mo(")")),
            meaning="how much of a frequency is kept: r counts the frequencies from coarse "
            "to fine, σ says how many pass",
            value=f"σ = {beta:g} · {side} = {beta * side:g}",
        ),
        Symbol(key="lowp", mathml=_LOW_P, meaning="the plain block, low-passed"),
        Symbol(key="lowe", mathml=_LOW_E, meaning="its match, low-passed"),
        Symbol(
            key="diff",
            mathml=bars(mo("…")),
            meaning="how far they differ at pixel i, in grey levels, on average",
            value=f"{mean:.1f}",
        ),
        Symbol(
            key="gamma",
            mathml=GAMMA,
            meaning="how much more the most alike pixels count",
            value=f"{gamma:g}",
        ),
    )


def _answer(case: Case) -> Answer:
    """Set γ to 1: a plain average of the pixels."""
    own = case.result.form.parameters
    after, _, _ = compared(case, own.beta, 1)
    return Answer(
        right=direction(case.sim_a, after),
        words=f"With γ = {own.gamma:g}: {case.sim_a:.4f}. With γ = 1: {after:.4f}. A "
        "larger γ makes the most alike pixels count more, because a few clear patches are "
        "enough for an eye. Where all pixels differ by the same amount, γ changes nothing.",
    )


LESSON = Lesson(
    name="Appearance",
    title="Do the two blocks look alike?",
    asks="Blur both a little, as an eye does. Then compare them **pixel by pixel**: 1 is "
    "the same picture, 0 is black against white.",
    more="The blur writes a block as a sum of waves, from coarse to fine (DCT), turns the "
    "fine ones down and adds the waves up again. What it takes away is grain and the "
    "sharpness of edges: you hardly notice when it is gone. The paper's β takes little "
    "away, a small β takes much. The exponent γ lets the pixels that agree count more "
    "than those that do not.",
    quantity=SIM_A,
    word="alike in appearance,",
    controls=(
        Control(
            name="beta",
            label="Try another blur (β)",
            about="Small values leave only the coarsest shapes: watch what is taken away.",
            span=_beta,
            decimals=0,
        ),
        Control(
            name="gamma",
            label="Try another exponent (γ)",
            about="1 is a plain average. Larger values favour pixels that agree.",
            span=_gamma,
        ),
    ),
    draw=draw,
    question=Question(
        words="Set the exponent (γ) to 1, so that all pixels count the same. What happens to "
        "sim_A of this pair?",
        options=("It grows", "It falls", "It stays"),
        answer=_answer,
    ),
    readings=("constants", "bandwidth", "dct", "clamp"),
)
