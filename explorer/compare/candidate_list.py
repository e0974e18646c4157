"""The list of encryptions on Compare as the session keeps it, each with a number."""

from collections.abc import Sequence

from explorer import session
from explorer.pair.candidates import FEWEST, FIRST, Entry, parsed, written

EDITED, ROUND = "with_of_edited", "with_of_round"
"""What the session calls the number of the entry that is changed, and the count of
changes of the list itself."""

_IDS = "with_of_ids"


def read_list() -> tuple[list[Entry], list[int]]:
    """Entries, each with a number that is unique in this session."""
    entries = list(parsed(session.recall("with")))
    if len(entries) < FEWEST:
        entries = [*entries, *FIRST][: max(FEWEST, len(FIRST) * (not entries))]
    ids = session.recall(_IDS) or []
    if len(ids) != len(entries):
        ids = fresh(len(entries))
    return entries, ids


def fresh(count: int) -> list[int]:
    """Return numbers for new entries."""
    last = session.recall("with_ids_used") or 0
    session.keep("with_ids_used", last + count)
    return list(range(last + 1, last + count + 1))


def write_list(entries: Sequence[Entry], ids: Sequence[int], edited: int) -> None:
    """Keep another list of entries; the controls of the list are replaced."""
    session.keep(ROUND, (session.recall(ROUND) or 0) + 1)
    keep_list(entries, ids, edited)


def keep_list(entries: Sequence[Entry], ids: Sequence[int], edited: int) -> None:
    """Keep the list as its controls have it now; the controls stay."""
    session.keep("with", written(entries))
    session.keep(_IDS, list(ids))
    session.keep(EDITED, edited)
