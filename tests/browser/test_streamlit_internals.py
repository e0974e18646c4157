"""Streamlit's names for parts of its page, which style sheets and scripts select by."""

import pytest
import streamlit

from explorer.widgets.streamlit_internals import PAGE_PARTS

pytestmark = pytest.mark.browser

SEEN = """() => [...document.querySelectorAll("[class], [data-testid]")].flatMap(
  (e) => [...e.classList, e.dataset.testid]
)"""


def test_the_page_still_calls_its_parts_by_the_listed_names(served, visitor, picture):
    explorer = visitor(served).open("/?panel=table&pin=100,100")
    page, seen = explorer.page, set()

    def look():
        explorer.rest()
        seen.update(page.evaluate(SEEN))

    look()
    explorer.menu("Plain picture").click()
    page.get_by_role("option").first.wait_for()
    look()
    page.keyboard.press("Escape")
    page.goto(f"{served}/?plain=upload&plain_file=0123456789abcdef")
    page.locator(".st-key-missing input[type=file]").wait_for(state="attached")
    look()
    page.set_viewport_size({"width": 390, "height": 844})  # the sidebar is closed
    page.goto(f"{served}/learn")
    page.get_by_role("radio").first.wait_for(state="attached")
    look()
    missing = {name: what for name, what in PAGE_PARTS.items() if name not in seen}
    assert not missing, f"Streamlit {streamlit.__version__} renamed parts of its page"
