"""Parsers in a process with limits: honest files come through, others end nothing."""

import os
import zipfile
import zlib

import numpy as np
import pytest

from core.confined import (
    Bounds,
    ConfinedError,
    archive_entries,
    archive_member,
    excel_sheets,
    matlab,
)
from core.confined.process import Child
from core.evaluation import EvaluationError, read_ivc, read_peid


def test_a_matlab_file_gives_plain_values(hostile):
    cells = np.empty((1, 2), dtype=object)
    cells[:] = [["a.bmp", "b.bmp"]]
    content = hostile.saved({"textdata": cells, "mos": {"VS": np.array([1.5, np.nan])}})
    found = matlab(content, "data")
    assert found["textdata"] == ["a.bmp", "b.bmp"]
    assert found["mos"]["VS"][0] == 1.5
    assert np.isnan(found["mos"]["VS"][1])


def test_a_sheet_gives_texts_and_numbers(miniature):
    assert excel_sheets(miniature.xls({"a": [[]], "b": [["MOS", 2.5], ["x"]]})) == [
        [],
        [["MOS", 2.5], ["x"]],
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("corpus", "parse"),
    [("MATLAB", lambda c: matlab(c, "data")), ("EXCEL", excel_sheets)],
)
def test_no_file_of_the_corpus_ends_more_than_its_own_process(hostile, corpus, parse):
    survived, kinds = {}, {}
    for name, make in getattr(hostile, corpus).items():
        try:
            survived[name] = parse(make())
        except ConfinedError as error:
            kinds[name] = error.kind
    assert set(kinds.values()) <= {
        *("died", "memory", "nesting", "cells", "damaged", "unsupported", "missing")
    }
    # What is small once it is read, whatever it looks like, is read.
    assert set(survived) <= {"a number in the last corner", "cells 300 deep"}


def test_a_crash_of_a_reader_is_a_sentence(hostile, tmp_path):
    path = tmp_path / "PEID.zip"
    path.write_bytes(hostile.ARCHIVES["cells 20,000 deep"]())
    with pytest.raises(EvaluationError, match=r"data\.mat (cannot be read|holds)"):
        read_peid(path)


@pytest.mark.slow
@pytest.mark.parametrize("reader", [read_peid, read_ivc])
def test_no_archive_of_the_corpus_raises_anything_but_our_error(
    reader, hostile, tmp_path
):
    for number, make in enumerate(hostile.ARCHIVES.values()):
        path = tmp_path / f"{number}.zip"
        path.write_bytes(make())
        with pytest.raises(EvaluationError) as caught:
            reader(path)
        assert len(str(caught.value)) <= 400


def test_a_child_is_ended_when_it_takes_too_long(hostile):
    content = hostile.saved({"mos": 1.0})
    with pytest.raises(ConfinedError) as caught:
        matlab(content, "data", Bounds(seconds=0.001))
    assert caught.value.kind == "died"
    assert "0.001 seconds" in caught.value.why


def test_an_answer_beyond_its_bound_is_not_taken(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("large", bytes(5000))
    child = Child("zipfile", Bounds(answer=4999))
    request = {"do": "member", "path": str(path), "member": "large", "bytes": 10**6}
    with pytest.raises(ConfinedError, match="too much"):
        child.ask(request)
    with pytest.raises(ConfinedError, match="crashed"):
        child.ask(request)


@pytest.mark.slow
@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="held on Linux")  # noqa: PTH110
def test_memory_beyond_the_bound_is_not_given(hostile):
    content = hostile.packed_mat(60_000_000)
    with pytest.raises(ConfinedError) as caught:
        matlab(content, "data", Bounds(memory=50 << 20))
    assert caught.value.kind == "memory"


def test_members_of_one_archive_share_a_process_and_another_gets_its_own(tmp_path):
    from core.confined import files

    paths = [tmp_path / "a.zip", tmp_path / "b.zip"]
    for path in paths:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("x", path.name)
    children = []
    for path in (paths[0], paths[0], paths[1]):
        assert archive_entries(path) == {"x": (zlib.crc32(path.name.encode()), 5)}
        assert archive_member(path, "x", 100) == path.name.encode()
        children.append(files._ARCHIVE._child)
    assert children[0] is children[1]
    assert children[1] is not children[2]
    assert children[0]._process.poll() is not None


def test_an_archive_that_changed_is_read_anew(tmp_path):
    path = tmp_path / "a.zip"
    for text in ("first", "second, longer"):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("x", text)
        assert archive_member(path, "x", 100) == text.encode()


def test_a_child_ends_with_its_parent(until):
    child = Child("zipfile")
    assert child._process.poll() is None
    assert child._process.stdin is not None
    child._process.stdin.close()
    until(lambda: child._process.poll() is not None)
    child.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_no_archive(tmp_path):
    path = tmp_path / "pipe.zip"
    os.mkfifo(path)
    with pytest.raises(EvaluationError, match="pipe or a device"):
        read_peid(path)
