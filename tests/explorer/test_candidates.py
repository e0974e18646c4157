"""The encryptions of Compare: what a link says of them, and the ready sets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.encryption import SCHEMES
from explorer.pair.candidates import (
    FEWEST,
    FIRST,
    MOST,
    Entry,
    of_scheme,
    parsed,
    presets,
    written,
)

KEYED = [key for key, scheme in SCHEMES.items() if scheme.keyed]

schemes = st.builds(
    of_scheme,
    st.sampled_from(KEYED),
    st.integers(1, 6),
    st.text(max_size=20),
)
samples = st.builds(
    Entry, kind=st.just("sample"), name=st.sampled_from(["shuffle-64", "itself"])
)
files = st.builds(
    Entry,
    kind=st.just("file"),
    name=st.from_regex("[0-9a-f]{16}", fullmatch=True),
    white=st.sampled_from([None, 1.0, 0.5, 4095.0, 2.0**32 - 1]),
)


@given(st.lists(schemes | samples | files, min_size=1, max_size=MOST))
def test_a_link_gives_back_the_entries_that_it_was_written_from(entries):
    assert list(parsed(written(entries))) == entries


@given(st.lists(schemes, min_size=1, max_size=MOST))
def test_a_link_is_written_in_printable_characters_alone(entries):
    text = written(entries)
    assert text.isascii()
    assert text.isprintable()
    assert " " not in text


def test_a_link_can_say_that_there_is_none():
    assert parsed(written([])) == ()
    assert written([]) != ""


@given(st.text(max_size=60))
def test_whatever_a_link_says_is_read_without_an_error(text):
    assert all(isinstance(entry, Entry) for entry in parsed(text))


def test_the_written_form_is_short_and_stays_what_it_is():
    entries = (
        of_scheme("peid-09", 3),
        of_scheme("etc", 2, "a.b~c"),
        of_scheme("blur", 2, "a key that it has not"),
        Entry(kind="sample", name="shuffle-64"),
        Entry(kind="file", name="0123456789abcdef"),
    )
    assert written(entries) == (
        "peid-09.3~etc.2.a%2Eb%7Ec~blur.2~shuffle-64~file.0123456789abcdef"
    )


@pytest.mark.parametrize(
    "part",
    ["", "rot13.1", "peid-09.0", "peid-09.7", "peid-09.x", "peid-09.²", "file.xyz"],
)
def test_what_makes_no_sense_is_left_out_and_the_rest_is_read(part):
    assert parsed(f"blur.2~{part}~etc.1") == (of_scheme("blur", 2), of_scheme("etc", 1))


def test_no_more_are_read_than_are_compared():
    assert len(parsed("~".join(["blur.1"] * 20))) == MOST


def test_a_level_that_a_scheme_lacks_becomes_its_weakest():
    assert of_scheme("aes-ecb", 4).level == 1
    assert of_scheme("blur", -3).level == 1


def test_every_ready_set_can_be_compared_and_linked_to():
    sets = presets()
    assert FIRST in sets.values()
    for entries in sets.values():
        assert FEWEST <= len(entries) <= MOST
        assert list(parsed(written(entries))) == list(entries)


def test_peids_six_identified_schemes_are_a_ready_set_and_no_stand_in_is():
    (entries,) = (e for name, e in presets().items() if "identified" in name)
    assert [entry.name for entry in entries] == [
        "peid-01",
        "peid-02",
        "peid-03",
        "peid-06",
        "peid-07",
        "peid-09",
    ]


@pytest.mark.parametrize("white", ["0", "x", "-1", "1e9", "nan", ""])
def test_a_white_that_is_none_leaves_the_file(white):
    file = Entry(kind="file", name="0123456789abcdef")
    assert parsed(f"file.0123456789abcdef.{white}") == (file,)
