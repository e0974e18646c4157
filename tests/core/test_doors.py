"""Whatever bytes, names or arrays come in: documented errors alone come out."""

import random
from pathlib import Path
from types import FunctionType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import core
from core.image import ImageError
from core.image.errors import LONGEST, shortened

FUZZ = Path(__file__).parents[1] / "fuzz"


@pytest.fixture(scope="module")
def doors(loaded):
    """The doors, each a function of bytes that fails on any other error."""
    return loaded(FUZZ / "doors.py")


CASES = [
    (path.parent.name, path.name) for path in sorted((FUZZ / "corpus").glob("*/*"))
]


@pytest.mark.slow
@pytest.mark.parametrize(("door", "name"), CASES, ids=map("/".join, CASES))
def test_a_file_of_the_corpus_gives_a_result_or_a_documented_error(doors, door, name):
    doors.DOORS[door]((FUZZ / "corpus" / door / name).read_bytes())


def test_every_door_has_a_corpus(doors):
    assert {door for door, _ in CASES} == set(doors.DOORS)


@pytest.mark.parametrize("door", ["image", "table"])
@given(seed=st.integers(0, 2**32))
def test_a_mutated_file_does_too(doors, door, seed):
    rng = random.Random(seed)
    data = doors.mutated(rng.choice(doors.seeds(door)).read_bytes(), rng)
    doors.DOORS[door](data)


@pytest.mark.slow
@pytest.mark.parametrize("door", ["matlab", "excel"])
def test_mutated_databases_do_too(doors, door):
    rng = random.Random(1)
    for path in doors.seeds(door):
        for _ in range(5):
            doors.DOORS[door](doors.mutated(path.read_bytes(), rng))


@given(data=st.binary(max_size=200))
def test_bytes_of_no_kind_do_too(doors, data):
    for door in ("image", "table", "scores"):
        doors.DOORS[door](data)


@given(data=st.binary(min_size=8, max_size=40))
def test_arrays_of_any_type_and_shape_do_too(doors, data):
    doors.DOORS["array"](data)


@given(data=st.binary(min_size=8, max_size=40))
def test_arrays_of_any_type_and_shape_get_an_answer_or_a_documented_error(doors, data):
    doors.DOORS["question"](data)


def test_every_public_function_has_a_door():
    functions = {
        name for name in core.__all__ if isinstance(getattr(core, name), FunctionType)
    }
    text = (FUZZ / "doors.py").read_text()
    assert not {name for name in functions if f"core.{name}(" not in text} - {"fit"}
    assert "fit(" in text


@given(text=st.text(max_size=40))
def test_any_text_does_too_where_a_name_is_expected(doors, text):
    doors.DOORS["names"](text.encode("utf-8", "surrogatepass"))


@given(said=st.text(max_size=2000))
def test_a_message_keeps_its_beginning_and_end_and_has_400_characters_at_most(said):
    short = shortened(said)
    assert len(short) <= LONGEST
    assert (short == said) == (len(said) <= LONGEST)
    assert short.startswith(said[:150])
    assert short.endswith(said[-150:])


def test_a_file_with_a_long_name_is_named_by_its_ends(tmp_path):
    with pytest.raises(ImageError) as caught:
        raise ImageError("a" * 5000 + " is no image")
    assert str(caught.value).startswith("aaa")
    assert str(caught.value).endswith("... is no image".removeprefix("... "))
