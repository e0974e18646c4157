"""The list of encryptions on Compare as the session keeps it, each with a number."""

from collections.abc import Sequence

from explorer import state
from explorer.lineup import FEWEST, FIRST, Entry, parsed, written

EDITED, ROUND = "with_of_edited", "with_of_round"
"""What the session calls the number of the entry that is changed, and the count of
changes of the list itself."""

_IDS = "with_of_ids"


def read_list() -> tuple[list[Entry], list[int]]:
    """Entries, and a number for each that no other ever has in this session."""
    entries = list(parsed(state.recall("with")))
    if len(entries) < FEWEST:
        entries = [*entries, *FIRST][: max(FEWEST, len(FIRST) * (not entries))]
    ids = state.recall(_IDS) or []
    if len(ids) != len(entries):
        ids = fresh(len(entries))
    return entries, ids


def fresh(count: int) -> list[int]:
    """Return numbers for new entries."""
    last = state.recall("with_ids_used") or 0
    state.keep("with_ids_used", last + count)
    return list(range(last + 1, last + count + 1))


def write_list(entries: Sequence[Entry], ids: Sequence[int], edited: int) -> None:
    """Keep another list of entries, and draw the controls of the list anew."""
    state.keep(ROUND, (state.recall(ROUND) or 0) + 1)
    keep_list(entries, ids, edited)


def keep_list(entries: Sequence[Entry], ids: Sequence[int], edited: int) -> None:
    """Keep the list as its controls say it now; they stay."""
    state.keep("with", written(entries))
    state.keep(_IDS, list(ids))
    state.keep(EDITED, edited)
