"""Before the equations: what this encryption is, who attacks, and what you see."""

from collections.abc import Callable
from html import escape

import streamlit as st

from explorer import session
from explorer.figures import served
from explorer.learn.guesses import guess, keep_guess
from explorer.learn.steps import LOOK
from explorer.pair.sources import Source

OPTIONS = ("A person", "An animal", "A thing or a place", "I cannot tell")
_CANNOT_TELL = len(OPTIONS) - 1

_HIDDEN = (
    "<style>.st-key-plain_row, .st-key-plain_notes { display: none; }</style>"
    '<p style="margin: 0"><b>Plain picture</b><br>You see it after your guess.</p>'
)


def waits_for_guess(place: int, encrypted: Source, left_out: frozenset[str]) -> bool:
    """Whether the plain picture is not to be seen yet."""
    if place != LOOK or "questions" in left_out:
        return False
    about = _about(encrypted)
    # The side is drawn before the question: a click of this moment is in its state.
    now = session.held(_key(about))
    return guess(LOOK, about) is None and now is None


def hide_plain() -> None:
    """Draw a word in place of the plain picture at the side."""
    st.html(_HIDDEN)


def draw_look(
    plain: Source,
    encrypted: Source,
    left_out: frozenset[str],
    head: Callable[[int], None],
) -> None:
    """Draw the encrypted picture with the first question, then the plain one.

    `head` draws the heading of a place.
    """
    left, right = st.columns((376, 600), gap="medium")
    with right.container(key="seen", gap="small"):
        _draw_picture(encrypted, "The encrypted picture")
        if encrypted.about:
            st.caption(encrypted.about)
        st.markdown(
            "**What the next eight steps do**  \nThey turn what you just did into one "
            "number. Each piece of the plain picture is searched for in the scrambled "
            "one, and what is found adds up to the **visual security index** (VSI), "
            "from 0 to 2. Higher means that more shows. About 12 minutes."
        )
    with left.container(key="text", gap="small"):
        head(LOOK)
        st.markdown(
            "This is a picture after **perceptual encryption**: it is scrambled until "
            "people should not recognise it, and it stays an ordinary picture file."
        )
        said = None
        if "questions" not in left_out:
            said = _ask(encrypted)
        if said is not None or "questions" in left_out:
            _draw_picture(plain, "The plain picture", width=180)
        st.markdown(
            "**Who else looks**  \nThe **attacker** has only the scrambled file, and "
            "wants to know what was in it. No key, but eyes and a computer."
        )


def _ask(encrypted: Source) -> int | None:
    about = _about(encrypted)
    with st.container(border=True, key="guess", gap="xxsmall"):
        st.markdown("**What was photographed?**")
        said = st.radio(
            "What was photographed?",
            range(len(OPTIONS)),
            format_func=OPTIONS.__getitem__,
            index=guess(LOOK, about),
            key=_key(about),
            label_visibility="collapsed",
            horizontal=True,
        )
        keep_guess(LOOK, said, about)
        st.caption(_answer(said))
    return said


def _answer(said: int | None) -> str:
    if said is None:
        return "You are the measuring instrument. The index has to agree with you."
    if said == _CANNOT_TELL:
        return (
            "You could not tell. Here is the plain picture. Which pieces do you find "
            "now that you know it? The index knows it as well."
        )
    return (
        f"You said: {OPTIONS[said].lower()}. Here is the plain picture. Which pieces "
        "helped you? The index looks for them too."
    )


def _key(about: str) -> str:
    return f"predict_{LOOK}{about}"


def _about(encrypted: Source) -> str:
    return f"_{encrypted.digest[:12]}"


def _draw_picture(source: Source, alt: str, width: int | None = None) -> None:
    address = escape(served.picture(source, "colour"), quote=True)
    most = f"max-width: {width}px; " if width else ""
    st.html(
        f'<img src="{address}" alt="{escape(alt)}" style="{most}display: block; '
        "width: 100%; height: auto; max-height: 58vh; object-fit: contain; "
        'object-position: left top; border-radius: 6px">'
    )
