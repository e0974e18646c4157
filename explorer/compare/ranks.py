"""Several encryptions under every index: ranks, and where the indices disagree."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from core.indices import INDICES


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class EncryptionValues:
    """Values of one encryption.

    Attributes
    ----------
    number : int
        Its place among the encryptions, from 1.
    name : str
        What the visitor reads.
    detail : str
        The level, and how certain the scheme is.
    sha256 : str
        Of the encrypted picture.
    values : mapping of str to float or None
        By key of the index; None is not ready yet, NaN does not exist.
    short : str
        The name where there is little room; the whole one unless given.
    """

    number: int
    name: str
    detail: str
    sha256: str
    values: Mapping[str, float | None]
    short: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Disagreement:
    """Two indices that place one encryption furthest apart.

    Attributes
    ----------
    encryption : int
        Which one, from 0.
    higher, lower : str
        Keys of the indices: to the first it leaks more.
    ranks : tuple of float
        Its rank by each of the two; 1 leaks most.
    """

    encryption: int
    higher: str
    lower: str
    ranks: tuple[float, float]


def ranks(values: Sequence[float]) -> NDArray[np.float64]:
    """Rank of each value; the highest, which leaks most, has 1.

    Values count with all their digits, however few are shown. Equal values share the
    mean of their places, so that ties do not change the sum of the ranks.
    """
    found = np.asarray(values, np.float64)
    before = (found[np.newaxis, :] > found[:, np.newaxis]).sum(axis=1)
    alike = (found[np.newaxis, :] == found[:, np.newaxis]).sum(axis=1)
    return before + (alike + 1) / 2


def all_ranks(columns: Sequence[EncryptionValues]) -> dict[str, NDArray[np.float64]]:
    """Ranks of the encryptions, (N,), by every index that has all its values."""
    found = {}
    for key in INDICES:
        values = [column.values.get(key) for column in columns]
        complete = [v for v in values if v is not None and not math.isnan(v)]
        if len(complete) == len(columns):
            found[key] = ranks(complete)
    return found


def disagreement(columns: Sequence[EncryptionValues]) -> Disagreement | None:
    """Find where two indices disagree most, or None where all give the same order.

    Among equal differences, one of an earlier index of the table wins, the paper's
    first; then an earlier encryption.
    """
    found, widest = None, 0.0
    for (one, first), (other, second) in combinations(all_ranks(columns).items(), 2):
        apart = np.abs(first - second)
        encryption = int(apart.argmax())
        if apart[encryption] > widest:
            widest = float(apart[encryption])
            place = float(first[encryption]), float(second[encryption])
            leaks_first = place[0] < place[1]
            found = Disagreement(
                encryption=encryption,
                higher=one if leaks_first else other,
                lower=other if leaks_first else one,
                ranks=place if leaks_first else (place[1], place[0]),
            )
    return found


def sentence(columns: Sequence[EncryptionValues]) -> str:
    """One sentence, without Markdown, on where the indices disagree most."""
    ready = all_ranks(columns)
    waiting = len(INDICES) - len(ready)
    if len(ready) < 2:
        return "The indices are on their way."
    so_far = "" if not waiting else f"So far ({len(ready)} of {len(INDICES)}): "
    found = disagreement(columns)
    if found is None:
        return f"{so_far}The indices put these encryptions in the same order."
    places = [
        _place(ready[key], found.encryption) for key in (found.higher, found.lower)
    ]
    return (
        f"{so_far}The indices disagree most on {columns[found.encryption].number}, "
        f"{columns[found.encryption].name}: by {INDICES[found.higher].label} it "
        f"{places[0]}, by {INDICES[found.lower].label} it {places[1]}."
    )


def _place(ranks: NDArray[np.float64], encryption: int) -> str:
    """Place of an encryption among the leaks in words."""
    rank, count = float(ranks[encryption]), len(ranks)
    if (ranks == rank).sum() > 1:
        return f"shares place {rank:g} of {count}"
    if rank == 1:
        return f"leaks most of {count}"
    if rank == count:
        return f"leaks least of {count}"
    ending = {2: "nd", 3: "rd"}.get(int(rank), "th")
    return f"leaks {rank:.0f}{ending} most of {count}"
