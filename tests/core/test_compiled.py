"""A program and a home that nobody can write: kernels are defined all the same."""

import os
import shutil
import subprocess
import sys

import pytest

from core import compiled

KERNEL = """
from numba import njit

@njit(cache=True)
def twice(x):
    return 2 * x
"""

ASKED = """
import sys, tempfile
if len(sys.argv) > 1:
    tempfile.tempdir = sys.argv[1]
import program.kernel
print(program.kernel.twice(21), sum(program.kernel.twice.stats.cache_hits.values()))
"""


@pytest.fixture
def program(tmp_path):
    """Function that runs a program whose folder and home take no file; what it says.

    Its cache's folder is a file, so that no rights help.
    """
    folder = tmp_path / "program"
    folder.mkdir()
    shutil.copy(compiled.__file__, folder)
    (folder / "__init__.py").write_text("from program import compiled")
    (folder / "kernel.py").write_text(KERNEL)
    (folder / "__pycache__").write_text("")
    temporary = tmp_path / "temporary"
    temporary.mkdir()

    def run(*words):
        nowhere = {"HOME": "/dev/null", "XDG_CACHE_HOME": "/dev/null/none"}
        done = subprocess.run(
            [sys.executable, "-c", ASKED, *words],
            env={
                **{k: v for k, v in os.environ.items() if k != "NUMBA_CACHE_DIR"},
                **nowhere,
                "PYTHONPATH": str(tmp_path),
                "TMPDIR": str(temporary),
            },
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.split()

    return run


@pytest.mark.slow
def test_code_is_kept_in_the_temporary_folder_where_there_is_no_other_place(program):
    assert program() == ["42", "0"]
    assert program() == ["42", "1"]


@pytest.mark.slow
def test_code_is_made_again_where_nothing_at_all_can_be_written(program):
    assert program("/dev/null/none") == ["42", "0"]


def test_a_folder_of_somebody_else_is_not_used(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    own = compiled._own_folder()
    assert own == compiled._own_folder()
    assert own.stat().st_mode & 0o077 == 0
    own.chmod(0o777)
    assert compiled._own_folder() != own
    own.rmdir()
    own.symlink_to(tmp_path)
    assert compiled._own_folder() != own
