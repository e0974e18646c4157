"""What Streamlit does not promise: each test here says what depends on it.

Where one fails after an update of Streamlit, the function that it names in
`explorer/widgets/streamlit_internals.py` is to be mended.
"""

import ast
import re
from dataclasses import fields, replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequests,
    ScriptRequestType,
)
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.state.query_params import QueryParams
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.testing.v1 import AppTest

from explorer.widgets import streamlit_internals as internals

EXPLORER = Path(__file__).parents[2] / "explorer"
CHANGED = f"Streamlit {streamlit.__version__} changed"
LOOK = RerunData(page_script_hash="tune", fragment_id="job", is_auto_rerun=True)


@pytest.mark.parametrize(
    ("field", "so"),
    [
        ("session_id", "sessions cannot be told apart, and none is ended"),
        ("session_state", "ended sessions keep their pictures in memory"),
        ("fragment_storage", "ended sessions keep their pictures in memory"),
        ("is_history_navigation", "the back button does not restore the controls"),
        ("query_string", "a page that was just opened has two entries in the history"),
        ("script_requests", "a late request empties the page that was opened"),
        ("page_script_hash", "a late request empties the page that was opened"),
        ("uploaded_file_mgr", "uploads stay in memory though their page was left"),
    ],
)
def test_a_run_still_knows(field, so):
    known = {each.name for each in fields(ScriptRunContext)} | set(
        dir(ScriptRunContext)
    )
    assert field in known, f"{CHANGED} ScriptRunContext.{field}: {so}"


@pytest.mark.parametrize(
    ("method", "so"),
    [
        ("instance", "sessions are not ended"),
        ("exists", "the uploads of a visit are not limited"),
        ("is_active_session", "sessions are ended under their visitors, or never"),
        ("close_session", "ended sessions keep their uploads in memory"),
    ],
)
def test_the_runtime_still_has(method, so):
    assert callable(getattr(Runtime, method, None)), f"{CHANGED} Runtime.{method}: {so}"


@pytest.mark.parametrize("option", internals.SETTINGS)
def test_the_server_still_has_the_option(option):
    known = streamlit.config.get_config_options()
    assert option in known, f"{CHANGED} {option}: pages of many pictures may stay empty"


def in_session(function):
    """Run a function of no arguments as a page; the session afterwards."""
    app = AppTest.from_function(function).run()
    assert not app.exception, f"{CHANGED} what a run knows: {app.exception}"
    return app


def test_a_session_has_a_name_and_can_be_emptied():
    def page():
        import streamlit as st

        from explorer.widgets import streamlit_internals

        st.session_state["kept"] = streamlit_internals.session()

    app = in_session(page)
    name, empty = app.session_state["kept"]
    assert name, f"{CHANGED} ScriptRunContext.session_id: sessions have no names"
    empty()
    assert "kept" not in app.session_state, (
        f"{CHANGED} SafeSessionState.filtered_state: ended sessions keep their pictures"
    )


def test_the_address_is_noted_and_not_written(monkeypatch):
    def page():
        import streamlit as st

        from explorer.widgets import streamlit_internals

        streamlit_internals.note_address({"beta": "50", "alpha": "0.2"})
        st.text(str(st.query_params.to_dict()))

    written = []
    monkeypatch.setattr(
        QueryParams, "_send_query_param_msg", lambda *_: written.append(1)
    )
    app = in_session(page)
    said = f"{CHANGED} QueryParams: pages do not know what their address bar says"
    assert app.text[0].value == "{'beta': '50', 'alpha': '0.2'}", said
    assert not written, f"{CHANGED} QueryParams: a page has two entries in the history"


def test_an_upload_still_has_an_identity_of_its_own():
    def page():
        import streamlit as st

        from explorer.widgets.streamlit_internals import file_id

        files = st.file_uploader("Files", accept_multiple_files=True, key="files")
        st.text(len({file_id(file) for file in files}))

    app = in_session(page)
    same = ("a.png", b"x", "image/png")
    app.file_uploader(key="files").set_value([same, same]).run()
    assert app.text[0].value == "2", (
        f"{CHANGED} UploadedFile.file_id: another file is taken for the one before"
    )


@pytest.fixture
def asked(monkeypatch):
    """Function: what is still asked for once Explore was drawn."""

    def ends(*requests):
        queue = ScriptRequests()
        for request in requests:
            assert queue.request_rerun(request)
        run = SimpleNamespace(script_requests=queue, page_script_hash="explore")
        monkeypatch.setattr(internals, "get_script_run_ctx", lambda: run)
        internals.drop_late_requests()
        return queue.on_scriptrunner_ready()

    return ends


DROPPED = f"{CHANGED} ScriptRequests: a late request empties the page that was opened"


def test_a_request_of_the_page_that_was_left_is_dropped(asked):
    assert asked(LOOK).type is ScriptRequestType.STOP, DROPPED
    by_hand = replace(LOOK, fragment_id="other", is_auto_rerun=False)
    assert asked(LOOK, by_hand).type is ScriptRequestType.STOP, DROPPED


@pytest.mark.parametrize(
    "request_",
    [
        replace(LOOK, page_script_hash="explore"),
        RerunData(page_script_hash="people"),
    ],
    ids=["of this page", "another page"],
)
def test_all_other_requests_are_met(request_, asked):
    found = asked(request_)
    assert found.type is ScriptRequestType.RERUN
    assert found.rerun_data.page_script_hash == request_.page_script_hash


def test_a_request_by_hand_is_met_though_a_late_one_came_before(asked):
    hand = RerunData(page_script_hash="explore")
    assert asked(LOOK, hand).rerun_data.page_script_hash == "explore"


def test_without_a_visitor_nothing_is_done(monkeypatch):
    monkeypatch.setattr(internals, "get_script_run_ctx", lambda: None)
    internals.drop_late_requests()
    internals.note_address({})
    assert not internals.went_back()
    assert internals.session()[0] == ""


def test_uploads_can_be_counted_and_forgotten(monkeypatch):
    manager = MemoryUploadedFileManager("/upload")
    for name, data in (("a", b"xyz"), ("b", b""), ("c", b"x")):
        manager.add_file("s", UploadedFileRec(name, "n", "image/png", data))
    run = SimpleNamespace(uploaded_file_mgr=manager, session_id="s")
    monkeypatch.setattr(Runtime, "exists", lambda: True)
    monkeypatch.setattr(Runtime, "instance", lambda: run)
    monkeypatch.setattr(internals, "get_script_run_ctx", lambda: run)
    said = (
        f"{CHANGED} MemoryUploadedFileManager: the uploads of a visit are not limited"
    )
    assert internals.uploaded("s") == [3, 0, 1], said
    assert internals.uploaded("another") == [], said
    internals.forget_uploads(SimpleNamespace(file_id="a"))
    assert internals.uploaded("s") == [0, 1], said
    internals.forget_uploads()
    assert internals.uploaded("s") == [], said


DOCUMENTED = {"streamlit", "streamlit.components", "streamlit.typing"}


def test_nothing_else_imports_streamlit_s_inner_modules():
    inner = set()
    for path in EXPLORER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            if any(
                name.partition(".")[0] == "streamlit" and name not in DOCUMENTED
                for name in names
            ):
                inner.add(path)
    assert inner == {Path(internals.__file__)}


def test_parts_of_streamlit_s_page_are_selected_by_listed_names_alone():
    used = set()
    for path in EXPLORER.rglob("*"):
        if path.suffix in (".css", ".js", ".py") and path != Path(internals.__file__):
            text = path.read_text(encoding="utf-8")
            used |= set(re.findall(r"""[.="'](st[A-Z][\w-]+)""", text))
            assert "data-baseweb" not in text, path
    assert used == internals.PAGE_PARTS.keys()


def test_streamlit_s_own_elements_are_styled_in_one_place():
    named = {
        path.relative_to(EXPLORER).as_posix()
        for kind in ("css", "py")
        for path in EXPLORER.rglob(f"*.{kind}")
        if re.search(r"""\.st[A-Z]\w+|data-testid=""", path.read_text(encoding="utf-8"))
    }
    # Learn takes away what a link names, so its rule is made of the link's words.
    # The steps of Learn lay out Streamlit's columns, so that each is one view.
    assert named == {
        "theme/app.css",
        "theme/stage.css",
        "learn/hiding.py",
        "learn/learn.css",
    }
