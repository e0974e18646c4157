from concurrent.futures import ThreadPoolExecutor

import pytest

from explorer.store import served_files
from explorer.store.served_files import PICTURES


class ServedFiles(served_files.ServedFiles):
    """The same, whose files can be got by their names too."""

    def get(self, sealed):
        return super().get(self._sealed(sealed))


def test_what_is_put_can_be_got_under_the_name_in_its_address():
    files = served_files.ServedFiles()
    address = files.put("abc", lambda: b"picture")
    sealed = address.removeprefix(f"{PICTURES}/").removesuffix(".png")
    assert files.get(sealed) == b"picture"
    assert address == files.put("abc", lambda: b"another")


def test_who_knows_what_a_file_was_made_of_cannot_guess_its_address():
    one, other = served_files.ServedFiles(), served_files.ServedFiles()
    address = one.put("abc", lambda: b"picture")
    assert "abc" not in address
    assert one.get("abc") is None
    assert address != other.put("abc", lambda: b"picture")


def test_what_never_was_there_is_nothing():
    assert ServedFiles().get("abc") is None


def test_a_picture_is_made_once():
    files, made = ServedFiles(), []
    for _ in range(3):
        files.put("abc", lambda: made.append(1) or b"picture")
    assert made == [1]


def test_the_files_take_no_more_than_the_capacity():
    files = ServedFiles(capacity=100)
    for number in range(50):
        files.put(str(number), lambda: bytes(30))
    assert [n for n in range(50) if files.get(str(n))] == [47, 48, 49]


def test_the_least_recently_used_picture_leaves_first():
    files = ServedFiles(capacity=100)
    for name in "abc":
        files.put(name, lambda: bytes(30))
    files.put("a", lambda: bytes(30))
    files.put("d", lambda: bytes(30))
    assert files.get("b") is None
    assert all(files.get(name) for name in "acd")


def test_a_picture_larger_than_the_capacity_is_kept_until_the_next():
    files = ServedFiles(capacity=10)
    files.put("large", lambda: bytes(30))
    assert files.get("large") == bytes(30)
    files.put("small", lambda: bytes(3))
    assert files.get("large") is None
    assert files.get("small") == bytes(3)


def test_a_picture_that_cannot_be_made_leaves_no_trace():
    files = ServedFiles()

    def fail() -> bytes:
        raise RuntimeError("no picture")

    with pytest.raises(RuntimeError, match="no picture"):
        files.put("abc", fail)
    assert files.get("abc") is None
    files.put("abc", lambda: b"picture")
    assert files.get("abc") == b"picture"


def test_many_threads_never_find_a_wrong_or_a_lost_picture():
    files = ServedFiles(capacity=40 * 8)

    def visit(number: int) -> bool:
        name = str(number % 60)
        content = name.encode().rjust(8, b".")
        files.put(name, lambda: content)
        return files.get(name) in (content, None)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(visit, range(6000)))
    kept = [n for n in range(60) if files.get(str(n))]
    assert len(kept) == 40


def test_a_deferred_file_is_made_when_it_is_asked_for_and_once():
    files, made = ServedFiles(), []
    for _ in range(3):
        address = files.defer("abc", lambda: made.append(1) or b"text", ending="txt")
    assert address.endswith(".txt")
    assert made == []
    assert [files.get("abc") for _ in range(3)] == [b"text"] * 3
    assert made == [1]
    files.defer("abc", lambda: made.append(2) or b"other", ending="txt")
    assert files.get("abc") == b"text"


def test_only_the_newest_deferred_files_are_remembered():
    files = ServedFiles(deferred=3)
    for number in range(10):
        files.defer(str(number), lambda: b"picture")
    assert [n for n in range(10) if files.get(str(n))] == [7, 8, 9]


def test_a_deferred_file_that_fails_can_be_asked_for_again():
    files, fails = ServedFiles(), [True]

    def make():
        if fails.pop():
            raise MemoryError
        return b"picture"

    files.defer("abc", make)
    with pytest.raises(MemoryError):
        files.get("abc")
    fails.append(False)
    assert files.get("abc") == b"picture"


def test_a_deferred_file_holds_no_picture_and_is_void_when_nobody_does(source, photo):
    files = ServedFiles()
    for name in ("seen", "left"):
        picture = source(photo, name)
        files.defer(name, lambda one: one.digest.encode(), picture)
        if name == "seen":
            seen = picture
    del picture
    assert files.get("seen") == b"seen"
    assert files.get("left") is None
    assert seen.digest == "seen"
