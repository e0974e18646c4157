import pytest

from explorer.pair.link_errors import link_errors
from explorer.pair.link_fields import FIELDS, Number, Text, first, parse, write


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ({"alpha": "abc"}, "alpha=abc is no number from 0.02 to 0.5. 0.1 is shown."),
        ({"alpha": "nan"}, "alpha=nan is no number"),
        ({"beta": "-5"}, "beta=-5 is no number from 1 to 100. 40 is shown."),
        ({"border": "mirror"}, "border=mirror is none of crop, pad. crop is shown."),
        ({"plain": "../../etc/passwd"}, "is not known here. astronaut is shown."),
        ({"pin": "a,b"}, "pin=a,b cannot be read. It is left out."),
        (
            {"PLAIN": "camera"},
            "PLAIN=camera is nothing that a link can say. Did it mean plain?",
        ),
        ({"zzz": "1"}, "zzz=1 is nothing that a link can say."),
        (
            {"plain": "camera", "encrypted": "shuffle-64"},
            "encrypted=shuffle-64 does not belong to camera. shuffle-32 is shown.",
        ),
        (
            {"plain": "coffee", "encrypted": "shuffle-64"},
            "encrypted=shuffle-64 does not belong to coffee. It is encrypted here.",
        ),
    ],
)
def test_what_a_link_cannot_have_is_said_with_what_is_shown(link, said):
    (sentence,) = link_errors(link)
    assert said in sentence


def test_a_long_value_is_cut():
    (sentence,) = link_errors({"alpha": "9" * 5000})
    assert len(sentence) < 120


def test_nothing_is_said_of_links_that_the_explorer_writes():
    assert link_errors({}) == []
    values = {
        name: field.high if isinstance(field, Number) else first(name)
        for name, field in FIELDS.items()
        if not isinstance(field, Text)
    }
    link = write(values)
    assert link
    assert link_errors(link) == []
    assert set(parse(link)) == set(link)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"plain": "camera", "plain_white": "4095"}, True),
        ({"plain_white": "4095"}, True),
        ({"plain": "upload", "plain_white": "4095"}, False),
        ({"plain": "upload", "encrypted": "make", "encrypted_white": "1"}, True),
        ({"resize": "yes"}, False),
    ],
)
def test_a_white_for_what_is_no_file_of_one_s_own_is_said(query, said):
    assert (
        any("is for a file of your own" in each for each in link_errors(query)) == said
    )
    assert len(link_errors(query)) == said
