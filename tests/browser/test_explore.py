"""What a visitor does on Explore, and what the canvas then shows."""

import re
import time
from itertools import count

import numpy as np
import pytest
from playwright.sync_api import expect

import core
from core.bit_planes import shared_planes
from explorer.figures.bit_planes import plane_share, plane_words
from explorer.pair.sweeps import SLIDERS
from explorer.theme.overlays import OF_PIXELS, OVERLAYS

pytestmark = pytest.mark.browser

SCREEN = {"width": 1400, "height": 1050}


@pytest.fixture
def explorer(returning):
    """One page for the whole file: each test begins on the first screen."""
    return returning


def test_the_first_screen_shows_the_score_of_a_sample(explorer, first):
    result = first()
    explorer.shows(result)
    strip = explorer.page.locator(".strip .score b")
    expect(strip).to_have_text(f"{result.vsi:.4f}")
    expect(explorer.page.locator(".headline b")).to_have_text(f"{result.vsi:.2f}")
    # It takes keys of its own, and is described to those who do not see it.
    expect(explorer.canvas).to_have_role("application")
    expect(explorer.canvas).to_have_accessible_name("Pictures and matches")
    expect(explorer.canvas).to_have_accessible_description(
        re.compile(rf"VSI {result.vsi:.3f}\..*Arrow keys move a pin")
    )
    assert explorer.page.title().startswith(f"{result.vsi:.2f} Astronaut, blocks")


@pytest.mark.slow
@pytest.mark.parametrize("name", SLIDERS)
def test_keys_move_a_slider_by_a_step_and_one_click_goes_back_to_the_paper(
    name, explorer, first
):
    before = explorer.value(SLIDERS[name])
    value = explorer.press(SLIDERS[name], "ArrowRight")
    assert value > before
    explorer.shows(first(**{name: value}))
    value = explorer.press(SLIDERS[name], "ArrowLeft", "ArrowLeft", "ArrowLeft")
    assert value < before
    explorer.shows(first(**{name: value}))
    expect(explorer.page).to_have_url(re.compile(rf"{name}={value:g}(&|$)"))
    paper = re.compile(rf"{SLIDERS[name]}: back to the paper's")
    explorer.page.get_by_role("button", name=paper).click()
    explorer.shows(first())
    expect(explorer.page).to_have_url(f"{explorer.address}/")


def drag(explorer, name, seconds, start=0.15, end=0.85):
    """Drag a slider's thumb along its track; the button is still down."""
    box = explorer.slider(name).bounding_box()
    y = box["y"] + box["height"] / 2
    mouse, begin = explorer.page.mouse, time.monotonic()
    mouse.move(box["x"] + start * box["width"], y)
    mouse.down()
    while (share := (time.monotonic() - begin) / seconds) < 1:
        mouse.move(box["x"] + (start + share * (end - start)) * box["width"], y)
        explorer.page.wait_for_timeout(16)
    mouse.move(box["x"] + end * box["width"], y)


@pytest.mark.slow
@pytest.mark.parametrize("name", SLIDERS)
def test_a_drag_ends_at_the_score_and_the_link_of_where_it_ends(name, explorer, first):
    drag(explorer, SLIDERS[name], 0.6)
    value = explorer.value(SLIDERS[name])
    result = first(**{name: value})
    explorer.shows(result)
    assert explorer.page.url == f"{explorer.address}/"  # until it rests
    explorer.page.mouse.up()
    expect(explorer.page).to_have_url(re.compile(rf"{name}={value:g}(&|$)"))
    explorer.shows(result)


def test_the_score_follows_the_hand_during_a_drag(explorer, patience):
    # How soon depends on the machine; that it does not wait for the release does not.
    explorer.watch()
    box = explorer.slider(SLIDERS["alpha"]).bounding_box()
    y = box["y"] + box["height"] / 2
    explorer.page.mouse.move(box["x"] + 0.15 * box["width"], y)
    explorer.page.mouse.down()
    until = time.monotonic() + patience
    for step in count():
        share = 0.15 + 0.7 * abs((step / 180) % 2 - 1)
        explorer.page.mouse.move(box["x"] + share * box["width"], y)
        explorer.page.wait_for_timeout(16)
        if len(set(explorer.painted)) >= 15 or time.monotonic() > until:
            break
    painted = explorer.painted
    explorer.page.mouse.up()
    assert len(set(painted)) >= 15


def test_components_and_readings_are_a_click_away(explorer, first):
    explorer.unfold("Parts of the index")
    for preset in ("C1", "C2", "C3", "C4"):
        explorer.switch("Components of Table 3", preset)
        explorer.shows(first(components=getattr(core.Components, preset)))
    explorer.switch("Pixels outside the grid", "mirror")
    explorer.shows(first(border="pad"))
    explorer.switch("Mean over the blocks (Eq. 6)", "as printed")
    explorer.shows(first(border="pad", pooling="printed"))
    explorer.switch("Pixels outside the grid", "leave out")
    explorer.shows(first(pooling="printed"))


def test_the_numbers_of_a_pinned_block_are_one_key_away(explorer, first):
    explorer.page.set_viewport_size({**SCREEN, "height": 800})
    below = explorer.part("below")
    expect(below).to_be_hidden()
    explorer.canvas.click(position=explorer.spot(20, first()))
    explorer.pinned(20)
    expect(below).to_be_visible()
    heading = explorer.page.get_by_role("heading", name="This block")
    expect(heading).not_to_be_in_viewport()
    explorer.page.keyboard.press("Tab")
    expect(below).to_be_focused()
    explorer.page.keyboard.press("Enter")
    expect(heading).to_be_focused()
    # A step under way draws it anew: the focus stays with it.
    heading.evaluate("heading => heading.replaceWith(heading.cloneNode(true))")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    header = explorer.page.get_by_test_id("stHeader").bounding_box()
    explorer.still(heading)  # it glides there
    assert heading.bounding_box()["y"] >= header["y"] + header["height"]
    explorer.page.set_viewport_size(SCREEN)


def test_every_overlay_is_drawn_with_its_legend_and_its_reading(explorer, first):
    looks = []
    for overlay in list(OVERLAYS.values())[:0:-1]:
        explorer.layer(overlay.label)
        expect(explorer.part("legend .title")).to_have_text(overlay.title)
        reading = overlay.reading
        if overlay.key in OF_PIXELS:  # the plain picture has colour
            reading += " Of brightness alone: that is what the index sees."
        expect(explorer.part("reading")).to_have_text(reading)
        explorer.new_look(looks)  # the picture before stays until the next has come
    expect(explorer.part("low")).to_have_text("0.0 %")
    most = first().contribution.max()
    expect(explorer.part("high")).to_have_text(f"{100 * most:.1f} %")

    # By key, fast, round and back.
    explorer.canvas.focus()
    keys = list(OVERLAYS)
    for name, key in (
        ("o", keys[2]),
        ("oo", keys[4]),
        ("OOOOO", keys[-1]),
        ("oo", keys[1]),
    ):
        for letter in name:
            explorer.page.keyboard.press(f"Shift+{letter}" if letter == "O" else letter)
        expect(explorer.part("legend .title")).to_have_text(OVERLAYS[key].title)
        chosen = explorer.page.get_by_role(
            "button", name=OVERLAYS[key].label, exact=True
        )
        expect(chosen).to_have_attribute("aria-pressed", "true")
    expect(explorer.part("spoken")).to_contain_text(OVERLAYS[keys[1]].title)
    # A second click takes the layer away, and its legend with it.
    explorer.layer(OVERLAYS[keys[1]].label)
    expect(explorer.part("legend")).to_be_hidden()
    expect(explorer.page).to_have_url(re.compile(r"/(\?(?!.*overlay).*)?$"))


@pytest.mark.slow
def test_a_bit_plane_is_chosen_by_key_and_stays_in_the_link(explorer, visitor, sample):
    page = explorer.page
    camera = sample("camera")
    scheme = core.SCHEMES["planes-low"]
    explorer.open("/?plain=camera&encrypted=make&scheme=planes-low&level=3")
    shared = shared_planes(camera, scheme.encrypt(camera, level=3, key="showthrough"))
    box = explorer.canvas.bounding_box()
    explorer.layer("Bits")
    expect(explorer.canvas).to_have_attribute("data-plane", "8")
    assert explorer.canvas.bounding_box() == box  # what chooses comes below it
    shares = [plane_share(plane) for plane in shared]
    expect(explorer.part("planes .share")).to_have_text(shares)
    assert shares[:4] == ["100 %"] * 4
    looks = []
    explorer.canvas.focus()
    for plane in shared:
        expect(explorer.canvas).to_have_attribute("data-plane", str(plane.number))
        expect(explorer.part("plane b")).to_have_text(plane_words(plane))
        explorer.new_look(looks)
        page.keyboard.press(">")
    expect(page).to_have_url(re.compile(r"[?&]overlay=bits&.*plane=1(&|$)"))
    page.keyboard.press("<")
    expect(page).to_have_url(re.compile(r"[?&]plane=2(&|$)"))
    other = visitor(explorer.address)
    other.open(page.url.removeprefix(explorer.address))
    expect(other.canvas).to_have_attribute("data-plane", "2")
    expect(other.part("plane b")).to_have_text(plane_words(shared[6]))
    page.go_back()
    expect(explorer.canvas).to_have_attribute("data-plane", "1")


PIXELS = """([canvas, x, y]) => {
  const ratio = canvas.width / canvas.clientWidth;
  const at = [x * ratio, y * ratio].map(Math.round);
  return [...canvas.getContext("2d").getImageData(...at, 1, 1).data].slice(0, 3);
}"""


@pytest.mark.slow
def test_without_overlay_and_arrows_the_images_themselves_are_seen(
    explorer, first, sample
):
    result = first()
    explorer.open_view()
    explorer.switch("Pictures in", "What the index sees")
    explorer.page.keyboard.press("Escape")
    panels = {"plain": "astronaut", "encrypted": "astronaut_shuffle64"}
    for side, stem in panels.items():
        luma = sample(stem)
        for block in (0, 22, 40, 66):
            row, column = divmod(block, result.degree.shape[1])
            middle = (
                int((row + 0.5) * result.side),
                int((column + 0.5) * result.side),
            )
            around = luma[middle[0] - 3 : middle[0] + 4, middle[1] - 3 : middle[1] + 4]
            spot = explorer.spot(block, result, side)
            explorer.page.wait_for_function(
                f"""([canvas, x, y, low, high]) => {{
                  const colour = ({PIXELS})([canvas, x, y]);
                  return colour.every((v) => v === colour[0] && v >= low && v <= high);
                }}""",
                arg=[
                    explorer.canvas.element_handle(),
                    spot["x"],
                    spot["y"],
                    float(around.min()) - 1,
                    float(around.max()) + 1,
                ],
            )


# The pin.

BLOCK = 38


def equation(explorer, number):
    return explorer.page.locator(
        ".block-detail .equations p", has_text=f"Eq. {number} "
    )


def test_a_click_pins_a_block_and_opens_its_numbers(explorer, first):
    result = first()
    explorer.canvas.click(position=explorer.spot(BLOCK, result))
    explorer.pinned(BLOCK)
    match = result.match.ravel()[BLOCK]
    expect(equation(explorer, "2")).to_contain_text(
        f"= {result.sim_a[BLOCK, match]:.4f}"
    )
    expect(equation(explorer, "3")).to_contain_text(
        f"= {result.sim_s[BLOCK, match]:.4f}"
    )
    expect(equation(explorer, "4, 1")).to_contain_text(
        f"= {result.degree.ravel()[BLOCK]:.4f}"
    )
    expect(equation(explorer, "5")).to_contain_text(
        f"= {result.weight.ravel()[BLOCK]:.4f}"
    )
    expect(explorer.page.locator(".block-detail img")).to_have_count(11)
    explorer.layer("Recognizability")
    expect(explorer.part("reading")).to_contain_text(
        "sim of the pinned block with every encrypted block"
    )


@pytest.mark.slow
def test_arrow_keys_move_the_pin_inside_the_grid_and_escape_lifts_it(explorer, first):
    result = first()
    strongest = int(result.contribution.argmax())
    columns = result.degree.shape[1]
    explorer.canvas.focus()
    explorer.page.keyboard.press("ArrowDown")
    explorer.pinned(strongest)
    row, column = divmod(strongest, columns)
    for key, (down, right) in {
        "ArrowUp": (-1, 0),
        "ArrowLeft": (0, -1),
        "ArrowDown": (1, 0),
        "ArrowRight": (0, 1),
    }.items():
        row = min(max(row + down, 0), result.degree.shape[0] - 1)
        column = min(max(column + right, 0), columns - 1)
        explorer.page.keyboard.press(key)
        explorer.pinned(row * columns + column)
    place = f"Block in row {row + 1}, column {column + 1} of the plain picture"
    expect(explorer.page.locator(".block-detail .equations")).to_contain_text(place)
    explorer.page.keyboard.press("Escape")
    explorer.pinned(None)
    expect(explorer.page.locator(".block-detail")).to_have_count(0)

    rows = result.degree.shape[0]
    for key in ["ArrowUp"] * (rows + 1) + ["ArrowLeft"] * (columns + 1):
        explorer.page.keyboard.press(key)
    explorer.pinned(0)
    for key in ["ArrowDown"] * (rows + 1) + ["ArrowRight"] * (columns + 1):
        explorer.page.keyboard.press(key)
    explorer.pinned(rows * columns - 1)


def test_the_detail_is_that_of_the_pin_however_fast_it_moves(explorer, first):
    # Streamlit may take a block that was open a moment ago for known to the browser.
    columns = first().degree.shape[1]
    explorer.canvas.click(position=explorer.spot(BLOCK, first()))
    for turn in range(8):
        for key in ("ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown"):
            explorer.page.keyboard.press(key, delay=20 * (turn % 4))
            explorer.page.wait_for_timeout(25 * (turn % 3))
    explorer.page.keyboard.press("ArrowRight")
    explorer.pinned(BLOCK + 1)
    row, column = divmod(BLOCK + 1, columns)
    expect(explorer.page.locator(".block-detail .equations")).to_contain_text(
        f"Block in row {row + 1}, column {column + 1} of the plain picture"
    )


def test_hovering_shows_a_block_s_numbers_without_a_round_trip(explorer, first):
    result = first()
    explorer.shows(result)
    explorer.rested()
    before = explorer.sent
    explorer.canvas.hover(position=explorer.spot(BLOCK, result))
    row, column = divmod(BLOCK, result.degree.shape[1])
    tip = explorer.part("tip")
    expect(tip).to_contain_text(f"Block at row {row + 1}, column {column + 1} is ")
    expect(tip).to_contain_text(
        f"Recognizable degree {result.degree.ravel()[BLOCK]:.3f}: "
    )
    expect(tip).to_contain_text(
        f"{100 * result.contribution.ravel()[BLOCK]:.1f} % of the score"
    )
    match = int(result.match.ravel()[BLOCK])
    explorer.canvas.hover(position=explorer.spot(match, result, "encrypted"))
    count = ((result.match == match) & (result.degree > 0)).sum()
    expect(tip).to_contain_text(f"best match of {count} plain block")
    explorer.page.mouse.move(5, 5)
    expect(tip).to_contain_text("Point at any block")
    assert explorer.sent == before
    explorer.pinned(None)


# All that is painted over the plain picture, as one number.
PLAIN_HALF = """canvas => {
  const half = [0.49 * canvas.width, canvas.height];
  const { data } = canvas.getContext("2d").getImageData(0, 0, ...half);
  return data.reduce((sum, level, i) => (sum * 31 + level * (i % 97)) % 1000003, 0);
}"""


def test_clicks_on_the_encrypted_side_pin_the_blocks_that_match_there_by_turns(
    explorer, first
):
    result = first()
    # Four digits of it travel, and of equal ones the first comes first.
    match, contribution = result.shown.ravel(), result.contribution.ravel().round(4)
    counts = np.bincount(match, minlength=match.size)
    most = int(counts.argmax())
    sources = sorted(np.flatnonzero(match == most), key=lambda b: -contribution[b])
    assert len(sources) > 2
    explorer.layer("Arrows")
    tip = explorer.part("tip")
    for source in (*sources, sources[0]):
        explorer.canvas.click(position=explorer.spot(most, result, "encrypted"))
        explorer.pinned(int(source))
        expect(tip).to_contain_text(
            f"best match of {len(sources)} plain blocks, one of which is kept"
        )
    # One that nothing matches says so, and leaves the pin and all arrows.
    explorer.page.keyboard.press("Escape")
    explorer.canvas.focus()
    explorer.page.keyboard.press("Escape")
    explorer.pinned(None)
    explorer.page.mouse.move(5, 5)
    expect(tip).to_contain_text("Point at any block")
    look = explorer.canvas.evaluate(PLAIN_HALF)
    none = explorer.spot(int(counts.argmin()), result, "encrypted")
    explorer.canvas.click(position=none)
    expect(tip).to_contain_text("no plain block has its best match here")
    explorer.pinned(None)
    assert explorer.canvas.evaluate(PLAIN_HALF) == look


def test_a_click_on_the_pinned_block_or_beside_the_grid_lifts_the_pin(explorer, first):
    spot = explorer.spot(BLOCK, first())
    detail = explorer.page.locator(".this-block.head")
    cards = explorer.page.locator(".checks")
    back = explorer.page.get_by_role("button", name="All checks")
    # The strip under the last row fills no whole block.
    beside = {"x": spot["x"], "y": explorer.canvas.bounding_box()["height"] - 3}
    for lift in (spot, beside):
        explorer.canvas.click(position=spot)
        explorer.pinned(BLOCK)
        expect(detail).to_be_visible()
        explorer.canvas.click(position=lift)
        explorer.pinned(None)
        expect(detail).to_have_count(0)
    # The cards give way to the block, and come back with a button too.
    explorer.canvas.click(position=spot)
    expect(detail).to_contain_text("Match 1 of 81")
    expect(cards).to_have_count(0)
    back.click()
    explorer.pinned(None)
    expect(detail).to_have_count(0)
    expect(cards).to_be_visible()


def test_the_pin_stays_at_its_place_when_blocks_change_their_size(explorer, first):
    result = first()
    explorer.canvas.click(position=explorer.spot(BLOCK, result))
    explorer.pinned(BLOCK)
    row, column = divmod(BLOCK, result.degree.shape[1])
    x, y = (column + 0.5) * result.side, (row + 0.5) * result.side
    value = explorer.press(SLIDERS["alpha"], *["ArrowRight"] * 6)
    larger = first(alpha=value)
    explorer.shows(larger)
    block = int(y // larger.side) * larger.degree.shape[1] + int(x // larger.side)
    explorer.pinned(block)
    expect(equation(explorer, "4, 1")).to_contain_text(
        f"= {larger.degree.ravel()[block]:.4f}"
    )


def test_the_pin_stays_when_the_encrypted_image_changes(explorer, first, sample):
    explorer.canvas.click(position=explorer.spot(BLOCK, first()))
    explorer.pinned(BLOCK)
    explorer.choose("Encrypted picture", "7 low bit planes masked")
    result = core.visual_security_index(
        sample("astronaut"), sample("astronaut_lowbits7")
    )
    explorer.shows(result)
    explorer.pinned(BLOCK)
    expect(equation(explorer, "4, 1")).to_contain_text(
        f"= {result.degree.ravel()[BLOCK]:.4f}"
    )


def test_the_found_grid_brings_the_picture_back_piece_by_piece(served, visitor):
    explorer = visitor(served, reduced_motion="no-preference").open()
    found = explorer.part("found")
    expect(found).to_contain_text("Block grid found: 64 px from (0, 0)")
    before = explorer.canvas.get_attribute("data-vsi")
    found.get_by_role("button", name="Use it").click()
    expect(found).to_contain_text("Using the found grid: 64 px from (0, 0)")
    expect(explorer.canvas).to_have_attribute("data-right", "reassembled")
    expect(explorer.canvas).not_to_have_attribute("data-vsi", before)
    expect(explorer.page).to_have_url(re.compile(r"side=64.*right=reassembled"))
    # On the way the pieces lie elsewhere than at the end, and Escape leads there.
    explorer.canvas.focus()
    look = "canvas => canvas.toDataURL()"
    explorer.page.keyboard.press("r")
    expect(explorer.canvas).to_have_attribute("data-right", "encrypted")
    revision = explorer.revision
    explorer.page.keyboard.press("r")
    explorer.repainted(revision)
    way = explorer.canvas.evaluate(look)
    explorer.page.keyboard.press("Escape")
    explorer.rested()
    end = explorer.canvas.evaluate(look)
    assert way != end
    assert explorer.canvas.evaluate(look) == end
    found.get_by_role("button", name="Back to 52 px").click()
    expect(explorer.canvas).to_have_attribute("data-vsi", before)


@pytest.mark.slow
def test_turned_pieces_are_offered_turned_back_and_left_again(served, visitor):
    explorer = visitor(served).open("/?encrypted=make&scheme=etc&side=64")
    turns = explorer.part("turns")
    expect(turns).to_contain_text("Pieces are turned: turned back, 0.30 more shows")
    vsi = explorer.canvas.get_attribute("data-vsi")
    turns.get_by_role("button", name="Turn them back").press("Enter")
    expect(turns).to_contain_text("Pieces turned back: VSI 1.99 in this search")
    expect(explorer.canvas).to_have_attribute("data-right", "reassembled")
    expect(explorer.page).to_have_url(re.compile(r"turned=yes.*right=reassembled"))
    # The number on the canvas stays the paper's.
    expect(explorer.canvas).to_have_attribute("data-vsi", vsi)
    explorer.canvas.focus()
    explorer.page.keyboard.press("r")
    explorer.page.keyboard.press("ArrowRight")
    expect(explorer.part("said")).to_contain_text("in the search over turned pieces")
    turns.get_by_role("button", name="Leave them turned").click()
    expect(turns).to_contain_text("Pieces are turned")
    expect(explorer.page).not_to_have_url(re.compile("turned="))
    expect(explorer.part("said")).to_contain_text("appearance")


def test_the_strongest_matches_are_numbered_until_something_else_is_asked_for(
    explorer, first
):
    explorer.shows(first())
    tip = explorer.part("tip")
    expect(tip).to_contain_text("Strong matches")
    numbered = explorer.canvas.evaluate("canvas => canvas.toDataURL()")
    explorer.layer("Arrows")
    expect(tip).not_to_contain_text("Strong matches")
    expect(explorer.part("note")).to_contain_text("Arrows: from the 20 blocks")
    assert explorer.canvas.evaluate("canvas => canvas.toDataURL()") != numbered
    explorer.layer("Arrows")
    expect(tip).to_contain_text("Strong matches")
    explorer.canvas.hover(position=explorer.spot(22, first()))
    expect(tip).to_contain_text("is found again")
