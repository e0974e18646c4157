import asyncio
import re
import socket
import subprocess
import sys
import threading
import tomllib
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.requests import Request

from explorer.server import PAGES, SCRIPT, SETTINGS, _flat, _picture, free_port
from explorer.store.runner import RUNNER
from explorer.store.served_files import SERVED
from explorer.store.uploads import MAX_UPLOAD_MB

HOST = "127.0.0.1"


def listen(port=0):
    taken = socket.socket()
    taken.bind((HOST, port))
    taken.listen()
    return taken


def test_a_port_that_is_free_is_taken():
    with listen() as probe:
        port = probe.getsockname()[1]
    assert free_port(HOST, port) == port


def test_a_port_that_somebody_listens_on_is_passed_over():
    with listen() as taken:
        wanted = taken.getsockname()[1]
        port = free_port(HOST, wanted)
        assert wanted < port < wanted + 100
        listen(port).close()


def test_an_address_of_another_machine_has_no_free_port():
    with pytest.raises(OSError, match="no free port from 8501 to 8600 on 192"):
        free_port("192.0.2.1", 8501)


def test_settings_are_named_as_streamlit_names_them():
    settings = _flat(tomllib.loads(SETTINGS.read_text(encoding="utf-8")))
    assert settings["browser.gatherUsageStats"] is False
    assert settings["server.maxUploadSize"] == MAX_UPLOAD_MB
    assert settings["theme.dark.backgroundColor"].startswith("#")
    assert not any(isinstance(value, dict) for value in settings.values())


def test_every_page_of_the_navigation_is_opened_directly():
    paths = re.findall(r'url_path="(\w+)"', SCRIPT.read_text(encoding="utf-8"))
    assert sorted(paths) == sorted(["explore", *PAGES])


def test_the_script_that_is_served_exists():
    assert SCRIPT.is_file()


@pytest.mark.slow
def test_what_is_loaded_late_is_there_before_the_first_visitor():
    # Else two who open a chart at the same moment find it half loaded.
    code = (
        "import asyncio, sys, explorer.server as server\n"
        "server.evaluation.warm_up = lambda: None\n"
        "async def main():\n"
        "    async with server._lifespan(None):\n"
        "        print(hasattr(sys.modules.get('pandas'), 'Series'))\n"
        "asyncio.run(main())"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stdout.split() == ["True"], done.stderr


def test_a_figure_is_not_finished_for_a_browser_that_has_gone(patience):
    begun, turns = threading.Event(), list[int]()

    def make():
        for turn in range(10**6):
            with RUNNER.turn(figure=True):
                turns.append(turn)
            begun.set()
        return b"finished"

    address = SERVED.defer("long figure", make, ending="txt")

    async def receive():
        if not asked:
            asked.append(True)
            return {"type": "http.request", "body": b"", "more_body": False}
        await asyncio.to_thread(begun.wait, patience)
        return {"type": "http.disconnect"}

    asked = list[bool]()
    name = address.rpartition("/")[2].removesuffix(".txt")
    path = {"name": name, "ending": "txt"}
    request = Request({"type": "http", "path_params": path}, receive)
    # A loop may be running in this thread: that of the browser's tests.
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(asyncio.run, _picture(request)).result()
    assert answer.status_code == 404
    assert 0 < len(turns) < 10**6
