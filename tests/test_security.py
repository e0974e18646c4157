"""SECURITY.md: each promise names tests, and they are there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROMISES = dict(
    re.findall(r"^\| (?!promise|---)(.+) \| (.+) \|$", text, re.MULTILINE)
    if (text := (ROOT / "SECURITY.md").read_text("utf-8"))
    else ()
)


def functions(path):
    return {
        node.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    }


def test_the_table_is_there():
    assert len(PROMISES) > 10


@pytest.mark.parametrize("promise", PROMISES)
def test_each_promise_names_tests_that_exist(promise):
    named = re.findall(r"`([^`]+)`", PROMISES[promise])
    assert named
    for name in named:
        place, _, function = name.partition("::")
        path = ROOT / place
        assert path.is_dir() if place.endswith("/") else path.is_file(), name
        if function:
            assert function in functions(path), name


def test_the_page_says_what_is_not_promised_and_how_to_report():
    for heading in ("How to report", "What is promised", "What is not promised"):
        assert f"\n## {heading}\n" in text
