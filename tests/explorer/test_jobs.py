"""Jobs in the background, and the rows they leave on disk."""

import sqlite3
import threading
import time

import pytest

from core.image import ImageError
from explorer.session.job_progress import _left
from explorer.store import jobs
from explorer.store.jobs import Desk, Step
from explorer.store.results_on_disk import ResultFile, cache_folder, result_key
from explorer.store.runner import Line, Runner


class Gate:
    """Steps that wait to be let through, one at a time."""

    def __init__(self, patience):
        self.open, self.patience = threading.Semaphore(0), patience
        self.entered = []

    def steps(self, *names, prefix=""):
        return [
            Step(name=n, key=f"{prefix}{n}", kind="gate", run=lambda n=n: self.run(n))
            for n in names
        ]

    def run(self, name):
        self.entered.append(name)
        assert self.open.acquire(timeout=self.patience)
        return {"name": name}

    def let(self, count=1):
        for _ in range(count):
            self.open.release()


@pytest.fixture(autouse=True)
def _three_at_a_time(monkeypatch):
    monkeypatch.setattr(jobs, "RUNNER", Runner(3))


@pytest.fixture
def gate(patience):
    return Gate(patience)


def begun(desk, name, identity, steps):
    job = desk.job(name, identity, lambda: steps)
    desk.begin(job)
    return job


@pytest.fixture
def finished(until):
    """Function that waits until a job is over, and returns it."""

    def over(job):
        until(lambda: job.state in ("done", "failed", "stopped"))
        return job

    return over


def test_a_job_gives_its_rows_one_after_another(gate, until, finished):
    job = Desk(ResultFile()).job("a", 1, lambda: gate.steps("x", "y"))
    assert (job.state, job.rows, job.progress.total) == ("ready", {}, 2)
    desk = Desk(ResultFile())
    job = begun(desk, "a", 1, gate.steps("x", "y"))
    gate.let()
    until(lambda: job.progress.done == 1)
    assert job.rows == {"x": {"name": "x"}}
    assert job.state == "running"
    assert job.progress.remaining is not None
    gate.let()
    assert finished(job).state == "done"
    assert list(job.rows) == ["x", "y"]
    assert job.progress.remaining == 0


def test_stop_keeps_what_there_is_and_begin_goes_on_with_the_rest(
    gate, until, finished
):
    desk = Desk(ResultFile())
    job = begun(desk, "a", 1, gate.steps("x", "y", "z"))
    gate.let()
    until(lambda: gate.entered == ["x", "y"])
    desk.stop(job)
    assert job.state == "stopped"
    gate.let()  # the step that was under way ends
    until(lambda: job.progress.done == 2)
    time.sleep(0.02)
    assert gate.entered == ["x", "y"]
    assert list(job.rows) == ["x", "y"]
    desk.begin(job)
    gate.let()
    assert finished(job).state == "done"
    assert gate.entered == ["x", "y", "z"]


def test_a_step_in_parts_lets_others_in_between_and_stops_between_them(until, finished):
    heard, go_on = [], threading.Semaphore(0)

    def part():
        heard.append("part")
        go_on.acquire()
        return {"parts": heard.count("part")} if heard.count("part") == 3 else None

    def other():
        heard.append("other")
        return {}

    desk = Desk(ResultFile())
    parts = Step(name="x", key="x", kind="parts", run=part)
    long = begun(desk, "a", 1, [parts])
    until(lambda: heard == ["part"])
    short = begun(desk, "b", 2, [Step(name="y", key="y", kind="other", run=other)])
    go_on.release()
    finished(short)
    until(lambda: heard == ["part", "other", "part"])
    assert (long.progress.done, long.progress.remaining, long.rows) == (0, None, {})
    desk.stop(long)
    go_on.release()
    time.sleep(0.02)
    assert heard.count("part") == 2
    go_on.release()
    desk.begin(long)
    assert finished(long).rows == {"x": {"parts": 3}}
    assert long.progress.remaining == 0


def test_a_restart_finds_the_rows_of_before(gate, tmp_path, until):
    desk = Desk(ResultFile(tmp_path))
    job = begun(desk, "a", 1, gate.steps("x", "y"))
    gate.let()
    until(lambda: job.progress.done == 1)
    desk.stop(job)
    gate.let()
    later = Desk(ResultFile(tmp_path)).job("a", 1, lambda: gate.steps("x", "z"))
    assert (later.state, later.rows) == ("ready", {"x": {"name": "x"}})
    again = Desk(ResultFile(tmp_path)).job("a", 1, lambda: gate.steps("x"))
    assert again.state == "done"


def test_an_exception_ends_the_job_and_what_there_is_stays(gate, caplog, finished):
    def fail():
        raise ZeroDivisionError("by nought")

    bad = Step(name="bad", key="bad", kind="bad", run=fail)
    desk = Desk(ResultFile())
    job = begun(desk, "a", 1, [*gate.steps("x"), bad, *gate.steps("y")])
    gate.let(2)
    assert finished(job).state == "failed"
    assert job.problem == "ZeroDivisionError: by nought"
    assert list(job.rows) == ["x"]
    assert "a job failed" in caplog.text
    # The desk takes other work after that.
    assert finished(begun(desk, "b", 2, gate.steps("z"))).state == "done"


def test_a_bad_image_makes_a_row_that_says_so_and_the_job_goes_on(gate, finished):
    tries = []

    def unusable():
        tries.append(1)
        raise ImageError("torn.png is not an image")

    results = ResultFile()
    bad = Step(name="bad", key="bad", kind="bad", run=unusable)
    gate.let(2)
    job = finished(begun(Desk(results), "a", 1, [bad, *gate.steps("x")]))
    assert job.state == "done"
    assert job.rows["bad"] == {"error": "torn.png is not an image"}
    # The file may be mended: it is tried again.
    finished(begun(Desk(results), "a", 1, [bad, *gate.steps("x")]))
    assert len(tries) == 2


def test_one_session_works_on_one_step_at_a_time_and_the_newest_job_first(
    gate, until, finished
):
    desk = Desk(ResultFile())
    long = begun(desk, "long", 1, gate.steps("x", "y"))
    until(lambda: gate.entered == ["x"])
    quick = begun(desk, "quick", 2, gate.steps("q"))
    time.sleep(0.02)
    assert gate.entered == ["x"]
    gate.let()
    until(lambda: gate.entered == ["x", "q"])
    gate.let()
    assert finished(quick).state == "done"
    gate.let()
    assert finished(long).state == "done"
    assert gate.entered == ["x", "q", "y"]


def test_a_job_that_shares_takes_turns_with_the_one_before(gate, until, finished):
    desk = Desk(ResultFile())
    first = begun(desk, "first", 1, gate.steps("x", "y", "z"))
    until(lambda: gate.entered == ["x"])
    other = desk.job("other", 2, lambda: gate.steps("a", "b", prefix="other"))
    desk.begin(other, shares=True)
    gate.let(5)
    assert finished(other).state == finished(first).state == "done"
    assert gate.entered == ["x", "a", "y", "b", "z"]


def test_sessions_together_leave_one_turn_to_figures(gate, until, finished):
    rows = [
        begun(Desk(ResultFile()), "a", 1, gate.steps(f"{n}"))
        for n in ("one", "two", "3")
    ]
    until(lambda: len(gate.entered) == 2)
    with jobs.RUNNER.turn(figure=True):
        time.sleep(0.02)
        assert len(gate.entered) == 2
    gate.let(3)
    assert {finished(job).state for job in rows} == {"done"}


def test_a_job_knows_its_place_in_the_line_of_all_sessions(gate, until, finished):
    desks = [Desk(ResultFile()) for _ in range(4)]
    assert {desk.line().before for desk in desks} == {0}
    works = []
    for number, desk in enumerate(desks):
        works.append(begun(desk, "job", number, gate.steps("a", prefix=f"{number}")))
        # Two of them have a turn, the others wait in the order in which they came.
        until(lambda n=number: len(gate.entered) + desks[n].line().before >= n + 1)
    until(lambda: len(gate.entered) == 2)
    assert [desk.line().before for desk in desks] == [0, 0, 2, 3]
    assert desks[0].line().slower == 2  # four take two turns
    gate.let()
    until(lambda: len(gate.entered) == 3)
    until(lambda: [desk.line().before for desk in desks[2:]] == [0, 2])
    gate.let(3)
    assert {finished(job).state for job in works} == {"done"}
    until(lambda: [desk.line().slower for desk in desks] == [1] * 4)


@pytest.mark.parametrize(
    ("before", "slower", "remaining", "said"),
    [
        (0, 1, None, ""),
        (0, 1, 20, ", about 20 s left"),
        (0, 3, 20, ", about 60 s left"),
        (5, 3, None, ", number 6 in line"),
        (5, 3, 60, ", about 3 min left, number 6 in line"),
    ],
)
def test_a_page_says_the_place_in_the_line_and_counts_the_others_turns(
    before, slower, remaining, said
):
    progress = jobs.Progress(done=1, total=9, remaining=remaining)
    assert _left(progress, Line(before=before, slower=slower)) == said


def test_sessions_do_not_see_each_other_but_share_what_is_known(gate, finished):
    results = ResultFile()
    gate.let()
    finished(begun(Desk(results), "a", 1, gate.steps("x")))
    other = Desk(results)
    job = other.job("a", 1, lambda: gate.steps("x", "y"))
    assert list(job.rows) == ["x"]
    assert job.state == "ready"


def test_another_identity_takes_the_place_and_stops_the_one_before(gate, until):
    desk = Desk(ResultFile())
    old = begun(desk, "a", 1, gate.steps("x", "y"))
    assert desk.job("a", 1, lambda: pytest.fail("made twice")) is old
    until(lambda: gate.entered == ["x"])
    new = desk.job("a", 2, lambda: gate.steps("z"))
    assert (old.state, new.state) == ("stopped", "ready")
    gate.let()


def test_a_closed_desk_stops_all_jobs_and_works_on_none(gate, until, finished):
    desk = Desk(ResultFile())
    jobs_of_it = [begun(desk, name, 1, gate.steps(name, "z")) for name in ("x", "y")]
    until(lambda: len(gate.entered) == 1)
    desk.close()
    gate.let(4)
    assert {finished(job).state for job in jobs_of_it} == {"stopped"}
    until(lambda: not desk._busy)
    assert len(gate.entered) == 1
    desk.close()


def test_remaining_time_counts_each_kind_of_step_for_itself(monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(jobs.time, "monotonic", lambda: clock[0])

    def step(name, seconds):
        def run():
            clock[0] += seconds
            return {}

        return Step(name=name, key=name, kind=f"{seconds}", run=run)

    steps = [step("a", 1), step("b", 9), step("c", 9), step("d", 1), step("e", 1)]
    job = jobs.BackgroundJob(1, steps, ResultFile())
    assert job.progress.remaining is None
    job._advance()
    assert job.progress.remaining == 4  # all as the one that is known
    job._advance()
    assert job.progress.remaining == 11


def test_results_leave_when_there_are_too_many_the_oldest_first(tmp_path):
    results = ResultFile(tmp_path, capacity=3)
    for number in range(6):
        results.keep(f"{number}", {"n": number})
    known = ResultFile(tmp_path).known(f"{number}" for number in range(6))
    assert sorted(known) == ["3", "4", "5"]
    assert known["5"] == {"n": 5}


def test_a_damaged_file_is_begun_anew(tmp_path):
    (tmp_path / "results.sqlite").write_bytes(b"not a database at all" * 100)
    results = ResultFile(tmp_path)
    results.keep("a", {"n": 1})
    assert results.problem == ""
    assert ResultFile(tmp_path).known(["a"]) == {"a": {"n": 1}}


def keep_many(folder):
    results = ResultFile(folder)
    keys = [f"{number:064}" for number in range(400)]
    for key in keys:
        results.keep(key, {"n": 1.5, "word": "abc"})
    results._end()
    return keys


def test_a_row_that_was_altered_moved_or_made_unreadable_counts_as_unknown(tmp_path):
    a, b, c, d, e, *_ = keep_many(tmp_path)
    with sqlite3.connect(tmp_path / "results.sqlite") as file:
        file.execute("UPDATE rows SET row = '{\"n\": 2.5}' WHERE key = ?", (a,))
        file.execute("UPDATE rows SET row = '{' WHERE key = ?", (b,))
        file.execute("UPDATE rows SET row = CAST(X'FFFE' AS TEXT) WHERE key = ?", (c,))
        file.execute(
            "UPDATE rows SET checksum = (SELECT checksum FROM rows WHERE key = ?), "
            "row = (SELECT row FROM rows WHERE key = ?) WHERE key = ?",
            (e, e, d),
        )
    file.close()
    results = ResultFile(tmp_path)
    assert results.known([a, b, c, d, e]) == {e: {"n": 1.5, "word": "abc"}}
    results.keep(a, {"n": 3})
    assert results.known([a]) == {a: {"n": 3}}
    assert results.problem == ""


def test_a_file_that_is_damaged_in_the_middle_is_begun_anew_when_that_shows(tmp_path):
    keys = keep_many(tmp_path)
    path = tmp_path / "results.sqlite"
    content = bytearray(path.read_bytes())
    content[4096:-4096] = b"\xa5" * (len(content) - 8192)
    path.write_bytes(content)
    results = ResultFile(tmp_path)
    found = results.known(keys)
    assert all(row == {"n": 1.5, "word": "abc"} for row in found.values())
    for key in keys:
        results.keep(key, {"n": 2})
    assert results.problem == ""
    assert ResultFile(tmp_path).known(keys) == {key: {"n": 2} for key in keys}


def test_a_file_that_another_process_locks_ends_no_work_and_is_used_again(tmp_path):
    results = ResultFile(tmp_path)
    results.keep("a", {"n": 1})
    results._file.execute("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(tmp_path / "results.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    results.keep("b", {"n": 2})
    assert "locked" in results.problem
    assert results.known(["a", "b"]) == {"a": {"n": 1}}
    other.close()
    results.keep("b", {"n": 2})
    assert results.problem == ""
    assert results.known(["a", "b"]) == {"a": {"n": 1}, "b": {"n": 2}}


def test_rows_of_earlier_versions_without_a_checksum_leave(tmp_path):
    with sqlite3.connect(tmp_path / "results.sqlite") as old:
        old.execute("CREATE TABLE results (number INTEGER, key TEXT, row TEXT)")
        old.execute("INSERT INTO results VALUES (1, 'a', '{}')")
    old.close()
    results = ResultFile(tmp_path)
    assert results.known(["a"]) == {}
    assert results.count() == 0
    assert results.problem == ""


def test_without_a_usable_folder_results_are_kept_in_memory(tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("a file where the folder should be")
    results = ResultFile(taken)
    assert "in memory only" in results.problem
    results.keep("a", {"n": 1})
    assert results.known(["a"]) == {"a": {"n": 1}}


def test_a_full_disk_does_not_end_the_work(gate, finished):
    class Full:
        def execute(self, *_):
            raise sqlite3.OperationalError("database or disk is full")

    results = ResultFile()
    results._file = Full()
    gate.let()
    job = finished(begun(Desk(results), "a", 1, gate.steps("x")))
    assert list(job.rows) == ["x"]
    assert "disk is full" in results.problem


def test_many_threads_may_keep_results(tmp_path):
    results = ResultFile(tmp_path)

    def write(part):
        for number in range(50):
            results.keep(f"{part}-{number}", {"n": number})

    threads = [threading.Thread(target=write, args=(part,)) for part in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    keys = [f"{part}-{number}" for part in range(4) for number in range(50)]
    assert len(results.known(keys)) == 200


def test_the_folder_is_the_variable_s_or_the_platform_s(monkeypatch, tmp_path):
    monkeypatch.setenv("SHOWTHROUGH_CACHE", str(tmp_path / "mine"))
    assert cache_folder() == tmp_path / "mine"
    monkeypatch.delenv("SHOWTHROUGH_CACHE")
    monkeypatch.setattr("explorer.store.results_on_disk.sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "showthrough"
    monkeypatch.setattr("explorer.store.results_on_disk.sys.platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    assert cache_folder() == tmp_path / "Local" / "showthrough"


def test_a_key_names_every_part_and_the_code():
    assert result_key("a", 1) == result_key("a", 1)
    assert result_key("a", 1) != result_key("a", 1.5)
    assert result_key("a", ["b"]) != result_key("a", "b")
