"""The lane's socket: one question at a time, answered on a thread beside the server's.

Who may call the server at all is decided by `explorer.server.guard`, for sockets too.
"""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from explorer.session.lane.answer import answer, later
from explorer.session.lane.question import Question, Refused, read
from explorer.session.lane.visits import VISITS

MOST_WAITING = 32
"""Questions that may wait for a thread; whoever asks then is answered by the page."""

OVER, REFUSED = 1001, 1008
"""Why a socket is closed: its visit is over, or no page of ours would ask so."""


class Workers:
    """Threads for the answers, as many as processors: first come, first served."""

    def __init__(self, count: int = os.cpu_count() or 1) -> None:
        self._pool = ThreadPoolExecutor(count, thread_name_prefix="lane")
        self._waiting = 0

    async def answer(self, token: str, question: Question) -> bytes:
        """Answer a question of a visit; at once, and by the page, where many wait."""
        if self._waiting >= MOST_WAITING:
            return later(question.count)
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._pool, _answered, token, question)
        finally:
            self._waiting -= 1


def _answered(token: str, question: Question) -> bytes:
    # Read when its turn has come: the visit may have moved on, or be over.
    seen, scene = VISITS.now(token)
    if seen is None:
        return later(question.count)
    return answer(seen, scene, question.count, question.constants)


WORKERS = Workers()
"""Those of this server."""


async def lane(socket: WebSocket) -> None:
    """Answer one page, until it leaves or its visit is over."""
    token = socket.path_params["token"]
    loop, over = asyncio.get_running_loop(), asyncio.Event()

    def end() -> None:
        loop.call_soon_threadsafe(over.set)

    if not VISITS.open(token, end):
        await socket.close(REFUSED)  # before it is accepted: the browser gets a 403
        return
    await socket.accept()
    answering = asyncio.create_task(_answer(socket, token))
    ending = asyncio.create_task(over.wait())
    try:
        await asyncio.wait((answering, ending), return_when=asyncio.FIRST_COMPLETED)
        code = answering.result() if answering.done() else OVER
        if socket.client_state is WebSocketState.CONNECTED:
            await socket.close(code)
    finally:
        VISITS.ended(token, end)
        answering.cancel()
        ending.cancel()


async def _answer(socket: WebSocket, token: str) -> int:
    """Answer question after question; return why that ended."""
    try:
        while True:
            # The next one is not read before this one is answered.
            text = await socket.receive_text()
            question = read(text)
            await socket.send_bytes(await WORKERS.answer(token, question))
    except (Refused, KeyError):  # bytes in place of text are a KeyError
        return REFUSED
    except (WebSocketDisconnect, RuntimeError):
        return OVER
