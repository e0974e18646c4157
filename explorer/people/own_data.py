"""Controls of People for databases of a visitor's own: by their path, or uploaded."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

import streamlit as st
from streamlit.typing import UploadedFile

from core.evaluation import Database, EvaluationError
from core.image import ImageError
from explorer import session
from explorer.people import databases
from explorer.store.uploads import Upload, takes_paths
from explorer.theme.text import literal
from explorer.widgets.streamlit_internals import file_id

Own: TypeAlias = Literal["peid", "ivc", "table"]

WANTED: dict[Own, str] = {
    "peid": "Folder or zip archive of PEID, the one with data.mat",
    "ivc": "Folder or zip archive of IVC-SelectEncrypt, the one with the .xls",
    "table": "CSV file with the columns plain, encrypted, score and perhaps type",
}

UPLOADED: dict[Own, str] = {
    "peid": "Zip archive of PEID, the one with data.mat",
    "ivc": "Zip archive of IVC-SelectEncrypt, the one with the .xls",
    "table": "Zip archive of a CSV file and its pictures",
}

PLACES = {"path": "On this machine", "upload": "Upload"}

_BAD = (EvaluationError, ImageError, OSError)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Opened:
    """The database that was read last, and its upload, which is kept as long."""

    database: Database
    upload: Upload | None = None


class Messages(Protocol):
    """A place of the page that says what to do, and what went wrong."""

    def info(self, body: str, /) -> object:
        """Tell what to do."""

    def error(self, body: str, /) -> object:
        """Tell what went wrong."""


def choose_own(kind: Own, messages: Messages) -> Database | None:
    """Draw the ways to a database; return it, or the last one that could be read.

    What a visitor should do, and what went wrong, is said in `messages`.

    An uploaded CSV file names images on the server's disk: it is taken, as a path is,
    only where nobody but the server's own machine reaches it.
    """
    place = "upload"
    if takes_paths(st.get_option("server.address")):
        place = st.segmented_control(
            "Where it is",
            list(PLACES),
            format_func=PLACES.__getitem__,
            default=session.recall("place_of_own") or "path",
            required=True,
            key=session.key("data", "place_of_own"),
        )
        session.keep("place_of_own", place)
    else:
        # Else every visitor could look through the server's folders.
        messages.info(
            "Paths and CSV files that name pictures by their paths can be opened here "
            "only where Showthrough listens to its own machine alone: start it "
            "without --host and --proxied. Upload a zip archive, or use `showthrough "
            "agree` in the shell, which takes them everywhere."
        )
    if place == "upload":
        return _uploaded(kind, messages)
    return _by_path(kind, messages)


def _by_path(kind: Own, messages: Messages) -> Database | None:
    name = f"path_of_{kind}"
    path = st.text_input(
        WANTED[kind],
        value=session.recall(name) or "",
        key=session.key("data", name),
        placeholder="/path/to/it",
        help="A path on this machine. It is read where it lies. Nothing leaves this "
        "machine, and the path is in no link.",
    )
    session.keep(name, path)
    if not path.strip():
        messages.info(
            "Type where your copy lies on this machine, in the sidebar. It is read "
            "there and goes nowhere. Scores are kept on disk, without any picture."
        )
        return None
    return _opened(
        f"read_by_path_{kind}",
        lambda: _Opened(database=databases.database(kind, _path(path.strip()))),
        messages,
    )


def _uploaded(kind: Own, messages: Messages) -> Database | None:
    whole = kind == "table" and takes_paths(st.get_option("server.address"))
    limit = int(st.get_option("server.maxUploadSize"))
    session.allow_database()
    file = session.file_field(
        f"{UPLOADED[kind]}{', or the CSV file alone' if whole else ''}",
        type=["zip", "csv"] if whole else ["zip"],
        max_upload_size=limit,
        key=session.key("data", f"upload_of_{kind}"),
        help=f"At most {limit} MB. It lies in a temporary folder of this server while "
        "your visit lasts and is deleted when it ends. Scores are kept on disk, by "
        "the digest of the pictures, without any picture.",
    )
    name = f"read_upload_{kind}"
    if file is None:
        last = session.recall(name)
        if last is None:
            messages.info(
                f"Choose the file in the sidebar, at most {limit} MB. It is kept on "
                "the server's disk only while your visit lasts. The scores are kept "
                "longer, without any picture."
            )
            return None
        st.caption(
            f"{literal(last.upload.name)}, chosen before. You can choose another."
        )
        return last.database
    table = whole and Path(file.name).suffix.casefold() == ".csv"
    images = _choose_images() if table else None

    def read() -> _Opened:
        upload = _on_disk(kind, file, ".csv" if table else ".zip")
        try:
            database = databases.uploaded_database(kind, upload, images)
        except _BAD as error:
            raise EvaluationError(upload.without_folder(error)) from error
        return _Opened(database=database, upload=upload)

    return _opened(name, read, messages)


def _on_disk(kind: Own, file: UploadedFile, ending: str) -> Upload:
    """Return the upload on disk, written once for each file.

    Raises
    ------
    EvaluationError
        If the disk does not take it.
    """
    held = session.recall(f"held_{kind}")
    if held is None or held[0] != file_id(file):
        try:
            held = file_id(file), Upload(file.name, file, ending)
        except OSError as error:
            raise EvaluationError(
                f"{file.name} could not be written to the server's disk "
                f"({error.strerror}). Make room there, or open it by its path"
            ) from error
        session.own(held[1].delete)
        session.keep(f"held_{kind}", held)
    return held[1]


def _choose_images() -> Path | None:
    """Draw the folder that an uploaded table's image paths are relative to."""
    folder = st.text_input(
        "Folder of its pictures, where their paths are not absolute",
        value=session.recall("images_of_table") or "",
        key=session.key("data", "images_of_table"),
        placeholder="/path/to/the/images",
        help="A path on this machine. It is in no link.",
    )
    session.keep("images_of_table", folder)
    return _path(folder.strip()) if folder.strip() else None


def _path(typed: str) -> Path:
    """Return a path that was typed, `~` being the home of who runs this."""
    path = Path(typed)
    with suppress(RuntimeError):  # nobody of that name
        path = path.expanduser()
    return path


def _opened(
    name: str, read: Callable[[], _Opened], messages: Messages
) -> Database | None:
    """Read a database; where that fails, say why and return the one before it."""
    try:
        with st.spinner("Reading the database…"):
            found = read()
    except _BAD as error:
        last = session.recall(name)
        follows = " What follows is of the last one that could be read." if last else ""
        messages.error(f"{literal(str(error))}.{follows}")
        return last.database if last else None
    session.keep(name, found)
    return found.database
