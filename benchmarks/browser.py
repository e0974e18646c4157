"""From a key on a slider to the new score on the canvas, in a real Chromium.

    python benchmarks/browser.py [--steps N]

Starts the explorer on a free port, moves each slider by its arrow keys, and prints the
median and the 95th percentile of the time until the canvas shows another score, over
that of a step that changes nothing but the page: the pin.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request

from playwright.sync_api import Page, sync_playwright

sys.path.pop(0)  # this folder holds a core.py, which is not the package
from explorer.server import free_port

# Milliseconds from the key to the frame after the canvas's attribute changed.
STEP = """
([attribute]) => new Promise((resolve) => {
  const open = [document];
  let canvas;
  while (open.length && !canvas) {
    const root = open.pop();
    canvas = root.querySelector("canvas[data-vsi]");
    root.querySelectorAll("*").forEach((e) => e.shadowRoot && open.push(e.shadowRoot));
  }
  let start = 0;
  const note = () => (start = performance.now());
  addEventListener("keydown", note, { capture: true, once: true });
  const observer = new MutationObserver(() => {
    if (canvas.dataset[attribute] === before) return;
    observer.disconnect();
    requestAnimationFrame(() => resolve(performance.now() - start));
  });
  const before = canvas.dataset[attribute];
  observer.observe(canvas, { attributes: true });
  setTimeout(() => resolve(null), 2000);
})
"""


def times(page: Page, target: str, attribute: str, steps: int) -> list[float]:
    """Milliseconds of so many steps, to the right and back."""
    found = []
    for step in range(steps):
        page.evaluate(f"window.result = ({STEP})(['{attribute}']); 0")
        page.locator(target).focus()
        page.keyboard.press("ArrowRight" if step // 4 % 2 == 0 else "ArrowLeft")
        found.append(page.evaluate("window.result"))
    # At the end of a slider, or at the border of the grid, nothing moves.
    return [milliseconds for milliseconds in found[4:] if milliseconds is not None]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Time a slider in a browser.")
    parser.add_argument("--steps", type=int, default=40)
    steps = parser.parse_args().steps
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("needs Chromium: apt-get install chromium")
    port = free_port("127.0.0.1", 8700)
    options = ["--no-browser", "--port", str(port)]
    command = f"from explorer.commands.cli import main; main({options})"
    server = subprocess.Popen([sys.executable, "-c", command])
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(viewport={"width": 1400, "height": 1050})
            page.goto(f"http://127.0.0.1:{port}/")
            page.wait_for_selector("canvas[data-vsi]")
            page.wait_for_timeout(3000)
            measured = {
                "pin (no score)": times(page, "canvas", "pin", steps),
                **{
                    name: times(page, f'input[aria-label^="{name}"]', "vsi", steps)
                    for name in ("α", "β", "γ")
                },
            }
            browser.close()
    finally:
        server.terminate()
        server.wait()
    print(f"{'step':16} {'median ms':>10} {'p95 ms':>8}")
    for name, values in measured.items():
        values.sort()
        late = values[int(0.95 * (len(values) - 1))]
        print(f"{name:16} {statistics.median(values):10.0f} {late:8.0f}")


def wait_for(url: str) -> None:
    """Wait until a server answers."""
    for _ in range(300):
        try:
            urllib.request.urlopen(url)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    sys.exit(f"no answer from {url}")


if __name__ == "__main__":
    main()
