"""Parts of figures, and the blocks that a click on them leads to."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

import core
from explorer.figures.leak import distances, jumps
from explorer.figures.matches import middle, pinned_block
from explorer.figures.near_or_far import contribution_by_distance, near_or_far
from explorer.figures.ranks import ranks
from explorer.figures.selection import by_turns, picked
from explorer.figures.shares import degree_histogram, shares


def parts(html):
    """Pick and words of every part of a chart that leads somewhere."""
    return [
        (part.attrib["data-pick"], part.findtext("title"))
        for drawing in re.findall(r"<svg viewBox.*?</svg>", html, re.DOTALL)
        for part in ElementTree.fromstring(drawing).iter()
        if "data-pick" in part.attrib
    ]


@pytest.mark.parametrize("figure", [near_or_far, shares])
def test_every_part_says_how_many_blocks_it_leads_to(figure, result):
    found = parts(figure(result))
    assert found
    for pick, words in found:
        count = len(picked(result, pick))
        said = re.search(r", (\d+) blocks?$", words)
        assert said, words
        assert int(said.group(1)) == count >= 1
        assert re.match(r".+: \d+\.\d% of (RD|the weight)", words), words


def test_bars_together_lead_to_every_block_that_counts(result):
    counting = set(np.flatnonzero(result.contribution.ravel() > 0).tolist())
    leading = {"distance": set(), "degree": set()}
    for figure in (near_or_far, shares):
        for pick, _ in parts(figure(result)):
            kind = pick.split()[0]
            if kind in leading:
                blocks = set(picked(result, pick))
                assert not blocks & leading[kind]
                leading[kind] |= blocks
    assert leading["distance"] == counting
    assert leading["degree"] == set(range(result.match.size))


def test_a_pick_stands_for_its_blocks_the_strongest_first(result):
    contribution = result.contribution.ravel()
    for distance, share in enumerate(contribution_by_distance(result)):
        blocks = picked(result, f"distance {distance}")
        assert (distances(result)[blocks] == distance).all()
        assert contribution[blocks].sum() == pytest.approx(share)
        assert (np.diff(contribution[blocks]) <= 0).all()
    down, right = jumps(result)[int(contribution.argmax())].tolist()
    blocks = picked(result, f"jump {down} {right}")
    assert blocks[0] == contribution.argmax()
    assert (jumps(result)[blocks] == [down, right]).all()
    counts = [len(picked(result, f"degree {bar}")) for bar in range(20)]
    assert np.array(counts) / result.match.size == pytest.approx(
        degree_histogram(result, weighted=False)
    )


@pytest.mark.parametrize(
    "pick",
    ["", "block", "block x", "block 4096", "block -1", "block 1 2", "jump 1", "row 3",
     "distance 99", "degree 20", "jump 99 99", "<b>", "block 1\n2"],
)  # fmt: skip
def test_what_is_no_pick_leads_nowhere(pick, result):
    assert picked(result, pick) == []


def test_clicks_go_through_blocks_by_turns():
    assert by_turns([], 3) is None
    assert by_turns([5, 2, 8], None) == 5
    assert by_turns([5, 2, 8], 3) == 5
    assert [by_turns([5, 2, 8], pin) for pin in (5, 2, 8)] == [2, 8, 5]
    assert by_turns([5], 5) == 5


def test_a_block_is_pinned_in_its_middle(result):
    for block in range(result.match.size):
        assert pinned_block(result, middle(result, block)) == block


def test_where_nothing_is_recognised_only_degrees_lead_to_blocks():
    black, white = np.zeros((64, 64)), np.full((64, 64), 255.0)
    result = core.visual_security_index(black, white)
    assert parts(near_or_far(result)) == []
    assert [pick for pick, _ in parts(shares(result))] == ["degree 0"]
    assert picked(result, "distance 0") == []


def test_dots_tell_their_numbers(result):
    drawings = re.findall(
        r"<svg viewBox.*?</svg>", shares(result) + ranks(result, 3, 5), re.DOTALL
    )
    dots = [
        dot.findtext("title")
        for drawing in drawings
        for dot in ElementTree.fromstring(drawing).iter("circle")
        if "role" in ElementTree.fromstring(drawing).attrib
    ]
    assert f"RD of the picture, {result.rd:.3f}" in dots
    assert any(re.match(r"Rank 5: sim \d\.\d{3}$", words) for words in dots)
    assert any(words.startswith("Its own place: rank ") for words in dots)
    assert all(dots)
