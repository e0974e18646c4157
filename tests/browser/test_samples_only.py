"""A public demonstration: files that are dropped or sent are refused with a reason."""

import pytest
from playwright.sync_api import expect

from explorer.store.uploads import NO_FILES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DRAG = """(kind) => {
  const carried = new DataTransfer();
  carried.items.add(new File(["x"], "a.png", { type: "image/png" }));
  const more = { bubbles: true, cancelable: true, clientX: 300, clientY: 400 };
  const event = kind === "paste"
    ? new ClipboardEvent(kind, { ...more, clipboardData: carried })
    : new DragEvent(kind, { ...more, dataTransfer: carried });
  return !document.elementFromPoint(300, 400).dispatchEvent(event);
}"""

SEND = """async (session) => {
  const form = new FormData();
  form.append("f", new File(["x"], "a.png"));
  const path = `_stcore/upload_file/${session}/x`;
  return (await fetch(path, { method: "PUT", body: form })).status;
}"""


def test_what_is_dropped_pasted_or_sent_by_a_program_is_refused(launch, visitor, first):
    with launch("--samples-only") as address:
        one = visitor(address)
        one.open()
        one.shows(first())
        page, zones = one.page, one.page.locator(".drop-zones")
        expect(one.sidebar).to_contain_text(NO_FILES)
        page.locator("link[href*='file_drop']").wait_for(state="attached")
        # Handled here: else the browser would leave the page and open the file.
        assert page.evaluate(DRAG, "dragover")
        expect(zones).to_contain_text(NO_FILES)
        expect(zones.locator("div")).to_have_count(1)
        assert page.evaluate(DRAG, "drop")
        expect(zones).to_have_count(0)
        assert page.evaluate(DRAG, "paste")
        expect(zones).to_contain_text(NO_FILES)
        one.shows(first())
        assert page.evaluate(SEND, "any") == 403
        one.complaints.clear()
