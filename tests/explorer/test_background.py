"""Results that are made in the background and asked for until they are there."""

import threading
import time

import pytest

from explorer.background import Background


def until(ask):
    """Ask again and again, at most ten seconds."""
    end = time.monotonic() + 10
    while (result := ask()) is None:
        assert time.monotonic() < end
        time.sleep(0.005)
    return result


def test_a_result_comes_and_is_made_once():
    background, calls = Background(workers=1, capacity=10), []

    def call():
        calls.append(1)
        return "made"

    for _ in range(3):
        assert until(lambda: background.ask("key", call)) == "made"
    assert len(calls) == 1


def test_asking_does_not_wait():
    background, go = Background(workers=1, capacity=10), threading.Event()
    assert background.ask("key", lambda: go.wait(10)) is None
    assert background.ask("key", lambda: go.wait(10)) is None
    go.set()
    assert until(lambda: background.ask("key", lambda: None)) is True


def test_a_lower_place_comes_first_whoever_asked_earlier():
    background, go, order = Background(workers=1, capacity=99), threading.Event(), []

    def noted(name):
        order.append(name)
        return name

    background.ask("gate", lambda: go.wait(10))
    time.sleep(0.05)  # the gate is at work, the rest queues up behind it
    calls = {"third": 7, "first": 0, "second": 3}
    for name, place in calls.items():
        background.ask(name, lambda name=name: noted(name), place)
    go.set()
    for name in calls:
        until(lambda name=name: background.ask(name, lambda: None))
    assert order == ["first", "second", "third"]


def test_what_nobody_asks_for_any_more_is_never_begun():
    background = Background(workers=1, capacity=99, patience=0.1)
    go, begun = threading.Event(), []
    background.ask("gate", lambda: go.wait(10))
    time.sleep(0.05)
    background.ask("left", lambda: begun.append("left") or 1)
    background.ask("kept", lambda: begun.append("kept") or 2, 1)
    end = time.monotonic() + 0.3
    while time.monotonic() < end:
        background.ask("kept", lambda: begun.append("again") or 2, 1)
        time.sleep(0.01)
    go.set()
    assert until(lambda: background.ask("kept", lambda: None)) == 2
    assert begun == ["kept"]
    # Asked for again, it is made after all.
    assert until(lambda: background.ask("left", lambda: 3)) == 3


def test_the_least_recently_used_results_leave_when_they_weigh_too_much():
    background = Background(workers=1, capacity=10, weigh=len)
    for key in "abc":
        until(lambda key=key: background.ask(key, lambda key=key: 4 * key))
    assert background.ask("c", lambda: "again") == "cccc"
    assert background.ask("b", lambda: "again") == "bbbb"
    assert background.ask("a", lambda: "again") is None


def test_an_error_reaches_who_asks_and_the_next_try_may_succeed():
    background = Background(workers=1, capacity=10)

    def fails():
        raise KeyError("broken")

    with pytest.raises(KeyError, match="broken"):
        until(lambda: background.ask("key", fails))
    assert until(lambda: background.ask("key", lambda: "mended")) == "mended"
