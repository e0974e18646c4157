"""White, sizes, channels, damaged files and notes in the commands that read images."""

import csv
import io
import json

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

import core
from core.indices import training
from explorer import server
from explorer.commands.base import White
from explorer.commands.cli import main
from explorer.pair import sources

pytestmark = pytest.mark.usefixtures("in_process")


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def twelve(levels):
    """Levels of 8 bits as 12 bits in 16."""
    return (np.asarray(levels).astype(np.uint32) * 4095 // 255).astype(np.uint16)


@pytest.fixture
def files(tmp_path, photo, shuffled, noise, monkeypatch):
    """Folder with one pair in 8 bits, in 12 in 16, cropped, in colour and cut short."""
    pictures = {
        "plain": photo,
        "cipher": shuffled,
        "low": shuffled[:80],
        "colour": np.dstack([photo, photo[::-1], shuffled]),
        "hidden": np.dstack([noise, photo[::-1], shuffled]),
        "glass": np.dstack([photo] * 4),
    }
    for name, levels in pictures.items():
        Image.fromarray(levels.astype(np.uint8)).save(tmp_path / f"{name}.png")
    for name in ("plain", "cipher"):
        Image.fromarray(twelve(pictures[name])).save(tmp_path / f"{name}12.png")
    content = (tmp_path / "cipher.png").read_bytes()
    (tmp_path / "short.png").write_bytes(content[: len(content) * 2 // 3])
    (tmp_path / "bad.png").write_bytes(b"nonsense")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def score(*words):
    done = run("score", *words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


# White.


@pytest.mark.parametrize(
    ("text", "white"),
    [
        ("4095", (4095, 4095)),
        ("1023,4095", (1023, 4095)),
        (",4095", (None, 4095)),
        ("4095, ", (4095, None)),
        ("1", (1, 1)),
    ],
)
def test_white_is_one_number_or_one_for_each_image(text, white):
    assert White().convert(text, None, None) == white


@pytest.mark.parametrize("text", ["", ",", "1,2,3", "0", "-5", "bright", "nan", "inf"])
def test_what_cannot_be_white_is_refused(text, files):
    done = run("score", "plain.png", "cipher.png", "--white", text)
    assert done.exit_code == 2
    assert "expected a positive number for both pictures" in done.stderr


def test_score_takes_white_of_both_images_or_of_one(files, photo, shuffled):
    wanted = core.visual_security_index(photo, shuffled).vsi
    found = score("plain12.png", "cipher12.png", "--white", "4095")["vsi"]
    assert found == pytest.approx(wanted, abs=0.02)
    mixed = core.visual_security_index(
        photo, twelve(shuffled), data_range=(255, 4095)
    ).vsi
    found = score("plain.png", "cipher12.png", "--white", ",4095")["vsi"]
    assert found == pytest.approx(mixed, abs=1e-12)
    (row,) = score("plain.png", "cipher12.png", "--white", ",4095", "--index", "psnr")
    levels = twelve(shuffled) / 4095 * 255
    expected = core.INDICES["psnr"].evaluate(photo, levels).value
    assert row["value"] == pytest.approx(expected, abs=1e-9)


def test_without_white_the_way_out_is_printed(files):
    done = run("score", "plain.png", "cipher12.png")
    assert "data_range=4095, or --white 4095" in done.stderr
    assert "note: the plain picture uses grey levels up to" in done.stderr


def test_pixels_above_white_are_refused(files):
    done = run("score", "plain.png", "cipher.png", "--white", "100")
    assert done.exit_code == 2
    assert "above 100, the value of white that was given" in done.stderr


@pytest.mark.parametrize("scheme", ["blur", "peid-09"])
def test_encrypt_takes_white(scheme, files, photo):
    words = ("encrypt", "plain12.png", "--scheme", scheme, "-o", "o.png")
    done = run(*words, "--white", "4095")
    assert done.exit_code == 0, done.output
    assert "note: plain12.png is read with 4095 as white" in done.stderr
    levels = twelve(photo) / 4095 * 255
    expected = core.SCHEMES[scheme].encrypt(levels, key="showthrough", data_range=255)
    np.testing.assert_array_equal(np.asarray(Image.open("o.png")), expected)
    assert "--white 4095" in run(*words).stderr
    done = run(*words, "--white", "4095,4095")
    assert done.exit_code == 2
    assert "expected a positive number, got" in done.stderr


def test_the_explorer_opens_a_pair_with_its_white(files, monkeypatch):
    monkeypatch.setattr(sources, "_OPENED", [])
    monkeypatch.setattr(server, "serve", lambda **_: None)
    words = ("--plain", "plain.png", "--encrypted", "cipher12.png")
    assert run(*words, "--white", ",4095").exit_code == 0
    pair = sources.opened()
    assert pair is not None
    assert [source.made.white for source in pair] == [None, 4095]
    assert pair[1].luma.max() > 200
    assert "goes with --plain" in run("--white", "4095").stderr


def test_a_batch_takes_white_from_the_option_and_from_its_columns(files):
    (files / "pairs.csv").write_text(
        "plain,encrypted,white_plain,White\n"
        "plain12.png,cipher12.png,,\n"
        "plain.png,cipher12.png,255,4095\n"
        "plain.png,cipher.png,255,255\n"
    )
    words = ("batch", "pairs.csv", "-o", "o.csv", "--white", "4095")
    done = run(*words)
    assert done.exit_code == 0, done.output
    found = rows(files / "o.csv")
    assert [(row["white_plain"], row["white"]) for row in found] == [
        ("", ""),
        ("255", "4095"),
        ("255", "255"),
    ]
    expected = [
        score("plain12.png", "cipher12.png", "--white", "4095")["vsi"],
        score("plain.png", "cipher12.png", "--white", ",4095")["vsi"],
        score("plain.png", "cipher.png")["vsi"],
    ]
    assert [float(row["proposed"]) for row in found] == pytest.approx(
        expected, abs=1e-6
    )
    assert found[0]["notes"].startswith("plain12.png is read with 4095 as white")
    refused = run("batch", "pairs.csv", "-o", "o.csv", "--white", "4095,")
    assert refused.exit_code == 2
    assert "white was [4095.0, 4095.0], not [4095.0, null]" in refused.stderr
    assert "is complete" in run(*words).stderr


def test_a_white_that_is_none_is_refused_with_its_line(files):
    (files / "pairs.csv").write_text(
        "plain,encrypted,white\nplain.png,cipher.png,\nplain.png,cipher.png,much\n"
    )
    for words in (("batch", "pairs.csv", "-o", "o.csv"), ("sweep", "--pairs")):
        done = run(*words, *(["pairs.csv"] if words[-1] == "--pairs" else []))
        assert done.exit_code == 2
        assert "pairs.csv, line 3: expected a number as white" in done.stderr
    assert not (files / "o.csv").exists()


def test_a_sweep_takes_white_in_all_its_forms(files, photo):
    (files / "pairs.csv").write_text(
        "plain,encrypted,white_encrypted\nplain.png,cipher12.png,4095\n"
    )
    expected = score("plain.png", "cipher12.png", "--white", ",4095")["vsi"]
    for words in (
        ("plain.png", "cipher12.png", "--white", ",4095"),
        ("--pairs", "pairs.csv"),
    ):
        (row,) = json.loads(run("sweep", *words, "--json").stdout)
        assert row["vsi"] == pytest.approx(expected, abs=1e-7)
    words = ("sweep", "plain12.png", "--scheme", "peid-09", "--level", "1", "--json")
    (row,) = json.loads(run(*words, "--white", "4095").stdout)
    levels = twelve(photo) / 4095 * 255
    pixels = core.SCHEMES["peid-09"].encrypt(levels, level=1, data_range=255)
    expected = core.visual_security_index(levels, pixels, data_range=255).vsi
    assert row["vsi"] == pytest.approx(expected, abs=1e-7)
    assert row["notes"] == "plain12.png is read with 4095 as white"
    done = run(*words, "--white", ",4095")
    assert done.exit_code == 2
    assert "Say the white of PLAIN alone" in done.stderr


def test_a_sweep_is_not_continued_under_another_white(files):
    words = ("sweep", "plain12.png", "cipher12.png", "-o", "o.csv", "--white")
    assert run(*words, "4095").exit_code == 0
    done = run(*words, "4095,4080")
    assert done.exit_code == 2
    assert "white was [4095.0, 4095.0], not [4095.0, 4080.0]" in done.stderr


@pytest.fixture
def judged(files):
    """Table of judged pairs, the last of them in 12 bits."""
    lines = ["plain,encrypted,score,white_encrypted"]
    for level, mos in ((1, 1), (2, 2), (3, 3), (4, 5)):
        pixels = core.SCHEMES["peid-09"].encrypt(
            core.read_image("plain.png"), level=level
        )
        name = f"level{level}.png"
        Image.fromarray(twelve(pixels) if level == 4 else pixels).save(files / name)
        lines.append(f"plain.png,{name},{mos},{'4095' if level == 4 else ''}")
    (files / "judged.csv").write_text("\n".join(lines))
    return files


def test_agree_takes_white_from_the_table(judged):
    words = ("agree", "--csv", "judged.csv", "--index", "proposed", "--no-sweeps")
    done = run(*words, "-o", "found", "--draws", "0")
    assert done.exit_code == 0, done.output
    found = rows(judged / "found" / "scores.csv")
    expected = score("plain.png", "level4.png", "--white", ",4095")["vsi"]
    assert float(found[3]["proposed"]) == pytest.approx(expected, abs=1e-6)
    assert found[3]["notes"] == "level4.png is read with 4095 as white"
    assert "note: level4.png is read with 4095 as white" in done.stderr
    again = run(*words, "-o", "found", "--draws", "0", "--white", "255")
    assert again.exit_code == 2
    assert "white was" in again.stderr
    done = run("agree", "--white", "255")
    assert done.exit_code == 2
    assert "--white goes with --csv" in done.stderr


def test_training_reads_each_image_with_its_white(judged, monkeypatch):
    pytest.importorskip("sklearn")
    seen = []

    def look(luma):
        seen.append(float(luma.max()))
        if len(seen) == 2:
            raise core.ImageError("seen enough")
        return np.zeros(len(training.FEATURE_NAMES))

    monkeypatch.setattr(training, "encrypted_features", look)
    (judged / "train.csv").write_text(
        "plain,encrypted,mos,white\na,cipher12.png,1,4095\nb,cipher.png,2,\n"
    )
    done = run("train-nqiqapei", "train.csv", "-o", "model.json", "--white", "510")
    assert done.exit_code == 2
    assert "seen enough" in done.stderr
    assert 200 < seen[0] <= 255
    assert 100 < seen[1] < 128
    assert "note: cipher12.png is read with 4095 as white" in done.stderr


# Sizes and channels.


@pytest.mark.parametrize("how", ["crop", "resize"])
def test_every_command_brings_two_sizes_to_one(how, files):
    images = core.fit(core.read_image("plain.png"), core.read_image("low.png"), how)
    expected = core.visual_security_index(*images).vsi
    pair = ("plain.png", "low.png")
    said = score(*pair, "--fit", how)
    assert said["vsi"] == pytest.approx(expected, abs=1e-12)
    changed = "plain.png was cropped" if how == "crop" else "low.png was resized"
    (note,) = said["notes"]["plain" if how == "crop" else "encrypted"]
    assert note.startswith(changed)
    (row,) = json.loads(run("sweep", *pair, "--fit", how, "--json").stdout)
    assert row["vsi"] == pytest.approx(expected, abs=1e-7)
    assert row["notes"] == note
    (files / "pairs.csv").write_text("plain,encrypted\nplain.png,low.png\n")
    assert run("batch", "pairs.csv", "-o", "o.csv", "--fit", how).exit_code == 0
    (row,) = rows(files / "o.csv")
    assert float(row["proposed"]) == pytest.approx(expected, abs=1e-6)
    assert row["notes"] == note
    refused = run("batch", "pairs.csv", "-o", "o.csv")
    assert f'fit was "{how}", not null' in refused.stderr


def test_sizes_that_differ_are_refused_with_the_way_out(files):
    done = run("score", "plain.png", "low.png")
    assert done.exit_code == 2
    assert "Crop both to what they share" in done.stderr
    assert "--fit crop" in done.stderr
    assert run("score", "plain.png", "low.png", "--resize").exit_code == 2


@pytest.mark.parametrize("channel", core.as_channels(np.zeros((2, 2))))
def test_score_looks_through_any_channel(channel, files):
    planes = [core.as_channels(name)[channel] for name in ("colour.png", "hidden.png")]
    expected = core.visual_security_index(*planes, data_range=255).vsi
    said = score("colour.png", "hidden.png", "--channel", channel.lower())
    assert said["channel"] == channel
    assert said["vsi"] == pytest.approx(expected, abs=1e-12)


def test_a_channel_that_is_the_same_everywhere_is_noted(files):
    said = score("plain.png", "hidden.png", "--channel", "Cb")
    assert "plain.png has the same Cb everywhere" in said["notes"]["plain"][0]
    assert score("colour.png", "hidden.png", "--channel", "Cb")["notes"] == {
        "plain": [],
        "encrypted": [],
        "pair": [],
    }


# Files that end early.


@pytest.mark.parametrize(
    "words",
    [
        ("score", "plain.png", "short.png"),
        ("report", "plain.png", "short.png", "-o", "r.json"),
        ("encrypt", "short.png", "--scheme", "blur", "-o", "o.png"),
    ],
    ids=lambda words: words[0],
)
def test_a_file_that_ends_early_is_read_with_a_note_or_refused(words, files):
    done = run(*words)
    assert done.exit_code == 0, done.output
    assert "note: short.png" in done.stderr
    strict = run(*words, "--strict")
    assert strict.exit_code == 2
    assert "Error: short.png" in strict.stderr
    assert strict.stdout == ""


def test_strict_makes_an_error_of_its_row(files):
    (files / "pairs.csv").write_text("plain,encrypted\nplain.png,short.png\n")
    assert run("batch", "pairs.csv", "-o", "lax.csv").exit_code == 0
    (lax,) = rows(files / "lax.csv")
    assert lax["proposed"]
    assert "short.png" in lax["notes"]
    assert run("batch", "pairs.csv", "-o", "strict.csv", "--strict").exit_code == 1
    (strict,) = rows(files / "strict.csv")
    assert strict["proposed"] == ""
    assert "short.png" in strict["error"]
    for words in (("plain.png", "short.png"), ("--pairs", "pairs.csv")):
        (row,) = json.loads(run("sweep", *words, "--json", "--strict").stdout)
        assert (row["vsi"], "short.png" in row["error"]) == (None, True)


# Notes.


def test_notes_stand_in_json_by_the_image_that_they_are_of(files):
    notes = score("glass.png", "cipher12.png")["notes"]
    assert notes["plain"] == ["glass.png has transparency. It is dropped"]
    assert all(note.startswith("cipher12.png") for note in notes["encrypted"])
    assert notes["pair"][0].startswith("the plain picture uses grey levels up to")
    for row in score("glass.png", "cipher12.png", "--index", "psnr"):
        assert row["notes"] == notes


@pytest.mark.parametrize(
    ("pair", "error"),
    [
        (("glass.png", "bad.png"), "bad.png is not a picture"),
        (("bad.png", "glass.png"), "bad.png is not a picture"),
        (("glass.png", "low.png"), "expected two pictures of one size"),
    ],
)
def test_notes_that_are_known_come_before_an_error(pair, error, files):
    note = "glass.png has transparency. It is dropped"
    for words in (("score", *pair), ("report", *pair, "-o", "r.html")):
        done = run(*words)
        assert done.exit_code == 2
        assert done.stdout == ""
        assert 0 <= done.stderr.index(f"note: {note}") < done.stderr.index(error)
    (files / "pairs.csv").write_text(f"plain,encrypted\n{','.join(pair)}\n")
    assert run("batch", "pairs.csv", "-o", "o.csv").exit_code == 0
    (row,) = rows(files / "o.csv")
    assert error in row["error"]
    assert row["notes"] == note
