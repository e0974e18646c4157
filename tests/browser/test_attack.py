"""Attack under a visitor's hand: its list, its pictures, and the ways out."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LINK = "/attack?encrypted=make&scheme=row-column&level=1&key=demo"


def test_a_visitor_tries_attacks_looks_at_them_and_takes_one_to_explore(
    served, visitor
):
    explorer = visitor(served)
    page = explorer.page
    page.goto(served + LINK)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("order rows and columns")
    pictures = page.locator(".attacked[data-mode]")
    expect(pictures).to_have_attribute("data-drawn", "2")
    expect(pictures).to_have_attribute("data-plain", "false")
    listed = page.locator(".attacks")
    expect(listed).to_have_attribute("data-attack", "line-order")

    # One tab stop, on the row that is open; the history keeps what is chosen.
    rows = page.get_by_role("group", name="Attacks", exact=True).get_by_role("button")
    stop = page.get_by_role("button", name="Stop", exact=True)
    expect(stop).to_have_count(0)  # all are judged: the rows move no more
    assert rows.evaluate_all("all => all.filter((e) => e.tabIndex === 0).length") == 1
    row = rows.filter(has_text="Order rows and columns")
    row.focus()
    row.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(heading).to_contain_text("Median of 5 × 5: that does not help.")
    expect(page).to_have_url(re.compile(r"attack=median-5"))
    expect(rows.filter(has_text="Median of 5 × 5")).to_be_focused()
    page.go_back()
    expect(heading).to_contain_text("order rows and columns")

    # The pictures: asked for, zoomed, one at a time, under a wipe.
    page.get_by_role("button", name="Show the plain picture").first.click()
    expect(pictures).to_have_attribute("data-plain", "true")
    expect(pictures).to_have_attribute("data-drawn", "3")
    before = float(pictures.get_attribute("data-zoom") or 0)
    page.get_by_role("group", name=re.compile(r"^Pictures\.")).press("+")
    expect(page.get_by_role("button", name="Whole picture")).to_be_visible()
    assert float(pictures.get_attribute("data-zoom") or 0) > before
    page.get_by_role("button", name="Wipe", exact=True).click()
    wipe = page.get_by_role("slider", name="Wipe between encrypted and attacked")
    wipe.press("End")
    expect(wipe).to_have_attribute("aria-valuenow", "100")
    page.get_by_role("button", name="Flip", exact=True).click()
    page.get_by_role("button", name="Plain", exact=True).click()
    expect(pictures).to_have_attribute("data-picture", "2")

    # Which way up: a click shows another, and says what it scores.
    ways = page.get_by_role("group", name="Which way up").get_by_role("button")
    expect(ways).to_have_count(4)
    ways.and_(page.locator("[aria-pressed=false]")).first.click()
    expect(page).to_have_url(re.compile(r"state=\d"))
    expect(page.locator(".strip p")).to_contain_text("and scores")

    # A slow one runs when it is chosen; it finds nothing here.
    declined = page.locator(".st-key-declined summary")
    count = int(re.findall(r"\d+", declined.inner_text())[0])
    rows.filter(has_text="Undo the cat map").click()
    expect(declined).to_have_text(re.compile(rf"Declined \({count + 1}\)"))

    page.get_by_role("button", name="Open in Explore").click()
    expect(explorer.canvas).to_be_visible()
    expect(page).to_have_title(re.compile("row-column 1, after line-order"))
