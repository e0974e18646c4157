"""One limit for all that is computed in the background, whatever it is."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

import core
from core.recognizability.form import Form
from explorer.figures import deferred
from explorer.pair import noise_draws
from explorer.store import background, jobs
from explorer.store.background import Background
from explorer.store.jobs import Desk, Step
from explorer.store.memory import MIB, Memory
from explorer.store.results_on_disk import ResultFile
from explorer.store.runner import RUNNER, Runner, Unwanted, as_long_as


class Counter:
    """Work that counts how much of it goes on at a time."""

    def __init__(self):
        self.now = self.peak = self.done = 0
        self.lock = threading.Lock()

    def work(self):
        with self.lock:
            self.now += 1
            self.peak = max(self.peak, self.now)
        time.sleep(0.005)
        with self.lock:
            self.now -= 1
            self.done += 1


@pytest.fixture(params=[2, 3])
def limit(request, monkeypatch):
    """A limit of its own for every kind of work."""
    made = Runner(request.param)
    for module in (jobs, background, deferred, noise_draws):
        monkeypatch.setattr(module, "RUNNER", made)
    kept, fresh = ResultFile(), Memory(10 * MIB)
    for module in (deferred, noise_draws):
        monkeypatch.setattr(module, "MEMORY", fresh)
    monkeypatch.setattr(noise_draws, "results", lambda: kept)
    return made


def steps(name, run, count=8):
    return [
        Step(name=f"{n}", key=f"{name}{n}", kind="one", run=lambda: run() or {})
        for n in range(count)
    ]


def begun(name, run, count=8):
    desk = Desk(ResultFile())
    job = desk.job(name, name, lambda: steps(name, run, count))
    desk.begin(job)
    return job


@pytest.mark.slow
def test_all_kinds_together_stay_within_the_limit(
    limit, source, photo, monkeypatch, until, patience
):
    count, plain = Counter(), source(photo, "photo")

    monkeypatch.setattr(deferred, "_mark", lambda *_: count.work())
    monkeypatch.setattr(deferred, "_draw", lambda *_: count.work() or 0.5)
    scores = Background(memory=Memory(MIB))
    running = [begun(name, count.work) for name in "abc"]
    wanted = set(range(12))
    with ThreadPoolExecutor(4) as browsers:
        figures = [
            browsers.submit(
                deferred.marks, plain, plain, Form(parameters=core.Parameters(beta=b))
            )
            for b in range(10, 18)
        ]

        def ask(key):
            return scores.ask(key, lambda: count.work() or "made", key)

        while wanted:
            wanted -= {key for key in wanted if ask(key)}
            time.sleep(0.002)
        for figure in figures:
            figure.result(patience)
    until(lambda: all(job.state == "done" for job in running))
    assert count.done == 3 * 8 + 12 + 8 * (len(deferred.ANCHORS) + noise_draws.DRAWS)
    assert count.peak <= limit.most


def test_a_figure_does_not_wait_for_long_steps_and_scores(
    limit, source, photo, monkeypatch, until, patience
):
    go, entered = threading.Event(), list[int]()

    def long():
        entered.append(1)
        assert go.wait(patience)

    running = [begun(name, long, 2) for name in "abcd"]
    scores = Background(memory=Memory(MIB))
    for key in range(4):
        assert scores.ask(key, lambda: long() or "made") is None
    until(lambda: len(entered) == limit.most - 1)
    monkeypatch.setattr(deferred, "_mark", lambda *_: "mark")
    plain = source(photo, "photo")
    try:
        with ThreadPoolExecutor(1) as browser:
            found = browser.submit(deferred.marks, plain, plain, Form())
            *anchors, _ = found.result(patience)
            assert anchors == ["mark"] * len(deferred.ANCHORS)
        assert len(entered) == limit.most - 1
    finally:
        go.set()
    until(lambda: all(job.state == "done" for job in running))


def test_figures_come_before_what_waits_longer_and_others_in_their_order(
    until, patience
):
    limit, order = Runner(2), list[str]()
    threads = list[threading.Thread]()

    def take(name, figure):
        with limit.turn(figure=figure):
            order.append(name)

    waiting = {"step": False, "score": False, "figure": True, "other figure": True}
    with limit.turn(figure=True):  # stays: one turn is left for all of them
        with limit.turn(figure=True):
            for name, figure in waiting.items():
                threads.append(threading.Thread(target=take, args=(name, figure)))
                threads[-1].start()
                until(lambda: sum(map(len, limit._waiting.values())) == len(threads))
        for thread in threads:
            thread.join(patience)
    assert order == ["figure", "other figure", "step", "score"]


def test_a_turn_ends_with_an_error():
    limit = Runner(2)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), limit.turn():
            raise ZeroDivisionError
    with limit.turn(), limit.turn(figure=True):
        pass


def test_what_nobody_waits_for_any_more_gets_no_turn():
    limit, there = Runner(2), [True]
    with as_long_as(lambda: bool(there)):
        with limit.turn(figure=True):
            there.clear()  # a turn that has begun is not broken off
        with pytest.raises(Unwanted), limit.turn(figure=True):
            pass
    with limit.turn(figure=True), limit.turn(figure=True):
        pass


def test_there_is_always_a_turn_for_a_figure_and_one_for_the_rest():
    assert RUNNER.most in (2, 3)
