"""What the head of Tune says of a sweep."""

import pytest

from explorer.tune.verdict import constant_words, level_words, name_of, points

NOISE = {"vsi": 0.75, "low": 0.7, "high": 0.8, "draws": 19}


def rows(scores, noise=NOISE):
    found = {f"{n}": {"vsi": vsi, "side": 10 * n} for n, vsi in enumerate(scores, 1)}
    if noise:
        found |= {f"{n} noise": noise for n in range(1, len(scores) + 1)}
    return found


def said(*scores, variable="alpha", count=None, noise=NOISE):
    values = [float(n) for n in range(1, len(scores) + 1)]
    found = points(rows(scores, noise), values, name_of(variable))
    return constant_words(variable, found, count or len(scores))


def levels(*scores, count=None, noise=NOISE):
    values = [float(n) for n in range(1, len(scores) + 1)]
    found = points(rows(scores, noise), values, lambda value, _: f"{value:g}")
    return level_words(found, count or len(scores))


def test_it_says_which_value_shows_least_and_which_most():
    assert said(1.7, 1.54, 1.6) == (
        "Blocks of 20 px show least: 1.54.",
        "Blocks of 10 px show most: 1.70. All values are above noise.",
    )
    heading, _ = said(1.7, 1.5, variable="beta")
    assert heading == "A bandwidth (β) of 2 shows least: 1.50."
    heading, _ = said(1.7, 1.5, variable="gamma")
    assert heading == "An exponent (γ) of 2 shows least: 1.50."


def test_what_hardly_moves_the_score_shows_nothing_least():
    heading, _ = said(1.68, 1.675, variable="beta")
    assert heading == "The bandwidth (β) hardly matters: 1.68."


def test_values_within_noise_are_named():
    heading, line = said(1.7, 0.8, 0.6)
    assert heading == "Blocks of 30 px show least: 0.60."
    assert line.endswith("At 2 and 3 this score cannot tell it from noise.")
    assert said(0.5, 0.8)[0] == "At no value does it score more than noise."


def test_before_all_is_known_it_says_how_much_is():
    assert said(1.7, count=5) == (
        "The sweep is not complete yet.",
        "1 of 5 values are known.",
    )
    assert said(1.7, 1.5, count=5)[1].endswith("2 of 5 values are known.")
    assert said(1.7, 1.5, noise=None)[1].endswith(
        "What noise scores is being measured."
    )
    assert levels(0.5, 0.7, count=6)[0] == "The sweep is not complete yet."


@pytest.mark.parametrize(
    ("scores", "heading", "line"),
    [
        (
            (0.7, 0.75, 1.2, 1.5),
            "Levels 1 to 2 score no more than noise.",
            "From level 3 on more shows: 1.20 and above.",
        ),
        (
            (0.7, 1.2, 1.1),
            "Level 1 scores no more than noise.",
            "From level 2 on more shows. Level 1 scores 0.70, level 2 scores 1.20.",
        ),
        (
            (0.7, 1.2, 0.8),
            "Levels 1 and 3 score no more than noise.",
            "Level 1 scores 0.70, level 2 scores 1.20.",
        ),
        (
            (1.2, 1.5),
            "At every level more shows than in noise.",
            "Level 1 scores 1.20, level 2 scores 1.50.",
        ),
        (
            (0.7, 0.8),
            "No level scores more than noise.",
            "Level 1 scores 0.70, level 2 scores 0.80.",
        ),
        (
            (0.7,),
            "The only level scores no more than noise.",
            "Level 1 scores 0.70.",
        ),
    ],
)
def test_it_says_from_which_level_on_more_shows_than_noise(scores, heading, line):
    assert levels(*scores) == (heading, line)


def test_levels_wait_for_noise_before_any_is_said_to_be_above_it():
    heading, line = levels(0.7, 1.2, noise=None)
    assert heading == "Level 1 scores least: 0.70."
    assert "being measured" in line
