"""The list of encryptions on Compare as the session keeps it, each with a number."""

from collections.abc import Sequence

from explorer import session
from explorer.pair.candidates import FIRST, NOTHING, Entry, parsed, presets, written

EDITED, ROUND = "with_of_edited", "with_of_round"
"""What the session calls the number of the entry that is changed, and the count of
changes of the list itself."""

TROUBLE = "with_of_trouble"
"""What the session calls what was wrong with the files that were uploaded last."""

_IDS, _READY = "with_of_ids", "with_of_ready"


def own_key(widget: str) -> str:
    """Key of a control of the list; it changes with each change of the list."""
    return session.key("with", f"with_{widget}_{session.recall(ROUND) or 0}")


def read_list() -> tuple[list[Entry], list[int]]:
    """Entries, each with a number that is unique in this session."""
    text = session.recall("with")
    entries = list(parsed(text))
    if not entries and text != NOTHING:
        entries = list(FIRST)
    ids = session.recall(_IDS)
    if ids is None or len(ids) != len(entries):
        ids = fresh(len(entries))
        session.keep(_IDS, ids)
        if tuple(entries) in map(tuple, presets().values()):
            note_ready(entries, ids)
    return entries, ids


def fresh(count: int) -> list[int]:
    """Return numbers for new entries."""
    last = session.recall("with_ids_used") or 0
    session.keep("with_ids_used", last + count)
    return list(range(last + 1, last + count + 1))


def note_ready(entries: Sequence[Entry], ids: Sequence[int]) -> None:
    """Keep what a ready set has made of the list, to know later what was changed."""
    session.keep(_READY, dict(zip(ids, entries, strict=True)))


def chosen_by_hand() -> tuple[list[Entry], list[int]]:
    """Return the list without the entries of a ready set that nobody has changed."""
    ready = session.recall(_READY) or {}
    entries, ids = read_list()
    kept = [
        (entry, number)
        for entry, number in zip(entries, ids, strict=True)
        if ready.get(number) != entry
    ]
    return [entry for entry, _ in kept], [number for _, number in kept]


def write_list(entries: Sequence[Entry], ids: Sequence[int], edited: int) -> None:
    """Keep another list of entries; the controls of the list are replaced."""
    session.keep(ROUND, (session.recall(ROUND) or 0) + 1)
    session.keep(TROUBLE, [])
    keep_list(entries, ids, edited)


def keep_list(entries: Sequence[Entry], ids: Sequence[int], edited: int) -> None:
    """Keep the list as its controls have it now; the controls stay."""
    session.keep("with", written(entries))
    session.keep(_IDS, list(ids))
    session.keep(EDITED, edited)
