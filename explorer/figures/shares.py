"""Which blocks make the score: how alike they are, and how few make how much."""

import numpy as np
from numpy.typing import NDArray

from core.recognizability.index import Recognizability
from explorer.figures.leak import blocks_for, by_contribution
from explorer.figures.selection import DEGREE_BINS, blocks_in_words, degree_bins
from explorer.figures.svg import (
    BAR_KEY,
    CURVE_KEY,
    DASHED_KEY,
    DOT_KEY,
    Chart,
    count_ticks,
    figure,
    key,
    panel,
    percent_ticks,
)


def shares(result: Recognizability) -> str:
    """HTML of two charts: RD(b) weighted by w, and the sum of Eq. 6 block by block."""
    return panel(_degrees(result), _running_sum(result))


def degree_histogram(result: Recognizability, *, weighted: bool) -> NDArray[np.float64]:
    """Share of the blocks, or of their weight w, by RD(b), (20,); adds up to 1."""
    weight = result.weight.ravel() if weighted else None
    counts = np.bincount(degree_bins(result), weights=weight, minlength=DEGREE_BINS)
    return counts / counts.sum()


def running_sum(result: Recognizability) -> NDArray[np.float64]:
    """Share of RD that the k strongest blocks make together, (M N + 1,), from k = 0."""
    falling = result.contribution.ravel()[by_contribution(result)]
    return np.concatenate([[0.0], np.cumsum(falling)])


def _degrees(result: Recognizability) -> str:
    weighted = degree_histogram(result, weighted=True)
    plain = degree_histogram(result, weighted=False)
    edges = np.linspace(0, 1, DEGREE_BINS + 1).tolist()
    ticks = percent_ticks(float(max(weighted.max(), plain.max())))
    chart = Chart(x=(0, 1), y=(0, ticks[-1][0]))
    chart.axes(
        "recognizable degree RD(b) of a block",
        "share",
        [(place / 5, f"{place / 5:g}") for place in range(6)],
        ticks,
    )
    chart.bars(edges, weighted.tolist(), _degree_notes(result, weighted))
    chart.steps(edges, plain.tolist())
    reading = "Bars far to the right are blocks that show and that count."
    if result.form.pooling == "normalised":
        low = chart.y[0]
        chart.line([(result.rd, low), (result.rd, chart.y[1])], "thin")
        chart.dot(result.rd, low, f"RD of the picture, {result.rd:.3f}")
        reading += f" The dot is their mean of Eq. 6, RD = {result.rd:.3f}."
    average = float(np.average(result.degree, weights=result.weight))
    return figure(
        "How alike",
        chart.svg(
            f"Distribution of RD(b) weighted by w. Its mean is {average:.2f}, "
            f"and RD by Eq. 6 {result.rd:.3f}."
        ),
        f"{reading} Dashed bars above the filled ones count less: flat, or given away "
        "by their neighbours.",
        key((BAR_KEY, "weighted by w"), (DASHED_KEY, "every block alike")),
    )


def _degree_notes(
    result: Recognizability, weighted: NDArray[np.float64]
) -> list[tuple[str, str]]:
    """What is read at every bar, and which blocks it stands for."""
    counts = np.bincount(degree_bins(result), minlength=DEGREE_BINS).tolist()
    notes = []
    for place, (count, share) in enumerate(zip(counts, weighted.tolist(), strict=True)):
        low, high = place / DEGREE_BINS, (place + 1) / DEGREE_BINS
        blocks = blocks_in_words(count) if count else "no block"
        notes.append(
            (
                f"RD(b) from {low:.2f} to {high:.2f}: {share:.1%} of the weight, "
                f"{blocks}",
                f"degree {place}" if count else "",
            )
        )
    return notes


def _running_sum(result: Recognizability) -> str:
    total = running_sum(result)
    count, needed = len(total) - 1, blocks_for(result, 0.5)
    chart = Chart(x=(0, count), y=(0, 1))
    chart.axes(
        "blocks, the one that contributes most first",
        "share of RD",
        [(tick, str(tick)) for tick in count_ticks(count)],
        [(place / 4, f"{25 * place} %") for place in range(5)],
    )
    chart.line([(0, 0), (count, 1)], "dashed")
    # A curve of many blocks looks the same through fewer of its points.
    places = np.unique(np.linspace(0, count, min(count, 120) + 1).round().astype(int))
    chart.line([(int(k), float(total[k])) for k in places])
    if needed:
        chart.line([(0, 0.5), (needed, 0.5), (needed, 0)], "thin")
        made = float(total[needed])
        chart.dot(needed, made, f"{needed} of {count} blocks: {made:.1%} of RD")
        blocks = "1 block makes" if needed == 1 else f"{needed} blocks make"
        said = f"{blocks} half of RD, {blocks_for(result, 0.9)} of {count} nine tenths."
    else:
        said = "No block is recognised, so there is nothing to add up."
    return figure(
        "How few",
        chart.svg(f"Running sum of the contributions. {said}"),
        f"{said} The more the curve bends away from the dashed line, the fewer blocks "
        "give the picture away.",
        key(
            (CURVE_KEY, "this pair"),
            (DASHED_KEY, "all blocks alike"),
            (DOT_KEY, "half"),
        ),
    )
