"""Controls of Compare: one plain picture, and up to eight encryptions of it."""

from collections.abc import Sequence

import streamlit as st

from core.encryption import SCHEMES
from core.image import ImageError
from explorer import session
from explorer.compare.candidate_upload import upload_trouble
from explorer.compare.candidates import choose_entries, names
from explorer.compare.comparison import Encryption
from explorer.compare.missing_files import missing_files
from explorer.explore.frame import at_frame
from explorer.explore.images import choose_plain, first_pair
from explorer.pair import evaluation
from explorer.pair.candidates import ITSELF, Entry
from explorer.pair.frames import frame_of
from explorer.pair.link_fields import DIGITS
from explorer.pair.sources import Source, in_digits, samples
from explorer.pair.white_offer import on_the_page
from explorer.theme.text import literal


def choose_comparison() -> tuple[Source, list[Encryption], list[str], dict[str, str]]:
    """Draw the controls; the plain image, its encryptions, problems, missing files.

    An entry that gives no picture is left out, and a problem says how to mend it.
    """
    problems: list[str] = []
    with st.sidebar:
        plain = choose_plain(problems) or (session.pair() or first_pair())[0]
        session.file(plain.digest[:DIGITS])  # in use: it leaves last
        entries = choose_entries()
        encryptions = _pictures(plain, entries, problems)
    missing = missing_files(entries)
    return plain, encryptions, [*problems, *upload_trouble()], missing


def _pictures(
    plain: Source, entries: Sequence[Entry], problems: list[str]
) -> list[Encryption]:
    """Return what can be compared, and say of the rest how to mend it."""
    encryptions = []
    for number, entry in enumerate(entries, 1):
        source = _picture(plain, entry, number, problems)
        if source is None:
            continue
        name, detail = names(entry)
        if entry.kind == "scheme":
            detail = f"{detail} · {SCHEMES[entry.name].provenance}"
        if source.luma.shape != plain.luma.shape:
            if not st.toggle(
                f"Resize {number} to {plain.size}",
                key=f"with_resize_{plain.digest[:12]}_{source.digest[:12]}",
            ):
                problems.append(
                    f"{number}, {name}, has {source.size} pixels, but {plain.title} "
                    f"has {plain.size}. Switch on “Resize {number}” at the side, or "
                    "remove it."
                )
                continue
            source = evaluation.fitted(plain, source, "resize")[1]
            detail = "resized"
        encryptions.append(
            Encryption(
                number=number, entry=entry, name=name, detail=detail, source=source
            )
        )
    return encryptions


def _as_read(
    file: Source, entry: Entry, number: int, problems: list[str]
) -> Source | None:
    """A file with the white that was set for it, its notes drawn with its number."""
    source = file
    if entry.white and file.picture:
        try:
            source = evaluation.with_white(file, entry.white)
        except ImageError as error:
            problems.append(f"{number}, {error}.")
            return None
    for note in source.notes:
        st.caption(f"Note on {number}: {literal(on_the_page(note, source))}.")
    if source.picture and source.picture.suggested_white:
        problems.append(
            f"{number}, {source.title}, is almost black with "
            f"{in_digits(source.picture.white)} as white: choose it under “Encryption "
            "to change”, and set its white there."
        )
    return source


def _picture(
    plain: Source, entry: Entry, number: int, problems: list[str]
) -> Source | None:
    if entry.kind == "scheme":
        try:
            return evaluation.encrypted(plain, entry.name, entry.level, entry.key)
        except ImageError as error:
            label = SCHEMES[entry.name].label
            problems.append(f"{number}, {label}, cannot be made: {error}.")
            return None
    if entry.kind == "file":
        source = session.file(entry.name)  # the page asks for one that is not here
        # Frames are gone through with a plain picture that has them.
        source = at_frame(source, problems, frame_of(plain))
        return source and _as_read(source, entry, number, problems)
    if entry.name == ITSELF:
        return plain
    sample = samples().get(session.chosen("plain"))
    for companion in sample.encrypted if sample else ():
        if companion.key == entry.name:
            return evaluation.sample(companion)
    problems.append(
        f"{number}, {entry.name}, belongs to another plain picture. Choose another "
        "encryption in its place, or remove it."
    )
    return None
