"""Files of several frames: which one is seen, and the score from frame to frame."""

import gc
import io
import weakref

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image
from skimage import data

import core
from core.recognizability.form import Form
from explorer.commands.cli import main
from explorer.export import View
from explorer.export.attack_recipe import attack_command
from explorer.export.recipe import shell_command
from explorer.pair import evaluation, sources
from explorer.pair.derived import encrypt_source, fitted, with_white
from explorer.pair.frame_sweep import MOST_NOISE, files_of, frame_steps, measured
from explorer.pair.frames import at_frame, frame_count, frame_digest, frame_of, pair_at
from explorer.pair.link_fields import pair_fields, parse, write
from explorer.pair.sources import open_files, read_source
from explorer.tune.verdict import constant_words, name_of, points


def moving(frames, kind="PNG"):
    file = io.BytesIO()
    first, *others = map(Image.fromarray, frames)
    first.save(file, kind, save_all=True, append_images=others)
    return file.getvalue()


@pytest.fixture(scope="module")
def plains():
    """Four parts of a photograph, 64 × 64."""
    return [data.camera()[120 + 4 * k : 184 + 4 * k, 200:264] for k in range(4)]


@pytest.fixture(scope="module")
def ciphers(plains):
    """Of the same, each turned in columns a little further."""
    return [np.roll(plain, 16 * k + 8, 1) for k, plain in enumerate(plains)]


@pytest.fixture(scope="module")
def pair(plains, ciphers):
    return (
        read_source(moving(plains), "plain.png"),
        read_source(moving(ciphers, "TIFF"), "cipher.tif"),
    )


def test_each_frame_of_a_file_is_a_picture_with_a_name_and_a_digest(pair, plains):
    plain, cipher = pair
    assert (frame_count(plain, cipher), frame_of(plain)) == (4, 1)
    third = at_frame(plain, 3)
    np.testing.assert_array_equal(third.luma, plains[2])
    assert (third.title, frame_of(third)) == ("plain.png, frame 3", 3)
    assert third.digest == frame_digest(plain, 3) == f"{plain.digest}-frame3"
    assert third.file_digest == plain.file_digest
    back = at_frame(third, 1)
    np.testing.assert_array_equal(back.luma, plains[0])
    assert (back.digest, back.title) == (plain.digest, plain.title)
    # Read from a file or from the one that is open: the same.
    again = read_source(moving(plains), "plain.png", frame=3)
    assert (again.digest, again.title) == (third.digest, third.title)
    bright = at_frame(with_white(plain, 510), 2)
    np.testing.assert_array_equal(bright.luma, plains[1] / 2)
    assert with_white(at_frame(plain, 2), 510).digest == bright.digest
    with pytest.raises(core.ImageError, match="There is no frame 5"):
        at_frame(plain, 5)
    still = read_source(moving(plains[:1]), "still.png")
    assert still.clip is None
    assert at_frame(still, 9) is still
    assert frame_count(still, read_source(moving(plains[:3]), "short.png"), plain) == 3


def test_a_frame_has_colours_of_its_own(plains):
    colour = np.stack([plains[1], plains[2], plains[0]], axis=-1)
    file = io.BytesIO()
    grey = Image.fromarray(plains[0]).convert("RGB")
    grey.save(file, "PNG", save_all=True, append_images=[Image.fromarray(colour)])
    first = read_source(file.getvalue(), "late.png")
    assert not evaluation.has_colour(first)
    assert evaluation.has_colour(at_frame(first, 2))


def test_a_pair_goes_to_a_frame_as_it_was_made(pair, plains, ciphers):
    plain, cipher = pair
    for number in (1, 4):
        both = pair_at(plain, cipher, number)
        np.testing.assert_array_equal(both[0].luma, plains[number - 1])
        np.testing.assert_array_equal(both[1].luma, ciphers[number - 1])
    scheme = core.SCHEMES["peid-09"]
    made = encrypt_source(plain, scheme, 3, "a key")
    both = pair_at(plain, made, 2)
    wanted = scheme.encrypt(plains[1], level=3, key="a key", data_range=255)
    np.testing.assert_array_equal(both[1].luma, wanted)
    assert pair_at(plain, plain, 2)[0] is not plain
    assert len({source.digest for source in pair_at(plain, plain, 2)}) == 1
    # A still picture stays, and the pair is cropped as it was.
    small = read_source(moving([ciphers[0][:40]]), "small.png")
    cropped = fitted(plain, small, "crop")
    both = pair_at(*cropped, 3)
    np.testing.assert_array_equal(both[0].luma, plains[2][:40])
    np.testing.assert_array_equal(both[1].luma, ciphers[0][:40])


@pytest.mark.slow
def test_a_frame_leaves_memory_with_its_file(plains):
    plain = read_source(moving(plains), "gone.png")
    frame = weakref.ref(evaluation.at_frame(plain, 2))
    assert evaluation.at_frame(plain, 2) is frame()
    assert evaluation.at_frame(plain, 1) is plain
    del plain
    gc.collect()
    evaluation.MEMORY.known(("nothing",))
    gc.collect()
    assert frame() is None


def test_links_recipes_and_names_carry_the_frame(pair):
    both = pair_at(*pair, 3)
    assert write(pair_fields(*both))["frame"] == "3"
    assert "frame" not in write(pair_fields(*pair))
    assert parse({"frame": "3"}) == {"frame": 3}
    assert parse({"frame": "501"}) == parse({"frame": "0"}) == {}
    result = core.visual_security_index(*(source.luma for source in both))
    view = View(plain=both[0], encrypted=both[1], result=result)
    assert "--frame=3 " in shell_command(view)
    assert "--frame=3 " in attack_command(view, core.ATTACKS["line-order"])
    made = encrypt_source(both[0], core.SCHEMES["peid-09"], 3, "a key")
    encrypt, score = shell_command(
        View(plain=both[0], encrypted=made, result=result)
    ).splitlines()
    assert "--frame=3 " in encrypt
    assert "--frame=3 " in score


def test_commands_take_the_frame_of_each_file_that_has_several(
    plains, ciphers, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    for name, frames in (("p", plains), ("c", ciphers), ("still", plains[1:2])):
        (tmp_path / f"{name}.png").write_bytes(moving(frames))

    def run(*words):
        return CliRunner().invoke(main, [str(word) for word in words])

    def score(*words):
        done = run("score", *words, "--frame=2", "--json")
        assert done.exit_code == 0, done.output
        wanted = core.visual_security_index(plains[1], ciphers[1]).vsi
        return repr(wanted) in done.output

    assert score("p.png", "c.png")
    assert score("still.png", "c.png")
    done = run("score", "p.png", "still.png", "--frame=2")
    assert "\nVSI 2.000000" in done.output
    one = run("statistics", "c.png", "--frame=2", "--json").stdout
    Image.fromarray(ciphers[1]).save("alone.png")
    assert one == run("statistics", "alone.png", "--json").stdout
    words = ("attack", "still.png", "alone.png", "--attack=line-order", "--csv")
    told = run(*words).stdout.split(",")
    with_frames = ("attack", "p.png", "c.png", "--frame=2", *words[3:])
    same = run(*with_frames).stdout.split(",")
    assert told[:20] == same[:20]
    for command in ("attack", "statistics", "encrypt"):
        extra = {
            "attack": ("p.png", "c.png"),
            "statistics": ("c.png",),
            "encrypt": ("c.png", "--scheme=peid-09", "-o", "out.png"),
        }[command]
        beyond = run(command, *extra, "--frame=5")
        assert beyond.exit_code == 2
        assert "There is no frame 5" in beyond.output
    done = run("encrypt", "p.png", "--scheme=peid-09", "-o", "o.png", "--frame=2")
    assert done.exit_code == 0, done.output
    made = core.SCHEMES["peid-09"].encrypt(plains[1], level=1, key="showthrough")
    np.testing.assert_array_equal(np.asarray(Image.open("o.png")), made)


# The sweep.


def test_a_sweep_scores_each_frame_and_then_noise(pair, plains, ciphers):
    steps = frame_steps(*pair, 4, Form())
    names = [step.name for step in steps]
    assert names == ["1", "2", "3", "4", "1 noise", "2 noise", "3 noise", "4 noise"]
    wanted = [
        core.visual_security_index(*levels).vsi
        for levels in zip(plains, ciphers, strict=True)
    ]
    assert [step.run()["vsi"] for step in steps[:4]] == wanted
    assert steps[4].run() is None  # one draw at a time
    keys = [step.key for step in steps]
    assert len(set(keys)) == 8
    # Whichever frame is shown, the rows and the job are the same.
    there = pair_at(*pair, 3)
    assert [step.key for step in frame_steps(*there, 4, Form())] == keys
    assert files_of(*there) == files_of(*pair)
    made = encrypt_source(pair[0], core.SCHEMES["peid-09"], 3, "a key")
    other = encrypt_source(pair[0], core.SCHEMES["peid-09"], 3, "another")
    assert files_of(pair[0], made) != files_of(pair[0], other)


def test_noise_of_a_long_file_is_that_of_frames_evenly_spread():
    assert measured(4) == (1, 2, 3, 4)
    many = measured(500)
    assert (len(many), many[0], many[-1]) == (MOST_NOISE, 1, 500)
    assert len(set(measured(MOST_NOISE + 1))) == MOST_NOISE


def said(scores, noise, count=None):
    found = {f"{n}": {"vsi": vsi} for n, vsi in enumerate(scores, 1)}
    bounds = {"vsi": 0.75, "low": 0.7, "high": 0.8, "draws": 19}
    found |= {f"{n} noise": bounds for n in noise}
    values = [float(n) for n in range(1, len(scores) + 1)]
    known = points(found, values, name_of("frame"))
    return constant_words("frame", known, count or len(scores), with_noise=noise)


def test_the_head_says_what_frames_do():
    assert said([1.5, 1.2, 1.4], (1, 3)) == (
        "Frame 2 shows least: 1.20.",
        "Frame 1 shows most: 1.50. All 2 measured frames are above noise.",
    )
    heading, line = said([1.5, 0.8, 0.7], (1, 2, 3))
    assert heading == "Frame 3 shows least: 0.70."
    assert line.endswith("In frames 2 and 3 this score cannot tell it from noise.")
    _, line = said([1.5, *[0.8, 0.7] * 4], range(1, 10))
    assert line.endswith("In 8 of 9 frames this score cannot tell it from noise.")
    assert said([0.5, 0.7], (1, 2))[0] == "In no frame does it score more than noise."
    assert said([1.5, 1.505], (1, 2))[0].startswith("The frame hardly matters: ")
    assert said([1.5, 1.2], (1,), count=9)[1].endswith("2 of 9 frames are known.")


# The pages.


@pytest.fixture
def page(session, monkeypatch, patience, tmp_path, plains, ciphers):
    """Function that opens a page on files of four frames: (page, a link's words)."""
    monkeypatch.setattr(sources, "_OPENED", [])
    monkeypatch.setattr("explorer.session.job_progress._SOON", patience)
    monkeypatch.setattr("explorer.pair.sweeps.DRAWS", 2)

    def opened(where, files=None, **link):
        given = files or {"p.png": moving(plains), "c.tif": moving(ciphers, "TIFF")}
        for name, content in given.items():
            (tmp_path / name).write_bytes(content)
        open_files(*(tmp_path / name for name in given))
        app = session(where, **link)
        assert [exception.value for exception in app.exception] == []
        return app

    return opened


def frame_field(app):
    found = [each for each in app.number_input if each.label.startswith("Frame")]
    return found[0] if found else None


def shown(app):
    plain, encrypted = app.session_state["pair"]
    return plain.luma, encrypted.luma


@pytest.mark.slow
def test_explore_says_which_frame_and_goes_to_another(page, plains, ciphers):
    app = page("explore", frame="3")
    field = frame_field(app)
    assert (field.label, field.value) == ("Frame, 1 to 4", 3)
    np.testing.assert_array_equal(shown(app), (plains[2], ciphers[2]))
    assert app.query_params == {"frame": "3"}
    field.set_value(2).run()
    np.testing.assert_array_equal(shown(app), (plains[1], ciphers[1]))
    assert app.query_params == {"frame": "2"}
    app.selectbox(key="encrypted_of_opened").select("make").run()
    np.testing.assert_array_equal(shown(app)[0], plains[1])
    assert frame_field(app).value == 2
    # Pictures of one frame have no such field, and no word of it in the link.
    app.selectbox(key="plain").select("camera").run()
    assert frame_field(app) is None
    assert "frame" not in app.query_params


@pytest.mark.slow
def test_a_frame_that_is_not_there_or_damaged_ends_in_a_sentence(page, plains, ciphers):
    app = page("explore", frame="9")
    assert frame_field(app).value == 4
    told = "There is no frame 9. The last one, 4, is shown."
    assert told in [caption.value for caption in app.caption]
    np.testing.assert_array_equal(shown(app)[0], plains[3])
    app.run()
    assert told in [caption.value for caption in app.caption]
    frame_field(app).set_value(2).run()
    assert told not in [caption.value for caption in app.caption]
    content = bytearray(moving(ciphers))
    at = content.rfind(b"fdAT") + 12
    content[at : at + 200] = bytes(200)
    app = page("explore", {"p.png": moving(plains), "bad.png": bytes(content)})
    assert not app.error
    frame_field(app).set_value(4).run()
    assert "bad.png, frame 4" in app.error[0].value
    frame_field(app).set_value(1).run()
    assert not app.error


@pytest.mark.slow
def test_tune_goes_through_the_frames_and_a_point_opens_one(page, plains, ciphers):
    app = page("tune", sweep="frame", frame="2")
    assert app.radio[0].value == "frame"
    (table,) = app.table
    wanted = [
        core.visual_security_index(*levels).vsi
        for levels in zip(plains, ciphers, strict=True)
    ]
    assert list(table.value["VSI"]) == [f"{vsi:.3f}" for vsi in wanted]
    assert list(table.value["Frame"]) == ["1", "2", "3", "4"]
    app.selectbox(key="sweep_frame_point").set_value(4.0).run()
    app.button(key="sweep_frame_open").click().run()
    assert app.query_params == {"frame": "4"}
    np.testing.assert_array_equal(shown(app), (plains[3], ciphers[3]))


@pytest.mark.slow
def test_tune_offers_no_frames_where_there_are_none(page, plains):
    still = {"p.png": moving(plains[:1]), "q.png": moving(plains[1:2])}
    app = page("tune", still, sweep="frame")
    assert "Frames" not in app.radio[0].options
    assert app.radio[0].value == "alpha"


@pytest.mark.slow
def test_compare_and_attack_look_at_the_same_frame(page, plains, ciphers):
    app = page("attack", frame="3")
    assert frame_field(app).value == 3
    np.testing.assert_array_equal(shown(app), (plains[2], ciphers[2]))
    app = page("compare", frame="3")
    assert frame_field(app).value == 3
