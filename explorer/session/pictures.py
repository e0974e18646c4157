"""Where both images of the pair come from, and which of their files are missing."""

import streamlit as st

from explorer.pair.link_fields import ITSELF, MAKE, OPENED, UPLOAD, first
from explorer.pair.sources import Source, opened
from explorer.session.controls import (
    choose,
    chosen,
    held,
    keep,
    key,
    memory,
    recall,
    start,
)
from explorer.session.files import read_before, wanted_file
from explorer.widgets.file_drop import KEY as FILES_KEY


def encrypted_of(plain: str) -> str:
    """Return which encrypted image is chosen for a plain one, or which is at first.

    A recipe, and the choice of the plain image itself, fit every plain image and stay
    when another one is chosen. A file belongs to its plain image and is chosen again
    with it. An uploaded plain image is encrypted by a recipe until there is a file.

    Parameters
    ----------
    plain : str
        The word of the link for the plain image.
    """
    widget = f"encrypted_of_{plain}"
    held, last = st.session_state.get(key("encrypted", widget)), recall("encrypted")
    if held is not None:
        return held
    if last in (MAKE, ITSELF) or plain == last == UPLOAD:
        return last
    otherwise = MAKE if plain == UPLOAD else first("encrypted")
    began = OPENED if opened() else first("plain")
    if plain == st.session_state["start"].get("plain", began):
        otherwise = start("encrypted")
    return memory().get(widget, otherwise)


def choose_encrypted(word: str) -> None:
    """Choose where the encrypted image comes from; for callbacks."""
    widget = f"encrypted_of_{chosen('plain')}"
    st.session_state[key("encrypted", widget)] = word
    keep(widget, word)


def missing() -> dict[str, str]:
    """Return the roles whose uploaded file is not here, with its name in the link.

    That is the first digits of its SHA-256; empty where none was chosen yet.
    """
    plain = chosen("plain")
    said = {"plain": plain, "encrypted": encrypted_of(plain)}
    return {
        role: wanted_file(f"{role}_file")
        for role, word in said.items()
        if word == UPLOAD and read_before(f"{role}_file") is None
    }


def uploaded(role: str) -> Source | None:
    """Return the uploaded file of a role that is chosen, if it is here."""
    plain = chosen("plain")
    word = plain if role == "plain" else encrypted_of(plain)
    read = read_before(f"{role}_file") if word == UPLOAD else None
    return read if isinstance(read, Source) else None


def take_files() -> None:
    """Choose uploads for the images that files were dropped for: a callback."""
    wanted = held(FILES_KEY) or {}
    roles = wanted.get("wanted") or ()
    if "plain" in roles:
        choose("plain", UPLOAD)
    if "encrypted" in roles:
        choose_encrypted(UPLOAD)
