"""Links to what is on the screen, or to a variant of it; the address bar."""

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import streamlit as st

from core.recognizability.parameters import CONSTANTS
from explorer.pair.component_choice import name_of
from explorer.pair.link_fields import (
    BLOCKS,
    DIGITS,
    FIELDS,
    MAKE,
    OPENED,
    PAIR,
    SHARED,
    UPLOAD,
    Number,
    pair_fields,
    parse,
    write,
)
from explorer.pair.sources import Source, in_digits, opened, samples
from explorer.session.canvas import pinned
from explorer.session.choice import Choice
from explorer.session.controls import chosen, keep, recall
from explorer.session.files import read_before
from explorer.session.frames import frame
from explorer.session.pictures import encrypted_of
from explorer.session.white import white_of
from explorer.widgets.address_bar import Correction, address_bar
from explorer.widgets.streamlit_internals import note_address


def write_link(*own: str, pair: bool = True) -> None:
    """Put the choices into the address bar, unless they are there already.

    Called by a page when its controls are drawn.

    Parameters
    ----------
    *own : str
        Fields of the link that are this page's own.
    pair : bool
        Whether the page looks at the pair of images that all pages share.
    """
    session = st.session_state
    session.setdefault("own", {})[session.get("page")] = own
    values = {name: chosen(name) for name in (*own, "stage")}
    if pair:
        values |= _pair_values()
    for name, value in values.items():
        keep(name, value)
    parameters = write(values)
    if pair and opened() and values["plain"] in samples():
        # The first screen shows the files of the command line.
        parameters["plain"] = values["plain"]
    # The address of a page that was just opened is corrected in place: opening the page
    # has made an entry of the history already.
    arrived = session.pop("arrived", False)
    if parameters != link():
        if arrived:
            session["correction"] = Correction(
                number=uuid4().hex, page=session["page"], said=link(), says=parameters
            )
            note_address(parameters)
        else:
            st.query_params.from_dict(parameters)
        session["address"] = parameters
    address_bar(session.get("correction"))


def _pair_values() -> dict[str, Any]:
    constants = (*CONSTANTS, *BLOCKS, "components", "border", "pooling")
    values = {name: chosen(name) for name in ("plain", *constants)}
    values["encrypted"] = encrypted_of(values["plain"])
    if values["encrypted"] == MAKE:
        values["scheme"], values["key"] = chosen("scheme"), chosen("key")
        values["level"] = chosen("level", f"level_of_{values['scheme']}")
    for place, role in enumerate(("plain", "encrypted")):
        file, files = None, opened()
        if values[role] == UPLOAD:
            file = read_before(f"{role}_file")
            digits = file.digest[:DIGITS] if isinstance(file, Source) else None
            values[f"{role}_file"] = digits or recall(f"{role}_file")
        elif values[role] == OPENED and files:
            file = files[place]
        else:
            values[f"{role}_white"] = ""
            continue
        values["fit"] = recall("fit")
        # The link's own where its file is not here yet.
        said = recall(f"{role}_white")
        if isinstance(file, Source):
            white = white_of(role, file)
            said = in_digits(white) if white else ""
        values[f"{role}_white"] = said
    values["frame"] = frame()
    point = pinned()
    values["pin"] = f"{point[0]:g},{point[1]:g}" if point else ""
    return values


def link() -> dict[str, str]:
    """Return the parameters of the link to what is on the screen.

    Streamlit learns of a corrected address only with the next step.
    """
    return dict(st.session_state.get("address", st.query_params.to_dict()))


def link_of(choice: Choice) -> dict[str, str]:
    """Return the parameters of the link to what is drawn.

    The address bar holds another pair while the controls ask for one that cannot be
    drawn yet: a file is still to be chosen, or sizes differ.
    """
    values = parse({n: text for n, text in link().items() if n not in PAIR})
    values |= pair_fields(choice.plain, choice.encrypted)
    values["channel"] = choice.plain.made.channel
    values |= {
        "alpha": choice.form.parameters.alpha,
        "beta": choice.form.parameters.beta,
        "gamma": choice.form.parameters.gamma,
        "components": name_of(choice.form.components),
        "border": choice.form.border,
        "pooling": choice.form.pooling,
        "side": 0,
        "oy": choice.form.offset[0],
        "ox": choice.form.offset[1],
    }
    if choice.form.in_pixels:
        shorter = min(choice.plain.luma.shape)
        values["side"] = choice.form.parameters.block_side(shorter)
        values["alpha"] = chosen("alpha")  # where the slider is when it comes back
    files = opened()
    if files and choice.plain.file_digest == files[0].file_digest:
        # The first screen shows the files of the command line.
        del values["plain"]
        encrypted = choice.encrypted
        if encrypted.file_digest == files[1].file_digest and not encrypted.made.scheme:
            del values["encrypted"]
        for role, file in zip(("plain", "encrypted"), files, strict=True):
            # What the command line said needs no link.
            if values.get(f"{role}_white") == _digits_of(file):
                values.pop(f"{role}_white", None)
        return write(values)
    return write(values) | ({"plain": values["plain"]} if files else {})


def _digits_of(file: Source) -> str | None:
    white = file.made.white
    return in_digits(white) if white else None


def address(**changes: str) -> str:
    """Return the whole link to what is on the screen, with some parameters changed."""
    parameters = {**link(), **changes}
    given = {name: value for name, value in parameters.items() if value}
    return f"{st.context.url or ''}?{urlencode(given)}"


def pair_link(**other: Any) -> dict[str, str]:
    """Return the parameters of a link to this plain image with another encrypted one.

    Parameters
    ----------
    **other
        Fields of the link that differ from what is chosen.
    """
    values = _pair_values() | {"encrypted_file": "", "encrypted_white": ""} | other
    parameters = write(values) | {"encrypted": other["encrypted"]}
    if opened() and values["plain"] in samples():
        parameters["plain"] = values["plain"]
    return parameters


def link_to(**changes: Any) -> dict[str, str]:
    """Return the parameters of a link to the pair on the screen, some changed.

    Changed parameters are in it even if they are those of the first screen.
    """
    kept = {name: value for name, value in link().items() if name in SHARED}
    written = {
        name: f"{value:g}" if isinstance(FIELDS[name], Number) else str(value)
        for name, value in changes.items()
    }
    return kept | written
