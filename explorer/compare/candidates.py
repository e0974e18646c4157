"""The list of encryptions on Compare: up to eight, each of which can be changed.

An entry has a number that is unique in the session; the keys of its controls hold it.
After each change of the list itself, all controls are replaced.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from core.encryption import SCHEMES
from explorer import session
from explorer.compare.candidate_list import (
    EDITED,
    fresh,
    keep_list,
    note_ready,
    own_key,
    read_list,
    write_list,
)
from explorer.compare.candidate_upload import draw_upload
from explorer.compare.candidate_white import draw_white
from explorer.pair.candidates import (
    FIRST,
    ITSELF,
    LONGEST_KEY,
    MOST,
    Entry,
    of_scheme,
    presets,
)
from explorer.pair.sources import samples
from explorer.store.uploads import DOORS
from explorer.theme.text import literal
from explorer.widgets.live_slider import live_slider


def choose_entries() -> list[Entry]:
    """Draw the list and the controls of the entry that is being changed."""
    entries, ids = read_list()
    st.markdown(f"**Encryptions, {len(entries)} of {MOST}**")
    if entries:
        entries = _choose_and_edit(entries, ids)
    else:
        drop = "Drop files below, choose" if DOORS.files else "Choose"
        st.caption(f"None yet. {drop} a ready set, or add one.")
    _draw_buttons(entries, ids)
    draw_upload()
    st.selectbox(
        "Ready set",
        presets(),
        index=None,
        placeholder="Choose a set…",
        key=own_key("preset"),
        on_change=_take_preset,
    )
    return entries


def _choose_and_edit(entries: list[Entry], ids: list[int]) -> list[Entry]:
    """Draw the list and the controls of one entry; return the list as they have it."""
    edited = session.held(own_key("edited")) or session.recall(EDITED)
    edited = edited if edited in ids else ids[0]
    place = ids.index(edited)
    entries = list(entries)
    entries[place] = _as_moved(entries[place], edited)
    keep_list(entries, ids, edited)
    labels = {
        number: f"{i}. {_short(entry)}"
        for i, (number, entry) in enumerate(zip(ids, entries, strict=True), 1)
    }
    st.radio(
        "Encryption to change",
        ids,
        index=place,
        format_func=lambda number: literal(labels[number]),
        key=own_key("edited"),
    )
    with st.container(border=True):
        _edit(entries[place], edited, place + 1)
    return entries


def _draw_buttons(entries: Sequence[Entry], ids: Sequence[int]) -> None:
    full, edited = len(entries) >= MOST, session.recall(EDITED)
    with st.container(horizontal=True, gap="xsmall"):
        st.button(
            "Add another" if entries else "Add one",
            key="with_add",
            on_click=_add,
            disabled=full,
            help=f"{MOST} are compared at most. Remove one first." if full else None,
        )
        if edited in ids:
            st.button(
                f"Remove {ids.index(edited) + 1}",
                key="with_remove",
                on_click=_remove,
                args=(edited,),
            )
        if len(entries) > 1:
            st.button("Remove all", key="with_remove_all", on_click=_remove_all)


def _short(entry: Entry) -> str:
    """Name and level of an encryption, on one line where that is possible."""
    name, level = names(entry)
    name = name.partition(":")[0] if entry.kind == "scheme" else name
    return " · ".join(filter(None, (name, level)))


def names(entry: Entry) -> tuple[str, str]:
    """Name of an encryption, and its level."""
    if entry.kind == "scheme":
        scheme = SCHEMES[entry.name]
        return scheme.label, scheme.level_labels[entry.level - 1]
    if entry.kind == "file":
        source = session.file(entry.name)
        return (source.title if source else f"File {entry.name}"), ""
    if entry.name == ITSELF:
        return "The plain picture itself", ""
    return _companions().get(entry.name, entry.name), ""


def _companions() -> Mapping[str, str]:
    sample = samples().get(session.chosen("plain"))
    return {e.key: e.title for e in sample.encrypted} if sample else {}


def _widgets(number: int, scheme: str = "") -> tuple[str, str, str]:
    """Names of an entry's controls: what it is, level, key."""
    return (
        f"with_what_{number}",
        f"with_level_{number}_{scheme}",
        f"with_key_{number}",
    )


def _as_moved(entry: Entry, number: int) -> Entry:
    """Return an entry as its controls have it, before its name is drawn anywhere."""
    what, _, key = (session.key("with", widget) for widget in _widgets(number))
    chosen = session.held(what)
    if chosen is not None and chosen != entry.name:
        if chosen in SCHEMES:
            level = entry.level if entry.kind == "scheme" else 3
            entry = of_scheme(chosen, level, entry.key)
        else:
            kind = "file" if session.file(chosen) else "sample"
            entry = Entry(kind=kind, name=chosen)
    if entry.kind != "scheme":
        return entry
    _, level, _ = _widgets(number, entry.name)
    session.keep(level, entry.level)
    moved = session.hand(session.key("with", level)).get("value")
    if isinstance(moved, int | float):
        entry = of_scheme(entry.name, int(moved), entry.key)
    written_key = session.held(key)
    if SCHEMES[entry.name].keyed and isinstance(written_key, str):
        entry = replace(entry, key=written_key)
    return entry


def _edit(entry: Entry, number: int, place: int) -> None:
    """Draw the controls of one entry."""
    if entry.kind == "file":
        st.caption(
            f"Encryption {place} is a file of yours, SHA-256 {entry.name}…. Remove "
            "it, or add another."
        )
        draw_white(entry, place)
        return
    labels = {key: scheme.label for key, scheme in SCHEMES.items()}
    labels |= {**_companions(), ITSELF: "The plain picture itself"}
    labels |= {
        digits: f"Yours: {own.title}" for digits, own in session.all_files().items()
    }
    labels.setdefault(entry.name, entry.name)
    what, level, key = _widgets(number, entry.name)
    st.selectbox(
        f"Encryption {place}",
        labels,
        index=list(labels).index(entry.name),
        format_func=labels.__getitem__,
        key=session.key("with", what),
    )
    if entry.kind != "scheme":
        return
    scheme = SCHEMES[entry.name]
    if scheme.levels > 1:
        live_slider(
            f"Level of encryption {place}, 1 is strongest",
            key=session.key("with", level),
            low=1,
            high=scheme.levels,
            step=1,
            value=entry.level,
            about=f"Sets the {scheme.level_meaning}.",
            note=f"{entry.level} of {scheme.levels}: "
            f"{scheme.level_labels[entry.level - 1]}",
        )
    if scheme.keyed:
        st.text_input(
            f"Key of encryption {place}",
            value=entry.key,
            max_chars=LONGEST_KEY,
            key=session.key("with", key),
        )


def _add() -> None:
    """Add an encryption that is not there yet."""
    entries, ids = read_list()
    there = {entry.name for entry in entries}
    name = next((key for key in SCHEMES if key not in there), next(iter(SCHEMES)))
    (number,) = fresh(1)
    write_list([*entries, of_scheme(name, 3)], [*ids, number], number)


def _remove(number: int) -> None:
    entries, ids = read_list()
    if number not in ids:
        return
    place = ids.index(number)
    del entries[place], ids[place]
    left = ids[min(place, len(ids) - 1)] if ids else 0
    write_list(entries, ids, left)


def _remove_all() -> None:
    write_list([], [], 0)


def _take_preset() -> None:
    take_ready_set(session.held(own_key("preset")) or "")


def take_ready_set(name: str) -> None:
    """Put a ready set in the place of the list; a callback."""
    entries = presets().get(name)
    if entries:
        ids = fresh(len(entries))
        write_list(entries, ids, ids[0])
        note_ready(entries, ids)


def draw_start() -> None:
    """Draw the ways to begin, where the page has nothing to show."""
    draw_upload("start", "Drop encrypted pictures of your own here")
    first = next(name for name, entries in presets().items() if entries == FIRST)
    st.button(
        f"Show the ready set “{first}”",
        key="with_start",
        type="primary",
        on_click=take_ready_set,
        args=(first,),
    )
