"""The list of encryptions on Compare: two to eight, each of which can be changed.

An entry has a number that is unique in the session; the keys of its controls hold it.
After each change of the list itself, all controls are replaced.
"""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from core.encryption import SCHEMES
from core.image import FORMATS_IN_WORDS, ImageError
from explorer import session
from explorer.compare.candidate_list import (
    EDITED,
    ROUND,
    fresh,
    keep_list,
    read_list,
    write_list,
)
from explorer.compare.candidate_white import draw_white
from explorer.pair.candidates import (
    FEWEST,
    ITSELF,
    LONGEST_KEY,
    MOST,
    Entry,
    of_scheme,
    presets,
)
from explorer.pair.link_fields import DIGITS
from explorer.pair.sources import read_source, samples
from explorer.store.uploads import MAX_UPLOAD_MB
from explorer.theme.text import literal
from explorer.widgets.live_slider import live_slider
from explorer.widgets.streamlit_internals import forget_uploads

_TROUBLE = "with_of_trouble"


def _own(widget: str) -> str:
    """Key of a control of the list; it changes with each change of the list."""
    return session.key("with", f"with_{widget}_{session.recall(ROUND) or 0}")


def choose_entries() -> list[Entry]:
    """Draw the list and the controls of the entry that is being changed."""
    st.subheader(f"Encryptions, {FEWEST} to {MOST}", anchor=False)
    entries, ids = read_list()
    edited = session.held(_own("edited")) or session.recall(EDITED)
    edited = edited if edited in ids else ids[0]
    place = ids.index(edited)
    entries[place] = _as_moved(entries[place], edited)
    keep_list(entries, ids, edited)
    labels = {
        number: f"{i}. {' · '.join(filter(None, names(entry)))}"
        for i, (number, entry) in enumerate(zip(ids, entries, strict=True), 1)
    }
    st.radio(
        "Encryption to change",
        ids,
        index=place,
        format_func=lambda number: literal(labels[number]),
        key=_own("edited"),
    )
    _edit(entries[place], edited, place + 1)
    with st.container(horizontal=True):
        st.button(
            "Add another",
            key="with_add",
            on_click=_add,
            disabled=len(entries) >= MOST,
            help=f"Up to {MOST}." if len(entries) >= MOST else None,
        )
        st.button(
            f"Remove {place + 1}",
            key="with_remove",
            on_click=_remove,
            args=(edited,),
            disabled=len(entries) <= FEWEST,
            help=f"At least {FEWEST}." if len(entries) <= FEWEST else None,
        )
    _upload(len(entries))
    st.selectbox(
        "Ready set",
        presets(),
        index=None,
        placeholder="Choose a set…",
        key=_own("preset"),
        on_change=_preset,
    )
    return entries


def names(entry: Entry) -> tuple[str, str]:
    """Name of an encryption, and its level."""
    if entry.kind == "scheme":
        scheme = SCHEMES[entry.name]
        return scheme.label, scheme.level_labels[entry.level - 1]
    if entry.kind == "file":
        source = session.file(entry.name)
        return (source.title if source else f"File {entry.name}"), ""
    if entry.name == ITSELF:
        return "The plain image itself", ""
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
            entry = Entry(kind="sample", name=chosen)
    if entry.kind != "scheme":
        return entry
    _, level, _ = _widgets(number, entry.name)
    session.keep(level, entry.level)
    held = session.held(session.key("with", level))
    if held and isinstance(held.get("value"), int | float):
        entry = of_scheme(entry.name, int(held["value"]), entry.key)
    written_key = session.held(key)
    if SCHEMES[entry.name].keyed and isinstance(written_key, str):
        entry = replace(entry, key=written_key)
    return entry


def _edit(entry: Entry, number: int, place: int) -> None:
    """Draw the controls of one entry."""
    if entry.kind == "file":
        st.caption(
            f"Encryption {place} is an uploaded file, SHA-256 {entry.name}…. Remove "
            "it, or add another."
        )
        draw_white(entry, place)
        return
    labels = {key: scheme.label for key, scheme in SCHEMES.items()}
    labels |= {**_companions(), ITSELF: "The plain image itself"}
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
    if number not in ids or len(ids) <= FEWEST:
        return
    place = ids.index(number)
    del entries[place], ids[place]
    left = ids[min(place, len(ids) - 1)]
    write_list(entries, ids, left)


def _preset() -> None:
    entries = presets().get(session.held(_own("preset")) or "")
    if entries:
        ids = fresh(len(entries))
        write_list(entries, ids, ids[0])


def _upload(count: int) -> None:
    """Draw the field for files; each file that can be read becomes an entry."""
    files = st.file_uploader(
        "Encrypted files of your own",
        accept_multiple_files=True,
        max_upload_size=MAX_UPLOAD_MB,
        key=_own("files"),
        disabled=count >= MOST,
        help=f"{FORMATS_IN_WORDS}.",
    )
    if not files:
        return
    entries, ids = read_list()
    trouble: list[str] = []
    for file in files:
        if len(entries) >= MOST:
            trouble.append(f"{file.name} is left out: {MOST} are compared at most.")
            continue
        try:
            source = read_source(file.getvalue(), file.name)
        except ImageError as error:
            trouble.append(f"{error}.")
            continue
        session.keep_file(source)
        entry = Entry(kind="file", name=source.digest[:DIGITS])
        if (entry.kind, entry.name) not in ((e.kind, e.name) for e in entries):
            entries, ids = [*entries, entry], [*ids, *fresh(1)]
    write_list(entries, ids, session.recall(EDITED))
    session.keep(_TROUBLE, trouble)
    # The field is replaced by an empty one: the files are in the list now.
    forget_uploads(*files)
    st.rerun()


def upload_trouble() -> list[str]:
    """Return what was wrong with the files that were uploaded last."""
    return list(session.recall(_TROUBLE) or ())
