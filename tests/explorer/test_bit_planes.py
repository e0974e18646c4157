"""What is said of bit planes, on the canvas and in captions."""

import io
import json
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

import core
from core.bit_planes import bit_plane, shared_planes
from explorer.commands.cli import main
from explorer.export import Look, View
from explorer.export.composition import compose
from explorer.export.report import report_html
from explorer.figures import reasons, served
from explorer.figures.bit_planes import (
    PlanesOf,
    plane_share,
    plane_table,
    plane_words,
    planes_of,
)
from explorer.pair.bit_channels import bit_channels, bit_levels
from explorer.pair.derived import encrypt_source, fitted, through
from explorer.pair.sources import read_source
from explorer.theme.colours import cividis


@pytest.mark.parametrize(
    ("equal", "said"),
    [(0, "0 %"), (1, "0.1 %"), (5123, "51.2 %"), (9999, "99.9 %"), (10000, "100 %")],
)
def test_none_and_all_are_said_of_none_and_all_alone(equal, said):
    plain = np.zeros((100, 100))
    encrypted = np.full(10000, 128.0)
    encrypted[:equal] = 0
    (top, *_) = shared_planes(plain, encrypted.reshape(plain.shape))
    assert plane_share(top) == said
    assert said in plane_words(top)


@pytest.mark.parametrize("scheme", ["planes-low", "planes-high"])
def test_a_scheme_that_encrypts_four_planes_leaves_the_other_four(scheme, photo):
    encrypted = core.SCHEMES[scheme].encrypt(photo, level=3, key="a key")
    left = range(5, 9) if scheme == "planes-low" else range(1, 5)
    for shared in shared_planes(photo, encrypted):
        if shared.number in left:
            assert plane_share(shared) == "100 %"
            assert plane_words(shared).endswith("the scheme leaves it in the clear.")
        else:
            # Random bits: five standard deviations of a fair coin around a half.
            spread = 5 * 0.5 / np.sqrt(shared.pixels)
            assert abs(shared.equal / shared.pixels - 0.5) < spread
            assert shared.chance == pytest.approx(0.5, abs=spread)


def test_an_inverted_plane_is_said_to_hide_nothing(photo):
    for shared in shared_planes(photo, 255 - photo):
        assert plane_share(shared) == "0 %"
        assert "inverts" in plane_words(shared)


def test_what_travels_is_one_line_a_plane(photo, noise):
    (channel,) = plane_table([PlanesOf(shared=shared_planes(photo, noise))])
    assert (channel["key"], channel["levels"], channel["reading"]) == ("index", "", "")
    table = channel["planes"]
    assert [row["number"] for row in table] == [8, 7, 6, 5, 4, 3, 2, 1]
    assert table[0]["words"].startswith("Plane 8 of 8, the most significant: ")
    assert table[1]["words"].startswith("Plane 7 of 8: ")
    assert table[7]["words"].startswith("Plane 1 of 8, the least significant: ")


# Planes of what the files hold.


@pytest.fixture(scope="module")
def stored():
    """Colours and alpha of a picture, (80, 96, 4)."""
    photo = Image.open("sample_images/astronaut.png").crop((160, 40, 256, 120))
    round_ = np.hypot(*np.indices((80, 96)) - 40) < 30
    return np.dstack([np.asarray(photo), np.where(round_, 255, 8).astype(np.uint8)])


def file_of(pixels, name):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return read_source(file.getvalue(), name)


@pytest.fixture(scope="module")
def leaking(stored):
    """Of a file whose encryption leaves blue's upper half and alpha as they are."""
    secret = np.random.default_rng(4).integers(0, 256, stored.shape).astype(np.uint8)
    secret[..., 2] = stored[..., 2] & 240 | secret[..., 2] & 15
    secret[..., 3] = stored[..., 3]
    pair = file_of(stored, "plain.png"), file_of(secret, "secret.png")
    result = core.visual_security_index(*(each.luma for each in pair), data_range=255)
    return View(plain=pair[0], encrypted=pair[1], result=result, overlay="bits")


def test_planes_are_offered_of_what_the_files_hold(stored, leaking):
    plain, secret = leaking.plain, leaking.encrypted
    grey = file_of(stored[..., 0], "grey.png")
    assert bit_channels(plain, secret) == ("index", "R", "G", "B", "alpha")
    assert bit_channels(grey, file_of(stored[..., :3], "c.png"))[1:] == ("R", "G", "B")
    assert bit_channels(grey, grey) == ("index",)
    for at, bits in enumerate(("R", "G", "B", "alpha")):
        for channel in ("luma", "Cb", "G"):
            seen = bit_levels(through(plain, channel), bits)
            np.testing.assert_array_equal(seen, stored[..., at])
        np.testing.assert_array_equal(bit_levels(grey, "R"), stored[..., 0])
    assert (bit_levels(grey, "alpha") == 255).all()
    seen = bit_levels(through(plain, "G"), "index")
    np.testing.assert_array_equal(seen, stored[..., 1])
    assert bit_channels(through(plain, "G"), through(secret, "G"))[1:3] == ("R", "B")
    # What differs in size is cropped in every channel.
    smaller = file_of(stored[:64, :80], "smaller.png")
    cropped, _ = fitted(plain, smaller, "crop")
    np.testing.assert_array_equal(bit_levels(cropped, "alpha"), stored[:64, :80, 3])
    resized, _ = fitted(smaller, plain, "resize")
    assert bit_levels(resized, "alpha").shape == resized.luma.shape


def test_what_is_encrypted_here_has_its_grey_in_every_colour(leaking):
    made = encrypt_source(leaking.plain, core.SCHEMES["planes-low"], 3, "a key")
    for channel in ("luma", "Cb", "R"):
        seen = bit_levels(through(made, channel), "B")
        np.testing.assert_array_equal(seen, made.luma)
        shown = served.picture(through(made, channel), "colour")
        assert shown == served.picture(made)


def test_each_channel_has_its_words_and_its_legend(leaking):
    found = {each.bits: each for each in planes_of(leaking.plain, leaking.encrypted)}
    assert [each.label for each in found.values()] == [
        "Brightness",
        "R",
        "G",
        "B",
        "Alpha",
    ]
    assert found["B"].words(8) == (
        "Plane 8 of 8, the most significant, in blue (B): both pictures have the same "
        "bit at 100 % of the pixels: the scheme leaves it in the clear."
    )
    begin = "Plane 7 of 8, in transparency (alpha): "
    assert found["alpha"].words(7).startswith(begin)
    assert found["index"].words(7).startswith("Plane 7 of 8: ")
    assert found["index"].reading == (
        " Of brightness alone: that is what the index sees."
    )
    assert found["R"].reading == " Of red (R) alone. The index is given brightness."
    # One truth: the remark names the same planes.
    (remark,) = reasons.remarks(leaking.plain, leaking.encrypted)
    assert remark.words.startswith("Bit planes 8, 7, 6 and 5 of B and alpha are left ")
    pair = [through(each, "B") for each in (leaking.plain, leaking.encrypted)]
    (remark,) = reasons.remarks(*pair)
    assert remark.words.startswith("Bit planes 8, 7, 6 and 5 of B are left in ")


def test_figures_and_reports_show_the_planes_of_the_channel(leaking, stored, tmp_path):
    for at, bits in ((1, "G"), (3, "alpha")):
        made = replace(leaking, bits=bits, plane=6, look=Look(shown="index"))
        upper = compose(made).panels[0].picture
        np.testing.assert_array_equal(
            upper, cividis(bit_plane(stored[..., at], 6).astype(float))
        )
        said = planes_of(made.plain, made.encrypted)[at + 1].words(6)
        assert said in str(compose(made))
    apart = compose(replace(leaking, bits="B", look=Look(mode="difference")))
    assert (apart.panels[0].picture == cividis(np.zeros((1, 1)))).all()
    grey = encrypt_source(leaking.plain, core.SCHEMES["planes-low"], 3, "a key")
    assert compose(replace(leaking, encrypted=grey, bits="R")).panels
    page = report_html(replace(leaking, bits="alpha"))
    facts = json.loads(page.partition('id="facts">')[2].partition("</script>")[0])
    assert facts["view"]["bits"] == "alpha"
    for name in facts["planes"][-1]["pictures"]:
        assert f'id="picture-{name}"' in page
    Image.fromarray(stored).save(tmp_path / "p.png")
    Image.fromarray(stored[..., 0]).save(tmp_path / "g.png")

    def run(plain, bits):
        names = [str(tmp_path / name) for name in (plain, "g.png", "r.svg")]
        words = ("report", *names[:2], "-o", names[2], "--overlay=bits")
        return CliRunner().invoke(main, [*words, f"--bits={bits}"])

    assert run("p.png", "alpha").exit_code == 0
    assert "in transparency (alpha)" in (tmp_path / "r.svg").read_text()
    assert run("g.png", "index").exit_code == 0
    done = run("g.png", "alpha")
    assert done.exit_code == 2
    assert "got alpha: neither picture has transparency" in done.output
