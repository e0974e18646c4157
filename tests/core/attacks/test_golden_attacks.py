"""Every attack on the ciphers it is for: the score before, after and of noise.

One picture of the table each; `benchmarks/attacks.py` has all rows. What declines stays
declined.
"""

import io

import numpy as np
import pytest
from PIL import Image
from scipy.ndimage import zoom
from skimage import data

import core
from core.attacks import Aid, Declined
from core.attacks.judging import judge

# attack, scheme, level, picture: VSI before, after, noise before, noise after; SSIM
# before, after, of noise; tolerance of what was attacked; word.
ROWS = [
    ("planes-drop", "planes-high", 4, "camera",
     (0.829, 1.541, 0.79, 0.81), (0.01, 0.18, 0.01), 0.01, "opens it"),
    ("planes-drop", "peid-07", 2, "astronaut",
     (1.610, 1.651, 0.73, 0.55), (0.14, 0.52, 0.01), 0.01, "helps"),
    ("planes-unwrap", "planes-high", 5, "camera",
     (0.900, 1.482, 0.79, 1.50), (0.02, 0.52, 0.21), 0.05, "helps"),
    ("dc-solve", "jpeg-dc", 1, "camera",
     (1.128, 1.853, 0.76, 1.08), (0.17, 0.88, 0.02), 0.05, "opens it"),
    ("dc-solve", "p3-public", 4, "astronaut",
     (0.760, 1.556, 0.53, 1.06), (0.49, 0.59, 0.03), 0.05, "opens it"),
    ("sign-solve", "jpeg-signs", 2, "astronaut",
     (1.848, 1.928, 0.76, 0.56), (0.49, 0.77, 0.01), 0.02, "opens it"),
    ("jigsaw", "peid-09", 4, "camera",
     (1.693, 1.980, 0.77, 0.80), (0.20, 0.95, 0.01), 0.06, "opens it"),
    ("line-order", "row-column", 1, "camera",
     (1.118, 1.896, 0.82, 0.88), (0.01, 0.79, 0.01), 0.05, "opens it"),
    ("orbit-likelihood", "logistic-xor", 1, "camera",
     (0.738, 1.903, 0.77, 1.09), (0.00, 0.73, 0.04), 0.03, "opens it"),
    ("repeat-map", "aes-ecb", 1, "camera",
     (0.778, 1.086, 0.77, 0.69), (0.01, 0.01, 0.01), 0.02, "does not help"),
    ("cat-rounds", "cat-map", 3, "astronaut",
     (1.389, 1.999, 0.81, 0.80), (0.01, 1.00, 0.01), 0.002, "opens it"),
    ("median-9", "peid-02", 2, "camera",
     (1.427, 1.684, 0.82, 0.73), (0.03, 0.46, 0.23), 0.02, "opens it"),
    ("cell-spline", "mosaic", 3, "camera",
     (1.707, 1.660, 0.77, 0.75), (0.59, 0.60, 0.43), 0.03, "does not help"),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("row", ROWS, ids=lambda row: "-".join(map(str, row[:4])))
def test_an_attack_makes_of_its_cipher_what_was_measured(row, picture, encrypted):
    key, scheme, level, name, scores, ssim, tolerance, word = row
    judged = judge(
        picture(name),
        encrypted(name, scheme, level),
        core.ATTACKS[key],
        draws=1,
        witnesses=(),
    )
    before, after, noise_before, noise_after = scores
    rounded = 0.0051  # the table's last digit
    assert judged.before == pytest.approx(before, abs=0.001)
    assert judged.after == pytest.approx(after, abs=tolerance + 0.001)
    assert judged.noise_before == pytest.approx(noise_before, abs=rounded)
    # The table has the noise as it came; turned by a viewer it scores up to .05 more.
    turned = 0.05 if core.ATTACKS[key].states_of(judged.attempt.found) > 1 else 0
    low = noise_after - tolerance - rounded
    assert low <= judged.noise_after <= noise_after + tolerance + rounded + turned
    ssim_tolerance = max(2 * tolerance, 0.01) + rounded
    assert judged.ssim_before == pytest.approx(ssim[0], abs=rounded)
    assert judged.ssim_after == pytest.approx(ssim[1], abs=ssim_tolerance)
    assert judged.ssim_noise == pytest.approx(ssim[2], abs=ssim_tolerance)
    assert judged.word == word


@pytest.mark.slow
def test_a_key_stream_used_twice_shows_both_pictures(picture, encrypted):
    camera, astronaut = picture("camera"), picture("astronaut")
    judged = judge(
        camera,
        encrypted("camera", "aes-ctr", 1),
        core.ATTACKS["second-image"],
        aid=Aid(second=encrypted("astronaut", "aes-ctr", 1)),
        draws=1,
        witnesses=(),
    )
    assert judged.before == pytest.approx(0.804, abs=0.001)
    assert judged.after == pytest.approx(1.567, abs=0.001)
    seen = core.visual_security_index(astronaut, judged.attempt.picture).vsi
    assert seen == pytest.approx(1.653, abs=0.001)
    assert judged.word == "opens it"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pairs", "after", "unique"), [(1, 1.344, 0.0), (2, 1.414, 0.04), (3, 1.950, 0.76)]
)
def test_known_pairs_open_a_permutation(pairs, after, unique, picture, encrypted):
    upright = np.rint(picture("astronaut"))
    encrypt = core.SCHEMES["pixel-permutation"].encrypt
    plains = [upright, upright.T, upright[::-1]][:pairs]
    attempt = core.ATTACKS["known-pairs"].run(
        encrypted("camera", "pixel-permutation", 1),
        Aid(pairs=[(plain, encrypt(plain, key="demo")) for plain in plains]),
    )
    score = core.visual_security_index(picture("camera"), attempt.picture).vsi
    assert score == pytest.approx(after, abs=0.001)
    assert attempt.found["unique"] == pytest.approx(unique, abs=0.005)


FINDERS = [
    key
    for key, attack in core.ATTACKS.items()
    if attack.needs == "image" and not key.startswith("median")
]
MEDIANS = ["median-5", "median-9"]


def finders(image):
    """Attacks that find something to work on."""
    return [key for key in FINDERS if core.ATTACKS[key].detect(image) is not None]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["camera", "text", "gravel"])
def test_nothing_is_found_in_a_plain_picture(name, picture):
    assert finders(picture(name)) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("scheme", "level"),
    [
        ("aes-ctr", 1),
        ("pixel-permutation", 1),
        ("planes-high", 1),
        ("double-random-phase", 1),
        ("peid-02", 1),
    ],
)
def test_nothing_is_found_in_a_cipher_that_leaves_nothing(scheme, level, picture):
    part = picture("gravel")[100:356, 60:360]
    encrypted = core.SCHEMES[scheme].encrypt(part, level=level, key="demo")
    assert finders(core.as_luma(encrypted)) == []


def test_nothing_is_found_in_ramps_flats_noise_and_small_pictures(picture):
    ramp = np.add.outer(np.arange(256), np.arange(256)) / 2.0
    noise = np.random.default_rng(0).integers(0, 256, (256, 256)).astype(float)
    camera = picture("camera")
    for image in (
        ramp,
        np.full((256, 256), 99.0),
        noise,
        noise[:32, :32],
        camera[200:232, 200:232],
        np.resize(noise, (33, 1000)),
        zoom(camera[200:233], (1, 1000 / 512), order=1),
    ):
        assert finders(image) == []


@pytest.mark.parametrize("name", ["grass", "gravel", "brick"])
def test_the_low_planes_of_a_noisy_texture_are_not_taken_for_a_cipher_s(name):
    texture = getattr(data, name)().astype(float)
    for part in (texture, texture[:201, 100:411], texture[300:397, 300:397]):
        assert core.ATTACKS["planes-drop"].detect(part) is None
        assert core.ATTACKS["planes-unwrap"].detect(part) is None


def test_planes_that_a_cipher_filled_are_still_found_in_a_noisy_texture():
    texture = data.grass()
    for scheme, level, planes in (
        ("planes-low", 3, "3, 2, 1, 0"),
        ("peid-07", 2, "6, 5, 4, 3, 2, 1, 0"),
        ("planes-high", 6, "7"),
    ):
        encrypted = core.SCHEMES[scheme].encrypt(texture, level=level, key="other")
        found = core.ATTACKS["planes-drop"].detect(encrypted)
        assert found is not None
        assert str(found["planes"]).startswith(planes)


def test_a_key_stream_of_a_map_is_found_over_a_flat_picture_and_no_other_stream():
    flat = np.where(data.horse(), 255, 0)[:256, :320].astype(np.uint8)
    encrypted = core.SCHEMES["logistic-xor"].encrypt(flat, key="other")
    attempt = core.ATTACKS["orbit-likelihood"].run(encrypted)
    assert core.INDICES["ssim"].evaluate(flat, attempt.picture).value > 0.9
    for scheme in ("planes-high", "peid-02", "aes-ctr"):
        encrypted = core.SCHEMES[scheme].encrypt(flat, key="other")
        assert core.ATTACKS["orbit-likelihood"].detect(encrypted) is None


def test_noise_of_few_levels_has_no_order_of_lines():
    rng = np.random.default_rng(0)
    for shape in ((64, 64), (128, 128), (100, 160)):
        for noise in (rng.random(shape) < 0.5, rng.random(shape) < 0.05):
            assert core.ATTACKS["line-order"].detect(noise * 255.0) is None


def test_planes_of_noise_whose_neighbours_are_somewhat_alike_are_its_own():
    for side in (64, 128):
        frequency = np.hypot(
            *np.meshgrid(np.fft.fftfreq(side), np.fft.rfftfreq(side), indexing="ij")
        )
        frequency[0, 0] = 1
        waves = np.fft.rfft2(np.random.default_rng(5).normal(size=(side, side)))
        levels = np.fft.irfft2(waves / frequency**0.5, (side, side))
        noise = np.rint(np.clip(128 + 40 * levels / levels.std(), 0, 255))
        assert core.ATTACKS["planes-drop"].detect(noise) is None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "quality"), [("moon", 90), ("moon", 75), ("clock", 75), ("cell", 50)]
)
def test_the_signs_of_a_smooth_jpeg_picture_are_plain(name, quality):
    file = io.BytesIO()
    Image.fromarray(getattr(data, name)()[:320, :400]).save(
        file, "JPEG", quality=quality
    )
    picture = core.read_image(file)
    assert core.find_grid(picture).side == 8
    assert core.ATTACKS["sign-solve"].inspect(picture) == Declined(
        "the signs of the coefficients are plain"
    )


def test_medians_always_fit(picture, encrypted):
    for image in (picture("text"), encrypted("camera", "aes-ctr", 1)):
        assert [key for key in MEDIANS if core.ATTACKS[key].detect(image) is None] == []


@pytest.mark.slow
def test_neither_aes_nor_a_permutation_of_pixels_is_opened_by_a_median(picture):
    part = picture("camera")[100:356, 150:406]
    for scheme in ("aes-ctr", "pixel-permutation"):
        judged = judge(
            part,
            core.SCHEMES[scheme].encrypt(part, key="demo"),
            core.ATTACKS["median-5"],
            draws=2,
            witnesses=(),
        )
        assert judged.word == "does not help"
