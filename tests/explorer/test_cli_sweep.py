"""`showthrough sweep`: every setting of a grid is a row, and equals a single score."""

import csv
import io
import json

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image
from skimage import data

import core
from explorer.commands import sweep as command
from explorer.commands.cli import main

pytestmark = pytest.mark.usefixtures("in_process")


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sweep")
    plain = data.camera()[200:296, 200:264]
    for level in (0, 1, 2):
        pixels = core.SCHEMES["peid-09"].encrypt(plain, level=level) if level else plain
        Image.fromarray(np.asarray(pixels, np.uint8)).save(folder / f"{level}.png")
    (folder / "pairs.csv").write_text(
        "plain,encrypted,who\n0.png,1.png,one\nno.png,1.png,none\n0.png,2.png,two\n"
    )
    return folder


@pytest.fixture
def here(folder, monkeypatch):
    monkeypatch.chdir(folder)
    return folder


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def expected(row, encrypted):
    return core.visual_security_index(
        core.read_image("0.png"),
        encrypted,
        core.Parameters(
            alpha=float(row["alpha"]),
            beta=float(row["beta"]),
            gamma=float(row["gamma"]),
        ),
        getattr(core.Components, row["components"]),
        border="pad",
    ).vsi


def test_a_grid_of_constants_is_swept_in_its_order(here):
    words = ("--alpha", "0.15:0.35:0.1", "--beta", "40,10", "--gamma", "2:3.5:1.5")
    done = run(
        *("sweep", "0.png", "1.png", *words, "--components", "c1,C4"),
        *("--border", "pad"),
    )
    assert done.exit_code == 0, done.output
    rows = rows_of(done.stdout)
    assert [
        (row["alpha"], row["beta"], row["gamma"], row["components"]) for row in rows
    ] == [
        (a, b, g, c)
        for a in ("0.15", "0.25", "0.35")
        for b in ("40.0", "10.0")
        for g in ("2.0", "3.5")
        for c in ("C1", "C4")
    ]
    encrypted = core.read_image("1.png")
    for row in rows[::3]:
        assert float(row["vsi"]) == pytest.approx(expected(row, encrypted), abs=1e-7)
        assert row["error"] == ""


def test_what_the_score_is_made_of_stands_beside_it(here):
    words = ("sweep", "0.png", "1.png", "--alpha", "0.15,0.25,0.001")
    table = rows_of(run(*words, "--csv").stdout)
    records = json.loads(run(*words, "--json").stdout)
    plain, encrypted = core.read_image("0.png"), core.read_image("1.png")
    for row, record in zip(table[:2], records[:2], strict=True):
        result = core.visual_security_index(
            plain, encrypted, core.Parameters(alpha=record["alpha"])
        )
        for name in ("vsi", "rd", "gs", "side", "coverage"):
            wanted = pytest.approx(getattr(result, name), abs=1e-7)
            assert record[name] == wanted
            assert float(row[name]) == wanted
        rows, columns = result.degree.shape
        assert record["grid"] == row["grid"] == f"{rows}x{columns}"
    found = ("vsi", "rd", "gs", "grid", "side", "coverage")
    assert [records[2][name] for name in found] == [None] * 6
    assert [table[2][name] for name in found] == [""] * 6
    assert records[2]["error"]


def test_every_setting_has_its_own_noise_where_that_is_asked_for(here):
    words = ("sweep", "0.png", "1.png", "--alpha", "0.15,0.001", "--components")
    rows = json.loads(run(*words, "C2,C4", "--noise", "--json").stdout)
    names = list(rows[0])
    place = names.index("coverage") + 1
    noise = ["noise_low", "noise_high", "above_noise"]
    assert names[place : place + 3] == noise
    plain, encrypted = core.read_image("0.png"), core.read_image("1.png")
    for row in rows[:2]:
        found = core.noise_baseline(
            plain,
            encrypted,
            core.Parameters(alpha=row["alpha"]),
            getattr(core.Components, row["components"]),
        )
        assert row["noise_low"] == pytest.approx(found.low, abs=1e-7)
        assert row["noise_high"] == pytest.approx(found.high, abs=1e-7)
        assert row["above_noise"] == (found.standing == "above")
    for row in rows[2:]:
        assert [row[name] for name in noise] == [None] * 3
        assert row["error"]
    plainly = json.loads(run(*words, "C2,C4", "--json").stdout)
    assert [*plainly[0]] == [name for name in names if name not in noise]
    assert [row["vsi"] for row in plainly] == [row["vsi"] for row in rows]


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_a_sweep_with_noise_goes_on_and_takes_no_rows_without_it(ending, here):
    if ending == "parquet":
        pytest.importorskip("pyarrow")
    output = here / f"noise.{ending}"
    words = ("sweep", "0.png", "1.png", "--alpha", "0.2,0.3", "-o", output)
    words = (*words, "--workers", "1")
    assert run(*words, "--noise").exit_code == 0
    whole = output.read_bytes()
    assert "is complete" in run(*words, "--noise").stderr
    assert run(*words).exit_code == 2
    if ending != "parquet":
        output.write_bytes(whole[:-40])
        done = run(*words, "--noise")
        assert "has 1 of 2 already" in done.stderr
    assert output.read_bytes() == whole


def test_a_terminal_gets_an_aligned_table(here, monkeypatch):
    monkeypatch.setattr(command, "_on_terminal", lambda: True)
    words = ("sweep", "0.png", "1.png", "--alpha", "0.15,0.3")
    done = run(*words)
    assert done.exit_code == 0, done.output
    head, *lines = done.stdout.splitlines()
    assert head.split() == [
        *("plain", "encrypted", "alpha", "beta", "gamma", "components"),
        *("vsi", "rd", "gs", "grid", "side", "coverage"),
    ]
    assert [line.split()[2:6] for line in lines] == [
        ["0.15", "40", "5", "C4"],
        ["0.3", "40", "5", "C4"],
    ]
    assert {len(line) for line in (head, *lines)} == {len(head)}
    assert rows_of(run(*words, "--csv").stdout)[0]["alpha"] == "0.15"


def test_the_levels_of_a_scheme_are_swept(here):
    words = ("--scheme", "peid-07", "--key", "k", "--border", "pad", "--json")
    done = run("sweep", "0.png", *words)
    assert done.exit_code == 0, done.output
    rows = json.loads(done.stdout)
    scheme = core.SCHEMES["peid-07"]
    assert [row["level"] for row in rows] == list(range(1, scheme.levels + 1))
    plain = core.read_image("0.png")
    for row in rows:
        encrypted = scheme.encrypt(plain, level=row["level"], key="k")
        assert row["vsi"] == pytest.approx(expected(row, encrypted), abs=1e-7)
    chosen = json.loads(run("sweep", "0.png", *words, "--level", "2:4:2").stdout)
    assert chosen == [rows[1], rows[3]]


def test_a_table_of_pairs_is_swept_and_goes_on(here):
    words = ("sweep", "--pairs", "pairs.csv", "--alpha", "0.001,0.3", "--beta", "10,40")
    done = run(*words, "-o", "whole.csv", "--workers", "2")
    assert done.exit_code == 0, done.output
    assert "some have errors" in done.stderr
    whole = (here / "whole.csv").read_bytes()
    rows = rows_of(whole.decode())
    assert [row["who"] for row in rows] == ["one"] * 4 + ["none"] * 4 + ["two"] * 4
    for row in rows:
        if row["who"] == "none":
            assert "cannot open no.png" in row["error"]
        elif row["alpha"] == "0.001":
            assert "or more works" in row["error"]
        else:
            assert 0 < float(row["vsi"]) < 2
        assert bool(row["vsi"]) != bool(row["error"])

    lines = whole.splitlines(keepends=True)
    # In the order of the work: all of the first plain image, then the other.
    worked = b"".join([*lines[:5], *lines[9:12]])
    (here / "whole.csv").write_bytes(worked + lines[12][:9])
    refused = run(*words, "-o", "whole.csv", "--border", "pad")
    assert 'border was "crop", not "pad"' in refused.stderr
    done = run(*words, "-o", "whole.csv", "--workers", "1")
    assert done.exit_code == 0, done.output
    assert "has 3 of 6 already" in done.stderr
    assert (here / "whole.csv").read_bytes() == whole


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("0.png",), "expected PLAIN and ENCRYPTED, PLAIN and --scheme, or --pairs"),
        ((), "expected PLAIN"),
        (("0.png", "1.png", "--scheme", "blur"), "expected PLAIN"),
        (("0.png", "--pairs", "pairs.csv"), "expected PLAIN"),
        (("0.png", "1.png", "--level", "1"), "--level goes with --scheme"),
        (("0.png", "--scheme", "peid-09", "--level", "99"), "got 99"),
        (("0.png", "--scheme", "peid-09", "--level", "1.5"), "got 1.5"),
        (("0.png", "1.png", "--alpha", "much"), "neither a number"),
        (("0.png", "1.png", "--alpha", "0.1:0.2"), "neither a number"),
        (("0.png", "1.png", "--alpha", "nan"), "neither a number"),
        (("0.png", "1.png", "--alpha", "0.2:0.1:0.1"), "does not lead"),
        (("0.png", "1.png", "--alpha", "0.1:0.2:0"), "does not lead"),
        (("0.png", "1.png", "--alpha", "0.1,2"), "alpha must lie"),
        (("0.png", "1.png", "--beta", "1:9999:1", "--gamma", "1,2"), "At most 10,000"),
        (("0.png", "1.png", "--components", "C5"), "'C5' is none of C1"),
        (("0.png", "1.png", "--json", "-o", "o.csv"), "End the output in .json"),
        (("0.png", "1.png", "--csv", "-o", "o.csv"), "--csv goes neither with"),
        (("0.png", "1.png", "--csv", "--json"), "--csv goes neither with"),
        (("0.png", "1.png", "-o", "o.txt"), "ends in .csv"),
        (("--pairs", "whole.csv"), "a column called alpha"),
    ],
)
def test_what_cannot_be_swept_is_refused(words, said, here):
    (here / "whole.csv").write_text("plain,encrypted,alpha\n")
    done = run("sweep", *words)
    assert done.exit_code == 2, done.output
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    (here / "whole.csv").unlink()
