"""Where a picture would be: which uploaded file is not here, and a place to drop it."""

from collections.abc import Iterable
from contextlib import suppress
from html import escape

import streamlit as st

from core.image import ImageError
from explorer import session
from explorer.figures import served
from explorer.pair import evaluation
from explorer.pair.link_fields import DIGITS, MAKE
from explorer.pair.sources import Source, read_source
from explorer.store.uploads import DOORS
from explorer.theme.text import literal

_ROLES = {"plain": "Plain picture", "encrypted": "Encrypted picture"}
_DROPPED = "dropped"
_NOT_TAKEN = "not_taken"
_LOOK = (
    "margin: 0; padding: 0; font-size: 1.375rem; line-height: 1.25; font-weight: 640"
)
_HEADING = "This link needs a file that is not here."

_STYLE = """<style>
.frames { display: flex; flex-wrap: wrap; gap: 1rem; }
.frames figure { flex: 1 1 15rem; margin: 0; min-height: 11rem; display: grid;
  place-content: center; gap: 0.5rem; text-align: center; }
.frames .empty { border: 2px dashed color-mix(in srgb, currentColor 45%, transparent);
  border-radius: 0.5rem; }
.frames img { max-width: 100%; max-height: 16rem; }
.frames figcaption { overflow-wrap: anywhere; padding: 0 1rem; }
</style>"""


def draw_missing(
    missing: dict[str, str], *, below: str = "", alone: bool = False
) -> None:
    """Draw, in the place of the picture, what is missing and what to do.

    Parameters
    ----------
    missing : dict of str to str
        Of `session.missing`, not empty.
    below : str
        What is shown under it until then.
    alone : bool
        Whether the page has nothing else, so that this is its heading.
    """
    named = {role: digits for role, digits in missing.items() if digits}
    if alone:
        st.html(f'<h1 style="{_LOOK}">{_HEADING}</h1>')
    with st.container(border=True, key="missing"):
        st.info(_said(missing, named) + (f" {below}" if below else ""))
        st.html(_STYLE + _frames(missing))
        session.file_field(
            f"Drop {'both files' if len(missing) > 1 else 'the file'} here",
            accept_multiple_files=True,
            key=session.key(_DROPPED),
            on_change=_take,
        )
        for words in session.recall(_NOT_TAKEN) or ():
            st.warning(literal(words))
        if missing.keys() == {"encrypted"} and not named:
            st.button(
                "Encrypt the plain picture here instead",
                key="encrypt_instead",
                on_click=session.choose_encrypted,
                args=(MAKE,),
            )


def _said(missing: dict[str, str], named: dict[str, str]) -> str:
    which = " and ".join(_ROLES[role].lower() for role in missing)
    one = len(missing) == 1
    if not DOORS.files:  # the place of the field says so
        return (
            f"**The {which} {'is' if one else 'are'} not here.** Links never hold "
            "pictures. Choose another at the side."
        )
    if not named:
        order = "" if one else " Drop both at once, the plain one first, or one by one."
        return (
            f"**The {which} {'is' if one else 'are'} still missing.** Drop the "
            f"{'file' if one else 'files'} here or at the side.{order}"
        )
    begins = " and ".join(
        f"{digits} ({_ROLES[role].lower()})" for role, digits in named.items()
    )
    again = (
        "the same file again: its" if len(named) == 1 else "the same files again: their"
    )
    return (
        f"**The {which} {'is' if one else 'are'} not here.** Open {again} "
        f"SHA-256 begins with {begins}. Links never hold pictures. A pair that was "
        "opened from People has no such file. Open it there again."
    )


def _frames(missing: dict[str, str]) -> str:
    """Both places: a picture, or which file belongs there."""
    frames = []
    for role, name in _ROLES.items():
        source = _seen(role)
        if role in missing:
            digits = missing[role]
            words = f"{name}<br>SHA-256 {digits}…" if digits else name
            frames.append(
                f'<figure class="empty"><figcaption>{words}</figcaption></figure>'
            )
        elif source:
            title = escape(source.title)
            address = escape(served.picture(source, "colour"))
            frames.append(
                f'<figure><img src="{address}" alt="{title}">'
                f"<figcaption>{name}: {title}</figcaption></figure>"
            )
    return f'<div class="frames">{"".join(frames)}</div>'


def _seen(role: str) -> Source | None:
    """The uploaded file of a role, with the white that was set for it."""
    source = session.uploaded(role)
    white = session.white_of(role, source) if source else None
    if not (source and source.picture and white):
        return source
    with suppress(ImageError):
        return evaluation.with_white(source, white)
    return source


def _take() -> None:
    """Take the files that fit; say why the others do not."""
    reasons = []
    for file in session.held(session.key(_DROPPED)) or ():
        try:
            source = read_source(file.getvalue(), file.name)
        except ImageError as error:
            reasons.append(f"{error}.")
            continue
        roles = _fitting(source)
        for role in roles:
            session.take_file(role, source)
        if not roles and all(
            held is None or held.digest != source.digest
            for held in map(session.uploaded, _ROLES)
        ):
            reasons.append(
                f"{source.title} is another file: its SHA-256 begins with "
                f"{source.digest[:DIGITS]}. To look at it all the same, choose it at "
                "the side."
            )
    session.keep(_NOT_TAKEN, reasons)


def _fitting(source: Source) -> Iterable[str]:
    """Roles of a file: those that name it, else the first that names no file."""
    missing = session.missing()
    named = [r for r, digits in missing.items() if digits == source.digest[:DIGITS]]
    return named or [role for role, digits in missing.items() if not digits][:1]
