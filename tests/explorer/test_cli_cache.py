import pytest
from click.testing import CliRunner

from explorer.commands.cli import main
from explorer.store.results_on_disk import ResultFile


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOWTHROUGH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path / "cache"


def run(*words):
    done = CliRunner().invoke(main, ["cache", *words])
    return done.exit_code, done.output


def test_it_says_where_results_are_and_how_large(folder):
    assert run() == (0, f"{folder}\n0.0 MiB\n")
    assert not folder.exists()
    results = ResultFile(folder)
    for number in range(3):
        results.keep(str(number), {"word": "x" * 2**20})
    code, said = run()
    assert code == 0
    first, second = said.splitlines()
    assert first == str(folder)
    count, size = second.split(", ")
    assert count == "3 results"
    assert float(size.removesuffix(" MiB")) >= 3


def test_clear_empties_it_and_touches_nothing_else(folder):
    ResultFile(folder).keep("a", {"n": 1})
    other = folder / "notes.txt"
    other.write_text("mine")
    code, said = run("--clear")
    assert code == 0
    assert said.startswith("removed 0.")
    assert ResultFile(folder).known(["a"]) == {}
    assert other.read_text() == "mine"


def test_what_cannot_be_cleared_is_said(folder, monkeypatch):
    ResultFile(folder).keep("a", {"n": 1})

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.unlink", refuse)
    code, said = run("--clear")
    assert code == 2
    assert f"cannot clear {folder}: Permission denied" in said
