"""What hosts the explorer says what systemd, the README and the command know."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from explorer.commands.cli import main

ROOT = Path(__file__).parents[1]
HOSTING = ROOT / "docs" / "hosting"
UNIT = (HOSTING / "showthrough.service").read_text("utf-8")
CONTAINER = (HOSTING / "Dockerfile").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")


def test_systemd_knows_every_line_of_the_unit(tmp_path):
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("no systemd-analyze on this machine")
    (command,) = re.findall(r"^ExecStart=(\S+) ", UNIT, re.MULTILINE)
    unit = tmp_path / "showthrough.service"
    unit.write_text(UNIT.replace(f"={command} ", f"={sys.executable} "), "utf-8")
    done = subprocess.run(
        [verify, "verify", "--man=no", unit], capture_output=True, text=True
    )
    # Of a word that it does not know it says so, and ends with 0 all the same.
    said = [line for line in done.stderr.splitlines() if unit.name in line]
    assert (done.returncode, said) == (0, [])


def commands():
    (unit,) = re.findall(r"^ExecStart=\S+ (.+)$", UNIT, re.MULTILINE)
    yield unit.split()
    (container,) = re.findall(r"^CMD (.+)$", CONTAINER, re.MULTILINE)
    yield json.loads(container)[1:]
    page = (ROOT / "docs" / "hosting.md").read_text("utf-8")
    for line in re.findall(r"^showthrough (.+)$", page, re.MULTILINE):
        yield line.split()


@pytest.mark.parametrize("line", sorted({" ".join(words) for words in commands()}))
def test_every_command_has_options_that_there_are(line):
    found = main.make_context("showthrough", line.split())
    assert isinstance(found, click.Context)
    assert found.params["no_browser"]


def test_the_container_is_set_up_by_the_command_of_the_readme():
    (step,) = re.findall(r"^RUN (python3 -m venv .+)$", CONTAINER, re.MULTILINE)
    assert f"\n{step} && .venv/bin/showthrough\n" in README
