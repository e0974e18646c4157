"""Pictures in colour, the switch to what the index sees, and every channel."""

import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

import core
from explorer.pair.sources import FOLDER

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BARE = "arrows=0&opacity=0"
CLEAN = f"/?encrypted=itself&{BARE}"
MIDDLE = """(canvas) => {
  const [x, y] = [0.2 * canvas.width, 0.5 * canvas.height].map(Math.floor);
  return [...canvas.getContext("2d").getImageData(x, y, 24, 24).data];
}"""
AGREES = f"""([canvas, grey]) => {{
  const data = ({MIDDLE})(canvas);
  let spread = 0;
  for (let i = 0; i < data.length; i += 4) {{
    const [r, g, b] = data.slice(i, i + 3);
    spread = Math.max(spread, Math.max(r, g, b) - Math.min(r, g, b));
  }}
  const drawn = data.some((value, i) => i % 4 < 3 && value > 0);
  return drawn && (grey ? spread === 0 : spread > 30);
}}"""
SHOWN = "Pictures in"


def looks(explorer, *, grey):
    """Wait until the plain picture is painted in grey alone, or with colour."""
    explorer.page.wait_for_function(
        AGREES, arg=[explorer.canvas.element_handle(), grey]
    )


@pytest.fixture(scope="module")
def astronaut():
    return np.asarray(Image.open(FOLDER / "astronaut.png").convert("RGB"))


def test_a_colour_picture_is_seen_in_colour_and_the_switch_shows_grey(served, visitor):
    explorer = visitor(served)
    explorer.open(CLEAN)
    looks(explorer, grey=False)
    expect(explorer.canvas).to_have_attribute("data-as", "colour")
    explorer.open_view()
    explorer.switch(SHOWN, "What the index sees")
    looks(explorer, grey=True)
    expect(explorer.page).to_have_url(re.compile("shown=index"))
    explorer.rested()
    # Whoever follows the link sees the same.
    other = visitor(served)
    other.open(explorer.page.url.removeprefix(served))
    looks(other, grey=True)
    other.canvas.focus()
    other.page.keyboard.press("c")
    looks(other, grey=False)
    expect(other.page).not_to_have_url(re.compile("shown="))


def test_a_grey_pair_has_no_switch_and_no_channel(served, visitor):
    explorer = visitor(served)
    explorer.open("/?plain=camera")
    expect(explorer.canvas).to_have_attribute("data-as", "")
    expect(explorer.page.get_by_role("group", name=SHOWN)).to_have_count(0)
    expect(explorer.menu("Channel")).to_have_count(0)


def test_a_channel_has_the_score_of_the_core(served, visitor, astronaut, sample):
    explorer = visitor(served)
    explorer.open(f"/?{BARE}&shown=index")
    explorer.unfold("Channel")
    explorer.choose("Channel", "Green, G")
    shuffled = sample("astronaut_shuffle64")
    green = core.as_channels(astronaut)["G"]
    result = core.visual_security_index(green, shuffled, data_range=255)
    explorer.shows(result)
    expect(explorer.page.locator(".strip .score")).to_contain_text("VSI of G")
    expect(explorer.page).to_have_url(re.compile("channel=G"))
    explorer.unfold("Channel")
    explorer.choose("Channel", "Blue difference, Cb")
    cb = [core.as_channels(each)["Cb"] for each in (astronaut, shuffled)]
    explorer.shows(core.visual_security_index(*cb, data_range=255))
    # A chroma plane is grey for the eye.
    looks(explorer, grey=True)


@pytest.mark.parametrize(("width", "height"), [(1400, 1050), (1024, 768), (390, 844)])
def test_no_control_of_the_toolbar_lies_over_another(width, height, served, visitor):
    explorer = visitor(served, viewport={"width": width, "height": height})
    explorer.open("/")
    explorer.rest()
    boxes = explorer.canvas.evaluate(
        """(canvas, parts) => [...canvas.getRootNode().querySelectorAll(parts)].map(
          (part) => part.getBoundingClientRect().toJSON())""",
        ".layers, .modes, .rights, .more",
    )
    assert len(boxes) == 4
    for i, a in enumerate(boxes):
        assert 0 <= a["left"] < a["right"] <= width
        for b in boxes[:i]:
            apart = (
                a["left"] >= b["right"]
                or b["left"] >= a["right"]
                or a["top"] >= b["bottom"]
                or b["top"] >= a["bottom"]
            )
            assert apart
    # The layers over all others, which stand in one line where there is room for two.
    lines = {round((box["top"] + box["bottom"]) / 2) for box in boxes[1:]}
    assert width < 640 or max(lines) - min(lines) <= 2


def test_compare_switches_all_pictures_together(served, visitor):
    explorer = visitor(served)
    explorer.page.goto(f"{served}/compare?map=none")
    view = explorer.page.locator(".compare")
    expect(view).to_have_attribute("data-as", "colour")
    canvas = view.locator("canvas").first
    explorer.page.wait_for_function(AGREES, arg=[canvas.element_handle(), False])
    explorer.switch("Pictures shown in", "What the index sees")
    explorer.page.wait_for_function(AGREES, arg=[canvas.element_handle(), True])
    expect(explorer.page).to_have_url(re.compile("shown=index"))
