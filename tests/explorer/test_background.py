"""Results that are made in the background and asked for until they are there."""

import threading
import weakref
from types import SimpleNamespace

import pytest

from explorer.store import background as module
from explorer.store.background import Background
from explorer.store.memory import Memory
from explorer.store.runner import Runner


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch):
    monkeypatch.setattr(module, "RUNNER", Runner(2))  # one of them is a figure's


def background(**words):
    return Background(memory=Memory(1_000_000), **words)


def test_a_result_comes_and_is_made_once(until):
    work, calls = background(), []

    def call():
        calls.append(1)
        return "made"

    for _ in range(3):
        assert until(lambda: work.ask("key", call)) == "made"
    assert len(calls) == 1


def test_asking_does_not_wait(until, patience):
    work, go = background(), threading.Event()
    assert work.ask("key", lambda: go.wait(patience)) is None
    assert work.ask("key", lambda: go.wait(patience)) is None
    go.set()
    assert until(lambda: work.ask("key", lambda: None)) is True


@pytest.fixture
def gate(patience):
    """Something that is at work until it is let through."""

    class Gate:
        def __init__(self):
            self.begun, self.go = threading.Event(), threading.Event()

        def close(self, work):
            work.ask("gate", self.pass_through)
            assert self.begun.wait(patience)

        def pass_through(self):
            self.begun.set()
            return self.go.wait(patience)

    return Gate()


def test_a_lower_place_comes_first_whoever_asked_earlier(until, gate):
    work, order = background(), []

    def noted(name):
        order.append(name)
        return name

    gate.close(work)  # the rest queues up behind it
    calls = {"third": 7, "first": 0, "second": 3}
    for name, place in calls.items():
        work.ask(name, lambda name=name: noted(name), place)
    gate.go.set()
    for name in calls:
        until(lambda name=name: work.ask(name, lambda: None))
    assert order == ["first", "second", "third"]


def test_what_nobody_asks_for_any_more_is_never_begun(until, gate, monkeypatch):
    work, begun, clock = background(patience=10), [], [0.0]
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    gate.close(work)
    work.ask("left", lambda: begun.append("left") or 1)
    work.ask("kept", lambda: begun.append("kept") or 2, 1)
    for now in (5, 10, 15):
        clock[0] = now
        work.ask("kept", lambda: begun.append("again") or 2, 1)
    gate.go.set()
    assert until(lambda: work.ask("kept", lambda: None)) == 2
    assert begun == ["kept"]
    # Asked for again, it is made after all.
    assert until(lambda: work.ask("left", lambda: 3)) == 3


def test_results_stay_as_long_as_the_memory_keeps_them(until):
    memory = Memory(10_000)
    work = Background(memory=memory)
    for key in "abc":
        until(lambda key=key: work.ask(key, lambda key=key: 4000 * key))
    assert work.ask("c", lambda: "again") == 4000 * "c"
    assert work.ask("b", lambda: "again") == 4000 * "b"
    assert work.ask("a", lambda: "again") is None
    assert memory.size < 10_000


def test_a_job_that_is_done_holds_nothing(until):
    class Picture:
        pass

    def ask(picture):
        until(lambda: work.ask("key", lambda: bool(picture)))
        return weakref.ref(picture)

    work = background()
    seen = ask(Picture())
    until(lambda: seen() is None or None)


def test_an_error_reaches_who_asks_and_the_next_try_may_succeed(until):
    work = background()

    def fails():
        raise KeyError("broken")

    with pytest.raises(KeyError, match="broken"):
        until(lambda: work.ask("key", fails))
    assert until(lambda: work.ask("key", lambda: "mended")) == "mended"
