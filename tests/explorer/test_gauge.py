import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import core
from explorer.figures.gauge import Mark, ScoreOnScale, constants, gauge, spread

SCORES = {"itself": 2.0, "shuffled": 1.68, "grey": 0.5}
NOISE = Mark.of_noise([0.7, 0.76, 0.82])
MARKS = (
    *(
        Mark(label=label, about=f"about {label}", vsi=vsi)
        for label, vsi in SCORES.items()
    ),
    NOISE,
)
READING = ScoreOnScale(vsi=1.6723, top=2.0)


def places(html, what):
    return [
        float(left) for left in re.findall(rf'<{what} style="left: ([\d.]+)%"', html)
    ]


def test_score_and_marks_stand_where_their_numbers_are():
    html = gauge(READING, MARKS)
    assert places(html, "b") == [pytest.approx(83.615, abs=0.01)]
    lines = re.findall(r'<line x1="([\d.]+)"', html)
    assert list(map(float, lines)) == [100, 84, 25]
    for label, vsi in SCORES.items():
        assert f"{label}<b>{vsi:.2f}</b>" in html
        assert f"about {label} {vsi:.2f}" in html
    assert "VSI 1.6723." in html
    assert "stale" not in html


def test_it_is_hatched_as_far_as_noise_reaches_and_coloured_from_there_on():
    html = gauge(READING, MARKS)
    assert '<i class="noise" style="width: 41.00%">' in html
    assert '<i class="shows" style="left: 41.00%; width: 42.61%">' in html
    # The bracket begins at the mean of noise and ends at the score.
    assert '<i style="left: 38.00%; width: 45.62%">' in html
    assert "+0.91 above noise" in html
    assert "noise scores 0.70 to 0.82" in html


@pytest.mark.parametrize("vsi", [0.3, 0.75, 0.82])
def test_what_is_not_above_noise_has_no_bracket_and_no_colour(vsi):
    html = gauge(ScoreOnScale(vsi=vsi, top=2.0), MARKS)
    assert 'class="noise"' in html
    assert 'class="shows"' not in html
    assert "above noise" not in html


@given(st.lists(st.floats(0, 100), min_size=0, max_size=4))
def test_labels_never_overlap_never_leave_and_keep_their_order(at):
    found = spread(at)
    assert all(12 - 1e-9 <= place <= 88 + 1e-9 for place in found)
    ordered = [found[i] for i in sorted(range(len(at)), key=at.__getitem__)]
    assert all(b - a >= 24 - 1e-9 for a, b in pairwise(ordered))


def test_a_label_with_room_stands_at_its_mark():
    assert spread([20, 50, 80]) == [20, 50, 80]


def test_marks_of_other_settings_are_greyed_and_said_to_be():
    settings = constants(core.Parameters(alpha=0.125))
    html = gauge(READING, MARKS, settings=settings)
    assert 'class="gauge stale"' in html
    assert "noise scores 0.70 to 0.82 with α 0.125, β 40, γ 5.00" in html
    assert "At α 0.125, β 40, γ 5.00:" in html


def test_without_marks_the_gauge_says_that_noise_is_being_measured():
    html = gauge(READING, ())
    assert not re.search("<i class|<line", html)
    assert "noise is being measured" in html


def test_there_is_no_verdict():
    for html in (gauge(READING, MARKS), gauge(READING, ())):
        assert not re.search("secure|safe|good|bad", html)


@pytest.mark.parametrize(
    ("components", "pooling", "top"),
    [
        (core.Components.C4, "normalised", 2.0),
        (core.Components.C3, "normalised", 1.0),
        (core.Components.C1, "normalised", 1.0),
        (core.Components.C4, "printed", None),
    ],
)
def test_the_scale_ends_where_the_score_can_end(components, pooling, top, photo, noise):
    result = core.visual_security_index(
        photo, noise, components=components, pooling=pooling
    )
    assert ScoreOnScale.of(result) == ScoreOnScale(vsi=result.vsi, top=top)


@pytest.mark.parametrize("vsi", [0.0, 0.15, 0.4, 0.9, 1.7])
def test_without_an_end_the_scale_is_round_and_holds_everything(vsi):
    html = gauge(
        ScoreOnScale(vsi=vsi, top=None), (Mark(label="x", about="x", vsi=0.1),)
    )
    (here,) = places(html, "b")
    assert 0 <= here < 100
    end = float(re.findall(r"<span>([\d.]+)</span></div>", html)[0])
    np.testing.assert_allclose(here, 100 * vsi / end, atol=0.01)


def test_a_gauge_says_through_which_channel_it_is_looked():
    html = gauge(ScoreOnScale(vsi=1.2, top=2, channel="Cb"), MARKS)
    assert "noise scores 0.70 to 0.82 in blue difference (Cb)" in html
    assert 'aria-label="VSI of Cb 1.2000.' in html
