"""`sweep --scheduler` and `agree --scheduler` on a worker of a real Dask scheduler."""

import csv
import io
import json
from collections.abc import Iterator

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image
from skimage import data

import core
from core.evaluation import read_peid
from core.indices import INDICES
from explorer.commands.cli import main

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory, patient_dask) -> Iterator[str]:
    """Address of a scheduler with one worker; both live in this process."""
    with (
        dask.config.set(patient_dask),
        distributed.LocalCluster(
            n_workers=1,
            threads_per_worker=1,
            processes=False,
            protocol="tcp",
            dashboard_address=":0",
            local_directory=str(tmp_path_factory.mktemp("dask")),
        ) as cluster,
    ):
        yield cluster.scheduler_address


@pytest.fixture(autouse=True)
def _nowhere_else(monkeypatch, patience):
    """Fail where processes of this machine would do the work, but not in a hurry."""
    monkeypatch.setattr("explorer.commands.running.ANSWER_WITHIN", patience)
    monkeypatch.setattr(
        "explorer.commands.running.local_pool",
        lambda *_, **__: pytest.fail("not on the cluster"),
    )


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.mark.slow
def test_attacks_and_frames_are_done_by_the_cluster(scheduler, tmp_path):
    plain = data.camera()[200:264, 200:264]
    rng = np.random.default_rng(0)
    ciphers = [plain[rng.permutation(64)][:, rng.permutation(64)] for _ in range(3)]
    first, *others = map(Image.fromarray, ciphers)
    Image.fromarray(plain).save(tmp_path / "plain.png")
    first.save(tmp_path / "lines.png", save_all=True, append_images=others)
    (tmp_path / "pairs.csv").write_text("plain,encrypted\nplain.png,lines.png\n")
    done = run(
        *("batch", tmp_path / "pairs.csv", "--frames", "--attack", "line-order"),
        *("--statistics", "-o", tmp_path / "out.csv", "--scheduler", scheduler),
    )
    assert done.exit_code == 0, done.output
    with (tmp_path / "out.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["frame"] for row in rows] == ["1", "2", "3"]
    for row, cipher in zip(rows, ciphers, strict=True):
        judged = core.judge(plain, cipher, core.ATTACKS["line-order"], witnesses=())
        assert row["error"] == ""
        assert row["best_attack"] == "line-order"
        assert row["line-order_word"] == judged.word == "opens it"
        assert float(row["line-order"]) == pytest.approx(judged.after, abs=1e-6)
        entropy = core.statistics(cipher).entry("entropy").value
        assert float(row["entropy"]) == pytest.approx(entropy)


def test_a_sweep_is_done_by_the_cluster(scheduler, tmp_path):
    plain = data.camera()[200:264, 200:264]
    Image.fromarray(plain).save(tmp_path / "plain.png")
    done = run(
        *("sweep", tmp_path / "plain.png", "--scheme", "peid-09", "--level", "1,2"),
        *("--beta", "10,40", "--scheduler", scheduler),
    )
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(row["level"], row["beta"]) for row in rows] == [
        ("1", "10.0"),
        ("1", "40.0"),
        ("2", "10.0"),
        ("2", "40.0"),
    ]
    for row in rows:
        encrypted = core.SCHEMES["peid-09"].encrypt(plain, level=int(row["level"]))
        parameters = core.Parameters(beta=float(row["beta"]))
        expected = core.visual_security_index(plain, encrypted, parameters).vsi
        # Six digits are the core's promise, on any number of threads.
        assert float(row["vsi"]) == pytest.approx(expected, rel=0, abs=1e-6)


@pytest.mark.slow
def test_agreement_is_scored_by_the_cluster(scheduler, miniature, tmp_path):
    folder = miniature.peid(tmp_path / "peid", ("airport", "book"))
    done = run(
        *("agree", "--peid", folder, "--index", "psnr", "--index", "lss"),
        *("--draws", 0, "--json", "-o", tmp_path / "out", "--scheduler", scheduler),
    )
    assert done.exit_code == 0, done.output
    database = read_peid(folder)
    with (tmp_path / "out" / "scores.csv").open(encoding="utf-8") as file:
        found = list(csv.DictReader(file))
    for key in ("psnr", "lss"):
        expected = [INDICES[key].evaluate(*row.read()).value for row in database.rows]
        assert np.array_equal([float(row[key]) for row in found], expected)
        score = core.agreement(expected, database.scores).srocc
        tables = json.loads(done.stdout)["tables"]["table1"]["rows"]
        assert [row["SROCC"] for row in tables if row["index"] == key] == [score]
