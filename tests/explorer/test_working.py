import re

import pytest

import core
from explorer import compute
from explorer.figures.working import duration, working


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "less than a second"),
        (0.99, "less than a second"),
        (1.2, "about 1 second"),
        (1.6, "about 2 seconds"),
        (12.4, "about 12 seconds"),
    ],
)
def test_a_wait_is_said_in_round_numbers(seconds, words):
    assert duration(seconds) == words
    assert f"Comparing 1,521 × 1,521 blocks, {words}…" in working(1521, seconds)


def test_the_note_waits_before_it_shows_and_moves_nothing():
    html = working(1521, 1)
    assert re.search(r"animation: working [\d.]+s 0\.3s forwards", html)
    assert "position: fixed" in html
    assert 'role="status"' in html


@pytest.mark.parametrize("border", ["crop", "pad"])
@pytest.mark.parametrize("alpha", [0.02, 0.1, 0.33, 0.5])
def test_blocks_are_counted_as_the_core_counts_them(alpha, border, photo, shuffled):
    parameters = core.Parameters(alpha=max(alpha, 0.03))
    blocks, _ = compute.expected_seconds(photo.shape, parameters, border)
    result = core.visual_security_index(photo, shuffled, parameters, border=border)
    assert blocks == result.match.size


def test_small_blocks_and_odd_exponents_take_longer():
    def seconds(**constants):
        return compute.expected_seconds(
            (512, 512), core.Parameters(**constants), "crop"
        )[1]

    assert seconds(alpha=0.03) > seconds(alpha=0.1) > 0
    assert seconds(gamma=4.75) > seconds(gamma=5)
