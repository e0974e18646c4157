"""The canvas under a visitor's hands: modes, zoom and pan, pixels, ranks.

Most of it runs on the canvas alone, without Streamlit: a page of a few lines mounts it,
as the report does. What it paints is held against the pixels it was given.
"""

import base64
import io
import json
from collections.abc import Callable
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

import core
from core.bit_planes import bit_plane, shared_planes
from core.recognizability.blocks import join
from explorer.canvas import FOLDER, style
from explorer.figures.bit_planes import PlanesOf, plane_share, plane_table, plane_words
from explorer.figures.matches import ranked_matches, view_data
from explorer.figures.pictures import grey_png, map_png, png
from explorer.theme.colours import CIVIDIS, cividis
from explorer.theme.overlays import ARROWS, OVERLAYS

pytestmark = pytest.mark.browser

ADDRESS = "http://127.0.0.1:9"  # nobody: all it asks for is answered here
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Canvas</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
  :root {{ --st-primary-color: #1f5a8a; --st-background-color: #fff;
    --st-secondary-background-color: #eee; --st-border-color: #ccc; }}
  body {{ margin: 16px; min-height: 3000px }} {style}
</style>
<main id="root"></main>
<script type="module">
  import {{ createView }} from "./view.js";
  window.reports = [];
  window.view = createView(document.getElementById("root"));
  window.view.report = (name, value) => window.reports.push([name, value]);
  // What is written into pixels, with its place.
  window.written = [];
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {{
    window.written.push([String(text), x, y]);
    write.call(this, text, x, y);
  }};
  window.view.update({data});
</script></html>"""

LEVELS = """([canvas, x, y, w, h]) => {
  const ratio = canvas.width / canvas.clientWidth;
  const at = [x, y].map((value) => Math.floor(value * ratio + 1e-6));
  const { data } = canvas.getContext("2d").getImageData(...at, w, h);
  return Array.from(data, (value) => String.fromCharCode(value)).join("");
}"""


@pytest.fixture(scope="module")
def pair(sample):
    """A photograph of 200 × 160, its blocks moved, and what they make together."""
    plain = np.rint(sample("camera")[60:220, 150:350])
    encrypted = np.roll(plain, (48, 64), (0, 1))[:, ::-1].copy()
    result = core.visual_security_index(plain, encrypted)
    blocks = result.match.ravel()
    side = result.side
    columns = result.degree.shape[1]
    patches = np.stack(
        [
            encrypted[
                block // columns * side : (block // columns + 1) * side,
                block % columns * side : (block % columns + 1) * side,
            ]
            for block in blocks
        ]
    )
    together = np.full_like(plain, 128)
    rows = result.degree.shape[0]
    together[: rows * side, : columns * side] = join(
        patches.reshape(len(blocks), side, side), result.degree.shape
    )
    return SimpleNamespace(
        plain=plain, encrypted=encrypted, reassembled=together, result=result
    )


def address(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def enlarged(image: np.ndarray, times: int) -> np.ndarray:
    """Every pixel as a square of so many."""
    return image.repeat(times, 0).repeat(times, 1)


@pytest.fixture
def open_canvas(visitor, pair) -> Callable[..., "Canvas"]:
    """Function that shows the pair: (point, view, browser's options)."""

    def opened(
        point=None,
        view=None,
        third=True,
        overlay="contribution",
        maps=None,
        times=1,
        planes=None,
        coloured=None,
        **options,
    ):
        images = [pair.plain, pair.encrypted, pair.reassembled][: 3 if third else 2]
        images = [enlarged(image, times) for image in images]
        shared = shared_planes(pair.plain, pair.encrypted)
        planes = planes or plane_table([PlanesOf(shared=shared)])
        data = view_data(pair.result, overlay, max(ARROWS), point) | {
            "image": list(images[0].shape[::-1]),
            "side": times * pair.result.side,
            "pictures": [address(grey_png(image)) for image in images],
            "maps": maps and [address(map_png(enlarged(m, times))) for m in maps],
            "coloured": coloured,
            "planes": planes if overlay == "bits" else None,
            "view": {"opacity": 0, "arrows": 0} | (view or {}),
            "counts": ARROWS,
            "overlays": [[key, over.label] for key, over in OVERLAYS.items()],
            "colours": CIVIDIS,
        }
        explorer = visitor(
            ADDRESS, **({"viewport": {"width": 1032, "height": 700}} | options)
        )

        def answer(route):
            name = route.request.url.rpartition("/")[2]
            if name.endswith(".js"):
                body, kind = (FOLDER / name).read_text(), "text/javascript"
            else:
                body = PAGE.format(style=style("view"), data=json.dumps(data))
                kind = "text/html" if name == "canvas.html" else "image/x-icon"
            route.fulfill(body=body, content_type=kind)

        explorer.page.route(f"{ADDRESS}/**", answer)
        explorer.open("/canvas.html")
        return Canvas(explorer)

    return opened


class Canvas:
    """The canvas on its page, and what is seen on it."""

    def __init__(self, explorer) -> None:
        self.explorer, self.page = explorer, explorer.page
        self.element = explorer.canvas
        self.keys = self.page.keyboard
        self.mouse = self.page.mouse
        self.settled()

    def settled(self) -> "Canvas":
        """Wait until everything is painted."""
        self.page.wait_for_function(
            """async () => {
              await new Promise(requestAnimationFrame);
              await new Promise(requestAnimationFrame);
              return true;
            }"""
        )
        return self

    def press(self, *keys: str) -> None:
        self.element.focus()
        for key in keys:
            self.keys.press(key)
        self.settled()

    def button(self, name: str):
        return self.page.get_by_role("button", name=name, exact=True)

    def says(self, name: str) -> str | None:
        return self.element.get_attribute(f"data-{name}")

    def colours(self, x, y, w=1, h=1) -> np.ndarray:
        """Colours (h, w, 3) of device pixels from a point in CSS pixels on."""
        values = self.page.evaluate(LEVELS, [self.element.element_handle(), x, y, w, h])
        levels = np.frombuffer(values.encode("latin-1"), np.uint8)
        return levels.reshape(h, w, 4)[..., :3]

    @property
    def look(self) -> str:
        """All that is painted."""
        return self.element.evaluate("canvas => canvas.toDataURL()")

    def level(self, x, y) -> int:
        """Level of a grey pixel."""
        (r, g, b) = self.colours(x, y)[0, 0].tolist()
        assert r == g == b, (r, g, b)
        return r

    @property
    def reports(self) -> list[list[Any]]:
        return self.page.evaluate("window.reports")

    def spot(self, x, y) -> tuple[float, float]:
        """Place on the page of a point of the canvas."""
        box = self.element.bounding_box()
        assert box is not None
        return box["x"] + x, box["y"] + y


# The frames at 1000 CSS pixels: two of 492 × 393.6, or one of 1000 × 393.6.
WIDE, HIGH, GAP = 492, 393.6, 16


def at(canvas, image, x, y, frame=0.0, width=WIDE):
    """Place on the canvas of the middle of a pixel, at a zoom of 1 about the middle."""
    height, across = image.shape
    left = round(frame + width / 2 - across / 2)
    top = round(HIGH / 2 - height / 2)
    return left + x + 0.5, top + y + 0.5


SPOTS = [(3, 5), (60, 40), (120, 100), (190, 150)]


@pytest.mark.parametrize("ratio", [1, 2])
def test_one_to_one_shows_every_pixel_as_it_is_in_both_halves(open_canvas, pair, ratio):
    canvas = open_canvas(device_scale_factor=ratio)
    assert canvas.says("zoom") == "fit"
    canvas.press("1")
    assert canvas.says("zoom") == "1"
    canvas.explorer.open_view()
    expect(canvas.button("One pixel to a pixel")).to_have_attribute(
        "aria-pressed", "true"
    )
    height, width = pair.plain.shape
    # The veil over what fills no whole block is left out.
    rows, columns = (count * pair.result.side for count in pair.result.degree.shape)
    for frame, image in ((0, pair.plain), (WIDE + GAP, pair.encrypted)):
        left = round(ratio * (frame + WIDE / 2) - width / 2)
        top = round(ratio * HIGH / 2 - height / 2)
        seen = canvas.colours(left / ratio, top / ratio, columns, rows)
        np.testing.assert_array_equal(
            seen, np.repeat(image[:rows, :columns, np.newaxis], 3, axis=2)
        )


def test_bit_planes_are_seen_to_the_pixel_and_stepped_through(open_canvas, pair):
    canvas = open_canvas(overlay="bits")
    canvas.press("1")
    height, width = pair.plain.shape
    top = round(HIGH / 2 - height / 2)

    def sees(wanted, frame=0.0, room=WIDE):
        left = round(frame + room / 2 - width / 2)
        seen = canvas.settled().colours(left, top, width, height)
        np.testing.assert_array_equal(seen, cividis(wanted.astype(float)))

    def sees_both(plane):
        assert canvas.settled().says("plane") == str(plane)
        sees(bit_plane(pair.plain, plane))
        sees(bit_plane(pair.encrypted, plane), WIDE + GAP)

    sees_both(8)
    canvas.press("<")
    sees_both(8)  # there is none above
    canvas.press(">", ">")
    sees_both(6)
    canvas.press(">", "<", ">")
    sees_both(5)
    shared = shared_planes(pair.plain, pair.encrypted)
    expect(canvas.explorer.part("plane b")).to_have_text(plane_words(shared[3]))
    chosen = canvas.page.get_by_role("radio", name=f"5: {plane_share(shared[3])}")
    expect(chosen).to_be_checked()
    # The strip is one of buttons, with the keys of such.
    chosen.focus()
    canvas.keys.press("ArrowRight")
    sees_both(4)
    canvas.page.get_by_role("radio", name=f"1: {plane_share(shared[7])}").click()
    sees_both(1)
    canvas.press("r")
    sees(bit_plane(pair.plain, 1))
    rows, columns = (count * pair.result.side for count in pair.result.degree.shape)
    laid = bit_plane(pair.reassembled, 1)[:rows, :columns]
    left = round(WIDE + GAP + WIDE / 2 - width / 2)
    seen = canvas.settled().colours(left, top, columns, rows)
    np.testing.assert_array_equal(seen, cividis(laid.astype(float)))
    canvas.press("r", "d", "<")
    differ = bit_plane(pair.plain, 2) ^ bit_plane(pair.encrypted, 2)
    sees(differ, room=1000)
    expect(canvas.explorer.part("legend .title")).to_have_text(
        "Bits that differ, P xor E"
    )
    # Through a plane that covers nothing, the image; its opacity is one of its own.
    canvas.press("s")
    canvas.explorer.open_view()
    opacity = canvas.page.get_by_role("slider", name="Strength of the layer")
    assert opacity.input_value() == "100"
    opacity.focus()
    canvas.keys.press("Home")
    canvas.settled()
    x, y = at(canvas, pair.plain, 60, 40)
    assert canvas.level(x, y) == pair.plain[40, 60]
    canvas.page.wait_for_function("window.reports.at(-1)?.[1].cover === 0")
    (name, value) = canvas.reports[-1]
    assert (name, value["plane"], value["opacity"]) == ("view", 2, 0)
    canvas.mouse.move(*canvas.spot(x, y))
    canvas.settled()
    level = int(pair.plain[40, 60])
    expect(canvas.explorer.part("tip .pixel")).to_contain_text(
        f"plain {level} ({level:08b}), encrypted"
    )


def test_the_planes_of_a_channel_are_read_from_its_own_pictures(open_canvas, pair):
    greys = pair.plain, pair.encrypted, pair.reassembled
    colours = [np.dstack([g, 255 - g, g // 2]).astype(np.uint8) for g in greys]
    alphas = [np.where(g > 99, 200, 60).astype(np.uint8) for g in greys]
    planes = [
        PlanesOf(
            bits=bits,
            name=bits,
            index="brightness",
            shared=shared_planes(levels[0], levels[1]),
        )
        for bits, levels in (
            ("index", greys),
            ("G", [picture[..., 1] for picture in colours]),
            ("alpha", alphas),
        )
    ]
    canvas = open_canvas(
        overlay="bits",
        planes=plane_table(planes, {"alpha": [address(grey_png(a)) for a in alphas]}),
        coloured=[address(png(picture)) for picture in colours],
        view={"plane": 7},
    )
    canvas.press("1")
    height, width = pair.plain.shape
    top = round(HIGH / 2 - height / 2)

    def sees(levels, bits):
        expect(canvas.element).to_have_attribute("data-bits", bits)
        for levels_, frame in zip(levels, (0, WIDE + GAP), strict=True):
            left = round(frame + WIDE / 2 - width / 2)
            seen = canvas.settled().colours(left, top, width, height)
            wanted = cividis(bit_plane(levels_, 7).astype(float))
            np.testing.assert_array_equal(seen, wanted)

    sees(greys[:2], "index")
    canvas.press("b")
    sees([picture[..., 1] for picture in colours[:2]], "G")
    expect(canvas.explorer.part("plane b")).to_have_text(planes[1].words(7))
    expect(canvas.explorer.part("foot .reading")).to_contain_text("Of G alone.")
    canvas.page.get_by_role("button", name="Alpha").click()
    canvas.page.wait_for_load_state("networkidle")
    sees(alphas[:2], "alpha")
    x, y = at(canvas, pair.plain, 60, 40)
    canvas.mouse.move(*canvas.spot(x, y))
    level = int(alphas[0][40, 60])
    expect(canvas.explorer.part("tip .pixel")).to_contain_text(
        f"alpha, plain {level} ({level:08b}), encrypted"
    )
    canvas.press("Shift+B")
    expect(canvas.element).to_have_attribute("data-bits", "G")
    canvas.page.wait_for_function("window.reports.at(-1)?.[1].bits === 'G'")


@pytest.mark.parametrize("overlay", ["bits", "edges"])
def test_maps_of_an_image_larger_than_the_screen_lie_where_they_belong(
    overlay, open_canvas, pair
):
    # Drawn from a smaller copy, since a third of its pixels has no place.
    times = 8
    maps = bit_plane(pair.plain, 8), bit_plane(pair.encrypted, 8)
    canvas = open_canvas(
        overlay=overlay,
        maps=[values.astype(float) for values in maps] if overlay == "edges" else None,
        times=times,
        view={"opacity": 1, "arrows": 0},
    )
    canvas.page.wait_for_load_state("networkidle")
    canvas.settled()
    scale = HIGH / pair.plain.shape[0]
    spots = [(x, y) for x in range(10, 171, 20) for y in range(20, 151, 26)]
    for frame, values in ((0, maps[0]), (WIDE + GAP, maps[1])):
        wanted = cividis(values.astype(float)).astype(int)
        # Where neighbours are alike, nothing is smoothed.
        calm = [
            (x, y)
            for x, y in spots
            if np.ptp(values[y - 1 : y + 2, x - 1 : x + 2]) == 0
        ]
        assert len(calm) > 40
        for x, y in calm:
            spot = frame + (x + 0.5) * scale, (y + 0.5) * scale
            assert np.abs(canvas.colours(*spot)[0, 0] - wanted[y, x]).max() <= 1


def test_the_small_planes_show_what_the_large_ones_do(open_canvas, pair):
    canvas = open_canvas(overlay="bits")
    address = canvas.page.locator(".planes img.under").nth(1).get_attribute("src")
    small = np.asarray(
        Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2])))
    )
    rows, columns = small.shape[:2]
    assert (columns, rows) == (96, 77)
    plane = bit_plane(pair.encrypted, 7)
    height, width = plane.shape
    edges = [
        [cell * length // cells for cell in range(cells + 1)]
        for cells, length in ((rows, height), (columns, width))
    ]
    shares = [
        [plane[top:bottom, left:right].mean() for left, right in pairwise(edges[1])]
        for top, bottom in pairwise(edges[0])
    ]
    # Half a level of 255 is at most one of a colour, and both are rounded.
    wanted = cividis(np.array(shares)).astype(int)
    assert np.abs(small[..., :3].astype(int) - wanted).max() <= 2


def test_a_wipe_is_moved_by_hand_and_by_keys(open_canvas, pair):
    canvas = open_canvas()
    canvas.press("1", "w")
    assert canvas.says("mode") == "wipe"
    handle = canvas.page.get_by_role("slider", name="Wipe")
    expect(handle).to_have_attribute("aria-valuenow", "50")
    left, right = (60, 40), (120, 40)

    def seen():
        canvas.settled()
        spots = (at(canvas, pair.plain, *spot, width=1000) for spot in (left, right))
        return [canvas.level(*spot) for spot in spots]

    plain, hidden = (
        [image[40, x] for x in (60, 120)] for image in (pair.plain, pair.encrypted)
    )
    assert all(a != b for a, b in zip(plain, hidden, strict=True))
    assert seen() == [plain[0], hidden[1]]
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 100
    canvas.mouse.move(x, y)
    canvas.mouse.down()
    canvas.mouse.move(x + 60, y, steps=4)
    assert seen() == plain
    canvas.mouse.move(x - 2000, y + 30, steps=4)
    canvas.mouse.up()
    assert seen() == hidden
    expect(handle).to_have_attribute("aria-valuenow", "0")
    handle.focus()
    canvas.keys.press("End")
    assert seen() == plain
    canvas.keys.press("PageDown")
    expect(handle).to_have_attribute("aria-valuetext", "90 % plain")
    canvas.keys.press("ArrowLeft")
    expect(handle).to_have_attribute("aria-valuenow", "89")
    canvas.press(*"[" * 10)
    expect(handle).to_have_attribute("aria-valuenow", "39")
    assert seen() == [plain[0], hidden[1]]
    canvas.explorer.pinned(None)  # its keys moved no pin


def test_a_flip_shows_the_other_picture_in_place_and_a_held_one_comes_back(
    open_canvas, pair
):
    canvas = open_canvas()
    canvas.press("1", "f")
    spot = at(canvas, pair.plain, 60, 40, width=1000)
    plain, hidden = int(pair.plain[40, 60]), int(pair.encrypted[40, 60])
    assert (canvas.says("mode"), canvas.says("shown")) == ("flip", "plain")
    assert canvas.level(*spot) == plain
    for key, expected in (("f", hidden), ("Space", plain), ("F", hidden)):
        canvas.press(key)
        assert canvas.level(*spot) == expected
    assert canvas.says("shown") == "encrypted"
    assert canvas.page.evaluate("window.scrollY") == 0

    canvas.keys.down("f")
    canvas.settled()
    assert canvas.level(*spot) == plain
    canvas.page.wait_for_timeout(350)
    canvas.keys.up("f")
    canvas.settled()
    assert canvas.level(*spot) == hidden

    flipper = canvas.explorer.part("flipper")
    expect(flipper).to_contain_text("Encrypted")
    flipper.click()
    expect(flipper).to_contain_text("Plain")
    flipper.click(delay=400)  # held: back where it was
    expect(flipper).to_contain_text("Plain")
    flipper.focus()
    canvas.keys.press("Enter")
    expect(flipper).to_contain_text("Encrypted")


def test_the_difference_is_that_of_the_levels_in_cividis_with_its_legend(
    open_canvas, pair
):
    canvas = open_canvas(view={"mode": "difference", "zoom": 1})
    part = canvas.explorer.part
    for other, image in (("E", pair.encrypted), ("R", pair.reassembled)):
        difference = np.abs(pair.plain - image)
        expect(part("legend .title")).to_have_text(f"Absolute difference |P − {other}|")
        rows, columns = (count * pair.result.side for count in pair.result.degree.shape)
        counted = difference if other == "E" else difference[:rows, :columns]
        expect(part("reading")).to_contain_text(
            f"On average {counted.mean():.1f} levels. Equal at "
            f"{100 * (counted == 0).mean():.1f} % of the pixels"
        )
        expect(part("low")).to_have_text("0")
        expect(part("high")).to_have_text("255")
        canvas.settled()
        for x, y in SPOTS if other == "E" else SPOTS[:3]:  # the last is outside
            seen = canvas.colours(*at(canvas, pair.plain, x, y, width=1000))[0, 0]
            wanted = cividis(np.array(difference[y, x] / 255))
            np.testing.assert_allclose(seen.astype(int), wanted, atol=1)
        canvas.press("r")
    # What fills no whole block is hatched there, and nothing is said of it.
    canvas.press("r")
    outside = at(canvas, pair.plain, 198, 40, width=1000)
    seen = canvas.colours(*outside, w=2, h=30).reshape(-1, 3).astype(int)
    assert np.ptp(seen, axis=1).max() <= 2  # grey, in no colour of the scale
    canvas.element.hover(position={"x": outside[0], "y": outside[1]})
    expect(part("pixel")).to_have_text(
        f"Pixel x 198, y 40: plain {pair.plain[40, 198]:.0f}"
    )
    # Both blocks of a match are one in the picture that was pieced together.
    look = canvas.look
    canvas.press("r")
    canvas.press("r")
    assert canvas.look == look
    # Its pixels are told too.
    spot = at(canvas, pair.plain, 60, 40, width=1000)
    canvas.element.hover(position={"x": spot[0], "y": spot[1]})
    expect(part("pixel")).to_have_text(
        f"Pixel x 60, y 40: plain {pair.plain[40, 60]:.0f}, "
        f"reassembled {pair.reassembled[40, 60]:.0f}, "
        f"difference {abs(pair.plain - pair.reassembled)[40, 60]:.0f}"
    )


def test_colours_run_over_the_values_of_the_pair_at_a_click_and_none_is_sent(
    open_canvas, pair
):
    canvas = open_canvas(overlay="degree", view={"opacity": 1, "zoom": 1})
    part, degree = canvas.explorer.part, pair.result.degree
    low, high = degree.min(), degree.max()
    side = pair.result.side
    for name, ends in (("0–1", (0, 1)), ("this pair", (low, high)), ("0–1", (0, 1))):
        canvas.button(name).click()
        canvas.settled()
        expect(canvas.button(name)).to_have_attribute("aria-pressed", "true")
        expect(part("legend .low")).to_have_text(f"{ends[0]:.2f}")
        expect(part("legend .high")).to_have_text(f"{ends[1]:.2f}")
        for row, column in ((1, 1), (4, 7)):
            middle = ((column + 0.5) * side, (row + 0.5) * side)
            seen = canvas.colours(*at(canvas, pair.plain, *map(int, middle)))[0, 0]
            share = (degree[row, column] - ends[0]) / (ends[1] - ends[0])
            np.testing.assert_allclose(
                seen.astype(int), cividis(np.array(share)).astype(int), atol=1
            )
    canvas.press("d")
    expect(canvas.button("this pair")).to_be_hidden()
    assert {name for name, _ in canvas.reports} <= {"view"}


def test_both_halves_are_panned_as_one(open_canvas, pair):
    canvas = open_canvas(view={"zoom": 8})
    start = canvas.spot(200, 200)
    canvas.mouse.move(*start)
    canvas.mouse.down()
    canvas.mouse.move(start[0] - 64, start[1] + 40, steps=5)
    canvas.mouse.up()
    canvas.settled()
    canvas.explorer.pinned(None)  # a drag is no click
    # 8 device pixels per pixel: the middle moved by 8 pixels right, 5 up.
    for frame, image in ((0, pair.plain), (WIDE + GAP, pair.encrypted)):
        for dx, dy in ((0, 0), (-20, 10), (25, -18)):
            x, y = 100 + 8 + dx, 80 - 5 + dy
            seen = canvas.level(frame + WIDE / 2 + 8 * dx + 4, HIGH / 2 + 8 * dy + 4)
            assert seen == image[y, x]
    canvas.press("Shift+ArrowRight", "Shift+ArrowDown")  # 40 pixels of the screen
    assert canvas.level(WIDE / 2 + 4, HIGH / 2 + 4) == pair.plain[80, 113]
    canvas.press("s", "0")
    assert canvas.says("zoom") == "fit"


def test_the_wheel_scrolls_the_page_until_one_has_zoomed_in(open_canvas):
    canvas = open_canvas()
    canvas.mouse.move(*canvas.spot(320, 150))
    pixel = canvas.explorer.part("pixel")
    canvas.mouse.wheel(0, 60)
    canvas.page.wait_for_function("window.scrollY === 60")
    assert canvas.says("zoom") == "fit"
    canvas.mouse.wheel(0, -60)
    canvas.page.wait_for_function("window.scrollY === 0")
    canvas.settled()
    before = pixel.text_content()
    assert before is not None
    canvas.keys.down("Control")
    for _ in range(4):
        canvas.mouse.wheel(0, -60)
    canvas.keys.up("Control")
    canvas.settled()
    zoom = float(canvas.says("zoom"))
    assert zoom > 8
    assert pixel.text_content() == before  # what is under the pointer stays there
    canvas.mouse.wheel(0, -100)
    canvas.settled()
    assert float(canvas.says("zoom")) > 1.1 * zoom
    assert pixel.text_content() == before
    assert canvas.page.evaluate("window.scrollY") == 0
    # Back out, past the whole image, which is larger than 1:1 here; there the page
    # has the wheel again.
    for _ in range(20):
        canvas.mouse.wheel(0, 200)
        canvas.settled()
        if canvas.page.evaluate("window.scrollY"):
            break
    assert canvas.page.evaluate("window.scrollY") > 0


@pytest.mark.parametrize("mode", ["side", "difference"])
def test_levels_are_printed_into_pixels_that_are_large_enough(open_canvas, pair, mode):
    canvas = open_canvas(view={"mode": mode})
    canvas.press("1")
    while canvas.says("zoom") != "32":
        assert canvas.page.evaluate("window.written.length") == 0
        canvas.press("+")
    canvas.page.evaluate("window.written = []")
    canvas.press("Shift+ArrowLeft")
    written = canvas.page.evaluate("window.written")
    frames = {
        "side": ((0, WIDE, pair.plain), (WIDE + GAP, WIDE, pair.encrypted)),
        "difference": ((0, 1000, np.abs(pair.plain - pair.encrypted)),),
    }[mode]
    count = 0
    for frame, width, image in frames:
        middle = (100 - 40 / 32, 80)
        for text, x, y in written:
            if not frame <= x < frame + width:
                continue
            column = round(middle[0] + (x - frame - width / 2) / 32 - 0.5)
            row = round(middle[1] + (y - HIGH / 2) / 32 - 0.5)
            assert text == f"{image[row, column]:.0f}"
            count += 1
    assert count >= 0.8 * sum(width for _, width, _ in frames) * HIGH / 32**2


def test_reassembled_lays_every_match_where_its_plain_block_stands(
    open_canvas, pair, until
):
    canvas = open_canvas(view={"zoom": 1, "arrows": 20})
    spots = [at(canvas, pair.plain, *spot, frame=WIDE + GAP) for spot in SPOTS]
    arrows = canvas.look
    canvas.button("Reassembled").click()
    canvas.settled()
    assert canvas.says("right") == "reassembled"
    (x, y), spot = SPOTS[0], spots[0]
    until(lambda: bool(canvas.level(*spot) == pair.reassembled[y, x]))  # it is loaded
    for (x, y), spot in list(zip(SPOTS, spots, strict=True))[:3]:
        assert canvas.level(*spot) == pair.reassembled[y, x]
    together = canvas.look
    canvas.press("Escape")
    canvas.explorer.open_view()
    canvas.page.get_by_role("slider", name="Number of arrows").focus()
    canvas.keys.press("Home")
    canvas.keys.press("Escape")
    canvas.settled()
    assert canvas.look == together
    canvas.press("r")
    assert canvas.says("right") == "encrypted"
    assert canvas.look != arrows
    # A block of the reassembled picture is the plain block's.
    canvas.press("r")
    x, y = at(canvas, pair.plain, 60, 40, frame=WIDE + GAP)
    canvas.element.click(position={"x": x, "y": y})
    side, columns = pair.result.side, pair.result.degree.shape[1]
    canvas.explorer.pinned(40 // side * columns + 60 // side)


def test_without_a_third_picture_there_is_nothing_to_switch(open_canvas):
    canvas = open_canvas(third=False, view={"right": "reassembled"})
    expect(canvas.button("Reassembled")).to_be_hidden()
    assert canvas.says("right") == "encrypted"


def test_ranks_walk_through_the_matches_of_the_pinned_block(open_canvas, pair):
    result = pair.result
    pin = int(result.contribution.argmax())
    row, column = divmod(pin, result.degree.shape[1])
    point = ((column + 0.5) * result.side, (row + 0.5) * result.side)
    order = ranked_matches(result, pin)
    canvas = open_canvas(point=point, view={"opacity": 0.6})
    part = canvas.explorer.part
    expect(part("rank")).to_have_text(f"Rank 1 of {min(len(order), 100)}")
    expect(canvas.button("Better match")).to_be_disabled()
    first = canvas.look
    canvas.button("Next match").click()
    canvas.press(".")
    assert canvas.says("rank") == "3"
    to_row, to_column = divmod(order[2], result.degree.shape[1])
    tip = part("tip")
    expect(tip).to_contain_text(f"match number 3 is at row {to_row + 1}, column")
    expect(tip).to_contain_text(
        f"{to_column + 1}, with a similarity of {result.sim[pin, order[2]]:.3f}"
    )
    assert canvas.look != first
    canvas.press(",", ",", ",")
    assert canvas.says("rank") == "1"
    assert canvas.look == first
    assert [value for name, value in canvas.reports if name == "rank"] == [2, 3, 2, 1]
    canvas.press(".")
    canvas.press("ArrowDown" if row == 0 else "ArrowUp")
    assert canvas.says("rank") == "1"  # another block begins with its best
    canvas.press(".")  # and waits until its own ranks have come
    assert canvas.says("rank") == "1"


def test_settings_are_told_once_they_rest_and_taken_only_at_first(open_canvas):
    canvas = open_canvas(view={"mode": "flip", "zoom": 2, "x": 0.4, "opacity": 0.3})
    assert (canvas.says("mode"), canvas.says("zoom")) == ("flip", "2")
    # How much a screen of this size shows of it, the page cannot know.
    canvas.page.wait_for_function("window.reports.length === 1")
    canvas.explorer.open_view()
    opacity = canvas.page.get_by_role("slider", name="Strength of the layer")
    expect(opacity).to_have_value("30")
    opacity.focus()
    canvas.page.evaluate(
        """() => {
          const slider = document.activeElement.shadowRoot?.activeElement
            ?? document.activeElement;
          for (const value of [35, 40, 45, 50]) {
            slider.value = value;
            slider.dispatchEvent(new Event("input"));
          }
        }"""
    )
    expect(opacity).to_have_value("50")
    canvas.press("w")
    canvas.page.wait_for_function("window.reports.at(-1)[1].mode === 'wipe'")
    (opened, *_, (name, view)) = canvas.reports
    assert opened[1]["mode"] == "flip"
    assert opened[1]["span"]
    assert name == "view"
    assert view == {
        "mode": "wipe",
        "right": "encrypted",
        "zoom": 2,
        "x": 0.4,
        "y": 0.5,
        "wipe": 0.5,
        "opacity": 0.5,
        "arrows": 0,
        "plane": 8,
        "bits": "index",
        "cover": 1,
        "range": "fixed",
        "shown": "colour",
        "flipped": False,
        "span": [1, 1],
    }
    told = len(canvas.reports)
    assert told <= 3  # not every step: a slow machine may rest between them
    canvas.press("w")
    canvas.explorer.moment()
    assert len(canvas.reports) == told  # nothing changed


def test_keys_are_explained_without_trapping_the_focus(open_canvas, pair):
    canvas = open_canvas(point=(10.0, 10.0))
    help_ = canvas.page.get_by_role("dialog", name="View")
    canvas.press("?")
    expect(help_).to_be_visible()
    expect(help_).to_contain_text("flip to the other picture")
    canvas.keys.press("Escape")
    expect(help_).to_be_hidden()
    canvas.explorer.pinned(0)
    canvas.keys.press("Escape")
    canvas.explorer.pinned(None)
    canvas.button("View").click()
    expect(help_).to_be_visible()
    canvas.button("View").click()
    expect(help_).to_be_hidden()
    # One stop for each row of buttons, and on to what follows the pictures.
    canvas.button("Which blocks").focus()
    names = []
    for _ in range(8):
        names.append(
            canvas.page.evaluate(
                "document.activeElement.getAttribute('aria-label') "
                "?? document.activeElement.textContent.trim()"
            )
        )
        canvas.keys.press("Tab")
    assert names[:5] == [
        "Which blocks",
        "Side by side",
        "Encrypted",
        "Reassembled",
        "View",
    ]
    assert names[5:7] == ["Pictures and matches", "Next match"]
    assert names[7] not in names[1:7]


def test_a_row_of_buttons_is_one_stop_and_arrows_move_along_it(open_canvas):
    canvas = open_canvas()
    layers = canvas.page.get_by_role("toolbar").get_by_role("button")
    canvas.button("Which blocks").focus()
    for key, name in (
        ("ArrowRight", "Recognizability"),
        ("End", "Arrows"),
        ("ArrowRight", "Which blocks"),
        ("ArrowLeft", "Arrows"),
        ("Home", "Which blocks"),
    ):
        canvas.keys.press(key)
        expect(canvas.button(name)).to_be_focused()
    assert [button.get_attribute("tabindex") for button in layers.all()].count("0") == 1
    canvas.button("Arrows").click()
    expect(canvas.button("Arrows")).to_have_attribute("aria-pressed", "true")
    canvas.button("Arrows").click()
    expect(canvas.button("Arrows")).to_have_attribute("aria-pressed", "false")


def test_nothing_moves_or_is_read_aloud_while_one_hovers(open_canvas):
    canvas = open_canvas()
    spoken = canvas.explorer.part("spoken")
    heights = set()
    for x in range(10, 1000, 45):
        canvas.mouse.move(*canvas.spot(x, 10 + x / 3))
        canvas.settled()
        heights.add(canvas.page.evaluate("view.element.offsetHeight"))
    assert len(heights) == 1
    canvas.explorer.moment()
    expect(spoken).to_have_text("")
    canvas.mouse.move(5, 650)
    canvas.press("ArrowRight")
    expect(spoken).to_contain_text("Block at row")
    canvas.press("d")
    expect(spoken).to_have_text("Difference")
    expect(spoken).to_have_attribute("role", "status")
    heights.clear()
    for mode in "swfd":
        canvas.press(mode)
        heights.add(canvas.element.bounding_box()["height"])
    assert len(heights) == 1


PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}


def test_one_thumb_reaches_everything_on_a_phone(open_canvas, pair):
    canvas = open_canvas(view={"opacity": 0.6, "arrows": 20}, **PHONE)
    touch = canvas.page.context.new_cdp_session(canvas.page)

    def fingers(kind, *points):
        touch.send(
            "Input.dispatchTouchEvent",
            {
                "type": kind,
                "touchPoints": [
                    {"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)
                ],
            },
        )
        canvas.settled()

    def drag(start, end):
        fingers("touchStart", start)
        for share in (0.25, 0.5, 0.75, 1):
            fingers(
                "touchMove",
                tuple(a + share * (b - a) for a, b in zip(start, end, strict=True)),
            )
        fingers("touchEnd")

    # Every control is large enough, on the screen, and beside the others.
    boxes = [
        button.bounding_box()
        for button in canvas.page.locator(
            ".view button:visible:not(.layers button)"
        ).all()
    ]
    assert all(box["width"] >= 44 and box["height"] >= 44 for box in boxes)
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            apart = (
                a["x"] + a["width"] <= b["x"] + 1.5
                or b["x"] + b["width"] <= a["x"] + 1.5
                or a["y"] + a["height"] <= b["y"]
                or b["y"] + b["height"] <= a["y"]
            )
            assert apart, (a, b)
    assert canvas.page.evaluate("document.documentElement.scrollWidth") <= 390

    # A finger scrolls the page over the whole image.
    drag(canvas.spot(150, 300), canvas.spot(150, 100))
    canvas.page.wait_for_function("window.scrollY > 100")
    canvas.page.evaluate("window.scrollTo(0, 0)")
    canvas.settled()
    assert canvas.says("zoom") == "fit"

    # The handle follows a finger; the picture is in one piece above it.
    canvas.button("Wipe").tap()
    handle = canvas.page.get_by_role("slider", name="Wipe")
    box = handle.bounding_box()
    assert box["width"] >= 44
    start = (box["x"] + box["width"] / 2, box["y"] + 90)
    drag(start, (start[0] + 90, start[1]))
    expect(handle).to_have_attribute("aria-valuenow", "75")
    assert canvas.element.bounding_box()["height"] < 300

    # Two fingers zoom, then one pans, and one button leads back.
    a, b = canvas.spot(120, 100), canvas.spot(170, 140)
    fingers("touchStart", a, b)
    for step in range(1, 6):
        fingers(
            "touchMove",
            (a[0] - 12 * step, a[1] - 8 * step),
            (b[0] + 12 * step, b[1] + 8 * step),
        )
    fingers("touchEnd")
    zoom = float(canvas.says("zoom"))
    assert zoom > 5
    before = canvas.page.evaluate("window.scrollY")
    drag(canvas.spot(150, 150), canvas.spot(110, 60))
    assert float(canvas.says("zoom")) == zoom
    assert canvas.page.evaluate("window.scrollY") == before
    canvas.explorer.part("out").tap()
    # A tap becomes a click when the browser has made sure that it is no other gesture.
    expect(canvas.element).to_have_attribute("data-zoom", "fit")
    canvas.element.tap(position={"x": 20, "y": 20})
    canvas.explorer.pinned(0)


@pytest.mark.slow
def test_strength_and_number_of_arrows_move_without_a_round_trip_and_stay_in_the_link(
    explorer, visitor, first
):
    explorer.shows(first())
    explorer.layer("Which blocks")
    expect(explorer.part("legend .title")).to_be_visible()
    explorer.rested()
    looks = [explorer.canvas.evaluate("canvas => canvas.toDataURL()")]
    explorer.open_view()
    before = explorer.sent
    sliders = ("Strength of the layer", "Number of arrows")
    for name, key in zip(sliders, ("ArrowRight", "ArrowRight"), strict=True):
        revision = explorer.revision
        explorer.press(name, key)
        explorer.repainted(revision)
        looks.append(explorer.canvas.evaluate("canvas => canvas.toDataURL()"))
    assert len(set(looks)) == 3
    expect(explorer.page).to_have_url(
        f"{explorer.address}/?overlay=contribution&arrows=5&opacity=0.65"
    )
    # Streamlit would run the script again at an R, and clear its caches at a C.
    explorer.rested()
    before = explorer.sent
    explorer.canvas.focus()
    for key in ("f", "f"):
        explorer.page.keyboard.press(key)
    expect(explorer.canvas).to_have_attribute("data-shown", "encrypted")
    explorer.rested()
    assert explorer.sent == before + 1  # the settings, once
    other = visitor(explorer.address).open(
        "/?overlay=contribution&arrows=5&opacity=0.65"
    )
    other.shows(first())
    other.open_view()
    expect(other.slider("Strength of the layer")).to_have_value("65")
    expect(other.part("count")).to_have_text("5")
