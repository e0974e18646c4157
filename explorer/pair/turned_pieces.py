"""The search over turned and negative pieces on a pair, remembered.

It stands beside the index of the paper, which turns nothing, and never takes its place.
"""

from collections.abc import Hashable

from core.attacks.turned import Turned, turned_search
from core.recognizability.form import Form
from core.recognizability.index import Recognizability
from explorer.pair.sources import Source
from explorer.store.memory import MEMORY

MOST_PIECES = 400
"""Blocks that are searched at most: it takes 16 times as long as the paper's search."""

ENOUGH = 0.03
"""Least gain of VSI that is offered. A mere shuffle gains nothing, and pieces of
32 pixels that were turned gain 0.15."""


def small_enough(result: Recognizability) -> bool:
    """Whether the pieces of a result are few enough to be turned."""
    return 1 < result.match.size <= MOST_PIECES


def turned_pieces(plain: Source, encrypted: Source, form: Form) -> Turned:
    """Return what the search finds under the settings of the index."""

    def make() -> Turned:
        return turned_search(
            plain.luma,
            encrypted.luma,
            form.parameters,
            form.components,
            offset=form.offset,
            border=form.border,
            pooling=form.pooling,
            chance=False,
            data_range=255,
        )

    key = _key(plain, encrypted, form)
    return MEMORY.recall(key, make, plain, encrypted, few=3)


def known_pieces(plain: Source, encrypted: Source, form: Form) -> Turned | None:
    """Return `turned_pieces` if they have been searched."""
    return MEMORY.known(_key(plain, encrypted, form))


def _key(plain: Source, encrypted: Source, form: Form) -> tuple[Hashable, ...]:
    return "turned pieces", plain.digest, encrypted.digest, form
