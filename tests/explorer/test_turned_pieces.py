"""Turned pieces: what is offered, drawn, laid and said of them, and the link."""

import json
import shlex
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

import core
from core.attacks.turned import turned_search
from core.recognizability.blocks import join, split
from core.recognizability.form import Form
from core.recognizability.index import evaluate
from core.recognizability.stages import prepare
from core.turns import TURNS, UNDONE_BY, turned
from explorer.canvas import LOOK
from explorer.commands.cli import main
from explorer.export import FORMATS
from explorer.export.composition import compose
from explorer.export.painting import levels_of
from explorer.export.recipe import python_script, shell_command
from explorer.export.records import blocks_csv, result_record
from explorer.export.svg import figure_svg
from explorer.export.view import Look, View
from explorer.figures.matches import view_data
from explorer.figures.reassembled import lay, lay_colours
from explorer.figures.turned_back import chip, with_matches
from explorer.pair.sources import Source, read_source

SIDE = 16


@pytest.fixture(scope="module")
def pieces(photo):
    """A photograph whose pieces stay in place, each in another state."""
    blocks = split(photo, SIDE).copy()
    for number in range(len(blocks)):
        blocks[number] = turned(blocks[number], number % 8)
        if number % 3 == 0:
            blocks[number] = 255 - blocks[number]
    encrypted = join(blocks, (6, 8))
    parameters = core.Parameters.for_side(SIDE, 96)
    form = Form(parameters=parameters, in_pixels=True)
    result = evaluate(prepare(photo, encrypted, data_range=255), form)
    found = turned_search(photo, encrypted, parameters, chance=False, data_range=255)
    return result, found, encrypted


@pytest.fixture(scope="module")
def view(photo, pieces):
    result, found, encrypted = pieces
    return View(
        plain=Source(title="Plain", digest="p", luma=photo),
        encrypted=Source(title="Turned", digest="e", luma=encrypted),
        result=result,
        back=found,
        draws=(0.7, 0.8),
    )


def test_the_letters_turns_are_those_of_the_core():
    said = [tuple(turn) for turn in LOOK["turned"]["turns"]]
    assert said == [(t.transposed, t.upside_down, t.left_right) for t in TURNS]
    assert tuple(LOOK["turned"]["undone"]) == UNDONE_BY


def test_pieces_are_laid_as_they_belong(photo, pieces):
    _, found, encrypted = pieces
    whole = lay(found.match, encrypted, SIDE, "crop", back=found)
    np.testing.assert_array_equal(whole, found.reassembled)
    assert (whole == photo).mean() > 0.95
    colours = np.stack([encrypted.astype(np.uint8)] * 3, axis=-1)
    laid = lay_colours(found.match, colours, SIDE, "crop", back=found)
    np.testing.assert_array_equal(laid[..., 0], whole)


def test_the_canvas_is_told_how_each_piece_lies_and_the_papers_number(pieces):
    result, found, _ = pieces
    data = view_data(result, "none", 20, (1.0, 1.0), back=found)
    own = [n for n, match in enumerate(data["match"]) if n == match]
    assert len(own) > 40
    asked = [n for n in own if data["turned"]["turn"][n] == n % 8]
    assert len(asked) > 0.9 * len(own)
    assert data["vsi"] == f"{result.vsi:.6f}"
    assert found.vsi > result.vsi + 0.1
    assert data["turned"]["vsi"] == f"{found.vsi:.2f}"
    assert data["row"]["values"] is None
    assert data["row"]["order"] == [data["match"][0]]
    assert data["turned"]["lies"][1].startswith(TURNS[1].label)
    assert "search over turned pieces" in data["summary"]
    assert view_data(result, "none", 20, None)["turned"] is None


def test_where_nothing_counts_in_any_turn_what_looks_most_alike_is_laid(pieces):
    result, found, _ = pieces
    degree = found.degree.copy()
    degree[2, 3] = 0
    shown = with_matches(result, replace(found, degree=degree)).shown
    assert shown[2, 3] == result.shown[2, 3]
    np.testing.assert_array_equal(np.delete(shown, 19), np.delete(found.match, 19))


def test_scores_stay_the_papers_where_pieces_are_turned_back(pieces):
    result, found, _ = pieces
    shown = with_matches(result, found)
    assert (shown.vsi, shown.rd, shown.gs) == (result.vsi, result.rd, result.gs)
    assert with_matches(result, None) is result


def test_turning_back_is_offered_only_where_it_finds_more(pieces):
    result, found, _ = pieces
    offer = chip(result, found, used=False)
    assert offer is not None
    assert f"turned back, {found.vsi - result.vsi:.2f} more shows" in offer["words"]
    assert (
        f"VSI {found.vsi:.2f}, and the paper's index {result.vsi:.2f}" in offer["about"]
    )
    assert "stays the paper's" in offer["about"]
    assert chip(replace(result, vsi=found.vsi - 0.02), found, used=False) is None
    assert chip(result, None, used=False) is None
    used = chip(result, found, used=True)
    assert used is not None
    assert used["used"]


def test_files_draw_the_glyphs_the_pieces_turned_back_and_say_whose_number(photo, view):
    svg = figure_svg(view)
    arrows = sum(arrow.glyph is not None for arrow in compose(view).arrows)
    assert arrows == svg.count('class="lies"') == 20
    said = " ".join(words.text for words in compose(view).words)
    assert "An F shows how each piece lies" in said
    numbered = replace(view, arrows=0, overlay="none")
    assert figure_svg(numbered).count('class="lies"') == 3
    laid = replace(view, look=Look(right="reassembled"))
    assert (levels_of(laid, "reassembled") == photo).mean() > 0.95
    said = " ".join(words.text for words in compose(laid).words)
    assert f"VSI {view.back.vsi:.2f} in this search" in said
    assert f"VSI {view.result.vsi:.4f}" in said
    pinned = compose(replace(view, point=(20.0, 1.0)))
    assert TURNS[1].label in " ".join(words.text for words in pinned.words)
    assert 'class="lies"' not in figure_svg(replace(view, back=None))
    report = FORMATS["html"].make(view).decode()
    assert "Pieces are turned back" in report


def test_tables_and_recipes_hold_the_turned_search_beside_the_papers(view):
    plain = replace(view, back=None)
    table, paper = (blocks_csv(v.result, v.back).splitlines() for v in (view, plain))
    assert [row[: len(start)] for row, start in zip(table, paper, strict=True)] == paper
    assert table[0].endswith(",turn,negative")
    assert table[2].split(",")[-2:] == [TURNS[1].label, "0"]
    record = result_record(view)
    assert record["turned"]["vsi"] == view.back.vsi
    assert record["vsi"] == view.result.vsi
    assert "turned" not in result_record(plain)
    script = python_script(view)
    assert "core.turned_search(" in script
    assert repr(view.back.vsi) in script
    assert "turned_search" not in python_script(plain)


@pytest.mark.slow
def test_a_link_turns_pieces_back_at_the_ciphers_own_grid_alone(visit):
    link = {"encrypted": "make", "scheme": "etc", "level": "4", "turned": "yes"}
    app = visit(**link)
    assert not app.exception
    assert not [b for b in app.button if b.label == "Leave pieces turned"]
    app = visit(**link, side="64")
    assert not app.exception
    leave = next(b for b in app.button if b.label == "Leave pieces turned")
    assert any("Pieces are turned back" in caption.value for caption in app.caption)
    assert app.query_params["turned"] in ("yes", ["yes"])
    leave.click()
    app.run()
    assert not app.exception
    assert "turned" not in app.query_params
    assert not any("Pieces are turned back" in c.value for c in app.caption)


def test_the_command_that_is_taken_home_prints_the_search_too(
    photo, tmp_path, monkeypatch
):
    pixels = photo[:48, :48]
    other = np.ascontiguousarray(255 - pixels)
    result = core.visual_security_index(pixels, other)
    found = turned_search(pixels, other, chance=False, data_range=255)
    pair = []
    for name, levels in (("p.png", pixels), ("e.png", other)):
        Image.fromarray(levels.astype(np.uint8)).save(tmp_path / name)
        pair.append(read_source((tmp_path / name).read_bytes(), name))
    made = View(plain=pair[0], encrypted=pair[1], result=result, back=found)
    assert "--turned" not in shell_command(replace(made, back=None))
    monkeypatch.chdir(tmp_path)
    _, *words = shlex.split(shell_command(made))
    done = CliRunner().invoke(main, words)
    printed = json.loads(done.stdout)
    assert printed["turned"]["vsi"] == pytest.approx(found.vsi, abs=1e-9)
    assert printed["vsi"] == pytest.approx(result.vsi, abs=1e-9)
