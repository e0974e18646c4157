"""Step 3, Eq. 3: whether the edges of two blocks lie close to each other."""

from collections.abc import Mapping

from core.recognizability import structure
from explorer.learn.lessons import live, marked_pixels, moved_edge
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.drawing import Group, Illustration, LessonDrawing, Stage
from explorer.learn.lessons.equation_3 import IN_SYMBOLS, WORTH, in_numbers, symbols
from explorer.learn.lessons.fraction import fraction
from explorer.learn.lessons.lesson import Lesson
from explorer.learn.lessons.mathml import SIM_S
from explorer.learn.lessons.structure_counts import StructureCounts, structure_counts
from explorer.learn.lessons.structure_pictures import distance, earning, marking
from explorer.learn.lessons.structure_question import QUESTION
from explorer.learn.lessons.trial import Control, Range, changed, instead
from explorer.learn.lessons.words import counted


def _threshold(case: Case) -> Range:
    del case
    return Range(low=0.05, high=0.95, step=0.05, in_use=structure.EDGE_THRESHOLD)


def _shift(case: Case) -> Range:
    return Range(low=0, high=min(12, case.result.side - 1), step=1, in_use=0)


def draw(case: Case, tried: Mapping[str, float]) -> LessonDrawing:
    """Draw how edges become points and marked pixels, in the formula's order."""
    threshold, shift = tried["threshold"], int(tried["shift"])
    moves = {
        f"a threshold of {threshold:.2f} instead of {structure.EDGE_THRESHOLD:g}": changed(
            threshold, _threshold(case)
        ),
        f"the encrypted edges {counted(shift, 'pixel')} to the right": shift > 0,
    }
    seen, own = (
        structure_counts(case, threshold, shift),
        structure_counts(case, structure.EDGE_THRESHOLD, 0),
    )
    is_moved = any(moves.values())
    worked = case.spoilers and case.worked
    marks = marking(case, seen, threshold)
    numbers = (in_numbers(seen),) if worked and seen.union else ()
    return LessonDrawing(
        formula=(IN_SYMBOLS, *numbers),
        in_numbers=bool(numbers),
        aside=(WORTH,),
        symbols=symbols(seen, threshold, worked=worked),
        groups=(
            Group(
                title="From grey levels to marked pixels: where EM is above the threshold",
                pictures=marks,
            ),
            Group(
                title="Above the line: what the encrypted edges earn",
                pictures=earning(case, seen),
            ),
            Group(
                title="How WEM is made from distances (DSM)",
                pictures=(distance(case, seen),),
                folded=True,
            ),
        ),
        stage=_stage(case, seen, own if is_moved else None, (marks[2], marks[5])),
        sums=_sums(seen) if worked else (),
        number=own.value,
        tried=seen.value if is_moved and worked else None,
        instead=instead(moves),
        live=live.structure(case, own.union),
    )


def _stage(
    case: Case,
    seen: StructureCounts,
    own: StructureCounts | None,
    marked: tuple[Illustration, ...],
) -> Stage:
    """Both blocks one on the other, with Eq. 3 as bars below."""
    alt = "Edge pixels of both blocks, one over the other" + case.revealed(
        f": {seen.both} in both, {seen.only_plain} only in the plain block, "
        f"{seen.only_encrypted} only in the encrypted one"
    )
    return Stage(
        large=Illustration(
            symbols="",
            caption="Edge pixels of b<sub>p</sub> and b<sub>e</sub>*, one over the other. "
            "Every coloured pixel counts below the line.",
            svg=marked_pixels.laid_over(case, seen.plain, seen.encrypted, alt),
        ),
        sources=marked,
        bars=fraction(
            seen,
            full=max(seen.union, own.union if own else 0, 1),
            own=own,
            numbers=case.spoilers,
            worked=case.spoilers and case.worked,
        ),
    )


def _sums(seen: StructureCounts) -> tuple[str, ...]:
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
    asks="Scrambling may change the greys and leave the **outlines**. An edge that is a "
    "little off still earns nearly a full point.",
    more="In both blocks the pixels are marked where the edge strength EM is above ½: "
    "these maps are **BEM**. EM is smooth and nothing is thinned, so an edge is a band "
    "there, not a line.\n\n"
    "Counting only the pixels that *both* maps mark, the strict overlap, would be too "
    "harsh: an edge moved by its own width would count nothing, though you would recognise "
    "it. So the plain block spreads its edges: **WEM** is 1 on them and falls in a "
    "straight line with the distance, to 0 at the diagonal of the block. **Above the "
    "line** of the fraction, every encrypted edge pixel collects the WEM beneath it. "
    "**Below the line** stand all pixels that either map marks, so that missing and added "
    "edges both cost.",
    quantity=SIM_S,
    word="alike in structure,",
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
            unit="pixels to the right",
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
