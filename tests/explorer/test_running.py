"""A job on the page, and looks at it that come too late."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequests,
    ScriptRequestType,
)

from explorer.session import job_progress as running

LOOK = RerunData(page_script_hash="tune", fragment_id="job", is_auto_rerun=True)


@pytest.fixture
def asked(monkeypatch):
    """Function: what is still asked for once Explore was drawn."""

    def ends(*requests):
        queue = ScriptRequests()
        for request in requests:
            assert queue.request_rerun(request)
        run = SimpleNamespace(script_requests=queue, page_script_hash="explore")
        monkeypatch.setattr(running, "get_script_run_ctx", lambda: run)
        running.forget_late()
        return queue.on_scriptrunner_ready()

    return ends


def test_a_look_from_the_page_that_was_left_is_dropped(asked):
    assert asked(LOOK).type is ScriptRequestType.STOP
    by_hand = replace(LOOK, fragment_id="other", is_auto_rerun=False)
    assert asked(LOOK, by_hand).type is ScriptRequestType.STOP


@pytest.mark.parametrize(
    "request_",
    [
        replace(LOOK, page_script_hash="explore"),
        RerunData(page_script_hash="people"),
    ],
    ids=["of this page", "another page"],
)
def test_whatever_else_was_asked_for_is_done(request_, asked):
    found = asked(request_)
    assert found.type is ScriptRequestType.RERUN
    assert found.rerun_data.page_script_hash == request_.page_script_hash


def test_a_hand_is_heard_though_a_look_came_before(asked):
    hand = RerunData(page_script_hash="explore")
    assert asked(LOOK, hand).rerun_data.page_script_hash == "explore"


def test_without_a_visitor_nothing_is_asked_for(monkeypatch):
    monkeypatch.setattr(running, "get_script_run_ctx", lambda: None)
    running.forget_late()
