"""Many visitors at once: raw sessions on loopback, each answer checked against core.

    python benchmarks/visitors.py [--visitors N] [--moving N] [--seconds S]

Starts the explorer on a free port and visits it without a browser, by the protocols of
Streamlit and of the lane. It measures

- how long N visitors who open one sample together wait for their first screen,
- how long a slider's answer by the lane takes while fewer of them move one,
- the same beside one visitor who opens pairs of 40 megapixels, as a factor,
- how long the server's health takes to answer all the while,
- what visitors with long work are told of their place in the line.

Every score that arrives must be the core's, to the sixth digit. Visitors and server
share this machine: on a busy one the times say little, and the factor most.
"""

import argparse
import os

for library in ("OMP", "OPENBLAS", "MKL", "NUMBA"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

import http.client
import io
import json
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

# A script's folder comes first on the path: there, files hide the package core.
sys.path[0] = str(Path(__file__).parents[1])

import numpy as np
from PIL import Image
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

import core
from explorer.server import free_port
from explorer.session.lane import LANE

SAMPLES = Path(__file__).parents[1] / "sample_images"
PLAIN, ENCRYPTED = "astronaut.png", "astronaut_shuffle64.png"
GAMMAS = tuple(2 + step / 4 for step in range(25))
STEPS = 8
"""Steps of a slider until the hand rests, and the page runs."""

LARGE = 8000, 5000
WITHIN = 120.0
"""Seconds after which an answer counts as missing."""


@cache
def right(gamma: float) -> str:
    """Return the core's score of the first screen, as the canvas is given it."""
    plain, encrypted = (core.read_image(SAMPLES / n) for n in (PLAIN, ENCRYPTED))
    found = core.visual_security_index(plain, encrypted, core.Parameters(gamma=gamma))
    return f"{found.vsi:.6f}"


@dataclass
class Times:
    """Seconds that answers took, and what went wrong; filled by many threads."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def said(self) -> str:
        """Return median, 95th percentile and the longest in words."""
        errors = f"{len(self.errors)} errors"
        if self.errors:
            errors += f", the first: {self.errors[0][:150]}"
        if not self.seconds:
            return f"no answer, {errors}"
        return (
            f"{len(self.seconds)} answers, median {1e3 * self.median:.0f} ms, "
            f"p95 {1e3 * self.p95:.0f} ms, longest {1e3 * max(self.seconds):.0f} ms, "
            f"{errors}"
        )

    @property
    def median(self) -> float:
        """Median of the seconds."""
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        """95th percentile of the seconds."""
        return float(np.percentile(self.seconds, 95))


class Visitor:
    """One session, as a browser would have it.

    Attributes
    ----------
    score : str
        What the canvas was given last.
    components : dict of str to str
        Names of the page's own components by the ends of their keys.
    texts : list of str
        Words of progress bars in the last run.
    """

    def __init__(self, port: int, page: str = "", **link: str) -> None:
        self._port, self._page, self._link = port, page, urlencode(link)
        self._fragment = ""
        self.score = ""
        self.components: dict[str, str] = {}
        self.texts: list[str] = []
        self._stay = ExitStack()
        self._line: ClientConnection | None = None
        self._lane: ClientConnection | None = None
        self._token, self._count = "", 0

    def __enter__(self) -> Self:
        """Open the page, and wait for its first run to end."""
        status = get(self._port, f"/{self._page}")
        if status != 200:
            raise RuntimeError(f"the page answered {status}")
        self._line = self._stay.enter_context(self._connected("_stcore/stream"))
        asked = BackMsg()
        asked.rerun_script.query_string = self._link
        asked.rerun_script.page_name = self._page
        self.line.send(asked.SerializeToString())
        self.listen()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave."""
        self._stay.close()

    @property
    def line(self) -> ClientConnection:
        """The WebSocket, while the visitor is there."""
        if self._line is None:
            raise RuntimeError("the visitor has not come yet")
        return self._line

    def listen(self) -> None:
        """Take what the server sends until its run has ended.

        Raises
        ------
        RuntimeError
            If the page shows an exception.
        """
        self.texts = []
        while True:
            said = ForwardMsg.FromString(self.line.recv(timeout=WITHIN, decode=False))
            if said.HasField("delta"):
                self._take(said)
            if said.HasField("script_finished"):
                return

    def _take(self, said: ForwardMsg) -> None:
        if not said.delta.HasField("new_element"):
            return
        element = said.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RuntimeError(element.exception.message)
        if kind == "progress":
            self.texts.append(element.progress.text)
        if kind == "button":
            self._name(element.button.id)
        if kind == "bidi_component":
            found = element.bidi_component
            self._fragment = said.delta.fragment_id or self._fragment
            self._name(found.id)
            if found.component_name == "match_view":
                data = json.loads(found.json)
                self.score = data["vsi"]
                self._token = (data["lane"] or {}).get("token", "")

    def _name(self, whole: str) -> None:
        # "$$ID-", a digest, "-", and the key of the component.
        self.components[whole.split("-", 2)[-1]] = whole

    def move(self, constant: str, value: float) -> None:
        """Move a slider, and wait for the answer by the lane.

        Raises
        ------
        RuntimeError
            If the lane leaves the answer to the page.
        """
        if self._lane is None:
            place = f"{LANE}/{self._token}"
            self._lane = self._stay.enter_context(self._connected(place))
        self._count += 1
        self._lane.send(json.dumps([self._count, {constant: value}]))
        answer = self._lane.recv(timeout=WITHIN, decode=False)
        (length,) = struct.unpack_from("<I", answer)
        said = json.loads(answer[4 : 4 + length])
        if said.get("rest"):
            raise RuntimeError("the lane left the answer to the page")
        self.score = said["drawn"]["vsi"]

    def rest(self, constant: str, value: float) -> None:
        """Let the hand rest: the page runs once."""
        asked = BackMsg()
        asked.rerun_script.fragment_id = self._fragment
        asked.rerun_script.query_string = self._link
        state = asked.rerun_script.widget_states.widgets.add()
        state.id = self.components[constant]
        hand = {"value": value, "settled": value, "count": self._count}
        state.json_value = json.dumps({"hand": hand})
        self.line.send(asked.SerializeToString())
        self.listen()

    def _connected(self, path: str) -> ClientConnection:
        return connect(
            f"ws://127.0.0.1:{self._port}/{path}",
            origin=Origin(f"http://127.0.0.1:{self._port}"),
            max_size=None,
            close_timeout=0.5,
            open_timeout=WITHIN,
        )


def get(port: int, path: str) -> int:
    """Return the status of an answer, read to its end."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=WITHIN)
    try:
        asked.request("GET", path)
        answer = asked.getresponse()
        answer.read()
        return answer.status
    finally:
        asked.close()


@contextmanager
def server(*options: str) -> Iterator[int]:
    """Start the explorer; yield its port."""
    port = free_port("127.0.0.1", 8764)
    main = "from explorer.commands.cli import main; main()"
    command = [sys.executable, "-c", main, "--no-browser", "--port", str(port)]
    process = subprocess.Popen(
        [*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        end = time.monotonic() + WITHIN
        while not _healthy(port):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("the server did not start")
            time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait()


def _healthy(port: int) -> bool:
    try:
        return get(port, "/_stcore/health") == 200
    except OSError:
        return False


@contextmanager
def health(port: int) -> Iterator[Times]:
    """Ask for the server's health again and again."""
    found, over = Times(), threading.Event()

    def ask() -> None:
        while not over.wait(0.1):
            begun = time.monotonic()
            try:
                if get(port, "/_stcore/health") != 200:
                    found.errors.append("health is not 200")
            except OSError as error:
                found.errors.append(repr(error))
            found.seconds.append(time.monotonic() - begun)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        yield found
    finally:
        over.set()
        asking.join()


def together(count: int, visit: Callable[[int, Times], None]) -> Times:
    """Let so many visitors do something at the same time."""
    found, door = Times(), threading.Barrier(count)

    def one(number: int) -> None:
        door.wait()
        try:
            visit(number, found)
        except Exception as error:  # noqa: BLE001 - each is counted and said
            found.errors.append(f"{type(error).__name__}: {error}")

    with ThreadPoolExecutor(count) as pool:
        list(pool.map(one, range(count)))
    return found


def check(visitor: Visitor, gamma: float, found: Times) -> None:
    """Note an answer that is not the core's."""
    if visitor.score != right(gamma):
        found.errors.append(
            f"gamma {gamma:g} gave {visitor.score} and not {right(gamma)}"
        )


def first_screens(port: int, count: int) -> Times:
    """Let all open one sample at once."""

    def visit(number: int, found: Times) -> None:
        del number
        begun = time.monotonic()
        with Visitor(port, plain="astronaut") as visitor:
            found.seconds.append(time.monotonic() - begun)
            check(visitor, 5, found)

    return together(count, visit)


def sliders(port: int, count: int, seconds: float, pause: float) -> Times:
    """Let visitors move a slider for some time, each with a pause between steps.

    After every `STEPS` of them the hand rests.
    """

    def visit(number: int, found: Times) -> None:
        with Visitor(port, plain="astronaut") as visitor:
            end, step, gamma = time.monotonic() + seconds, number, 5.0
            while time.monotonic() < end:
                step += 1
                if step % STEPS == 0:
                    visitor.rest("gamma", gamma)
                    check(visitor, gamma, found)
                gamma = GAMMAS[(7 * step) % len(GAMMAS)]
                begun = time.monotonic()
                visitor.move("gamma", gamma)
                found.seconds.append(time.monotonic() - begun)
                check(visitor, gamma, found)
                time.sleep(pause)

    return together(count, visit)


@contextmanager
def a_large_pair_is_moved(port: int) -> Iterator[Times]:
    """Let one visitor open a pair of 40 megapixels, and move a slider all the while."""
    found, over = Times(), threading.Event()

    def visit() -> None:
        begun = time.monotonic()
        try:
            with Visitor(port) as visitor:
                found.seconds.append(time.monotonic() - begun)
                number = 0
                while not over.is_set():
                    number += 1
                    begun = time.monotonic()
                    visitor.move("alpha", 0.05 + number % 90 / 200)
                    found.seconds.append(time.monotonic() - begun)
        except Exception as error:  # noqa: BLE001 - it is counted and said
            found.errors.append(f"{type(error).__name__}: {error}")

    moving = threading.Thread(target=visit)
    moving.start()
    try:
        yield found
    finally:
        over.set()
        moving.join()


def lines(port: int, count: int) -> list[str]:
    """Let visitors begin long work each; return what they are told."""
    told: list[str] = []

    def visit(number: int, found: Times) -> None:
        link = {"plain": "astronaut", "encrypted": "make", "key": f"visitor {number}"}
        with Visitor(port, "tune", **link) as visitor:
            told.extend(visitor.texts)
            time.sleep(1)  # all of them are there before the first one leaves
        del found

    problems = together(count, visit).errors
    return told + [f"error: {problem}" for problem in problems]


def large_pair(folder: Path) -> list[str]:
    """Write a pair of 40 megapixels; return the options that open it."""
    photograph = Image.open(SAMPLES / PLAIN).convert("L").resize(LARGE)
    levels = np.asarray(photograph) // 4 * 4
    options = []
    for name, pixels in {"plain": levels, "encrypted": np.roll(levels, 640, 1)}.items():
        file = io.BytesIO()
        Image.fromarray(pixels).save(file, "PNG", compress_level=1)
        (folder / f"{name}.png").write_bytes(file.getvalue())
        options += [f"--{name}", str(folder / f"{name}.png")]
    return options


def measure(port: int, wanted: argparse.Namespace) -> None:
    """Measure all of it on one server, and print."""
    with health(port) as asked:
        found = first_screens(port, wanted.visitors)
        print(f"{wanted.visitors} open one sample together: {found.said()}")
    print(f"  health meanwhile: {asked.said()}")
    with health(port) as asked:
        found = sliders(port, wanted.moving, wanted.seconds, wanted.pause)
        print(
            f"{wanted.moving} move a slider for {wanted.seconds:g} s, resting "
            f"{wanted.pause:g} s between two moves: {found.said()}"
        )
    print(f"  health meanwhile: {asked.said()}")
    few = max(wanted.moving // 4, 1)
    alone = sliders(port, few, wanted.large, wanted.pause)
    print(f"{few} move a slider: {alone.said()}")
    with health(port) as asked, a_large_pair_is_moved(port) as large:
        beside = sliders(port, few, wanted.large, wanted.pause)
    print(f"  beside one with 40 megapixels: {beside.said()}")
    if alone.seconds and beside.seconds:
        middle, late = beside.median / alone.median, beside.p95 / alone.p95
        print(f"  times as long: {middle:.1f} in the median, {late:.1f} in p95")
    if large.seconds:
        print(f"  theirs is open after {large.seconds[0]:.0f} s, then it moves")
    print(f"  theirs: {large.said()}")
    print(f"  health meanwhile: {asked.said()}")
    print("12 with long work are told: ", *lines(port, 12), sep="\n  ")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Many visitors at once.")
    parser.add_argument("--visitors", type=int, default=40, help="who come together")
    parser.add_argument("--moving", type=int, default=20, help="who move a slider")
    parser.add_argument("--seconds", type=float, default=180, help="for how long")
    parser.add_argument("--pause", type=float, default=0.2, help="between two moves")
    parser.add_argument("--large", type=float, default=30, help="seconds with 40 MP")
    wanted = parser.parse_args()
    for gamma in GAMMAS:
        right(gamma)
    busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"load before: {busy:.1f} on {os.cpu_count()} cores")
    with ExitStack() as stay:
        folder = Path(stay.enter_context(tempfile.TemporaryDirectory()))
        measure(stay.enter_context(server(*large_pair(folder))), wanted)


if __name__ == "__main__":
    main()
