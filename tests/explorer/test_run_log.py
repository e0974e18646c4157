import csv
import io
from dataclasses import replace
from typing import Any

import pytest

import core
from explorer.pair.sources import Origin
from explorer.session.run_log import (
    LIMIT,
    RunLog,
    difference,
    log_csv,
    rows,
    settings_of,
    signed,
)


def settings(**words):
    return {"plain": "a", "α": "0.1", "γ": "5"} | words


@pytest.fixture
def three():
    """A log of three settings."""
    log = RunLog()
    for vsi, changed in ((1.5, {}), (1.25, {"α": "0.2"}), (1.75, {"γ": "4"})):
        log = log.seen(
            settings(**changed), vsi, {k: str(v) for k, v in changed.items()}
        )
    return log


def test_a_row_says_what_changed_against_the_one_before_and_by_how_much(three):
    told = [(run.number, changed, change) for run, changed, change in rows(three)]
    assert told == [
        (1, "", None),
        (2, "α 0.1 → 0.2", -0.25),
        (3, "α 0.2 → 0.1; γ 5 → 4", 0.5),
    ]
    assert three.now == 3


def test_a_setting_that_comes_again_keeps_its_row_with_its_latest_link(three):
    again = three.seen(settings(), 1.5, {"overlay": "edges"})
    assert [run.number for run in again.runs] == [1, 2, 3]
    assert again.now == 1
    assert again.get(1).query == {"overlay": "edges"}


def test_a_log_is_bounded_and_pinned_settings_stay(three):
    log = replace(three.pin("B"), now=1).pin("A")
    for place in range(LIMIT + 10):
        log = log.seen(settings(γ=str(place / 7)), 1, {})
    assert len(log.runs) == LIMIT
    assert [run.number for run in log.runs[:2]] == [1, 3]
    assert log.runs[-1].number == log.now == LIMIT + 13
    assert [run.number for run in log.both()] == [1, 3]


def test_both_are_compared_where_they_differ(three):
    assert three.both() is None
    assert three.pin("A").both() is None
    assert three.pin("A").pin("B").both() is None
    log = replace(three.pin("A"), now=2).pin("B")
    a, b = log.both()
    assert (a.number, b.number) == (3, 2)
    assert difference(a.settings, b.settings) == "α 0.1 → 0.2; γ 4 → 5"
    assert difference(a.settings, a.settings) == "nothing"


def test_settings_tell_everything_that_moves_the_score(source, photo, shuffled):
    pair = source(photo, "p" * 64, "one"), source(shuffled, "e" * 64, "two")
    forms: tuple[dict[str, Any], ...] = (
        {},
        {"parameters": core.Parameters(alpha=0.15)},
        {"parameters": core.Parameters(beta=39)},
        {"parameters": core.Parameters(gamma=4)},
        {"components": core.Components.C2},
        {"border": "pad"},
        {"pooling": "printed"},
    )
    told = [
        settings_of(*pair, core.visual_security_index(photo, shuffled, **form))
        for form in forms
    ]
    for place, one in enumerate(told):
        assert one not in told[:place]
    other = replace(pair[1], digest="f" * 64)
    result = core.visual_security_index(photo, shuffled)
    assert settings_of(pair[0], other, result) != told[0]
    white = replace(pair[1], origin=Origin(file="two", white=4095.0))
    assert "white 4095" in settings_of(pair[0], white, result)["encrypted"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.25, "+0.2500"), (-0.25, "−0.2500"), (0, "0.0000"), (-0.00001, "0.0000")],
)
def test_a_difference_has_its_sign_unless_it_is_nothing(value, text):
    assert signed(value) == text


def test_the_csv_has_every_setting_and_link_and_no_formula(three):
    log = three.seen(settings(plain="=1+1"), 0.5, {"key": "a b&c"})
    table = list(csv.DictReader(io.StringIO(log_csv(log, "http://here/"))))
    assert [float(row["VSI"]) for row in table] == [1.5, 1.25, 1.75, 0.5]
    assert table[1]["change"] == "-0.25"
    assert table[3]["plain"] == "'=1+1"
    assert table[3]["link"] == "http://here/?key=a+b%26c"
    assert log_csv(RunLog(), "").startswith("number,VSI,change,changed,link")
