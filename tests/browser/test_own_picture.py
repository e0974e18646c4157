"""A visitor's own picture: chosen by mouse, dropped or pasted; and nobody else's."""

import base64
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

import core

pytestmark = pytest.mark.browser

PATHS = {"Compare": "compare", "Tune": "tune", "Learn": "learn"}

# Files as the browser hands them over when they are dropped at a point, or pasted.
GIVE = """([files, kind, x, y]) => {
  const carried = new DataTransfer();
  for (const [name, text] of files) {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    carried.items.add(new File([bytes], name, { type: "image/png" }));
  }
  const more = { bubbles: true, cancelable: true, clientX: x, clientY: y };
  const event = kind === "paste"
    ? new ClipboardEvent(kind, { ...more, clipboardData: carried })
    : new DragEvent(kind, { ...more, dataTransfer: carried });
  document.elementFromPoint(x, y).dispatchEvent(event);
}"""


@pytest.fixture(scope="module")
def photo(sample):
    """Detail of a photograph, 100 × 140."""
    return sample("camera")[60:160, 180:320]


def give(explorer, paths, kind, x=300, y=400):
    files = [
        (path.name, base64.b64encode(path.read_bytes()).decode()) for path in paths
    ]
    # What takes them is a component, which the page may be without for a moment; it
    # brings its style with it.
    explorer.page.locator("link[href*='file_drop']").wait_for(state="attached")
    explorer.page.evaluate(GIVE, [files, kind, x, y])


def made(plain):
    """Result of the encryption that a picture of one's own begins with."""
    encrypted = core.SCHEMES["peid-09"].encrypt(plain, level=4, key="showthrough")
    return core.visual_security_index(plain, encrypted)


def taken_home(explorer):
    """Python, command and link of the dialog, which is closed again."""
    page = explorer.page
    page.get_by_role("button", name="Save").click()
    texts = []
    for tab in ("Python", "Command", "Link"):
        page.get_by_role("tab", name=tab).click()
        texts.append(page.get_by_role("tabpanel").locator("code").inner_text())
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    return texts


def test_from_a_fresh_visit_to_a_pinned_block_by_mouse_and_nobody_reads_the_name(
    explorer, served, visitor, picture, photo
):
    page, result = explorer.page, made(photo)
    explorer.menu("Plain picture").click()
    page.get_by_role("option", name="Open your own…").click()
    with page.expect_file_chooser() as opened:
        explorer.sidebar.get_by_test_id("stFileUploaderDropzone").click()
    opened.value.set_files(picture(photo, "only mine.png"))
    explorer.shows(result)
    expect(explorer.menu("Encrypted picture")).to_have_value("Encrypt here…")
    explorer.canvas.click(position=explorer.spot(5, result))
    explorer.pinned(5)
    expect(page.get_by_test_id("stMain")).to_contain_text("row 1, column 6")
    python, command, link = taken_home(explorer)
    assert "only mine.png" in python
    assert "only mine.png" in command
    assert urlsplit(link).query == urlsplit(page.url).query
    assert {"plain=upload", "encrypted=make"} <= set(urlsplit(link).query.split("&"))
    # Given once, it is there on every page.
    for title, path in {**PATHS, "Explore": ""}.items():
        page.get_by_test_id("stTopNavLink").filter(has_text=title).click()
        page.wait_for_url(f"**/{path}?**plain=upload**")
        expect(explorer.sidebar).to_contain_text("only mine.png, chosen before.")

    # Somebody else has the same file under another name.
    other = visitor(served).open()
    other.rest()
    give(other, [picture(photo, "another's.png")], "drop")
    other.shows(result)
    texts = taken_home(other)
    assert "another's.png" in texts[0]
    assert "only mine" not in "".join(texts)


@pytest.mark.slow
def test_pictures_are_dropped_on_the_half_that_says_what_they_are_or_pasted(
    explorer, picture, photo
):
    page, zones = explorer.page, explorer.page.locator(".drop-zones")
    plain, turned = picture(photo, "plain.png"), picture(photo[::-1], "turned.png")
    explorer.rest()
    give(explorer, [plain], "dragover", x=1100)
    expect(zones.locator(".over")).to_contain_text("Encrypted picture")
    give(explorer, [plain], "dragover", x=300)
    expect(zones.locator(".over")).to_contain_text("Plain picture")
    give(explorer, [plain], "drop", x=300)
    expect(zones).to_have_count(0)
    explorer.shows(made(photo))
    give(explorer, [turned], "drop", x=1100)
    explorer.shows(core.visual_security_index(photo, photo[::-1]))
    # One pasted is the plain image.
    explorer.rest()
    give(explorer, [turned], "paste")
    explorer.shows("2.000000")
    # Two at once; and what cannot be read gets its sentence.
    explorer.rest()
    give(explorer, [turned, plain], "drop", x=1100)
    explorer.shows(core.visual_security_index(photo, photo[::-1]))
    bad = plain.with_name("notes.txt")
    bad.write_text("no picture at all")
    explorer.rest()
    give(explorer, [bad], "drop", x=300)
    expect(explorer.problem).to_contain_text("notes.txt is not a picture")
    # Where the page asks for a file that is missing, all go there.
    link = page.url.partition("?")[2]
    page.goto(f"{explorer.address}/?{link}")
    expect(page.locator(".st-key-missing")).to_contain_text("are not here")
    explorer.rest()
    give(explorer, [plain, turned], "drop", x=1100, y=70)  # above its own field
    explorer.shows(core.visual_security_index(photo, photo[::-1]))
    # From the camera, in a page whose sidebar is away.
    page.goto(f"{explorer.address}/?plain=camera")
    explorer.canvas.wait_for()
    explorer.rest()
    explorer.sidebar.hover()
    page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    give(explorer, [plain], "drop", x=300)
    explorer.shows(made(photo))
