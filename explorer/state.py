"""What the visitor chose: one frozen `Choice`, and the session that keeps it.

A control has one name: in the session, in the link (`explorer.link`), and in the memory
that outlives the control while another page is drawn. When the browser goes back, or a
button opens another pair, the names that the link covers begin anew: `restore`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import streamlit as st
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.recognizability.blocks import Border
from core.recognizability.parameters import Components, Parameters
from core.recognizability.pooling import Pooling
from explorer.components.address_bar import Correction, address_bar
from explorer.components.file_drop import KEY as FILES_KEY
from explorer.jobs import Desk
from explorer.lineup import Constants
from explorer.link import (
    DIGITS,
    FIELDS,
    ITSELF,
    MAKE,
    OPENED,
    PAIR,
    SHARED,
    UPLOAD,
    Number,
    Word,
    first,
    number,
    pair_fields,
    parse,
    write,
)
from explorer.misread import misread
from explorer.parts import CHOICES, name_of
from explorer.results import results
from explorer.run_log import RunLog
from explorer.samples import Source, opened, samples
from explorer.theme import OVERLAYS, OverlayKey

VIEW_KEY = "matches"
"""Name of the canvas in the session's state."""

VIEW_FIELDS = (
    "arrows",
    "opacity",
    "mode",
    "right",
    "wipe",
    "at",
    "plane",
    "cover",
    "range",
)
"""What the canvas sets: how the pictures are looked at."""

MAX_FILE_PIXELS = 24_000_000
"""Pixels of uploaded pictures that one session keeps, to go back to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """Everything that a visitor can set on Explore.

    Attributes
    ----------
    plain, encrypted : Source
        The pair, of one size.
    parameters, components, border, pooling
        As `core.visual_security_index` takes them.
    overlay : str
        Key of the picture laid over both images.
    arrows : int
        How many of the strongest matches are drawn.
    opacity : float
        Of the overlay, in [0, 1].
    """

    plain: Source
    encrypted: Source
    parameters: Parameters
    components: Components
    border: Border
    pooling: Pooling
    overlay: OverlayKey
    arrows: int
    opacity: float


def arrive(page: str) -> None:
    """Note which page is drawn; restore its link where the browser went back to it.

    Called once in each run of the script, before any control is drawn.

    Parameters
    ----------
    page : str
        Its path in the address.
    """
    session, query = st.session_state, st.query_params.to_dict()
    before = session.get("page")
    session["page"] = page
    if before is None:
        session["misread"] = misread(query)
    run = get_script_run_ctx()
    went_back = run is not None and run.is_history_navigation
    if page == before and not went_back:
        return
    session["address"], session["arrived"] = query, True
    opening = session.pop("opening", None)
    if went_back:
        restore(query)
    elif before is not None and (opening or query):
        restore(opening or query, own=False)
    # A click on the navigation brings no link: what was chosen stays.


def complaints() -> list[str]:
    """Return, once, what the link that opened the visit asks for and cannot have."""
    return st.session_state.pop("misread", [])


def opening(query: Mapping[str, str]) -> dict[str, str]:
    """Note what the next page has to show; return the parameters to switch to it with.

    These are the ones that the address bar has: others would be an entry of their own
    in the browser's history.
    """
    st.session_state["opening"] = dict(query)
    return st.query_params.to_dict()


def restore(query: Mapping[str, str], *, own: bool = True) -> None:
    """Set the controls as a link says; what it leaves out, as on the first screen.

    For callbacks, and for runs that have drawn no control yet. What belongs to another
    page alone stays as it is.

    Parameters
    ----------
    query : mapping
        Parameters of the link.
    own : bool
        Whether what is this page's own begins anew too. It does in a link that says
        all of a page, but not in one that another page made: it knows the pair alone.
        Only where to look is of no use on another picture.
    """
    session, values = st.session_state, parse(query)
    start("alpha")
    names = session.setdefault("own", {}).get(session.get("page"), ())
    if not own:
        names = () if _is_plain(values) else ("at",)
    memory, epochs = session.setdefault("memory", {}), session.setdefault("epochs", {})
    for name in {*SHARED, *names, *values}:
        session["start"].pop(name, None)
        # A control is Streamlit's until it has another key.
        epochs[name] = epochs.get(name, 0) + 1
        if name.endswith("_file"):
            file = session.get("files", {}).get(values.get(name))
            session.setdefault("read", {})[name] = ("", file)
        for kept in [k for k in memory if k == name or k.startswith(f"{name}_of_")]:
            del memory[kept]
    epochs[VIEW_KEY] = epochs.get(VIEW_KEY, 0) + 1
    session["start"] |= values


def _is_plain(values: Mapping[str, Any]) -> bool:
    """Whether a link is to the plain image that was chosen last."""
    plain = values.get("plain", first("plain"))
    same_file = plain != UPLOAD or values.get("plain_file") == recall("plain_file")
    return plain == recall("plain") and same_file


def key(name: str, widget: str | None = None) -> str:
    """Return the key of a control; another one after each `restore`.

    Parameters
    ----------
    name : str
        Of a field of the link.
    widget : str, optional
        What the control is called where that is not the field's name.
    """
    epoch = st.session_state.get("epochs", {}).get(name, 0)
    return f"{widget or name}-{epoch}" if epoch else widget or name


def start(name: str) -> Any:
    """Return a control's value at first: the link's, or that of the first screen."""
    if "start" not in st.session_state:
        st.session_state["start"] = parse(st.query_params.to_dict())
    return st.session_state["start"].get(name, first(name))


def known(name: str) -> bool:
    """Whether the link or the visitor has said anything on a control."""
    start(name)
    return name in st.session_state["start"] or name in _memory()


def chosen(name: str, widget: str | None = None) -> Any:
    """Return what a control says now, or said last where it is not drawn.

    A live slider counts where it rests: while it moves, the address stays.
    """
    held = st.session_state.get(key(name, widget))
    if held is None:
        return recall(widget or name, name)
    if isinstance(FIELDS[name], Number) and not isinstance(held, int | float):
        return slider(widget or name, name, "settled")
    return held


def recall(widget: str, name: str | None = None) -> Any:
    """Return what a control said last, or its value at first.

    Streamlit forgets a control that a run does not draw; a visitor who comes back to it
    finds it as it was. `name` is that in the link, where `widget` is another.
    """
    name = name or widget
    otherwise = start(name) if name in FIELDS else None
    return _memory().get(widget, otherwise)


def keep(widget: str, value: Any) -> None:
    """Keep what a control says, for when it is drawn again."""
    st.session_state.setdefault("memory", {})[widget] = value


def _memory() -> Mapping[str, Any]:
    return st.session_state.get("memory", {})


def slider(widget: str, name: str, part: str = "value") -> float:
    """Return a live slider's value now, or where it was "settled" last.

    `widget` is its own name, `name` the one in the link.
    """
    field, state = number(name), st.session_state.get(key(name, widget))
    value = state.get(part) if state else None
    if not isinstance(value, int | float) or not field.low <= value <= field.high:
        return float(recall(widget, name))
    return float(value)


def tried(name: str, widget: str, low: float, high: float, otherwise: float) -> float:
    """Return the value of a live slider that stands at another one until it is moved.

    Its field of the link is empty where it stands there.

    Parameters
    ----------
    name, widget : str
        The field, and what the slider is called.
    low, high : float
        Its range.
    otherwise : float
        The value in use.
    """
    said = st.session_state.get(key(name, widget)) or {}
    now, settled = said.get("value"), said.get("settled")
    if settled is not None and low <= settled <= high:
        keep(name, "" if settled == otherwise else f"{settled:g}")
    if now is not None and low <= now <= high:
        return float(now)
    held = recall(name)
    return min(max(float(held), low), high) if held else otherwise


def choose(name: str, value: Any) -> None:
    """Set a control by its name in the link; for callbacks."""
    put(key(name), value)
    keep(name, value)


def put(widget: str, value: Any) -> None:
    """Set a control by its key; for callbacks."""
    st.session_state[widget] = value


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
    values = {name: chosen(name) for name in own}
    if pair:
        values |= _pair_values()
    for name, value in values.items():
        keep(name, value)
    parameters = write(values)
    if pair and opened() and values["plain"] in samples():
        # The first screen shows the files of the command line.
        parameters["plain"] = values["plain"]
    # What comes with a page belongs to the step that opened it.
    arrived = session.pop("arrived", False)
    if parameters != link():
        if arrived:
            session["correction"] = Correction(
                number=uuid4().hex, page=session["page"], said=link(), says=parameters
            )
            _note_address(parameters)
        else:
            st.query_params.from_dict(parameters)
        session["address"] = parameters
    address_bar(session.get("correction"))


def _note_address(parameters: Mapping[str, str]) -> None:
    """Tell Streamlit what the address bar has, and send no message that writes it."""
    run = get_script_run_ctx()
    if run is None:
        return
    run.query_string = urlencode(parameters)
    with run.session_state.query_params() as query:
        query.clear_with_no_forward_msg(preserve_embed=True)
        for name, value in parameters.items():
            query.set_with_no_forward_msg(name, value)


def _pair_values() -> dict[str, Any]:
    constants = ("alpha", "beta", "gamma", "components", "border", "pooling")
    values = {name: chosen(name) for name in ("plain", *constants)}
    values["encrypted"] = encrypted_of(values["plain"])
    if values["encrypted"] == MAKE:
        values["scheme"], values["key"] = chosen("scheme"), chosen("key")
        values["level"] = chosen("level", f"level_of_{values['scheme']}")
    for role in ("plain", "encrypted"):
        if values[role] == UPLOAD:
            file = read_before(f"{role}_file")
            digits = file.digest[:DIGITS] if isinstance(file, Source) else None
            values[f"{role}_file"] = digits or recall(f"{role}_file")
            values["resize"] = recall("resize")
    point = pinned()
    values["pin"] = f"{point[0]:g},{point[1]:g}" if point else ""
    return values


def encrypted_of(plain: str) -> str:
    """Return what is chosen as the encrypted image of a plain one, or is at first.

    A recipe fits every plain image, and so does the image itself: they stay when
    another one is chosen. A file stays with its plain image, and is found there again.
    A picture of the visitor's own is encrypted here until there is a file.

    Parameters
    ----------
    plain : str
        What the chooser of the plain image says.
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
    return _memory().get(widget, otherwise)


def link() -> dict[str, str]:
    """Return the parameters of the link to what is on the screen.

    Streamlit does not know what was corrected until the next step.
    """
    return dict(st.session_state.get("address", st.query_params.to_dict()))


def link_of(choice: Choice) -> dict[str, str]:
    """Return the parameters of the link to what is drawn.

    That is another pair than the one in the address bar while the controls ask for what
    cannot be drawn yet: a file that is still to be chosen, or sizes that differ.
    """
    values = parse({n: text for n, text in link().items() if n not in PAIR})
    values |= pair_fields(choice.plain, choice.encrypted)
    values |= {
        "alpha": choice.parameters.alpha,
        "beta": choice.parameters.beta,
        "gamma": choice.parameters.gamma,
        "components": name_of(choice.components),
        "border": choice.border,
        "pooling": choice.pooling,
    }
    files = opened()
    if files and choice.plain.digest == files[0].digest:
        # The first screen shows the files of the command line.
        del values["plain"]
        if choice.encrypted.file_digest == files[1].digest:
            del values["encrypted"]
        return write(values)
    return write(values) | ({"plain": values["plain"]} if files else {})


def address(**changes: str) -> str:
    """Return the whole link to what is on the screen, some of it changed."""
    parameters = {**link(), **changes}
    given = {name: value for name, value in parameters.items() if value}
    return f"{st.context.url or ''}?{urlencode(given)}"


def held(widget: str) -> Any:
    """Return what a control that has no field of its own says now; None if not drawn.

    Parameters
    ----------
    widget : str
        Its key.
    """
    return st.session_state.get(widget)


def part(name: str, widget: str) -> Any:
    """Return the part of a component that a field of the link is named after.

    A component says nothing until the part was moved; one that says what no link may
    say is not listened to.
    """
    field, state = FIELDS[name], st.session_state.get(key(name, widget))
    value = (state or {}).get(name)
    if isinstance(field, Word) and value in field.words:
        return value
    return recall(name)


def constants() -> Constants:
    """Return the constants and readings of Explore, for pages that do not draw them."""
    alpha, beta, gamma = (float(chosen(name)) for name in ("alpha", "beta", "gamma"))
    return Constants(
        parameters=Parameters(alpha=alpha, beta=beta, gamma=gamma),
        components=CHOICES[chosen("components")],
        border=chosen("border"),
        pooling=chosen("pooling"),
    )


def pair_link(**other: Any) -> dict[str, str]:
    """Return the parameters of a link to this plain image with another encrypted one.

    Parameters
    ----------
    **other
        Fields of the link that differ from what is chosen.
    """
    values = _pair_values() | {"encrypted_file": ""} | other
    parameters = write(values) | {"encrypted": other["encrypted"]}
    if opened() and values["plain"] in samples():
        parameters["plain"] = values["plain"]
    return parameters


def link_to(**changes: Any) -> dict[str, str]:
    """Return the parameters of a link to the pair on the screen, partly changed.

    What was changed is in it even where the first screen has it too.
    """
    kept = {name: value for name, value in link().items() if name in SHARED}
    written = {
        name: f"{value:g}" if isinstance(FIELDS[name], Number) else str(value)
        for name, value in changes.items()
    }
    return kept | written


def desk() -> Desk:
    """Return the session's desk for long computations; it ends with the visit."""
    if "desk" not in st.session_state:
        st.session_state["desk"] = Desk(results(), presence())
    return st.session_state["desk"]


def visit() -> tuple[str, Callable[[], None]]:
    """Return the session's name and a function that empties it, once it has ended.

    Streamlit may hold an ended session for as long as nobody else comes.
    """
    run = get_script_run_ctx()
    if run is None:
        return "", lambda: None
    name, held, fragments = run.session_id, run.session_state, run.fragment_storage

    def empty() -> None:
        fragments.clear()
        for key in held.filtered_state:
            del held[key]

    return name, empty


def presence() -> Callable[[], bool]:
    """Return a function that tells whether the visitor is still there."""
    run = get_script_run_ctx()
    name = run.session_id if run else ""

    def present() -> bool:
        # Tests run a session without a server.
        return not Runtime.exists() or Runtime.instance().is_active_session(name)

    return present


def pinned() -> tuple[float, float] | None:
    """Point of the plain image that the visitor pinned, (x, y) in pixels.

    The canvas says nothing until its pin was moved, and no numbers when it was lifted.
    """
    point = _said("pin")
    if point is None:
        x, _, y = str(recall("pin")).partition(",")
        return (float(x), float(y)) if y else None
    if not isinstance(point, list) or len(point) != 2:
        return None
    return float(point[0]), float(point[1])


def pin(x: float, y: float) -> None:
    """Pin a point of the plain image, in pixels, that is chosen beside the canvas.

    For callbacks. The canvas takes it; how the pictures are looked at stays its own.
    """
    keep("pin", f"{x:g},{y:g}")
    st.session_state.setdefault("epochs", {})["pins"] = pins() + 1


def pins() -> int:
    """Count of the pins from beside the canvas: what it says of its pin carries it."""
    return st.session_state.get("epochs", {}).get("pins", 0)


def asked(widget: str, name: str) -> Any:
    """Return what a component asks for; nothing but in its own callback."""
    return (st.session_state.get(widget) or {}).get(name)


def view() -> dict[str, Any]:
    """Return how the canvas is looked at, as it rested last: see `match_view`."""
    held = _said("view")
    if isinstance(held, Mapping):
        place = [held.get(name) for name in ("zoom", "x", "y")]
        known = all(isinstance(part, int | float) for part in place) and held["zoom"]
        at = ",".join(f"{part:.4g}" for part in place) if known else ""
        texts = {name: str(value) for name, value in held.items()} | {"at": at}
        read = parse({name: texts.get(name, "") for name in VIEW_FIELDS})
        for name, value in read.items() | {("at", read.get("at", ""))}:
            keep(name, value)
    seen = {name: recall(name) for name in VIEW_FIELDS}
    place = [float(part) for part in seen.pop("at").split(",") if part]
    return seen | dict(zip(("zoom", "x", "y"), place, strict=False))


def flipped() -> bool:
    """Whether a flip shows the other picture, as the canvas rested last."""
    held = _said("view")
    return isinstance(held, Mapping) and held.get("flipped") is True


def span() -> tuple[float, float] | None:
    """Shares of the pictures' width and height that are seen, where they are told."""
    held = _said("view")
    told = held.get("span") if isinstance(held, Mapping) else None
    if not isinstance(told, list) or len(told) != 2:
        return None
    usable = all(isinstance(share, int | float) and 0 < share <= 1 for share in told)
    return (float(told[0]), float(told[1])) if usable else None


def view_epoch() -> int:
    """Count of the links that the canvas has followed: what it says carries it."""
    return st.session_state.get("epochs", {}).get(VIEW_KEY, 0)


def _said(name: str) -> Any:
    """What the canvas said last, unless a link was followed since.

    The canvas stays where it is when the browser goes back, and takes what the link
    says; what it had reported before then counts no more.
    """
    held = (st.session_state.get(VIEW_KEY) or {}).get(name)
    if not isinstance(held, Mapping) or held.get("epoch") != view_epoch():
        return None
    # What it had said of its pin before another was given it counts no more either.
    if name != "view" and held.get("pins", 0) != pins():
        return None
    return held.get("value")


def take_overlay() -> None:
    """Lay the overlay over the images that a key on the canvas asks for: a callback."""
    overlay = asked(VIEW_KEY, "overlay")
    if overlay in OVERLAYS:
        choose("overlay", overlay)


def take_files() -> None:
    """Choose uploads for the images that files were dropped for: a callback."""
    wanted = held(FILES_KEY) or {}
    roles = wanted.get("wanted") or ()
    if "plain" in roles:
        choose("plain", UPLOAD)
    if "encrypted" in roles:
        choose_encrypted(UPLOAD)


def rank() -> int:
    """Place of the encrypted block that is looked at among all, by similarity; 1 first.

    The canvas walks through them, and begins anew with another pin.
    """
    found = _said("rank")
    return found if isinstance(found, int) and found >= 1 else 1


def last_good() -> Choice | None:
    """Return the last choice that gave a result."""
    return st.session_state.get("last_good")


def remember(choice: Choice) -> None:
    """Keep a choice that gave a result, to fall back on."""
    st.session_state["last_good"] = choice


def pair() -> tuple[Source, Source] | None:
    """Return the last pair of images that could be compared."""
    return st.session_state.get("pair")


def keep_pair(plain: Source, encrypted: Source) -> None:
    """Keep a pair of images that can be compared."""
    st.session_state["pair"] = (plain, encrypted)


def read_once(
    role: str, file_id: str, read: Callable[[], Source | str]
) -> Source | str:
    """Return what `read()` gave for an uploaded file; called once for each file.

    The session keeps the last file of each role, and the pictures of some before.
    """
    last = st.session_state.setdefault("read", {})
    if role not in last or last[role][0] != file_id:
        last[role] = (file_id, read())
        if isinstance(last[role][1], Source):
            keep_file(last[role][1])
    return last[role][1]


def read_before(role: str) -> Source | str | None:
    """Return what the last file of a role gave, for when its control is drawn again."""
    return st.session_state.get("read", {}).get(role, ("", None))[1]


def wanted_file(role: str) -> str:
    """Return the first digits of the file that a link names, where it is not here."""
    return "" if isinstance(read_before(role), Source) else str(recall(role))


def missing() -> dict[str, str]:
    """Return the roles whose uploaded file is not here, with what the link names it.

    The first digits of its SHA-256; empty where none was chosen yet.
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


def take_file(role: str, source: Source) -> None:
    """Take a picture as the uploaded file of a role; for callbacks."""
    st.session_state.setdefault("read", {})[f"{role}_file"] = ("", source)
    keep_file(source)


def choose_encrypted(word: str) -> None:
    """Choose where the encrypted image comes from; for callbacks."""
    widget = f"encrypted_of_{chosen('plain')}"
    st.session_state[key("encrypted", widget)] = word
    keep(widget, word)


def file(digits: str) -> Source | None:
    """Return an uploaded picture by the first digits of its SHA-256, if it is here."""
    files = st.session_state.get("files", {})
    if digits in files:
        files[digits] = files.pop(digits)
    return files.get(digits)


def keep_file(source: Source) -> None:
    """Keep an uploaded picture to go back to; the oldest leave first."""
    files = st.session_state.setdefault("files", {})
    files.pop(source.digest[:DIGITS], None)
    files[source.digest[:DIGITS]] = source
    while len(files) > 1 and sum(f.luma.size for f in files.values()) > MAX_FILE_PIXELS:
        del files[next(iter(files))]


def log() -> RunLog:
    """Return the settings that the visitor has seen."""
    return st.session_state.get("log", RunLog())


def keep_log(log: RunLog) -> None:
    """Keep the settings that the visitor has seen."""
    st.session_state["log"] = log


def at_rest() -> bool:
    """Whether no slider moves: what is on the screen is what the link says."""
    sliders = {name: name for name in ("alpha", "beta", "gamma")}
    sliders["level"] = f"level_of_{chosen('scheme')}"
    return all(
        slider(widget, name) == chosen(name, widget) for name, widget in sliders.items()
    )


def go_back(number: int) -> None:
    """Bring back a setting that was seen; for callbacks."""
    visit = log().get(number)
    if visit:
        restore(visit.query)


def pick(widget: str) -> None:
    """Bring back the setting whose number a control says; for its own callback."""
    number = st.session_state.get(widget)
    if isinstance(number, int):
        go_back(number)
