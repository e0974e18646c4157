import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_ci_runs_the_test_command_of_the_readme_to_the_letter():
    command = next(block for block in blocks("sh") if "pytest" in block).strip()
    assert command in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def test_the_notebook_snippet_runs():
    (snippet,) = blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", snippet], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_every_file_that_the_readme_links_to_exists():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_list_of_readings_is_that_of_the_core():
    from core.recognizability.readings import READINGS

    section = README.partition("## Readings")[2].partition("\n## ")[0]
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

    # Options, in tables of three columns too, begin with a hyphen.
    rows = re.findall(r"^\| `(\w[\w-]*)` \| (.+?) \| (.+?) \|$", README, re.MULTILINE)
    assert rows == [
        (index.key, index.label, index.provenance) for index in INDICES.values()
    ]
