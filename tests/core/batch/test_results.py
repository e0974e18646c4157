"""A file of results that is killed at any byte, and goes on."""

import json
import math
import shutil

import pytest

from core.batch.formats import Columns
from core.batch.results import Results, ResultsError

COLUMNS = Columns(
    names=("plain", "encrypted", "level", "score", "error"),
    numbers=frozenset({"level", "score"}),
)
PLAIN = ("a.png", "b\nb.png", "a.png", 'ü"; ,.png')
ORDER = (0, 2, 1, 3)
EXPECTED = [{"plain": name, "encrypted": f"{k}.png"} for k, name in enumerate(PLAIN)]
ENDINGS = ("csv", "jsonl", "json", "parquet")


def records(number):
    """Two records of a job: a number with all its digits, and an error."""
    pair = EXPECTED[number]
    return [
        {**pair, "level": 1, "score": 1 / (3 + number), "error": None},
        {**pair, "level": 2, "score": None, "error": "no; such,\n“image”"},
    ]


def begin(path, **changed):
    settings = {"alpha": 0.1, "keys": ["a"]} | changed
    return Results(
        path,
        columns=COLUMNS,
        settings=settings,
        expected=EXPECTED,
        order=ORDER,
        each=2,
    )


def complete(path):
    results = begin(path)
    for number in ORDER[results.done :]:
        results.add(records(number))
    results.finish()
    return path.read_bytes()


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_finished_file_is_in_the_order_of_the_jobs(ending, tmp_path):
    path = tmp_path / f"out.{ending}"
    content = complete(path)
    if ending == "parquet":
        from pyarrow import parquet

        table = parquet.read_table(path)
        assert [str(kind) for kind in table.schema.types] == [
            "string",
            "string",
            "double",
            "double",
            "string",
        ]
        rows = table.to_pylist()
    elif ending == "json":
        rows = json.loads(content)
    elif ending == "jsonl":
        rows = [json.loads(line) for line in content.decode().splitlines()]
    else:
        pandas = pytest.importorskip("pandas")
        rows = pandas.read_csv(path).to_dict("records")
        rows = [{k: None if v != v else v for k, v in row.items()} for row in rows]
    assert rows == [record for number in range(4) for record in records(number)]
    assert {file.name for file in tmp_path.iterdir()} == {
        f"out.{ending}",
        f"out.{ending}.settings.json",
    }


@pytest.mark.slow
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_cut_at_any_byte_is_completed_to_the_same_bytes(ending, tmp_path):
    path = tmp_path / f"out.{ending}"
    whole = complete(path)
    journal = tmp_path / f"out.{ending}.part.jsonl"
    path.unlink()
    for rows in range(5):
        results = begin(path)
        for number in ORDER[:rows]:
            results.add(records(number))
        results.close()
        file = journal if journal.exists() else path
        grown = file.read_bytes()
        for end in (*range(0, len(grown), 3), len(grown)):
            path.unlink(missing_ok=True)
            file.write_bytes(grown[:end])
            results = begin(path)
            assert results.done <= rows
            results.close()
            assert complete(path) == whole
        path.unlink()


def test_rows_are_in_the_file_as_soon_as_they_are_added(tmp_path):
    folder = tmp_path / "run"
    folder.mkdir()
    results = begin(folder / "out.csv")
    for count, number in enumerate(ORDER, 1):
        results.add(records(number))
        assert (folder / "out.csv").read_bytes().count(b".png") >= 4 * count
        # What a kill would leave now; the run itself holds its file.
        copy = shutil.copytree(folder, tmp_path / str(count))
        again = begin(copy / "out.csv")
        assert again.done == count
        again.close()
    results.close()


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_finished_file_is_left_alone(ending, tmp_path):
    path = tmp_path / f"out.{ending}"
    whole = complete(path)
    results = begin(path)
    assert results.finished
    assert results.done == 4
    results.finish()
    assert path.read_bytes() == whole


@pytest.mark.parametrize("ending", ENDINGS)
def test_other_settings_are_refused_and_named(ending, tmp_path):
    path = tmp_path / f"out.{ending}"
    results = begin(path)
    results.add(records(0))
    results.close()
    with pytest.raises(ResultsError, match=r"\(alpha was 0.1, not 0.2\): use the same"):
        begin(path, alpha=0.2)
    with pytest.raises(ResultsError, match="beta was null, not 4"):
        begin(path, beta=4)


@pytest.mark.parametrize(
    "content",
    [b"", b"a,b\n1,2\n", b"\x00\xff\n", b'{"a": 1}\n', b"holiday notes"],
)
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_of_somebody_else_is_never_touched(ending, content, tmp_path):
    path = tmp_path / f"out.{ending}"
    path.write_bytes(content)
    with pytest.raises(ResultsError, match="was not written by this command"):
        begin(path)
    assert path.read_bytes() == content


def test_a_file_of_other_pairs_is_never_touched(tmp_path):
    path = tmp_path / "out.csv"
    complete(path)
    other = path.read_bytes().replace(b"2.png", b"9.png")
    for content, said in ((other, "other pairs"), (b"a,b\n", "other columns")):
        path.write_bytes(content)
        with pytest.raises(ResultsError, match=said):
            begin(path)
        assert path.read_bytes() == content


def test_settings_without_a_file_are_of_no_account(tmp_path):
    path = tmp_path / "out.csv"
    whole = complete(path)
    path.unlink()
    begin(path, alpha=0.2).close()
    path.unlink()
    assert complete(path) == whole


def test_infinity_is_null_in_json_and_stays_elsewhere(tmp_path):
    said = {}
    for ending in ENDINGS:
        path = tmp_path / f"out.{ending}"
        results = Results(path, columns=COLUMNS, settings={}, expected=[{}], order=[0])
        results.add([{"score": math.inf}])
        results.finish()
        said[ending] = path.read_text("utf-8", errors="replace")
    assert ",inf," in said["csv"]
    assert '"score": null' in said["jsonl"]
    assert json.loads(said["json"])[0]["score"] is None
    from pyarrow import parquet

    assert parquet.read_table(tmp_path / "out.parquet")["score"].to_pylist() == [
        math.inf
    ]


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(ResultsError, match=r"ends in .csv, .jsonl, .json, .parquet"):
        begin(tmp_path / "out.xlsx")
    assert list(tmp_path.iterdir()) == []
