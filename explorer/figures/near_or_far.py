"""How far matches jumped: whether an image leaks in place or somewhere else."""

import numpy as np
from numpy.typing import NDArray

from core.recognizability.index import Recognizability
from explorer.figures.leak import chance_distances, distances, jumps, percent
from explorer.figures.pictures import data_uri
from explorer.figures.selection import blocks_in_words, picked
from explorer.figures.svg import (
    BAR_KEY,
    DASHED_KEY,
    RING_KEY,
    Chart,
    figure,
    key,
    panel,
    percent_ticks,
)
from explorer.theme.colours import CIVIDIS, cividis

_NOTED = 20  # jumps, the strongest, whose numbers appear under the pointer


def near_or_far(result: Recognizability) -> str:
    """HTML of two charts: contribution by distance, and by direction and distance."""
    if not result.contribution.any():
        return panel("<p>Nothing is recognised, so nothing has jumped.</p>")
    return panel(_by_distance(result), _by_direction(result))


def contribution_by_distance(result: Recognizability) -> NDArray[np.float64]:
    """Share of RD by distance, (max(M, N),), from 0 blocks on; adds up to 1."""
    return np.bincount(
        distances(result),
        weights=result.contribution.ravel(),
        minlength=max(result.degree.shape),
    ).astype(np.float64)


def contribution_by_jump(result: Recognizability) -> NDArray[np.float64]:
    """Share of RD by jump, (2M - 1, 2N - 1); the own place is in the middle."""
    rows, columns = result.degree.shape
    found = np.zeros((2 * rows - 1, 2 * columns - 1))
    down, right = jumps(result).T
    np.add.at(
        found, (down + rows - 1, right + columns - 1), result.contribution.ravel()
    )
    return found


def _by_distance(result: Recognizability) -> str:
    found, chance = contribution_by_distance(result), chance_distances(result)
    farthest = len(found) - 1
    edges = [distance - 0.5 for distance in range(farthest + 2)]
    most = float(max(found.max(), chance.max()))
    ticks = percent_ticks(most)
    chart = Chart(x=(-0.5, farthest + 0.5), y=(0, ticks[-1][0]))
    step = max(1, -(-(farthest + 1) // 12))
    chart.axes(
        "distance from the block to its match, in blocks",
        "share of RD",
        [(d, str(d)) for d in range(0, farthest + 1, step)],
        ticks,
    )
    chart.bars(edges, found.tolist(), _distance_notes(result, found, chance))
    chart.steps(edges, chance.tolist())
    near = float(found[:2].sum())
    described = (
        f"{percent(found[0])} of RD comes from the own place, "
        f"{percent(near - found[0])} from one of its neighbours, "
        f"{percent(1 - near)} from farther away."
    )
    return figure(
        "Near or far",
        chart.svg(described),
        f"{described} A bar at 0 is a leak in place. Bars that follow the dashed line "
        "say that blocks show anywhere.",
        key((BAR_KEY, "this pair"), (DASHED_KEY, "if every place were as likely")),
    )


def _by_direction(result: Recognizability) -> str:
    found = contribution_by_jump(result)
    rows, columns = result.degree.shape
    # Square cells, in the middle of a drawing as wide as the one beside it.
    unit = min(388 / found.shape[1], 250 / found.shape[0])
    space = round((460 - 58 - 14 - unit * found.shape[1]) / 2)
    chart = Chart(
        x=(-columns + 0.5, columns - 0.5),
        y=(rows - 0.5, -rows + 0.5),
        left=58 + space,
        right=14 + space,
        height=round(unit * found.shape[0]) + 58,
    )
    most = float(found.max())
    chart.axes(
        "columns to the right",
        "rows down",
        _jump_ticks(columns - 1),
        _jump_ticks(rows - 1),
    )
    chart.image(data_uri(cividis(found / most)))
    chart.dot(0, 0, "The own place", "ring light")
    for jump in np.argsort(-found, axis=None, kind="stable")[:_NOTED].tolist():
        row, column = divmod(jump, found.shape[1])
        down, right = row - rows + 1, column - columns + 1
        if found[row, column] > 0:
            pick = f"jump {down} {right}"
            chart.cell(
                right,
                down,
                f"{_jump_in_words(down, right)}: {found[row, column]:.1%} of RD, "
                f"{blocks_in_words(len(picked(result, pick)))}",
                pick,
            )
    ramp = ", ".join(f"rgb{colour}" for colour in CIVIDIS)
    legend = (
        '<span>0 % <i class="ramp" style="background: linear-gradient(to right, '
        f'{ramp})"></i> {most:.1%} of RD</span>'
    )
    return figure(
        "Which way",
        chart.svg(
            "Share of RD by the jump from a block to its match: "
            f"{int((found > 0).sum())} different jumps, the strongest {most:.1%}."
        ),
        "Each cell is one jump, in rows and columns. The ring is the own place. One "
        "bright cell: the whole picture moved together. A cloud: blocks changed "
        "places.",
        legend + key((RING_KEY, "own place")),
    )


def _distance_notes(
    result: Recognizability, found: NDArray[np.float64], chance: NDArray[np.float64]
) -> list[tuple[str, str]]:
    """What is read at every bar, and which blocks it stands for."""
    notes = []
    for distance, share in enumerate(found.tolist()):
        pick = f"distance {distance}" if share > 0 else ""
        count = len(picked(result, pick)) if pick else 0
        away = f"{distance} block{'' if distance == 1 else 's'} away"
        if distance == 0:
            away = "In the own place"
        blocks = f", {blocks_in_words(count)}" if count else ""
        notes.append(
            (
                f"{away}: {share:.1%} of RD, by chance {chance[distance]:.1%}{blocks}",
                pick,
            )
        )
    return notes


def _jump_in_words(down: int, right: int) -> str:
    if not (down or right):
        return "In the own place"
    words = []
    if down:
        rows = "row" if abs(down) == 1 else "rows"
        words.append(f"{abs(down)} {rows} {'down' if down > 0 else 'up'}")
    if right:
        columns = "column" if abs(right) == 1 else "columns"
        words.append(f"{abs(right)} {columns} {'right' if right > 0 else 'left'}")
    return ", ".join(words)


def _jump_ticks(farthest: int) -> list[tuple[float, str]]:
    step = max(1, -(-farthest // 4))
    places = range(-(farthest // step) * step, farthest + 1, step)
    return [(place, f"{place:+d}" if place else "0") for place in places]
