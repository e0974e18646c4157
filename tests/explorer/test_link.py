from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as hs

from core.recognizability.parameters import CONSTANTS, Parameters
from explorer.pair import derived
from explorer.pair import link_fields as link
from explorer.pair.link_fields import FIELDS, Number, Text, Word, parse, write
from explorer.pair.sources import Origin, in_digits

EXAMPLES = {
    "plain_file": "0" * 16,
    "encrypted_file": "f" * 16,
    "plain_white": "4095",
    "encrypted_white": "0.5",
    "pin": "12.5,7",
}
NUMBERS = [name for name, field in FIELDS.items() if isinstance(field, Number)]


@pytest.mark.parametrize("name", CONSTANTS)
def test_both_ends_of_the_slider_of_a_constant_are_values_of_it(name):
    field = link.number(name)
    for value in (field.low, field.start, field.high):
        assert getattr(Parameters(**{name: value}), name) == value


def first_screen():
    return {name: link.first(name) for name in FIELDS}


def values_of(field):
    if isinstance(field, Word):
        return hs.sampled_from(field.words)
    if isinstance(field, Text):
        return hs.from_regex(field.pattern, fullmatch=True).filter(
            lambda text: len(text) <= field.longest
        )
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
        Text: lambda field: EXAMPLES.get(name, "another"),
        Number: lambda field: field.low if field.start == field.high else field.high,
    }
    value = others[type(FIELDS[name])](FIELDS[name])
    assert list(write(first_screen() | {name: value})) == [name]


def test_what_is_not_chosen_is_not_in_the_link():
    assert write({"alpha": None, "unheard": 3}) == {}


def test_files_of_the_command_line_are_not_in_the_link():
    assert write({"plain": link.OPENED, "encrypted": link.OPENED}) == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plain_file", "0123456789ABCDEF"),
        ("plain_file", "../../etc/passwd"),
        ("encrypted_file", "0" * 15),
        ("plain_white", "0"),
        ("plain_white", "-1"),
        ("plain_white", "nan"),
        ("plain_white", "1e9"),
        ("encrypted_white", "0.0"),
        ("encrypted_white", "4095 "),
        ("pin", "1"),
        ("pin", "-1,2"),
        ("pin", "1,2,3"),
        ("pin", "nan,nan"),
    ],
)
def test_text_of_another_shape_is_left_out(name, text):
    assert parse({name: text}) == {}


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("text", ["", "x", "nan", "inf", "-inf", "1e9", "-1", "0x5"])
def test_what_is_no_number_in_range_is_left_out(name, text):
    assert parse({name: text}) == {}


@pytest.mark.parametrize("name", NUMBERS)
def test_both_ends_of_a_range_are_in_it_and_a_step_further_is_not(name):
    field = link.number(name)
    for value in (field.low, field.high):
        assert parse({name: f"{value:g}"}) == {name: value}
    for value in (field.low - field.step, field.high + field.step):
        assert parse({name: f"{value:g}"}) == {}


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("gamma", "5.1", 5.0),
        ("gamma", "5.2", 5.25),
        ("alpha", "0.1234567", 0.1235),  # every side of a block has an alpha
        ("beta", "39.7", 40.0),
        ("level", "2.4", 2.0),
    ],
)
def test_a_number_between_two_steps_becomes_the_nearer_one(name, text, value):
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


def test_a_link_from_before_there_was_cropping_still_resizes():
    assert parse({"resize": "yes"}) == {"fit": "resize"}
    assert parse({"resize": "yes", "fit": "crop"}) == {"fit": "crop"}
    assert parse({"resize": "no"}) == {}


@pytest.mark.parametrize("white", [1.0, 0.1, 4095.0, 65535.0, 2.0**32 - 1, 2.0**64])
def test_a_white_is_the_same_number_after_it_was_in_a_link(white):
    read = parse({"plain_white": in_digits(white)})["plain_white"]
    assert float(read) == white


def test_a_link_to_a_picture_names_the_white_that_was_set(source, photo):
    origin = Origin(file="deep.png", white=4095.0)
    deep = replace(source(photo, "a1" * 32), origin=origin)
    made = replace(
        deep, digest=f"{deep.digest}-x", origin=replace(origin, scheme="etc")
    )
    assert link.pair_fields(deep, made)["plain_white"] == "4095"
    assert "encrypted_white" not in link.pair_fields(deep, made)
    other = replace(deep, digest="b2" * 32)
    assert link.pair_fields(deep, other)["encrypted_white"] == "4095"


def test_a_link_to_a_cropped_pair_says_so_whichever_was_cropped(source, photo):
    small, large = source(photo[:64], "s"), source(photo, "l")
    for pair in (
        derived.fitted(large, small, "crop"),
        derived.fitted(small, large, "crop"),
    ):
        assert link.pair_fields(*pair)["fit"] == "crop"
    assert "fit" not in link.pair_fields(small, small)
