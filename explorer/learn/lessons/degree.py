"""Step 4, Eq. 4: appearance decides, structure corrects it."""

from collections.abc import Mapping

import numpy as np

from core.recognizability.degree import similarity
from explorer.learn.lessons import live, svg
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.drawing import (
    Group,
    Illustration,
    LessonDrawing,
    Stage,
    Symbol,
)
from explorer.learn.lessons.lesson import Answer, Lesson, Question
from explorer.learn.lessons.mathml import (
    B_E,
    B_P,
    EQUALS,
    MINUS,
    SIM,
    SIM_A,
    SIM_S,
    TIMES,
    call,
    mn,
    row,
    sup,
    symbol,
)
from explorer.learn.lessons.trial import Control, Range, changed, instead
from explorer.theme.colours import cividis

_GRID = 64  # cells of the surface along each side
_DOTS = 200  # candidates that are drawn


def sim(sim_a: float, sim_s: float) -> float:
    """Eq. 4 of two numbers."""
    pair = np.array([[sim_a, sim_s]], np.float32)
    return float(similarity(pair[:, :1], pair[:, 1:])[0, 0])


def _sim_a(case: Case) -> Range:
    return Range(low=0, high=1, step=0.01, in_use=case.sim_a)


def _sim_s(case: Case) -> Range:
    return Range(low=0, high=1, step=0.01, in_use=case.sim_s)


def draw(case: Case, tried: Mapping[str, float]) -> LessonDrawing:
    """Draw the surface of Eq. 4 with every candidate, and a cut through it."""
    result = case.result
    uses_structure = result.form.components.structure
    moved_a = changed(tried["sim_a"], _sim_a(case))
    moved_s = changed(tried["sim_s"], _sim_s(case))
    sim_a = tried["sim_a"] if moved_a else case.sim_a
    sim_s = tried["sim_s"] if moved_s else case.sim_s
    across = ((np.arange(_GRID) + 0.5) / _GRID).astype(np.float32)
    surface = similarity(*np.meshgrid(across, across[::-1]))
    left, bottom = svg.at(0, 0)
    right, top = svg.at(1, 1)
    address = case.serve(cividis(surface))
    picture = (
        f'<image href="{address}" x="{left:g}" y="{top:g}" width="{right - left:g}" '
        f'height="{bottom - top:g}" preserveAspectRatio="none"/>'
    )
    order = np.argsort(-result.sim[case.block], kind="stable")[:_DOTS]
    places = (
        svg.at(float(result.sim_a[case.block, e]), float(result.sim_s[case.block, e]))
        for e in order
    )
    candidates = "".join(f"M{x:.1f} {y:.1f}h0" for x, y in places)
    dots = [svg.dot(case.sim_a, case.sim_s)]
    shown = "visible" if moved_a or moved_s else "hidden"
    other = live.named("tried", svg.dot(sim_a, sim_s, "dot other"))
    dots.append(other.replace("<circle", f'<circle visibility="{shown}"'))
    cut = similarity(
        np.full((1, 101), sim_a, np.float32),
        np.linspace(0, 1, 101, dtype=np.float32)[np.newaxis],
    )[0]
    given = sim(sim_a, sim_s) if uses_structure else sim_a
    exponent = 1 - sim_a
    cut_at = case.revealed(f"sim<sub>A</sub> = {sim_a:.2f}") or "this sim<sub>A</sub>"
    pictures = (
        Illustration(
            symbols="a s",
            caption="sim for every sim<sub>A</sub> and sim<sub>S</sub>: dark 0, bright "
            "1. Ringed dot: b<sub>e</sub>*. Small dots: the other candidates"
            + (". Square: as tried." if moved_a or moved_s else "."),
            svg=svg.chart(
                "Surface of sim: it grows with appearance, and with structure, which "
                "matters more where the appearance is poor"
                + case.revealed(
                    f". The match is at {case.sim_a:.2f}, {case.sim_s:.2f}"
                ),
                picture,
                f'<path class="points" d="{candidates}"/>',
                *dots,
                below="sim_A",
                beside="sim_S",
            ),
            wide=True,
        ),
        Illustration(
            symbols="s e",
            caption=f"The same, cut at {cut_at}: the flatter the line, the less structure "
            "matters. The dot is this pair.",
            svg=svg.chart(
                "sim against structure at this pair's appearance"
                + case.revealed(
                    f", {sim_a:.2f}: {cut[0]:.2f} without structure, {cut[50]:.2f} "
                    f"with half of it, {cut[100]:.2f} with all"
                ),
                live.named("curve", svg.curve(cut)),
                live.named("here", svg.dot(sim_s, sim(sim_a, sim_s))),
                below="sim_S",
                beside="sim",
            ),
            wide=True,
        ),
    )
    off = (
        ()
        if uses_structure
        else (
            "Structure is switched off under Components, so "
            f"sim = sim<sub>A</sub> = <b>{given:.4f}</b>.",
        )
    )
    return LessonDrawing(
        formula=(
            row(
                call(SIM, B_P, B_E),
                EQUALS,
                symbol("a", SIM_A),
                TIMES,
                sup(
                    symbol("s", SIM_S),
                    symbol("e", mn(1), MINUS, SIM_A),
                ),
            ),
        ),
        symbols=(
            Symbol(
                key="a",
                mathml=SIM_A,
                meaning="appearance, from step 2",
                value=f"{sim_a:.4f}",
            ),
            Symbol(
                key="s",
                mathml=SIM_S,
                meaning="structure, from step 3",
                value=f"{sim_s:.4f}",
            ),
            Symbol(
                key="e",
                mathml=row(mn(1), MINUS, SIM_A),
                meaning="the exponent: how much structure can still change, little "
                "where the appearance is good",
                value=f"{exponent:.4f}",
            ),
        ),
        groups=(
            Group(title="Appearance and structure in one number", pictures=pictures),
        ),
        stage=Stage(large=pictures[0], chart=pictures[1]),
        sums=off
        or (
            f"sim<sub>S</sub><sup>1 − sim<sub>A</sub></sup> = {sim_s:.4f}<sup>"
            f"{exponent:.4f}</sup> = {sim_s**exponent:.4f}",
            f"sim = {sim_a:.4f} · {sim_s**exponent:.4f} = <b>{given:.4f}</b>"
            + (
                ""
                if moved_a or moved_s
                else ", the recognizable degree RD(b<sub>p</sub>) of step 1."
            ),
        ),
        number=sim(case.sim_a, case.sim_s) if uses_structure else case.sim_a,
        tried=given if moved_a or moved_s else None,
        instead=instead(
            {
                f"sim<sub>A</sub> = {sim_a:.2f} instead of {case.sim_a:.4f}": moved_a,
                f"sim<sub>S</sub> = {sim_s:.2f} instead of {case.sim_s:.4f}": moved_s,
            }
        ),
        live=live.degree(case, (_sim_a(case).mark, _sim_s(case).mark)),
    )


def _answer(case: Case) -> Answer:
    """Take all structure away."""
    without = sim(case.sim_a, 0)
    before = sim(case.sim_a, case.sim_s)
    half = sim(case.sim_a, case.sim_s / 2)
    if without:
        words = (
            f"With sim_S = 0 the degree is {without:.4f}. The appearance is perfect, so "
            "the exponent is 0, and 0⁰ is read as 1: no structure is needed."
        )
    elif before == 0:
        words = (
            "The degree is 0.0000 already, because these blocks share no edge. Only a "
            "perfect appearance would need none."
        )
    else:
        words = (
            f"With sim_S = 0 the degree is {without:.4f}. With half of sim_S it is "
            f"{half:.4f}, against {before:.4f} now. Less structure lowers the degree "
            "gently, until no structure is left."
        )
    return Answer(right=0 if without == 0 else 2, words=words)


LESSON = Lesson(
    name="Degree",
    title="How do appearance and structure become one number?",
    asks="Appearance counts first. Structure can only lower it: hardly where the blocks "
    "look alike, much where they do not.",
    more="The exponent 1 − sim_A is small where the blocks look alike. A small exponent "
    "brings every sim_S above 0 close to 1, so that it takes little away. A sim_S of 0 "
    "stays 0: blocks that share no edge have no degree, unless they are the same to the "
    "last pixel.",
    quantity=SIM,
    word="likeness,",
    controls=(
        Control(
            name="sim_a",
            label="Try another appearance",
            about="Watch the exponent and the curve.",
            span=_sim_a,
            result=True,
        ),
        Control(
            name="sim_s",
            label="Try another structure",
            about="Near a good appearance it changes little.",
            span=_sim_s,
            result=True,
        ),
    ),
    draw=draw,
    question=Question(
        words="Suppose no edge coincides at all, so sim_S = 0, and the appearance stays "
        "as it is. What becomes of sim?",
        options=("It becomes 0", "It is halved", "It stays near the appearance"),
        answer=_answer,
    ),
    readings=("copies", "ablation"),
)
