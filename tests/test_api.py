"""The documentation of the core in Python: whole, and the same as the docstrings."""

import inspect
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

import core

ROOT = Path(__file__).parents[1]
PICTURES = {"plain", "encrypted", "image", "array", "source", "scores"}
FUNCTIONS = {
    name: getattr(core, name)
    for name in core.__all__
    if inspect.isfunction(getattr(core, name))
}
RECORDS = {
    name: getattr(core, name)
    for name in core.__all__
    if hasattr(getattr(core, name), "__dataclass_fields__")
}
SHAPE = re.compile(r"\(H, W|\(N,|\d × \d|As `(core|scheme)\.|as `core\.|`read_\w+`")
SOURCE = re.compile(
    r"Eqs?\. \d|Section \d|Table \d|Reading:|[Tt]he paper|\b(19|20)\d\d\b|"
    r"[Oo]ur own|with their source"
)


@pytest.fixture(scope="module")
def maker(loaded):
    return loaded(ROOT / "docs" / "api.py")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_that_takes_pictures_says_shapes_errors_source_and_an_example(name):
    function = FUNCTIONS[name]
    said = inspect.getdoc(function) or ""
    assert set(inspect.signature(function).parameters) & PICTURES
    # Parameters that are those of another function stand there.
    assert "\nParameters\n---" in said or "those of `read_image`" in said
    assert re.search(r"\n(Returns|Yields)\n---", said)
    assert "\nRaises\n---" in said or "those of `read_image`" in said
    assert "\nExamples\n---" in said
    assert SHAPE.search(said)
    if not name.startswith(("read_", "as_")):
        assert SOURCE.search(f"{said}\n{sys.modules[function.__module__].__doc__}")


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_says_what_each_of_its_fields_is(name):
    said = inspect.getdoc(RECORDS[name]) or ""
    listed = said.partition("\n---")[2]
    for field in fields(RECORDS[name]):
        if not field.name.startswith("_"):
            line = rf"^[\w, ]*\b{field.name}\b"
            assert re.search(line, listed, re.MULTILINE), field.name


def test_every_public_name_is_listed_with_what_its_docstring_says_first(maker):
    text = (ROOT / "docs" / "api.md").read_text("utf-8")
    assert maker.page(text) == text, "python docs/api.py --list makes it anew"
    assert all(maker.first_paragraph(name).endswith(".") for name in core.__all__)


@pytest.mark.slow
def test_pages_are_made_of_the_docstrings(tmp_path):
    pytest.importorskip("pdoc")
    command = [sys.executable, ROOT / "docs" / "api.py", "-o", tmp_path]
    subprocess.run(command, check=True, capture_output=True)
    page = (tmp_path / "core.html").read_text("utf-8")
    for name in core.__all__:
        assert f'id="{name}"' in page or f'href="core/{name}.html"' in page
    assert "_SupportsArray" not in page
