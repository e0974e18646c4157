"""The browser's history: every deliberate step is one press of the back button."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

import core
from explorer.pair.sweeps import SLIDERS

pytestmark = pytest.mark.browser

ALPHA, BETA = SLIDERS["alpha"], SLIDERS["beta"]


def go(explorer, name):
    explorer.page.get_by_test_id("stTopNavLink").filter(has_text=name).click()


def entries(explorer):
    """How many entries the history has. Chromium keeps fifty."""
    return explorer.page.evaluate("history.length")


def at(explorer, path):
    """Wait until the address bar has exactly this."""
    expect(explorer.page).to_have_url(explorer.address + path)


def tune_drawn(explorer):
    """Wait until Tune stands where another page was."""
    heading = explorer.page.get_by_role("heading", level=1)
    # Its verdict: what the sweep of the block size says.
    expect(heading).to_have_text(re.compile(r"^(Blocks of|The block size)"))
    explorer.rest()


@pytest.mark.slow
def test_each_click_on_the_navigation_is_one_press_of_the_back_button(
    served, visitor, first
):
    # What the link has wrong is put right without an entry.
    explorer = visitor(served).open("/?beta=50&gamma=x")
    at(explorer, "/?beta=50")
    explorer.shows(first(beta=50))
    page, before = explorer.page, entries(explorer)
    explorer.press(ALPHA, "ArrowRight")
    at(explorer, "/?alpha=0.1016&beta=50")
    explorer.layer("Structure")
    at(explorer, "/?alpha=0.1016&beta=50&overlay=sim_s")
    visited = ["/?alpha=0.1016&beta=50&overlay=sim_s"]
    for name in ("Tune", "Learn"):
        go(explorer, name)
        visited.append(f"/{name.lower()}?alpha=0.1016&beta=50")
        at(explorer, visited[-1])
    go(explorer, "About")
    visited.append("/about")
    at(explorer, visited[-1])
    go(explorer, "Explore")
    at(explorer, visited[0])
    assert entries(explorer) == before + 2 + 4
    for path in reversed(visited):
        page.go_back()
        at(explorer, path)
    explorer.shows(first(alpha=0.1016, beta=50))
    expect(explorer.part("legend .title")).to_contain_text("Structure, sim_S")
    page.go_back()
    at(explorer, "/?alpha=0.1016&beta=50")
    page.go_forward()
    page.go_forward()
    at(explorer, visited[1])
    tune_drawn(explorer)
    assert explorer.slider(BETA).input_value() == "50"
    assert entries(explorer) == before + 2 + 4
    # A step on the page that was opened is one of its own.
    explorer.press(BETA, "ArrowRight")
    at(explorer, "/tune?alpha=0.1016&beta=51")
    assert entries(explorer) == before + 4
    page.go_back()
    at(explorer, "/tune?alpha=0.1016&beta=50")
    page.go_back()
    at(explorer, visited[0])


@pytest.mark.slow
def test_what_another_page_opens_is_one_step_and_keeps_how_explore_is_looked_at(
    launch, visitor, sample, picture
):
    # Small: Tune measures noise at every value before it rests.
    plain = sample("camera")[60:160, 180:320]
    pair = plain, plain[::-1]
    files = picture(pair[0], "plain.png"), picture(pair[1], "encrypted.png")
    with launch("--plain", str(files[0]), "--encrypted", str(files[1])) as address:
        open_from_other_pages(visitor(address).open(), pair)


def open_from_other_pages(explorer, pair):
    def at_alpha(alpha):
        return core.visual_security_index(*pair, core.Parameters(alpha=alpha))

    page = explorer.page
    explorer.layer("Structure")
    explorer.open_view()
    explorer.press("Strength of the layer", "ArrowLeft")
    at(explorer, "/?overlay=sim_s&opacity=0.55")
    go(explorer, "Tune")
    at(explorer, "/tune")
    tune_drawn(explorer)
    expect(page.locator(".st-key-sweep_stop")).to_have_count(0)
    explorer.rest()
    before = entries(explorer)
    page.get_by_role("button", name="Open in Explore").first.click()
    expect(page).to_have_url(re.compile(r"/\?alpha=[\d.]+&overlay=sim_s&opacity=0.55$"))
    assert entries(explorer) == before + 1
    alpha = float(dict(parse_qsl(urlsplit(page.url).query))["alpha"])
    explorer.shows(at_alpha(alpha))
    expect(explorer.part("legend .title")).to_contain_text("Structure, sim_S")
    # The first step there leads away from what was opened, even back to the values
    # that Tune had.
    moved = explorer.press(ALPHA, "ArrowRight")
    assert moved > alpha
    explorer.shows(at_alpha(moved))
    expect(page).to_have_url(re.compile(rf"alpha={moved:g}&"))
    assert entries(explorer) == before + 2
    page.go_back()
    explorer.shows(at_alpha(alpha))
    page.go_back()
    at(explorer, "/tune")
    tune_drawn(explorer)
    assert explorer.value(ALPHA) == 0.1

    go(explorer, "Compare")
    at(explorer, "/compare")
    page.get_by_test_id("stPageLink").first.click()
    explorer.canvas.wait_for()
    expect(page).to_have_url(re.compile(r"/\?.*overlay=sim_s&opacity=0.55$"))
    page.go_back()
    at(explorer, "/compare")
