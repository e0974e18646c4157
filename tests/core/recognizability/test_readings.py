"""Readings are named where they are decided, and where they are tested."""

import re
from pathlib import Path

from core.recognizability.readings import READINGS

ROOT = Path(__file__).parents[3]


def named_in(room: str) -> set[str]:
    """Keys in brackets after `Reading:`, in all files of a folder."""
    texts = (path.read_text("utf-8") for path in (ROOT / room).rglob("*.py"))
    return {key for text in texts for key in re.findall(r"Reading: \(([\w-]+)\)", text)}


def test_every_reading_is_named_in_the_code_that_it_decides() -> None:
    assert named_in("core") - {"key"} == READINGS.keys()


def test_every_reading_is_named_in_a_test() -> None:
    assert named_in("tests") == READINGS.keys()
