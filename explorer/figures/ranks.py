"""How the likeness of the encrypted blocks to the pinned one falls, rank by rank."""

import numpy as np

from core.recognizability.index import Recognizability
from explorer.figures.matches import ranked_matches
from explorer.figures.svg import (
    CURVE_KEY,
    DOT_KEY,
    RING_KEY,
    Chart,
    count_ticks,
    figure,
    key,
    panel,
)

_CLOSE = 0.01  # sim; less than this behind the best is hardly different from it


def ranks(result: Recognizability, block: int, rank: int) -> str:
    """HTML of a chart: sim of every encrypted block with the pinned one, falling.

    Parameters
    ----------
    result : Recognizability
        Of this pair.
    block : int
        Index of the plain block.
    rank : int
        The encrypted block that is looked at; 1 is b_e*.
    """
    order = np.array(ranked_matches(result, block))
    falling = result.sim[block, order].astype(float)
    count, own = len(order), int(np.flatnonzero(order == block)[0]) + 1
    chart = Chart(x=(1, max(count, 2)), y=(0, 1), height=220)
    chart.axes(
        "rank of the encrypted block",
        "sim (Eq. 4)",
        [(tick, str(tick)) for tick in count_ticks(count) if tick] or [(1, "1")],
        [(place / 4, f"{place / 4:g}") for place in range(5)],
    )
    # A curve of many blocks looks the same through fewer of its points.
    places = np.unique(np.linspace(0, count - 1, min(count, 160)).round().astype(int))
    chart.line([(int(place) + 1, float(falling[place])) for place in places])
    own_sim, sim = float(falling[own - 1]), float(falling[rank - 1])
    chart.dot(own, own_sim, f"Its own place: rank {own}, sim {own_sim:.3f}", "ring")
    chart.dot(rank, sim, f"Rank {rank}: sim {sim:.3f}")
    close = int((falling >= falling[0] - _CLOSE).sum())
    alone = "No other encrypted block comes" if close == 1 else f"{close} blocks come"
    said = (
        f"{alone} within {_CLOSE} of the best, {falling[0]:.3f}. Its own place is "
        f"number {own} of {count}."
    )
    return panel(
        figure(
            "Similarity by rank",
            chart.svg(f"Similarity by rank. {said}"),
            f"{said} A steep start means that the match is sure.",
            key(
                (CURVE_KEY, "all encrypted blocks"),
                (DOT_KEY, f"rank {rank}"),
                (RING_KEY, "own place"),
            ),
        )
    )
