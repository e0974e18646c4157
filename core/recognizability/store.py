"""Stores for the stages of the index: what did not change is not computed again."""

from collections.abc import Callable, Hashable
from typing import Any, Protocol, TypeVar

Stage = TypeVar("Stage")


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
