"""From a hand on a slider to the painted score, in a real Chromium.

    python benchmarks/latency.py [--steps N] [--seconds S]

Starts the explorer on a free port and moves the sliders of Explore to values that it
has not seen for a while, in turns by the lane and, with the lane held back, by a run of
the page. It prints the median and the 95th percentile of the time from the input event
to the end of the canvas' paint, and of a drag with one value a frame how many different
scores were painted a second, with the server's CPU and the bytes that came for each.
Measure on a quiet machine: the load is printed.
"""

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass

import psutil
from playwright.sync_api import Page, sync_playwright

sys.path.pop(0)  # this folder holds a core.py, which is not the package
from explorer.pair.sweeps import SLIDERS
from explorer.server import free_port

PLACES: dict[str, list[float]] = {
    "alpha": list(range(26, 103)),  # sides of a block, in pixels
    "beta": list(range(1, 101)),
    "gamma": [quarters / 4 for quarters in range(4, 41)],
}
"""Where each slider is moved to."""

BUDGET = "budget: median 16, p95 33; 45 scores/s, 8 ms and 6 kB each"

# Finds the parts once, and lets the lane be held back.
BEGIN = """async () => {
  const roots = [document];
  for (const root of roots)
    for (const one of root.querySelectorAll("*"))
      if (one.shadowRoot) roots.push(one.shadowRoot);
  const find = (name) => roots.map((root) => root.querySelector(name)).find(Boolean);
  const module = "showthrough/assets/widgets/lane.js";
  const { lane } = await import(new URL(module, document.baseURI));
  const { ask } = lane;
  const canvas = find("canvas[data-vsi]");
  const slider = (label) => find(`input[aria-label="${label}"]`);
  const move = (input, value) => {
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  };
  const rest = (input) => input.dispatchEvent(new Event("change", { bubbles: true }));
  const held = (way) => (lane.ask = way === "lane" ? ask : () => false);
  // Milliseconds to the end of the paint; null where the score is as it was.
  const step = ([label, value, way]) => new Promise((resolve) => {
    held(way);
    const input = slider(label);
    const before = canvas.dataset.vsi;
    const observer = new MutationObserver(() => {
      if (canvas.dataset.vsi === before) return;
      observer.disconnect();
      resolve(performance.now() - begin);
    });
    observer.observe(canvas, { attributeFilter: ["data-vsi"] });
    setTimeout(() => resolve(null), 5000);
    const begin = performance.now();
    move(input, value);
    rest(input);
  });
  const drag = async ([label, places, seconds, way]) => {
    held(way);
    const input = slider(label);
    const painted = [];
    const observer = new MutationObserver(() => {
      if (painted.at(-1) !== canvas.dataset.vsi) painted.push(canvas.dataset.vsi);
    });
    observer.observe(canvas, { attributeFilter: ["data-vsi"] });
    const begin = performance.now();
    for (let place = 0; performance.now() - begin < 1000 * seconds; place += 1) {
      await new Promise(requestAnimationFrame);
      move(input, places[place % places.length]);
    }
    observer.disconnect();
    const count = painted.length;
    rest(input);
    return count;
  };
  window.hand = { step, drag };
}"""


@dataclass(kw_only=True)
class Sockets:
    """Bytes that have come to a page by its sockets."""

    came: int = 0

    def listen(self, page: Page) -> None:
        """Count from now on."""

        def opened(socket: object) -> None:
            socket.on("framereceived", self._count)  # type: ignore[attr-defined]

        page.on("websocket", opened)

    def _count(self, payload: str | bytes) -> None:
        self.came += len(payload)


def cpu(process: int) -> float:
    """Milliseconds of CPU that a process has taken."""
    times = psutil.Process(process).cpu_times()
    return 1000 * (times.user + times.system)


def steps(page: Page, name: str, count: int) -> dict[str, list[float]]:
    """Milliseconds of steps to as many places, by both ways in turns."""
    rng = random.Random(name)
    places = {way: rng.sample(PLACES[name], len(PLACES[name])) for way in WAYS}
    found: dict[str, list[float]] = {way: [] for way in WAYS}
    for turn in range(min(count, len(PLACES[name]))):
        for way in WAYS:
            words = [SLIDERS[name], places[way][turn], way]
            taken = page.evaluate("(words) => window.hand.step(words)", words)
            if taken is not None:
                found[way].append(taken)
            at_rest(page)
    return found


WAYS = ("lane", "page")
"""Past Streamlit, and by a run of the page."""


def at_rest(page: Page) -> None:
    """Wait until the page has run after the last value and has drawn what came."""
    page.wait_for_timeout(700)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_load_state("networkidle")


def drag(
    page: Page, name: str, seconds: float, way: str, server: int, sockets: Sockets
) -> tuple[float, float, float]:
    """Different scores a second, and CPU in ms and kB of each, in one drag."""
    places = PLACES[name]
    there = [*places, *reversed(places)]
    before, came = cpu(server), sockets.came
    words = [SLIDERS[name], there, seconds, way]
    painted = page.evaluate("(words) => window.hand.drag(words)", words)
    taken, bytes_ = cpu(server) - before, sockets.came - came
    at_rest(page)
    each = max(painted, 1)
    return painted / seconds, taken / each, bytes_ / each / 1000


def late(values: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return sorted(values)[int(0.95 * (len(values) - 1))]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Time a slider in a browser.")
    parser.add_argument("--steps", type=int, default=37, help="of each slider and way")
    parser.add_argument("--seconds", type=float, default=3.0, help="of each drag")
    options = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("needs Chromium: apt-get install chromium")
    port = free_port("127.0.0.1", 8700)
    words = ["--no-browser", "--port", str(port)]
    command = f"from explorer.commands.cli import main; main({words})"
    server = subprocess.Popen(
        [sys.executable, "-c", command], stdout=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(viewport={"width": 1400, "height": 1050})
            sockets = Sockets()
            sockets.listen(page)
            page.goto(f"http://127.0.0.1:{port}/")
            page.wait_for_selector("canvas[data-vsi]")
            page.wait_for_timeout(20_000)  # kernels, cards and noise
            at_rest(page)
            page.evaluate(BEGIN)
            print(f"load {os.getloadavg()[0]:.1f}; {BUDGET}\n")
            print(f"{'step':8}{'way':6}{'n':>4}{'median ms':>11}{'p95 ms':>8}")
            for name in PLACES:
                for way, values in steps(page, name, options.steps).items():
                    middle = statistics.median(values)
                    figures = f"{len(values):4}{middle:11.1f}{late(values):8.1f}"
                    print(f"{name:8}{way:6}{figures}", flush=True)
            print(f"\n{'drag':8}{'way':6}{'scores/s':>9}{'CPU ms':>8}{'kB':>6}")
            for name in PLACES:
                for way in (*WAYS, *WAYS):
                    figures = drag(
                        page, name, options.seconds, way, server.pid, sockets
                    )
                    written = f"{figures[0]:9.1f}{figures[1]:8.1f}{figures[2]:6.1f}"
                    print(f"{name:8}{way:6}{written}", flush=True)
            print(f"\nload {os.getloadavg()[0]:.1f}")
            browser.close()
    finally:
        server.terminate()
        server.wait()


def wait_for(url: str) -> None:
    """Wait until a server answers."""
    for _ in range(600):
        try:
            urllib.request.urlopen(url)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    sys.exit(f"no answer from {url}")


if __name__ == "__main__":
    main()
