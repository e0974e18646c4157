"""All that the explorer uses of Streamlit beyond its documentation.

Nothing else imports Streamlit's inner modules, and style sheets and scripts select no
part of its page that is not listed here. When one of them changes, the tests named
`test_streamlit_internals.py` say which, and what depends on it; so `pyproject.toml`
admits only the versions that were tried. `address_bar.js` changes `history.pushState`,
by which Streamlit opens its pages: `tests/browser/test_history.py` tries that.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import cast
from urllib.parse import urlencode

from streamlit.file_util import get_static_dir
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType
from streamlit.typing import UploadedFile

SETTINGS = {"global.minCachedMessageSize": 1e12}
"""Options that are hidden. In bytes: a message that the server takes for known to the
browser may have left its cache, so each is sent whole."""

PAGE_PARTS = {
    "stAlert": "a message of an error: the ground under Explore's problems",
    "stApp": "all of the page: what is pressed is large enough for a finger",
    "stAppHeader": "the bar at the top: gone on a projector",
    "stCheckbox": "a switch: large enough for a finger",
    "stColumn": "a column: those of the pinned block stack where it is narrow",
    "stElementContainer": "what holds an element: leaves no gap where it is empty",
    "stExpandSidebarButton": "opens the sidebar: gone where Learn hides the settings",
    "stFileUploaderDropzone": "a field for files: takes what is dropped on itself",
    "stHeading": "a heading: a step has no larger one than its page",
    "stHorizontalBlock": "columns: those of the pinned block wrap where it is narrow",
    "stIconMaterial": "the tick of a step that is done, on Learn's map",
    "stMain": "the page without the sidebar",
    "stMainBlockContainer": "the content: no wider than its pictures",
    "stMarkdown": "text: in a step of Learn its lines stand close",
    "stNumberInput": "a field for a number: large enough for a finger",
    "stNumberInputContainer": "the frame of a field for a number: as high as the field",
    "stPageLink-NavLink": "a link to a page: large enough for a finger",
    "stPopoverBody": "an open menu: what Save holds is wider than its button",
    "stRadioOption": "an option: large enough, and its choice shows in forced colours",
    "stSelectbox": "a list: large enough for a finger",
    "stSelectboxVirtualDropdown": "an open list: long names take two lines",
    "stSidebar": "the settings at the side: gone where Learn hides them",
    "stSidebarNavLink": "a page in the drawer: large enough for a finger",
    "stTabs": "tabs: those of the menu that Save opens",
    "stTextInput": "a field for a text: large enough for a finger",
    "stTextInputRootElement": "the frame of a field for a text: as high as the field",
    "stTopNavLink": "a page in the bar at the top: large enough for a finger",
}
"""What style sheets and scripts select by Streamlit's own names, and what for.

Each is a class or a `data-testid`. `st-key-` with a control's key is documented.
"""


def file_id(file: UploadedFile) -> str:
    """Return what tells an upload from all others, also of the same name and size."""
    return file.file_id


def load_late_modules() -> None:
    """Load what Streamlit would load while it draws for the first visitor who needs it.

    Plotly asks whether pandas is there. A visitor whose chart is drawn while another
    one's page loads it would be given half a module, and see an error.
    """
    import_module("pandas")


def page_html() -> str:
    """Return the page that Streamlit serves under every address of the explorer."""
    return (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")


def session() -> tuple[str, Callable[[], None]]:
    """Return the name of this run's session, and a function that empties it.

    Streamlit may hold an ended session for as long as nobody else comes. The name is
    empty where no session runs.
    """
    run = get_script_run_ctx()
    if run is None:
        return "", lambda: None
    held, fragments = run.session_state, run.fragment_storage

    def empty() -> None:
        fragments.clear()
        for key in held.filtered_state:
            del held[key]

    return run.session_id, empty


def is_present(name: str) -> bool:
    """Whether the visitor of a session is connected; safe on any thread."""
    return Runtime.instance().is_active_session(name)


def uploaded(name: str) -> list[int]:
    """Return the bytes of each file that Streamlit holds for a session.

    Safe on any thread. A name that is no session's has none.
    """
    if not Runtime.exists():
        return []
    manager = cast(MemoryUploadedFileManager, Runtime.instance().uploaded_file_mgr)
    held = manager.file_storage.get(name, {})
    return [len(file.data) for file in list(held.values())]


def forget_uploads(*files: UploadedFile) -> None:
    """Let Streamlit drop files of this run's session; all of them unless given.

    It would hold each until the session ends, though its field is drawn no more.
    """
    run = get_script_run_ctx()
    if run is None:
        return
    if not files:
        run.uploaded_file_mgr.remove_session_files(run.session_id)
    manager = cast(MemoryUploadedFileManager, run.uploaded_file_mgr)
    for file in files:
        manager.remove_file(run.session_id, file.file_id)


def close_session(name: str) -> None:
    """Let Streamlit forget a session; on the thread of the server's event loop alone.

    Parameters
    ----------
    name : str
        From `session`. One that is closed already stays so.
    """
    Runtime.instance().close_session(name)


def went_back() -> bool:
    """Whether the browser's back or forward button asked for this run."""
    run = get_script_run_ctx()
    return run is not None and run.is_history_navigation


def note_address(parameters: Mapping[str, str]) -> None:
    """Take a link's parameters for those in the address bar, and do not write it."""
    run = get_script_run_ctx()
    if run is None:
        return
    run.query_string = urlencode(parameters)
    with run.session_state.query_params() as query:
        query.clear_with_no_forward_msg(preserve_embed=True)
        for name, value in parameters.items():
            query.set_with_no_forward_msg(name, value)


def drop_late_requests() -> None:
    """Drop what fragments of the page before ask for; called at the end of a run.

    Until a browser hears that another page is drawn, it goes on polling jobs and may
    report where a slider came to rest. Streamlit 1.67 would answer as a run of the page
    before, and empty the one that is there.
    """
    run = get_script_run_ctx()
    requests = run.script_requests if run else None
    if run is None or requests is None:
        return
    with requests._lock:
        asked = requests._rerun_data
        if (
            requests._state is ScriptRequestType.RERUN
            and asked.fragment_id_queue
            and asked.page_script_hash != run.page_script_hash
        ):
            requests._state = ScriptRequestType.CONTINUE
