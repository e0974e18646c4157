"""What comes along: constraints that fit, and what a page and scripts say of it."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
SCRIPTS = ("lowest", "pythons", "audit", "bill")


@pytest.fixture(scope="module")
def versions(loaded):
    return loaded(ROOT / ".ci" / "versions.py")


@pytest.fixture(scope="module")
def weight(loaded):
    return loaded(ROOT / "docs" / "weight.py")


def test_constraints_satisfy_what_the_project_asks_for(versions):
    lines = versions.FILE.read_text("utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if not line.startswith("#"))
    assert list(pins) == sorted(pins)
    for requirement in versions.declared(extras=True):
        pinned = pins.get(canonicalize_name(requirement.name))
        assert pinned, f"{requirement.name}: python .ci/versions.py known"
        assert requirement.specifier.contains(pinned), f"{requirement} and {pinned}"


def test_every_dependency_has_a_lowest_version(versions):
    lines = versions.lowest().splitlines()
    assert len(lines) == len(versions.PROJECT["dependencies"])
    assert all(re.fullmatch(r"[\w-]+==\d+(\.\d+)*", line) for line in lines)


def test_the_page_weighs_every_dependency_and_says_what_it_is_for(versions, weight):
    rows = re.findall(
        r"^\| ([\w-]+) \| \d+ \| \d+ \| .* \| (.+) \|$",
        weight.PAGE.read_text("utf-8"),
        re.MULTILINE,
    )
    assert dict(rows) == weight.wanted()
    assert {canonicalize_name(r.name) for r in versions.declared(extras=False)} == {
        name for name, _ in rows
    }


@pytest.mark.parametrize("name", SCRIPTS)
def test_an_optional_script_can_be_read_by_bash_and_is_in_the_page(name):
    script = ROOT / ".ci" / name
    done = subprocess.run(["bash", "-n", script], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert os.access(script, os.X_OK)
    assert f".ci/{name}" in (ROOT / "docs" / "installation.md").read_text("utf-8")
