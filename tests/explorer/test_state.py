import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as hs

from explorer import state
from explorer.state import FIELDS, Number, Text, Word, parse, write

NUMBERS = [name for name, field in FIELDS.items() if isinstance(field, Number)]


def first_screen():
    return {name: state.first(name) for name in FIELDS}


def values_of(field):
    if isinstance(field, Word):
        return hs.sampled_from(field.words)
    if isinstance(field, Text):
        return hs.text(max_size=field.longest)
    steps = round((field.high - field.low) / field.step)
    return hs.integers(0, steps).map(
        lambda step: round(field.low + step * field.step, 9)
    )


@given(
    hs.fixed_dictionaries({name: values_of(field) for name, field in FIELDS.items()})
)
def test_a_link_restores_every_choice(values):
    assert first_screen() | parse(write(values)) == values


@pytest.mark.parametrize("name", FIELDS)
def test_the_first_screen_is_not_in_the_link(name):
    assert write(first_screen()) == {}
    others = {
        Word: lambda field: field.words[-1],
        Text: lambda field: "another",
        Number: lambda field: field.high,
    }
    value = others[type(FIELDS[name])](FIELDS[name])
    assert list(write(first_screen() | {name: value})) == [name]


def test_what_is_not_chosen_is_not_in_the_link():
    assert write({"alpha": None, "unheard": 3}) == {}


@pytest.mark.parametrize("word", [state.UPLOAD, state.OPENED])
def test_pixels_and_files_of_a_visitor_are_not_in_the_link(word):
    assert write({"plain": word, "encrypted": word}) == {}


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("text", ["", "x", "nan", "inf", "-inf", "1e9", "-1", "0x5"])
def test_what_is_no_number_in_range_is_left_out(name, text):
    assert parse({name: text}) == {}


@pytest.mark.parametrize("name", NUMBERS)
def test_both_ends_of_a_range_are_in_it_and_a_step_further_is_not(name):
    field = state.number(name)
    for value in (field.low, field.high):
        assert parse({name: f"{value:g}"}) == {name: value}
    for value in (field.low - field.step, field.high + field.step):
        assert parse({name: f"{value:g}"}) == {}


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("gamma", "5.1", 5.0),
        ("gamma", "5.2", 5.25),
        ("alpha", "0.1234567", 0.125),
        ("beta", "39.7", 40.0),
        ("level", "2.4", 2.0),
    ],
)
def test_a_number_between_two_steps_is_the_one_that_the_slider_shows(name, text, value):
    assert parse({name: text}) == {name: value}


@pytest.mark.parametrize(
    "name", [name for name, field in FIELDS.items() if isinstance(field, Word)]
)
@pytest.mark.parametrize("text", ["", "no-such-word", "C4 ", "<b>"])
def test_an_unknown_word_is_left_out(name, text):
    assert parse({name: text}) == {}


def test_a_long_text_is_cut():
    assert parse({"key": "k" * 5000}) == {"key": "k" * 100}


def test_unknown_names_are_left_out():
    assert parse({"utm_source": "x", "seed": "1"}) == {}


@pytest.fixture
def session(monkeypatch):
    """A visitor's session, opened by a bare link."""
    values = {"start": {"alpha": 0.2}}
    monkeypatch.setattr(st, "session_state", values)
    return values


@pytest.mark.parametrize(
    "held",
    [
        None,
        {},
        {"value": None},
        {"value": "0.3"},
        {"value": [0.3]},
        {"value": 0.6},
        {"value": -1},
        {"value": float("nan")},
        {"value": float("inf")},
    ],
)
def test_a_slider_that_says_nothing_usable_stands_where_it_began(session, held):
    session["alpha"] = held
    assert state.slider("alpha", "alpha") == 0.2


def test_a_slider_says_where_it_is_and_where_it_rested(session):
    session["alpha"] = {"value": 0.3, "settled": 0.25}
    assert state.slider("alpha", "alpha") == 0.3
    assert state.slider("alpha", "alpha", "settled") == 0.25


@pytest.mark.parametrize(
    ("held", "point"),
    [
        (None, None),
        ({}, None),
        ({"pin": None}, None),
        ({"pin": [3]}, None),
        ({"pin": "ab"}, None),
        ({"pin": [3, 4.5]}, (3.0, 4.5)),
    ],
)
def test_the_pin_is_a_point_or_nothing(session, held, point):
    session[state.VIEW_KEY] = held
    assert state.pinned() == point


def test_an_uploaded_file_is_read_once_and_forgotten_for_the_next(session):
    reads = []
    for file in ("one", "one", "two", "two", "one"):
        state.read_once("role", file, lambda file=file: reads.append(file) or file)
    assert reads == ["one", "two", "one"]
