"""Attack as a visitor's session runs it, without a browser, on a small picture."""

import json
from functools import partial

import numpy as np
import pytest
from PIL import Image

import core
from core.attacks import Declined
from explorer.attack.files import table
from explorer.export.rows import rows_csv, rows_json
from explorer.figures.pictures import png
from explorer.pair.attempts import declined_row, judged_row, tried
from explorer.pair.sources import FOLDER, read_source


@pytest.fixture(scope="module")
def small():
    """The middle of a photograph as a file, 256 × 256."""
    pixels = np.asarray(Image.open(FOLDER / "camera.png"))[40:296, 100:356]
    return read_source(png(np.ascontiguousarray(pixels)), "middle.png")


@pytest.fixture
def attack(session, small, monkeypatch, patience):
    """Function that opens Attack by a link's parameters, and waits for its job."""
    monkeypatch.setattr("explorer.session.job_progress._SOON", patience)
    monkeypatch.setattr("explorer.pair.sources._OPENED", [small, small])
    return partial(session, "attack", encrypted="make", key="demo")


def fine(app):
    assert [error.value for error in app.error] == []
    assert [exception.value for exception in app.exception] == []
    return app


def drawn(app, component, key=""):
    """What a component of the page was given."""
    given = [each.proto for each in app.get("bidi_component")]
    (found,) = (
        json.loads(each.json)
        for each in given
        if each.component_name == component and key in each.id
    )
    return found


def heading(app):
    html = drawn(app, "figure_view", "attack_head")["html"]
    return html.partition("<h1")[2]


def rows(app):
    return {row["key"]: row for row in drawn(app, "attack_list")["rows"]}


def button(app, label):
    (found,) = (each for each in app.button if each.label == label)
    return found


def test_an_attack_that_opens_the_cipher_is_the_heading_and_the_rest_is_declined(
    attack, small
):
    app = fine(attack(scheme="jpeg-dc", level="1"))
    encrypted = core.SCHEMES["jpeg-dc"].encrypt(small.luma, level=1, key="demo")
    dc_solve = core.ATTACKS["dc-solve"]
    judged = core.judge(small.luma, encrypted, dc_solve)
    assert judged.word == "opens it"
    said = heading(app)
    assert "An attack opens it in " in said
    assert ": solve the block means." in said
    for number in (judged.before, judged.after, judged.noise_before, judged.ssim_after):
        assert f"{number:.2f}" in said
    assert "Blocks, or a JPEG file: 8 px that start at (0, 0)" in said
    found = rows(app)
    first = found["dc-solve"]
    assert first["scores"] == f"{judged.before:.2f} → {judged.after:.2f}"
    assert first["word"].startswith("opens it")
    assert next(iter(found)) == "dc-solve"
    details = dict(first["details"])
    assert "1 draw" in details["Noise, same attack"]
    assert "of 2" in details["Information kept"]
    assert "Restated: implemented from descriptions by others" in details["Source"]
    assert found["cat-rounds"]["kind"] == "ready"
    declined = next(each for each in app.expander if each.label.startswith("Declined"))
    listed = declined.markdown[0].value
    assert "no bit plane looks random" in listed
    assert f"Declined ({listed.count('- **')})" == declined.label
    # The picture follows the row; the plain one is not there until it is asked for.
    view = drawn(app, "attack_view")
    assert [panel["name"] for panel in view["panels"]] == [
        "Encrypted",
        "Attacked",
        "Plain",
    ]
    assert view["panels"][1]["note"] == dc_solve.label
    assert view["plain"] == ""


@pytest.mark.slow
def test_shuffled_blocks_are_put_together_and_a_cipher_that_holds_is_no_proof(attack):
    app = fine(attack(scheme="peid-09", level="4", attack="jigsaw"))
    assert "opens it" in heading(app)
    assert rows(app)["jigsaw"]["word"] == "opens it"
    app = fine(attack(scheme="aes-ctr", level="1"))
    assert "None of the " in heading(app)
    assert "That is no proof of security." in heading(app)
    assert "No block grid found." in heading(app)


@pytest.mark.slow
def test_a_slow_attack_runs_when_asked_and_a_link_names_it(attack):
    app = fine(attack(scheme="cat-map", level="1"))
    assert rows(app)["cat-rounds"]["kind"] == "ready"
    button(app, "Run all").click()
    fine(app.run())
    found = rows(app)["cat-rounds"]
    assert (found["kind"], found["word"]) == ("done", "opens it")
    assert "undo the cat map" in heading(app)
    assert not any(each.label == "Run all" for each in app.button)
    app = fine(attack(scheme="cat-map", level="1", attack="cat-rounds"))
    assert heading(app).startswith(' class="verdict">Undo the cat map: that opens it')


@pytest.mark.slow
def test_a_link_turns_the_picture_and_says_what_it_scores_so(attack):
    link = {"scheme": "row-column", "level": "1", "attack": "line-order"}
    app = fine(attack(**link))
    strip = drawn(app, "attack_view")["strip"]
    states = [each["state"] for each in strip["states"]]
    assert states == [0, 2, 4, 5]
    (scored,) = (each["state"] for each in strip["states"] if each["scored"])
    assert strip["state"] == scored
    assert "a viewer would turn it so" in strip["words"]
    other = next(state for state in states if state != scored)
    app = fine(attack(**link, state=str(other)))
    strip = drawn(app, "attack_view")["strip"]
    assert strip["state"] == other
    assert " and scores " in strip["words"]
    assert "would turn it" not in strip["words"]
    assert app.query_params["state"] == str(other)


def test_without_a_plain_picture_there_are_pictures_and_no_scores(attack):
    app = fine(attack(scheme="jpeg-dc", level="1", blind="yes"))
    assert "attacks find something to work on." in heading(app)
    assert "Without a plain picture there is no score." in heading(app)
    found = rows(app)["dc-solve"]
    assert found["kind"] == "done"
    assert "scores" not in found
    assert len(drawn(app, "attack_view")["panels"]) == 2


def test_the_attacked_picture_opens_in_explore_under_its_own_name(attack):
    app = fine(attack(scheme="jpeg-dc", level="1"))
    button(app, "Open in Explore").click()
    fine(app.run())
    source = app.session_state["pair"][1]
    assert source.title == "middle.png, jpeg-dc 1, after dc-solve"
    assert app.query_params["encrypted"] == "upload"


@pytest.mark.slow
def test_all_levels_say_from_which_one_on_an_attack_opens(attack, figures):
    app = fine(attack(scheme="jpeg-dc", level="1"))
    button(app, "Try all levels").click()
    fine(app.run())
    assert "Every level is opened by an attack." in [
        each.value.strip("*") for each in app.markdown
    ]
    (chart,) = figures(app)
    names = [trace["name"] for trace in chart["data"]]
    assert core.ATTACKS["dc-solve"].label in names
    assert chart["data"][0]["customdata"] == [1, 2]
    next(box for box in app.selectbox if box.label == "Level").set_value(2).run()
    button(app, "Open this level").click()
    app = fine(app.run())
    assert app.query_params["level"] == "2"
    assert "solve the block means" in heading(app)


@pytest.mark.slow
def test_files_beside_the_cipher_add_attacks_and_one_that_does_not_fit_is_said(
    attack, small
):
    app = attack(scheme="aes-ctr", level="1")
    assert "second-image" not in rows(app)
    turned = np.rot90(small.luma)
    cipher = core.SCHEMES["aes-ctr"].encrypt(turned, level=1, key="demo")
    fields = {field.label: field for field in app.file_uploader}
    other = ("other.png", png(np.asarray(cipher, np.uint8)), "image/png")
    fields["Another picture's cipher, same key"].set_value(other)
    app = fine(app.run())
    found = rows(app)["second-image"]
    assert (found["kind"], found["word"]) == ("done", "opens it")
    odd = ("odd.png", png(np.zeros((40, 50), np.uint8)), "image/png")
    fields = {field.label: field for field in app.file_uploader}
    fields["Another picture's cipher, same key"].set_value(odd)
    app = fine(app.run())
    assert "odd.png has 50 × 40 pixels" in app.warning[0].value.replace("\\", "")
    assert "second-image" not in rows(app)


@pytest.mark.slow
def test_the_recipes_run_the_attack_again(attack, small, monkeypatch, tmp_path, capsys):
    app = fine(attack(scheme="jpeg-dc", level="1"))
    button(app, "Make it again…").click()
    app = fine(app.run())
    script, command, _ = (block.value for block in app.code)
    (tmp_path / "middle.png").write_bytes(png(small.luma.astype(np.uint8)))
    monkeypatch.chdir(tmp_path)
    exec(compile(script, "recipe", "exec"), {})
    judged = core.judge(
        small.luma,
        core.SCHEMES["jpeg-dc"].encrypt(small.luma, level=1, key="demo"),
        core.ATTACKS["dc-solve"],
    )
    said = (judged.word, judged.before, judged.after, judged.gain)
    assert capsys.readouterr().out == f"{' '.join(map(str, said))}\n"
    encrypts, attacks = command.splitlines()
    assert encrypts.startswith("showthrough encrypt middle.png --scheme=jpeg-dc ")
    assert "--attack dc-solve" in attacks


@pytest.mark.slow
def test_the_table_has_every_number_and_the_reasons_of_those_that_decline(small):
    encrypted = core.SCHEMES["jpeg-dc"].encrypt(small.luma, level=1, key="demo")
    judged = core.judge(small.luma, encrypted, core.ATTACKS["dc-solve"])
    no = Declined("no block grid shows")
    rows = table(
        [tried("dc-solve", judged_row(judged)), tried("jigsaw", declined_row(no))]
    )
    assert rows[0]["vsi_after"] == judged.after
    assert rows[0]["margin_gain"] == pytest.approx(judged.gain, abs=1e-12)
    assert rows[0]["ssim_after"] == judged.ssim_after
    assert rows[0]["information_after"] == judged.witnesses["information"].after
    assert (rows[1]["word"], rows[1]["said"]) == ("declined", no.reason)
    assert rows_csv(rows).count("\n") == 3
    assert json.loads(rows_json(rows, {"what": "attacks"}))["rows"][0]["draws"] == 1
