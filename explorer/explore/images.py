"""Controls for the pair of images: samples, files, or encrypted on the spot."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.encryption import SCHEMES, Scheme
from core.image import FORMATS_IN_WORDS, ImageError
from explorer import session
from explorer.explore.fit import of_one_size
from explorer.explore.frame import at_frame, choose_frame
from explorer.explore.shown import draw_notes
from explorer.explore.white import draw_doubtful_field, with_white_set
from explorer.figures import served
from explorer.pair import evaluation
from explorer.pair.link_fields import DIGITS, ITSELF, MAKE, OPENED, UPLOAD
from explorer.pair.sources import Source, opened, read_source, samples
from explorer.store.uploads import DOORS, NO_FILES
from explorer.theme.text import literal
from explorer.widgets.file_drop import file_drop
from explorer.widgets.live_slider import live_slider
from explorer.widgets.streamlit_internals import file_id

_WIDEST = 28
"""Letters of a name that the sidebar's lists show whole."""


def choose_pair() -> tuple[tuple[Source, Source], list[str]]:
    """Plain and encrypted image; the last usable pair where they do not fit."""
    problems: list[str] = []
    rows = {"plain": _Row.drawn("plain")}
    plain_opened = _plain_file(rows["plain"], problems)
    plain_file = at_frame(plain_opened, problems)
    plain = _with_white("plain", plain_file, problems)
    below = {"plain": st.container(key="plain_notes")}
    rows["encrypted"] = _Row.drawn("encrypted")
    encrypted_opened = _encrypted_file(rows["encrypted"], plain, problems)
    number = choose_frame(plain_opened, encrypted_opened)
    # Of two files that hold several frames, the shorter one says how many there are.
    plain = at_frame(plain, problems, number)
    encrypted = encrypted_file = at_frame(encrypted_opened, problems, number)
    itself = session.encrypted_of(session.chosen("plain")) == ITSELF
    if not itself:
        encrypted = _with_white("encrypted", encrypted_file, problems)
    below["encrypted"] = st.container()
    if not DOORS.files:
        st.caption(NO_FILES)
    file_drop(session.take_files, refusal="" if DOORS.files else NO_FILES)
    pair = None
    if plain and encrypted:
        pair = of_one_size(plain, encrypted, problems)
    if pair:
        session.keep_pair(*pair)
        for role, file in zip(below, pair, strict=True):
            with below[role]:
                draw_doubtful_field(role, file, pair)
    # Also of a file whose pair cannot be shown.
    seen = pair or (plain or plain_file, encrypted or encrypted_file)
    for role, source in zip(below, seen, strict=True):
        if source:
            rows[role].show(source)
        if source and not (itself and role == "encrypted"):
            with below[role]:
                draw_notes(source)
    return session.pair() or first_pair(), problems


def first_pair() -> tuple[Source, Source]:
    """Return the pair of the first screen."""
    first = next(iter(samples().values()))
    return evaluation.sample(first), evaluation.sample(first.encrypted[0])


def choose_plain(problems: list[str]) -> Source | None:
    """Draw the chooser of the plain image; None, and why, where there is none."""
    row = _Row.drawn("plain")
    opened_file = _plain_file(row, problems)
    choose_frame(opened_file, None)
    file = at_frame(opened_file, problems)
    plain = _with_white("plain", file, problems)
    read = plain or file
    if read:
        row.show(read)
        draw_notes(read)
    return plain


def _with_white(role: str, file: Source | None, problems: list[str]) -> Source | None:
    return with_white_set(role, file, problems) if file else None


@dataclass(frozen=True, eq=False, slots=True)
class _Row:
    """A list to choose a picture from, and before it the picture itself, small."""

    box: Any
    small: Any

    @classmethod
    def drawn(cls, role: str) -> "_Row":
        box = st.container(
            horizontal=True, vertical_alignment="bottom", gap="small", key=f"{role}_row"
        )
        return cls(box, box.container(width=served.THUMB))

    def show(self, source: Source) -> None:
        address, side = served.thumbnail(source), served.THUMB
        self.small.html(
            f'<img src="{address}" alt="" width="{side}" height="{side}" '
            'style="border-radius: 6px; display: block; margin-bottom: -2px">'
        )


def _plain_file(row: _Row, problems: list[str]) -> Source | None:
    pair = opened()
    labels = {OPENED: pair[0].title} if pair else {}
    labels |= {key: entry.title for key, entry in samples().items()}
    start = OPENED if pair and not session.known("plain") else session.recall("plain")
    labels |= _upload_label("plain_file", start)
    chosen = row.box.selectbox(
        "Plain picture",
        labels,
        index=list(labels).index(start),
        format_func=labels.__getitem__,
        key=session.key("plain"),
    )
    if chosen == UPLOAD:
        return _upload("plain picture", "plain_file", problems)
    if chosen == OPENED and pair:
        return pair[0]
    return evaluation.sample(samples()[chosen])


def _encrypted_file(
    row: _Row, plain: Source | None, problems: list[str]
) -> Source | None:
    chosen_plain = session.chosen("plain")
    sample, pair = samples().get(chosen_plain), opened()
    companions = {entry.key: entry for entry in sample.encrypted} if sample else {}
    labels = {key: entry.title for key, entry in companions.items()}
    if chosen_plain == OPENED and pair:
        labels[OPENED] = pair[1].title
    start = session.encrypted_of(chosen_plain)
    labels[MAKE] = "Encrypt here…"
    labels |= _upload_label("encrypted_file", start)
    labels[ITSELF] = "The plain picture itself"
    key = f"encrypted_of_{chosen_plain}"
    chosen = row.box.selectbox(
        "Encrypted picture",
        labels,
        index=list(labels).index(start) if start in labels else 0,
        format_func=labels.__getitem__,
        key=session.key("encrypted", key),
    )
    if chosen not in (MAKE, ITSELF):
        session.keep(key, chosen)
    if chosen == UPLOAD:
        return _upload("encrypted picture", "encrypted_file", problems)
    if chosen == MAKE:
        return _encrypt_here(plain, problems)
    if chosen == OPENED and pair:
        return pair[1]
    if chosen in companions:
        return evaluation.sample(companions[chosen])
    return plain


def _encrypt_here(plain: Source | None, problems: list[str]) -> Source | None:
    """Encrypt the plain image by a scheme, at a level, with a key."""
    keys = list(SCHEMES)
    chosen = st.selectbox(
        "Scheme",
        keys,
        index=keys.index(session.recall("scheme")),
        format_func=lambda key: SCHEMES[key].label,
        key=session.key("scheme"),
    )
    session.keep("scheme", chosen)
    scheme = SCHEMES[chosen]
    if len(scheme.label) > _WIDEST:
        st.caption(scheme.label)
    level = _choose_level(scheme)
    key = session.recall("key")
    if scheme.keyed:
        entered = st.text_input("Key", value=key, max_chars=100, key=session.key("key"))
        key = entered or ""
        session.keep("key", key)
    if plain is None:
        return None
    try:
        return evaluation.encrypted(plain, chosen, level, key)
    except ImageError as error:
        problems.append(
            f"{plain.title} cannot be encrypted by {scheme.label}: {error}."
        )
        return None


def _choose_level(scheme: Scheme) -> int:
    if scheme.levels == 1:
        return 1
    key = f"level_of_{scheme.key}"
    level = int(min(session.slider(key, "level"), scheme.levels))
    session.keep(key, level)
    return int(
        live_slider(
            "Level, 1 is strongest",
            key=session.key("level", key),
            low=1,
            high=scheme.levels,
            step=1,
            value=level,
            about=f"Sets the {scheme.level_meaning}.",
            note=f"{level} of {scheme.levels}: {scheme.level_labels[level - 1]}",
        )
    )


def _upload_label(key: str, start: str) -> dict[str, str]:
    """Entry of a list for a visitor's file.

    Where none is taken, it is there for what a link names or an attack has made.
    """
    if DOORS.files:
        return {UPLOAD: "Open your own…"}
    held = session.read_before(key)
    title = held.title if isinstance(held, Source) else "A file that is not here"
    return {UPLOAD: title} if start == UPLOAD else {}


def _upload(role: str, key: str, problems: list[str]) -> Source | None:
    wanted = session.wanted_file(key)
    if not DOORS.files:
        held = session.read_before(key)
        return held if isinstance(held, Source) else None
    file = session.file_field(
        f"File of the {role}",
        # Any kind of file: the field would keep saying that one is not allowed,
        # whatever comes after it. What cannot be read gets a sentence below.
        type=None,
        key=session.key(key),
        label_visibility="collapsed",
    )
    if file is None:
        before = session.read_before(key)
        if isinstance(before, str):
            problems.append(before)
            return None
        if isinstance(before, Source):
            st.caption(
                f"{literal(before.title)}, chosen before. You can choose another."
            )
            return before
        if wanted:
            st.caption(f"Not here: the file whose SHA-256 begins with {wanted}.")
            return None
        st.caption(
            f"Choose the {role}, drop it anywhere on the page, or paste it. Until then "
            f"the last pair stays. {FORMATS_IN_WORDS}."
        )
        return None

    def read() -> Source | str:
        try:
            return read_source(file.getvalue(), file.name)
        except ImageError as error:
            return f"{error}."

    known = session.read_once(key, file_id(file), read)
    if isinstance(known, str):
        problems.append(known)
        return None
    if session.start(key) not in ("", known.digest[:DIGITS]):
        st.caption(f"Note: the link names another {role}.")
    return known
