"""Weigh what is installed, for the table of installation.md.

    python docs/weight.py

Run it with the Python that `python -m pip install .` has filled.
"""

import re
import sys
from importlib.metadata import distribution
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).parent
PAGE = HERE / "installation.md"
BEGIN, END = "<!-- made by docs/weight.py -->\n", "<!-- to here -->\n"
LINE = re.compile(r'^  "([\w-]+) ?[^"]*",\s*# (.+)$', re.MULTILINE)
MB = 1e6


def wanted() -> dict[str, str]:
    """Return what each package of a bare installation is for, by its name."""
    text = (HERE.parent / "pyproject.toml").read_text("utf-8")
    listed = text.partition("\ndependencies = [\n")[2].partition("\n]\n")[0]
    found = LINE.findall(listed)
    return {canonicalize_name(name): about.partition(";")[0] for name, about in found}


def needs(name: str) -> set[str]:
    """Return the packages that a package asks for by itself."""
    asked = map(Requirement, distribution(name).requires or ())
    here = {**default_environment(), "extra": ""}
    return {
        canonicalize_name(each.name)
        for each in asked
        if each.marker is None or each.marker.evaluate(here)
    }


def reached(names: set[str]) -> set[str]:
    """Return packages, and all that they lead to."""
    found: set[str] = set()
    ahead = set(names)
    while ahead:
        name = ahead.pop()
        found.add(name)
        ahead |= needs(name) - found
    return found


def weight(names: set[str]) -> float:
    """Return how many MB the files of packages take on this disk."""
    files = (
        Path(str(distribution(name).locate_file(file)))
        for name in names
        for file in distribution(name).files or ()
    )
    return sum(path.stat().st_size for path in files if path.is_file()) / MB


def table() -> str:
    """Return what each package weighs, and what would go with it."""
    purposes = wanted()
    whole = reached(set(purposes))
    rows = []
    for name, about in purposes.items():
        alone = whole - reached(set(purposes) - {name})
        others = ", ".join(sorted(alone - {name}, key=lambda n: -weight({n}))[:4])
        rows.append((weight(alone), name, weight({name}), others, about))
    lines = [
        f"| {name} | {itself:.0f} | {freed:.0f} | {others} | {about} |"
        for freed, name, itself, others, about in sorted(rows, reverse=True)
    ]
    return (
        f"{len(whole)} packages, {weight(whole):.0f} MB, under Python "
        f"{sys.version_info.major}.{sys.version_info.minor} on Linux:\n\n"
        "| package | MB itself | MB that would go with it | what it alone brings | "
        "what for |\n|---|--:|--:|---|---|\n" + "\n".join(lines) + "\n"
    )


def main() -> None:
    """Write the table into the page."""
    text = PAGE.read_text("utf-8")
    before, rest = text.split(BEGIN)
    PAGE.write_text(before + BEGIN + table() + END + rest.split(END)[1], "utf-8")


if __name__ == "__main__":
    main()
