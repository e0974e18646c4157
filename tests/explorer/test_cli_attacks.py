"""The commands of attacks, grids, statistics and the way back."""

import csv
import io
import json

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

import core
from explorer.commands.cli import main

pytestmark = pytest.mark.usefixtures("in_process")


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Folder with a picture, ciphers of it, and what some attacks need besides."""
    folder = tmp_path_factory.mktemp("attacks")
    photo = core.SCHEMES["peid-09"]  # any scheme: a shuffle has a grid
    y, x = np.mgrid[:128, :160] / 40
    plain = np.rint(128 + 70 * np.sin(x + y**2) + 40 * np.cos(2 * y - x))
    plain = plain.clip(0, 255).astype(np.uint8)
    noise = np.random.default_rng(0).integers(0, 256, plain.shape).astype(np.uint8)
    pictures = {
        "plain": plain,
        "shuffled": photo.encrypt(plain, level=3, key="demo"),
        "planes": plain & 0b01111111 | noise & 0b10000000,
        "stream": plain ^ noise,
        "second": plain.T[:128, :128].repeat(2, axis=1)[:, :160] ^ noise,
        "colour": np.stack([plain, noise, plain[::-1]], axis=-1),
        "aes": core.SCHEMES["aes-ctr"].encrypt(plain, key="demo"),
    }
    for name, levels in pictures.items():
        Image.fromarray(levels).save(folder / f"{name}.png")
    return folder


def test_the_list_of_attacks_says_what_each_needs():
    lines = run("attacks").stdout.splitlines()
    assert len(lines) == len(core.ATTACKS)
    rows = json.loads(run("attacks", "--json").stdout)
    assert [row["key"] for row in rows] == list(core.ATTACKS)
    assert rows[0]["does"]


def test_an_attack_is_judged_and_its_picture_written(files, tmp_path):
    done = run(
        "attack", files / "plain.png", files / "planes.png", "--attack",
        "planes-drop", "--attack", "dc-solve", "--json", "-o", tmp_path,
    )  # fmt: skip
    assert done.exit_code == 0
    drop, solve = json.loads(done.stdout)
    assert drop["word"] in ("opens it", "helps")
    assert drop["found"]["planes"].startswith("7")
    assert drop["draws"] == 19
    for name in ("ssim", "information", "key_points"):
        assert drop[f"{name}_after"] >= drop[f"{name}_noise"]
    assert drop["information_after"] > 2 * drop["information_before"]
    assert solve == {"attack": "dc-solve", "word": "declined", "said": solve["said"]}
    assert [path.name for path in tmp_path.iterdir()] == ["planes-drop.png"]
    expected = core.ATTACKS["planes-drop"].run(core.read_image(files / "planes.png"))
    written = core.read_image(tmp_path / "planes-drop.png")
    np.testing.assert_allclose(written, expected.picture, atol=0.5)


def test_without_a_plain_image_there_are_pictures_and_no_scores(files, tmp_path):
    done = run("attack", "--no-plain", files / "planes.png", "-o", tmp_path, "--csv")
    assert done.exit_code == 0
    rows = {row["attack"]: row for row in csv.DictReader(io.StringIO(done.stdout))}
    assert rows["planes-drop"]["word"] == "not judged"
    assert rows["planes-drop"]["after"] == ""
    assert rows["dc-solve"]["word"] == "declined"
    assert "jigsaw" not in rows
    assert (tmp_path / "median-9.png").exists()


def test_a_colour_cipher_is_declined_by_attacks_on_bytes(files):
    done = run("attack", "--no-plain", files / "colour.png", "--attack", "planes-drop")
    assert done.exit_code == 0
    assert "colour" in done.stdout


def test_a_second_cipher_is_asked_for_and_used(files):
    ask = run("attack", "--no-plain", files / "stream.png", "--attack", "second-image")
    assert ask.exit_code == 2
    assert "--second" in ask.stderr
    done = run(
        "attack", "--no-plain", files / "stream.png", "--attack", "second-image",
        "--second", files / "second.png",
    )  # fmt: skip
    assert "key stream cancels" in done.stdout


def test_wrong_numbers_of_images_are_refused(files):
    assert run("attack", files / "plain.png").exit_code == 2
    both = run("attack", "--no-plain", files / "plain.png", files / "aes.png")
    assert both.exit_code == 2
    once = run("attack", "--no-plain", files / "aes.png", "--json", "--csv")
    assert once.exit_code == 2


def test_the_grid_of_a_cipher_is_printed(files):
    assert "32 px" in run("grid", files / "shuffled.png").stdout
    found = json.loads(run("grid", files / "shuffled.png", "--json").stdout)
    assert found["side"] == 32
    assert found["offset"] == [0, 0]
    assert "No block grid" in run("grid", files / "aes.png").stdout


def test_statistics_are_printed_with_their_tests(files):
    done = run(
        "statistics", files / "stream.png", "--other", files / "second.png",
        "--plain", files / "plain.png",
    )  # fmt: skip
    assert done.exit_code == 0
    assert "NPCR" in done.stdout
    assert "5 %" in done.stdout
    table = json.loads(run("statistics", files / "plain.png", "--json").stdout)
    expected = core.statistics(core.read_image(files / "plain.png"))
    entropy = table["channels"]["grey"]["entropy"]["value"]
    assert entropy == expected.entry("entropy").value
    assert table["missing"]
    colour = run("statistics", files / "colour.png").stdout.splitlines()
    assert [line for line in colour if len(line) == 1] == ["R", "G", "B"]


def test_statistics_of_a_known_scheme_say_what_another_key_does(files, tmp_path):
    cipher = tmp_path / "cipher.png"
    made = ("--scheme", "etc", "--level", 2, "--key", "k")
    assert run("encrypt", files / "plain.png", *made, "-o", cipher).exit_code == 0
    words = ("statistics", cipher, "--plain", files / "plain.png", *made)
    found = json.loads(run(*words, "--json").stdout)["sensitivity"]
    expected = core.sensitivity(
        core.read_image(files / "plain.png"), core.SCHEMES["etc"], level=2, key="k"
    )
    assert found["of_key"]["npcr"] == expected.of_key.npcr
    assert found["decrypted"]["vsi"] == pytest.approx(expected.decrypted_vsi)
    lines = run(*words).stdout.splitlines()
    assert any(line.startswith("Decrypted under another key") for line in lines)
    assert any("people +0.21" in line for line in lines)
    wrong = run(*words[:-1], "another key")
    assert wrong.exit_code == 2
    assert "is not what etc makes" in wrong.stderr
    assert run("statistics", cipher, *made).exit_code == 2


@pytest.fixture(scope="module")
def deep(files, tmp_path_factory):
    """The same pictures with 4080 as white in 16 bits, and one that ends early."""
    folder = tmp_path_factory.mktemp("deep")
    for name in ("plain", "shuffled", "stream", "second"):
        levels = core.read_image(files / f"{name}.png")
        Image.fromarray((levels * 16).astype(np.uint16)).save(folder / f"{name}.png")
    whole = (files / "stream.png").read_bytes()
    (folder / "cut.png").write_bytes(whole[: len(whole) // 2])
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ("attack", "{}/plain.png", "{}/stream.png", "--attack", "median-9", "--json"),
        ("attack", "--no-plain", "{}/stream.png", "--attack", "second-image",
         "--second", "{}/second.png", "--second-plain", "{}/plain.png", "--json"),
        ("statistics", "{}/stream.png", "--other", "{}/second.png",
         "--plain", "{}/plain.png", "--json"),
        ("grid", "{}/shuffled.png", "--json"),
    ],
    ids=lambda words: " ".join(words[:2]),
)  # fmt: skip
def test_white_of_the_files_is_asked_for_and_makes_the_same(words, files, deep):
    def found(folder, *more):
        done = run(*(word.format(folder) for word in words), *more)
        assert done.exit_code == 0, done.stderr
        return done

    def numbers(done):
        rows = json.loads(done.stdout)
        for row in rows if isinstance(rows, list) else []:
            row.pop("seconds")
        return rows

    assert "white" in found(deep).stderr
    assert numbers(found(deep, "--white", 4080)) == numbers(found(files))


@pytest.mark.parametrize(
    "words",
    [
        ("attack", "--no-plain", "{}", "--attack", "median-5"),
        ("statistics", "{}"),
        ("grid", "{}"),
        ("decrypt", "{}", "--scheme", "etc", "-o", "back.png"),
    ],
    ids=lambda words: words[0],
)
def test_a_file_that_ends_early_is_refused_where_asked(
    words, deep, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    words = [word.format(deep / "cut.png") for word in words]
    read = run(*words)
    assert read.exit_code == 0
    assert "ends early" in read.stderr
    refused = run(*words, "--strict")
    assert refused.exit_code == 2
    assert "cut.png" in refused.stderr


def test_what_was_encrypted_is_decrypted(files, tmp_path):
    cipher, back = tmp_path / "cipher.png", tmp_path / "back.png"
    for command, source, target in (
        ("encrypt", files / "plain.png", cipher),
        ("decrypt", cipher, back),
    ):
        done = run(
            command, source, "--scheme", "etc", "--level", 2, "--key", "k", "-o", target
        )
        assert done.exit_code == 0
    np.testing.assert_array_equal(
        core.read_image(back), core.read_image(files / "plain.png")
    )
    lossy = run("decrypt", cipher, "--scheme", "blur", "-o", back)
    assert lossy.exit_code == 2
