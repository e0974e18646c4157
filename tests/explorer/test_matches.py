import itertools
import json
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

import core
from explorer.figures.leak import as_alike
from explorer.figures.matches import (
    RANKS,
    block_table,
    describe,
    distinct_matches,
    pinned_block,
    ranked_matches,
    strongest_matches,
    view_data,
)
from explorer.theme.overlays import OVERLAYS, RANGES, OverlayKey

ROUNDED = 0.5e-4  # four digits travel
KEYS = get_args(OverlayKey)


@pytest.fixture(scope="module")
def results(photo, noise, shuffled, result):
    """Results that are easy to get wrong, by name."""
    flat, black, white = (np.full(photo.shape, level) for level in (128.0, 0.0, 255.0))
    index = core.visual_security_index
    return {
        "shuffled": result,
        "identical": index(photo, photo),
        "noise": index(photo, noise),
        "plain constant": index(flat, noise),
        "encrypted constant": index(photo, flat),
        "both constant": index(flat, flat),
        "black and white": index(black, white),
        "one block": index(
            photo[:96, :96], noise[:96, :96], core.Parameters(alpha=0.99)
        ),
        "printed": index(photo, shuffled, pooling="printed"),
        "mirrored": index(photo, shuffled, border="pad"),
        "C1": index(photo, shuffled, components=core.Components.C1),
    }


NAMES = (
    "shuffled",
    "identical",
    "noise",
    "plain constant",
    "encrypted constant",
    "both constant",
    "black and white",
    "one block",
    "printed",
    "mirrored",
    "C1",
)


@pytest.mark.parametrize("overlay", KEYS)
@pytest.mark.parametrize("name", NAMES)
def test_what_travels_is_plain_finite_json(name, overlay, results):
    data = view_data(results[name], overlay, 20, (30.0, 30.0))
    assert json.loads(json.dumps(data, allow_nan=False))["vsi"] == data["vsi"]
    assert data["overlay"]["low"] <= data["overlay"]["high"]
    assert data["overlay"]["title"] == OVERLAYS[overlay].title
    assert data["overlay"]["reading"].startswith(OVERLAYS[overlay].reading)


@pytest.mark.parametrize("overlay", KEYS)
def test_an_overlay_says_where_its_part_is_switched_off(overlay, photo, shuffled):
    off = {
        components: view_data(
            core.visual_security_index(photo, shuffled, components=components),
            overlay,
            20,
            None,
        )["overlay"]["reading"].removeprefix(OVERLAYS[overlay].reading)
        for components in (
            core.Components.C1,
            core.Components.C2,
            core.Components.C3,
            core.Components(structure=False),
        )
    }
    said = [" switched off" in words for words in off.values()]
    assert said == {
        "weight": [True, True, False, False],
        "sim_s": [True, False, False, True],
        "fuzzy": [True, False, False, True],
        "edges": [True, False, False, False],
    }.get(overlay, [False] * 4)


@pytest.mark.parametrize("overlay", KEYS)
@pytest.mark.parametrize("name", NAMES)
def test_colours_run_over_0_to_1_or_over_the_values_of_the_pair(name, overlay, results):
    fixed, own = (
        view_data(results[name], overlay, 20, None, extent)["overlay"]
        for extent in RANGES
    )
    ends = (own["low"], own["high"])
    if overlay not in ("degree", "sim_a", "sim_s") or not fixed["ranges"]:
        assert own == fixed
        return
    assert (fixed["low"], fixed["high"]) == fixed["ranges"]["fixed"] == (0, 1)
    values = block_table(results[name])[overlay]
    assert ends == own["ranges"]["pair"]
    assert own["written"]["pair"] == [f"{end:.2f}" for end in ends]
    assert ends == pytest.approx((values.min(), values.max()), abs=ROUNDED * 1.01)


def test_a_map_of_one_value_has_no_range_of_its_own(results):
    data = view_data(results["both constant"], "degree", 20, None, "pair")
    assert data["overlay"]["ranges"] is None
    assert (data["overlay"]["low"], data["overlay"]["high"]) == (0, 1)
    assert view_data(results["shuffled"], "degree", 20, None)["overlay"]["ranges"]


@pytest.mark.parametrize("name", NAMES)
def test_every_block_travels_with_its_numbers(name, results):
    result = results[name]
    data = view_data(result, "contribution", 20, None)
    assert data["vsi"] == f"{result.vsi:.6f}"
    assert data["grid"] == list(result.degree.shape)
    assert data["side"] == result.side
    assert data["image"] == [*result.edges_plain.shape][::-1]
    assert data["match"] == result.shown.ravel().tolist()
    assert data["as_alike"] == as_alike(result).tolist()
    rows, match = np.arange(result.match.size), result.match.ravel()
    for key, values in {
        "contribution": result.contribution.ravel(),
        "degree": result.degree.ravel(),
        "weight": result.weight.ravel(),
        "sim_a": result.sim_a[rows, match],
        "sim_s": result.sim_s[rows, match],
    }.items():
        np.testing.assert_allclose(data[key], values, atol=ROUNDED * 1.01)
        np.testing.assert_array_equal(block_table(result)[key], values)


@pytest.mark.parametrize("name", [n for n in NAMES if n != "black and white"])
def test_contributions_add_up_to_the_whole(name, results):
    data = view_data(results[name], "contribution", 20, None)
    total = sum(data["contribution"])
    assert total == pytest.approx(1, abs=ROUNDED * len(data["contribution"]))
    assert data["overlay"]["high"] == results[name].contribution.max()


def test_where_nothing_is_recognised_there_are_no_arrows_and_a_range(results):
    data = view_data(results["black and white"], "contribution", 20, None)
    assert data["arrows"] == []
    assert (data["overlay"]["low"], data["overlay"]["high"]) == (0, 1)
    assert "No block is recognised" in data["summary"]


@pytest.mark.parametrize("name", NAMES)
def test_strongest_matches_are_in_order_and_all_add_something(name, results):
    result = results[name]
    contribution = result.contribution.ravel()
    every = strongest_matches(result, 10_000)
    assert sorted(every) == np.flatnonzero(contribution > 0).tolist()
    assert (np.diff(contribution[every]) <= 0).all()
    for count in (0, 1, 5):
        assert strongest_matches(result, count) == every[:count]


def test_of_equal_blocks_the_first_comes_first(results):
    every = strongest_matches(results["both constant"], 10_000)
    assert every == sorted(every)


@pytest.mark.parametrize("overlay", KEYS)
def test_pinned_block_travels_with_its_row_of_similarities(overlay, result):
    point = (2.5 * result.side, 1.5 * result.side)
    pin = pinned_block(result, point)
    assert pin == result.degree.shape[1] + 2
    data = view_data(result, overlay, 20, point)
    table = {"sim_a": result.sim_a, "sim_s": result.sim_s}.get(overlay, result.sim)
    np.testing.assert_allclose(
        data["row"]["values"], table[pin].astype(np.float64), atol=ROUNDED * 1.01
    )
    assert data["row"]["low"] == min(data["row"]["values"])
    assert data["row"]["high"] == max(data["row"]["values"])
    assert data["point"] == point


@pytest.mark.parametrize("overlay", KEYS)
def test_matches_of_the_pinned_block_are_ranked_by_their_similarity(overlay, result):
    point = (2.5 * result.side, 1.5 * result.side)
    pin = pinned_block(result, point)
    assert pin is not None
    row = view_data(result, overlay, 20, point)["row"]
    assert row["order"] == ranked_matches(result, pin)[:RANKS]
    assert row["order"][0] == result.match.flat[pin]
    np.testing.assert_allclose(
        row["ranked"], result.sim[pin, row["order"]], atol=ROUNDED * 1.01
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_encrypted_block_has_one_rank_and_equal_ones_are_in_order(name, results):
    result = results[name]
    for block in range(result.match.size):
        order = ranked_matches(result, block)
        assert sorted(order) == list(range(result.match.size))
        assert order[0] == result.shown.ravel()[block]
        sim = result.sim[block, order[1:]]
        assert (np.diff(sim) <= 0).all()
        equal = np.flatnonzero(np.diff(sim) == 0)
        assert all(order[1 + i] < order[2 + i] for i in equal)
        assert ranked_matches(result, block, 3) == order[:3]


def test_without_a_pin_no_row_travels(result):
    data = view_data(result, "contribution", 20, None)
    assert data["row"] is None
    assert data["point"] is None


def test_every_point_of_a_block_pins_it(result):
    rows, columns = result.degree.shape
    side = result.side
    for block in range(rows * columns):
        row, column = divmod(block, columns)
        for x, y in ((0, 0), (side - 0.01, side - 0.01), (side / 2, 0)):
            point = (column * side + x, row * side + y)
            assert pinned_block(result, point) == block


def test_points_outside_the_grid_pin_nothing(result):
    rows, columns = result.degree.shape
    side = result.side
    outside = [(-0.5, 5), (5, -0.5), (columns * side, 5), (5, rows * side), (1e9, 1e9)]
    assert [pinned_block(result, point) for point in outside] == [None] * 5
    assert pinned_block(result, None) is None


def test_overlays_that_images_are_compared_by_run_from_0_to_1(result):
    for overlay in ("degree", "sim_a", "sim_s", "edges", "fuzzy"):
        data = view_data(result, overlay, 20, None)
        assert (data["overlay"]["low"], data["overlay"]["high"]) == (0, 1)


def test_the_legend_writes_contributions_in_percent_and_bits_without_digits(result):
    written = {
        key: view_data(result, key, 0, None)["overlay"]["written"]["fixed"]
        for key in KEYS
    }
    most = f"{100 * result.contribution.max():.1f} %"
    assert written.pop("contribution") == ["0.0 %", most]
    assert written.pop("bits") == ["0", "1"]
    assert written.pop("weight") == ["0.00", f"{result.weight.max():.2f}"]
    assert set(map(tuple, written.values())) == {("0.00", "1.00")}


def test_the_spoken_sentence_names_the_block_that_contributes_most(result):
    row, column = np.unravel_index(
        result.contribution.argmax(), result.contribution.shape
    )
    to_row, to_column = divmod(int(result.match[row, column]), result.match.shape[1])
    sentence = describe(result)
    assert f"VSI {result.vsi:.3f}" in sentence
    assert f"The block in row {row + 1}, column {column + 1} contributes" in sentence
    assert f"match is in row {to_row + 1}, column {to_column + 1}." in sentence


def test_a_block_that_adds_nothing_has_no_arrow(result):
    contribution = result.contribution.copy()
    contribution.flat[[0, 3, 5]] = 0
    assert not {0, 3, 5} & set(
        strongest_matches(replace(result, contribution=contribution), 10_000)
    )


@pytest.mark.parametrize("name", NAMES)
def test_numbered_matches_can_be_told_apart_and_have_edges(name, results):
    found = distinct_matches(results[name])
    result, columns = results[name], results[name].degree.shape[1]
    assert len(found) <= 3
    assert found == sorted(found, key=strongest_matches(result, 9999).index)
    match = result.shown.ravel()
    for blocks in (found, match[found].tolist()):
        for block, other in itertools.combinations(blocks, 2):
            (row, column), (there, across) = (
                divmod(b, columns) for b in (block, other)
            )
            assert max(abs(row - there), abs(column - across)) > 1
    for block in found:
        assert result.binary_plain[block].any()
        assert result.binary_encrypted[match[block]].any()


def test_a_picture_without_edges_has_no_numbered_match(results):
    assert distinct_matches(results["both constant"]) == []
    assert len(distinct_matches(results["shuffled"])) == 3
