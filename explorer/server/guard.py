"""What the server lets in, and the headers of all that goes out.

Streamlit answers pages of any other server on the same machine, lets every visitor
upload as much as the largest field takes, and tells everybody how many visitors there
are. This is a layer around all of it, so that no address can be forgotten.
"""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OVERHEAD = 4096
"""Bytes of a request beside the file that it uploads: its name and boundaries."""

_CORE = "/_stcore/"
_UPLOAD = f"{_CORE}upload_file/"
_OPEN = re.compile(
    rf"{_CORE}(health|host-config|stream|(upload_file|bidi-components)/.+)"
)
"""Streamlit's own addresses that a page needs. Others are closed: numbers on visitors,
and an interface for programs."""

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def content_policy(page: str) -> str:
    """Return the content security policy of a page.

    It is as strict as Streamlit runs under: its components' scripts are addresses of
    blobs, and its styles are written into the page.

    Parameters
    ----------
    page : str
        The page's HTML. Scripts that stand in it may run, by their SHA-256.
    """
    digests = (
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in _SCRIPT.findall(page)
    )
    inline = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'none'; script-src 'self' blob: {inline}; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )


class Guard:
    """A layer around the server.

    Parameters
    ----------
    app : ASGI application
        The server.
    hosts : collection of str, optional
        Names by which browsers may call the server, without a port; any unless given.
        A foreign site can give its own name the address 127.0.0.1, and would then be
        taken for the explorer's own page.
    proxied : collection of str
        Names under which a proxy hands the server on: such a host is let in, and a page
        of that origin, since many a proxy changes the host on the way.
    most : callable
        How many bytes the session of a name may upload now, in one file.
    room : callable
        How many it may upload in all, beside the files that the server holds for it.
    files : bool
        Whether anything may be uploaded at all.
    policy : str
        From `content_policy`.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Collection[str] | None,
        proxied: Collection[str] = (),
        most: Callable[[str], int],
        room: Callable[[str], int],
        files: bool = True,
        policy: str,
    ) -> None:
        self._app = app
        self._hosts = None if hosts is None else {*hosts, *proxied}
        self._proxied = proxied
        self._most = most
        self._room = room
        self._files = files
        self._coming: Counter[str] = Counter()
        self._headers = {
            "Content-Security-Policy": policy,
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not self._is_own(headers):
            await _refuse(
                403, "not from this page", scope, receive, self._dressed(send)
            )
        elif scope["path"].startswith(_CORE) and not _OPEN.fullmatch(scope["path"]):
            await _refuse(404, "not found", scope, receive, self._dressed(send))
        elif scope["path"].startswith(_UPLOAD) and not self._files:
            await _refuse(403, "no files", scope, receive, self._dressed(send))
        elif scope["type"] == "websocket":
            await self._app(scope, receive, send)
        elif scope["method"] == "PUT" and scope["path"].startswith(_UPLOAD):
            await self._upload(headers, scope, receive, self._dressed(send))
        else:
            await self._app(scope, receive, self._dressed(send))

    def _is_own(self, headers: Headers) -> bool:
        """Whether a request comes from a page of this server, or from no page.

        A page's origin has to be the host and port that it asks: so it does through a
        tunnel or a proxy too, which hands on both.
        """
        host = headers.get("host", "")
        if self._hosts is not None and _name(host) not in self._hosts:
            return False
        origins = headers.getlist("origin")
        callers = [origin.partition("://")[2] for origin in origins]
        return all(
            caller == host != "" or _name(caller) in self._proxied for caller in callers
        )

    async def _upload(
        self, headers: Headers, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Let a file in as far as its session may upload one of that size.

        Files that come at the same time are counted together. What they announce is
        not: the browser takes a file back at the moment when it sends another for it.
        """
        session = scope["path"].removeprefix(_UPLOAD).partition("/")[0]
        left = self._most(session) + OVERHEAD
        came = 0
        said = headers.get("content-length", "0")
        if not said.isdecimal() or int(said) > left:
            await _refuse(413, "file too large", scope, receive, send)
            return

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            size = len(message.get("body", b""))
            came += size
            self._coming[session] += size
            if came > left or self._coming[session] > self._room(session):
                raise _TooLarge
            return message

        try:
            await self._app(scope, counted, send)
        except _TooLarge:
            await _refuse(413, "file too large", scope, receive, send)
        except ClientDisconnect:
            pass  # nobody waits for an answer, and nothing went wrong here
        finally:
            self._coming[session] -= came
            self._coming += Counter()  # without those of which nothing comes

    def _dressed(self, send: Send) -> Send:
        """Return what sends an answer with the headers of all answers."""

        async def dressed(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
            await send(message)

        return dressed


class _TooLarge(Exception):  # noqa: N818 - ends the reading of an upload
    pass


async def _refuse(
    status: int, words: str, scope: Scope, receive: Receive, send: Send
) -> None:
    if scope["type"] == "websocket":
        # Before it is accepted: the browser gets a 403.
        await send({"type": "websocket.close", "code": 1008})
        return
    await PlainTextResponse(words, status)(scope, receive, send)


def _name(host: str) -> str:
    """Return a host without its port and an IPv6 address' brackets."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
