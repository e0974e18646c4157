"""What follows a hand past Streamlit's runs, in a real browser."""

import re
from collections import Counter
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

import core
from core.recognizability import stages
from core.recognizability.form import Form
from core.recognizability.index import evaluate
from core.recognizability.store import LastStages
from explorer.pair.sweeps import SLIDERS
from explorer.session.lane import LANE

pytestmark = pytest.mark.browser

STREAM = "/_stcore/stream"
NEAR = 2e-6
GAMMA = SLIDERS["gamma"]

# Notes every score that is painted, with the other numbers as they are in its frame.
FOLLOW = """canvas => {
  const roots = [...document.querySelectorAll("*")].map((one) => one.shadowRoot);
  const find = (name) =>
    roots.map((root) => root?.querySelector(name)).find(Boolean).parentElement;
  const [headline, strip, gauge] = [".headline", ".strip", ".gauge"].map(find);
  window.followed = [];
  const note = () => {
    const { vsi } = canvas.dataset;
    if (window.followed.at(-1)?.[0] === vsi) return;
    const large = headline.querySelector("b").textContent;
    const score = strip.querySelector(".score b").textContent;
    window.followed.push([vsi, large, score, gauge.firstElementChild.ariaLabel]);
  };
  new MutationObserver(note).observe(canvas, { attributeFilter: ["data-vsi"] });
}"""


def listen(explorer):
    """Count what goes over each socket from now on, by its path."""
    counts = Counter()

    def opened(socket):
        path = LANE if LANE in socket.url else STREAM
        socket.on("framesent", lambda _: counts.update([f"to {path}"]))
        socket.on("framereceived", lambda _: counts.update([f"from {path}"]))

    explorer.page.on("websocket", opened)
    return counts


@pytest.fixture
def watched(served, visitor):
    explorer = visitor(served)
    counts = listen(explorer)
    explorer.open()
    explorer.rested()
    return SimpleNamespace(explorer=explorer, counts=counts, page=explorer.page)


def drag(explorer, name, shares, up=True):
    """Drag a slider's thumb to one share of its track after the other."""
    box = explorer.slider(name).bounding_box()
    y, mouse = box["y"] + box["height"] / 2, explorer.page.mouse
    at = [box["x"] + 9 + share * (box["width"] - 18) for share in shares]
    mouse.move(at[0], y)
    mouse.down()
    for x in at[1:]:
        mouse.move(x, y)
        explorer.page.wait_for_timeout(16)
    if up:
        mouse.up()


@pytest.fixture(scope="module")
def scores(sample):
    """VSI of the first screen's pair at the places of gamma that are passed."""
    images = sample("astronaut"), sample("astronaut_shuffle64")
    pair = stages.prepare(*images)
    kept = LastStages()
    gammas = [quarters / 4 for quarters in range(18, 37)]
    forms = [Form(parameters=core.Parameters(gamma=gamma)) for gamma in gammas]
    return [evaluate(pair, form, kept).vsi for form in forms]


def test_the_numbers_follow_a_hand_exactly_and_streamlit_runs_once_at_rest(
    watched, first, scores
):
    explorer, page, counts = watched.explorer, watched.page, watched.counts
    explorer.watch()
    explorer.canvas.evaluate(FOLLOW)
    counts.clear()
    there = [(5 + step) / 36 for step in range(12, 28)]
    drag(explorer, GAMMA, [16 / 36, *there, *reversed(there)], up=False)
    box = explorer.slider(GAMMA).bounding_box()
    for share in 5 * [*there, *reversed(there)]:  # further, on a busy machine
        if page.evaluate("window.followed.length") >= 5:
            break
        x = box["x"] + 9 + share * (box["width"] - 18)
        page.mouse.move(x, box["y"] + box["height"] / 2)
        page.wait_for_timeout(100)
    explorer.moment()
    assert counts[f"to {STREAM}"] == counts[f"from {STREAM}"] == 0
    assert counts[f"to {LANE}"] == counts[f"from {LANE}"]
    painted = explorer.painted[1:]
    assert len(painted) <= counts[f"from {LANE}"]
    for vsi in painted:
        assert min(abs(float(vsi) - score) for score in scores) <= NEAR
    explorer.shows(first(gamma=explorer.value(GAMMA)))
    # In the same frame: number, strip and scale.
    followed = page.evaluate("window.followed")
    assert len(followed) >= 5
    for vsi, large, strip, spoken in followed:
        assert (large, strip) == (f"{float(vsi):.2f}", f"{float(vsi):.4f}")
        assert spoken.startswith(f"VSI {float(vsi):.4f}.")
    expect(page.locator("html")).to_have_attribute("data-hand", "moves")
    page.mouse.up()
    value = explorer.value(GAMMA)
    expect(page).to_have_url(re.compile(rf"gamma={value:g}(&|$)"))
    explorer.rested()
    assert counts[f"to {STREAM}"] == 1  # one run
    assert explorer.painted[1:] == painted  # which changed no digit
    expect(page.locator("html")).not_to_have_attribute("data-hand", "moves")
    # A key that is held down.
    counts.clear()
    explorer.slider(GAMMA).focus()
    for _ in range(12):
        page.keyboard.down("ArrowLeft")
        page.wait_for_timeout(30)
    page.keyboard.up("ArrowLeft")
    value = explorer.value(GAMMA)
    result = first(gamma=value)
    explorer.shows(result)
    expect(page.locator(".headline b")).to_have_text(f"{result.vsi:.2f}")
    expect(page).to_have_url(re.compile(rf"gamma={value:g}(&|$)"))
    explorer.rested()
    assert counts[f"to {STREAM}"] == 1
    # Away and back: the number is that of where it ends.
    there = (value - 1) / 9
    drag(explorer, GAMMA, [there, there + 0.2, there + 0.3, there + 0.1, there])
    assert explorer.value(GAMMA) == value
    explorer.rested()
    explorer.shows(result)
    expect(page.locator(".headline b")).to_have_text(f"{result.vsi:.2f}")
    expect(page.locator(".strip .score b")).to_have_text(f"{result.vsi:.4f}")
    expect(page.locator("html")).not_to_have_attribute("data-hand", "moves")


def test_a_link_that_is_gone_back_to_in_the_middle_of_a_drag_is_what_is_shown(
    watched, first
):
    explorer, page = watched.explorer, watched.page
    explorer.press(SLIDERS["beta"], "ArrowRight")
    expect(page).to_have_url(re.compile("beta=41"))
    explorer.rested()
    drag(explorer, GAMMA, [16 / 36, 20 / 36, 24 / 36, 30 / 36], up=False)
    page.evaluate("history.back()")
    expect(page).to_have_url(f"{explorer.address}/")
    page.mouse.up()
    explorer.rested()
    explorer.shows(first(gamma=explorer.value(GAMMA)))
    expect(page.locator("html")).not_to_have_attribute("data-hand", "moves")


@pytest.mark.slow
def test_a_late_answer_greys_the_number_and_a_lost_socket_leaves_it_to_streamlit(
    served, visitor, first
):
    explorer = visitor(served)
    page, counts = explorer.page, listen(explorer)
    sockets, answers = [], []

    def met(socket):
        sockets.append(socket)
        if len(sockets) > 1:  # for good: a proxy that lets none through
            socket.close()
        else:
            socket.connect_to_server().on_message(lambda one: answers.append(one))

    page.route_web_socket(re.compile(LANE), met)
    explorer.open()
    explorer.rested()
    explorer.watch()
    number = page.locator("div", has=page.locator("> .headline"))
    slider = explorer.slider(GAMMA)
    slider.focus()
    page.keyboard.down("ArrowRight")
    expect(number).to_have_class("old")
    assert len(explorer.painted) == 1  # the last exact state
    sockets[0].send(answers.pop())
    explorer.shows(first(gamma=explorer.value(GAMMA)))
    expect(number).not_to_have_class("old")
    page.keyboard.up("ArrowRight")
    explorer.rested()
    sockets[0].close()
    counts.clear()
    drag(explorer, GAMMA, [(16 + step) / 36 for step in range(20)], up=False)
    explorer.moment()
    assert counts[f"to {STREAM}"] > 1
    explorer.shows(first(gamma=explorer.value(GAMMA)))
    page.mouse.up()
    explorer.rested()
    explorer.shows(first(gamma=explorer.value(GAMMA)))
    explorer.complaints.clear()  # on sockets that could not be opened
