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
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
"""The rules that another theme can break: nothing but colours changes with it."""


IS_DARK = """(wanted) => {
  const app = document.querySelector('[data-testid="stApp"]');
  const [red] = getComputedStyle(app).backgroundColor.match(/\\d+/);
  return red < 128 === wanted;
}"""

# Beside the pages: what a link opens on some.
MORE = ["Bits", "Table", "Step 3"]


def faults(page, rules) -> list[str]:
    found = Axe().run(page, options=rules).response["violations"]
    return [
        f"{fault['id']} at {node['target']}: {node['html'][:200]} "
        f"{node['failureSummary']}"
        for fault in found
        for node in fault["nodes"]
    ]


@pytest.fixture(scope="module")
def faulty(newcomer, served):
    """Faults of every page, and of what is folded away on some: theme, page, faults."""
    explorer = newcomer(served).open()
    found = {"light": {}, "dark": {}}

    def look(name):
        for scheme, pages in found.items():
            explorer.page.emulate_media(color_scheme=scheme)
            explorer.page.wait_for_function(IS_DARK, arg=scheme == "dark")
            explorer.rested()  # colours fade into each other
            pages[name] = faults(explorer.page, RULES if scheme == "light" else COLOURS)

    links = explorer.page.get_by_test_id("stTopNavLink")
    titles = [link.inner_text() for link in links.all()]
    assert titles[0] == "Explore"
    for title in titles:
        links.filter(has_text=title).click()
        explorer.rest()
        look(title)
    explorer.open("/?overlay=bits")
    explorer.part("planes img").last.wait_for()
    look("Bits")
    explorer.open("/?panel=table&pin=100,100")
    explorer.page.locator(".block-table").wait_for()
    look("Table")
    explorer.page.goto(f"{served}/learn?lesson=3&shift=2")
    explorer.page.locator(".lesson .tried").wait_for()
    explorer.rest()
    look("Step 3")
    assert all([*pages] == [*titles, *MORE] for pages in found.values())
    explorer.leave()
    explorer.content()
    return found


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_on_any_page(scheme, faulty):
    assert faulty[scheme] == {name: [] for name in faulty[scheme]}


def test_the_page_that_a_key_would_open_is_outlined(explorer):
    explorer.page.keyboard.press("Tab")  # whoever uses keys sees where they are
    explore, compare = explorer.page.get_by_test_id("stTopNavLink").all()[:2]
    explore.focus()
    assert explore.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    explorer.page.keyboard.press("Tab")
    assert compare.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    explorer.page.keyboard.press("Enter")
    explorer.page.get_by_role("heading", name="By every index").wait_for()
