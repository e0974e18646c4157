"""Pictures of step 5: the neighbours of the block, all weights, and its own edges."""

import numpy as np

from explorer.learn.lessons import alt_text, svg
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.drawing import Illustration
from explorer.learn.lessons.words import counted
from explorer.theme.colours import cividis


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


def weights_of_all(case: Case, own: float) -> tuple[Illustration, ...]:
    """The block among its neighbours, and the weights of all blocks.

    `own` is what the block weighs, as tried.
    """
    result, block = case.result, case.block
    around = neighbours(case)
    degrees = result.degree.ravel()
    marks = [svg.box(case, block)]
    for index in around:
        marks.append(svg.box(case, index, "dashed"))
        if case.spoilers:
            marks.append(svg.label(case, index, f"{degrees[index]:.2f}"))
    row, column = divmod(block, result.degree.shape[1])
    side = result.side
    return (
        Illustration(
            symbols="nrd",
            caption="In the middle b<sub>p</sub>. Dashed: its neighbours, brighter "
            f"where their recognizable degrees (RD) are higher{case.revealed(', written on them')}."
            if around
            else "The grid has this block alone: it has no neighbours.",
            svg=svg.whole(
                case,
                case.pictures[0],
                f"The block in {case.place(block)} with "
                f"{counted(len(around), 'neighbour')}"
                + case.revealed(
                    "".join(
                        f", {degrees[index]:.2f} in {case.place(index)}"
                        for index in around
                    )
                ),
                cells=result.degree,
                marks=marks,
                window=((column - 1) * side, (row - 1) * side, 3 * side, 3 * side),
            ),
            wide=True,
        ),
        Illustration(
            symbols="w",
            caption="The weights of all blocks: dark is 0, bright is the largest"
            + case.revealed(f", {result.weight.max():.4f}")
            + ".",
            svg=svg.whole(
                case,
                case.pictures[0],
                "Plain picture, each block coloured by its weight: "
                f"{alt_text.blocks(case, result.weight)}",
                cells=result.weight / result.weight.max(),
                marks=[_lit(case, own), svg.box(case, block)],
            ),
            wide=True,
        ),
    )


def _lit(case: Case, weight: float) -> str:
    """The block in the colour of its weight, which a slider makes brighter or darker."""
    row, column = divmod(case.block, case.result.degree.shape[1])
    side = case.result.side
    colour = cividis(np.array([weight / (case.result.weight.max() or 1)]))[0]
    return (
        f'<rect data-live="own" x="{column * side}" y="{row * side}" width="{side}" '
        f'height="{side}" fill="rgb({",".join(map(str, colour))})" opacity="0.85"/>'
    )


def spread_of_edges(case: Case) -> tuple[Illustration, ...]:
    """Edge strengths of the block, as a map and as a histogram."""
    edges = case.cut(case.result.edges_plain, case.block)
    std = case.of_block(case.result.complexity)
    counts = np.histogram(edges, bins=20, range=(0, 1))[0] / edges.size
    top = float(counts.max())
    mean = float(edges.mean())
    return (
        Illustration(
            symbols="em",
            caption="EM of b<sub>p</sub>: edge strength at each pixel, dark 0, bright 1",
            svg=svg.heat_tile(
                case, edges, f"Edge strength of the block: {alt_text.heat(case, edges)}"
            ),
        ),
        Illustration(
            symbols="em",
            caption="How its edge strengths spread: the line is their mean"
            + case.revealed(f", {mean:.4f}, and their standard deviation is {std:.4f}")
            + ". Bars far from the line on both sides make it large.",
            svg=svg.chart(
                "Histogram of the block's edge strengths"
                + case.revealed(
                    f": mean {mean:.2f}, standard deviation {std:.2f}, and "
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
