"""The components' JavaScript, tested by Node where Node exists."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NODE = shutil.which("node")
PAGE = "report"  # the script of a page, which begins where it is loaded
MODULES = sorted(
    path
    for room in ("canvas", "widgets")
    for path in (ROOT / "explorer" / room).glob("*.js")
    if path.stem != PAGE
)
SUITES = sorted((ROOT / "tests" / "js").glob("*.test.mjs"))

pytestmark = pytest.mark.skipif(NODE is None, reason="no Node on this machine")


def run(*arguments: str | Path) -> None:
    """Run Node and fail with what it said."""
    assert NODE is not None
    done = subprocess.run([NODE, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_unit_tests_pass() -> None:
    assert SUITES
    run("--test", *SUITES)


def test_every_module_is_sound_by_itself() -> None:
    # As a module: what it imports exists, and nothing runs before it is mounted.
    assert MODULES
    code = "".join(f"await import({path.as_uri()!r});\n" for path in MODULES)
    run("--input-type=module", "--eval", code)
