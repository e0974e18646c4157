"""Sweeps and human scores under a visitor's hand."""

import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

import core
from explorer.pair.sweeps import SLIDERS
from explorer.people import benchmark

pytestmark = pytest.mark.browser


def points(explorer, chart, trace):
    """Markers of one line of a chart."""
    return (
        explorer.page.locator(f".st-key-{chart} .scatterlayer .trace")
        .nth(trace)
        .locator(".points path")
    )


def strike(explorer, point):
    """Click the middle of a marker, as a hand does."""
    point.wait_for()
    explorer.rest()
    point.scroll_into_view_if_needed()
    explorer.still(point)
    box = point.bounding_box()
    explorer.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def go(explorer, name):
    explorer.page.get_by_test_id("stTopNavLink").filter(has_text=name).click()


@pytest.mark.slow
def test_a_click_on_a_sweep_opens_explore_and_a_long_one_disturbs_nobody(
    explorer, first
):
    go(explorer, "Tune")
    # Its verdict is of all values, and may take a line more than the one before.
    expect(explorer.page.get_by_role("heading", level=1)).to_contain_text("least")
    strike(explorer, points(explorer, "sweep_chart", 0).nth(3))
    explorer.shows(first(alpha=0.2))
    expect(explorer.page).to_have_url(re.compile(r"/\?alpha=0\.2$"))

    go(explorer, "Tune")
    explorer.page.get_by_role("spinbutton", name="Values").fill("9")
    explorer.page.keyboard.press("Enter")
    explorer.page.locator(".st-key-tune_alpha_start button").click()
    # The sweep of the pair is a job too.
    stop = explorer.page.locator(".st-key-tune_alpha_stop button")
    expect(stop).to_be_visible()
    # New numbers go into the chart that is there, and the pointer keeps its point.
    chart = explorer.page.locator(".st-key-tune_alpha_chart [role=figure]")
    kept, before = chart.element_handle(), int(chart.get_attribute("data-drawn"))
    points(explorer, "tune_alpha_chart", 0).first.hover(force=True)
    told = chart.locator(".hovertext")
    expect(told.first).to_contain_text("SROCC")
    explorer.page.wait_for_function(
        "([chart, drawn]) => Number(chart.dataset.drawn) > drawn", arg=[kept, before]
    )
    # The axis may have moved, so that the paper's point is nearer now.
    expect(told.first).to_contain_text(re.compile("SROCC|paper"))
    assert kept.evaluate("chart => chart.isConnected")
    # Its words follow the page's theme, without being drawn again.
    word = chart.locator(".xtick text").first
    page_colour = explorer.page.get_by_role("heading", name="Against human scores")
    for scheme in ("dark", "light"):
        before = word.evaluate("e => getComputedStyle(e).fill")
        explorer.page.emulate_media(color_scheme=scheme)
        expect(word).not_to_have_css("fill", before)
        expect(word).to_have_css(
            "fill", page_colour.evaluate("e => getComputedStyle(e).color")
        )

    # While it runs, Explore follows the hand.
    go(explorer, "Explore")
    explorer.shows(first(alpha=0.2))
    alpha = explorer.press(SLIDERS["alpha"], "ArrowRight")
    explorer.shows(first(alpha=alpha))

    go(explorer, "Tune")
    stop.click()
    stopped = explorer.page.get_by_text(re.compile(r"Stopped at \d+ of 2754"))
    expect(stopped).to_be_visible()
    goes_on = explorer.page.locator(".st-key-tune_alpha_start button")
    expect(goes_on).to_have_text("Continue")
    # Its words stand out from its ground in either theme.
    for scheme, colour in (
        ("dark", "rgb(15, 26, 36)"),
        ("light", "rgb(255, 255, 255)"),
    ):
        explorer.page.emulate_media(color_scheme=scheme)
        expect(goes_on).to_have_css("color", colour)


# Looks at a job stay under way until a moment after the next click: they reach the
# server when another page is already drawn.
LATE = """
  let late = null, clicked = false;
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (late && !clicked) return (window.held = late.push(() => send.call(this, data)));
    send.call(this, data);
    if (!late?.length) return;
    const held = late;
    late = null;
    setTimeout(() => {
      held.forEach((go) => go());
      window.lateLooks = held.length;
    }, 40);
  };
  addEventListener("click", () => (clicked = true), true);
  window.holdLooks = () => { late = []; clicked = false; };
"""


@pytest.mark.slow
def test_a_click_on_a_frame_of_a_sweep_opens_it_and_back_leads_to_the_one_before(
    explorer, sample, tmp_path
):
    plains = [sample("camera")[60:188, 100 + 9 * k : 260 + 9 * k] for k in range(3)]
    ciphers = [np.roll(plain, 30 + 20 * k, 1) for k, plain in enumerate(plains)]
    files = []
    for name, frames in (("plain", plains), ("secret", ciphers)):
        pictures = [
            Image.fromarray(np.rint(frame).astype(np.uint8)) for frame in frames
        ]
        files.append(tmp_path / f"{name}.png")
        pictures[0].save(files[-1], save_all=True, append_images=pictures[1:])
    explorer.open("/?plain=upload&encrypted=upload")
    explorer.page.locator(".st-key-missing input[type=file]").set_input_files(files)
    wanted = [
        core.visual_security_index(*pair) for pair in zip(plains, ciphers, strict=True)
    ]
    explorer.shows(wanted[0])
    frame = explorer.page.get_by_role("spinbutton", name="Frame, 1 to 3")
    frame.fill("2")
    frame.press("Enter")
    explorer.shows(wanted[1])
    expect(explorer.page).to_have_url(re.compile(r"[?&]frame=2(&|$)"))
    go(explorer, "Tune")
    explorer.page.get_by_text("Frames", exact=True).click()
    heading = explorer.page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Frame")
    strike(explorer, points(explorer, "sweep_chart", 0).nth(2))
    explorer.shows(wanted[2])
    expect(explorer.page).to_have_url(re.compile(r"[?&]frame=3(&|$)"))
    explorer.page.go_back()
    expect(heading).to_contain_text("Frame")


def test_a_look_at_a_job_that_comes_late_leaves_the_next_page_alone(served, visitor):
    visit = visitor(served)
    page = visit.page
    page.add_init_script(LATE)
    # Odd exponents take long; and nobody else has asked for these.
    page.goto(f"{served}/tune?sweep=alpha&span=0.06,0.2,29&gamma=6.75")
    page.get_by_role("button", name="Stop", exact=True).first.wait_for()
    to_explore = page.get_by_role("button", name="Open in Explore").first
    to_explore.wait_for()
    page.evaluate("holdLooks()")
    page.wait_for_function("() => window.held > 0")
    to_explore.click()
    page.wait_for_function("() => window.lateLooks > 0")
    canvas = page.locator("canvas[data-vsi]")
    expect(canvas).to_be_visible()
    visit.rested()
    expect(canvas).to_be_visible()
    expect(page).to_have_url(re.compile(r"/\?.*gamma=6\.75"))


@pytest.mark.slow
def test_a_click_on_a_judged_image_opens_its_pair(served, visitor):
    database, scores = benchmark.sample_benchmark(), benchmark.shipped().scores
    x = np.array([scores["proposed", benchmark.row_name(r)] for r in database.rows])
    y = database.scores
    # The one that stands most alone.
    apart = np.hypot(*(np.subtract.outer(v, v) / np.ptp(v) for v in (x, y)))
    np.fill_diagonal(apart, np.inf)
    number = int(apart.min(axis=1).argmax())
    row = database.rows[number]
    trace = list(dict.fromkeys(database.types)).index(row.type)
    place = [n for n, kind in enumerate(database.types) if kind == row.type]

    explorer = visitor(served)
    explorer.page.goto(explorer.address)
    go(explorer, "People")
    point = points(explorer, "people_chart", trace).nth(place.index(number))
    strike(explorer, point)
    explorer.shows(core.visual_security_index(*row.read()))
    expect(explorer.page.get_by_text("People said")).to_be_visible()


def test_what_is_chosen_for_people_draws_the_whole_page_anew(served, visitor):
    page = visitor(served).page
    page.goto(f"{served}/people")
    sentence = page.get_by_role("heading", level=1)
    expect(sentence).to_have_text(
        "The index agrees with people. SSIM agrees less: 0.62."
    )
    chart = page.get_by_role("img", name=re.compile("^Rank correlation with people"))
    expect(chart).to_have_attribute("aria-label", re.compile(r"index 0\.86, 0\.84 to"))
    page.get_by_text("Error in points, RMSE").click()
    expect(sentence).to_have_text(
        re.compile("by 0.95 points. SSIM misses by more: 1.37")
    )
    expect(page).to_have_url(re.compile("criteria=rmse"))
    # What a fold says of itself follows the choice inside, and it stays open.
    fold = page.get_by_test_id("stSidebar").locator("details").first
    fold.locator("summary").click()
    fold.get_by_role("button", name="SSIM").click()
    expect(fold.locator("summary")).to_contain_text("eleven of twelve")
    expect(fold).to_have_attribute("open", "")
    expect(sentence).to_have_text(re.compile(r"by 0\.95 points\.$"))
    # This one stands in a part of the page that is drawn by itself.
    page.get_by_role("button", name="Use my copy of PEID").click()
    expect(page.get_by_role("textbox", name=re.compile("data.mat"))).to_be_visible()
    expect(sentence).to_have_text("Do the indices agree with people?")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "drawn"),
    [
        ("tune", ".js-plotly-plot .points path"),
        ("people", ".js-plotly-plot .points path"),
        ("about", ".about-indices"),
    ],
)
def test_no_page_is_wider_than_a_narrow_screen(page, drawn, served, visitor):
    explorer = visitor(served, viewport={"width": 390, "height": 844})
    explorer.page.goto(explorer.address)
    explorer.canvas.wait_for()
    explorer.page.goto(f"{explorer.address}/{page}")
    explorer.page.locator(drawn).first.wait_for()
    explorer.rest()
    wide, inner = explorer.page.evaluate(
        "[document.documentElement.scrollWidth, window.innerWidth]"
    )
    assert wide <= inner
    explorer.complaints.clear()  # of Streamlit's own script, about the deep address
