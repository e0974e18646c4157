"""The cards under the pictures of Explore: what they say, and when they are made."""

import base64
import io
import json
import re
from html import escape

import numpy as np
import pytest
from PIL import Image

import core
from core.indices.information import arrows
from core.indices.key_points import FoundAgain, found_again
from core.information.octaves import OCTAVES
from core.information.words import summary
from core.recognizability.blocks import join, split
from core.recognizability.channels import look_at_all
from core.recognizability.form import Form
from core.recognizability.noise import NoiseBaseline
from explorer.explore.also_checked import (
    block_bits,
    checks,
    colour_card,
    information_card,
    key_points_card,
    lines,
    octave_maps,
)
from explorer.explore.also_checked.scale import scale
from explorer.pair import noise_draws, other_indices, pair_statistics
from explorer.store.memory import MIB, Memory
from explorer.store.results_on_disk import ResultFile
from explorer.store.served_files import PICTURES, SERVED
from explorer.theme.colours import cividis
from explorer.theme.overlays import CARDS

DRAWS = (0.001, 0.002)


@pytest.fixture(scope="module")
def shuffled(photo):
    """The photograph in blocks of 32 that changed places."""
    blocks = split(photo, 32)
    return join(np.random.default_rng(1).permutation(blocks), (3, 4))


@pytest.fixture(scope="module")
def found(photo, shuffled):
    return core.recognizable_information(photo, shuffled)


@pytest.fixture(scope="module")
def points(photo):
    return found_again(photo, photo)


@pytest.fixture
def pair(source, photo, shuffled, monkeypatch):
    fresh, kept = Memory(10 * MIB), ResultFile()
    for module in (checks, noise_draws, other_indices, pair_statistics):
        monkeypatch.setattr(module, "MEMORY", fresh)
    monkeypatch.setattr(noise_draws, "results", lambda: kept)
    return source(photo, "photo of cards"), source(shuffled, "shuffled of cards")


def baseline(found):
    return NoiseBaseline.of(found.value, DRAWS)


def fetched(address):
    name = address.removeprefix(f"{PICTURES}/").rpartition(".")[0]
    return SERVED.get(name).decode()


def pixels(drawing):
    """The cells of a map, RGBA."""
    data = re.findall(r'href="data:image/png;base64,([^"]+)"', drawing)[0]
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))))


def test_the_card_has_both_numbers_the_scale_four_maps_and_the_sentence(found):
    html = information_card.card(found, baseline(found))
    assert f"<b>{found.scaled:.2f}</b> of 2" in html
    assert f"(NRI): {found.value:.4f}" in html
    assert "noise scores 0.20 to 0.25" in html
    captions = re.findall(r"<figcaption>(\w+)</figcaption>", html)
    assert captions == ["coarse", "medium", "fine", "finest"]
    assert escape(summary(found, above_noise=True)) in html
    assert 'class="legend"' in html
    assert 'class="reading"' in html


def test_within_noise_the_card_says_that_it_keeps_no_more_than_noise(found):
    noise = NoiseBaseline.of(found.value, [found.value])
    assert "Keeps no more of the picture than noise would." in information_card.card(
        found, noise
    )


@pytest.mark.parametrize("octave", range(len(OCTAVES)))
def test_a_map_shows_the_cube_root_of_the_share_and_leaves_out_what_had_none(octave):
    flat = np.full((96, 128), 90.0)
    flat[:48, :64] = np.random.default_rng(0).integers(0, 256, (48, 64))
    found = core.recognizable_information(flat, flat / 2)
    share = found.octave_share[octave]
    cells = pixels(octave_maps.octave_map(found, octave))
    known = ~np.isnan(share)
    assert known.any()
    assert not known.all()
    np.testing.assert_array_equal(cells[..., 3] > 0, known)
    np.testing.assert_array_equal(cells[known][:, :3], cividis(np.cbrt(share[known])))


def test_sizes_of_detail_are_told_in_pixels_of_the_picture_itself():
    said = [octave_maps.sizes_in_words(octave, 1) for octave in range(4)]
    assert said == [
        "up to 4 pixels",
        "4 to 8 pixels",
        "8 to 16 pixels",
        "16 to 32 pixels",
    ]
    assert octave_maps.sizes_in_words(3, 2) == "32 to 64 pixels"


def test_a_scale_hatches_noise_and_colours_only_what_lies_above_it():
    html = scale(1.5, 0.5, 1.0)
    assert 'class="noise" style="width: 50.00%"' in html
    assert 'class="shows" style="left: 50.00%; width: 25.00%"' in html
    assert '<b style="left: 75.00%">' in html
    assert "width: 0.00%" in scale(0.7, 0.5, 1.0)


def test_that_more_shows_in_a_thumbnail_is_said_where_it_does(found):
    card = information_card.card(found, baseline(found), found)
    assert "More shows in a thumbnail, which keeps " in card
    assert "thumbnail" not in information_card.card(found, baseline(found))


def drawn_lines(html):
    """Ends of the lines of a drawing, y and x in each picture."""
    path = re.findall(r'<path class="line" d="([^"]*)"', html)[0]
    found = re.findall(r"M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)", path)
    return np.array([[float(y), float(x), float(v), float(u)] for x, y, u, v in found])


def test_lines_lead_to_the_places_that_the_core_found_off_the_grid(found):
    html = information_card.wide(
        found, baseline(found), None, ("a.png", "b.png"), "g.png"
    )
    expected = arrows(found)[: information_card.MOST_ARROWS]
    assert len(expected) > 2
    ends = drawn_lines(html)
    ends[:, 3] -= lines.across(found.size)
    np.testing.assert_allclose(ends, expected, atol=0.06)
    moved = len(arrows(found))
    assert f"{moved} in other places" in html or "all in other places" in html


def test_no_line_is_drawn_where_no_block_shows(photo, noise):
    found = core.recognizable_information(photo, noise)
    assert not found.shows.any()
    html = information_card.wide(
        found, baseline(found), None, ("a.png", "b.png"), "g.png"
    )
    assert "None of 12 blocks shows: noise would hold as much." in html
    assert '<path class="line" d=""/>' in html


def test_the_bits_of_a_block_are_told_octave_by_octave_and_add_up(found):
    strongest = np.unravel_index(found.kept.argmax(), found.kept.shape)
    point = tuple((place + 0.5) * found.side for place in strongest[::-1])
    assert block_bits.block_at(found, point) == strongest
    html = block_bits.block_bits(found, point)
    kept, held = found.kept[strongest], found.held[strongest]
    assert f"{kept:,.0f} of {held:,.0f} bits" in html
    assert f"{found.distance[strongest]:.0f} px away" in html
    rows = re.findall(r"<td>([\d,]+) of ([\d,]+)</td>", html)
    numbers = np.array([[int(n.replace(",", "")) for n in row] for row in rows])
    assert len(rows) == 4
    np.testing.assert_allclose(numbers.sum(axis=0), (kept, held), atol=2.5)


def test_a_pin_at_the_edge_is_in_the_last_block(found):
    rows, columns = found.held.shape
    height, width = found.size
    assert block_bits.block_at(found, (width - 0.5, height - 0.5)) == (
        rows - 1,
        columns - 1,
    )
    assert block_bits.block_at(found, (width + 400.0, -3.0)) == (0, columns - 1)


def test_octaves_of_a_block_add_up_to_its_bits(found):
    np.testing.assert_allclose(found.octave_held.sum(axis=0), found.held)
    np.testing.assert_allclose(found.octave_kept.sum(axis=0), found.kept)


def test_key_points_are_told_as_a_number_as_dots_and_in_a_sentence(points):
    count = len(points.match)
    html = key_points_card.card(points, NoiseBaseline.of(points.value, [0.0]))
    assert f"<b>{len(points.hits)}</b> of {count}" in html
    assert html.count('<circle class="found"') == len(points.hits)
    assert html.count("<circle") == count
    assert f"{count} key points are found again. Noise finds 0 at most." in html
    assert ("So few points say little." in html) == (count < 50)


def test_with_many_key_points_a_dot_stands_for_several(points):
    many = FoundAgain(
        value=0.5,
        plain=np.zeros((900, 2)),
        encrypted=np.zeros((900, 2)),
        match=np.where(np.arange(900) < 450, 0, -1),
        reduction=1,
        size=points.size,
    )
    html = key_points_card.card(many, NoiseBaseline.of(0.5, [0.0]))
    assert html.count("<circle") == 300
    assert html.count('<circle class="found"') == 150
    assert "Each dot is 3 key points" in html


def test_without_key_points_that_is_said():
    flat = np.full((64, 64), 90.0)
    html = key_points_card.card(found_again(flat, flat), NoiseBaseline.of(1, [1]))
    assert "has no key points, so there is nothing to find" in html


def test_every_match_of_key_points_is_a_line(points):
    html = key_points_card.wide(
        points, NoiseBaseline.of(points.value, [0.0]), ("a.png", "b.png")
    )
    ends = drawn_lines(html)
    ends[:, 3] -= lines.across(points.size)
    np.testing.assert_allclose(ends, points.arrows, atol=0.06)
    # And once more for narrow screens, with the encrypted picture below.
    below = drawn_lines(html.partition('<svg class="pair below')[2])
    below[:, 2] -= lines.under(points.size)
    np.testing.assert_allclose(below, points.arrows, atol=0.06)


def test_colour_is_told_by_channel():
    html = colour_card.card({"luma": 1.671}, (), colour_card.GREY)
    assert re.findall(r"<dd>([^<]+)</dd>", html) == ["1.67", "none", "none"]
    assert "The encrypted file is grey." in html
    assert colour_card.NOT_MORE in colour_card.card({"luma": 1, "Cb": 1, "Cr": 1}, ())


def test_colour_opens_with_the_pictures_and_the_noise_of_each_channel(
    source, monkeypatch, pair
):
    rng = np.random.default_rng(4)
    luma, cb, cr = rng.uniform(90, 160, (3, 64, 64)).cumsum(axis=-1) % 70 + 90
    plain = np.stack([luma + cr / 3, luma, luma + cb / 3], axis=-1)
    masked = rng.permutation(luma.ravel()).reshape(luma.shape)
    whole = core.image.ColourPair(
        plain=plain, encrypted=np.stack([masked + cr / 3, masked, masked + cb / 3], -1)
    )
    found = look_at_all(whole, Form(), draws=2, names=colour_card.ROWS)
    assert [channel.name for channel in found.found] == list(colour_card.ROWS)
    pictures = dict.fromkeys(colour_card.ROWS, ("/plain", "/encrypted"))
    html = colour_card.wide(found, pictures, ())
    for channel in found.found:
        noise = channel.noise
        assert f"<b>{channel.vsi:.2f}</b>" in html
        assert scale(channel.vsi, noise.low, noise.high) in html
    first, second = colour_card.small(whole.planes("Cb"))
    assert (first.min(), first.max()) == (0, 255)
    assert first.shape == second.shape == (64, 64)
    # A grey pair has brightness alone.
    monkeypatch.setattr(checks, "DRAWS", 1)
    colour = checks.cards(*pair, Form(), "index")[2]
    assert fetched(colour.wide).count('class="channel"') == 1


def test_settings_of_the_paper_s_index_leave_all_cards_but_colour_as_they_are(pair):
    first, second = (
        checks.cards(*pair, Form(parameters=core.Parameters(beta=beta)), "index")
        for beta in (40, 10)
    )
    changed = [
        one.key for one, other in zip(first, second, strict=True) if one != other
    ]
    assert ["none", *(card.key for card in first if card.wide)] == list(CARDS)
    assert changed == ["colour"]


def test_cards_are_measured_when_asked_for_and_say_what_the_core_says(
    pair, photo, shuffled
):
    information, points, colour, numbers = checks.cards(*pair, Form(), "index")
    assert information.html == checks.MEASURING
    expected = core.noise_baseline(photo, shuffled, index="information")
    found = core.recognizable_information(photo, shuffled)
    assert fetched(information.later) == information_card.card(found, expected)
    assert other_indices.noise("information", *pair).draws == pytest.approx(
        expected.draws, abs=1e-9
    )
    assert "key points are found again" in fetched(points.later)
    vsi = core.visual_security_index(photo, shuffled).vsi
    assert f"<dd>{vsi:.2f}</dd>" in fetched(colour.later)
    entropy = core.statistics(shuffled).entry("entropy").value
    assert f"<dd>{entropy:.2f}</dd>" in fetched(numbers.later)
    for card in (information, points):
        assert '<svg class="pair' in fetched(card.wide)


def test_the_verdict_of_the_page_is_known_once_it_was_measured(pair):
    assert other_indices.known_verdict(*pair) is None
    found = other_indices.verdict(*pair)
    assert found.kind == "above"
    assert other_indices.known_verdict(*pair) == found


def test_a_pair_that_an_index_does_not_take_is_said_and_breaks_nothing(source, pair):
    small = source(np.zeros((20, 20)), "small of cards")
    information = checks.cards(small, small, Form(), "index")[0]
    assert "Not measured: " in fetched(information.later)
    assert other_indices.verdict(small, small) is None


def sent(app):
    """What the row of cards of a page was given."""
    drawn = [each.proto for each in app.get("bidi_component")]
    (one,) = (each for each in drawn if each.component_name == "cards_view")
    return json.loads(one.json)


@pytest.mark.slow
def test_explore_draws_the_cards_and_a_link_opens_one(visit):
    data = sent(visit(card="key-points"))
    assert data["card"] == "key-points"
    assert [card["title"] for card in data["cards"]] == [
        "Information kept",
        "Key points",
        "Colour",
        "Statistics",
    ]


def test_a_pinned_block_comes_with_its_bits(visit):
    keys = [each.proto.id for each in visit(pin="100,100").get("bidi_component")]
    assert any(key.endswith("block_bits") for key in keys)
