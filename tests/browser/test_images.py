"""Samples, uploads, encryption on the spot, and files of the command line."""

import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

import core

pytestmark = pytest.mark.browser

LEVEL = "Level, 1 is strongest"


@pytest.fixture(scope="module")
def photo(sample):
    """Detail of a photograph, 100 × 140."""
    return sample("camera")[60:160, 180:320]


@pytest.fixture(scope="module")
def noise(photo):
    return np.random.default_rng(9).integers(0, 256, photo.shape)


def start_upload(explorer):
    explorer.choose("Plain picture", "Open your own…")
    expect(explorer.menu("Encrypted picture")).to_have_value("Encrypt here…")
    explorer.rest()
    explorer.choose("Encrypted picture", "Open your own…")
    expect(explorer.sidebar.locator("input[type=file]")).to_have_count(2)


def test_another_sample_has_the_score_of_the_core(explorer, sample):
    explorer.choose("Plain picture", "Camera")
    explorer.shows(
        core.visual_security_index(sample("camera"), sample("camera_shuffle32"))
    )
    explorer.choose("Encrypted picture", "The plain picture itself")
    explorer.shows("2.000000")


@pytest.mark.slow
def test_an_uploaded_pair_has_the_score_of_the_core(explorer, picture, photo, noise):
    start_upload(explorer)
    explorer.upload("plain", picture(photo, "mine.png"))
    missing = explorer.page.locator(".st-key-missing")
    expect(missing).to_contain_text("The encrypted picture is still missing.")
    expect(missing.get_by_role("img", name="mine.png")).to_be_visible()
    explorer.upload("encrypted", picture(noise, "cipher.png"))
    result = core.visual_security_index(photo, noise)
    explorer.shows(result)
    # The link names the files by their SHA-256, and holds no pixel of them.
    expect(explorer.page).to_have_url(
        re.compile(
            r"/\?plain=upload&plain_file=[0-9a-f]{16}"
            r"&encrypted=upload&encrypted_file=[0-9a-f]{16}$"
        )
    )
    # A page that is loaded anew says which files it needs, where the pictures would be.
    address = explorer.page.url
    explorer.page.reload()
    expect(missing).to_contain_text("SHA-256 begins with")
    drop = missing.locator("input[type=file]")
    drop.set_input_files(picture(photo + 1, "other.png"))
    expect(missing).to_contain_text("other.png is another file")
    files = [picture(noise, "second.png"), picture(photo, "first.png")]
    drop.set_input_files(files)
    explorer.shows(result)
    assert explorer.page.url == address


@pytest.mark.slow
def test_a_bad_file_gets_a_sentence_and_the_picture_stays(
    explorer, picture, photo, noise, tmp_path
):
    start_upload(explorer)
    explorer.upload("plain", picture(photo, "mine.png"))
    explorer.upload("encrypted", picture(noise, "cipher.png"))
    result = core.visual_security_index(photo, noise)
    explorer.shows(result)
    bad = tmp_path / "holiday.png"
    bad.write_bytes(b"no picture at all")
    explorer.upload("encrypted", bad)
    expect(explorer.problem).to_contain_text("holiday.png is not a picture")
    expect(explorer.problem).to_contain_text("The last usable pair is still shown")
    explorer.shows(result)
    explorer.upload("encrypted", picture(photo, "better.png"))
    explorer.shows("2.000000")
    expect(explorer.problem).to_have_count(0)


def test_a_file_s_name_is_read_as_it_is(explorer, tmp_path):
    explorer.choose("Encrypted picture", "Open your own…")
    name = "![a](https:example.invalid) *b* <b>c</b> $d$ `e`.png".replace("/", "")
    (tmp_path / name).write_bytes(b"no picture at all")
    explorer.upload("encrypted", tmp_path / name)
    expect(explorer.problem).to_contain_text(f"{name} is not a picture")


@pytest.mark.slow
def test_sizes_that_differ_are_cropped_or_resized(explorer, picture, photo, sample):
    before = explorer.vsi
    explorer.choose("Encrypted picture", "Open your own…")
    explorer.upload("encrypted", picture(photo, "small.png"))
    expect(explorer.problem).to_contain_text("small.png has 140 × 100 pixels")
    explorer.shows(before)
    explorer.page.get_by_text("Crop both to 140 × 100").click()
    cropped = core.visual_security_index(sample("astronaut")[:100, :140], photo)
    explorer.shows(cropped)
    expect(explorer.problem).to_have_count(0)
    expect(explorer.page).to_have_url(re.compile("fit=crop"))
    expect(explorer.sidebar).to_contain_text(
        "was cropped from 512 × 512 to 140 × 100 pixels"
    )
    explorer.page.get_by_text("Resize the encrypted picture to 512 × 512").click()
    expect(explorer.page).to_have_url(re.compile("fit=resize"))
    expect(explorer.sidebar).to_contain_text(
        "small.png was resized from 140 × 100 to 512 × 512 pixels"
    )
    explorer.rest()
    resized = explorer.vsi
    for name, heading in (
        ("About", "how far to trust"),
        ("Explore", "All numbers"),
    ):
        explorer.page.get_by_role("link", name=name, exact=True).click()
        expect(explorer.page.get_by_test_id("stMain")).to_contain_text(heading)
    explorer.shows(resized)
    expect(explorer.problem).to_have_count(0)
    expect(explorer.sidebar).to_contain_text("small.png was resized")
    # Back, to the cropped pair.
    explorer.page.go_back()
    explorer.page.go_back()
    explorer.page.go_back()
    explorer.shows(cropped)


@pytest.mark.slow
def test_a_pair_that_is_still_shown_is_dimmed_and_named(
    explorer, picture, photo, noise
):
    start_upload(explorer)
    explorer.upload("plain", picture(photo, "mine.png"))
    explorer.upload("encrypted", picture(noise, "cipher.png"))
    explorer.shows(core.visual_security_index(photo, noise))
    still = explorer.page.locator(".st-key-still")
    expect(still).to_have_count(0)
    parts = (".st-key-matches", ".st-key-take_home", ".st-key-under")
    for part in parts:
        expect(explorer.page.locator(part)).to_have_css("opacity", "1")
    explorer.upload("encrypted", picture(noise[:64], "short.png"))
    expect(still).to_contain_text("mine.png against cipher.png")
    for part in parts:
        expect(explorer.page.locator(part)).to_have_css("opacity", "0.45")
    shown = explorer.page.locator(".st-key-story > *").first
    expect(shown).to_have_css("opacity", "0.45")
    explorer.upload("encrypted", picture(photo, "better.png"))
    explorer.shows("2.000000")
    expect(still).to_have_count(0)
    expect(explorer.canvas).to_be_visible()
    expect(explorer.page.locator(parts[0])).to_have_css("opacity", "1")


@pytest.mark.slow
def test_a_12_bit_picture_gets_its_white_by_one_click_and_the_link_keeps_it(
    explorer, visitor, picture, photo, noise, tmp_path
):
    deep = tmp_path / "deep.png"
    levels = np.rint(noise * 4095 / 255).astype(np.uint16)
    Image.fromarray(levels).save(deep)
    plain = picture(photo, "mine.png")
    start_upload(explorer)
    explorer.upload("plain", plain)
    explorer.upload("encrypted", deep)
    dark = core.visual_security_index(photo, levels * (255 / 65535))
    explorer.shows(dark)
    notice = explorer.page.locator(".st-key-notices")
    expect(notice).to_contain_text("deep.png is almost black")
    notice.get_by_role("button", name="Set white to 4095").click()
    mended = core.visual_security_index(photo, levels * (255 / 4095))
    explorer.shows(mended)
    eight = core.visual_security_index(photo, noise)
    assert mended.vsi == pytest.approx(eight.vsi, abs=0.01)
    expect(explorer.page).to_have_url(re.compile("encrypted_white=4095"))
    field = explorer.page.get_by_role(
        "spinbutton", name="White of the encrypted picture"
    )
    expect(field).to_have_value("4095")
    # Another browser that follows the link and has the files.
    other = visitor(explorer.address)
    other.page.goto(explorer.page.url)
    drop = other.page.locator(".st-key-missing input[type=file]")
    drop.set_input_files([plain, deep])
    other.shows(mended)
    expect(other.page).to_have_url(re.compile("encrypted_white=4095"))
    # Back and forward.
    explorer.page.go_back()
    explorer.shows(dark)
    explorer.page.go_forward()
    explorer.shows(mended)
    notice.get_by_role("button", name="Undo").click()
    explorer.shows(dark)


@pytest.mark.slow
@pytest.mark.parametrize("wide", [False, True])
def test_a_long_pair_is_drawn_in_its_shape(explorer, picture, photo, wide):
    start_upload(explorer)
    long = photo[:, :50].repeat(3, axis=0)
    long = long.T if wide else long
    explorer.upload("plain", picture(long, "long.png"))
    explorer.upload("encrypted", picture(long[::-1], "turned.png"))
    result = core.visual_security_index(long, long[::-1])
    explorer.shows(result)
    last = result.match.size - 1
    explorer.canvas.click(position=explorer.spot(last, result))
    explorer.pinned(last)


def encrypted(plain, key, level, secret="showthrough"):
    made = core.SCHEMES[key].encrypt(plain, level=level, key=secret)
    return core.visual_security_index(plain, made)


@pytest.mark.slow
def test_a_scheme_its_level_and_its_key_set_the_score(explorer, sample):
    plain = sample("astronaut")
    explorer.choose("Encrypted picture", "Encrypt here…")
    explorer.shows(encrypted(plain, "peid-09", 4))
    level = int(explorer.press(LEVEL, "ArrowLeft"))
    assert level == 3
    explorer.shows(encrypted(plain, "peid-09", 3))
    label = core.SCHEMES["peid-09"].level_labels[2]
    expect(explorer.sidebar).to_contain_text(label)

    explorer.key.fill("another")
    explorer.page.keyboard.press("Enter")
    explorer.shows(encrypted(plain, "peid-09", 3, "another"))

    explorer.choose("Scheme", core.SCHEMES["blur"].label)
    level = min(4, core.SCHEMES["blur"].levels)
    explorer.shows(encrypted(plain, "blur", level))
    expect(explorer.key).to_have_count(0)
    expect(explorer.page.get_by_test_id("stMain")).to_contain_text(
        core.SCHEMES["blur"].does
    )

    # Back again: the level and the key are as they were left.
    explorer.choose("Scheme", core.SCHEMES["peid-09"].label)
    explorer.shows(encrypted(plain, "peid-09", 3, "another"))
    assert float(explorer.slider(LEVEL).input_value()) == 3
    explorer.press(LEVEL, "Home")
    explorer.shows(encrypted(plain, "peid-09", 1, "another"))
    explorer.press(LEVEL, "End")
    weakest = core.SCHEMES["peid-09"].levels
    explorer.shows(encrypted(plain, "peid-09", weakest, "another"))


@pytest.mark.slow
def test_a_key_is_kept_in_the_link_as_it_is(explorer, visitor, sample):
    explorer.choose("Encrypted picture", "Encrypt here…")
    secret = "ключ & ?=#+ 1"
    explorer.key.fill(secret)
    explorer.page.keyboard.press("Enter")
    result = encrypted(sample("astronaut"), "peid-09", 4, secret)
    explorer.shows(result)
    expect(explorer.page).to_have_url(re.compile("key="))
    link = explorer.page.url.removeprefix(explorer.address)
    visitor(explorer.address).open(link).shows(result)


@pytest.mark.slow
def test_files_of_the_command_line_come_first(launch, visitor, picture, photo, noise):
    files = picture(photo, "mine.png"), picture(noise, "cipher.png")
    with launch("--plain", str(files[0]), "--encrypted", str(files[1])) as address:
        explorer = visitor(address).open()
        explorer.shows(core.visual_security_index(photo, noise))
        expect(explorer.menu("Plain picture")).to_have_value("mine.png")
        expect(explorer.menu("Encrypted picture")).to_have_value("cipher.png")
        explorer.choose("Plain picture", "Astronaut")
        expect(explorer.page).to_have_url(re.compile("plain=astronaut"))
        explorer.choose("Plain picture", "mine.png")
        explorer.shows(core.visual_security_index(photo, noise))
