"""Results that are made in the background and asked for until they are there."""

import threading
import time
import weakref

import pytest

from explorer.background import Background
from explorer.memory import Memory


def until(ask):
    """Ask again and again, at most ten seconds."""
    end = time.monotonic() + 10
    while (result := ask()) is None:
        assert time.monotonic() < end
        time.sleep(0.005)
    return result


def background(**words):
    return Background(workers=1, memory=Memory(1_000_000), **words)


def test_a_result_comes_and_is_made_once():
    work, calls = background(), []

    def call():
        calls.append(1)
        return "made"

    for _ in range(3):
        assert until(lambda: work.ask("key", call)) == "made"
    assert len(calls) == 1


def test_asking_does_not_wait():
    work, go = background(), threading.Event()
    assert work.ask("key", lambda: go.wait(10)) is None
    assert work.ask("key", lambda: go.wait(10)) is None
    go.set()
    assert until(lambda: work.ask("key", lambda: None)) is True


def test_a_lower_place_comes_first_whoever_asked_earlier():
    work, go, order = background(), threading.Event(), []

    def noted(name):
        order.append(name)
        return name

    work.ask("gate", lambda: go.wait(10))
    time.sleep(0.05)  # the gate is at work, the rest queues up behind it
    calls = {"third": 7, "first": 0, "second": 3}
    for name, place in calls.items():
        work.ask(name, lambda name=name: noted(name), place)
    go.set()
    for name in calls:
        until(lambda name=name: work.ask(name, lambda: None))
    assert order == ["first", "second", "third"]


def test_what_nobody_asks_for_any_more_is_never_begun():
    work = background(patience=0.1)
    go, begun = threading.Event(), []
    work.ask("gate", lambda: go.wait(10))
    time.sleep(0.05)
    work.ask("left", lambda: begun.append("left") or 1)
    work.ask("kept", lambda: begun.append("kept") or 2, 1)
    end = time.monotonic() + 0.3
    while time.monotonic() < end:
        work.ask("kept", lambda: begun.append("again") or 2, 1)
        time.sleep(0.01)
    go.set()
    assert until(lambda: work.ask("kept", lambda: None)) == 2
    assert begun == ["kept"]
    # Asked for again, it is made after all.
    assert until(lambda: work.ask("left", lambda: 3)) == 3


def test_results_stay_as_long_as_the_memory_keeps_them():
    memory = Memory(10_000)
    work = Background(workers=1, memory=memory)
    for key in "abc":
        until(lambda key=key: work.ask(key, lambda key=key: 4000 * key))
    assert work.ask("c", lambda: "again") == 4000 * "c"
    assert work.ask("b", lambda: "again") == 4000 * "b"
    assert work.ask("a", lambda: "again") is None
    assert memory.size < 10_000


def test_a_job_that_is_done_holds_nothing():
    class Picture:
        pass

    def ask(picture):
        until(lambda: work.ask("key", lambda: bool(picture)))
        return weakref.ref(picture)

    work = background()
    seen = ask(Picture())
    until(lambda: seen() is None or None)


def test_an_error_reaches_who_asks_and_the_next_try_may_succeed():
    work = background()

    def fails():
        raise KeyError("broken")

    with pytest.raises(KeyError, match="broken"):
        until(lambda: work.ask("key", fails))
    assert until(lambda: work.ask("key", lambda: "mended")) == "mended"
