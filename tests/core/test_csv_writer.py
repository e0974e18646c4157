"""Tables as CSV: no text becomes a formula, and every text comes back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.csv_writer import csv_line, csv_text, guarded, unguarded

HOSTILE = (
    "=cmd|' /C calc'!A0",
    " =1+1",
    "\t=1",
    "\u00a0+1+1",
    "@x",
    "-x",
    "\rx",
    "\n=1",
    "-1+1",
    "'=1",
)
TEXTS = st.text(st.sampled_from("=+-@'\t\r\n ,;\"x1.") | st.characters(codec="utf-8"))


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a.png", "a=b", "'quoted'", "x-1", "...", "1-2"])
def test_other_texts_stay_as_they_are(text):
    assert guarded(text) == text


def test_numbers_are_not_guarded_as_numbers_or_as_text():
    numbers = [-0.5, float("-inf"), 3, "-0.5", "+2e-3", "-inf", "-.5", "-1,5", None]
    assert csv_line(numbers) == '-0.5,-inf,3,-0.5,+2e-3,-inf,-.5,"-1,5",\n'


def test_names_of_columns_are_guarded_too():
    assert csv_text(("=a", "b"), [(1, "@x")]) == "'=a,b\n1,'@x\n"


@given(TEXTS)
def test_the_guard_is_undone(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).lstrip().startswith("=")


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2)))
def test_a_table_comes_back_as_it_was(rows):
    text = csv_text(("a", "b"), rows)
    found = [list(map(unguarded, row)) for row in csv.reader(io.StringIO(text, ""))]
    assert found == [["a", "b"], *rows]
