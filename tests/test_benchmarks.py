"""The benchmarks start: what they measure is for a quiet machine."""

import runpy
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def _as_by_its_path(monkeypatch):
    """Keep what a benchmark sets before it imports."""
    monkeypatch.setattr(sys, "path", [str(ROOT / "benchmarks"), *sys.path])
    for library in ("OMP", "OPENBLAS", "MKL", "NUMBA"):
        monkeypatch.setenv(f"{library}_NUM_THREADS", "1")


@pytest.mark.parametrize(
    "path", sorted((ROOT / "benchmarks").glob("*.py")), ids=lambda path: path.stem
)
@pytest.mark.usefixtures("_as_by_its_path")
def test_a_benchmark_starts_by_its_path_from_the_checkout(path, monkeypatch, capsys):
    # As `python benchmarks/x.py --help` does, without a process for each of them.
    monkeypatch.setattr(sys, "argv", [str(path), "--help"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(path), run_name="__main__")
    assert ended.value.code == 0
    assert "usage:" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.usefixtures("_as_by_its_path")
def test_visitors_without_a_browser_get_the_core_s_scores_and_a_place_in_line(loaded):
    visitors = loaded(ROOT / "benchmarks" / "visitors.py")
    with visitors.server() as port, visitors.health(port) as asked:
        came = visitors.first_screens(port, 2)
        assert (len(came.seconds), came.errors) == (2, [])
        moved = visitors.sliders(port, 2, seconds=1, pause=0.1)
        assert moved.errors == []
        assert len(moved.seconds) >= 2
        told = visitors.lines(port, 3)
        assert any(words.endswith("number 2 in line") for words in told), told
        assert not [words for words in told if words.startswith("error")]
    assert asked.errors == []
