"""Step 3, Eq. 3: whether the edges of two blocks lie close to each other."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from core.recognizability import structure
from explorer.figures.lessons import svg
from explorer.figures.lessons.fuzzy import Fuzzy, fuzzy
from explorer.figures.lessons.mathml import (
    B_E,
    B_P,
    EQUALS,
    MINUS,
    PLUS,
    SIM_S,
    TIMES,
    bars,
    call,
    frac,
    mi,
    row,
    sub,
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
    instead,
)
from explorer.figures.overlap import BOTH, ONLY_ENCRYPTED, ONLY_PLAIN, overlap

_WEM = sub(mi("WEM"), B_P)
_BEM_P, _BEM_E = sub(mi("BEM"), B_P), sub(mi("BEM"), B_E)


def _threshold(case: Case) -> Range:
    del case
    return Range(low=0.05, high=0.95, step=0.05, own=structure.EDGE_THRESHOLD)


def _shift(case: Case) -> Range:
    return Range(low=0, high=min(12, case.result.side - 1), step=1, own=0)


def draw(case: Case, tried: Mapping[str, float]) -> Drawn:
    """Draw edges, distances, weights and the overlap of two blocks."""
    threshold, shift = tried["threshold"], int(tried["shift"])
    moved = {
        f"a threshold of {threshold:.2f} instead of {structure.EDGE_THRESHOLD:g}": changed(
            threshold, _threshold(case)
        ),
        f"the encrypted edges {shift} pixels to the right": shift > 0,
    }
    seen = fuzzy(case, threshold, shift)
    legend = "".join(
        f'<span class="key" style="--k: rgb{colour}">{words}</span> '
        for colour, words in (
            (BOTH, f"both {seen.both}"),
            (ONLY_PLAIN, f"only plain {seen.count_plain - seen.both}"),
            (ONLY_ENCRYPTED, f"only encrypted {seen.count_encrypted - seen.both}"),
        )
    )
    distance = 1 - seen.weights if seen.plain.any() else np.ones_like(seen.weights)
    edges_plain = case.cut(case.result.edges_plain, case.block)
    edges_encrypted = case.cut(case.result.edges_encrypted, case.match)

    def heat(key: str, caption: str, values: NDArray[np.floating], alt: str) -> Picture:
        return Picture(
            symbols=key, caption=caption, svg=svg.heat_tile(case, values, alt)
        )

    def grey(caption: str, image: NDArray[np.floating], index: int) -> Picture:
        pixels = svg.grey(case.cut(image, index) / 255)
        return Picture(
            symbols="",
            caption=caption,
            svg=svg.tile(case, pixels, f"Block in {case.place(index)}"),
        )

    over = f"EM &gt; {threshold:.2f}"
    plain = (
        grey("b<sub>p</sub>", case.plain, case.block),
        heat("", "EM: edge strength, 0 to 1", edges_plain, "Edges of the plain block"),
        heat(
            "bemp",
            f"BEM: {over}; {seen.count_plain} pixels",
            seen.plain.astype(float),
            "Edge pixels of the plain block",
        ),
        heat(
            "wem",
            "DSM: distance to the nearest edge",
            distance,
            "Distance to the plain block's edges",
        ),
        heat(
            "wem",
            "WEM = 1 − DSM/d: bright near an edge",
            seen.weights,
            "Points for an encrypted edge, by its place",
        ),
    )
    encrypted = (
        grey("b<sub>e</sub>*", case.encrypted, case.match),
        heat("", "EM", edges_encrypted, "Edges of the encrypted block"),
        heat(
            "beme",
            f"BEM: {over}; {seen.count_encrypted} pixels",
            seen.encrypted.astype(float),
            "Edge pixels of the encrypted block",
        ),
    )
    together = (
        heat(
            "earned wem beme",
            f"WEM · BEM<sub>e</sub>: the points, {seen.earned:.1f} in all",
            seen.weights * seen.encrypted,
            "Points that each encrypted edge pixel earns",
        ),
        Picture(
            symbols="union bemp beme",
            caption=legend,
            svg=svg.tile(
                case,
                overlap(seen.plain, seen.encrypted),
                "Edges of both blocks, one over the other",
            ),
        ),
    )
    return Drawn(
        formula=_FORMULA,
        symbols=_symbols(seen),
        groups=(
            Group(title="Plain block: where would an edge count?", pictures=plain),
            Group(title="Encrypted block: its edges", pictures=encrypted),
            Group(title="One on the other", pictures=together),
        ),
        sums=_sums(seen),
        number=fuzzy(case, structure.EDGE_THRESHOLD, 0).value,
        tried=seen.value if any(moved.values()) else None,
        instead=instead(moved),
    )


_FORMULA = (
    row(
        call(SIM_S, B_P, B_E),
        EQUALS,
        frac(
            symbol("earned", bars(symbol("wem", _WEM), TIMES, symbol("beme", _BEM_E))),
            row(
                symbol("bemp", bars(_BEM_P)),
                PLUS,
                symbol("beme", bars(_BEM_E)),
                MINUS,
                symbol("union", bars(_BEM_P, TIMES, _BEM_E)),
            ),
        ),
    ),
)


def _symbols(seen: Fuzzy) -> tuple[Symbol, ...]:
    return (
        Symbol(
            key="wem",
            mathml=_WEM,
            meaning="what an edge is worth at each pixel: 1 on an edge of the plain "
            "block, less the farther from it",
        ),
        Symbol(
            key="beme",
            mathml=_BEM_E,
            meaning="edge pixels of the encrypted block",
            value=str(seen.count_encrypted),
        ),
        Symbol(
            key="bemp",
            mathml=_BEM_P,
            meaning="edge pixels of the plain block",
            value=str(seen.count_plain),
        ),
        Symbol(
            key="earned",
            mathml=bars(_WEM, TIMES, _BEM_E),
            meaning="points: the worth of all encrypted edge pixels, added up",
            value=f"{seen.earned:.1f}",
        ),
        Symbol(
            key="union",
            mathml=bars(_BEM_P, TIMES, _BEM_E),
            meaning="pixels that are an edge in both; counted twice, so taken off once",
            value=str(seen.both),
        ),
    )


def _sums(seen: Fuzzy) -> tuple[str, ...]:
    if not seen.union:
        return (
            "Neither block has an edge, so their structures agree: "
            f"sim<sub>S</sub> = <b>{seen.value:.4f}</b>",
        )
    if not (seen.count_plain and seen.count_encrypted):
        empty = "encrypted" if seen.count_plain else "plain"
        return (
            f"The {empty} block has no edge, so no point is earned: 0 / {seen.union} = "
            f"<b>{seen.value:.4f}</b>",
        )
    strict = seen.both / seen.union
    return (
        f"Above the line, the points: {seen.count_encrypted} encrypted edge pixels earn "
        f"{seen.earned:.1f}.",
        f"Below it, the pixels that are an edge in either block: {seen.count_plain} + "
        f"{seen.count_encrypted} − {seen.both} = {seen.union}.",
        f"sim<sub>S</sub> = {seen.earned:.1f} / {seen.union} = <b>{seen.value:.4f}</b>. "
        f"Without the fuzziness (intersection over union) it would be {seen.both} / "
        f"{seen.union} = {strict:.4f}.",
    )


_NUDGE = 2


def _answer(case: Case) -> Answer:
    """Move the encrypted edges a little to the right."""
    before = fuzzy(case, structure.EDGE_THRESHOLD, 0)
    after = fuzzy(case, structure.EDGE_THRESHOLD, min(_NUDGE, case.result.side - 1))
    ratio = after.value / before.value if before.value else 1.0
    strict = [seen.both / seen.union if seen.union else 1.0 for seen in (before, after)]
    right = 1 if ratio < 0.5 else 0 if ratio < 0.95 else 2
    return Answer(
        right=right,
        words=f"sim_S goes from {before.value:.4f} to {after.value:.4f}; the strict "
        f"intersection over union goes from {strict[0]:.4f} to {strict[1]:.4f}. Two "
        "pixels are little against the diagonal of a block, so a moved edge still earns "
        "most of its point. Eyes forgive such shifts too.",
    )


LESSON = Lesson(
    name="Structure",
    title="Do the edges lie in the same places?",
    asks="Encryption may spoil the grey levels and still leave the **outlines**. So the "
    "edges of both blocks are laid one on the other. Each edge pixel of the encrypted "
    "block earns a point: a whole one on an edge of the plain block, part of one near "
    "it. The points are divided by the number of pixels that are an edge in *either* "
    "block. So sim_S is 1 where all edges coincide, and falls for edges that are far "
    "off, missing or added.",
    quantity=SIM_S,
    controls=(
        Control(
            name="threshold",
            label="Try another edge threshold",
            about="A pixel is an edge where its edge strength is above this.",
            span=_threshold,
            origin="paper",
        ),
        Control(
            name="shift",
            label="Move the encrypted edges to the right, in pixels",
            about="Watch how slowly the score falls: that is the fuzziness.",
            span=_shift,
            origin="as is",
            decimals=0,
        ),
    ),
    draw=draw,
    question=Question(
        words="Move the encrypted block's edges by 2 pixels. How much of sim_S is left?",
        options=(
            "Most of it: between half and 95 %",
            "Less than half",
            "Nearly all of it, or even more: above 95 %",
        ),
        answer=_answer,
    ),
    readings=(6, 7, 8, 9),
)
