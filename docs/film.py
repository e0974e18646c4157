"""The film of the README: a drag, the found grid, and the pieces that glide home.

    python docs/film.py docs/film.webp

Needs the extra `test` and a Chromium.
"""

import argparse
import io
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize, sync_playwright
from screenshots import come_to_rest, served

SCREEN = ViewportSize(width=1280, height=860)
WIDTH = 800  # of the film, in pixels
SLOWER = 12  # times that the page's clock runs slower while the pieces glide
MOST_BYTES = 3_000_000

CLOCK = """(() => {
  const real = performance.now.bind(performance);
  let [start, shown, factor] = [0, 0, 1];
  performance.now = () => shown + (real() - start) / factor;
  window.slower = (times) => {
    [shown, start, factor] = [performance.now(), real(), times];
  };
})()"""
"""A screenshot takes longer than a frame, so the page's clock can be slowed down."""


class Film:
    """Frames of a page, each with the ms for which it is shown."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.frames: list[tuple[Image.Image, int]] = []

    def take(self, ms: int) -> None:
        """Add what the page shows now; a frame that is like the last prolongs it."""
        shot = Image.open(io.BytesIO(self._page.screenshot())).convert("RGB")
        height = round(shot.height * WIDTH / shot.width)
        frame = shot.resize((WIDTH, height), Image.Resampling.LANCZOS)
        if self.frames and frame.tobytes() == self.frames[-1][0].tobytes():
            last, before = self.frames.pop()
            self.frames.append((last, before + ms))
        else:
            self.frames.append((frame, ms))

    def save(self, file: Path) -> None:
        """Write an animated WebP that begins again at its end."""
        (first, *others), lasting = zip(*self.frames, strict=True)
        first.save(
            file,
            save_all=True,
            append_images=others,
            duration=list(lasting),
            loop=0,
            quality=55,
            method=6,
            minimize_size=True,
        )


def play(page: Page, film: Film) -> None:
    """Drag the size of the blocks, go back, use the found grid, and watch."""
    film.take(1800)
    slider = page.get_by_role("slider", name="Block size")
    slider.focus()
    for key in ("ArrowRight",) * 16 + ("ArrowLeft",) * 16:
        page.keyboard.press(key)
        page.wait_for_timeout(150)
        film.take(60)
    page.wait_for_timeout(3000)
    film.take(1200)
    page.evaluate(f"slower({SLOWER})")
    page.get_by_role("button", name="Use it").first.click()
    page.wait_for_selector('canvas[data-right="reassembled"]')
    begin = page.evaluate("performance.now()")
    while page.evaluate("performance.now()") - begin < 1300:
        film.take(40)
    page.evaluate("slower(1)")
    page.wait_for_timeout(4000)  # what noise scores is measured
    film.take(3500)


def main() -> None:
    """Make the film."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    file = parser.parse_args().file
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport=SCREEN)
        page.add_init_script(CLOCK)
        page.goto(address)
        come_to_rest(page)
        page.wait_for_timeout(5000)
        film = Film(page)
        play(page, film)
        browser.close()
    film.save(file)
    size = file.stat().st_size
    print(f"{file}: {len(film.frames)} frames, {size / 1e6:.1f} MB")  # noqa: T201
    if size > MOST_BYTES:
        raise SystemExit(f"expected at most {MOST_BYTES / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
