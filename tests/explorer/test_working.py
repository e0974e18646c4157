import re
from secrets import token_hex

import pytest

import core
from core.recognizability.form import Form
from explorer.explore.waiting import duration, working
from explorer.pair import evaluation
from explorer.pair.sources import Source


def pair(*images):
    """Sources that nobody has looked at yet."""
    return [Source(title="a file", digest=token_hex(32), luma=luma) for luma in images]


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


def test_a_large_picture_is_said_to_be_looked_at_first():
    assert "Looking at 48 megapixels, then comparing blocks, about 18 seconds…" in (
        working(126, 18, 48_000_000)
    )
    assert "Comparing 81 × 81 blocks" in working(81, 0.5, 524_288)


def test_the_note_waits_before_it_shows_and_moves_nothing():
    html = working(1521, 1)
    assert re.search(r"animation: working [\d.]+s 0\.3s forwards", html)
    assert "position: fixed" in html
    assert 'role="status"' in html


@pytest.mark.parametrize("border", ["crop", "pad"])
@pytest.mark.parametrize("alpha", [0.02, 0.1, 0.33, 0.5])
def test_blocks_are_counted_as_the_core_counts_them(alpha, border, photo, shuffled):
    parameters = core.Parameters(alpha=max(alpha, 0.03))
    wait = evaluation.expected_wait(
        *pair(photo, shuffled), Form(parameters=parameters, border=border)
    )
    result = core.visual_security_index(photo, shuffled, parameters, border=border)
    assert wait.blocks == result.match.size


def test_small_blocks_odd_exponents_and_a_new_pair_take_longer(photo, shuffled):
    images = pair(photo, shuffled)

    def seconds(**constants):
        parameters = core.Parameters(**constants)
        return evaluation.expected_wait(*images, Form(parameters=parameters)).seconds

    assert evaluation.expected_wait(*images, Form()).pixels == (2 * photo.size)
    new = seconds()
    evaluation.evaluate(*images, Form())
    assert evaluation.expected_wait(*images, Form()).pixels == 0
    assert new > seconds() > 0
    assert seconds(alpha=0.05) > seconds(alpha=0.1)
    assert seconds(gamma=4.75) > seconds(gamma=5)
