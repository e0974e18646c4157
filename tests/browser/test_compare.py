"""Compare in a real Chromium: the table, linked pictures, maps and ways to Explore."""

import re

import pytest
from playwright.sync_api import expect

import core
from core.indices import INDICES
from explorer.pair.candidates import parsed

pytestmark = pytest.mark.browser

LINK = "/compare?with=peid-09.4~mosaic.3~planes-low.1"


def encryptions(plain):
    """Return the pictures of the link."""
    entries = parsed(LINK.partition("with=")[2])
    return [
        core.SCHEMES[e.name].encrypt(plain, level=e.level, key=e.key) for e in entries
    ]


class Comparison:
    """A visitor in front of Compare."""

    def __init__(self, explorer):
        self.page = explorer.page
        self.board = self.page.locator(".board")
        self.view = self.page.locator(".compare")
        self.grid = self.view.locator(".grid")
        self.pictures = self.grid.locator("canvas")

    def complete(self):
        self.page.locator('.board[data-waiting="0"]').wait_for()
        return self

    @property
    def order(self):
        numbers = self.board.locator("tbody th .number").all_inner_texts()
        return [int(number) for number in numbers]

    def looks(self):
        """Return what every picture shows."""
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate("() => new Promise(requestAnimationFrame)")
        return self.pictures.evaluate_all("all => all.map(c => c.toDataURL())")


@pytest.fixture
def compare(served, visitor):
    explorer = visitor(served)
    explorer.page.goto(served + LINK)
    return Comparison(explorer).complete()


def test_the_table_is_sorted_by_keys_and_says_so_and_shows_what_the_core_says(
    compare, sample
):
    plain = sample("astronaut")
    pictures = encryptions(plain)
    for key, index in INDICES.items():
        values = [index.evaluate(plain, e).value for e in pictures]
        for number, value in enumerate(values, 1):
            cell = compare.board.locator(
                f'td[data-index="{key}"][data-encryption="{number}"] b'
            )
            expect(cell).to_have_text(f"{value:.3f}".replace("-", "−"))
    assert compare.order == [1, 2, 3]
    psnr = [INDICES["psnr"].evaluate(plain, e).value for e in pictures]
    falling = sorted((1, 2, 3), key=lambda number: -psnr[number - 1])
    head = compare.board.get_by_role("columnheader").filter(has_text="PSNR")
    head.get_by_role("button", name="Sort by PSNR").focus()
    compare.page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert compare.order == falling
    expect(compare.page).to_have_url(re.compile(r"sort=psnr(&|$)"))
    # The button keeps the focus, so that the next press turns the order round.
    compare.page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert compare.order == falling[::-1]
    expect(compare.page).to_have_url(re.compile("sort=-psnr"))


def test_zoom_pan_and_pin_are_shared_by_all_pictures(compare, sample):
    plain = sample("astronaut")
    results = [core.visual_security_index(plain, e) for e in encryptions(plain)]
    columns = results[0].degree.shape[1]
    compare.grid.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        compare.page.keyboard.press(key)
    block = columns + 1
    expect(compare.view).to_have_attribute("data-pin", str(block))
    expect(compare.page).to_have_url(re.compile("pin="))
    for number, result in enumerate(results, 1):
        found = result.degree.ravel()[block] > 0
        match = str(result.match.ravel()[block]) if found else ""
        expect(compare.pictures.nth(number)).to_have_attribute("data-match", match)

    before, fits = compare.looks(), float(compare.view.get_attribute("data-zoom") or 0)
    for _ in range(3):
        compare.page.keyboard.press("+")
    closer = compare.looks()
    assert float(compare.view.get_attribute("data-zoom") or 0) > fits
    assert all(one != other for one, other in zip(before, closer, strict=True))
    box = compare.pictures.nth(1).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    compare.page.mouse.move(x, y)
    compare.page.mouse.down()
    compare.page.mouse.move(x - 30, y - 40, steps=4)
    compare.page.mouse.up()
    compare.page.mouse.move(0, 0)
    moved = compare.looks()
    assert all(one != other for one, other in zip(closer, moved, strict=True))
    expect(compare.view).to_have_attribute("data-pin", str(block))

    compare.view.get_by_role("button", name="Fit").click()
    # A click on any picture pins the block there in all of them; again, it is lifted.
    corner = {"x": 10, "y": 10}
    compare.pictures.nth(2).click(position=corner)
    expect(compare.view).to_have_attribute("data-pin", "0")
    compare.pictures.nth(0).click(position=corner)
    expect(compare.view).to_have_attribute("data-pin", "")


@pytest.mark.slow
def test_an_index_opens_its_maps_and_a_link_brings_them_back(compare, served, visitor):
    expect(compare.view).to_have_attribute("data-map", "")
    compare.page.get_by_text("Recognizable degree RD", exact=True).click()
    expect(compare.view).to_have_attribute("data-map", "Recognizable degree RD")
    compare.board.get_by_role("button", name="ESS", exact=True).click()
    expect(compare.view).to_have_attribute("data-map", "Dominant directions")
    expect(compare.page.locator(".index-card")).to_contain_text(INDICES["ess"].trust)
    directions = compare.looks()
    compare.page.get_by_text("Cosine between the directions", exact=True).click()
    expect(compare.view).to_have_attribute("data-map", "Cosine between the directions")
    assert compare.looks()[1:] != directions[1:]
    compare.pictures.nth(1).hover(position={"x": 20, "y": 20})
    value = re.compile(r"^([01]\.\d\d|left out)$")
    for number in (1, 2, 3):
        expect(compare.pictures.nth(number)).to_have_attribute("data-value", value)
    expect(compare.page).to_have_url(re.compile("map=cosine"))

    guest = visitor(served)
    guest.page.goto(compare.page.url)
    other = Comparison(guest).complete()
    expect(other.view).to_have_attribute("data-map", "Cosine between the directions")
    expect(other.board).to_have_attribute("data-index", "ess")
    assert guest.page.url == compare.page.url


@pytest.mark.slow
def test_an_encryption_opens_in_explore_and_a_level_changes_one_row(
    compare, sample, served, visitor
):
    plain = sample("astronaut")
    first = compare.board.locator('td[data-index="psnr"][data-encryption="1"] b')
    before = first.inner_text()
    level = compare.page.get_by_role("slider", name="Level of encryption 1")
    level.focus()
    compare.page.keyboard.press("ArrowLeft")
    expect(first).not_to_have_text(before)
    compare.complete()
    expect(compare.page).to_have_url(re.compile("with=peid-09.3~mosaic.3"))
    compare.page.get_by_role("link", name="1. PEID enc09").click()
    encrypted = core.SCHEMES["peid-09"].encrypt(plain, level=3, key="showthrough")
    vsi = core.visual_security_index(plain, encrypted).vsi
    expect(compare.page.locator("canvas[data-vsi]")).to_have_attribute(
        "data-vsi", f"{vsi:.6f}"
    )
    # And back again, as it was.
    compare.page.go_back()
    compare.complete()
    assert compare.page.url.endswith("with=peid-09.3~mosaic.3~planes-low.1")


def test_on_a_phone_pictures_stand_in_one_column_and_the_page_does_not_scroll_aside(
    served, visitor
):
    explorer = visitor(served, viewport={"width": 390, "height": 844})
    explorer.page.goto(served + LINK)
    compare = Comparison(explorer).complete()
    boxes = [compare.pictures.nth(i).bounding_box() for i in range(4)]
    assert len({box["x"] for box in boxes if box}) == 1
    main = explorer.page.get_by_test_id("stMain")
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")
    # The table scrolls by itself, by keys too, and its first column stays.
    scroll = compare.board.locator(".scroll")
    scroll.focus()
    name = compare.board.locator("tbody th").first
    at = name.bounding_box()
    explorer.page.keyboard.press("ArrowRight")
    explorer.page.wait_for_function(
        "e => e.scrollLeft > 0", arg=scroll.element_handle()
    )
    then = name.bounding_box()
    assert at is not None
    assert then is not None
    assert then["x"] == at["x"]
