"""Pictures of every page and state, in all sizes and both themes, by one command.

    python docs/screenshots.py FOLDER [PAGE ...]

Writes FOLDER/page-size-theme.png of each page that the navigation shows, and of the
states of Explore in `STATES`. Needs the extra `test` and a Chromium.
"""

import argparse
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from urllib.error import URLError

from playwright.sync_api import Page, sync_playwright

from explorer.server import free_port

HOST = "127.0.0.1"
SIZES = {
    "projector": (1920, 1080),
    "wide": (1400, 1050),
    "laptop": (1024, 768),
    "tablet": (820, 1180),
    "phone": (390, 844),
    "small": (320, 640),
}
THEMES = ("light", "dark")
STATES = {
    "Noise": "/?encrypted=make&scheme=aes-ctr",
    "Grid": "/?side=64&right=reassembled",
    "Pinned": "/?pin=287,182",
    "Layer": "/?overlay=contribution&arrows=20",
    "Bits": "/?overlay=bits",
    "Wipe": "/?mode=wipe&right=reassembled&side=64",
    "Information": "/?card=information",
    "Table": "/?panel=table",
    "Missing": "/?plain=upload&plain_file=0123456789abcdef",
    "Step-3": "/learn?lesson=3",
}
"""Links to what a page shows besides its first screen, by the name in the file."""

PATIENCE = 120  # seconds until a page that does not come to rest is drawn as it is


@contextmanager
def served() -> Iterator[str]:
    """Run the explorer; its address."""
    port = free_port(HOST, 8700)
    command = [sys.executable, "-c", "from explorer.commands.cli import main; main()"]
    server = subprocess.Popen([*command, "--no-browser", "--port", str(port)])
    address = f"http://{HOST}:{port}"
    try:
        for _ in range(10 * PATIENCE):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=5)
                break
            except (URLError, OSError):
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait()


def come_to_rest(page: Page) -> None:
    """Wait until the script has run and every picture is there."""
    page.wait_for_selector(
        '[data-testid="stApp"][data-test-script-state="notRunning"]',
        state="attached",
        timeout=1000 * PATIENCE,
    )
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(2500)  # components mount after the script


def pages(page: Page) -> dict[str, str]:
    """Title and address of every page of the navigation, in its order."""
    links = page.get_by_test_id("stTopNavLink").all()
    return {link.inner_text(): link.get_attribute("href") or "" for link in links}


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("page", nargs="*", help="only these, by their title")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        front = browser.new_page(viewport={"width": 1400, "height": 900})
        front.goto(address)
        come_to_rest(front)
        every = pages(front) | {name: address + link for name, link in STATES.items()}
        front.close()
        for theme, (size, (width, height)) in product(THEMES, SIZES.items()):
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=theme
            )
            for title, path in every.items():
                if chosen.page and title.lower() not in chosen.page:
                    continue
                page.goto(path)
                come_to_rest(page)
                file = chosen.folder / f"{title.lower()}-{size}-{theme}.png"
                page.screenshot(path=file)
                print(file)  # noqa: T201
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
