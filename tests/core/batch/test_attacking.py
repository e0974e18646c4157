"""Attacks and statistics of a pair, wherever its row is made."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
import pytest
from PIL import Image
from skimage import data

import core
from core.attacks import Case
from core.batch import Form, Job, evaluate, local_pool, measures
from core.batch.attacking import ALONE, FAST, STATISTICS, best_of, statistics_of

KEYS = ("planes-drop", "dc-solve", "line-order", "median-5")
OWN = Form(parameters=core.Parameters(alpha=0.2))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A picture of 96 × 96 and its ciphers, as files."""
    folder = tmp_path_factory.mktemp("attacked")
    plain = data.camera()[100:196, 200:296]
    rng = np.random.default_rng(0)
    noise = rng.integers(0, 256, plain.shape).astype(np.uint8)
    pictures = {
        "plain": plain,
        "lines": plain[rng.permutation(96)][:, rng.permutation(96)],
        "planes": plain & 0b00111111 | noise & 0b11000000,
        "noise": noise,
        "other": rng.integers(0, 256, plain.shape).astype(np.uint8),
        "colour": np.dstack([plain & 0b00111111 | noise & 0b11000000, noise, plain]),
        "flat": np.full_like(plain, 9),
        "small": plain[:64],
    }
    for name, pixels in pictures.items():
        Image.fromarray(pixels).save(folder / f"{name}.png")
    return folder


@pytest.fixture(scope="module")
def jobs(files):
    return [
        Job(
            plain=files / "plain.png",
            encrypted=files / f"{name}.png",
            measures=measures(["proposed"], OWN),
            attacks=KEYS,
            statistics=True,
            other=files / "other.png",
        )
        for name in ("lines", "planes", "noise")
    ]


@pytest.fixture(scope="module")
def rows(jobs):
    return list(evaluate(jobs))


def told(rows):
    return [(row.number, row.attacks, dict(row.statistics), row.error) for row in rows]


@pytest.mark.slow
def test_each_attack_is_judged_as_it_is_alone(files, rows):
    plain = core.read_image(files / "plain.png")
    for row, name in zip(rows, ("lines", "planes", "noise"), strict=True):
        assert row.error is None
        encrypted = core.read_image(files / f"{name}.png")
        case = Case(plain, encrypted, OWN, witnesses=())
        judged = {key: case.judge(core.ATTACKS[key]) for key in KEYS}
        assert list(row.attacks) == [key for key in KEYS if judged[key] is not None]
        for key, attacked in row.attacks.items():
            assert attacked.word == judged[key].word
            assert attacked.found == dict(judged[key].attempt.found)
            for number in ("after", "noise_before", "noise_after", "margin", "gain"):
                expected = getattr(judged[key], number)
                assert getattr(attacked, number) == pytest.approx(expected, abs=1e-9)


@pytest.mark.slow
def test_the_best_attack_is_the_one_that_gains_most_of_those_that_help(rows):
    lines, planes, noise = (row.attacks for row in rows)
    assert best_of(lines) == "line-order"
    assert best_of(planes) == "planes-drop"
    assert best_of(noise) is None
    assert list(noise) == ["median-5"]


@pytest.mark.slow
def test_statistics_are_those_of_the_core(files, rows):
    encrypted = core.read_image(files / "noise.png")
    table = core.statistics(encrypted, other=core.read_image(files / "other.png"))
    found = rows[2].statistics
    assert tuple(found) == STATISTICS
    for key in set(STATISTICS) - {"chi2_p"}:
        assert found[key] == table.entry(key).value
    assert found["chi2_p"] == pytest.approx(table.entry("chi2").p)


@pytest.mark.slow
def test_rows_do_not_depend_on_threads_or_processes(jobs, rows):
    with ThreadPoolExecutor(3) as threads:
        assert told(evaluate(jobs, threads, chunk=1)) == told(rows)
    there = list(evaluate(jobs, partial(local_pool, 1), chunk=2))
    for found, expected in zip(there, rows, strict=True):
        assert found.statistics == expected.statistics
        assert list(found.attacks) == list(expected.attacks)
        for key, attacked in found.attacks.items():
            here = expected.attacks[key]
            assert attacked.found == here.found
            assert attacked.word == here.word
            # Other processes may multiply matrices on another number of threads.
            assert attacked.after == pytest.approx(here.after, abs=1e-6)
            assert attacked.margin == pytest.approx(here.margin, abs=1e-6)


def one(**job):
    (row,) = evaluate([Job(**job)])
    return row


def test_attacks_on_bytes_decline_a_colour_cipher_and_statistics_are_means(files):
    row = one(
        plain=files / "plain.png",
        encrypted=files / "colour.png",
        attacks=("planes-drop", "median-5"),
        statistics=True,
    )
    assert list(row.attacks) == ["median-5"]
    levels = np.asarray(Image.open(files / "colour.png"))
    table = core.statistics(levels)
    for key in ("entropy", "corr_h"):
        mean = np.mean([table.entry(key, channel).value for channel in range(3)])
        assert row.statistics[key] == pytest.approx(mean)
    assert "npcr" not in row.statistics
    assert 0 <= row.statistics["chi2_p"] <= 1


def test_chi_square_of_three_channels_of_noise_is_one_true_test():
    rng = np.random.default_rng(3)
    chances = [
        statistics_of(rng.integers(0, 256, (64, 64, 3)).astype(float), None)["chi2_p"]
        for _ in range(60)
    ]
    assert 0.3 < np.mean(chances) < 0.7
    assert min(chances) < 0.2
    assert max(chances) > 0.8


def test_what_is_not_defined_is_left_out_and_a_cropped_pair_is_attacked(files):
    flat = one(plain=files / "plain.png", encrypted=files / "flat.png", statistics=True)
    assert tuple(flat.statistics) == ("entropy", "chi2", "chi2_p")
    row = one(
        plain=files / "plain.png",
        encrypted=files / "small.png",
        attacks=("median-5",),
        fit="crop",
    )
    assert row.attacks is not None
    assert row.attacks["median-5"].after > 1


@pytest.mark.parametrize(
    ("other", "said"), [("none", "cannot open"), ("small", "shape")]
)
def test_a_second_cipher_that_does_not_fit_is_an_error_and_scores_stay(
    other, said, files
):
    row = one(
        plain=files / "plain.png",
        encrypted=files / "noise.png",
        statistics=True,
        other=files / f"{other}.png",
    )
    assert row.error.startswith("statistics: ")
    assert said in row.error
    assert row.scores["proposed"] > 0
    assert row.statistics == {}


def test_an_attack_that_fails_is_an_error_and_scores_stay(files, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr("core.batch.rows.attack_all", broken)
    row = one(
        plain=files / "plain.png", encrypted=files / "noise.png", attacks=("median-5",)
    )
    assert row.error == "attacks: ZeroDivisionError: by nothing"
    assert row.scores["proposed"] > 0
    assert row.attacks is None


def test_fast_attacks_need_the_encrypted_image_alone():
    assert set(FAST) < set(ALONE)
    assert not any(core.ATTACKS[key].slow for key in FAST)
    assert all(core.ATTACKS[key].needs == "image" for key in ALONE)
