"""What has to be known of a pair before its score is believed."""

from pathlib import Path

import numpy as np
import pytest
from skimage import data

import core
from core.image import ColourPair, read_picture
from core.looks_like_noise import looks_like_noise
from core.remarks import (
    NOISE,
    UNCHANGED,
    is_unchanged,
    remarks_on,
    remarks_on_plain,
)

SAMPLES = Path(core.__file__).parents[1] / "sample_images"
PLAIN = ["astronaut", "camera", "chelsea", "coffee", "gravel", "hubble", "retina"]
PLAIN += ["rocket", "text"]


def kinds(*pair, **words):
    return [remark.kind for remark in core.remarks(*pair, **words)]


def noise(seed, shape=(96, 96)):
    return np.random.default_rng(seed).integers(0, 256, shape).astype(np.uint8)


@pytest.fixture(scope="module")
def grey():
    return data.camera()[100:228, 150:278]


@pytest.fixture(scope="module")
def colour():
    return data.astronaut()[40:136, 160:256]


# Noise in place of a plain picture.


@pytest.mark.parametrize("seed", range(20))
def test_noise_looks_like_noise(seed):
    rng = np.random.default_rng(seed)
    assert looks_like_noise(rng.integers(0, 256, (64, 80)).astype(float))
    assert looks_like_noise(rng.normal(128, 20, (33, 200)))
    assert looks_like_noise(np.where(rng.random((64, 64)) < 0.1, 255.0, 0.0))


@pytest.mark.parametrize("scheme", ["aes-ctr", "pixel-permutation"])
def test_strong_ciphers_look_like_noise(scheme, grey):
    encrypted = core.SCHEMES[scheme].encrypt(grey, key="demo")
    assert looks_like_noise(core.as_luma(encrypted))


@pytest.mark.parametrize("name", PLAIN)
def test_no_sample_picture_looks_like_noise_whole_or_in_part(name):
    luma = core.read_image(SAMPLES / f"{name}.png")
    assert not looks_like_noise(luma)
    assert not looks_like_noise(luma[::4, ::4])
    assert not looks_like_noise(luma[40:104, 40:104])


@pytest.mark.parametrize("name", ["brick", "grass", "gravel", "page", "coins", "text"])
def test_no_texture_and_no_page_looks_like_noise(name):
    assert not looks_like_noise(core.as_luma(getattr(data, name)()))


@pytest.mark.parametrize("period", [2, 3, 4, 5, 6, 8, 16])
@pytest.mark.parametrize("turn", ["across", "down", "diagonal"])
def test_no_grating_looks_like_noise(period, turn):
    down, right = np.mgrid[:64, :64]
    along = {"across": right, "down": down, "diagonal": down + right}[turn]
    assert not looks_like_noise(128 + 100 * np.cos(2 * np.pi * along / period + 0.3))


def test_what_is_the_same_everywhere_does_not_look_like_noise():
    assert not looks_like_noise(np.full((40, 40), 90.0))


def test_two_ciphers_as_a_pair_are_said_to_be_no_plain_picture(grey):
    pair = [core.SCHEMES["aes-ctr"].encrypt(grey, key=key) for key in ("one", "two")]
    assert core.remarks(*pair) == (NOISE,)


# Nothing changed.


def test_an_encryption_that_changes_nothing_is_said_and_its_planes_are_not(
    grey, colour
):
    for plain in (grey, colour):
        assert core.remarks(plain, plain.copy()) == (UNCHANGED,)


def test_one_level_in_one_colour_of_one_pixel_is_a_change(colour):
    other = colour.copy()
    other[3, 3, 2] ^= 1
    assert not is_unchanged(ColourPair.of(colour, other))
    assert is_unchanged(ColourPair.of(colour, colour.copy()))


def test_rounded_luma_is_no_change_and_a_whole_level_is_one(colour):
    luma = np.rint(core.as_luma(colour)).astype(np.uint8)
    assert is_unchanged(ColourPair.of(colour, luma))
    luma[0, 0] = luma[0, 0] + 1 if luma[0, 0] < 255 else 254
    assert not is_unchanged(ColourPair.of(colour, luma))


def test_colours_that_changed_places_under_one_luma_are_a_change():
    plain = np.zeros((40, 40, 3))
    plain[..., 0] = 100
    other = np.full((40, 40, 3), 29.9)
    other[0, 0] = (29.9, 30, 29.9)
    assert not is_unchanged(ColourPair(plain=plain, encrypted=other))


def test_pictures_are_compared_once_they_have_one_size(grey):
    assert kinds(grey, grey[:-3, :-5], how="crop") == ["unchanged"]
    with pytest.raises(core.ImageError, match="one size"):
        core.remarks(grey, grey[:-3])


# Bit planes.


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (4, "Bit planes 8, 7 and 6 are left in the clear: "),
        (5, "Bit planes 8 and 7 are left in the clear: "),
        (6, "Bit plane 8 is left in the clear: "),
    ],
)
def test_planes_left_in_the_clear_are_named(level, words, grey):
    masks = {4: 31, 5: 63, 6: 127}
    low = noise(level, grey.shape) & masks[level]
    encrypted = grey & (255 - masks[level]) | low
    (remark,) = core.remarks(grey, encrypted)
    assert remark.kind == "planes"
    assert remark.words == f"{words}every pixel has the same bit in both pictures."


def test_inverted_planes_are_named(grey):
    (remark,) = core.remarks(grey, grey ^ 128)
    assert remark.words == (
        "Bit planes 7, 6 and 5 are left in the clear: every pixel has the same bit in "
        "both pictures. Bit plane 8 is inverted in every pixel, which hides nothing."
    )


def test_planes_below_5_and_a_single_changed_bit_are_not_named(grey):
    encrypted = grey & 15 | noise(1, grey.shape) & 240
    assert kinds(grey, encrypted) == []
    encrypted = grey & 128 | noise(1, grey.shape) & 127
    encrypted[5, 5] ^= 128
    assert kinds(grey, encrypted) == []


def test_planes_of_a_colour_that_luma_does_not_show_are_named_with_their_channel(
    colour,
):
    low = noise(7, colour.shape)
    mixed = colour.copy()
    mixed[..., :2] = colour[..., :2] & 128 | low[..., :2] & 127
    mixed[..., 2] = colour[..., 2] & 192 ^ 64 | low[..., 2] & 63
    (remark,) = core.remarks(colour, mixed)
    assert (remark.kind, remark.words) == (
        "planes",
        "Bit plane 8 of R and G is left in the clear: every pixel has the same bit in "
        "both pictures. Bit plane 8 of B is left in the clear: every pixel has the "
        "same bit in both pictures. Bit plane 7 of B is inverted in every pixel, "
        "which hides nothing.",
    )
    # Three equal channels are luma, which is said once.
    grey = np.repeat(core.image.grey_levels(core.as_luma(colour))[..., None], 3, -1)
    (remark,) = core.remarks(grey, grey ^ 128)
    assert " of " not in remark.words


def test_transparency_left_in_the_clear_is_named(colour, grey):
    shape = np.where(np.hypot(*np.indices((96, 96)) - 48) < 30, 255, 0).astype(np.uint8)
    plain = np.dstack([colour, shape])
    secret = np.dstack([noise(8, colour.shape), shape])
    (remark,) = core.remarks(plain, secret)
    assert remark.words == (
        "Bit planes 8, 7, 6 and 5 of alpha are left in the clear: every pixel has the "
        "same bit in both pictures."
    )
    # A picture without alpha is opaque, as far as the other one is.
    assert kinds(plain, secret[..., :3]) == []
    pair = ColourPair.of(plain[:90], secret[..., :3], how="crop")
    assert pair.stored == ("R", "G", "B", "alpha")
    assert [plane.shape for plane in pair.whole_levels("alpha")] == [(90, 96)] * 2
    assert ColourPair.of(grey, grey).stored == ()


# What core.image has to say.


def test_unlike_ranges_and_missing_luma_are_sentences(grey):
    (remark,) = core.remarks(grey, noise(1, grey.shape) // 16)
    assert remark.kind == "ranges"
    assert remark.words.startswith("The plain picture uses grey levels up to ")
    assert remark.words.endswith(".")
    shade = np.tile(np.arange(0, 96, dtype=float), (96, 1))
    plain = np.stack([100 + shade, 150 - 0.299 / 0.587 * shade, 0 * shade + 90], -1)
    picture = read_picture(np.rint(plain).astype(np.uint8), name="flat.png")
    (remark,) = core.remarks(picture, noise(1))
    assert remark.kind == "no luma"
    assert remark.words.startswith("flat.png shows next to nothing in its brightness")


def test_a_usual_pair_has_no_remarks(grey, colour, shuffle):
    assert core.remarks(grey, noise(1, grey.shape)) == ()
    assert core.remarks(colour, noise(1, colour.shape)) == ()
    moved = shuffle(grey.astype(float), 16, 3)
    assert core.remarks(grey, moved, data_range=255) == ()


def test_what_is_known_of_a_plain_picture_changes_no_remark():
    # As a batch keeps it, over pictures that give every kind of remark.
    rng = np.random.default_rng(8)
    ramp = np.tile(np.arange(64.0), (64, 1))
    colour = np.stack([ramp, 63 - ramp, ramp], axis=2)
    noise = rng.integers(0, 256, (64, 64)).astype(float)
    pictures = [
        ramp,
        255 - ramp,
        colour,
        colour[..., ::-1],
        noise,
        np.full((64, 64), 9.0),
    ]
    for plain in pictures:
        for encrypted in pictures:
            pair = ColourPair.of(plain, encrypted, data_range=255)
            lumas = pair.planes("luma")
            known = remarks_on_plain(lumas[0], pair.without_luma)
            assert remarks_on(pair, lumas=lumas, of_plain=known) == remarks_on(pair)
            assert (UNCHANGED in remarks_on(pair)) == is_unchanged(pair)
