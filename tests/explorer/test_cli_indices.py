"""The commands that print and train other indices."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image

import core
from explorer.commands.cli import main


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    rng = np.random.default_rng(3)
    plain = rng.integers(0, 256, (64, 64), dtype=np.uint8)
    paths = tmp_path / "plain.png", tmp_path / "cipher.png"
    for path, pixels in zip(paths, (plain, plain ^ 15), strict=True):
        Image.fromarray(pixels).save(path)
    return paths


def test_all_indices_are_printed_with_their_provenance(pair):
    done = run("score", *pair, "--index", "all", "--json")
    assert done.exit_code == 0, done.output
    rows = {row["key"]: row for row in json.loads(done.stdout)}
    assert list(rows) == list(core.INDICES)
    images = [core.read_image(path) for path in pair]
    for key in ("proposed", "lss", "ess", "ssim"):
        expected = core.INDICES[key].evaluate(*images).value
        assert rows[key]["value"] == pytest.approx(expected, abs=1e-12)
        assert rows[key]["provenance"] == core.INDICES[key].provenance
    assert rows["nqiqapei"]["card"]["srocc"] > 0


def test_chosen_indices_are_printed_a_line_each(pair):
    done = run("score", *pair, "--index", "lss", "--index", "psnr")
    assert done.exit_code == 0, done.output
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["lss", "psnr"]


def test_identical_images_have_no_psnr_in_json(pair):
    done = run("score", pair[0], pair[0], "--index", "psnr", "--json")
    assert json.loads(done.stdout)[0]["value"] is None


def test_a_trained_index_says_what_it_learnt_from(pair):
    done = run("score", *pair, "--index", "nqiqapei")
    assert "learnt from" in done.stderr


def test_an_unknown_index_is_refused(pair):
    assert run("score", *pair, "--index", "mse").exit_code == 2


def test_the_list_of_indices_is_that_of_the_core():
    rows = json.loads(run("indices", "--json").stdout)
    assert [row["key"] for row in rows] == list(core.INDICES)
    assert len(run("indices").stdout.splitlines()) == len(core.INDICES)


@pytest.mark.slow
def test_training_writes_a_model_that_scores(tmp_path):
    rng = np.random.default_rng(4)
    rows = []
    for picture in range(4):
        plain = core.SCHEMES["blur"].encrypt(rng.integers(0, 256, (64, 64)), level=5)
        for level in range(1, 7):
            file = tmp_path / f"{picture}_{level}.png"
            pixels = core.SCHEMES["peid-07"].encrypt(plain, level=level)
            Image.fromarray(pixels).save(file)
            rows.append((file.name, f"p{picture}", level))
    table = tmp_path / "scores.csv"
    with table.open("w", newline="") as file:
        csv.writer(file).writerows([("encrypted", "plain", "mos"), *rows])
    model = tmp_path / "model.json"
    done = run("train-nqiqapei", table, "-o", model)
    assert done.exit_code == 0, done.output
    assert "unseen" in done.stderr
    assert json.loads(model.read_text("utf-8"))


def test_a_table_that_is_none_is_refused(tmp_path):
    table = tmp_path / "scores.csv"
    table.write_text("a,b\n1,2\n")
    done = run("train-nqiqapei", table, "-o", tmp_path / "model.json")
    assert done.exit_code == 2
