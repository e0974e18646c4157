"""Scripts and commands, run as a visitor would run them."""

import hashlib
import json
import os
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

import core
from explorer.commands.cli import main
from explorer.export.recipe import files_in_words, python_script, quoted, shell_command
from explorer.pair.component_choice import CHOICES, TABLE_3
from explorer.pair.derived import encrypt_source, fitted, through, with_white
from explorer.pair.sources import Origin, load_sample, read_source, samples

ROOT = Path(__file__).parents[2]
MAIN = "from explorer.commands.cli import main; main()"


def run(code, folder):
    """What a script prints, run in a folder by an interpreter of its own."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def run_shell(commands, folder):
    """The score that commands print, run in a folder by bash."""
    words = shlex.join([sys.executable, "-c", MAIN])
    done = subprocess.run(
        ["bash", "-c", f'showthrough() {{ {words} "$@"; }}\n{commands}'],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["vsi"]


def both_give(view, folder):
    """Check that script and commands print the view's score.

    Another process may multiply matrices on another number of threads, which moves it
    by less than 1e-6, as the core's tests hold it.
    """
    score = pytest.approx(view.result.vsi, rel=0, abs=1e-6)
    assert float(run(python_script(view), folder)) == score
    assert run_shell(shell_command(view), folder) == score


def both_give_here(view, folder, monkeypatch, capsys):
    """Check the same without new processes, where names need no shell."""
    monkeypatch.chdir(folder)
    script, made = python_script(view), dict[str, Any]()
    exec(compile(script, "script", "exec"), made)
    if "SHA-256 of encrypted" in script:
        digest = hashlib.sha256(made["encrypted"].tobytes()).hexdigest()
        assert digest == view.encrypted.sha256
        assert digest[:12] in script
    assert float(capsys.readouterr().out) == view.result.vsi
    printed = ""
    for line in shell_command(view).removesuffix("\n").split(" &&\n"):
        done = CliRunner().invoke(main, shlex.split(line)[1:])
        assert done.exit_code == 0, done.output
        printed = done.stdout
    assert json.loads(printed)["vsi"] == view.result.vsi


def evaluated(view, plain, encrypted, **words):
    words = {"data_range": 255, **words}
    result = core.visual_security_index(plain.luma, encrypted.luma, **words)
    return view(plain=plain, encrypted=encrypted, result=result)


@pytest.fixture
def upload(tmp_path):
    """Function that writes levels to a file and reads it: (levels, name)."""

    def written(levels, name):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        Image.fromarray(levels.astype(np.uint8)).save(tmp_path / name, "PNG")
        return read_source((tmp_path / name).read_bytes(), Path(name).name)

    return written


@pytest.mark.slow
def test_a_sample_with_its_companion(view, tmp_path):
    camera = samples()["camera"]
    made = evaluated(
        view,
        load_sample(camera),
        load_sample(camera.encrypted[0]),
        parameters=core.Parameters(alpha=0.155, beta=33, gamma=2.25),
        components=core.Components.C2,
        border="pad",
        pooling="printed",
    )
    both_give(made, tmp_path)
    assert files_in_words(made) == ""


@pytest.mark.slow
def test_a_scheme_with_level_and_key(view, tmp_path):
    # Colour: what is encrypted is the luma.
    plain = load_sample(samples()["astronaut"])
    key = 'it\'s "mine" $HOME é'
    encrypted = encrypt_source(plain, core.SCHEMES["peid-09"], 3, key)
    both_give(evaluated(view, plain, encrypted), tmp_path)


def test_an_empty_key_is_a_key(view, tmp_path, upload, photo, monkeypatch, capsys):
    plain = upload(photo, "photo.png")
    encrypted = encrypt_source(plain, core.SCHEMES["peid-09"], 2, "")
    both_give_here(evaluated(view, plain, encrypted), tmp_path, monkeypatch, capsys)


@pytest.mark.slow
def test_files_of_odd_names(view, tmp_path, upload, photo, shuffled):
    plain = upload(photo, '-plain "it\'s" \n$(touch broken).png')
    encrypted = upload(shuffled, "sample:\u202ec \\ *.png")
    made = evaluated(view, plain, encrypted)
    both_give(made, tmp_path)
    assert not (tmp_path / "broken").exists()
    assert len(python_script(made).splitlines()) == 16


def test_a_resized_file_and_two_files_of_one_name(
    view, tmp_path, upload, photo, shuffled, monkeypatch, capsys
):
    plain = upload(photo, "plain/image.png")
    encrypted = upload(shuffled[:80, :90], "encrypted/image.png")
    made = evaluated(view, *fitted(plain, encrypted, "resize"))
    both_give_here(made, tmp_path, monkeypatch, capsys)
    assert "plain/image.png" in files_in_words(made)


@pytest.mark.parametrize("how", ["crop", "resize"])
@pytest.mark.parametrize("encrypted_size", [(80, 90), (104, 60)])
def test_two_sizes_brought_to_one(
    how, encrypted_size, view, tmp_path, upload, photo, monkeypatch, capsys
):
    height, width = encrypted_size
    plain = upload(photo, "p.png")
    encrypted = upload(np.pad(photo[:, :width], ((8, 0), (0, 0)))[:height], "e.png")
    made = evaluated(view, *fitted(plain, encrypted, how))
    both_give_here(made, tmp_path, monkeypatch, capsys)
    assert f"--fit={how} " in shell_command(made)


@pytest.fixture
def deep(tmp_path, photo):
    """The photograph as 12 bits in 16, with white said."""
    levels = photo.astype(np.uint32) * 4095 // 255
    Image.fromarray(levels.astype(np.uint16)).save(tmp_path / "deep.png")
    return with_white(
        read_source((tmp_path / "deep.png").read_bytes(), "deep.png"), 4095
    )


@pytest.mark.filterwarnings("ignore::core.ImageNotice")
def test_white_that_was_said_comes_along(
    deep, view, tmp_path, upload, shuffled, monkeypatch, capsys
):
    both_give_here(evaluated(view, deep, deep), tmp_path, monkeypatch, capsys)
    made = evaluated(view, deep, upload(shuffled, "e.png"))
    both_give_here(made, tmp_path, monkeypatch, capsys)
    assert "--white=4095, " in shell_command(made)
    made = evaluated(view, upload(shuffled, "e.png"), deep)
    both_give_here(made, tmp_path, monkeypatch, capsys)
    assert "--white=,4095 " in shell_command(made)
    encrypted = encrypt_source(deep, core.SCHEMES["peid-09"], 3, "k")
    made = evaluated(view, deep, encrypted)
    both_give_here(made, tmp_path, monkeypatch, capsys)
    assert "data_range=4095)" in python_script(made)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::core.ImageNotice")
def test_white_that_was_said_comes_along_into_other_processes(
    deep, view, tmp_path, upload, shuffled
):
    plain, encrypted = fitted(deep, upload(shuffled[:80], "e.png"), "crop")
    both_give(evaluated(view, plain, encrypted), tmp_path)


def test_the_frame_that_was_asked_for_comes_along(
    view, tmp_path, photo, shuffled, upload, monkeypatch, capsys
):
    frames = [Image.fromarray(frame.astype(np.uint8)) for frame in (photo, shuffled)]
    file = tmp_path / "moving.png"
    frames[0].save(file, save_all=True, append_images=frames[1:])
    second = read_source(file.read_bytes(), file.name, frame=2)
    np.testing.assert_array_equal(second.luma, shuffled)
    assert second.title == "moving.png, frame 2"
    still = evaluated(view, upload(photo, "p.png"), second)
    both_give_here(still, tmp_path, monkeypatch, capsys)
    assert "--frame=2 " in shell_command(still)
    assert 'core.read_image("moving.png", frame=2)' in python_script(still)


@pytest.mark.parametrize("channel", ["Cb", "Cr", "R", "G", "B"])
def test_the_channel_that_is_looked_at_comes_along(
    channel, view, tmp_path, upload, photo, noise, shuffled, monkeypatch, capsys
):
    plain = upload(np.dstack([photo, photo[::-1], shuffled]), "p.png")
    encrypted = upload(np.dstack([noise, photo, shuffled])[:80], "e.png")
    pair = (through(source, channel) for source in (plain, encrypted))
    made = evaluated(view, *fitted(*pair, "crop"))
    both_give_here(made, tmp_path, monkeypatch, capsys)
    assert f"--channel={channel} " in shell_command(made)
    assert f'["{channel}"]' in python_script(made)


def test_the_channel_of_a_picture_encrypted_here_is_that_of_grey(
    view, tmp_path, upload, photo, shuffled, monkeypatch, capsys
):
    plain = upload(np.dstack([photo, photo[::-1], shuffled]), "p.png")
    encrypted = encrypt_source(plain, core.SCHEMES["peid-09"], 3, "k")
    pair = through(plain, "R"), through(encrypted, "R")
    made = evaluated(view, *pair)
    both_give_here(made, tmp_path, monkeypatch, capsys)
    cropped = evaluated(
        view, *fitted(pair[0], through(upload(photo[:80], "e"), "R"), "crop")
    )
    both_give_here(cropped, tmp_path, monkeypatch, capsys)


def test_an_encryption_of_another_file_than_the_plain_one_is_cropped_too(
    view, tmp_path, upload, photo, shuffled, monkeypatch, capsys
):
    other = upload(shuffled[:80], "other.png")
    encrypted = encrypt_source(other, core.SCHEMES["peid-09"], 3, "k")
    for pair in (
        (upload(photo, "p.png"), encrypted),
        (upload(photo[:64], "q.png"), encrypted),
    ):
        made = evaluated(view, *fitted(*pair, "crop"))
        both_give_here(made, tmp_path, monkeypatch, capsys)


def test_the_plain_image_itself(view, upload, photo, tmp_path, monkeypatch, capsys):
    plain = upload(photo, "photo.png")
    both_give_here(evaluated(view, plain, plain), tmp_path, monkeypatch, capsys)


def test_an_uploaded_file_is_named_by_its_digest(view, upload, photo):
    plain = upload(photo, "photo.png")
    script = python_script(evaluated(view, plain, plain))
    assert f"# SHA-256 begins {plain.digest[:12]}" in script


def test_a_script_is_python_whatever_the_names(view, hostile):
    odd = view(title=hostile)
    odd = replace(
        odd,
        plain=replace(odd.plain, origin=Origin(file=hostile)),
        encrypted=replace(
            odd.encrypted,
            origin=Origin(file=hostile, scheme="peid-09", level=1, key=hostile),
        ),
    )
    script = python_script(odd)
    compile(script, "script", "exec")
    assert script.isascii() or script.replace("\n", "").isprintable()
    words = shlex.split(shell_command(odd).replace("$'", "'"), posix=True)
    assert words[:2] == ["showthrough", "encrypt"]
    assert shell_command(odd).count("\n") == 2


@pytest.mark.parametrize("text", ["a b", "it's", "$'x'", "a\nb", "\u202ex\\'é"])
def test_a_quoted_word_reaches_a_program_as_it_is(text):
    done = subprocess.run(
        ["bash", "-c", f"printf %s {quoted(text)}"], capture_output=True, check=True
    )
    assert done.stdout.decode() == text


@pytest.mark.parametrize("name", sorted(CHOICES.keys() - TABLE_3.keys()))
def test_components_that_are_no_row_of_the_table_come_along(
    name, view, photo, shuffled, upload, tmp_path, monkeypatch, capsys
):
    plain, encrypted = upload(photo, "p.png"), upload(shuffled, "e.png")
    made = evaluated(view, plain, encrypted, components=CHOICES[name])
    both_give_here(made, tmp_path, monkeypatch, capsys)
    assert f"--components={name}" in shell_command(made)
