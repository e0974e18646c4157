"""Blocks that are not the paper's, on Explore, in links, words and files."""

import json
import re

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

import core
from core.attacks.own_blocks import NOT_COMPARABLE
from core.recognizability.form import Form
from core.recognizability.index import evaluate
from core.recognizability.stages import prepare
from explorer.commands.cli import main
from explorer.export import FORMATS, View
from explorer.export.recipe import python_script, shell_command
from explorer.figures.grid_words import grid_words, outside_words
from explorer.figures.matches import middle, pinned_block
from explorer.figures.reassembled import GREY, lay
from explorer.figures.score_strip import score_strip
from explorer.pair.sources import FOLDER, read_source

LINK = {"plain": "astronaut", "encrypted": "make", "scheme": "peid-09"}


def _result(border="crop", offset=(7, 13), side=30):
    rng = np.random.default_rng(0)
    plain = np.kron(rng.integers(0, 256, (10, 13)), np.ones((10, 10)))
    encrypted = plain[::-1].copy()
    parameters = core.Parameters.for_side(side, 100)
    form = Form(parameters=parameters, border=border, offset=offset, in_pixels=True)
    return evaluate(prepare(plain, encrypted, data_range=255), form), encrypted


def _button(app, label):
    return next(b for b in app.button if b.label.startswith(label))


def _strip(app):
    drawn = (json.loads(c.proto.json or "{}") for c in app.get("bidi_component"))
    texts = (each.get("html") or "" for each in drawn)
    return next(html for html in texts if 'class="strip"' in html)


def test_the_grid_that_is_found_is_used_and_given_back_again(visit):
    app = visit(**LINK, level="4")
    paper = _strip(app)
    assert NOT_COMPARABLE not in paper.replace("&#x27;", "'")
    found = _button(app, "Block grid found")
    assert re.fullmatch(r"Block grid found: 64 px from \(0, 0\)\. Use it", found.label)
    found.click()
    app.run()
    assert not app.exception
    assert "8 × 8" in _strip(app)
    assert NOT_COMPARABLE in _strip(app).replace("&#x27;", "'")
    assert app.query_params["side"] == ["64"] or app.query_params["side"] == "64"
    assert "oy" not in app.query_params
    assert not [b for b in app.button if b.label.startswith("Block grid found")]
    _button(app, "Back to the paper").click()
    app.run()
    assert not app.exception
    assert _strip(app) == paper
    assert "side" not in app.query_params


def test_a_link_restores_side_and_offset(visit):
    link = {**LINK, "level": "3", "side": "60", "oy": "7", "ox": "13"}
    app = visit(**link)
    assert not app.exception
    boxes = {box.label: box.value for box in app.number_input}
    assert boxes == {"Side": 60, "Top": 7, "Left": 13}
    assert "start at (7, 13)" in _strip(app)
    assert {name: app.query_params[name] for name in ("side", "oy", "ox")} in (
        {"side": "60", "oy": "7", "ox": "13"},
        {"side": ["60"], "oy": ["7"], "ox": ["13"]},
    )


def test_an_offset_outside_the_first_block_is_said_and_the_last_result_stays(visit):
    app = visit(**LINK)
    before = _strip(app)
    next(b for b in app.number_input if b.label == "Top").set_value(400)
    app.run()
    assert not app.exception
    assert "start at 0 to 51" in " ".join(e.value for e in app.error)
    assert _strip(app) == before


def test_words_say_what_is_left_out_on_all_four_sides():
    result, _ = _result()
    assert result.degree.shape == (3, 3)
    assert outside_words(result) == (
        "the first 7 rows and 13 columns and the last 3 rows and 27 columns"
    )
    assert outside_words(_result("pad")[0]) == ""
    assert outside_words(_result(offset=(0, 0))[0]) == (
        "the last 10 rows and 10 columns"
    )


def test_words_of_the_grid_are_for_blocks_that_are_not_the_papers():
    result, _ = _result()
    assert grid_words(result) == (
        f"Blocks of 30 px start at (7, 13). {NOT_COMPARABLE}."
    )
    own = NOT_COMPARABLE.replace("'", "&#x27;")
    assert own in score_strip(result)
    paper = core.visual_security_index(*[np.eye(64) * 255] * 2, data_range=255)
    assert grid_words(paper) == ""


@pytest.mark.parametrize("border", ["crop", "pad"])
@pytest.mark.parametrize("offset", [(0, 0), (7, 13), (29, 1)])
def test_the_middle_of_every_block_is_a_point_of_the_image_in_that_block(
    border, offset
):
    result, _ = _result(border, offset)
    height, width = result.edges_plain.shape
    for block in range(result.degree.size):
        x, y = middle(result, block)
        assert 0 <= x < width
        assert 0 <= y < height
        assert pinned_block(result, (x, y)) == block


@pytest.mark.parametrize("border", ["crop", "pad"])
def test_every_block_laid_in_its_own_place_is_the_picture_inside_the_grid(border):
    result, encrypted = _result(border)
    own = np.arange(result.degree.size).reshape(result.degree.shape)
    picture = lay(own, encrypted, result.side, border, result.offset)
    if border == "pad":
        np.testing.assert_array_equal(picture, encrypted)
        return
    np.testing.assert_array_equal(picture[7:97, 13:103], encrypted[7:97, 13:103])
    outside = np.ones(picture.shape, bool)
    outside[7:97, 13:103] = False
    assert (picture[outside] == GREY).all()


def _run(command, *options):
    pair = "sample:camera.png", "sample:camera_shuffle32.png"
    return CliRunner().invoke(main, [command, *pair, *map(str, options)])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "side", "offset"),
    [
        (("--grid=auto",), 32, [0, 0]),
        (("--side=40", "--offset=7,13"), 40, [7, 13]),
        (("--offset=3,0",), 52, [3, 0]),
    ],
)
def test_score_takes_blocks_in_pixels_and_says_that_they_stand_alone(
    options, side, offset
):
    found = json.loads(_run("score", *options, "--json").stdout)
    assert (found["side"], found["offset"]) == (side, offset)
    assert f"{NOT_COMPARABLE}." in found["notes"]["pair"]
    assert NOT_COMPARABLE in _run("score", *options).stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--side=40", "--alpha=0.2"), "--side takes the place of --alpha"),
        (("--side=40", "--grid=auto"), "Leave out --side and --offset"),
        (("--offset=7",), "expected Y,X in pixels"),
        (("--offset=60,0",), "start at 0 to 51"),
        (("--side=600",), "1 to 512 pixels"),
    ],
)
def test_options_that_contradict_or_do_not_fit_are_refused(options, said):
    found = _run("score", *options)
    assert found.exit_code == 2
    assert said in found.stderr


@pytest.mark.slow
def test_a_sweep_over_an_offset_has_its_column_and_says_it_on_every_row():
    done = _run("sweep", "--offset=7,13", "--alpha=0.02,0.1", "--workers=1", "--json")
    assert done.exit_code == 0, done.stderr
    small, usual = json.loads(done.stdout)
    assert small["error"].startswith("expected blocks of 11 × 11 pixels to start at")
    assert (usual["side"], usual["offset"]) == (52, "7,13")
    assert NOT_COMPARABLE in usual["notes"]


@pytest.mark.slow
def test_a_sweep_of_found_grids_says_the_alpha_that_follows():
    done = _run("sweep", "--grid=auto", "--workers=1", "--json")
    (row,) = json.loads(done.stdout)
    assert (row["side"], row["offset"]) == (32, "0,0")
    assert row["alpha"] == pytest.approx(31.5 / 512, abs=1e-6)
    assert "Blocks of 32 px that start at (0, 0)" in row["notes"]


@pytest.mark.slow
def test_a_batch_finds_the_grid_of_each_pair_and_goes_on_with_the_same(tmp_path):
    plain = core.read_image(FOLDER / "camera.png")
    Image.fromarray(plain.astype(np.uint8)).save(tmp_path / "plain.png")
    rows = ["plain,encrypted"]
    for level in (3, 4):
        encrypted = core.SCHEMES["peid-09"].encrypt(plain, level=level, data_range=255)
        Image.fromarray(np.asarray(encrypted)).save(tmp_path / f"{level}.png")
        rows.append(f"plain.png,{level}.png")
    noise = np.random.default_rng(0).integers(0, 256, plain.shape, np.uint8)
    Image.fromarray(noise).save(tmp_path / "noise.png")
    rows.append("plain.png,noise.png")
    (tmp_path / "pairs.csv").write_text("\n".join(rows))
    output = tmp_path / "out.json"
    words = ["batch", str(tmp_path / "pairs.csv"), "-o", str(output), "--workers=1"]
    done = CliRunner().invoke(main, [*words, "--grid=auto"])
    assert done.exit_code == 0, done.stderr
    third, fourth, none = json.loads(output.read_text())
    assert (third["side"], third["offset"]) == (32, "0,0")
    assert (fourth["side"], fourth["offset"]) == (64, "0,0")
    assert NOT_COMPARABLE in third["notes"]
    assert NOT_COMPARABLE in fourth["notes"]
    assert none["side"] == 52
    assert "No block grid found" in none["notes"]
    assert NOT_COMPARABLE not in none["notes"]
    other = CliRunner().invoke(main, [*words, "--offset=7,13"])
    assert other.exit_code == 2
    assert "begun with other settings" in other.stderr


@pytest.fixture(scope="module")
def own_view():
    plain, encrypted = (
        read_source(file.read_bytes(), file.name)
        for file in (FOLDER / "camera.png", FOLDER / "camera_shuffle32.png")
    )
    parameters = core.Parameters.for_side(40, 512, beta=30)
    form = Form(parameters=parameters, offset=(7, 13), in_pixels=True)
    pair = prepare(plain.luma, encrypted.luma, data_range=255)
    return View(plain=plain, encrypted=encrypted, result=evaluate(pair, form))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["json", "svg", "html"])
def test_every_file_says_where_blocks_start_and_that_scores_stand_alone(kind, own_view):
    text = FORMATS[kind].make(own_view).decode()
    text = " ".join(re.sub(r"<[^>]*>", " ", text).replace("&#x27;", "'").split())
    assert "cannot be compared with scores under other grids" in text
    assert "(7, 13)" in text


def test_both_recipes_give_the_number_on_the_screen(own_view, monkeypatch, capsys):
    monkeypatch.chdir(FOLDER)
    script = python_script(own_view)
    assert "core.Parameters.for_side(40, 512, beta=30" in script
    assert "offset=(7, 13)" in script
    exec(script, {})
    assert float(capsys.readouterr().out) == own_view.result.vsi
    command = shell_command(own_view).split()
    assert {"--side=40", "--offset=7,13"} <= set(command)
    found = json.loads(CliRunner().invoke(main, command[1:]).stdout)
    assert found["vsi"] == own_view.result.vsi
