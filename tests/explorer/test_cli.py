import json
import socket
from importlib.metadata import version

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

import core
from explorer import server
from explorer.commands import cli
from explorer.commands.cli import main
from explorer.store import memory


@pytest.fixture
def files(tmp_path, photo, shuffled, monkeypatch):
    """Folder with a pair of images and some that are of no use; the current one."""
    Image.fromarray(photo.astype(np.uint8)).save(tmp_path / "plain.png")
    Image.fromarray(shuffled.astype(np.uint8)).save(tmp_path / "cipher.png")
    Image.fromarray(photo[:64].astype(np.uint8)).save(tmp_path / "low.png")
    glass = np.dstack([photo.astype(np.uint8)] * 4)
    Image.fromarray(glass).save(tmp_path / "glass.png")
    colour = np.dstack([photo, photo[::-1], shuffled]).astype(np.uint8)
    Image.fromarray(colour).save(tmp_path / "colour.png")
    (tmp_path / "bad.png").write_bytes(b"nonsense")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words):
    return CliRunner().invoke(main, words)


def read(path):
    return np.asarray(Image.open(path))


def refused(done, said):
    """Whether a command ended as bad input must: code 2, one sentence, no output."""
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    return True


def test_score_prints_the_three_numbers(files, photo, shuffled):
    done = run("score", "plain.png", "cipher.png")
    result = core.visual_security_index(photo, shuffled)
    rows, columns = result.degree.shape
    assert done.exit_code == 0
    assert done.stdout == (
        f"VSI {result.vsi:.6f}   RD {result.rd:.6f}   GS {result.gs:.6f}\n"
    )
    assert f"{rows} × {columns} blocks of {result.side} pixels" in done.stderr
    assert f"{1 - result.coverage:.1%} of the pixels" in done.stderr


@pytest.mark.parametrize(
    "constants",
    [{}, {"alpha": 0.15}, {"alpha": 0.2, "beta": 12.5, "gamma": 2.25}, {"gamma": 1.0}],
    ids=str,
)
def test_score_as_json_is_the_core_s(constants, files, photo, shuffled):
    options = [
        word for name, value in constants.items() for word in (f"--{name}", value)
    ]
    done = run("score", "plain.png", "cipher.png", "--json", *map(str, options))
    said = json.loads(done.stdout)
    parameters = core.Parameters(**constants)
    result = core.visual_security_index(photo, shuffled, parameters)
    for name in ("vsi", "rd", "gs", "coverage"):
        assert said[name] == pytest.approx(getattr(result, name), abs=1e-12)
    assert said["grid"] == list(result.degree.shape)
    assert said["side"] == result.side
    assert said["parameters"] == {
        "alpha": parameters.alpha,
        "beta": parameters.beta,
        "gamma": parameters.gamma,
    }
    assert (said["plain"], said["encrypted"]) == ("plain.png", "cipher.png")
    assert done.stderr == ""


def test_what_was_left_out_of_a_file_is_a_note_beside_the_numbers(files):
    done = run("score", "glass.png", "cipher.png", "--json")
    json.loads(done.stdout)
    assert done.stderr.startswith("note: glass.png has transparency. It is dropped")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("plain.png", "bad.png"), "bad.png is not a picture"),
        (("plain.png", "low.png"), "128 × 96"),
        (("plain.png", "none.png"), "none.png"),
        (("plain.png", "."), "directory"),
        (("plain.png", "cipher.png", "--alpha", "2"), "alpha must lie between 0 and 1"),
        (("plain.png", "cipher.png", "--alpha", "nan"), "alpha must lie"),
        (("plain.png", "cipher.png", "--beta", "0"), "beta must be positive"),
        (("plain.png", "cipher.png", "--gamma", "0.5"), "gamma must be"),
        (("plain.png", "cipher.png", "--gamma", "much"), "not a valid float"),
        (("plain.png", "cipher.png", "--alpha", "0.001"), "or more works"),
        (("plain.png",), "Missing argument"),
    ],
)
def test_score_refuses_what_it_cannot_use(words, said, files):
    assert refused(run("score", *words), said)


@pytest.mark.parametrize("name", ["plain.png", "colour.png"])
@pytest.mark.parametrize("key", ["peid-09", "aes-ecb", "blur", "peid-01"])
def test_encrypt_writes_the_pixels_of_the_scheme(name, key, files):
    level = core.SCHEMES[key].levels
    options = ("--scheme", key, "--level", str(level), "--key", "demo")
    done = run("encrypt", name, *options, "-o", "out.png")
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    expected = core.SCHEMES[key].encrypt(read(name), level=level, key="demo")
    np.testing.assert_array_equal(read("out.png"), expected)
    assert core.SCHEMES[key].provenance in done.stderr


def test_encrypt_gives_the_same_file_again_and_another_with_another_key(files):
    def made(key):
        run("encrypt", "plain.png", "--scheme", "peid-09", "--key", key, "-o", "o.png")
        return (files / "o.png").read_bytes()

    assert made("one") == made("one") != made("two")


def test_encrypt_can_take_the_luma_of_a_colour_image(files):
    done = run("encrypt", "colour.png", "--grey", "--scheme", "blur", "-o", "out.png")
    assert done.exit_code == 0
    expected = core.SCHEMES["blur"].encrypt(core.read_image("colour.png"))
    np.testing.assert_array_equal(read("out.png"), expected)


def test_encrypt_says_what_was_left_out_of_the_file(files):
    done = run("encrypt", "glass.png", "--scheme", "blur", "-o", "out.png")
    assert "note: glass.png has transparency. It is dropped" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("plain.png", "--scheme", "rot13", "-o", "o.png"), "rot13"),
        (("plain.png", "-o", "o.png"), "Missing option '--scheme'"),
        (("plain.png", "--scheme", "blur"), "Missing option '-o'"),
        (("plain.png", "--scheme", "blur", "--level", "0", "-o", "o.png"), "got 0"),
        (("plain.png", "--scheme", "blur", "--level", "99", "-o", "o.png"), "got 99"),
        (("plain.png", "--scheme", "blur", "-o", "o.jpg"), "ends in .png, got o.jpg"),
        (("plain.png", "--scheme", "blur", "-o", "o"), "ends in .png"),
        (("plain.png", "--scheme", "blur", "-o", "no/such/o.png"), "no/such/o.png"),
        (("bad.png", "--scheme", "blur", "-o", "o.png"), "bad.png is not a picture"),
    ],
)
def test_encrypt_refuses_what_it_cannot_use_and_writes_nothing(words, said, files):
    before = set(files.iterdir())
    assert refused(run("encrypt", *words), said)
    assert set(files.iterdir()) == before


def test_schemes_lists_all_of_them_with_how_sure_each_is():
    lines = run("schemes").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(core.SCHEMES)
    for line, scheme in zip(lines, core.SCHEMES.values(), strict=True):
        assert scheme.provenance in line
        assert scheme.label in line


def test_schemes_as_json_says_all_that_is_known():
    said = json.loads(run("schemes", "--json").stdout)
    assert [row["key"] for row in said] == list(core.SCHEMES)
    for row, scheme in zip(said, core.SCHEMES.values(), strict=True):
        for name in ("label", "family", "does", "notice", "provenance", "citation"):
            assert row[name] == getattr(scheme, name)
        assert row["levels"] == list(scheme.level_labels)
        assert row["keyed"] == scheme.keyed
        assert row["invertible"] == (scheme.decrypt is not None)


def test_version_is_that_of_the_package():
    done = run("--version")
    assert done.exit_code == 0
    assert version("showthrough") in done.stdout


@pytest.mark.parametrize("command", [(), *((name,) for name in main.commands)])
def test_every_command_has_help_with_a_sentence(command):
    done = run(*command, "--help")
    assert done.exit_code == 0
    assert done.stdout.startswith("Usage: ")
    assert done.stdout.splitlines()[2].strip().endswith(".")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--plain", "plain.png"), "--plain and --encrypted go together"),
        (("--encrypted", "plain.png"), "--plain and --encrypted go together"),
        (("--plain", "none.png", "--encrypted", "cipher.png"), "none.png"),
        (
            ("--plain", "plain.png", "--encrypted", "bad.png"),
            "bad.png is not a picture",
        ),
        (("--port", "0"), "--port"),
        (("--port", "70000"), "--port"),
        (("--memory", "63"), "--memory"),
        (("--memory", "plenty"), "--memory"),
        (("explore",), "No such command"),
    ],
)
def test_the_explorer_refuses_to_open_on_what_it_cannot_use(words, said, files):
    assert refused(run(*words), said)


@pytest.mark.parametrize(
    ("words", "variable", "capacity"),
    [((), None, 768), ((), "256", 256), (("--memory", "100"), "256", 100)],
)
def test_the_memory_of_results_is_set_by_an_option_or_a_variable(
    words, variable, capacity, monkeypatch
):
    served = []
    monkeypatch.setattr(server, "serve", lambda **given: served.append(given))
    monkeypatch.setattr(memory, "MEMORY", memory.Memory(1))
    monkeypatch.setattr(cli, "MEMORY", memory.MEMORY)
    if variable:
        monkeypatch.setenv("SHOWTHROUGH_MEMORY", variable)
    assert run(*words).exit_code == 0
    assert len(served) == 1
    assert memory.MEMORY.capacity == capacity * memory.MIB


def test_encrypting_onto_the_image_itself_is_refused(tmp_path):
    path = tmp_path / "photo.png"
    Image.fromarray(np.full((64, 64), 7, np.uint8)).save(path)
    before = path.read_bytes()
    done = CliRunner().invoke(
        main, ["encrypt", str(path), "--scheme", "peid-09", "-o", str(path)]
    )
    assert done.exit_code == 2
    assert "Name another output" in done.stderr
    assert path.read_bytes() == before


def test_a_taken_port_is_said_with_one_that_is_free():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = CliRunner().invoke(main, ["--no-browser", "--port", str(port)])
    assert done.exit_code == 2
    assert f"port {port} is taken" in done.stderr


@pytest.mark.parametrize(
    ("words", "ways"),
    [
        (("--components", "C1"), {"components": core.Components.C1}),
        (("--components", "c3"), {"components": core.Components.C3}),
        (("--border", "pad"), {"border": "pad"}),
        (("--pooling", "printed"), {"pooling": "printed"}),
    ],
    ids=" ".join,
)
def test_any_form_of_the_index_is_an_option(words, ways, files, photo, shuffled):
    parameters = core.Parameters(alpha=0.15)
    expected = core.visual_security_index(photo, shuffled, parameters, **ways)
    pair = ("plain.png", "cipher.png", "--alpha", "0.15", *words, "--json")
    said = json.loads(run("score", *pair).stdout)
    assert said["vsi"] == pytest.approx(expected.vsi, abs=1e-12)
    assert said["coverage"] == expected.coverage
    assert said[words[0][2:]].lower() == words[1].lower()
    (row,) = json.loads(run("score", *pair, "--index", "proposed").stdout)
    assert row["value"] == pytest.approx(expected.vsi, abs=1e-12)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--components", "C5"), "C5"),
        (("--border", "wrap"), "wrap"),
        (("--pooling", "max"), "max"),
        (("--index", "lss", "--alpha", "2"), "alpha must lie between 0 and 1"),
    ],
    ids=" ".join,
)
def test_forms_that_do_not_exist_are_refused(words, said, files):
    assert refused(run("score", "plain.png", "cipher.png", *words), said)
