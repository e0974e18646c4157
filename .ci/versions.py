"""Versions of what is installed: those known to work, and the lowest ones allowed.

    python .ci/versions.py known      writes constraints.txt: what the tests passed with
    python .ci/versions.py lowest     prints the lowest versions that pyproject allows

Run it with the Python whose environment passed the tests.
"""

import argparse
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
FILE = ROOT / "constraints.txt"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
NOT_INSTALLED = ("fuzz",)
"""Extras that the tests do without."""


def declared(*, extras: bool) -> Iterator[Requirement]:
    """Yield what pyproject asks for, with its extras if they are wanted."""
    yield from map(Requirement, PROJECT["dependencies"])
    for name, lines in PROJECT["optional-dependencies"].items():
        if extras and name not in NOT_INSTALLED:
            yield from map(Requirement, lines)


def reached(wanted: Iterator[Requirement]) -> dict[str, str]:
    """Return the version of everything that requirements lead to, by its name.

    Raises
    ------
    SystemExit
        If something is not installed.
    """
    found: dict[str, str] = {}
    ahead = [(each, "") for each in wanted]
    while ahead:
        requirement, extra = ahead.pop()
        marker = requirement.marker
        here = {**default_environment(), "extra": extra}
        if marker is not None and not marker.evaluate(here):
            continue
        name = canonicalize_name(requirement.name)
        try:
            there = distribution(name)
        except PackageNotFoundError:
            sys.exit(f"{name} is not installed: install '.[test]' first")
        if name in found and not requirement.extras:
            continue
        found[name] = there.version
        lines = [Requirement(line) for line in there.requires or ()]
        for wanted_extra in ("", *requirement.extras):
            ahead += [(line, wanted_extra) for line in lines]
    return found


def known() -> str:
    """Return constraints.txt for this environment."""
    pins = reached(declared(extras=True))
    python = ".".join(map(str, sys.version_info[:2]))
    return (
        f"# Versions that the tests passed with, under Python {python} on Linux.\n"
        "# Made by: python .ci/versions.py known\n"
        "# To install them: python -m pip install -c constraints.txt .\n"
        + "".join(f"{name}=={version}\n" for name, version in sorted(pins.items()))
    )


def lowest() -> str:
    """Return constraints that hold everything at the lowest version allowed."""
    lines = []
    for requirement in declared(extras=False):
        (low,) = (s.version for s in requirement.specifier if s.operator == ">=")
        lines.append(f"{requirement.name}=={low}\n")
    return "".join(lines)


def main() -> None:
    """Write or print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", choices=("known", "lowest"))
    if parser.parse_args().which == "known":
        FILE.write_text(known(), "utf-8")
    else:
        sys.stdout.write(lowest())


if __name__ == "__main__":
    main()
