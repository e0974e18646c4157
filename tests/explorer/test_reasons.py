"""What goes with the score of two sources: remarks, and what colour shows."""

import re
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from skimage import data

import core
from core.recognizability.channel import Channel
from core.recognizability.form import Form
from core.recognizability.noise import NoiseBaseline
from core.remarks import UNCHANGED, Remark
from explorer.figures import deferred, reasons
from explorer.figures.colour_words import colour_words
from explorer.figures.why import Why
from explorer.pair import noise_draws, other_indices
from explorer.pair.derived import encrypt_source, fitted, through
from explorer.pair.sources import read_source
from explorer.pair.white_offer import offers
from explorer.store.memory import MIB, Memory
from explorer.store.served_files import PICTURES, SERVED


@pytest.fixture(autouse=True)
def memory(monkeypatch):
    fresh = Memory(20 * MIB)
    for module in (deferred, noise_draws, other_indices, reasons):
        monkeypatch.setattr(module, "MEMORY", fresh)


def opened(pixels, name="picture.png"):
    file = BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return read_source(file.getvalue(), name)


def noise(seed, shape=(96, 96)):
    return np.random.default_rng(seed).integers(0, 256, shape).astype(np.uint8)


@pytest.fixture(scope="module")
def pixels():
    return data.astronaut()[40:136, 160:256]


@pytest.fixture(scope="module")
def pair(pixels):
    """A picture, and one in which all but blue is noise."""
    cipher = np.stack([noise(1), noise(2), pixels[..., 2]], -1)
    return opened(pixels), opened(cipher, "cipher.png")


def channel(name, score, *draws):
    baseline = NoiseBaseline.of(score, draws)
    return Channel(name=name, vsi=score, rd=score / 2, gs=1.0, noise=baseline)


def test_nothing_is_said_where_no_channel_shows_more():
    assert colour_words(()) == ""


def test_brightness_and_colour_are_said_first_with_channels_and_numbers():
    shows = (channel("Cb", 1.957, 0.72, 0.833), channel("B", 1.2, 0.5, 0.5))
    assert colour_words(shows) == (
        "Brightness hides the picture. Colour does not. Cb scores 1.96, noise in it "
        "0.72 to 0.83. B scores 1.20, noise in it 0.50."
    )
    assert colour_words(shows, "above").startswith(
        "Brightness hardly shows the picture. Colour does. Cb"
    )


def test_the_sentence_begins_with_colour_then_remarks_then_the_score(result):
    shows = (channel("Cb", 1.957, 0.72),)
    remark = Remark(kind="planes", words="A remark.")
    said = Why.of(result, (remark,)).words([result.vsi + 1], shows)
    assert said.startswith("Brightness hides the picture. Colour does not. Cb scores")
    assert " 0.72. A remark. This score cannot tell it from noise" in said


def test_what_is_grey_or_encrypted_here_needs_no_look_at_its_colours(pixels):
    plain = opened(pixels)
    made = encrypt_source(plain, core.SCHEMES["aes-ctr"], 1, "demo")
    for encrypted in (made, opened(noise(1)), opened(np.stack([noise(1)] * 3, -1))):
        assert reasons.known_to_show(plain, encrypted, Form()) == ()


def test_a_channel_that_is_looked_at_is_all_there_is(pair):
    sources = [through(source, "Cb") for source in pair]
    assert reasons.known_to_show(*sources, Form()) == ()


@pytest.mark.slow
def test_what_colour_shows_is_what_the_core_says(pair, pixels):
    assert reasons.known_to_show(*pair, Form()) is None
    found = reasons.shows_more(*pair, Form(), ())
    assert "B" in [channel.name for channel in found]
    assert reasons.known_to_show(*pair, Form()) == found
    cropped = fitted(
        pair[0], opened(np.asarray(pair[1].picture.pixels)[:, :90]), "crop"
    )
    planes = reasons.colours(*cropped)
    for name in ("luma", "B"):
        assert {plane.shape for plane in planes.planes(name)} == {(96, 90)}
    np.testing.assert_array_equal(planes.planes("luma")[0], cropped[0].luma)


@pytest.mark.slow
def test_the_page_says_first_that_colour_shows_once_it_has_been_looked_at(pair):
    result = core.visual_security_index(pair[0].luma, pair[1].luma, data_range=255)
    now, later = deferred.why_figure(*pair, result)
    assert "being measured" in now
    address = later.removeprefix(f"{PICTURES}/").removesuffix(".txt")
    said = SERVED.get(address).decode()
    assert said.startswith('<h1 class="verdict">Brightness h')
    assert re.search(r"\. Colour does( not)?\.</h1>", said)
    assert ">B scores " in said
    assert deferred.why_figure(*pair, result) == (said, None)


@pytest.mark.slow
def test_ranges_that_differ_are_the_page_s_notice_and_no_sentence_too(pixels):
    plain, dark = opened(pixels), opened(pixels // 8, "dark.png")
    result = core.visual_security_index(plain.luma, dark.luma, data_range=255)
    assert "uses grey levels" in reasons.why_of(plain, dark, result).words(None)
    now, later = deferred.why_figure(plain, dark, result)
    address = later.removeprefix(f"{PICTURES}/").removesuffix(".txt")
    for said in (now, SERVED.get(address).decode()):
        assert "uses grey levels" not in said
    (offer,) = offers(plain, dark)
    assert offer.words.startswith("The plain picture uses grey levels")


def test_files_that_are_equal_are_said_to_be_and_a_choice_on_purpose_is_not(pixels):
    first, second = opened(pixels), opened(pixels)
    assert reasons.remarks(first, second) == (UNCHANGED,)
    assert reasons.remarks(first, first) == ()


def test_a_scheme_that_changes_nothing_comes_with_what_to_choose(pixels):
    plain = opened(pixels[:32, :32])
    made = encrypt_source(plain, core.SCHEMES["peid-09"], 1, "demo")
    same = replace(made, luma=np.rint(plain.luma), unchanged=True)
    (said,) = reasons.remarks(plain, same)
    assert said.words.endswith(reasons.CHOOSE_ANOTHER)


def test_planes_in_the_clear_and_plain_noise_are_said_at_the_score(pixels):
    plain = opened(pixels)
    made = encrypt_source(plain, core.SCHEMES["planes-low"], 3, "demo")
    (said,) = reasons.remarks(plain, made)
    assert said.words.startswith("Bit planes 8, 7, 6 and 5 are left in the clear")
    (said,) = reasons.remarks(opened(noise(1)), opened(noise(2)))
    assert said.words.startswith("The plain picture looks like noise")
