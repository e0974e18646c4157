"""What a release says of itself: its version from one place, and its changelog."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from core.versions import versions

ROOT = Path(__file__).parents[1]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
    "version"
]
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
PARTS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")


def test_what_is_installed_says_the_version_of_the_one_place():
    assert versions()["showthrough"] == VERSION


def test_the_version_is_written_in_one_place():
    listed = subprocess.run(
        ["git", "ls-files", "*.py", "*.toml", "*.cff", "*.js", "*.service"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode:
        pytest.skip("no clone: the list of files is git's")
    written = re.compile(rf"(?<![\d.]){re.escape(VERSION)}(?![\d.])")
    found = [
        name
        for name in listed.stdout.splitlines()
        if written.search((ROOT / name).read_text("utf-8"))
    ]
    assert found == ["pyproject.toml"]


def test_the_changelog_has_the_form_of_keep_a_changelog():
    opening, *releases = re.split(r"^## ", CHANGELOG, flags=re.MULTILINE)
    assert opening.startswith("# Changelog\n")
    assert "keepachangelog.com" in opening
    assert releases[0].startswith("[Unreleased]\n")
    for release in releases[1:]:
        assert re.match(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d\n", release)
    for release in releases:
        _, *parts = re.split(r"^### ", release, flags=re.MULTILINE)
        names = [part.partition("\n")[0] for part in parts]
        assert names == [name for name in PARTS if name in names]
        for part in parts:
            entries = part.partition("\n")[2]
            assert re.fullmatch(r"\n(- .+\n(  .+\n)*)+\n?", entries)


def test_a_version_that_was_released_stands_in_the_changelog():
    released = re.findall(r"^## \[(\d[\d.]*)\]", CHANGELOG, re.MULTILINE)
    assert VERSION in released or f"\nThis will be {VERSION}" in CHANGELOG
