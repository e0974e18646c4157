"""Every table that is written as CSV: hostile names are text, and are read back."""

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image
from skimage import data

import core
from core.batch.formats import APPENDED, Columns
from core.batch.table import read_table
from core.csv_writer import csv_text, unguarded
from core.evaluation import read_judged_table
from core.evaluation.paper_table import PaperCell, PaperColumn, PaperRow, PaperTable
from core.indices.training import train_from_csv
from explorer.commands.cli import main
from explorer.compare.files import as_csv
from explorer.compare.ranks import EncryptionValues
from explorer.export.rows import rows_csv
from explorer.session.run_log import RunLog, log_csv

pytestmark = pytest.mark.usefixtures("in_process")

HOSTILE = ("=cmd|' /C calc'!A0", " =1+1", "\t=1", "@x", "-x", "+1+1", "\r=1", "'=1")


def cells(text: str) -> list[list[str]]:
    """Every cell as a spreadsheet gets it."""
    return list(csv.reader(io.StringIO(text, newline="")))


def assert_harmless(text: str) -> None:
    for row in cells(text):
        for cell in row:
            begins = cell.lstrip().startswith(("=", "+", "-", "@"))
            if begins or cell.startswith(("\t", "\r", "\n")):
                float(cell)  # a number


@pytest.mark.parametrize("name", HOSTILE)
def test_compare_guards_names_of_encryptions(name):
    column = EncryptionValues(
        number=1, name=name, detail=name, sha256="", values={"proposed": -0.5}
    )
    text = as_csv([column])
    assert_harmless(text)
    assert unguarded(cells(text)[1][1]) == name


@pytest.mark.parametrize("name", HOSTILE)
def test_people_and_tune_guard_names_and_leave_numbers(name):
    text = rows_csv([{"encrypted": name, name: -0.5}, {"encrypted": name, "b": None}])
    assert_harmless(text)
    read = [list(map(unguarded, row)) for row in cells(text)]
    assert read == [["encrypted", name, "b"], [name, "-0.5", ""], [name, "", ""]]


@pytest.mark.parametrize("name", HOSTILE)
def test_the_run_log_guards_names_of_files(name):
    log = RunLog().seen({"plain": name}, 1.5, {"key": name})
    log = log.seen({"plain": f"{name}2"}, 1.25, {})
    text = log_csv(log, "http://here/")
    assert_harmless(text)
    assert unguarded(cells(text)[1][4]) == name
    assert cells(text)[2][2] == "-0.25"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_table_of_agreement_guards_types_of_encryption(name):
    table = PaperTable(
        key="t",
        title="T",
        first="type",
        columns=(PaperColumn(name=name, label=""),),
        rows=(PaperRow(name=name, label="", cells=(PaperCell(value=-0.5),)),),
    )
    assert_harmless(csv_text(*table.flat()))


@pytest.mark.parametrize("name", HOSTILE)
def test_results_on_disk_guard_every_text_and_give_it_back(name):
    form = APPENDED[".csv"]
    columns = Columns(names=("file", name, "score"), numbers=frozenset({"score"}))
    records = [{"file": name, name: None, "score": -0.5}]
    written = form.head(columns) + form.encode(records, columns)
    assert_harmless(written.decode())
    ((found, end),) = form.decode(written, columns)
    assert (found, end) == ({"file": name, name: "", "score": "-0.5"}, len(written))
    # What was read is written as it was.
    assert form.head(columns) + form.encode([found], columns) == written


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Images of hostile names, and a table of them with human scores."""
    plain = data.camera()[200:264, 200:264]
    rows = []
    for number, name in enumerate(HOSTILE):
        pair = f"{name}.plain.png", f"{name}.png"
        encrypted = core.SCHEMES["peid-09"].encrypt(plain, level=1 + number % 4)
        for file, pixels in zip(pair, (plain, encrypted), strict=True):
            (tmp_path / file).parent.mkdir(exist_ok=True)
            Image.fromarray(np.asarray(pixels, np.uint8)).save(tmp_path / file)
        rows.append((*pair, f"{number % 3}", name))
    text = csv_text(("plain", "encrypted", "score", "type"), rows)
    (tmp_path / "pairs.csv").write_bytes(text.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path


FILES = [f"{name}.png" for name in HOSTILE]


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_a_batch_of_hostile_names_is_scored_resumed_and_read_back(folder):
    words = ("batch", "pairs.csv", "-o", "out.csv", "--index", "psnr")
    done = run(*words)
    assert done.exit_code == 0, done.output
    assert "errors" not in done.output
    whole = (folder / "out.csv").read_bytes()
    assert_harmless(whole.decode())
    # Stopped within the last row, it goes on and gives the same file.
    (folder / "out.csv").write_bytes(whole[:-9])
    assert run(*words).exit_code == 0
    assert (folder / "out.csv").read_bytes() == whole
    assert f"is complete: {len(HOSTILE)} pairs" in run(*words).stderr
    table = read_table(folder / "out.csv")
    assert [row["encrypted"] for row in table.dicts()] == FILES
    assert [row["type"] for row in table.dicts()] == list(HOSTILE)


def test_agree_reads_the_table_of_a_batch_with_its_original_names(folder):
    assert run("batch", "pairs.csv", "-o", "out.csv", "--index", "psnr").exit_code == 0
    database = read_judged_table(folder / "out.csv")
    names = [Path(file).name for file in FILES]
    assert [row.name for row in database.rows] == names
    assert [row.picture for row in database.rows] == [f"{n}.plain.png" for n in HOSTILE]
    assert [row.type for row in database.rows] == list(HOSTILE)
    words = ("agree", "--csv", "out.csv", "--index", "psnr", "--draws", 0, "-o", "o")
    done = run(*words)
    assert done.exit_code == 0, done.output
    for file in (folder / "o").glob("*.csv"):
        assert_harmless(file.read_bytes().decode())
    scores = (folder / "o" / "scores.csv").read_bytes()
    assert [unguarded(row[1]) for row in cells(scores.decode())[1:]] == names
    # The same command finds its own file again.
    assert run(*words).exit_code == 0
    assert (folder / "o" / "scores.csv").read_bytes() == scores


@pytest.mark.parametrize("output", [(), ("-o", "out.csv")])
def test_a_sweep_of_hostile_names_is_harmless_on_paper_and_on_the_screen(
    folder, output
):
    done = run("sweep", "--pairs", "pairs.csv", "--alpha", "0.2", *output)
    assert done.exit_code == 0, done.output
    text = (folder / "out.csv").read_bytes() if output else done.stdout_bytes
    assert_harmless(text.decode())
    assert [unguarded(row[1]) for row in cells(text.decode())[1:]] == FILES


def test_training_finds_the_images_that_a_guarded_table_names(folder, monkeypatch):
    seen = list[object]()
    monkeypatch.setattr(
        "core.indices.training.train", lambda examples, **_: seen.append(examples)
    )
    table = (folder / "pairs.csv").read_bytes().replace(b"score", b"mos", 1)
    (folder / "pairs.csv").write_bytes(table)
    train_from_csv(folder / "pairs.csv")
    (examples,) = seen
    assert examples.pictures == tuple(f"{name}.plain.png" for name in HOSTILE)
