"""The head of Compare: a sentence that is true, and a ring for each encryption."""

import re
from itertools import pairwise

import pytest

from explorer.compare.comparison import Encryption
from explorer.compare.head import heading_names, words
from explorer.figures.gauge import Mark
from explorer.figures.head import head
from explorer.figures.rings import Ring, rings_gauge
from explorer.pair.candidates import Entry, of_scheme

NOISE = Mark.of_noise([0.7, 0.75, 0.8])


def rings(*scores, noise=NOISE, names=()):
    return [
        Ring(number=n, name=names[n - 1] if names else f"S{n}", vsi=vsi, noise=noise)
        for n, vsi in enumerate(scores, 1)
    ]


def said(*scores, waiting=0, end=2.0, **more):
    return words(rings(*scores, **more), waiting=waiting, end=end)


def test_it_says_what_hides_most_and_what_shows_most():
    number, heading, line = said(1.5, 0.912, 1.98)
    assert (number, heading) == (0.912, "S2 hides most: 0.91.")
    assert line == "S3 shows most: 1.98. Noise scores 0.70 to 0.80 on these pictures."


def test_nothing_hides_most_where_several_cannot_be_told_from_noise():
    number, heading, line = said(1.98, 0.75, 0.6)
    assert (number, heading) == (1.98, "S1 shows most: 1.98.")
    assert line.startswith("This score cannot tell 2 and 3 from noise.")
    _, heading, line = said(0.72, 0.6)
    assert heading == "This score cannot tell either of them from noise."
    assert "other indices may still find" in line


def test_each_is_held_against_its_own_noise():
    lower = Mark.of_noise([0.5, 0.6])
    both = [*rings(0.7), Ring(number=2, name="blur", vsi=0.65, noise=lower)]
    _, heading, line = words(both, waiting=0, end=2.0)
    assert heading == "blur shows most: 0.65."
    assert "cannot tell 1 from noise" in line
    html = rings_gauge(both, 2.0)
    assert re.findall(r'<span( class="within")? style[^>]*>(\d)', html) == [
        (' class="within"', "1"),
        ("", "2"),
    ]
    assert "noise scores 0.50 to 0.80" in html


def test_until_noise_is_known_it_only_says_what_scores_how_much():
    _, heading, line = said(1.98, 0.68, noise=None)
    assert heading == "S1 scores most: 1.98."
    assert line == "S2 scores least: 0.68. What noise scores is being measured."


def test_while_scores_are_on_their_way_it_says_so_and_has_no_number():
    number, heading, line = said(1.98, waiting=2)
    assert number is None
    assert heading == "The scores are on their way."
    assert line == "1 of 3 is ready."


def test_equal_scores_share_their_place():
    assert said(1.5, 1.5)[1] == "They all score alike: 1.50."
    assert said(1.5, 0.91, 0.91)[1] == "2 and 3 hide most: 0.91."


def test_one_alone_has_a_score_and_asks_for_another():
    _, heading, line = said(1.2)
    assert heading == "S1 scores 1.20."
    assert line.startswith("Add another to compare it with.")


def test_with_the_order_upside_down_nothing_hides_or_shows_most():
    _, heading, line = said(0.1, 0.4, end=None)
    assert heading == "S1 scores least: 0.10."
    assert "upside down" in line


@pytest.mark.parametrize(
    ("name", "verb"),
    [
        ("Blocks of 64 shuffled", "show"),
        ("7 low bit planes masked", "show"),
        ("PEID enc07 (bottom 8 of 8 planes)", "shows"),
        ("Gaussian blur", "shows"),
        ("planes.png", "shows"),
    ],
)
def test_the_verb_follows_the_name(name, verb):
    _, _, line = said(1.5, 0.9, names=(name, "S2"))
    assert line.startswith(f"{name} {verb} most: 1.50.")


def encryption(number, entry, name, detail):
    return Encryption(number=number, entry=entry, name=name, detail=detail, source=None)


def test_names_are_short_and_told_apart():
    label = "PEID enc09: chaos pseudorandom generator"
    levels = [
        encryption(n, of_scheme("peid-09", n), label, f"block side {n} · reconstructed")
        for n in (1, 2)
    ]
    file = encryption(3, Entry(kind="file", name="0"), "a: b.png", "")
    assert heading_names([levels[0], file]) == ["PEID enc09", "a: b.png"]
    assert heading_names(levels) == [
        "PEID enc09 (block side 1)",
        "PEID enc09 (block side 2)",
    ]
    assert heading_names([file, encryption(4, file.entry, "a: b.png", "")]) == [
        "a: b.png (3)",
        "a: b.png (4)",
    ]


def test_numbers_of_eight_rings_never_overlap():
    html = rings_gauge(rings(*[1.67] * 8), 2.0)
    at = [float(x) for x in re.findall(r'<span style="left: ([\d.]+)%', html)]
    assert all(b - a >= 12 - 0.01 for a, b in pairwise(at))
    assert min(at) >= 0
    assert max(at) <= 100


def test_names_cannot_reach_into_the_head():
    html = rings_gauge(rings(1.0, names=("<img src=x>",)), 2.0)
    html += head(1.0, "<script>", "<b>x", end=2.0)
    assert not re.search(r"<(img|script|b>x)", html)
    assert "of 2" in html
