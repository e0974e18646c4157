"""Scores of noise for one pair, draw by draw, kept in memory and on disk.

Nothing else on a page takes longer. So each draw has a turn of its own, and what was
broken off goes on from there.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from core.recognizability.noise import DRAWS
from explorer.pair.sources import Source
from explorer.store.memory import MEMORY
from explorer.store.results_on_disk import result_key, results
from explorer.store.runner import RUNNER

Draws: TypeAlias = tuple[float, ...]


def draws_of_noise(
    words: Sequence[object],
    prepare: Callable[[], Callable[[int], float]],
    plain: Source,
    encrypted: Source,
    *,
    figure: bool = True,
) -> Draws:
    """Return what the encrypted pixels of a pair score in random order, `DRAWS` times.

    Parameters
    ----------
    words : list
        Names of the index and its settings, as JSON takes them.
    prepare : callable
        Prepares what all draws share, and gives the score of one by its number.
    plain, encrypted : Source
        The pair.
    figure : bool
        Whether a visitor waits for a figure that comes before other work.
    """
    key = result_key("draws of noise", plain.digest, encrypted.digest, words, DRAWS)
    row = results().known([key]).get(key, {})
    draws = tuple(draw for draw in row.values() if isinstance(draw, float))
    if len(draws) < DRAWS:
        draws = _measured(key, prepare, plain, encrypted, figure)
        results().keep(key, {f"{q}": draw for q, draw in enumerate(draws)})
    return draws


def _measured(
    key: str,
    prepare: Callable[[], Callable[[int], float]],
    plain: Source,
    encrypted: Source,
    figure: bool,
) -> Draws:
    draw = prepare()
    draws: Draws = MEMORY.known(("noise so far", key)) or ()
    for number in range(len(draws), DRAWS):
        with RUNNER.turn(figure=figure):
            draws = *draws, draw(number)
        MEMORY.keep(("noise so far", key), draws, plain, encrypted)
    return draws
