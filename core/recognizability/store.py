"""Stores for the stages of the index: what did not change is not computed again."""

from collections.abc import Callable, Hashable
from itertools import count
from typing import Any, Protocol, TypeVar

Stage = TypeVar("Stage")

_STAGES = 3  # grid, filtered, sim_a


class Store(Protocol):
    """A store for stages: returns the one it has for these constants, or makes it.

    `stage` is "grid", "filtered" or "sim_a", and `source` what it is made from: a
    `Pair`, a `Grid` or a `Filtered`.
    """

    def __call__(
        self,
        stage: str,
        constants: tuple[Hashable, ...],
        make: Callable[[], Stage],
        source: object,
        /,
    ) -> Stage:
        """Return the stage."""
        ...


def nothing_kept(
    _stage: str,
    _constants: tuple[Hashable, ...],
    make: Callable[[], Stage],
    _source: object,
    /,
) -> Stage:
    """Make every stage again."""
    return make()


class Steps:
    """Store that keeps nothing, and says how far the work on a pair is.

    Parameters
    ----------
    progress : callable
        (steps done, steps in all) -> None: a step for every tile of both edge maps, and
        for each stage.
    """

    def __init__(self, progress: Callable[[int, int], None]) -> None:
        self._progress = progress
        self._done = count(1)
        self._steps = _STAGES

    def tile(self, tiles: int) -> None:
        """Say that one of an edge map's tiles is done."""
        self._steps = 2 * tiles + _STAGES
        self._progress(next(self._done), self._steps)

    def __call__(
        self,
        _stage: str,
        _constants: tuple[Hashable, ...],
        make: Callable[[], Stage],
        _source: object,
        /,
    ) -> Stage:
        """Make a stage, and say so."""
        made = make()
        self._progress(next(self._done), self._steps)
        return made


class LastStages:
    """The stages of one pair for the last constants.

    While one constant moves at a time, most stages are kept.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Hashable, Any]] = {}

    def __call__(
        self,
        stage: str,
        constants: tuple[Hashable, ...],
        make: Callable[[], Stage],
        _source: object,
        /,
    ) -> Stage:
        """Return a stage; made again where its constants moved."""
        if stage not in self._kept or self._kept[stage][0] != constants:
            self._kept.pop(stage, None)  # first, so that two are never held
            self._kept[stage] = (constants, make())
        return self._kept[stage][1]
