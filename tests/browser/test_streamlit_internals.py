"""Streamlit's names for parts of its page, which style sheets and scripts select by."""

import re
from pathlib import Path

import pytest
import streamlit

import explorer as package
from explorer.pair.candidates import NOTHING
from explorer.widgets.streamlit_internals import PAGE_PARTS

pytestmark = pytest.mark.browser

SEEN = """(selectors) => [
  [...document.querySelectorAll("[class], [data-testid]")].flatMap(
    (e) => [...e.classList, e.dataset.testid]
  ),
  selectors.filter((each) => document.querySelector(each)),
]"""

PASSING = r":(focus-visible|checked|has\(\.working\))"
"""States that last a moment: what they are of is looked for."""


def selectors() -> list[str]:
    """Return the selectors of the style sheets for Streamlit's own elements."""
    theme = Path(package.__path__[0]) / "theme"
    sheet = "".join(
        (theme / name).read_text("utf-8") for name in ("app.css", "stage.css")
    )
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    rules = re.findall(r"([^{};]+)\{", sheet)
    found = [rule.strip() for rule in rules if not rule.strip().startswith("@")]
    # Commas inside brackets are part of one selector.
    parts = [part for rule in found for part in re.split(r",(?![^(]*\))", rule)]
    return list(dict.fromkeys(re.sub(PASSING, "", part).strip() for part in parts))


@pytest.mark.slow
def test_the_page_still_has_the_parts_that_are_selected(served, visitor):
    ours = re.compile(r"\.(explained|term)")
    wanted = [each for each in selectors() if not ours.search(each)]
    explorer = visitor(served).open("/?panel=table&pin=100,100&side=3")
    page, seen, matched = explorer.page, set(), set()

    def look():
        explorer.rest()
        names, found = page.evaluate(SEEN, wanted)
        seen.update(names)
        matched.update(found)

    page.locator(".st-key-problems").get_by_role("alert").first.wait_for()
    look()
    explorer.open("/?panel=table&pin=100,100")
    explorer.menu("Plain picture").click()
    page.get_by_role("option").first.wait_for()
    look()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_test_id("stPopoverBody").get_by_role("tab").first.wait_for()
    look()
    page.goto(f"{served}/?plain=upload&plain_file=0123456789abcdef")
    page.locator(".st-key-missing input[type=file]").wait_for(state="attached")
    look()
    page.goto(f"{served}/compare?with={NOTHING}")
    start = page.get_by_role("button", name="Show the ready set")
    start.wait_for()
    look()
    start.click()
    page.get_by_test_id("stPageLink-NavLink").first.wait_for()
    look()
    page.goto(f"{served}/people")
    page.locator(".st-key-people_cards").wait_for()
    look()
    page.set_viewport_size({"width": 390, "height": 844})  # the sidebar is closed
    page.goto(f"{served}/learn")
    page.get_by_role("radio").first.wait_for(state="attached")
    look()
    missing = {name: what for name, what in PAGE_PARTS.items() if name not in seen}
    assert not missing, f"Streamlit {streamlit.__version__} renamed parts of its page"
    without = [each for each in wanted if each not in matched]
    assert not without, f"Streamlit {streamlit.__version__} has no element for these"
