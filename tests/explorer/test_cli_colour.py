"""Commands say what colour shows, and what is wrong with a pair."""

import csv
import json

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image
from skimage import data

import core
from explorer.commands.cli import main
from explorer.figures.colour_words import NOT_LOOKED_AT


def noise(seed):
    return np.random.default_rng(seed).integers(0, 256, (96, 96)).astype(np.uint8)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A picture, and encryptions that leave blue, all planes but some, and nothing."""
    folder = tmp_path_factory.mktemp("colour")
    plain = data.astronaut()[40:136, 160:256]
    made = {
        "plain": plain,
        "same": plain,
        "blue": np.stack([noise(1), noise(2), plain[..., 2]], -1),
        "noise": np.stack([noise(1), noise(2), noise(3)], -1),
        "high": plain & 192 | np.stack([noise(4)] * 3, -1) & 63,
        "grey": noise(5),
    }
    for name, pixels in made.items():
        Image.fromarray(pixels).save(folder / f"{name}.png")
    return folder


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def score(folder, plain, encrypted, *words):
    done = run("score", folder / f"{plain}.png", folder / f"{encrypted}.png", *words)
    assert done.exit_code == 0, done.output
    return done


@pytest.mark.slow
def test_score_prints_first_that_colour_shows(folder):
    done = score(folder, "plain", "blue")
    first, second = done.stdout.splitlines()[:2]
    assert first.startswith("Brightness hides the picture. Colour does not.")
    assert " B scores " in first
    assert second.startswith("VSI ")
    found = json.loads(score(folder, "plain", "blue", "--json").stdout)["shows_more"]
    assert "B" in [channel["channel"] for channel in found]
    assert found[0]["vsi"] > found[0]["noise"]["high"]


def test_score_of_what_hides_its_colours_begins_with_the_number(folder):
    for encrypted in ("noise", "grey", "same"):
        assert score(folder, "plain", encrypted).stdout.startswith("VSI ")
    found = json.loads(score(folder, "plain", "noise", "--json").stdout)
    assert found["shows_more"] == []


@pytest.mark.parametrize(
    ("plain", "encrypted", "words"),
    [
        ("plain", "same", "This encryption changes no pixel"),
        ("noise", "grey", "The plain picture looks like noise"),
    ],
)
def test_score_says_what_is_wrong_with_a_pair(plain, encrypted, words, folder):
    assert f"note: {words}" in score(folder, plain, encrypted).stderr
    found = json.loads(score(folder, plain, encrypted, "--json").stdout)
    assert any(note.startswith(words) for note in found["notes"]["pair"])


def table(folder, *words):
    pairs = folder / "pairs.csv"
    pairs.write_text(
        "plain,encrypted\nplain.png,blue.png\nplain.png,noise.png\n"
        "plain.png,grey.png\nplain.png,same.png\n"
    )
    output = folder / f"out{len(words)}.csv"
    done = run("batch", pairs, "-o", output, "--workers", 1, *words)
    assert done.exit_code == 0, done.output
    with output.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.slow
def test_batch_has_columns_of_the_channels_where_they_are_asked_for(folder):
    blue, hidden, grey, same = table(folder, "--channels")
    assert "B" in blue["shows_more"].split()
    assert blue["notes"].startswith("Brightness hides the picture. Colour does not.")
    assert hidden["shows_more"] == grey["shows_more"] == same["shows_more"] == "none"
    plain, other = (
        core.as_channels(np.asarray(Image.open(folder / f"{name}.png")))
        for name in ("plain", "blue")
    )
    expected = core.visual_security_index(plain["B"], other["B"], data_range=255).vsi
    assert float(blue["vsi_B"]) == pytest.approx(expected, abs=1e-9)
    assert grey["vsi_Cb"] == ""
    assert "changes no pixel" in same["notes"]


@pytest.mark.slow
def test_batch_says_of_pairs_in_colour_that_score_little_that_colour_was_left_out(
    folder,
):
    blue, hidden, grey, same = table(folder)
    assert NOT_LOOKED_AT in blue["notes"]
    assert NOT_LOOKED_AT in hidden["notes"]
    assert NOT_LOOKED_AT not in grey["notes"] + same["notes"]
    assert "shows_more" not in blue


@pytest.mark.slow
def test_channels_without_the_proposed_index_are_refused(folder):
    table(folder)
    done = run(
        *("batch", folder / "pairs.csv", "-o", folder / "x.csv", "--channels"),
        *("--index", "psnr"),
    )
    assert done.exit_code == 2
    assert "--channels needs the proposed index" in done.output
