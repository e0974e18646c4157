"""What is remembered: bounded by bytes, made once, gone with what it was made of."""

import gc
import sys
import threading
import weakref
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.store import memory as module
from explorer.store.memory import Memory

KB = 1000
LETTER = sys.getsizeof("a")
SMALL = 500  # bytes: more than a key and an array's slot take beside its values


def array(kilobytes):
    return np.zeros(kilobytes * KB, np.uint8)


@dataclass(frozen=True, eq=False, kw_only=True, slots=True, weakref_slot=True)
class Holder:
    """Something that is looked at, and holds an array."""

    array: np.ndarray


def kept(memory, keys):
    return "".join(key for key in keys if memory.known(key) is not None)


def test_the_least_recently_used_leave_when_the_bytes_run_out():
    memory = Memory(100 * KB)
    for key, size in (("a", 30), ("b", 40), ("c", 20)):
        memory.keep(key, array(size))
    memory.recall("a", lambda: pytest.fail("it is known"))
    memory.keep("d", array(30))  # b, used last, makes room for it alone
    assert kept(memory, "bcad") == "cad"
    assert 80 * KB <= memory.size <= 80 * KB + 3 * SMALL
    memory.keep("e", array(60))
    assert kept(memory, "cade") == "de"


def test_one_large_result_pushes_out_as_many_as_it_must():
    memory = Memory(100 * KB)
    for key in "abcdefgh":
        memory.keep(key, array(10))
    memory.keep("large", array(70))
    assert kept(memory, "abcdefgh") == "gh"


def test_a_result_larger_than_the_memory_is_returned_and_not_kept():
    memory, made = Memory(100 * KB), []
    memory.keep("small", array(10))
    for _ in range(2):
        found = memory.recall("large", lambda: made.append(1) or array(101))
        assert len(found) == 101 * KB
        del found
    assert made == [1, 1]
    assert memory.known("small") is not None
    assert memory.size < 11 * KB


def test_a_new_result_takes_the_place_of_the_old_one_of_its_key():
    memory = Memory(100 * KB)
    for size in (80, 60, 90):
        memory.keep("key", array(size))
    assert len(memory.known("key")) == 90 * KB
    assert memory.size <= 90 * KB + SMALL


def test_what_results_share_counts_once_and_as_long_as_one_of_them_is_kept():
    memory, shared = Memory(100 * KB), array(40)
    memory.keep("one", shared)
    memory.keep("view", Holder(array=shared[KB:].reshape(39, KB)))
    memory.keep("both", (shared, {"same": shared}))
    assert 40 * KB <= memory.size <= 40 * KB + 3 * SMALL
    memory.keep("other", array(59))
    del shared
    memory.keep("more", array(40))  # for which all three must go
    assert kept(memory, ["one", "view", "both", "other", "more"]) == "othermore"
    assert 99 * KB <= memory.size <= 99 * KB + 2 * SMALL


def test_a_smaller_capacity_holds_from_the_next_result_on():
    memory = Memory(100 * KB)
    memory.keep("a", array(60))
    memory.keep("b", array(30))
    memory.capacity = 50 * KB
    memory.keep("c", array(10))
    assert kept(memory, "abc") == "bc"


def test_arrays_are_read_only_wherever_they_lie_in_a_result():
    memory = Memory(100 * KB)
    memory.recall("a", lambda: (Holder(array=array(1)), [array(1)], {"k": array(1)}))
    holder, arrays, mapping = memory.known("a")
    for found in (holder.array, *arrays, *mapping.values()):
        with pytest.raises(ValueError, match="read-only"):
            found[0] = 1


def test_what_left_is_found_again_while_somebody_holds_it():
    memory, held = Memory(100 * KB), Holder(array=array(60))
    memory.keep("held", held)
    memory.keep("other", array(60))
    assert memory.size < 61 * KB
    assert memory.recall("held", lambda: pytest.fail("it is still there")) is held
    # It costs nothing, so nothing leaves for it.
    assert memory.known("other") is not None
    del held
    assert memory.known("held") is None


def test_a_result_leaves_with_what_it_was_made_of():
    memory, one, other = (
        Memory(100 * KB),
        Holder(array=array(1)),
        Holder(array=array(1)),
    )
    memory.recall("of both", lambda: array(20), one, other)
    memory.recall("of the other", lambda: array(20), other)
    memory.recall("of nothing", lambda: array(20))
    del one
    assert kept(memory, ["of both", "of the other", "of nothing"]) == (
        "of the otherof nothing"
    )
    assert memory.size <= 40 * KB + 2 * SMALL


def test_who_asked_last_for_a_result_is_who_it_stays_for():
    memory = Memory(100 * KB)
    first, second = Holder(array=array(1)), Holder(array=array(1))
    memory.recall("key", lambda: array(20), first)
    memory.recall("key", lambda: pytest.fail("it is known"), second)
    del first
    assert memory.known("key") is not None
    del second
    assert memory.known("key") is None


def test_what_is_made_of_a_result_leaves_with_it_down_the_line():
    memory, first = Memory(100 * KB), Holder(array=array(1))
    second = memory.recall("second", lambda: Holder(array=array(10)), first)
    third = memory.recall("third", lambda: Holder(array=array(10)), second)
    memory.recall("fourth", lambda: array(10), third)
    del second, third
    assert memory.size > 30 * KB
    del first
    assert memory.size == 0


def test_of_what_a_slider_moves_over_the_last_few_stay():
    memory = Memory(100 * KB)
    memory.recall(("other", 0), lambda: array(1), few=2)
    for value in (0, 1, 2, 1, 3):
        memory.recall(("stage", value), lambda: array(1), few=2)
    assert [v for v in range(4) if memory.known(("stage", v)) is not None] == [1, 3]
    assert memory.known(("other", 0)) is not None


def test_an_owner_that_dies_while_the_memory_is_at_work_leaves_no_trace():
    memory = Memory(100 * KB)

    class Ring:
        def __init__(self):
            self.own = self

    gc.disable()
    try:
        memory.recall("key", lambda: array(20), Ring())
        assert memory.known("key") is not None
        with memory._lock:  # as if the collector ran in the middle of a method
            gc.collect()
    finally:
        gc.enable()
    assert memory.size == 0


def test_an_error_is_its_callers_own_and_the_next_may_succeed():
    memory = Memory(100 * KB)

    def fail():
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        memory.recall("key", fail)
    assert memory.recall("key", lambda: "mended") == "mended"


@pytest.fixture
def somebody_waits(monkeypatch, patience):
    """Function that returns once another thread waits for what somebody else makes."""
    waiting = threading.Semaphore(0)

    class Noted(Future[Any]):
        def result(self, timeout=None):
            waiting.release()
            return super().result(timeout)

    monkeypatch.setattr(module, "Future", Noted)
    return lambda: waiting.acquire(timeout=patience)


@pytest.mark.parametrize("size", [10, 200], ids=["kept", "too large to keep"])
def test_all_who_ask_at_the_same_time_get_one_result_computed_once(
    size, somebody_waits
):
    memory, made = Memory(100 * KB), []

    def make():
        made.append(1)
        assert all(somebody_waits() for _ in range(7))
        return array(size)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: memory.recall("key", make), range(8)))
    assert made == [1]
    assert all(one is found[0] for one in found)


def test_who_waited_for_one_that_failed_makes_it_itself(somebody_waits, patience):
    memory, began = Memory(100 * KB), threading.Event()

    def fail():
        began.set()
        assert somebody_waits()
        raise RuntimeError("broken")

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(memory.recall, "key", fail)
        assert began.wait(patience)
        second = pool.submit(memory.recall, "key", lambda: "made")
        assert second.result(patience) == "made"
        with pytest.raises(RuntimeError, match="broken"):
            first.result(patience)


def test_other_keys_do_not_wait_and_one_may_need_another(patience):
    memory, began, go = Memory(100 * KB), threading.Event(), threading.Event()

    def make():
        began.set()
        return go.wait(patience)

    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(memory.recall, "slow", make)
        assert began.wait(patience)
        whole = memory.recall("whole", lambda: memory.recall("part", lambda: 1) + 1)
        assert whole == 2
        assert not slow.done()
        go.set()
        assert slow.result(patience)


def test_many_threads_get_what_their_key_names_and_the_bound_holds():
    memory = Memory(50 * KB)
    sizes = []

    def visit(number):
        key = number * 7 % 40
        found = memory.recall(key, lambda: np.full(3 * KB, key, np.uint8))
        sizes.append(memory.size)
        return bool((found == key).all())

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(visit, range(3000)))
    assert max(sizes) <= 50 * KB


@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from("abcdef"), st.integers(0, 60), st.sampled_from("knd")
        ),
        max_size=40,
    )
)
def test_the_memory_is_that_of_a_plain_list_of_what_was_used_last(steps):
    memory, model, owners = Memory(100 * KB + 6 * LETTER), {}, {}
    for key, size, what in steps:
        if what == "k":
            owners[key] = owner = Holder(array=array(0))
            model.pop(key, None)
            memory.keep(key, array(size), owner)
            model[key] = size
            del owner
            while sum(model.values()) > 100:
                del model[next(iter(model))]
        elif what == "n":
            found = memory.known(key)
            assert (found is not None) == (key in model)
            if key in model:
                assert len(found) == model[key] * KB
                model[key] = model.pop(key)
        else:
            owners.pop(key, None)
            model.pop(key, None)
        assert memory.size == sum(model.values()) * KB + len(model) * LETTER
    owners.clear()
    assert memory.size == 0


def test_nothing_of_what_left_is_held():
    memory = Memory(100 * KB)
    seen = weakref.ref(memory.recall("key", lambda: Holder(array=array(10))))
    assert seen() is not None
    memory.keep("other", array(95))
    assert seen() is None
