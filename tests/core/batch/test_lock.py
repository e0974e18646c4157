"""One writer of an output at a time, and workers that end with their parent."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.batch.formats import Columns
from core.batch.lock import Lock, LockedError
from core.batch.results import Results, ResultsError

ROOT = Path(__file__).parents[3]

HOLDER = """
import sys, time
from pathlib import Path
from core.batch.lock import Lock
lock = Lock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(600)
"""


@pytest.fixture
def held(tmp_path):
    """An output that another process holds, and that process."""
    path = tmp_path / "out.csv"
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield path, process
        process.kill()


def results(path):
    return Results(
        path,
        columns=Columns(names=("plain", "error"), numbers=frozenset()),
        settings={},
        expected=[{"plain": "a"}],
        order=[0],
    )


@pytest.mark.slow
def test_the_second_writer_says_who_holds_the_output(held):
    path, process = held
    with pytest.raises(ResultsError) as caught:
        results(path)
    assert f"out.csv is being written by process {process.pid} on " in str(caught.value)
    assert not path.exists()
    assert not path.with_name("out.csv.settings.json").exists()


@pytest.mark.slow
def test_the_lock_of_a_killed_process_is_taken_over(held):
    path, process = held
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert path.with_name("out.csv.lock").exists()
    run = results(path)
    run.add([{"plain": "a", "error": None}])
    run.finish()
    assert path.read_text().splitlines() == ["plain,error", "a,"]
    assert not path.with_name("out.csv.lock").exists()


def test_two_runs_in_one_process_exclude_each_other(tmp_path):
    path = tmp_path / "out.csv"
    first = results(path)
    with pytest.raises(ResultsError, match=f"process {os.getpid()}"):
        results(path)
    first.close()
    results(path).close()


def test_a_link_to_an_output_is_that_output(tmp_path):
    path, other = tmp_path / "out.csv", tmp_path / "link.csv"
    other.symlink_to(path)
    lock = Lock(path)
    with pytest.raises(LockedError):
        Lock(other)
    lock.release()
    lock.release()
    Lock(other).release()


def test_a_run_that_cannot_begin_gives_its_lock_back(tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("something else\n")
    with pytest.raises(ResultsError, match="was not written by this command"):
        results(path)
    assert {file.name for file in tmp_path.iterdir()} == {"out.csv"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full disk")
def test_a_run_whose_disk_is_full_says_so_once_and_gives_its_lock_back(tmp_path):
    path = tmp_path / "out.csv"
    run = results(path)
    run._stream = Path("/dev/full").open("ab")  # noqa: SIM115 - the run closes it
    with pytest.raises(OSError, match="No space left"):
        run.add([{"plain": "a", "error": None}])
    run.close()
    results(path).close()


PARENT = """
import os, sys, time
from core.batch import local_pool
pool = local_pool(2, import_main=False)
for _ in range(2):
    pool.submit(time.sleep, 600)
print(*(child.pid for child in pool._processes.values()), flush=True)
time.sleep(600)
"""


def alive(pid):
    try:
        return (
            Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        )
    except OSError:
        return False


@pytest.mark.slow
@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="needs /proc")  # noqa: PTH110
@pytest.mark.parametrize("after", [0, 8])
def test_workers_end_with_a_killed_parent_while_they_import_or_work(after, until):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    with parent:
        assert parent.stdout is not None
        workers = [int(word) for word in parent.stdout.readline().split()]
        assert len(workers) == 2
        time.sleep(after)
        parent.kill()
    # They look four times a second; how long that takes is for a quiet machine.
    until(lambda: not any(alive(pid) for pid in workers))
