"""WCAG 2.2 AA on every page, in both themes, as axe-core sees it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    },
    "resultTypes": ["violations"],
}


def faults(page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{fault['id']} at {node['target']}: {node['html'][:200]} "
        f"{node['failureSummary']}"
        for fault in found
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_on_any_page(scheme, served, visitor):
    explorer = visitor(served, color_scheme=scheme).open()
    links = explorer.page.get_by_test_id("stTopNavLink")
    titles = [link.inner_text() for link in links.all()]
    assert titles[0] == "Explore"
    found = {}
    for title in titles:
        links.filter(has_text=title).click()
        explorer.rest()
        found[title] = faults(explorer.page)
    explorer.open("/?overlay=bits")
    explorer.part("planes img").last.wait_for()
    found["Bits"] = faults(explorer.page)
    explorer.open("/?panel=table&pin=100,100")
    explorer.page.locator(".block-table").wait_for()
    found["Table"] = faults(explorer.page)
    explorer.page.goto(f"{served}/learn?lesson=3&shift=2")
    explorer.page.locator(".lesson .tried").wait_for()
    explorer.rest()
    found["Step 3"] = faults(explorer.page)
    assert found == {title: [] for title in (*titles, "Bits", "Table", "Step 3")}


def test_the_page_that_a_key_would_open_is_outlined(explorer):
    explorer.page.keyboard.press("Tab")  # whoever uses keys sees where they are
    explore, compare = explorer.page.get_by_test_id("stTopNavLink").all()[:2]
    explore.focus()
    assert explore.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    explorer.page.keyboard.press("Tab")
    assert compare.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    explorer.page.keyboard.press("Enter")
    explorer.page.get_by_text("what every index makes").wait_for()
