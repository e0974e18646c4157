"""Explore through any channel, as a visitor's session runs it, without a browser."""

import io
import json
import re

import numpy as np
import pytest
from PIL import Image

import core
from explorer.export import View
from explorer.export.recipe import python_script, shell_command
from explorer.export.records import result_record
from explorer.pair.channel_names import LABELS
from explorer.pair.derived import encrypt_source, through
from explorer.pair.sources import FOLDER, read_source


def png(pixels):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


@pytest.fixture(scope="module")
def pixels():
    photo = Image.open(FOLDER / "astronaut.png").crop((128, 0, 256, 96))
    return np.asarray(photo)


@pytest.fixture(scope="module")
def mixed(pixels):
    """Red and green in random order, blue as it was."""
    random = np.random.default_rng(5)
    found = pixels.copy()
    for channel in (0, 1):
        plane = random.permutation(found[..., channel].ravel())
        found[..., channel] = plane.reshape(found.shape[:2])
    return found


def control(app):
    return next((box for box in app.selectbox if box.label == "Channel"), None)


def strip(app):
    drawn = (json.loads(c.proto.json or "{}") for c in app.get("bidi_component"))
    texts = (each.get("html") or "" for each in drawn)
    return next(html for html in texts if 'class="strip"' in html)


def upload(app, plain, encrypted):
    app.selectbox(key="plain").select("upload").run()
    app.file_uploader(key="plain_file").upload("plain.png", plain, "image/png").run()
    app.selectbox(key="encrypted_of_upload").select("upload").run()
    app.file_uploader(key="encrypted_file").upload(
        "encrypted.png", encrypted, "image/png"
    ).run()
    assert not app.error
    assert not app.exception
    return app


@pytest.mark.slow
@pytest.mark.parametrize("channel", ["Cb", "R"])
def test_a_channel_scores_as_the_core_scores_it(channel, visit, pixels, mixed):
    app = upload(visit(), png(pixels), png(mixed))
    control(app).select(channel).run()
    assert app.query_params["channel"] == channel
    planes = [core.as_channels(each)[channel] for each in (pixels, mixed)]
    expected = core.visual_security_index(*planes, data_range=255).vsi
    assert f"VSI of {channel}" in strip(app)
    assert f"<b>{expected:.4f}</b>" in strip(app)


def test_a_link_opens_the_channel_and_what_is_shown(visit):
    app = visit(channel="Cr", encrypted="itself", shown="index")
    assert control(app).value == "Cr"
    assert "VSI of Cr" in strip(app)
    assert app.query_params["channel"] == "Cr"
    assert app.query_params["shown"] == "index"


def test_grey_pictures_have_no_choice_of_a_channel(visit):
    app = visit(plain="camera", channel="Cb")
    assert control(app) is None
    assert "VSI of" not in strip(app)


def test_a_flat_plain_channel_is_said_and_brightness_stays(visit, pixels, mixed):
    grey = np.ascontiguousarray(pixels[..., 1])
    app = upload(visit(), png(grey), png(mixed))
    control(app).select("Cb").run()
    said = [c.value for c in app.caption if "the same everywhere in" in c.value]
    assert said == [
        f"{LABELS['Cb']} is the same everywhere in plain.png: there is nothing to find "
        "in it. The index sees brightness."
    ]
    expected = core.visual_security_index(grey, mixed).vsi
    assert f"<b>{expected:.4f}</b>" in strip(app)
    assert "VSI of" not in strip(app)


def seen(plain, encrypted, channel):
    pair = through(plain, channel), through(encrypted, channel)
    result = core.visual_security_index(*(s.luma for s in pair), data_range=255)
    return View(plain=pair[0], encrypted=pair[1], result=result)


@pytest.mark.parametrize("made_here", [False, True])
@pytest.mark.parametrize("channel", ["Cb", "G"])
def test_the_script_gives_the_score_of_the_channel(
    channel, made_here, pixels, mixed, tmp_path, monkeypatch, capsys
):
    for name, content in (("plain.png", pixels), ("encrypted.png", mixed)):
        (tmp_path / name).write_bytes(png(content))
    plain = read_source(png(pixels), "plain.png")
    encrypted = read_source(png(mixed), "encrypted.png")
    if made_here:
        encrypted = encrypt_source(plain, core.SCHEMES["peid-09"], 4, "k")
    view = seen(plain, encrypted, channel)
    # Here: `test_recipes.py` runs scripts in an interpreter of their own.
    monkeypatch.chdir(tmp_path)
    exec(compile(python_script(view), "script", "exec"), {})
    assert float(capsys.readouterr().out) == pytest.approx(view.result.vsi, abs=1e-9)


def test_files_and_the_command_say_the_channel(pixels, mixed):
    plain, other = (
        read_source(png(p), f"{name}.png")
        for p, name in ((pixels, "plain"), (mixed, "other"))
    )
    view = seen(plain, other, "Cr")
    assert result_record(view)["channel"] == "Cr"
    assert view.stem == "showthrough_plain_other_Cr"
    assert "--channel=Cr" in shell_command(view)
    assert not re.search("Cr", seen(plain, other, "luma").stem)
