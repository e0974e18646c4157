"""The explorer's server: Streamlit, the components' modules and the pictures."""

import asyncio
import socket
import sys
import threading
import tomllib
import webbrowser
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import click
import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute

from explorer import canvas, widgets
from explorer.canvas import ASSETS
from explorer.pair import evaluation
from explorer.server.guard import Guard, content_policy
from explorer.session.lane import LANE
from explorer.session.lane.route import lane
from explorer.store.runner import Unwanted, as_long_as
from explorer.store.served_files import PICTURES, SERVED
from explorer.store.sessions import SESSIONS
from explorer.store.uploads import (
    DOORS,
    LOOPBACK,
    MAX_DATABASE_MB,
    is_loopback,
    remove_left_behind,
    upload_limit,
    upload_room,
)
from explorer.widgets import streamlit_internals
from explorer.widgets.chart_view import LIBRARY, library

SCRIPT = Path(__file__).parents[1] / "app.py"
SETTINGS = SCRIPT.parent / ".streamlit" / "config.toml"
TURN = 0.0005
"""Seconds that one thread may keep the interpreter while others wait for it.

Ten times as long, Python's own choice, let the server's health wait half a second
behind forty pages that were drawn at the same time.
"""

MEDIA = {
    "js": "text/javascript",
    "css": "text/css",
    "png": "image/png",
    "txt": "text/plain; charset=utf-8",
}
"""Media types by the ending of a file's name; nothing else is handed out."""

ROOMS = {folder.name: folder for folder in (canvas.FOLDER, widgets.FOLDER)}
"""Folders of JavaScript and styles by the name that stands in their address."""


PAGES = ("attack", "compare", "tune", "learn", "people", "about")
"""Paths of the pages; Explore is at the root."""

# Without it, Streamlit's script takes the path of a page for a folder that the server
# may lie in, and asks for it there first, in vain.
_ROOT = "window.__streamlit = { BACKEND_BASE_URL: new URL('.', location.href).href }"


def _page_html() -> str:
    """Return Streamlit's page, which says where its server is."""
    page = streamlit_internals.page_html()
    return page.replace("<script>", f"<script>{_ROOT}</script><script>", 1)


async def _explore(request: Request) -> Response:
    """Send who asks for Explore by its name to the root, with the link."""
    query = request.url.query
    return RedirectResponse(f"./?{query}" if query else "./")


async def _asset(request: Request) -> Response:
    """Hand out a module or its style; browsers ask each time, since it may change."""
    folder = ROOMS.get(request.path_params["room"])
    if folder is None:
        return Response(status_code=404)
    path = folder / request.path_params["file"]
    media = MEDIA.get(path.suffix[1:])
    if path.parent != folder or media is None or not path.is_file():
        return Response(status_code=404)
    return FileResponse(path, media_type=media, headers={"Cache-Control": "no-cache"})


async def _picture(request: Request) -> Response:
    """Hand out a file; its name names its content, so browsers may keep it for ever."""
    media = MEDIA.get(request.path_params["ending"])
    gone = threading.Event()
    watch = asyncio.create_task(_watch(request, gone))
    try:
        with as_long_as(lambda: not gone.is_set()):
            # A deferred one takes a while to make: on another thread, and only as long
            # as the browser waits for it.
            content = await run_in_threadpool(SERVED.get, request.path_params["name"])
    except Unwanted:
        content = None
    finally:
        watch.cancel()
    if content is None or media is None:
        return Response(status_code=404)
    return Response(
        content,
        media_type=media,
        headers={"Cache-Control": "private, max-age=31536000, immutable"},
    )


async def _watch(request: Request, gone: threading.Event) -> None:
    """Set `gone` when the browser no longer waits for an answer."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
    gone.set()


async def _plotly(request: Request) -> Response:
    """Hand out the charts' library; its name holds its version."""
    del request
    return FileResponse(
        await run_in_threadpool(library),
        media_type=MEDIA["js"],
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )


@asynccontextmanager
async def _lifespan(app: st.App) -> AsyncIterator[dict[str, object]]:
    del app
    evaluation.warm_up()
    streamlit_internals.load_late_modules()
    task = asyncio.create_task(_end_sessions())
    yield {}
    task.cancel()


async def _end_sessions() -> None:
    """End sessions some time after their visitors left, as long as the server runs."""
    while True:
        await asyncio.sleep(SESSIONS.grace / 8)
        for name, end in SESSIONS.over(streamlit_internals.is_present).items():
            streamlit_internals.close_session(name)
            end()


def _upload_room(session: str) -> int:
    return upload_room(session, streamlit_internals.uploaded(session))


def free_port(host: str, wanted: int) -> int:
    """Return the first free port from the wanted one on."""
    for port in range(wanted, wanted + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise OSError(f"no free port from {wanted} to {wanted + 99} on {host}")


def open_browser(url: str) -> None:
    """Open an address in the visitor's browser, or say it where there is none."""
    try:
        found = webbrowser.open(url)
    except webbrowser.Error:
        found = False
    if not found:
        click.echo(f"No browser was found: open {url} in one.", err=True)


def serve(
    *,
    host: str,
    port: int,
    browser: bool,
    proxied: Sequence[str] = (),
    samples_only: bool = False,
) -> None:
    """Serve the explorer until interrupted.

    Parameters
    ----------
    host : str
        Address to listen on; 127.0.0.1 keeps it on this machine.
    port : int
        Port to listen on.
    browser : bool
        Whether to open a browser.
    proxied : sequence of str
        Names under which a proxy hands the explorer on.
    samples_only : bool
        Whether visitors can bring no files.
    """
    DOORS.files, DOORS.proxied = not samples_only, bool(proxied)
    sys.setswitchinterval(TURN)
    remove_left_behind()
    page = _page_html()

    async def opened(request: Request) -> Response:
        del request
        return HTMLResponse(page, headers={"Cache-Control": "no-cache"})

    app = st.App(
        SCRIPT,
        lifespan=_lifespan,
        middleware=[
            Middleware(
                Guard,
                hosts=LOOPBACK if is_loopback(host) else None,
                proxied=proxied,
                most=upload_limit,
                room=_upload_room,
                files=DOORS.files,
                policy=content_policy(page),
            )
        ],
        routes=[
            Route("/", opened),
            *(Route(f"/{name}", opened) for name in PAGES),
            Route("/explore", _explore),
            Route(f"/{ASSETS}/{LIBRARY}", _plotly),
            Route(f"/{ASSETS}/{{room}}/{{file}}", _asset),
            Route(f"/{PICTURES}/{{name}}.{{ending}}", _picture),
            WebSocketRoute(f"/{LANE}/{{token}}", lane),
        ],
    )
    if browser:
        url = f"http://{'localhost' if host == '0.0.0.0' else host}:{port}"
        threading.Timer(1.5, open_browser, (url,)).start()
    app.run(
        config={
            **_flat(tomllib.loads(SETTINGS.read_text(encoding="utf-8"))),
            **streamlit_internals.SETTINGS,
            "server.port": port,
            "server.address": host,
            # On other addresses the limit for pictures holds: many visitors could fill
            # the memory.
            **({"server.maxUploadSize": MAX_DATABASE_MB} if is_loopback(host) else {}),
            "server.headless": True,
            # Longer than a visitor may be away: `_end_sessions` comes first.
            "server.disconnectedSessionTTL": int(2 * SESSIONS.grace) + 1,
        }
    )


def _flat(table: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Options of a settings file by their dotted names.

    Read here, since Streamlit looks for the file in the folder where the command was
    started.
    """
    options: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            options |= _flat(value, f"{prefix}{name}.")
        else:
            options[f"{prefix}{name}"] = value
    return options
