"""The report as a file: nothing from outside, nothing that breaks out of its place."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

import core
from core.bit_planes import shared_planes
from explorer.canvas import FOLDER
from explorer.commands.cli import main
from explorer.export import Look
from explorer.export.bundle import bundle
from explorer.export.report import report_html
from explorer.figures.bit_planes import PlanesOf, plane_table, plane_words
from explorer.figures.gauge import Mark
from explorer.figures.leak import percent
from explorer.figures.reassembled import lay
from explorer.figures.score_strip import matched_elsewhere
from explorer.figures.why import Why
from explorer.pair.derived import encrypt_source


class Reader(HTMLParser):
    """Elements, attributes and text of a page."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.text, self.scripts = [], "", {}
        self.inside = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.inside.append(dict(attrs).get("id", tag))

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self.inside.pop()

    def handle_data(self, data):
        if self.inside:
            self.scripts[self.inside[-1]] = data
        else:
            self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def policy(page):
    (content,) = (
        meta["content"]
        for meta in page.all("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    )
    return dict(part.strip().split(" ", 1) for part in content.split(";"))


def test_the_policy_lets_nothing_in_and_runs_the_reports_own_script_alone(view):
    page = Reader(report_html(view()))
    rules = policy(page)
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    script = page.scripts["script"]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert rules["script-src"] == f"'sha256-{digest}'"
    head = [tag for tag, _ in page.elements]
    assert head.index("meta") < head.index("script")


def test_nothing_in_a_report_comes_from_elsewhere(view):
    text = report_html(view())
    page = Reader(text)
    for _, attributes in page.elements:
        for name in ("src", "href", "action", "data", "srcset"):
            assert attributes.get(name, "data:").startswith("data:")
        assert not any(name.startswith("on") for name in attributes)
    rest = re.sub(r"data:image/png;base64,[A-Za-z0-9+/=]+", "", text)
    outward = re.compile(r"\b(https?|wss?|ftp):|url\(|@import|//[a-z]+\.")
    assert not outward.search(rest.replace(page.scripts["facts"], ""))


def test_a_report_tells_the_whole_story(view, result, photo, shuffled):
    draws = core.noise_baseline(photo, shuffled).draws
    page = Reader(report_html(view()))
    for said in (
        f"VSI {result.vsi:.4f}",
        *Why.of(result).words(draws).split(". "),
        Why.of(result).leak,
        repr(result.vsi),
        "core.visual_security_index(",
        "showthrough score",
        "R. Shi",
        "a1" * 32,
    ):
        assert said in page.text
    blocks = [a for a in page.all("button") if "data-block" in a]
    assert len(blocks) == result.degree.size
    assert int(blocks[0]["data-block"]) == int(result.contribution.argmax())


def test_a_report_holds_what_stands_around_the_canvas(view, photo, shuffled, result):
    text = report_html(view(point=(20.0, 20.0), rank=2))
    page = Reader(text)
    for said in (
        f"{percent(matched_elsewhere(result))} of all {result.match.size}",
        "Near or far",
        "Which way",
        "How alike",
        "How few",
        "Pinned block",
        "Block in row 3, column 3 of the plain picture",
        "number 2 by similarity is",
        "Similarity by rank",
    ):
        assert said in page.text
    own = core.visual_security_index(
        photo, lay(result.shown, shuffled, result.side, "crop")
    )
    assert f"VSI of the plain and the reassembled picture {own.vsi:.4f}" in page.text
    # The plain image with itself, at the end of its scale.
    (label,) = (a["aria-label"] for a in page.all("div") if a.get("class") == "gauge")
    assert "the plain picture itself 2.00" in label
    assert "its own pixels in random order, 19 draws" in label
    for tile in page.all("img"):
        assert tile["src"].startswith("data:image/png;base64,")
    assert "Pinned block" not in Reader(report_html(view())).text


def test_known_scores_are_taken_for_the_gauge_and_not_made_again(view):
    marks = (Mark(label="known", about="something known", vsi=0.25),)
    assert "something known 0.25" in report_html(view(marks=marks))


@pytest.mark.slow
def test_a_report_leads_back_in_words_alone(view, hostile):
    page = Reader(report_html(view(address="https://here.test/?a=1&b=<b>")))
    assert "https://here.test/?a=1&b=<b>" in page.text
    assert not page.all("a")
    usual = Reader(report_html(view(address="x")))
    odd = Reader(report_html(view(address=hostile)))
    assert [tag for tag, _ in odd.elements] == [tag for tag, _ in usual.elements]
    assert "This setting in the explorer" not in Reader(report_html(view())).text


def test_a_name_is_said_once_and_each_picture_has_its_own_digest(view, source, photo):
    plain = source(photo, "a1" * 32, "mine.png")
    made = encrypt_source(plain, core.SCHEMES["peid-09"], 2, "k")
    result = core.visual_security_index(photo, made.luma)
    page = Reader(report_html(view(plain=plain, encrypted=made, result=result)))
    images = page.text[page.text.index("Plain:") : page.text.index("Reassembled:")]
    plain_words, encrypted_words = images.split("Encrypted:")
    for words in (plain_words, encrypted_words):
        assert words.count("mine.png") == 1
        assert "a1" * 32 in words
    assert f"SHA-256 of the file: {'a1' * 32}." in plain_words
    pixels = hashlib.sha256(made.luma.astype(np.uint8).tobytes()).hexdigest()
    assert f"SHA-256 of the pixels, row by row, one byte each: {pixels}." in (
        encrypted_words
    )
    assert "Made here of the file that has SHA-256" in encrypted_words
    assert pixels not in plain_words


def test_a_report_opens_as_the_view_was_looked_at(view):
    look = Look(mode="wipe", right="reassembled", wipe=0.3, at=(2.0, 0.25, 0.75))
    facts = json.loads(Reader(report_html(view(look=look))).scripts["facts"])
    wanted = {"mode": "wipe", "right": "reassembled", "wipe": 0.3}
    wanted |= {"zoom": 2.0, "x": 0.25, "y": 0.75}
    assert facts["view"].items() >= wanted.items()


def test_a_report_holds_the_similarities_of_every_pair(view, result):
    facts = json.loads(Reader(report_html(view())).scripts["facts"])
    packed = np.frombuffer(base64.b64decode(facts["tables"]["sim_S"]), "<u2")
    table = packed.reshape(result.sim_s.shape) / 65535
    assert np.abs(table - result.sim_s).max() <= 0.5 / 65535 + 1e-6
    assert facts["data"]["vsi"] == f"{result.vsi:.6f}"


@pytest.mark.slow
def test_a_report_of_very_many_blocks_leaves_the_pairs_out(view, photo, shuffled):
    result = core.visual_security_index(photo, shuffled, core.Parameters(alpha=0.04))
    assert result.degree.size > 400
    facts = json.loads(Reader(report_html(view(result=result))).scripts["facts"])
    assert facts["tables"] == {}


@pytest.mark.slow
def test_no_title_breaks_out_of_a_report(view, hostile):
    usual, odd = (Reader(report_html(v)) for v in (view(), view(title=hostile)))
    assert [tag for tag, _ in odd.elements] == [tag for tag, _ in usual.elements]
    assert odd.scripts["script"] == usual.scripts["script"]
    report_html(view(title=hostile)).encode()


# The bundle.


def write(folder, **modules):
    for name, source in modules.items():
        (folder / f"{name}.js").write_text(source, encoding="utf-8")


def test_a_bundle_has_every_module_once_after_those_it_needs(tmp_path):
    write(
        tmp_path,
        a='import go, { one as first, two } from "./b.js";\n',
        b="export const one = 1;\nexport default function go() {}\n",
    )
    with pytest.raises(ValueError, match=r"cannot bundle a\.js"):
        bundle(tmp_path, "a")  # default and names in one: a form we do not use
    write(
        tmp_path,
        a='import go from "./b.js";\nimport * as c from "./c.js";\ngo(c.three);\n',
        b='import { three as t } from "./c.js";\nexport default function go() { t; }\n',
        c="export const three = 3;\nexport class Four {}\n",
    )
    script = bundle(tmp_path, "a")
    assert not re.search(r"^\s*(import|export)\b", script, re.MULTILINE)
    places = [script.index(f"const module_{name} =") for name in "cba"]
    assert places == sorted(places)
    assert "const { three: t } = module_c;" in script
    assert "return { default: go };" in script
    assert "return { three, Four };" in script


@pytest.mark.parametrize(
    "source",
    [
        "export { a } from './b.js';",
        "export let a = 1;",
        "const b = import('./b.js');",
        'import a from "https://elsewhere/b.js";',
    ],
)
def test_a_form_that_cannot_be_bundled_is_refused(tmp_path, source):
    write(tmp_path, a=source)
    with pytest.raises(ValueError, match="cannot bundle"):
        bundle(tmp_path, "a")


def test_imports_in_a_circle_are_refused(tmp_path):
    write(tmp_path, a='import { b } from "./b.js";', b='import { a } from "./a.js";')
    with pytest.raises(ValueError, match="circle"):
        bundle(tmp_path, "a")


def test_the_reports_script_holds_the_canvas():
    script = bundle(FOLDER, "report")
    assert "createView } = module_view;" in script
    assert "</script" not in script.lower()


# The command.


@pytest.fixture
def files(tmp_path, photo, shuffled, monkeypatch):
    for name, levels in (("plain", photo), ("cipher", shuffled), ("low", photo[:64])):
        Image.fromarray(levels.astype(np.uint8)).save(tmp_path / f"{name}.png")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words):
    return CliRunner().invoke(main, ["report", *words])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("r.html", b"<!doctype html>"),
        ("r.svg", b"<?xml"),
        ("R.PNG", b"\x89PNG"),
        ("r.csv", b"row,column,"),
        ("r.json", b"{"),
    ],
)
def test_report_writes_what_the_ending_says(files, result, name, begins):
    done = run("plain.png", "cipher.png", "-o", name)
    assert done.exit_code == 0, done.output
    assert (files / name).read_bytes().startswith(begins)
    assert done.stdout == ""
    assert f"VSI {result.vsi:.6f}" in done.stderr


def test_report_takes_every_form_of_the_index(files, photo, shuffled):
    words = ("--alpha", "0.2", "--components", "C2", "--border", "pad")
    run("plain.png", "cipher.png", "-o", "r.json", *words, "--pooling", "printed")
    record = json.loads((files / "r.json").read_text())
    assert record["vsi"] == (
        core.visual_security_index(
            photo,
            shuffled,
            core.Parameters(alpha=0.2),
            core.Components.C2,
            border="pad",
            pooling="printed",
        ).vsi
    )


def test_report_takes_a_bit_plane(files, photo, shuffled):
    words = ("--overlay", "bits", "--plane", "3")
    done = run("plain.png", "cipher.png", "-o", "r.svg", *words)
    assert done.exit_code == 0, done.output
    drawn = (files / "r.svg").read_text()
    begin = plane_words(shared_planes(photo, shuffled)[8 - 3]).partition(";")[0]
    assert begin[:60] in drawn
    run("plain.png", "cipher.png", "-o", "r.html", *words)
    facts = json.loads(Reader((files / "r.html").read_text()).scripts["facts"])
    assert facts["data"]["overlay"]["key"] == "bits"
    assert (facts["view"]["plane"], facts["view"]["cover"]) == (3, 1)
    assert facts["planes"] == plane_table(
        [PlanesOf(shared=shared_planes(photo, shuffled))]
    )
    assert run("plain.png", "cipher.png", "-o", "r.svg", "--plane", "9").exit_code == 2


@pytest.mark.slow
def test_report_draws_twice_as_fine(files):
    for name, scale in (("a.png", "1"), ("b.png", "2")):
        run("plain.png", "cipher.png", "-o", name, "--scale", scale)
    with Image.open(files / "a.png") as small, Image.open(files / "b.png") as large:
        assert large.width == 2 * small.width


def test_a_sample_image_is_named_as_one(files):
    done = run("sample:camera.png", "sample:camera.png", "-o", "r.json")
    assert done.exit_code == 0, done.output
    assert json.loads((files / "r.json").read_text())["plain"]["sample"] is True
    done = run("sample:../plain.png", "plain.png", "-o", "r.json")
    assert done.exit_code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("plain.png", "cipher.png", "-o", "r.pdf"), ".html"),
        (("plain.png", "low.png", "-o", "r.html"), "size"),
        (("plain.png", "cipher.png", "-o", "cipher.png"), "one of the pictures"),
        (("plain.png", "cipher.png", "-o", "none/r.html"), "cannot write"),
        (("plain.png", "cipher.png", "-o", "r.html", "--alpha", "2"), "alpha"),
    ],
)
def test_report_says_what_is_wrong(files, words, said):
    done = run(*words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert not list(files.glob("r.*"))


def test_report_resizes_where_asked(files):
    done = run("plain.png", "low.png", "-o", "r.json", "--fit", "resize")
    assert done.exit_code == 0, done.output
    record = json.loads((files / "r.json").read_text())["encrypted"]
    assert record["fit"] == "resize"
    assert record["size"] == {"height": 96, "width": 128}
    assert "was resized from 128 × 64 to 128 × 96" in done.stderr


def test_report_crops_where_asked(files):
    done = run("plain.png", "low.png", "-o", "r.json", "--fit", "crop")
    assert done.exit_code == 0, done.output
    record = json.loads((files / "r.json").read_text())
    assert record["vsi"] == 2  # the lower half of the picture is all that is missing
    assert (record["plain"]["fit"], record["plain"]["height"]) == ("crop", 64)
    assert "fit" not in record["encrypted"]
    assert "cropped to 128 × 64 pixels" in record["plain"]["made"]


def test_report_says_white_and_channel_and_what_is_odd_about_the_pair(files, photo):
    deep = photo.astype(np.uint32) * 4095 // 255
    Image.fromarray(deep.astype(np.uint16)).save(files / "deep.png")
    assert run("plain.png", "deep.png", "-o", "r.json").exit_code == 0
    record = json.loads((files / "r.json").read_text())
    assert record["notes"][0].startswith("the plain picture uses grey levels")
    assert record["encrypted"]["white"] == 65535
    done = run("plain.png", "deep.png", "-o", "r.html")
    written = (files / "r.html").read_text()
    assert "Note: the plain picture uses grey levels" in written
    assert written.lower().count("the plain picture uses grey levels") == 1
    assert "note: the plain picture uses grey levels" in done.stderr

    words = ("-o", "r.json", "--white", ",4095", "--channel", "g")
    assert run("plain.png", "deep.png", *words).exit_code == 0
    record = json.loads((files / "r.json").read_text())
    assert record["notes"] == []
    assert (record["encrypted"]["white"], record["plain"]["white"]) == (4095, 255)
    assert record["encrypted"]["channel"] == "G"
    assert "read with 4095 as white" in record["encrypted"]["made"]
    assert "seen through its channel G" in record["encrypted"]["made"]


def test_report_says_once_that_the_plain_picture_has_no_brightness(files, photo):
    level = (photo // 2 + 64).astype(np.uint8)
    bands = np.full_like(level, 128), level, 255 - level
    shade = Image.merge("YCbCr", [Image.fromarray(band) for band in bands])
    shade.convert("RGB").save(files / "shade.png")
    assert run("shade.png", "plain.png", "-o", "r.html").exit_code == 0
    written = (files / "r.html").read_text()
    assert written.count("shows next to nothing in its brightness") == 1


def test_a_report_says_what_fast_attacks_gain_and_why_others_decline(view):
    text = Reader(report_html(view())).text
    assert "Attacks" in text
    assert "Solve the block means" in text
    assert "declines" in text
    assert "Slow attacks are not part of a report." in text
