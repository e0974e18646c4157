from concurrent.futures import ThreadPoolExecutor

import pytest

from explorer.store.served_files import PICTURES, Shelf


def test_what_is_put_can_be_got_under_the_name_in_its_address():
    shelf = Shelf()
    address = shelf.put("abc", lambda: b"picture")
    assert address == f"{PICTURES}/abc.png"
    assert shelf.get("abc") == b"picture"


def test_what_never_was_there_is_nothing():
    assert Shelf().get("abc") is None


def test_a_picture_is_made_once():
    shelf, made = Shelf(), []
    for _ in range(3):
        shelf.put("abc", lambda: made.append(1) or b"picture")
    assert made == [1]


def test_the_shelf_holds_no_more_than_its_capacity():
    shelf = Shelf(capacity=100)
    for number in range(50):
        shelf.put(str(number), lambda: bytes(30))
    assert [n for n in range(50) if shelf.get(str(n))] == [47, 48, 49]


def test_the_least_recently_used_picture_leaves_first():
    shelf = Shelf(capacity=100)
    for name in "abc":
        shelf.put(name, lambda: bytes(30))
    shelf.put("a", lambda: bytes(30))
    shelf.put("d", lambda: bytes(30))
    assert shelf.get("b") is None
    assert all(shelf.get(name) for name in "acd")


def test_a_picture_larger_than_the_shelf_is_kept_until_the_next():
    shelf = Shelf(capacity=10)
    shelf.put("large", lambda: bytes(30))
    assert shelf.get("large") == bytes(30)
    shelf.put("small", lambda: bytes(3))
    assert shelf.get("large") is None
    assert shelf.get("small") == bytes(3)


def test_a_picture_that_cannot_be_made_leaves_no_trace():
    shelf = Shelf()

    def fail() -> bytes:
        raise RuntimeError("no picture")

    with pytest.raises(RuntimeError, match="no picture"):
        shelf.put("abc", fail)
    assert shelf.get("abc") is None
    shelf.put("abc", lambda: b"picture")
    assert shelf.get("abc") == b"picture"


def test_many_threads_never_find_a_wrong_or_a_lost_picture():
    shelf = Shelf(capacity=40 * 8)

    def visit(number: int) -> bool:
        name = str(number % 60)
        content = name.encode().rjust(8, b".")
        shelf.put(name, lambda: content)
        return shelf.get(name) in (content, None)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(visit, range(6000)))
    kept = [n for n in range(60) if shelf.get(str(n))]
    assert len(kept) == 40


def test_what_is_promised_is_made_when_it_is_asked_for_and_once():
    shelf, made = Shelf(), []
    for _ in range(3):
        address = shelf.promise("abc", lambda: made.append(1) or b"text", ending="txt")
    assert address == f"{PICTURES}/abc.txt"
    assert made == []
    assert [shelf.get("abc") for _ in range(3)] == [b"text"] * 3
    assert made == [1]
    shelf.promise("abc", lambda: made.append(2) or b"other", ending="txt")
    assert shelf.get("abc") == b"text"


def test_only_so_many_promises_are_remembered():
    shelf = Shelf(promises=3)
    for number in range(10):
        shelf.promise(str(number), lambda: b"picture")
    assert [n for n in range(10) if shelf.get(str(n))] == [7, 8, 9]


def test_a_promise_that_fails_can_be_asked_for_again():
    shelf, fails = Shelf(), [True]

    def make():
        if fails.pop():
            raise MemoryError
        return b"picture"

    shelf.promise("abc", make)
    with pytest.raises(MemoryError):
        shelf.get("abc")
    fails.append(False)
    assert shelf.get("abc") == b"picture"


def test_a_promise_holds_no_picture_and_is_void_when_nobody_does(source, photo):
    shelf = Shelf()
    for name in ("seen", "left"):
        picture = source(photo, name)
        shelf.promise(name, lambda one: one.digest.encode(), picture)
        if name == "seen":
            seen = picture
    del picture
    assert shelf.get("seen") == b"seen"
    assert shelf.get("left") is None
    assert seen.digest == "seen"
