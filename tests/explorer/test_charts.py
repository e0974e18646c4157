import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import numpy as np
import pytest

import core
from explorer.figures.near_or_far import (
    contribution_by_distance,
    contribution_by_jump,
    near_or_far,
)
from explorer.figures.ranks import ranks
from explorer.figures.shares import degree_histogram, running_sum, shares
from explorer.figures.svg import Chart, count_ticks, percent_ticks

FIGURES = {
    "near_or_far": near_or_far,
    "shares": shares,
    "ranks": lambda result: ranks(result, result.match.size - 1, result.match.size),
}


def drawings(html):
    """Every chart with an account of itself, as a tree."""
    found = re.findall(r'<svg viewBox="[^"]*" role="img".*?</svg>', html, re.DOTALL)
    return [ElementTree.fromstring(drawing) for drawing in found]


def words(html):
    heard = []
    parser = HTMLParser()
    parser.handle_data = heard.append
    parser.feed(html)
    return " ".join(heard)


@pytest.fixture(scope="module")
def pairs(photo, shuffled, noise):
    whole, small = core.Parameters(alpha=0.99), core.Parameters(alpha=0.03)
    flat, black = np.full(photo.shape, 128.0), np.zeros(photo.shape)
    return {
        "shuffled": (photo, shuffled, {}),
        "itself": (photo, photo, {}),
        "noise": (photo, noise, {"components": core.Components.C1}),
        "printed": (photo, shuffled, {"pooling": "printed"}),
        "flat": (flat, flat, {}),
        "nothing": (black, np.full(photo.shape, 255.0), {}),
        "one block": (photo[:, :96], photo[:, :96], {"parameters": whole}),
        "small blocks": (photo, shuffled, {"parameters": small}),
        "long": (photo[:32], shuffled[:32], {"border": "pad"}),
    }


@pytest.fixture(scope="module")
def results(pairs):
    return {
        name: core.visual_security_index(plain, encrypted, **words)
        for name, (plain, encrypted, words) in pairs.items()
    }


NAMES = (
    "shuffled", "itself", "noise", "printed", "flat", "nothing", "one block",
    "small blocks", "long",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("figure", FIGURES)
def test_every_chart_is_well_formed_described_and_explained(figure, name, results):
    html = FIGURES[figure](results[name])
    assert "nan" not in words(html)
    assert "inf" not in words(html)
    for drawing in drawings(html):
        assert len(drawing.attrib["aria-label"]) > 20
        left, top, width, height = map(float, drawing.attrib["viewBox"].split())
        for text in drawing.iter("text"):
            if "x" in text.attrib:
                assert left <= float(text.attrib["x"]) <= left + width
                assert top <= float(text.attrib["y"]) <= top + height
        for bar in drawing.iter("rect"):
            assert float(bar.attrib["height"]) >= 0
            assert float(bar.attrib["width"]) > 0
    for caption in re.findall(r"<figcaption>(.*?)</figcaption>", html):
        assert caption.endswith(".")
    assert len(html) < 25_000


@pytest.mark.parametrize("name", NAMES)
def test_no_two_ticks_of_an_axis_stand_on_each_other(name, results):
    for draw in FIGURES.values():
        for drawing in drawings(draw(results[name])):
            places = [
                (float(t.attrib["x"]), float(t.attrib["y"]), len(t.text or ""))
                for t in drawing.iter("text")
                if "x" in t.attrib
            ]
            for i, (x, y, length) in enumerate(places):
                for u, v, other in places[:i]:
                    wide = 6.5 * (length + other) / 2
                    assert abs(y - v) >= 12 or abs(x - u) >= wide, (x, y, u, v)


def test_of_an_image_against_itself_all_of_the_score_is_in_its_own_place(results):
    shares = contribution_by_distance(results["itself"])
    np.testing.assert_allclose(shares, np.eye(len(shares))[0])
    jumps = contribution_by_jump(results["itself"])
    middle = tuple(size // 2 for size in jumps.shape)
    assert jumps[middle] == pytest.approx(1)
    assert "100% of RD comes from the own place" in words(
        near_or_far(results["itself"])
    )


def test_an_image_that_moved_by_two_blocks_is_one_bright_cell(photo):
    moved = np.roll(photo, 32, axis=1)
    result = core.visual_security_index(photo, moved, core.Parameters(alpha=15.5 / 96))
    jumps = contribution_by_jump(result)
    row, column = np.unravel_index(jumps.argmax(), jumps.shape)
    assert (row - jumps.shape[0] // 2, column - jumps.shape[1] // 2) == (0, 2)
    assert contribution_by_distance(result).argmax() == 2


@pytest.mark.parametrize("name", ["shuffled", "noise", "printed", "small blocks"])
def test_shares_add_up_to_the_whole(name, results):
    result = results[name]
    assert contribution_by_distance(result).sum() == pytest.approx(1)
    assert contribution_by_jump(result).sum() == pytest.approx(1)
    for weighted in (True, False):
        assert degree_histogram(result, weighted=weighted).sum() == pytest.approx(1)
    total = running_sum(result)
    assert total[0] == 0
    assert total[-1] == pytest.approx(1)
    assert (np.diff(total) >= 0).all()
    assert (np.diff(total, 2) <= 1e-12).all()


def test_degrees_are_weighted_by_w(result):
    weighted = degree_histogram(result, weighted=True)
    inside = result.degree.ravel() >= 0.95
    share = result.weight.ravel()[inside].sum() / result.weight.sum()
    assert weighted[-1] == pytest.approx(share)


def test_the_ranks_say_how_sure_the_match_is(result):
    block = 13
    html = words(ranks(result, block, 1))
    falling = np.sort(result.sim[block])[::-1]
    close = int((falling >= falling[0] - 0.01).sum())
    assert f"of the best, {falling[0]:.3f}" in html
    assert (f"{close} blocks come" if close > 1 else "No other encrypted block") in html
    own = int((result.sim[block] > result.sim[block, block]).sum()) + 1
    assert f"Its own place is number {own} of {result.match.size}" in html


def test_the_rank_that_is_looked_at_is_marked(result):
    (first,), (third,) = (drawings(ranks(result, 13, rank)) for rank in (1, 3))
    dots = [d.find(".//circle[@class='dot']").attrib for d in (first, third)]
    assert float(dots[1]["cx"]) > float(dots[0]["cx"])
    assert float(dots[1]["cy"]) >= float(dots[0]["cy"])


def test_a_value_has_its_place_between_the_ends_of_its_axis():
    chart = Chart(
        x=(0, 10), y=(0, 1), width=100, height=100, left=20, right=0, top=0, bottom=20
    )
    assert (chart.across(0), chart.across(10)) == (20, 100)
    assert (chart.up(0), chart.up(1)) == (80, 0)


@pytest.mark.parametrize(
    "most", [0.0004, 0.003, 1 + 1e-12, 0.02, 0.11, 0.3, 0.5, 0.87, 1.0]
)
def test_ticks_reach_the_largest_share_and_are_told_apart(most):
    ticks = percent_ticks(most)
    assert ticks[0][0] == 0
    assert ticks[-1][0] >= most - 1e-12
    assert 2 <= len(ticks) <= 6
    assert ticks[-1][0] <= 1
    assert len({text for _, text in ticks}) == len(ticks)


@pytest.mark.parametrize("count", [1, 2, 7, 81, 1521, 4096])
def test_ticks_of_a_count_are_round_and_few(count):
    ticks = count_ticks(count)
    assert ticks[0] == 0
    assert ticks[-1] <= count
    assert len(ticks) <= 6
