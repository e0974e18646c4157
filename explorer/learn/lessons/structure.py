"""Step 3, Eq. 3: whether the edges of two blocks lie close to each other."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from core.recognizability import structure
from core.recognizability.structure import Mask
from explorer.figures.overlap import ONLY_ENCRYPTED, ONLY_PLAIN
from explorer.learn.lessons import marks, moved_edge, svg
from explorer.learn.lessons.equation_3 import IN_SYMBOLS, WORTH, in_numbers, symbols
from explorer.learn.lessons.fraction import fraction
from explorer.learn.lessons.fuzzy import Fuzzy, fuzzy
from explorer.learn.lessons.mathml import SIM_S
from explorer.learn.lessons.parts import (
    Case,
    Control,
    Drawn,
    Group,
    Lesson,
    Picture,
    Range,
    changed,
    instead,
)
from explorer.learn.lessons.structure_question import QUESTION

_NEAR = 10  # pixels from an edge where a line is drawn on WEM


def _threshold(case: Case) -> Range:
    del case
    return Range(low=0.05, high=0.95, step=0.05, own=structure.EDGE_THRESHOLD)


def _shift(case: Case) -> Range:
    return Range(low=0, high=min(12, case.result.side - 1), step=1, own=0)


def draw(case: Case, tried: Mapping[str, float]) -> Drawn:
    """Draw how edges become points and marked pixels, in the order of the formula."""
    threshold, shift = tried["threshold"], int(tried["shift"])
    moves = {
        f"a threshold of {threshold:.2f} instead of {structure.EDGE_THRESHOLD:g}": changed(
            threshold, _threshold(case)
        ),
        f"the encrypted edges {shift} pixel{'s' * (shift > 1)} to the right": shift > 0,
    }
    seen, own = fuzzy(case, threshold, shift), fuzzy(case, structure.EDGE_THRESHOLD, 0)
    is_moved = any(moves.values())
    worked = case.spoilers and case.worked
    numbers = (in_numbers(seen),) if worked and seen.union else ()
    return Drawn(
        formula=(IN_SYMBOLS, *numbers, WORTH),
        symbols=symbols(seen, threshold, worked=worked),
        groups=(
            Group(
                title="From grey levels to marked pixels: where EM is above the threshold",
                pictures=_marking(case, seen, threshold),
            ),
            Group(
                title="Above the line: what the encrypted edges earn",
                pictures=_earning(case, seen),
            ),
            Group(
                title="How WEM is made from distances (DSM)",
                pictures=(_distance(case, seen),),
                folded=True,
            ),
        ),
        sums=_sums(seen) if worked else (),
        number=own.value,
        tried=seen.value if is_moved and worked else None,
        instead=instead(moves),
        lead=_lead(case, seen, own if is_moved else None),
    )


def _lead(case: Case, seen: Fuzzy, own: Fuzzy | None) -> tuple[str, str]:
    """Both blocks one on the other, with Eq. 3 as bars beside them."""
    alt = "Edge pixels of both blocks, one over the other" + case.revealed(
        f": {seen.both} in both, {seen.only_plain} only in the plain block, "
        f"{seen.only_encrypted} only in the encrypted one"
    )
    picture = marks.laid_over(case, seen.plain, seen.encrypted, alt)
    bars = fraction(
        seen,
        full=max(seen.union, own.union if own else 0, 1),
        own=own,
        numbers=case.spoilers,
        worked=case.spoilers and case.worked,
    )
    return (
        f"<figure>{picture}<figcaption>Edge pixels of b<sub>p</sub> and b<sub>e</sub>*, "
        "one over the other. Every coloured pixel counts below the line.</figcaption>"
        "</figure>",
        bars,
    )


def _marking(case: Case, seen: Fuzzy, threshold: float) -> tuple[Picture, ...]:
    """Block, edge strength and edge pixels, of the plain and the encrypted block."""
    pixels = seen.plain.size

    def of(
        image: NDArray[np.floating],
        edges: NDArray[np.floating],
        index: int,
        mask: Mask,
        look: tuple[str, str, str, tuple[int, int, int]],
    ) -> tuple[Picture, ...]:
        key, name, which, colour = look
        strength = case.cut(edges, index)
        count = int(mask.sum())
        return (
            Picture(
                symbols="",
                caption=name,
                svg=svg.tile(
                    case,
                    svg.grey(case.cut(image, index) / 255),
                    f"The {which} block, in {case.place(index)}",
                ),
            ),
            Picture(
                symbols="",
                caption=f"EM: edge strength{marks.scale('cividis', '0', '1')}",
                svg=svg.heat_tile(
                    case,
                    strength,
                    f"Edge strength of the {which} block"
                    + case.revealed(f", {strength.min():.2f} to {strength.max():.2f}"),
                ),
            ),
            Picture(
                symbols=key,
                along="wem" if key == "bemp" else "earned",
                caption=f"BEM: EM &gt; {threshold:.2f}"
                + case.revealed(f"; {count} of {pixels} pixels"),
                svg=marks.stamp(
                    case,
                    mask,
                    colour,
                    f"Edge pixels of the {which} block"
                    + case.revealed(f": {count} of {pixels}, {marks.place(mask)}"),
                ),
            ),
        )

    result = case.result
    return (
        *of(
            case.plain,
            result.edges_plain,
            case.block,
            seen.plain,
            ("bemp", "b<sub>p</sub>", "plain", ONLY_PLAIN),
        ),
        *of(
            case.encrypted,
            result.edges_encrypted,
            case.match,
            seen.encrypted,
            ("beme", "b<sub>e</sub>*", "encrypted", ONLY_ENCRYPTED),
        ),
    )


def _earning(case: Case, seen: Fuzzy) -> tuple[Picture, ...]:
    """The worth of every pixel, and of those that the encrypted block marks."""
    legend = marks.scale("greys", "0", "1")
    worth = 1 - _NEAR / seen.diagonal
    has_edges = bool(seen.plain.any())
    far = has_edges and float(seen.weights.min()) < worth
    plain = marks.line(seen.plain, "plain")
    contour = marks.line(seen.weights >= worth, "near") if far else ""
    about = "WEM: what an edge is worth"
    if not has_edges:
        about += ". The plain block has no edge: nothing is worth anything"
    elif far:
        about += f". Blue: the plain edges, worth 1; dashed: {_NEAR} pixels off"
        about += f", worth {worth:.2f}"
    else:
        about += ". Blue: the plain edges, worth 1"
    lowest = f"from 1 on the plain edges down to {seen.weights.min():.2f}"
    return (
        Picture(
            symbols="wem",
            along="earned",
            caption=about + legend,
            svg=marks.greys(
                case,
                seen.weights,
                "Worth of an edge at each pixel"
                + case.revealed(f", {lowest}" if has_edges else ", 0 everywhere"),
                plain,
                contour,
            ),
            large=True,
        ),
        Picture(
            symbols="earned wem beme",
            caption="WEM · BEM<sub>e</sub>: the worth under each encrypted edge pixel "
            "(orange line); black earns nothing"
            + case.revealed(f". {seen.earned:.1f} points in all")
            + legend,
            svg=marks.greys(
                case,
                seen.weights * seen.encrypted,
                "Worth of the encrypted block's edge pixels"
                + case.revealed(
                    f": {seen.count_encrypted} earn {seen.earned:.1f} in all"
                ),
                marks.line(seen.encrypted, "encrypted"),
            ),
            large=True,
        ),
    )


def _distance(case: Case, seen: Fuzzy) -> Picture:
    """DSM, of which WEM is the negative."""
    far = seen.diagonal
    return Picture(
        symbols="",
        along="wem",
        caption=f"DSM: distance to the nearest plain edge. WEM = 1 − DSM / {far:.1f} is "
        f"its negative{marks.scale('greys', '0', f'{far:.1f} pixels')}",
        svg=marks.greys(
            case,
            1 - seen.weights,
            "Distance of each pixel to the plain edges"
            + case.revealed(f", up to {(1 - seen.weights.min()) * far:.1f} pixels"),
        ),
        large=True,
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
    above = f"Above the line: {seen.count_encrypted} encrypted edge pixels. "
    if seen.both:
        above += f"{seen.both} lie on a plain edge and earn 1 each"
    if seen.both and seen.only_encrypted:
        above += "; "
    if seen.only_encrypted:
        near = seen.earned - seen.both
        above += (
            f"{seen.only_encrypted} lie beside one and earn "
            f"{near / seen.only_encrypted:.2f} on average, {near:.1f} in all"
        )
    return (
        f"{above}. Together {seen.earned:.1f} points.",
        f"Below the line: {seen.count_plain} + {seen.count_encrypted} − {seen.both} = "
        f"{seen.union} pixels that either block marks. {seen.only_plain} of them are "
        f"missing in the encrypted block, {seen.only_encrypted} are added there.",
        f"sim<sub>S</sub> = {seen.earned:.1f} / {seen.union} = <b>{seen.value:.4f}</b>. "
        f"Strict overlap would be {seen.both} / {seen.union} = {seen.strict:.4f}.",
    )


LESSON = Lesson(
    name="Structure",
    title="Do the edges lie in the same places?",
    asks="Encryption may spoil the grey levels and leave the **outlines**. So in both "
    "blocks the pixels are marked where the edge strength EM is above ½: these maps are "
    "**BEM**. EM is smooth and nothing is thinned, so an edge is a band there, not a "
    "line.\n\n"
    "Counting only the pixels that *both* maps mark, the strict overlap, would be too "
    "harsh: an edge moved by its own width would count nothing, though you would recognise "
    "it. So the plain block spreads its edges: **WEM** is 1 on them and falls in a "
    "straight line with the distance, to 0 at the diagonal of the block. **Above the "
    "line** of the fraction, every encrypted edge pixel collects the WEM beneath it. "
    "**Below the line** stand all pixels that either map marks, so that missing and added "
    "edges both cost.",
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
            about="Edges that leave the block at the right are lost.",
            span=_shift,
            origin="as is",
            decimals=0,
        ),
    ),
    draw=draw,
    question=QUESTION,
    readings=("edge-scale", "edge-threshold", "edge-weights", "no-edges"),
    example=moved_edge.EXAMPLE,
)
