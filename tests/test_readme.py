import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_ci_runs_the_test_command_of_the_readme_to_the_letter():
    command = next(block for block in blocks("sh") if "pytest" in block).strip()
    assert command in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


@pytest.mark.slow
def test_the_notebook_snippet_runs():
    (snippet,) = blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", snippet], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_links_to_exists(page):
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_readme_leads_to_every_page():
    for page in PAGES[1:]:
        assert f"](docs/{page.name})" in README


def test_the_list_of_readings_is_that_of_the_core():
    from core.recognizability.readings import READINGS

    section = (ROOT / "docs" / "readings.md").read_text("utf-8")
    items = re.findall(r"^- (.+?)(?=^- |^\n)", section, re.MULTILINE | re.DOTALL)
    assert [" ".join(text.split()) for text in items] == [
        reading.markdown for reading in READINGS.values()
    ]


def test_the_shell_snippet_names_only_commands_that_exist():
    from explorer.commands.cli import main

    shell = next(block for block in blocks("sh") if "encrypt photo" in block)
    for line in shell.strip().splitlines():
        word = line.split()[1]
        assert word.startswith("--") or word in main.commands


def test_the_table_of_indices_is_that_of_the_core():
    from core import INDICES

    text = (ROOT / "docs" / "indices.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w[\w-]*)` \| (.+?) \| (.+?) \|$", text, re.MULTILINE)
    assert rows == [
        (index.key, index.label, index.provenance) for index in INDICES.values()
    ]
