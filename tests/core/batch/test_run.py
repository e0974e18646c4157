"""Many jobs on executors of all kinds, healthy and not."""

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any

import pytest

from core.batch import (
    BatchError,
    Encrypted,
    Job,
    evaluate,
    local_pool,
    processing_order,
    run,
)


def told(rows):
    return [(row.number, dict(row.scores), row.error) for row in rows]


@pytest.fixture(scope="module")
def jobs(pairs):
    return [Job(plain=plain, encrypted=encrypted) for plain, encrypted in pairs]


@pytest.fixture(scope="module")
def alone(jobs):
    """What one spawned process says."""
    return told(evaluate(jobs, partial(local_pool, 1)))


class Recorder(Executor):
    """Works when asked for results, and remembers what was asked of it."""

    def __init__(self, fault=None):
        self.waiting = self.most = 0
        self.tasks = []
        self.fault = fault

    def submit(self, fn, /, *args, **kwargs):
        self.tasks.append(args[0])
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        return _Lazy(self, partial(fn, *args, **kwargs))


class _Lazy(Future[Any]):
    def __init__(self, owner, call):
        super().__init__()
        self.owner, self.call = owner, call

    def result(self, timeout=None):
        self.owner.waiting -= 1
        if self.owner.fault:
            raise self.owner.fault
        return self.call()


@pytest.mark.slow
def test_rows_come_plain_image_by_plain_image(jobs, alone):
    assert [number for number, _, _ in alone] == processing_order(jobs)
    assert processing_order(jobs) == [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]
    assert all(error is None for _, _, error in alone)


@pytest.mark.parametrize("in_flight", [1, 3, 100])
def test_rows_do_not_depend_on_what_is_in_flight(in_flight, jobs):
    rows = evaluate(jobs, Recorder(), in_flight=in_flight, chunk=3)
    assert told(rows) == told(evaluate(jobs))


@pytest.mark.slow
def test_rows_do_not_depend_on_the_number_of_workers(jobs, alone):
    rows = evaluate(jobs, partial(local_pool, 2), in_flight=3, chunk=1)
    assert told(rows) == alone


@pytest.mark.slow
def test_threads_and_this_very_process_do_as_well(jobs, alone):
    with ThreadPoolExecutor(2) as threads:
        elsewhere = told(evaluate(jobs, threads))
        assert threads.submit(int).result() == 0, "it was not ours to shut down"
    for rows in (elsewhere, told(evaluate(jobs))):
        for (number, scores, error), expected in zip(rows, alone, strict=True):
            assert (number, error) == (expected[0], expected[2])
            # On more threads than the one inside a worker.
            assert scores == pytest.approx(expected[1], rel=0, abs=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("skip", [0, 1, 5, 12])
def test_rows_that_are_known_are_skipped(skip, jobs, alone):
    rows = told(evaluate(jobs, Recorder(), skip=skip))
    assert [row[0] for row in rows] == [row[0] for row in alone[skip:]]


def test_no_jobs_give_no_rows():
    assert list(evaluate([], partial(local_pool, 1))) == []
    assert list(evaluate([])) == []


@pytest.mark.slow
def test_few_tasks_are_in_flight_whatever_the_number_of_jobs(jobs):
    recorder = Recorder()
    rows = evaluate(jobs * 20, recorder, in_flight=3, chunk=2)
    assert len(list(rows)) == 240
    assert recorder.most == 3


def test_a_task_has_one_plain_image_and_is_no_longer_than_asked(jobs):
    recorder = Recorder()
    list(evaluate(jobs, recorder, chunk=3))
    assert [len(task) for task in recorder.tasks] == [3, 1] * 3
    for task in recorder.tasks:
        assert len({job.plain for _, job in task}) == 1


@pytest.mark.slow
def test_a_worker_that_is_killed_once_costs_no_row(grim, tmp_path, jobs, alone):
    grim_job = Job(plain=jobs[0].plain, encrypted=grim.Grim(tmp_path / "count", 1))
    rows = told(evaluate([*jobs, grim_job], partial(local_pool, 2), chunk=1))
    assert (tmp_path / "count").read_text() == "x"
    assert [row for row in rows if row[0] != 12] == alone
    assert rows[4][2] == (
        "expected two pictures of one size, got a plain picture of 96 × 96 and an "
        "encrypted one of 64 × 64 pixels. Crop both to what they share "
        '(core.fit(plain, encrypted, "crop"), or --fit crop), or resize one of them'
    )


@pytest.mark.slow
def test_a_pair_that_kills_every_worker_is_a_row_and_the_run_goes_on(
    grim, tmp_path, jobs, alone
):
    grim_job = Job(plain=jobs[0].plain, encrypted=grim.Grim(tmp_path / "count", 99))
    rows = told(evaluate([*jobs, grim_job], partial(local_pool, 2), chunk=2))
    assert [row for row in rows if row[0] != 12] == alone
    assert rows[4][0] == 12
    assert str(rows[4][2]).startswith(
        "no worker could do this pair (BrokenProcessPool: "
    )


def test_workers_that_die_on_everything_end_the_run(jobs):
    made = []

    def make():
        made.append(Recorder(fault=BrokenProcessPool("gone")))
        return made[-1]

    with pytest.raises(BatchError, match="3 pairs in a row could not be done"):
        list(evaluate(jobs, make, chunk=1))
    assert len(made) < 6


def test_an_executor_that_is_not_ours_is_not_made_anew(jobs):
    recorder = Recorder(fault=BrokenProcessPool("gone"))
    with pytest.raises(BatchError, match="Give a function that makes executors"):
        list(evaluate(jobs, recorder))


def test_an_executor_that_is_shut_down_is_an_error_in_words(jobs):
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    with pytest.raises(BatchError, match="the workers are gone"):
        list(evaluate(jobs, pool))


@pytest.mark.slow
def test_what_cannot_be_sent_to_a_worker_is_a_row(jobs):
    class Here:
        name = "here"

        def read(self):
            return [[0]]

    odd = Job(plain=jobs[0].plain, encrypted=Here())
    (row,) = told(evaluate([odd], partial(local_pool, 1)))
    assert "no worker could do this pair" in str(row[2])
    assert "Here" in str(row[2])


@pytest.mark.slow
def test_stopping_leaves_the_rest_undone_and_no_worker_behind(jobs):
    pools = []

    def make():
        pools.append(local_pool(1))
        return pools[-1]

    rows = evaluate(jobs * 10, make, in_flight=2, chunk=1)
    next(rows)
    rows.close()
    (pool,) = pools
    with pytest.raises(RuntimeError, match="after shutdown"):
        pool.submit(int)


@pytest.mark.slow
def test_who_waits_long_is_told(jobs, monkeypatch):
    monkeypatch.setattr(run, "PATIENCE", 0.01)
    told_of = []
    plain = jobs[0].plain
    rows = evaluate(
        [Job(plain=plain, encrypted=Encrypted(plain=plain, scheme="peid-09"))],
        partial(local_pool, 1),
        waiting=lambda: told_of.append(1),
    )
    assert len(list(rows)) == 1
    assert told_of
