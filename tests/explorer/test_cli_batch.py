"""`showthrough batch`, killed and healthy, on processes and on a real Dask cluster."""

import csv
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import psutil
import pytest
from click.testing import CliRunner
from PIL import Image
from skimage import data

import core
from explorer.commands import running
from explorer.commands.cli import main

ROOT = Path(__file__).parents[2]


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Tables of pairs of 64 × 64 pixels: `good.csv`, `bad.csv` and `long.csv`."""
    folder = tmp_path_factory.mktemp("batch")
    plains = {
        "camera": data.camera()[200:264, 200:264],
        "coins": data.coins()[:64, :64],
    }
    rows = []
    for level in (1, 2):
        for name, plain in plains.items():
            encrypted = core.SCHEMES["peid-09"].encrypt(plain, level=level)
            files = f"{name}.png", f"{name}-{level}.png"
            for file, pixels in zip(files, (plain, encrypted), strict=True):
                Image.fromarray(np.asarray(pixels, np.uint8)).save(folder / file)
            rows.append((*files, f"level {level}, “shuffled”"))
    (folder / "bad.png").write_bytes(b"nonsense")
    Image.fromarray(plains["camera"][:32]).save(folder / "low.png")
    bad = [("camera.png", name, "") for name in ("none.png", "bad.png", "low.png", "")]

    def write(name, rows):
        with (folder / name).open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("plain", "encrypted", "about"), *rows])

    write("good.csv", rows)
    write("bad.csv", [rows[0], *bad, *rows[1:]])
    write("long.csv", rows * 35)
    write("empty.csv", [])
    return folder


def read(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def unbroken(folder, scoring_here):
    """What this process writes of the long table, in one go."""
    with scoring_here():
        done = run("batch", folder / "long.csv", "-o", folder / "one.csv")
    assert done.exit_code == 0, done.output
    return (folder / "one.csv").read_bytes()


def test_frames_are_rows_and_a_frame_is_a_pair(tmp_path, scoring_here):
    frames = [data.camera()[200 + k : 264 + k, 200:264] for k in (0, 9, 30)]
    first, *others = map(Image.fromarray, frames)
    first.save(tmp_path / "plain.png")
    first.save(tmp_path / "moving.png", save_all=True, append_images=others)
    (tmp_path / "pairs.csv").write_text("plain,encrypted\nplain.png,moving.png\n")
    with scoring_here():
        done = run(
            *("batch", tmp_path / "pairs.csv", "--frames", "-o", tmp_path / "out.csv")
        )
    assert done.exit_code == 0, done.output
    rows = read(tmp_path / "out.csv")
    assert [row["frame"] for row in rows] == ["1", "2", "3"]
    for number, (row, frame) in enumerate(zip(rows, frames, strict=True), start=1):
        expected = core.visual_security_index(frames[0], frame).vsi
        assert float(row["proposed"]) == pytest.approx(expected, abs=1e-6)
        pair = tmp_path / "plain.png", tmp_path / "moving.png"
        scored = run("score", *pair, "--frame", number, "--json")
        assert scored.exit_code == 0, scored.output
        assert json.loads(scored.stdout)["vsi"] == pytest.approx(expected, abs=1e-6)
    beyond = run("score", *pair, "--frame", 4)
    assert beyond.exit_code == 2
    assert "moving.png holds 3 frames" in beyond.stderr


@pytest.mark.slow
def test_attacks_and_statistics_are_columns(tmp_path, scoring_here):
    plain = data.camera()[200:296, 200:296]
    rng = np.random.default_rng(0)
    noise = rng.integers(0, 256, (2, *plain.shape)).astype(np.uint8)
    pictures = {
        "plain": plain,
        "planes": plain & 0b00111111 | noise[0] & 0b11000000,
        "noise": noise[0],
        "second": noise[1],
    }
    for name, pixels in pictures.items():
        Image.fromarray(pixels).save(tmp_path / f"{name}.png")
    table = tmp_path / "pairs.csv"
    table.write_text(
        "plain,encrypted,other\nplain.png,planes.png,\nplain.png,noise.png,second.png\n"
    )
    words = (
        *("batch", table, "--attack", "planes-drop", "--attack", "dc-solve"),
        *("--statistics", "-o", tmp_path / "out.csv"),
    )
    with scoring_here():
        done = run(*words)
    assert done.exit_code == 0, done.output
    planes, noisy = read(tmp_path / "out.csv")
    judged = core.judge(
        core.read_image(tmp_path / "plain.png"),
        core.read_image(tmp_path / "planes.png"),
        core.ATTACKS["planes-drop"],
    )
    assert float(planes["planes-drop"]) == pytest.approx(judged.after, abs=1e-6)
    noise_after = float(planes["planes-drop_noise"])
    assert noise_after == pytest.approx(judged.noise_after, abs=1e-6)
    assert float(planes["planes-drop_margin"]) == pytest.approx(judged.margin, abs=1e-6)
    assert planes["planes-drop_word"] == judged.word
    assert json.loads(planes["planes-drop_found"]) == dict(judged.attempt.found)
    assert planes["best_attack"] == "planes-drop"
    assert planes["best_margin"] == planes["planes-drop_margin"]
    assert {planes[f"dc-solve{part}"] for part in ("", "_word", "_found")} == {""}
    assert planes["npcr"] == planes["uaci"] == ""
    assert noisy["best_attack"] == "none"
    assert noisy["best_margin"] == noisy["planes-drop"] == ""
    statistics = core.statistics(noise[0], other=noise[1])
    for key in ("entropy", "corr_v", "npcr", "uaci"):
        assert float(noisy[key]) == pytest.approx(statistics.entry(key).value)
    again = run(*words)
    assert "out.csv is complete" in again.stderr
    other = run(*words[:-1], tmp_path / "out.csv", "--attack", "median-5")
    assert other.exit_code == 2
    without = run("batch", table, "--attack", "fast", "--index", "ssim", *words[-2:])
    assert "--attack needs the proposed index" in without.stderr


@pytest.mark.slow
def test_rows_are_those_of_the_core_in_the_order_of_the_table(folder, unbroken):
    rows = read(folder / "one.csv")
    pairs = read(folder / "long.csv")
    assert len(rows) == 140
    assert [
        {name: row[name] for name in ("plain", "encrypted", "about")} for row in rows
    ] == pairs
    assert list(rows[0]) == [
        "plain",
        "encrypted",
        "about",
        "proposed",
        "error",
        "notes",
    ]
    for row in rows[:4]:
        plain = core.read_image(folder / row["plain"])
        encrypted = core.read_image(folder / row["encrypted"])
        expected = core.visual_security_index(plain, encrypted).vsi
        assert float(row["proposed"]) == pytest.approx(expected, rel=0, abs=1e-6)
        assert row["error"] == row["notes"] == ""


@pytest.mark.usefixtures("in_process")
def test_noise_is_that_of_the_core_where_it_is_asked_for(folder):
    output = folder / "noise.csv"
    done = run("batch", folder / "good.csv", "-o", output, "--noise", "--workers", 1)
    assert done.exit_code == 0, done.output
    rows = read(output)
    assert list(rows[0])[3:7] == ["proposed", "noise_low", "noise_high", "above_noise"]
    for row in rows:
        found = core.noise_baseline(
            core.read_image(folder / row["plain"]),
            core.read_image(folder / row["encrypted"]),
        )
        assert float(row["noise_low"]) == pytest.approx(found.low, abs=1e-6)
        assert float(row["noise_high"]) == pytest.approx(found.high, abs=1e-6)
        assert row["above_noise"] == str(int(found.standing == "above"))


def test_noise_without_the_proposed_index_is_refused(folder):
    words = ("batch", folder / "good.csv", "-o", folder / "no.csv", "--noise")
    done = run(*words, "--index", "lss")
    assert done.exit_code == 2
    assert "--noise needs the proposed index" in done.output


@pytest.mark.usefixtures("in_process")
def test_copies_that_count_0_are_told_in_the_notes(folder):
    plain = np.array(Image.open(folder / "camera.png")).astype(int)
    near = plain + np.where(plain < 255, 1, -1) * (np.indices(plain.shape).sum(0) == 0)
    flat = np.full((64, 64), 128)
    flat[20:44, 20:44] = 120  # an edge too faint to be one
    sharp = flat.copy()
    sharp[30:34] = 60
    for name, pixels in (("near", near), ("flat", flat), ("sharp", sharp)):
        Image.fromarray(pixels.astype(np.uint8)).save(folder / f"{name}.png")
    result = core.visual_security_index(
        sharp, flat, core.Parameters(alpha=0.9, beta=0.05)
    )
    assert result.near_copies.sum() == 1
    (folder / "near.csv").write_text("plain,encrypted\nsharp.png,flat.png\n")
    output = folder / "near_out.csv"
    words = ("batch", folder / "near.csv", "-o", output, "--workers", 1)
    done = run(*words, "--alpha", 0.9, "--beta", 0.05)
    assert done.exit_code == 0, done.output
    (row,) = read(output)
    assert float(row["proposed"]) == 0
    assert row["notes"].startswith("1 block has a copy that looks the same")


@pytest.mark.slow
def test_two_workers_write_the_same_bytes(folder, unbroken):
    done = run("batch", folder / "long.csv", "-o", folder / "two.csv", "--workers", 2)
    assert done.exit_code == 0, done.output
    assert (folder / "two.csv").read_bytes() == unbroken


def command(*words):
    """Begin a command in a process of its own, whose scheduler may take its time."""
    code = "import explorer.commands.running as r; r.ANSWER_WITHIN = 120; "
    code += "from explorer.commands.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, words)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def lines(path):
    return path.read_bytes().count(b"\n") if path.exists() else 0


@pytest.mark.slow
def test_a_run_that_is_killed_goes_on_to_the_same_bytes(
    folder, unbroken, until, patience
):
    output = folder / "killed.csv"
    words = ("batch", folder / "long.csv", "-o", output, "--workers", 1)
    with command(*words) as process:
        until(lambda: lines(output) > 20)
        workers = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGKILL)
    assert 20 < lines(output) < 141
    _, alive = psutil.wait_procs(workers, timeout=patience)
    assert alive == [], "workers must not outlive the run"

    with output.open("ab") as file:
        file.write("camera.png,“half".encode()[:-2])  # a torn line
    refused = run(*words, "--alpha", "0.3")
    assert refused.exit_code == 2
    assert "begun with other settings (alpha was 0.1, not 0.3)" in refused.stderr

    done = run(*words)
    assert done.exit_code == 0, done.output
    assert "of 140 already" in done.stderr
    assert output.read_bytes() == unbroken
    again = run(*words)
    assert "is complete" in again.stderr
    assert output.read_bytes() == unbroken


@pytest.mark.slow
def test_a_worker_that_is_killed_costs_nothing(folder, unbroken, until, patience):
    output = folder / "worker.csv"
    with command("batch", folder / "long.csv", "-o", output, "--workers", 2) as process:
        until(lambda: lines(output) > 20)
        workers = [
            child
            for child in psutil.Process(process.pid).children()
            if "resource_tracker" not in " ".join(child.cmdline())
        ]
        workers[0].kill()
        _, said = process.communicate(timeout=patience)
    assert process.returncode == 0, said
    assert output.read_bytes() == unbroken


@pytest.mark.usefixtures("in_process")
def test_bad_pairs_are_rows_with_their_errors(folder):
    output = folder / "bad.jsonl"
    done = run("batch", folder / "bad.csv", "-o", output, "--index", "lss")
    assert done.exit_code == 0, done.output
    assert "4 of them have errors" in done.stderr
    rows = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    assert [row["encrypted"] for row in rows] == [
        row["encrypted"] for row in read(folder / "bad.csv")
    ]
    bad = rows[1:5]
    assert all(row["lss"] is None for row in bad)
    for row, said in zip(
        bad, ("cannot open none.png", "not a picture", "64 × 32", "line 6"), strict=True
    ):
        assert said in row["error"]
    assert all(row["error"] is None for row in (rows[0], *rows[5:]))


@pytest.mark.parametrize("ending", ["csv", "jsonl", "json", "parquet"])
@pytest.mark.usefixtures("in_process")
def test_strict_ends_with_1_if_a_row_failed_now_or_before(ending, folder):
    if ending == "parquet":
        pytest.importorskip("pyarrow")
    words = ("--index", "lss", "--workers", 1)
    lax, strict = (folder / f"{name}.{ending}" for name in ("lax", "strict"))
    assert run("batch", folder / "bad.csv", "-o", lax, *words).exit_code == 0
    for _ in range(2):  # the second time the file is complete
        done = run("batch", folder / "bad.csv", "-o", strict, *words, "--strict")
        assert done.exit_code == 1, done.output
        assert "4 of them have errors" in done.stderr
    assert strict.read_bytes() == lax.read_bytes()
    good = folder / f"strictly-good.{ending}"
    for _ in range(2):
        done = run("batch", folder / "good.csv", "-o", good, *words, "--strict")
        assert done.exit_code == 0, done.output


@pytest.mark.usefixtures("in_process")
def test_strict_counts_the_errors_of_a_run_that_was_stopped(folder):
    output = folder / "stopped.jsonl"
    words = ("batch", folder / "bad.csv", "-o", output, "--index", "lss", "--strict")
    assert run(*words).exit_code == 1
    rows = output.read_bytes().splitlines(keepends=True)
    # In the order of the work: all of the first plain image, then the other.
    worked = [row for row in rows if b'"camera.png"' in row]
    output.write_bytes(b"".join(worked))
    done = run(*words)
    assert f"has {len(worked)} of 8 already" in done.stderr
    assert "4 of them have errors" in done.stderr
    assert done.exit_code == 1
    assert output.read_bytes() == b"".join(rows)


@pytest.fixture(scope="module")
def study(folder):
    """Two folders with the images of `good.csv`, and a stray in each."""
    plains, ciphers = folder / "plains", folder / "ciphers"
    plains.mkdir()
    ciphers.mkdir()
    for name in ("camera", "coins"):
        (plains / f"{name}.png").write_bytes((folder / f"{name}.png").read_bytes())
        for level in (1, 2):
            content = (folder / f"{name}-{level}.png").read_bytes()
            (ciphers / f"{name}_s0{level}.png").write_bytes(content)
    (plains / "moon.png").write_bytes((folder / "coins.png").read_bytes())
    (ciphers / "key.txt").write_text("secret")
    (ciphers / "sun.png").write_bytes((folder / "coins.png").read_bytes())
    return folder


@pytest.mark.usefixtures("in_process")
def test_two_folders_are_scored_as_a_table_of_their_pairs(study, unbroken, monkeypatch):
    monkeypatch.chdir(study)
    words = ("batch", "--plain", "plains", "--encrypted", "ciphers/")
    words = (*words, "--pattern", "{name}_s*", "--workers", 2)
    done = run(*words, "-o", "study.csv")
    assert done.exit_code == 0, done.output
    for said in (
        "note: plain pictures without a partner: plains/moon.png\n",
        "note: encrypted pictures without a partner: ciphers/sun.png\n",
        "note: no pictures, by their endings: ciphers/key.txt\n",
        "4 pairs of 2 plain and 4 encrypted pictures\n",
    ):
        assert said in done.stderr
    rows = read(Path("study.csv"))
    assert [(row["plain"], row["encrypted"]) for row in rows] == [
        (f"plains/{name}.png", f"ciphers/{name}_s0{level}.png")
        for name in ("camera", "coins")
        for level in (1, 2)
    ]
    known = {row["encrypted"]: row["proposed"] for row in read(Path("one.csv"))}
    for row in rows:
        name = Path(row["encrypted"]).name.replace("_s0", "-")
        assert row["proposed"] == known[name]

    whole = Path("study.csv").read_bytes()
    Path("study.csv").write_bytes(b"".join(whole.splitlines(keepends=True)[:3]))
    done = run(*words, "-o", "study.csv")
    assert "has 2 of 4 already" in done.stderr
    assert Path("study.csv").read_bytes() == whole
    assert run(*words, "-o", "study.json").exit_code == 0
    assert len(json.loads(Path("study.json").read_text("utf-8"))) == 4


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "expected PAIRS.csv, or --plain FOLDER and --encrypted FOLDER"),
        (("--plain", "plains"), "expected PAIRS.csv"),
        (("good.csv", "--plain", "plains", "--encrypted", "ciphers"), "expected PAIRS"),
        (("good.csv", "--pattern", "{name}*"), "expected PAIRS.csv"),
        (("--plain", "none", "--encrypted", "ciphers"), "'none' does not exist"),
        (("--plain", "plains", "--encrypted", "ciphers"), "no encrypted picture in"),
        (("--plain", "plains", "--encrypted", "plains"), "expected a pattern"),
    ],
)
def test_folders_that_cannot_be_used_are_refused(words, said, study, monkeypatch):
    monkeypatch.chdir(study)
    done = run("batch", *words, "-o", "refused.csv")
    assert done.exit_code == 2, done.output
    assert said in done.stderr
    assert not Path("refused.csv").exists()


@pytest.mark.usefixtures("in_process")
def test_every_index_and_form_can_be_asked_for(folder):
    output = folder / "all.json"
    forms = ("--components", "C1", "--border", "pad", "--alpha", "0.2")
    done = run("batch", folder / "good.csv", "-o", output, "--index", "all", *forms)
    assert done.exit_code == 0, done.output
    assert "note: VSI-Canny is reconstructed" in done.stderr
    row = json.loads(output.read_text("utf-8"))[0]
    assert list(row)[3:-2] == list(core.INDICES)
    plain = core.read_image(folder / row["plain"])
    encrypted = core.read_image(folder / row["encrypted"])
    expected = core.visual_security_index(
        plain,
        encrypted,
        core.Parameters(alpha=0.2),
        core.Components.C1,
        border="pad",
    )
    assert row["proposed"] == pytest.approx(expected.vsi, rel=0, abs=1e-6)
    assert row["ssim"] == pytest.approx(
        core.INDICES["ssim"].evaluate(plain, encrypted).value, abs=1e-9
    )


@pytest.mark.parametrize("ending", ["csv", "jsonl", "json", "parquet"])
@pytest.mark.usefixtures("in_process")
def test_an_empty_table_gives_an_empty_file(ending, folder):
    output = folder / f"nothing.{ending}"
    for _ in range(2):
        done = run("batch", folder / "empty.csv", "-o", output)
        assert done.exit_code == 0, done.output
    assert output.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("none.csv", "-o", "o.csv"), "none.csv"),
        (("bad.png", "-o", "o.csv"), "expected the columns plain and encrypted"),
        (("good.csv",), "Missing option '-o'"),
        (("good.csv", "-o", "o.xlsx"), "ends in .csv, .jsonl, .json, .parquet"),
        (("good.csv", "-o", "no/such/o.csv"), "No such file"),
        (("good.csv", "-o", "o.csv", "--alpha", "2"), "alpha must lie"),
        (("good.csv", "-o", "o.csv", "--index", "mse"), "mse"),
        (("good.csv", "-o", "o.csv", "--workers", "0"), "--workers"),
        (("good.csv", "-o", "good.csv"), "was not written by this command"),
        (("one.csv", "-o", "o.csv"), "proposed and one called error"),
        (
            ("good.csv", "-o", "o.csv", "--workers", "2", "--scheduler", "tcp://x:1"),
            "exclude each other",
        ),
        (
            ("good.csv", "-o", "o.csv", "--scheduler", "tcp://127.0.0.1:9"),
            "no Dask scheduler answers at tcp://127.0.0.1:9",
        ),
        (("good.csv", "-o", "o.csv", "--scheduler", "nonsense://x"), "no Dask"),
    ],
)
def test_what_cannot_be_used_is_refused(words, said, folder, unbroken, monkeypatch):
    monkeypatch.chdir(folder)
    monkeypatch.setattr(running, "ANSWER_WITHIN", 0.3)
    done = run("batch", *words)
    assert done.exit_code == 2, done.output
    assert said in done.stderr
    assert "Traceback" not in done.stderr


# What Dask leaves behind is not ours to mend.
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_dask_cluster_writes_the_same_bytes_though_a_worker_dies(
    folder, unbroken, until, patience, patient_dask
):
    dask = pytest.importorskip("dask")
    distributed = pytest.importorskip("distributed")
    output = folder / "dask.csv"
    # With 0 a death is told at once; the default forgives three of them.
    with (
        dask.config.set(patient_dask | {"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None
        ) as cluster,
    ):
        address = cluster.scheduler_address
        with distributed.Client(address, set_as_default=False) as client:
            pids = list(client.run(os.getpid).values())
        with command(
            "batch", folder / "long.csv", "-o", output, "--scheduler", address
        ) as process:
            until(lambda: lines(output) > 20)
            os.kill(pids[0], signal.SIGKILL)
            _, said = process.communicate(timeout=patience)
    assert process.returncode == 0, said.decode()
    assert output.read_bytes() == unbroken
