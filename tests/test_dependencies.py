"""Every package that the code imports is declared, in the list that it is meant for."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]
OURS = {"core", "explorer", "grim_images", "screenshots"}
"""The last two: written by a test, and beside what imports it."""

TOOLS = {"dask", "pyright", "pytest-xdist", "ruff"}
"""Declared and imported by nothing: commands, and a plugin of pytest."""


def plain(name: str) -> str:
    """Return a distribution's name as all spellings of it are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(*extras: str) -> set[str]:
    """Return the distributions that a bare installation has, and those of extras."""
    lists = [PROJECT["dependencies"]]
    lists += [PROJECT["optional-dependencies"][extra] for extra in extras]
    return {plain(re.split(r"[ <>=!~;\[]", line)[0]) for each in lists for line in each}


@cache
def distributions() -> Mapping[str, list[str]]:
    """Return the distributions that are installed, by what is imported of them."""
    return packages_distributions()


def imported(folder: str, *, lazily: bool) -> Iterator[tuple[str, str]]:
    """Yield file and distribution of each import; with `lazily`, in functions too."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        module = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(module) if lazily else module.body:
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for name in {name.partition(".")[0] for name in names}:
                if name not in sys.stdlib_module_names and name not in OURS:
                    found = distributions().get(name, [name])
                    assert len(set(found)) == 1, f"{name} is of several packages"
                    yield path.relative_to(ROOT).as_posix(), plain(found[0])


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["core", "explorer", "sample_images"])
def test_what_is_imported_with_a_module_comes_with_a_bare_installation(folder):
    known = declared()
    missing = {one for one in imported(folder, lazily=False) if one[1] not in known}
    assert missing == set()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "extras"),
    [
        ("core", ("train", "parquet")),
        ("explorer", ("cluster",)),
        ("benchmarks", ("test",)),
        ("tests", ("test", "fuzz")),
        ("docs", ("test", "docs")),
    ],
)
def test_what_is_imported_anywhere_is_declared(folder, extras):
    known = declared(*extras)
    missing = {one for one in imported(folder, lazily=True) if one[1] not in known}
    assert missing == set()


@pytest.mark.slow
def test_what_is_declared_is_imported():
    folders = ("core", "explorer", "benchmarks", "tests", "docs")
    used = {one for name in folders for _, one in imported(name, lazily=True)}
    everything = declared(*PROJECT["optional-dependencies"])
    assert everything - used == TOOLS
