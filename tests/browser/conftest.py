"""The real explorer in a real Chromium: servers, pages and a visitor's hands."""

import io
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import IO, Literal
from urllib.error import URLError
from urllib.parse import urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

import core

HOST = "127.0.0.1"
MAIN = "from explorer.commands.cli import main; main()"
SAMPLES = Path(__file__).parents[2] / "sample_images"
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
    None,
)
SCREEN: ViewportSize = {"width": 1400, "height": 1050}
MOMENT = 1000  # ms: longer than anything waits for a hand to rest

# Notes every score that the canvas paints.
WATCH = """canvas => {
  window.painted = [];
  const note = () => {
    const { vsi } = canvas.dataset;
    if (window.painted.at(-1) !== vsi) window.painted.push(vsi);
  };
  note();
  new MutationObserver(note).observe(canvas, { attributeFilter: ["data-vsi"] });
}"""


STILL = """async (element) => {
  for (let frames = 0, before = null; frames < 10; ) {
    await new Promise(requestAnimationFrame);
    const { x, y } = element.getBoundingClientRect();
    frames = before?.x === x && before.y === y ? frames + 1 : 0;
    before = { x, y };
  }
}"""

# Whether an entry of the history is one of the page that is open: then it is gone to.
GO_BACK = """(key) => {
  const entry = navigation.entries().find((entry) => entry.key === key);
  if (!entry?.sameDocument) return false;
  scrollTo(0, 0);
  navigation.traverseTo(key);
  return true;
}"""


@contextmanager
def serve(patience: float, *options: str, main: str = MAIN) -> Iterator[str]:
    """Run `showthrough` on a free port; the address, once it answers."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    address = f"http://{HOST}:{port}"
    health = f"{address}/_stcore/health"
    command = [sys.executable, "-X", "faulthandler", "-c", main, "--no-browser"]
    # Into a file: a pipe that nobody reads would stop the server when it is full.
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            [*command, "--port", str(port), *options],
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            until = time.monotonic() + patience
            while not answers(health, patience):
                if server.poll() is not None or time.monotonic() > until:
                    pytest.fail(f"no server: {last_words(server, log)}")
                time.sleep(0.05)
            yield address
            # Both by the server itself and by the threads that read its files.
            if not (answers(health, patience) and answers(address, patience)):
                pytest.fail(f"the server stopped answering: {last_words(server, log)}")
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def last_words(server: subprocess.Popen[bytes], log: IO[bytes]) -> str:
    """End a server and return what it said, with the place of every thread."""
    server.send_signal(signal.SIGABRT)
    server.wait()
    log.seek(0)
    return log.read().decode(errors="replace")[-20_000:]


def answers(address: str, patience: float) -> bool:
    """Whether a server is ready."""
    try:
        with urllib.request.urlopen(address, timeout=patience) as answer:
            return answer.status == 200
    except (URLError, OSError):
        return False


class Explorer:
    """A page of the explorer, and what a visitor does and sees there."""

    def __init__(self, page: Page, address: str, *, alone: bool = False) -> None:
        self.page = page
        self.address = address
        self.alone = alone
        self.canvas = page.locator("canvas[data-vsi]")
        self.sidebar = page.get_by_test_id("stSidebar")
        self.problem = page.get_by_test_id("stAlert")
        self.start = self.begun = ""
        self.sent = 0
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._note(request.url))
        page.on("websocket", self._listen)

    def leave(self) -> None:
        """Close the page, and its context where nobody else is in it."""
        if self.alone:
            self.page.context.close()
        else:
            self.page.close()

    def _hear(self, message) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.text} {message.location}")

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != HOST:
            self.foreign.append(url)

    def _listen(self, socket) -> None:
        self._note(socket.url)

        def count(_) -> None:
            self.sent += 1

        socket.on("framesent", count)

    def open(self, path: str = "/") -> "Explorer":
        """Go to a link and wait for the first score."""
        self.page.goto(self.address + path)
        self.canvas.wait_for()
        if path == "/":
            self.start = self.page.evaluate("navigation.currentEntry.key")
            self.begun = self.vsi or ""
        return self

    def begin_again(self) -> None:
        """Go back in the history to the first screen, as it was when it was opened.

        A tenth of what a new page costs, which starts all of Streamlit's scripts.
        """
        self.page.mouse.move(0, 0)
        self.rested()
        if not self.page.evaluate(GO_BACK, self.start):
            self.open()
        self.rested()
        expect(self.page).to_have_url(f"{self.address}/")
        self.shows(self.begun)
        self.pinned(None)

    def open_files(self, *pair: Path) -> "Explorer":
        """Go to the link of two files that are not there, and bring them."""
        words = [
            f"{role}=upload&{role}_file={sha256(path.read_bytes()).hexdigest()[:16]}"
            for role, path in zip(("plain", "encrypted"), pair, strict=True)
        ]
        self.page.goto(f"{self.address}/?{'&'.join(words)}")
        missing = self.page.locator(".st-key-missing input[type=file]")
        missing.set_input_files(pair)
        self.canvas.wait_for()
        return self

    def rest(self) -> None:
        """Wait until the script has run and what it drew has arrived."""
        self.page.wait_for_selector(
            '[data-testid="stApp"][data-test-script-state="notRunning"]'
        )
        self.page.wait_for_load_state("networkidle")

    def moment(self) -> None:
        """Wait until the page has done what it does when a hand has rested.

        The page's own clock measures the moment, so that it is over after all that the
        page began to wait for before, however busy the machine.
        """
        self.page.evaluate(f"() => new Promise((go) => setTimeout(go, {MOMENT}))")

    def rested(self) -> None:
        """Wait until the server has heard, too, and has answered."""
        self.moment()
        self.rest()

    def still(self, locator: Locator) -> None:
        """Wait until something stands where it stood for ten frames."""
        locator.evaluate(STILL)

    def new_look(self, looks: list[str]) -> None:
        """Wait until the canvas looks as it never did; its look joins the others."""
        look = self.page.wait_for_function(
            """([canvas, looks]) => {
              const look = canvas.toDataURL();
              return !looks.includes(look) && look;
            }""",
            arg=[self.canvas.element_handle(), looks],
        )
        looks.append(look.json_value())

    def content(self) -> None:
        """Make sure that the browser neither complained nor asked another machine."""
        complaints, foreign = self.complaints[:], self.foreign[:]
        self.complaints.clear()
        self.foreign.clear()
        assert complaints == []
        assert foreign == []

    # What is on the screen.

    @property
    def vsi(self) -> str | None:
        return self.canvas.get_attribute("data-vsi")

    @property
    def revision(self) -> int:
        return int(self.canvas.get_attribute("data-revision") or 0)

    def shows(self, result: "core.Recognizability | str") -> None:
        """Wait until a result's score is painted, or exactly these digits.

        The canvas writes six digits. The server may multiply matrices on another number
        of threads than this test, which moves a score by less than 1e-6, as the tests
        of the core hold it: the last of the six may be one more or less.
        """
        if isinstance(result, str):
            near = [result]
        else:
            near = [f"{result.vsi + off:.6f}" for off in (-1e-6, 0, 1e-6)]
        wanted = re.compile("|".join(map(re.escape, near)))
        expect(self.canvas).to_have_attribute("data-vsi", wanted)

    def pinned(self, block: int | None) -> None:
        """Wait until a block, or none, is pinned."""
        expect(self.canvas).to_have_attribute(
            "data-pin", "" if block is None else str(block)
        )

    def repainted(self, since: int) -> None:
        """Wait until the canvas is drawn again."""
        self.page.wait_for_function(
            "([canvas, since]) => Number(canvas.dataset.revision) > since",
            arg=[self.canvas.element_handle(), since],
        )

    def part(self, name: str) -> Locator:
        """Return a part of the canvas' surroundings: tip, title, reading, ..."""
        return self.page.locator(f".view .{name}")

    # What a visitor does.

    def slider(self, name: str) -> Locator:
        return self.page.get_by_role("slider", name=name)

    def press(self, name: str, *keys: str) -> float:
        """Move a slider by keys; where it is then."""
        slider = self.slider(name)
        slider.focus()
        for key in keys:
            self.page.keyboard.press(key)
        return self.value(name)

    def value(self, name: str) -> float:
        """Return what a slider sets: alpha, where it moves over pixels."""
        slider = self.slider(name)
        return float(slider.get_attribute("data-value") or slider.input_value())

    @property
    def key(self) -> Locator:
        """The field for the encryption key."""
        return self.page.get_by_role("textbox", name="Key", exact=True)

    def menu(self, label: str) -> Locator:
        return self.page.get_by_role("combobox", name=label)

    def choose(self, label: str, option: str) -> None:
        """Choose an entry of a list; typed, since a long list is drawn in part."""
        self.menu(label).fill(option)
        self.page.get_by_role("option", name=option, exact=True).click()

    def unfold(self, name: str) -> None:
        """Open a fold of the sidebar."""
        self.rested()  # a step under way would draw what is in it once more
        fold = self.page.locator("details").filter(has_text=name)
        if fold.get_attribute("open") is None:
            fold.locator("summary").click()
            self.still(fold)  # it opens within a moment

    def switch(self, group: str, option: str) -> None:
        """Choose one of a row of buttons."""
        self.page.get_by_role("radiogroup", name=group).or_(
            self.page.get_by_role("group", name=group)
        ).get_by_text(option, exact=True).click()

    def layer(self, name: str) -> None:
        """Lay something over the pictures, or take it away."""
        row = self.page.get_by_role("toolbar", name="Laid over the pictures")
        row.get_by_role("button", name=name, exact=True).click()

    def open_view(self) -> None:
        """Open the menu of what is seldom set."""
        menu = self.page.get_by_role("dialog", name="View")
        if not menu.is_visible():
            self.page.get_by_role("button", name="View", exact=True).click()
        menu.wait_for()

    def upload(self, role: str, path: Path) -> None:
        """Give a file to one of the fields for files."""
        field = self.page.locator(f".st-key-{role}_file input[type=file]")
        field.set_input_files(path)

    def spot(self, block: int, result: "core.Recognizability", side: str = "plain"):
        """Middle of a block on the canvas, in CSS pixels of the canvas."""
        height, width = result.edges_plain.shape
        box = self.canvas.bounding_box()
        assert box is not None
        one = box["width"] < 460  # picture at a time
        stacked = not one and width > 2.5 * height
        room = box["width"] if stacked or one else (box["width"] - 16) / 2
        tallest = 560 * (2.5 if height > 2.5 * width else 1)
        scale = min(room / width, tallest / height)
        row, column = divmod(block, result.degree.shape[1])
        x = (column + 0.5) * result.side * scale
        y = (row + 0.5) * result.side * scale + (20 if stacked else 0)
        if side == "encrypted" and not one:
            x += 0 if stacked else width * scale + 16
            y += height * scale + 20 if stacked else 0
        return {"x": x, "y": y}

    def watch(self) -> None:
        """Begin to note every score that is painted."""
        self.canvas.evaluate(WATCH)

    @property
    def painted(self) -> list[str]:
        return self.page.evaluate("window.painted")


@pytest.fixture(scope="session")
def home(
    patience: float, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """The machine's Chromium with a folder of its own.

    There it keeps Streamlit's scripts compiled, which a context without one compiles
    again for each page: a third of what opening a page costs.
    """
    expect.set_options(timeout=1000 * patience)
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: install Debian's `chromium`")
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("chromium"),
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
            ],
        )
        context.set_default_timeout(1000 * patience)
        yield context
        context.close()


@pytest.fixture(scope="session")
def chromium(home: BrowserContext) -> Browser:
    """The machine's Chromium, for contexts that share nothing with others."""
    assert home.browser is not None
    return home.browser


@pytest.fixture
def mortal(chromium: Browser) -> Iterator[Callable[[], tuple[Browser, int]]]:
    """Function that starts another Chromium: it, and the number of its process."""
    started: list[Browser] = []

    def start() -> tuple[Browser, int]:
        one = chromium.browser_type.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        started.append(one)
        said = one.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
        (number,) = (p["id"] for p in said["processInfo"] if p["type"] == "browser")
        return one, number

    yield start
    for one in started:
        one.close()


@pytest.fixture(scope="session")
def served(chromium: Browser, patience: float) -> Iterator[str]:
    """Address of an explorer that all tests visit."""
    with serve(patience) as address:
        yield address


@pytest.fixture
def visitors() -> list[Explorer]:
    """Everybody who came during a test."""
    return []


@pytest.fixture(scope="session")
def newcomer(home: BrowserContext) -> Callable[..., Explorer]:
    """Function that brings a visitor home: (address, viewport, colour scheme).

    There the browser keeps nothing of this address but what it has compiled.
    """

    def arrive(
        address: str,
        viewport: ViewportSize = SCREEN,
        color_scheme: Literal["light", "dark"] = "light",
    ) -> Explorer:
        page = home.new_page()
        page.set_viewport_size(viewport)
        # What glides would be caught halfway: a test of that comes alone.
        page.emulate_media(color_scheme=color_scheme, reduced_motion="reduce")
        home.clear_cookies()
        session = home.new_cdp_session(page)
        session.send(
            "Storage.clearDataForOrigin",
            {"origin": address, "storageTypes": "cookies,local_storage,indexeddb"},
        )
        session.detach()
        return Explorer(page, address)

    return arrive


@pytest.fixture
def visitor(
    home: BrowserContext,
    chromium: Browser,
    newcomer: Callable[..., Explorer],
    visitors: list[Explorer],
    patience: float,
) -> Iterator[Callable[..., Explorer]]:
    """Function that brings a new visitor to an address: (address, context options).

    The first one of a test comes home; who comes beside has a browser of their own.
    At the end no visitor's browser may have complained or asked another machine.
    """

    def arrive(address: str, **options) -> Explorer:
        if options.keys() <= {"viewport", "color_scheme"} and len(home.pages) == 1:
            one = newcomer(address, **options)
        else:
            usual = {"viewport": SCREEN, "reduced_motion": "reduce"}
            context = chromium.new_context(**{**usual, **options})
            context.set_default_timeout(1000 * patience)
            one = Explorer(context.new_page(), address, alone=True)
        visitors.append(one)
        return one

    yield arrive
    for one in visitors:
        one.leave()
    for one in visitors:
        one.content()


@pytest.fixture
def explorer(served: str, visitor: Callable[..., Explorer]) -> Explorer:
    """A visitor in front of the first screen."""
    return visitor(served).open()


@pytest.fixture(scope="module")
def seat() -> Iterator[list[Explorer]]:
    """The visitor whom the tests of a file have in turn, once there is one."""
    seated: list[Explorer] = []
    yield seated
    for one in seated:
        one.leave()


@pytest.fixture
def returning(
    newcomer: Callable[..., Explorer],
    served: str,
    seat: list[Explorer],
    request: pytest.FixtureRequest,
) -> Iterator[Explorer]:
    """A visitor who is back in front of the first screen, after the test before.

    After one that failed, a new visitor.
    """
    failed = request.session.testsfailed
    if seat:
        one = seat.pop()
        one.begin_again()
    else:
        one = newcomer(served).open()
    yield one
    if request.session.testsfailed > failed:
        one.leave()
    else:
        seat.append(one)
    one.content()


@pytest.fixture
def launch(
    chromium: Browser, visitors: list[Explorer], patience: float
) -> Callable[..., object]:
    """Function that runs a server of its own: `with launch(*options) as address`.

    `main` is the program, where it is another one.

    Its visitors leave before it stops: whatever a page asks for after that, such as the
    icon of its tab, would be refused, and the browser complain.
    """

    @contextmanager
    def launched(*options: str, main: str = MAIN) -> Iterator[str]:
        with serve(patience, *options, main=main) as address:
            try:
                yield address
            finally:
                for one in visitors:
                    if one.address == address:
                        one.leave()

    return launched


@pytest.fixture(scope="session")
def sample() -> Callable[[str], np.ndarray]:
    """Function that reads a sample image's luma by its file's stem; read-only."""

    @cache
    def read(stem: str) -> np.ndarray:
        luma = core.read_image(SAMPLES / f"{stem}.png")
        luma.flags.writeable = False
        return luma

    return read


@pytest.fixture(scope="session")
def first(sample) -> Callable[..., "core.Recognizability"]:
    """Function that evaluates the pair of the first screen."""

    @cache
    def evaluated(**words):
        constants = {
            name: words.pop(name)
            for name in ("alpha", "beta", "gamma")
            if name in words
        }
        return core.visual_security_index(
            sample("astronaut"),
            sample("astronaut_shuffle64"),
            core.Parameters(**constants),
            **words,
        )

    return evaluated


@pytest.fixture
def picture(tmp_path: Path) -> Callable[..., Path]:
    """Function that writes levels to a PNG file: (levels, name)."""

    def written(levels, name: str = "picture.png") -> Path:
        file = io.BytesIO()
        Image.fromarray(np.asarray(levels).astype(np.uint8)).save(file, "PNG")
        path = tmp_path / name
        path.write_bytes(file.getvalue())
        return path

    return written
