"""Links, narrow and dark screens, and what the server hands out."""

import re

import pytest
from playwright.sync_api import expect

import core
from explorer.pair.sweeps import SLIDERS

pytestmark = pytest.mark.browser


@pytest.mark.slow
def test_a_link_shows_what_its_sender_saw(explorer, visitor, sample):
    plain, companion = sample("camera"), sample("camera_shuffle32")
    explorer.choose("Plain picture", "Camera")
    explorer.shows(core.visual_security_index(plain, companion))
    explorer.choose("Encrypted picture", "Encrypt here…")
    explorer.choose("Scheme", core.SCHEMES["peid-02"].label)
    scheme = core.SCHEMES["peid-02"]
    begin = core.visual_security_index(plain, scheme.encrypt(plain, level=4))
    explorer.shows(begin)
    explorer.press("Level, 1 is strongest", "ArrowLeft")
    explorer.press(SLIDERS["alpha"], "ArrowRight", "ArrowRight")
    explorer.press(SLIDERS["gamma"], "ArrowLeft")
    explorer.unfold("Parts of the index")
    explorer.switch("Components of Table 3", "C3")
    explorer.switch("Pixels outside the grid", "mirror")
    explorer.layer("Structure")
    for part in (
        "level=3",
        "alpha=0.1036",
        "gamma=4.75",
        "border=pad",
        "overlay=sim_s",
    ):
        expect(explorer.page).to_have_url(re.compile(rf"[?&]{part}(&|$)"))
    seen = core.visual_security_index(
        plain,
        scheme.encrypt(plain, level=3),
        core.Parameters(alpha=0.1036, gamma=4.75),
        core.Components.C3,
        border="pad",
    )
    explorer.shows(seen)
    other = visitor(explorer.address).open(
        explorer.page.url.removeprefix(explorer.address)
    )
    other.shows(seen)
    expect(other.part("legend .title")).to_contain_text("Structure, sim_S")
    assert other.page.url == explorer.page.url


@pytest.mark.slow
def test_the_back_button_undoes_and_the_forward_button_does_again(
    explorer, first, sample
):
    page, block = explorer.page, 12
    explorer.shows(first())
    explorer.canvas.click(position=explorer.spot(block, first()))
    expect(page).to_have_url(re.compile(r"[?&]pin="))
    explorer.press(SLIDERS["beta"], "ArrowRight")
    expect(page).to_have_url(re.compile(r"[?&]beta=41(&|$)"))
    explorer.unfold("Parts of the index")
    explorer.switch("Components of Table 3", "C2")
    expect(page).to_have_url(re.compile(r"[?&]components=C2(&|$)"))
    explorer.choose("Plain picture", "Camera")
    camera = sample("camera"), sample("camera_shuffle32")
    words = {"parameters": core.Parameters(beta=41), "components": core.Components.C2}
    explorer.shows(core.visual_security_index(*camera, **words))
    expect(page).to_have_url(re.compile(r"[?&]plain=camera(&|$)"))
    page.go_back()
    explorer.shows(first(beta=41, components=core.Components.C2))
    page.go_back()
    explorer.shows(first(beta=41))
    assert explorer.slider(SLIDERS["beta"]).input_value() == "41"
    explorer.pinned(block)
    page.go_back()
    explorer.shows(first())
    page.go_forward()
    explorer.shows(first(beta=41))
    page.go_back()
    explorer.shows(first())
    page.go_back()
    explorer.pinned(None)
    # What is chosen then counts.
    explorer.press(SLIDERS["beta"], "ArrowLeft")
    explorer.shows(first(beta=39))
    expect(page).to_have_url(re.compile(r"[?&]beta=39(&|$)"))


def test_a_link_between_two_steps_shows_one_number_for_slider_and_score(
    served, visitor, first
):
    explorer = visitor(served).open("/?gamma=5.1&alpha=0.1234")
    gamma = float(explorer.slider(SLIDERS["gamma"]).input_value())
    side = float(explorer.slider(SLIDERS["alpha"]).input_value())
    assert (gamma, side) == (5, 64)
    expect(explorer.page.get_by_role("status").get_by_text("α 0.123")).to_be_visible()
    explorer.shows(first(alpha=0.1234, gamma=gamma))


@pytest.mark.slow
def test_the_first_visitor_may_come_by_any_address(launch, chromium, patience):
    # Streamlit's own script looks for its server under every part of the path first,
    # and complains where it is not; so nobody listens here.
    with launch() as address:
        page = chromium.new_page()
        page.set_default_timeout(1000 * patience)
        page.goto(f"{address}/explore?components=C1")
        canvas = page.locator("canvas[data-vsi]")
        canvas.wait_for()
        expect(page).to_have_title(re.compile(r" · Showthrough$"))
        page.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("width", "scheme"), [(390, "light"), (390, "dark"), (820, "light")]
)
def test_nothing_is_wider_than_a_narrow_screen(width, scheme, served, visitor, first):
    explorer = visitor(
        served, viewport={"width": width, "height": 844}, color_scheme=scheme
    ).open()
    result = first()
    explorer.shows(result)
    block = int(result.contribution.argmax())
    match = int(result.match.ravel()[block])
    explorer.canvas.click(position=explorer.spot(match, result, "encrypted"))
    explorer.pinned(block)
    expect(explorer.page.locator(".block-detail img")).to_have_count(11)
    box = explorer.canvas.bounding_box()
    assert (width > 390) or abs(box["height"] - box["width"]) < 2  # one picture
    page, inner = explorer.page.evaluate(
        "[document.documentElement.scrollWidth, window.innerWidth]"
    )
    assert page <= inner
    if width == 820:
        # Shown at less than half its size, a map still covers the picture to its end.
        explorer.layer("Edges")
        explorer.page.wait_for_function(
            """(canvas) => {
              const ratio = canvas.width / canvas.clientWidth;
              const side = (canvas.clientWidth - 16) / 2;
              const at = [0.75 * side, 0.75 * side].map((v) => Math.round(v * ratio));
              const [r, , b] = canvas.getContext("2d").getImageData(...at, 1, 1).data;
              return b - r > 10;
            }""",
            arg=explorer.canvas.element_handle(),
        )
    # Without the inputs that Streamlit hides under its own sliders.
    beyond = explorer.page.evaluate(
        """() => [...document.querySelectorAll('[data-testid="stMain"] *:not(input)')]
          .filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1)
          .map((e) => e.outerHTML.slice(0, 120))"""
    )
    assert beyond == []


def test_the_picture_comes_first_on_a_phone_and_a_tap_pins_a_block(
    served, visitor, first
):
    explorer = visitor(
        served, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    ).open()
    result = first()
    explorer.shows(result)
    # The encrypted picture is on the first screen, whole; the plain one is a tap away.
    box = explorer.canvas.bounding_box()
    assert box["y"] + box["width"] < 844 - 60
    expect(explorer.canvas).to_have_attribute("data-shown", "encrypted")
    explorer.page.get_by_role("button", name="Plain", exact=True).tap()
    expect(explorer.canvas).to_have_attribute("data-shown", "plain")
    explorer.canvas.tap(position=explorer.spot(10, result))
    explorer.pinned(10)
    # The last layers are out of sight, and a thumb's move away.
    explorer.page.get_by_role("button", name="Fuzzy weights").tap()
    expect(explorer.part("legend .title")).to_contain_text("WEM")


@pytest.mark.slow
def test_a_thumb_that_scrolls_across_a_slider_leaves_it_as_it_is(served, visitor):
    visit = visitor(
        served, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = visit.page
    page.goto(f"{served}/learn?lesson=1")
    touch = page.context.new_cdp_session(page)

    def swipe(slider, at, dx, dy):
        """From a place along a slider, as a share of it, after a moment's rest."""
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        x, y = box["x"] + at * box["width"], box["y"] + box["height"] / 2
        for step in range(11):
            kind = "touchMove" if step else "touchStart"
            point = {"x": x + step * dx / 10, "y": y + step * dy / 10}
            touch.send(
                "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]}
            )
            page.wait_for_timeout(60 if step == 0 else 15)
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    rank = page.get_by_role("slider", name="Rank of the candidate to look at")
    expect(rank).to_have_value("1")
    main = page.get_by_test_id("stMain")
    swipe(rank, 0.7, 0, -200)
    page.wait_for_function("e => e.scrollTop > 50", arg=main.element_handle())
    visit.still(rank)
    expect(rank).to_have_value("1")
    expect(page).not_to_have_url(re.compile("rank="))
    # Along it, and by a tap, it moves.
    main.evaluate("e => e.scrollTo(0, 0)")
    visit.still(rank)
    swipe(rank, 0.02, 180, 0)
    moved = int(rank.input_value())
    assert moved > 20
    expect(page).to_have_url(re.compile(rf"rank={moved}(&|$)"))
    rank.tap()
    expect(rank).to_have_value("41")
    expect(page).to_have_url(re.compile(r"rank=41(&|$)"))


def luminance(colour):
    r, g, b = (int(part) for part in re.findall(r"\d+", colour)[:3])
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def test_words_are_readable_in_the_dark(served, visitor):
    explorer = visitor(served, color_scheme="dark").open()
    ground = explorer.page.get_by_test_id("stApp").evaluate(
        "e => getComputedStyle(e).backgroundColor"
    )
    assert luminance(ground) < 60
    words = [
        explorer.part("tip"),
        explorer.part("reading"),
        explorer.page.locator(".strip .score b"),
        explorer.page.get_by_test_id("stSidebar").get_by_text("Plain picture"),
    ]
    for word in words:
        ink = word.evaluate("e => getComputedStyle(e).color")
        assert luminance(ink) > 150


def test_a_wider_window_is_filled_again(served, visitor, first):
    explorer = visitor(served, viewport={"width": 390, "height": 844}).open()
    explorer.shows(first())
    before = explorer.revision
    explorer.page.set_viewport_size({"width": 1400, "height": 1050})
    expect(explorer.page.locator(".view")).not_to_have_class(re.compile("stacked"))
    explorer.repainted(before)
    explorer.canvas.click(position=explorer.spot(12, first(), "plain"))
    explorer.pinned(12)


def test_pictures_and_modules_are_handed_out_and_nothing_else(home, served):
    request, address = home.request, served
    module = request.get(f"{address}/showthrough/assets/widgets/match_view.js")
    assert module.status == 200
    assert module.headers["content-type"].startswith("text/javascript")
    assert module.headers["cache-control"] == "no-cache"
    for path in (
        "assets/canvas/nothing.js",
        "assets/nothing/view.js",
        "assets/widgets/match_view.py",
        "assets/canvas/..%2Fapp.py",
        "assets/canvas/..%2F..%2Fpyproject.js",
        "pictures/nothing.png",
        "pictures/..%2F..%2Fexplorer%2Ficon.png",
    ):
        answer = request.get(f"{address}/showthrough/{path}")
        assert "import" not in answer.text(), path
        assert "image/png" not in answer.headers.get("content-type", ""), path


def test_a_picture_may_be_kept_for_ever_since_its_name_is_its_content(served, visitor):
    explorer = visitor(served)
    with explorer.page.expect_response(re.compile("showthrough/pictures")) as caught:
        explorer.open()
    assert "immutable" in caught.value.headers["cache-control"]
    assert "private" in caught.value.headers["cache-control"]
