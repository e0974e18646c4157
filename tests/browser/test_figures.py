"""The figures around the canvas, where only a browser shows what they do."""

import re

import pytest
from playwright.sync_api import expect

import core
from explorer.explore.block_table import order
from explorer.figures.matches import ranked_matches
from explorer.figures.noise_words import range_words
from explorer.figures.reference_scores import ANCHORS
from explorer.figures.selection import by_turns, picked
from explorer.pair.sources import Source
from explorer.pair.sweeps import SLIDERS
from explorer.theme.overlays import PANELS

pytestmark = pytest.mark.browser

MORE = "More of this result"
BETA = SLIDERS["beta"]

# Boxes of the parts of the gauge that hold words: [left, right] in CSS pixels.
LABELS = """gauge => [...gauge.querySelectorAll(".labels span")].map((label) => {
  const { left, right } = label.getBoundingClientRect();
  return [left, right];
})"""


def known(luma, encrypted, parameters):
    """Scores of the known encryptions, and of noise, as the gauge writes them."""
    plain = Source(title="", digest="", luma=luma)
    noise = core.noise_baseline(luma, encrypted, parameters)
    anchors = (
        core.visual_security_index(luma, anchor.source(plain).luma, parameters).vsi
        for anchor in ANCHORS
    )
    written = [f"{vsi:.2f}" for vsi in anchors]
    return written, f"noise scores {range_words(noise.low, noise.high)}"


@pytest.mark.slow
def test_the_gauge_follows_when_the_hand_rests_and_the_canvas_stays_where_it_is(
    served, visitor, sample, picture
):
    # Small: what the gauge shows is measured here too, 19 draws of noise at a time.
    luma, encrypted = (
        sample(name)[96:224, 160:288] for name in ("astronaut", "astronaut_shuffle64")
    )
    files = picture(luma, "plain.png"), picture(encrypted, "encrypted.png")
    luma, encrypted = map(core.read_image, files)
    explorer = visitor(served).open_files(*files)
    gauge = explorer.page.locator(".gauge")
    marks, below = gauge.locator(".labels b"), gauge.locator(".ends")
    scores, noise = known(luma, encrypted, core.Parameters())
    expect(marks).to_have_text(scores)
    expect(below).to_contain_text(noise)
    expect(explorer.page.locator("h1.verdict")).to_have_text(re.compile(r"show.*\.$"))
    expect(explorer.page.locator(".why")).to_contain_text("found again")
    place = explorer.canvas.bounding_box()

    # In one breath: a mark that belongs to another value is never shown as current.
    explorer.page.evaluate(
        """() => {
          window.classes = [];
          const note = (gauge) => window.classes.push([
            gauge.className, gauge.querySelector(".ends").textContent,
          ]);
          const root = document.querySelectorAll("*");
          const view = [...root].find((e) => e.shadowRoot?.querySelector(".gauge"));
          new MutationObserver(() => {
            const gauge = view.shadowRoot.querySelector(".gauge");
            if (gauge) note(gauge);
          }).observe(view.shadowRoot, { childList: true, subtree: true });
        }"""
    )
    value = explorer.press(BETA, *["ArrowLeft"] * 12)
    parameters = core.Parameters(beta=value)
    explorer.shows(core.visual_security_index(luma, encrypted, parameters))
    expect(gauge).to_have_class("gauge")
    scores, noise = known(luma, encrypted, parameters)
    expect(marks).to_have_text(scores)
    expect(below).to_contain_text(noise)
    seen = explorer.page.evaluate("window.classes")
    # It may be drawn again as it is; then what it shows belongs to the value before.
    stale = [words for name, words in seen if name == "gauge stale"]
    assert "β 40" in stale[0]
    assert seen[-1][0] == "gauge"
    assert explorer.canvas.bounding_box() == place

    # In no frame it stands elsewhere, a larger pair on a machine that takes long and
    # says so included.
    explorer.open().rested()
    place = explorer.canvas.bounding_box()
    explorer.canvas.evaluate(
        """(canvas) => {
          window.places = new Set();
          const look = () => {
            window.places.add(canvas.getBoundingClientRect().y);
            requestAnimationFrame(look);
          };
          look();
        }"""
    )
    for name in (SLIDERS["alpha"], SLIDERS["gamma"]):
        explorer.press(name, *["ArrowRight"] * 4)
        assert explorer.canvas.bounding_box() == place
    assert explorer.page.evaluate("[...window.places]") == [place["y"]]


def test_figures_open_below_and_the_first_hint_is_put_away_for_good(
    explorer, first, sample
):
    result = first()
    page = explorer.page
    for panel, title in (("near-or-far", "Near or far"), ("shares", "How few")):
        explorer.switch(MORE, PANELS[panel])
        chart = page.locator(".charts figure", has_text=title).locator("svg[role]")
        expect(chart).to_be_visible()
        expect(chart).to_have_attribute("aria-label", re.compile(r"\d"))

    explorer.switch(MORE, PANELS["reassembled"])
    pictures = page.locator(".charts.pictures img")
    expect(pictures).to_have_count(3)
    for picture in pictures.all():
        expect(picture).to_have_js_property("naturalWidth", 512)
    words = page.locator(".charts.pictures figcaption").last
    expect(words).to_have_text(re.compile(r"Reassembled: VSI \d\.\d{4}"))

    explorer.switch(MORE, PANELS["table"])
    rows = page.locator(".block-table tbody tr")
    expect(rows).to_have_count(20)
    strongest = int(result.contribution.argmax())
    row, column = divmod(strongest, result.degree.shape[1])
    cells = rows.first.locator("th, td")
    expect(cells.nth(1)).to_have_text(str(row + 1))
    expect(cells.nth(2)).to_have_text(str(column + 1))


def test_the_walk_through_the_ranks_opens_the_numbers_of_each_pair(explorer, first):
    result = first()
    block = 38
    explorer.canvas.click(position=explorer.spot(block, result))
    explorer.pinned(block)
    rank = explorer.part("rank")
    for place in (1, 2, 3):
        expect(rank).to_have_text(f"Rank {place} of 81")
        if place < 3:
            explorer.page.keyboard.press(".")
    other = ranked_matches(result, block, 3)[-1]
    equations = explorer.page.locator(".block-detail .equations")
    expect(equations).to_contain_text("number 3 by similarity")
    expect(equations).to_contain_text(f"= {result.sim_a[block, other]:.4f}")
    expect(equations).to_contain_text(f"RD(bp) = {result.degree.flat[block]:.4f}")
    chart = explorer.page.locator(".charts", has_text="Similarity by rank")
    expect(chart).to_contain_text("rank 3")


def test_rows_and_bars_lead_to_their_blocks_by_hand_and_by_key(explorer, first):
    result = first()
    page, falling = explorer.page, order(result, "contribution").tolist()
    explorer.canvas.focus()
    page.keyboard.press("w")  # how the pictures are looked at stays
    explorer.switch(MORE, PANELS["table"])
    rows = page.locator(".block-table tbody tr")
    rows.nth(2).locator("td").last.click()
    explorer.pinned(falling[2])
    expect(page.locator(".block-table .pinned")).to_have_count(1)
    expect(rows.nth(2)).to_have_class("pinned")
    expect(explorer.canvas).to_have_attribute("data-mode", "wipe")
    expect(explorer.canvas).to_be_in_viewport(ratio=1)
    # The focus stays where it is while the table is drawn anew.
    button = rows.nth(4).get_by_role("button")
    button.focus()
    page.keyboard.press("Enter")
    explorer.pinned(falling[4])
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    expect(page).to_have_url(re.compile(r"pin="))

    # The bars: one stop for Tab, arrow keys from bar to bar, and blocks by turns.
    explorer.switch(MORE, PANELS["near-or-far"])
    explorer.rested()  # nothing is drawn again under the hand
    bars = page.locator(".charts figure", has_text="Near or far").locator(
        "[role=button]"
    )
    bars.first.wait_for(state="attached")
    reached = bars.evaluate_all("all => all.map((bar) => bar.dataset.pick)")
    assert (
        bars.evaluate_all("all => all.filter((bar) => bar.tabIndex === 0).length") == 1
    )
    far = reached[3]
    bars.first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    blocks = picked(result, far)
    assert len(blocks) > 2
    assert falling[4] not in blocks
    for block in blocks[:3]:
        page.keyboard.press("Enter")
        explorer.pinned(block)
        expect(bars.nth(3)).to_be_focused()
    expect(bars.nth(3).locator("title")).to_have_text(
        re.compile(rf"% of RD, by chance .*, {len(blocks)} blocks. Click to pin")
    )
    # A cell of the map, by hand.
    cell = page.locator(".charts figure", has_text="Which way").locator("[role=button]")
    pick = cell.nth(1).get_attribute("data-pick")
    cell.nth(1).click()
    explorer.pinned(by_turns(picked(result, pick), blocks[2]))


def test_on_a_telephone_nothing_overlaps_or_sticks_out(served, visitor):
    explorer = visitor(
        served, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    ).open("/?pin=380,400")
    gauge = explorer.page.locator(".gauge")
    expect(gauge.locator(".labels span")).to_have_count(3)
    boxes = sorted(gauge.evaluate(LABELS))
    edges = [edge for box in boxes for edge in box]
    assert edges == sorted(edges)
    assert edges[0] >= 0
    assert edges[-1] <= 390
    for panel in PANELS.values():
        explorer.switch(MORE, panel)
        explorer.page.wait_for_load_state("networkidle")
        main = explorer.page.get_by_test_id("stMain")
        assert main.evaluate("e => e.scrollWidth <= e.clientWidth"), panel
