"""Sessions that end, and what they held is free again."""

import socket
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest
from websockets.sync.client import connect

from explorer.session import lifetime
from explorer.store.sessions import Sessions


class Clock:
    def __init__(self, monkeypatch):
        self.now = 0.0
        monkeypatch.setattr(time, "monotonic", lambda: self.now)


def test_a_session_is_over_when_the_visitor_has_been_away_too_long(monkeypatch):
    clock, sessions = Clock(monkeypatch), Sessions(grace=10)
    present = {"one", "other"}
    for name in present:
        sessions.note(name, lambda: None)
    clock.now = 100
    assert sessions.over(present.__contains__) == {}
    present.remove("one")
    clock.now = 110
    assert sessions.over(present.__contains__) == {}
    clock.now = 110.5
    assert list(sessions.over(present.__contains__)) == ["one"]
    clock.now = 200
    assert sessions.over(present.__contains__) == {}


def test_who_comes_back_in_time_stays(monkeypatch):
    clock, sessions = Clock(monkeypatch), Sessions(grace=10)
    emptied = []
    sessions.note("one", lambda: emptied.append("early"))
    clock.now = 8
    sessions.note("one", lambda: emptied.append("late"))
    clock.now = 16
    assert sessions.over(lambda name: False) == {}
    clock.now = 19
    for empty in sessions.over(lambda name: False).values():
        empty()
    assert emptied == ["late"]


def test_an_ended_session_closes_what_it_owns_and_is_emptied(monkeypatch):
    def page():
        import streamlit as st

        from explorer import session

        session.note_visitor()
        st.text_input("A control", value="said", key="control")
        session.keep("slider", 1)
        session.desk()

    sessions = Sessions(grace=-1)
    monkeypatch.setattr(lifetime, "SESSIONS", sessions)
    closed = []
    monkeypatch.setattr(lifetime.Desk, "close", lambda desk: closed.append(desk))
    app = AppTest.from_function(page).run().run()
    desk = app.session_state["desk"]
    assert app.session_state["memory"] == {"slider": 1}
    ((name, end),) = sessions.over(lambda name: False).items()
    assert name
    end()
    assert closed == [desk]
    for key in ("memory", "desk", "owned", "control"):
        assert key not in app.session_state


# A server whose sessions end soon. Each holds a picture with all that follows from it,
# a database and a job without end; the server ends when all of that has left the memory
# and the disk, though somebody else holds the database.
SERVER = """
import io, os, sys, threading, time, weakref
import numpy as np
from core.recognizability.form import Form
from explorer import server, session
from explorer.pair import evaluation
from explorer.pair.sources import Source
from explorer.store.jobs import Step
from explorer.store.memory import MEMORY
from explorer.store.uploads import Upload

server.SESSIONS.grace, held, elsewhere, arrive = 1.0, [], [], session.arrive

def bring(page):
    arrive(page)
    luma = np.random.default_rng(len(held)).uniform(0, 255, (96, 96))
    picture = Source(title="a file", digest=f"{len(held):064}", luma=luma)
    encrypted = evaluation.encrypted(picture, "peid-09", 1, "key")
    evaluation.evaluate(picture, encrypted, Form())
    upload = Upload("data.csv", io.BytesIO(b"rows"), ".csv")
    session.own(upload.delete)
    elsewhere.append(upload)
    pause = lambda: time.sleep(picture.luma[0, 0] / 1e5)
    step = Step(name="", key="", kind="", run=pause)
    job = session.desk().job("job", "job", lambda: [step])
    session.desk().begin(job)
    session.keep_file(picture)
    session.keep_pair(picture, encrypted)
    held.append([weakref.ref(x) for x in (picture, luma, encrypted, job)])
    held[-1].append(lambda: upload.path.exists() or None)

def left(parts):
    return all(part() is None for part in parts)

def watch():
    while not (len(held) >= 2 and all(map(left, held))):
        time.sleep(0.1)
    left_over = [key for key in MEMORY._kept if any("0" * 60 in str(p) for p in key)]
    os._exit(len(left_over))

session.arrive = bring
threading.Thread(target=watch, daemon=True).start()
server.serve(host="127.0.0.1", port=int(sys.argv[1]), browser=False)
"""


def visit(port, patience):
    """Open the explorer, wait for the end of the first run, and leave."""
    with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        subprotocols=["streamlit"],
        open_timeout=patience,
    ) as session:
        message = BackMsg()
        message.rerun_script.query_string = ""
        session.send(message.SerializeToString())
        while True:
            received = ForwardMsg.FromString(session.recv(timeout=patience))
            if received.WhichOneof("type") == "script_finished":
                return


@pytest.mark.slow
def test_when_visitors_have_left_nothing_of_theirs_is_in_memory_or_on_disk(
    until, patience
):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:

        def came():
            with suppress(OSError):  # nobody listens yet
                visit(port, patience)
                return True

        until(came, 0.2)
        visit(port, patience)
        # Nobody comes after the last one.
        assert server.wait(patience) == 0
    finally:
        server.kill()
        server.wait()
