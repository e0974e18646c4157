"""What the server lets in, tried on the layer alone and on a real server."""

import asyncio
import http.client
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from explorer.server.guard import OVERHEAD, Guard, content_policy
from explorer.store import uploads

PAGE = "<script>one()</script><script src='x.js'></script><script>two()</script>"


def ask(
    path="/",
    *,
    kind="http",
    method="GET",
    hosts=("localhost",),
    proxied=(),
    chunks=(),
    files=True,
    **said,
):
    """Return the status and headers of a guarded server's answer, and what it read."""
    sent, read = [], []

    async def app(scope, receive, send):
        while chunks and len(read) < len(chunks):
            read.append((await receive())["body"])
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    left = list(chunks)

    async def receive():
        body = left.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(left)}

    async def send(message):
        sent.append(message)

    headers = {"host": "localhost:8501"} | {
        k.replace("_", "-"): v for k, v in said.items()
    }
    scope = {
        "type": kind,
        "path": path,
        "method": method,
        "headers": [(k.encode(), v.encode()) for k, v in headers.items() if v],
    }
    guard = Guard(
        app,
        hosts=hosts,
        proxied=proxied,
        most=lambda session: 1000,
        room=lambda session: 9000,
        files=files,
        policy="p",
    )
    # A loop may be running in this thread: that of the browser's tests.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(guard(scope, receive, send))).result()
    if kind == "websocket":
        return sent[0]["type"], {}, read
    return sent[0]["status"], dict(sent[0]["headers"]), read


@pytest.mark.parametrize(
    ("host", "origin", "own"),
    [
        ("localhost:8501", None, True),
        ("localhost:8501", "http://localhost:8501", True),
        ("localhost:9000", "http://localhost:9000", True),  # through a tunnel
        ("localhost", "https://localhost", True),
        ("localhost:8501", "http://localhost:8502", False),
        ("localhost:8501", "http://localhost", False),
        ("localhost:8501", "http://127.0.0.1:8501", False),
        ("localhost:8501", "https://evil.example", False),
        ("localhost:8501", "null", False),
        ("localhost:8501", "http://[", False),
        # A name that a foreign site gave the address 127.0.0.1.
        ("evil.example:8501", "http://evil.example:8501", False),
        ("evil.example:8501", None, False),
        ("[", None, False),
        ("", None, False),
    ],
)
def test_only_the_page_of_this_host_and_port_gets_in(host, origin, own):
    status, _, _ = ask(host=host, origin=origin)
    assert status == (200 if own else 403)
    answer, _, _ = ask("/_stcore/stream", kind="websocket", host=host, origin=origin)
    assert answer == ("websocket.accept" if own else "websocket.close")


def test_a_server_for_others_may_be_called_by_any_name_but_by_its_own_page_alone():
    words = {"hosts": None, "host": "lab.example"}
    assert ask(**words, origin="https://lab.example")[0] == 200
    assert ask(**words, origin="https://evil.example")[0] == 403


def test_a_proxy_s_name_is_let_in_whether_it_hands_on_the_host_or_not():
    page = {"origin": "https://lab.example", "proxied": ("lab.example",)}
    for host in ("lab.example", "localhost:8501"):
        assert ask(**page, host=host)[0] == 200
    assert ask(**page | {"origin": "https://evil.example"})[0] == 403
    assert ask(**page | {"proxied": ()}, host="localhost:8501")[0] == 403


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/_stcore/metrics", 404),
        ("/_stcore/agent/interact", 404),
        ("/_stcore/agent/openapi.json", 404),
        ("/_stcore/script-health-check", 404),
        ("/_stcore/upload_file/", 404),
        ("/_stcore/health", 200),
        ("/_stcore/host-config", 200),
        ("/_stcore/upload_file/session/file", 200),
        ("/compare", 200),
    ],
)
def test_of_streamlit_s_own_addresses_only_those_that_a_page_needs_are_open(
    path, status
):
    assert ask(path)[0] == status


@pytest.mark.parametrize("path", ["/", "/_stcore/metrics"])
def test_every_answer_has_the_headers(path):
    _, headers, _ = ask(path)
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"content-security-policy"] == b"p"
    assert headers[b"referrer-policy"] == b"same-origin"
    assert headers[b"cross-origin-resource-policy"] == b"same-origin"


UPLOAD = {"path": "/_stcore/upload_file/session/file", "method": "PUT"}


def test_an_upload_that_says_that_it_is_too_large_is_refused_unread():
    status, _, read = ask(
        **UPLOAD, content_length=str(1001 + OVERHEAD), chunks=[b"x" * 10]
    )
    assert (status, read) == (413, [])
    assert ask(**UPLOAD, content_length="-1")[0] == 413
    assert ask(**UPLOAD, content_length=str(1000 + OVERHEAD))[0] == 200


def test_an_upload_that_says_nothing_of_its_size_is_read_as_far_as_it_may_go():
    chunk = b"x" * 1000
    status, _, read = ask(**UPLOAD, chunks=[chunk] * 100)
    assert status == 413
    assert sum(map(len, read)) <= 1000 + OVERHEAD
    assert ask(**UPLOAD, chunks=[chunk, b""])[0] == 200


def test_uploads_that_come_at_the_same_time_are_counted_together_and_then_no_more():
    taken, waiting, answers = [], asyncio.Event(), []

    async def app(scope, receive, send):
        while (message := await receive())["more_body"]:
            taken.append(len(message["body"]))
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    guard = Guard(
        app,
        hosts=None,
        most=lambda session: 1000,
        room=lambda session: 2500 if session == "mine" else 10**6,
        policy="p",
    )

    async def upload(session, chunks):
        async def receive():
            if chunks:
                body = b"x" * chunks.pop()
                return {"type": "http.request", "body": body, "more_body": True}
            await waiting.wait()
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            if message["type"] == "http.response.start":
                answers.append((session, message["status"]))

        path = f"/_stcore/upload_file/{session}/file"
        scope = {"type": "http", "method": "PUT", "path": path, "headers": []}
        await guard(scope, receive, send)

    async def visit():
        half = [asyncio.create_task(upload("mine", [900])) for _ in range(3)]
        half.append(asyncio.create_task(upload("other", [900])))
        while len(taken) < 3 or not answers:
            await asyncio.sleep(0)
        assert answers == [("mine", 413)]
        waiting.set()
        await asyncio.gather(*half)
        answers.clear()
        await upload("mine", [900])
        assert answers == [("mine", 204)]

    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(visit())).result()


def test_scripts_that_stand_in_the_page_are_allowed_by_their_digest_and_no_others():
    policy = content_policy(PAGE)
    assert policy.count("'sha256-") == 2
    (scripts,) = (p for p in policy.split("; ") if p.startswith("script-src"))
    assert "unsafe" not in scripts
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy


def test_a_database_may_be_uploaded_only_while_its_page_is_drawn(session):
    def page():
        import streamlit as st

        from explorer import session
        from explorer.widgets import streamlit_internals

        st.session_state["name"] = streamlit_internals.session()[0]
        session.arrive(st.query_params["page"])
        if st.query_params["page"] == "people":
            session.allow_database()

    app = session(page, page="compare")
    for where, megabytes in (("compare", 20), ("people", 500), ("learn", 20)):
        app.query_params["page"] = where
        for _ in range(2):
            app.run()
            assert not app.exception
            limit = uploads.upload_limit(app.session_state["name"])
            assert limit == megabytes * 2**20, where


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_a_server_for_samples_alone_refuses_every_upload_and_reads_none(method):
    path = "/_stcore/upload_file/session/file"
    status, headers, read = ask(path, method=method, chunks=[b"x"], files=False)
    assert (status, read) == (403, [])
    assert headers[b"content-security-policy"] == b"p"
    assert ask("/", files=False)[0] == 200


def test_a_page_forgets_what_the_one_before_it_was_given(session):
    def page():
        import streamlit as st
        from streamlit.runtime.scriptrunner import get_script_run_ctx

        from explorer import session

        session.arrive(st.query_params["page"])
        st.file_uploader("File", key="file")
        run = get_script_run_ctx()
        held = run.uploaded_file_mgr.file_storage.get(run.session_id, {})
        st.session_state["held"] = [len(file.data) for file in held.values()]

    app = session(page, page="compare")
    app.file_uploader(key="file").set_value(("a.png", b"xyz", "image/png"))
    held = []
    for where in ("compare", "compare", "learn"):
        app.query_params["page"] = where
        app.run()
        held.append(app.session_state["held"])
    assert held == [[3], [3], []]


def test_a_visit_has_room_for_nine_pictures_and_for_a_database_beside_them():
    whole = 2**20 * uploads.MAX_VISIT_MB
    assert uploads.upload_room("someone", []) == whole
    pictures = [2**20 * uploads.MAX_UPLOAD_MB] * 8
    assert uploads.upload_room("someone", pictures) > 2**20 * uploads.MAX_UPLOAD_MB
    assert uploads.upload_room("someone", [0] * 5000) < 0
    uploads.allow_database("someone")
    more = uploads.upload_room("someone", []) - whole
    uploads.forbid_database("someone")
    assert more == 2**20 * uploads.MAX_DATABASE_MB


@pytest.fixture(scope="module")
def served(patience, until):
    """Port of a real server of this file's tests, where a visit may upload 5 MB."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    main = (
        "from explorer.store import uploads; uploads.MAX_VISIT_MB = 5\n"
        "from explorer.commands.cli import main; main()"
    )
    command = [sys.executable, "-c", main, "--no-browser", "--port", str(port)]
    server = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )

    def answers():
        try:
            return get(port, "/_stcore/health")[0] == 200
        except OSError:
            return False

    try:
        until(answers, pause=0.1)
        yield port
    finally:
        server.kill()
        server.wait()


def get(port, path, method="GET", body=None, headers=()):
    """Return status, headers and content of an answer."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        asked.request(method, path, body=body, headers=dict(headers))
        answer = asked.getresponse()
        return (
            answer.status,
            {k.lower(): v for k, v in answer.getheaders()},
            answer.read(),
        )
    finally:
        asked.close()


@contextmanager
def visit(port):
    """Open the first page as a browser does; the session's name."""
    with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        origin=f"http://127.0.0.1:{port}",
        max_size=None,
        close_timeout=0.5,  # the server does not answer a farewell at once
    ) as line:
        asked = BackMsg()
        asked.rerun_script.query_string = ""
        line.send(asked.SerializeToString())
        while True:
            message = ForwardMsg.FromString(line.recv())
            if message.HasField("new_session"):
                yield message.new_session.initialize.session_id
                return


def put(port, session, size, name="file", **headers):
    """Upload a file of a size as a program would, past the browser's own limit."""
    head = (
        b'--b\r\nContent-Disposition: form-data; name="f"; filename="f.png"\r\n'
        b"Content-Type: image/png\r\n\r\n"
    )
    _, said, _ = get(port, "/_stcore/health")
    cookie = said["set-cookie"].split(";")[0]
    return get(
        port,
        f"/_stcore/upload_file/{session}/{name}",
        "PUT",
        head + bytes(size) + b"\r\n--b--\r\n",
        {
            "Content-Type": "multipart/form-data; boundary=b",
            "Cookie": cookie,
            "X-Xsrftoken": cookie.partition("=")[2].strip('"'),
            **headers,
        },
    )[0]


def test_a_real_server_holds_the_limits_of_uploads(served):
    with visit(served) as session:
        assert put(served, session, 2**20) == 204
        assert put(served, session, 25 * 2**20) == 413
        assert put(served, "another", 2**20) == 400
        assert put(served, session, 2**20, **{"X-Xsrftoken": "guessed"}) == 403


def test_a_real_server_holds_the_limit_of_a_visit_and_others_are_free_of_it(served):
    with visit(served) as session, visit(served) as other:
        answers = [put(served, session, 2**20, name=str(k)) for k in range(6)]
        assert answers == [204] * 4 + [413] * 2
        assert put(served, session, 2**19, name="small") == 204
        assert put(served, other, 2**20) == 204


def test_a_real_server_answers_no_other_page_and_tells_no_numbers(served):
    assert get(served, "/_stcore/metrics")[0] == 404
    foreign = {"Origin": "http://127.0.0.1:1"}
    assert get(served, "/", headers=foreign)[0] == 403
    assert get(served, "/", headers={"Host": f"evil.example:{served}"})[0] == 403
    stream = f"ws://127.0.0.1:{served}/_stcore/stream"
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(stream, origin=foreign["Origin"]),
    ):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.slow
def test_explore_s_own_address_leads_to_it_with_the_whole_link(served):
    status, headers, _ = get(served, "/explore?plain=camera&key=a%26b")
    assert (status, headers["location"]) == (307, "./?plain=camera&key=a%26b")
    assert get(served, "/explore")[1]["location"] == "./"


@pytest.mark.slow
def test_a_browser_that_closes_in_the_middle_of_an_upload_ends_nothing(served):
    for _ in range(3):
        with visit(served) as session:
            half = socket.create_connection(("127.0.0.1", served))
            with half:
                half.sendall(
                    f"PUT /_stcore/upload_file/{session}/file HTTP/1.1\r\n"
                    f"Host: 127.0.0.1:{served}\r\nContent-Length: 1000000\r\n"
                    "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b".encode()
                )
    with visit(served) as session:
        assert put(served, session, 2**20) == 204
