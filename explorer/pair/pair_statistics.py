"""What papers print of a cipher, for a pair of the page: see `core.statistics`.

Papers take NPCR and UACI of a cipher and a second one, made with a tiny change. Where
the encrypted picture was made here the second one is too; else it is a file.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.encryption import SCHEMES, Scheme
from core.key_sensitivity import Sensitivity, sensitivity
from core.randomness.bytes_of import bytes_of
from core.randomness.differences import differential
from core.randomness.entries import Entry, Statistics
from core.randomness.table import statistics
from explorer.pair.evaluation import has_colour
from explorer.pair.sources import Source
from explorer.store.memory import MEMORY
from explorer.store.runner import RUNNER

ANOTHER_KEY = "showthrough"
"""Key of a scheme that has none: it changes nothing there."""


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class PairStatistics:
    """What papers print of the encrypted picture of a pair.

    Attributes
    ----------
    table : Statistics
        Of the encrypted picture and the plain one, channel by channel.
    made : Sensitivity, optional
        What a changed key and a changed pixel do, where the scheme is known.
    keyed : bool
        Whether that scheme has a key.
    of_key, of_pixel, of_file : tuple of Entry
        NPCR and UACI of the encrypted picture and a second one: under another key, with
        one plain pixel changed, or of a file. Channel by channel; empty where there is
        none.
    """

    table: Statistics
    made: Sensitivity | None = None
    keyed: bool = True
    of_key: tuple[tuple[Entry, ...], ...] = ()
    of_pixel: tuple[tuple[Entry, ...], ...] = ()
    of_file: tuple[tuple[Entry, ...], ...] = ()

    @property
    def has_second(self) -> bool:
        """Whether there is a second encrypted picture to compare with."""
        return bool(self.of_pixel or self.of_file)

    @property
    def tests(self) -> tuple[int, int]:
        """How many tests pass at 5 %, and how many there are."""
        passed, count = self.table.tests
        for channels in (self.of_key, self.of_pixel, self.of_file):
            words = [entry.verdict for channel in channels for entry in channel]
            passed += words.count("passes at 5 %")
            count += len(words)
        return passed, count


def known_scheme(encrypted: Source) -> Scheme | None:
    """Return the scheme that made the encrypted picture here; None if it is a file."""
    made = encrypted.made
    whole = made.channel == "luma" and not made.shape
    return SCHEMES.get(made.scheme) if whole else None


def pair_statistics(
    plain: Source, encrypted: Source, second: Source | None = None
) -> PairStatistics:
    """Return what papers print of a pair, remembered.

    Parameters
    ----------
    plain, encrypted : Source
        The pair, of one size.
    second : Source, optional
        A second encrypted picture. It is not looked at where the scheme is known.

    Raises
    ------
    ImageError
        If the second picture has another size.
    """
    scheme = known_scheme(encrypted)
    if scheme is not None:
        second = None
    sources = (plain, encrypted, *([second] if second else []))

    def make() -> PairStatistics:
        with RUNNER.turn(figure=True):
            if scheme is not None:
                return _made_here(plain, encrypted, scheme)
            return _of_files(plain, encrypted, second)

    key = "statistics", *(source.digest for source in sources), encrypted.file_digest
    return MEMORY.recall(key, make, *sources)


def _made_here(plain: Source, encrypted: Source, scheme: Scheme) -> PairStatistics:
    made = encrypted.made
    found = sensitivity(
        plain.luma, scheme, level=made.level, key=made.key or ANOTHER_KEY
    )
    cipher = bytes_of(found.cipher)

    def against(other: NDArray[np.uint8]) -> tuple[tuple[Entry, ...], ...]:
        return (tuple(differential(cipher[..., 0], bytes_of(other)[..., 0])),)

    return PairStatistics(
        table=statistics(encrypted.luma, plain=plain.luma),
        made=found,
        keyed=scheme.keyed,
        of_key=against(found.cipher_of_key) if scheme.keyed else (),
        of_pixel=against(found.cipher_of_pixel),
    )


def _of_files(
    plain: Source, encrypted: Source, second: Source | None
) -> PairStatistics:
    pictures = [plain, encrypted, *([second] if second else [])]
    levels = _levels(pictures, coloured=_in_colour(encrypted))
    table = statistics(levels[1], plain=levels[0])
    if second is None:
        return PairStatistics(table=table)
    other = statistics(levels[1], other=levels[2])
    names = "npcr", "uaci"
    return PairStatistics(
        table=table,
        of_file=tuple(
            tuple(other.entry(name, channel) for name in names)
            for channel in range(len(other.channels))
        ),
    )


def _in_colour(encrypted: Source) -> bool:
    """Whether the channels of the file are looked at, one by one, as papers do."""
    whole = encrypted.made.channel == "luma" and not encrypted.made.shape
    return whole and has_colour(encrypted)


def _levels(pictures: list[Source], *, coloured: bool) -> list[NDArray[np.float64]]:
    """Grey levels of each picture, or all with three channels."""
    if not coloured:
        return [picture.luma for picture in pictures]
    found = list[NDArray[np.float64]]()
    for picture in pictures:
        levels = picture.luma
        if picture.picture is not None and not picture.made.shape:
            levels = picture.picture.levels
        if levels.ndim == 2:
            levels = np.repeat(levels[..., np.newaxis], 3, axis=-1)
        found.append(levels)
    return found
