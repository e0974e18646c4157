"""Chromium is closed in the middle of an upload: nothing of it is left."""

import json
import os
import signal
from contextlib import suppress
from pathlib import Path

import numpy as np
import psutil
import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not Path("/proc/self/fd").exists(), reason="needs the open files of a process"
    ),
]

# A server that soon ends sessions, and writes what it holds of them when asked.
TELLING = """
import json, os, signal
from streamlit.runtime import Runtime
from explorer import server
from explorer.commands.cli import main
from explorer.server import guard
from explorer.store.sessions import SESSIONS

guards = []

class Guard(guard.Guard):
    def __init__(self, *words, **given):
        super().__init__(*words, **given)
        guards.append(self)

server.Guard = Guard

def tell(*_):
    runtime, told = Runtime.instance(), os.environ["TOLD"]
    stored = runtime.uploaded_file_mgr.file_storage.values()
    held = {
        "sessions": len(runtime._session_mgr.list_sessions()),
        "files": sum(len(file.data) for files in stored for file in files.values()),
        "coming": sum(sum(each._coming.values()) for each in guards),
    }
    with open(told + "~", "w") as file:
        json.dump(held, file)
    os.replace(told + "~", told)

signal.signal(signal.SIGUSR1, tell)
SESSIONS.grace = 0.4
main()
"""


def server_of(address):
    """The process behind an address."""
    port = address.rpartition(":")[2]
    (server,) = (each for each in psutil.Process().children() if port in each.cmdline())
    return server


def spooled(server, folder):
    """Bytes of the files without a name that a process has in a folder."""
    sizes = 0
    for place in Path(f"/proc/{server.pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed since the folder was listed
            if str(place.readlink()).startswith(str(folder)):
                sizes += place.stat().st_size
    return sizes


@pytest.mark.slow
def test_a_chromium_that_is_killed_while_it_uploads_leaves_nothing_and_others_go_on(
    launch, mortal, visitor, picture, tmp_path, monkeypatch, until
):
    told, temporary = tmp_path / "told.json", tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TOLD", str(told))
    monkeypatch.setenv("TMPDIR", str(temporary))
    large = tmp_path / "large.png"
    large.write_bytes(bytes(19 << 20))

    def held(server):
        told.unlink(missing_ok=True)
        server.send_signal(signal.SIGUSR1)
        until(told.exists)
        return json.loads(told.read_text())

    with launch(main=TELLING) as address:
        server = server_of(address)
        doomed, number = mortal()
        page = doomed.new_page()
        page.context.new_cdp_session(page).send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": 0,
                "downloadThroughput": -1,
                "uploadThroughput": 2**21,
            },
        )
        page.goto(f"{address}/?plain=upload")
        page.locator(".st-key-missing input[type=file]").set_input_files(large)
        until(lambda: spooled(server, temporary) > 2**21)
        under_way = held(server)
        assert under_way["sessions"] == 1
        assert 2**21 < under_way["coming"] < large.stat().st_size
        os.kill(number, signal.SIGKILL)
        until(lambda: spooled(server, temporary) == 0, pause=0.05)
        nothing = {"sessions": 0, "files": 0, "coming": 0}
        until(lambda: held(server) == nothing, pause=0.05)
        assert list(temporary.iterdir()) == []
        levels = np.random.default_rng(1).integers(0, 256, (64, 64))
        explorer = visitor(address)
        explorer.open_files(picture(levels, "a.png"), picture(levels[::-1], "b.png"))
        assert held(server)["sessions"] == 1
