"""Recognizable information and key points of a pair, and what noise scores by them.

Remembered like results: they depend on the pair alone, and not on the settings of the
paper's index. Noise takes seconds, so these are for work in the background.
"""

from collections.abc import Callable, Hashable
from typing import Literal, TypeAlias, TypeVar

from core.image import ImageError
from core.indices.key_points import FoundAgain, found_again
from core.indices.noise import value_against
from core.indices.verdicts import Verdict, information_verdict
from core.information.index import Information, recognizable_information
from core.recognizability.noise import NoiseBaseline, in_random_order
from explorer.pair.noise_draws import Draws, draws_of_noise
from explorer.pair.sources import Source
from explorer.store.memory import MEMORY
from explorer.store.runner import RUNNER

T = TypeVar("T")

Other: TypeAlias = Literal["information", "key-points"]


def information(plain: Source, encrypted: Source) -> Information:
    """Return `core.recognizable_information` of a pair.

    Raises
    ------
    ImageError
        As the core does: fewer than 32 pixels, too many blocks.
    """

    def make() -> Information:
        return recognizable_information(plain.luma, encrypted.luma, data_range=255)

    return _recalled("information", plain, encrypted, make)


def points(plain: Source, encrypted: Source) -> FoundAgain:
    """Return the key points of a pair, and which are found again.

    Raises
    ------
    ImageError
        As the core does.
    """

    def make() -> FoundAgain:
        return found_again(plain.luma, encrypted.luma, data_range=255)

    return _recalled("key-points", plain, encrypted, make)


def noise(
    index: Other, plain: Source, encrypted: Source, *, figure: bool = True
) -> NoiseBaseline:
    """Return the score by an index, and what noise scores: `core.noise_baseline`.

    Parameters
    ----------
    index : str
        Key of `core.INDICES`.
    plain, encrypted : Source
        The pair.
    figure : bool
        Whether it comes before other work in the background.

    Raises
    ------
    ImageError
        As the index does.
    """

    def prepare() -> Callable[[int], float]:
        measure = value_against(index, plain.luma)
        return lambda number: measure(in_random_order(encrypted.luma, number))

    def make() -> Draws:
        return draws_of_noise([index], prepare, plain, encrypted, figure=figure)

    found = information if index == "information" else points
    score = found(plain, encrypted).value
    key = _noise_key(index, plain, encrypted)
    return NoiseBaseline.of(score, MEMORY.recall(key, make, plain, encrypted))


def verdict(plain: Source, encrypted: Source) -> Verdict | None:
    """Return what is said of a pair's recognizable information beside noise.

    None where the index does not take the pair: that is no reason to say nothing of it.
    """
    try:
        measured = noise("information", plain, encrypted)
    except ImageError:
        return None
    return information_verdict(information(plain, encrypted), measured)


def known_verdict(plain: Source, encrypted: Source) -> Verdict | None:
    """Return `verdict` if all that it takes has been measured."""
    found = MEMORY.known(_key("information", plain, encrypted))
    draws = MEMORY.known(_noise_key("information", plain, encrypted))
    if found is None or draws is None:
        return None
    return information_verdict(found, NoiseBaseline.of(found.value, draws))


def _recalled(
    index: Other, plain: Source, encrypted: Source, make: Callable[[], T]
) -> T:
    def in_turn() -> T:
        with RUNNER.turn(figure=True):
            return make()

    return MEMORY.recall(_key(index, plain, encrypted), in_turn, plain, encrypted)


def _key(index: Other, plain: Source, encrypted: Source) -> tuple[Hashable, ...]:
    return "other index", index, plain.digest, encrypted.digest


def _noise_key(index: Other, plain: Source, encrypted: Source) -> tuple[Hashable, ...]:
    return "noise by other index", index, plain.digest, encrypted.digest
