"""Whatever a link says, its page is drawn."""

import random

import pytest

from explorer.pair.link_fields import FIELDS, Number, Word

HOSTILE = (
    *(
        "",
        " ",
        "nan",
        "inf",
        "-inf",
        "1e308",
        "0",
        "-1",
        "0x10",
        "\u0669",
        "\u0967\u0968",
    ),
    *(
        "a" * 5000,
        "9" * 5000,
        "\x00",
        "\u202e",
        "\U0001f600",
        "%00",
        "../../etc/passwd",
    ),
    *("<script>alert(1)</script>", "'; DROP TABLE rows; --", "[x](y)", "$x^2$", "\n"),
    *(
        "1,2",
        "1,2,3",
        "5,5,5",
        "0,0,0",
        "..,..,3",
        "1.1.1,2,3",
        "1,2,99999999999999999999",
    ),
    *("99999999999999999999,1", "0,1,1", "~", "~~~~", "file.", "file.ab.0", "itself"),
    *("make", "upload", "opened", "peid-09.99", "zz.1", "shuffle-64", "file.ab~itself"),
    *("__class__", "0.000001", "4096", "-proposed", "srocc,", "a,b", "true", "none"),
)
"""Values that no control writes, and that one of another does."""

OWN = {
    "compare": ("with", "index", "map", "sort", "shown"),
    "learn": (
        "lesson",
        "follow",
        "hide",
        "rank",
        "threshold",
        "shift",
        "apart",
        "bins",
    ),
    "people": ("data", "logistic", "index", "criteria"),
    "tune": ("sweep", "span", "ladder"),
}
"""Fields of the pages' own; all others are drawn by Explore."""


def values(name):
    """Return what is tried as a field's value: its own, its ends, and others."""
    field = FIELDS[name]
    if isinstance(field, Word):
        return (*field.words, *field.words, *HOSTILE)
    if isinstance(field, Number):
        ends = (field.low, field.high, field.high + field.step, field.start)
        return (*map(str, ends * 5), *HOSTILE)
    return HOSTILE


def page_of(name):
    return next((page for page, names in OWN.items() if name in names), "")


def link_around(name):
    """Return a page and a link with a field and three others, the same each time."""
    chance = random.Random(name)
    page = page_of(name)
    others = chance.sample([*FIELDS, *OWN.get(page, ()) * 5], 3)
    return page, {each: chance.choice(values(each)) for each in (*others, name)}


@pytest.mark.slow
@pytest.mark.parametrize("name", FIELDS)
def test_no_value_of_a_field_breaks_its_page(name, session):
    page, link = link_around(name)
    app = session(page, **link)
    assert not app.exception, link


PAIRS = [
    {"plain": "coffee", "encrypted": "shuffle-64"},
    {"plain": "upload", "encrypted": "shuffle-64"},
    {"plain": "coffee", "encrypted": "itself", "fit": "crop"},
    {"plain": "opened", "encrypted": "opened", "encrypted_file": "0" * 16},
]


@pytest.mark.slow
@pytest.mark.parametrize("page", ["", "compare"])
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: " ".join(pair.values()))
def test_no_pair_breaks_a_page(page, pair, session):
    app = session(page, **pair)
    assert not app.exception
