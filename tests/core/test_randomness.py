"""Tests of randomness and diffusion, and what they do not tell."""

from pathlib import Path

import numpy as np
import pytest
from scipy.stats import kstest, spearmanr

import core
from core.encryption.exponential import substitute
from core.encryption.published import PEID_MEANS
from core.randomness.diffusion import (
    changed_key,
    changed_pixel,
    npcr_critical,
    uaci_critical,
)
from core.randomness.entries import LEVELS
from core.randomness.people import RANK_CORRELATION

SAMPLES = Path(__file__).parents[2] / "sample_images"


def every_value():
    """256 × 256 with each value 256 times."""
    return np.arange(65_536).astype(np.uint8).reshape(256, 256)


def test_a_flat_image_has_no_entropy_and_no_correlation():
    table = core.statistics(np.full((64, 64), 7, np.uint8))
    assert table.entry("entropy").value == 0
    for direction in "hvd":
        entry = table.entry(f"corr_{direction}")
        assert np.isnan(entry.value)
        assert entry.verdict == "not defined"
    assert table.entry("chi2").value == pytest.approx(255 * 64 * 64)


def test_an_image_of_all_values_has_full_entropy():
    table = core.statistics(every_value())
    assert table.entry("entropy").value == pytest.approx(8)
    assert table.entry("chi2").value == 0
    assert table.entry("chi2").p == table.entry("entropy").p == 1


def test_chi_square_is_critical_at_293():
    assert core.statistics(every_value()).entry("chi2").accepted == pytest.approx(
        (0, 293.2478), abs=1e-4
    )


def test_numbers_say_how_far_they_agree_with_people():
    table = core.statistics(every_value(), plain=every_value(), other=every_value())
    for entry in table.entries[0]:
        if not entry.key.startswith("corr_plain"):
            assert abs(entry.people) < RANK_CORRELATION["vsi"] - 0.2
    assert table.entry("corr_plain_h").people is None


@pytest.mark.slow
def test_entropy_ranks_ciphers_less_as_people_do_than_the_index():
    plain = core.read_image(SAMPLES / "camera.png")[100:356, 150:406].round()
    numbers, scores = [], []
    for scheme in ("peid-02", "peid-07", "peid-09"):
        for level, score in enumerate(PEID_MEANS[scheme].visual_security, start=1):
            cipher = core.SCHEMES[scheme].encrypt(plain, level=level, key="people")
            entropy = core.statistics(cipher).entry("entropy").value
            numbers.append([entropy, core.visual_security_index(plain, cipher).vsi])
            scores.append(score)
    entropy, vsi = (
        spearmanr(column, scores).statistic for column in zip(*numbers, strict=True)
    )
    assert vsi > 0.8
    assert abs(entropy) < vsi - 0.3


def test_critical_values_are_given_at_three_levels():
    table = core.statistics(every_value(), other=every_value())
    for key in ("chi2", "npcr", "uaci"):
        entry = table.entry(key)
        assert entry.accepted == entry.critical[0]
        widths = [high - low for low, high in entry.critical]
        assert widths == sorted(widths)
        assert len(set(widths)) == len(LEVELS)


# Wu, Noonan and Agaian 2011, Tables I and II.
NPCR = {
    256: (99.5693, 99.5527, 99.5341),
    512: (99.5893, 99.5810, 99.5717),
    1024: (99.5994, 99.5952, 99.5906),
}
UACI = {
    256: ((33.2824, 33.6447), (33.2255, 33.7016), (33.1594, 33.7677)),
    512: ((33.3730, 33.5541), (33.3445, 33.5826), (33.3115, 33.6156)),
    1024: ((33.4183, 33.5088), (33.4040, 33.5231), (33.3875, 33.5396)),
}


@pytest.mark.parametrize("side", NPCR)
def test_critical_values_are_those_of_the_paper(side):
    for level, npcr, uaci in zip(
        (0.05, 0.01, 0.001), NPCR[side], UACI[side], strict=True
    ):
        assert npcr_critical(side**2, level) == pytest.approx(npcr, abs=5.1e-5)
        assert uaci_critical(side**2, level) == pytest.approx(uaci, abs=5.1e-5)


def test_correlations_are_those_of_numpy_over_all_pairs(small_picture):
    table = core.statistics(small_picture)
    for direction, first, second in (
        ("h", small_picture[:, :-1], small_picture[:, 1:]),
        ("v", small_picture[:-1], small_picture[1:]),
        ("d", small_picture[:-1, :-1], small_picture[1:, 1:]),
    ):
        expected = np.corrcoef(first.ravel(), second.ravel())[0, 1]
        entry = table.entry(f"corr_{direction}")
        assert entry.value == pytest.approx(expected)
        assert entry.p == pytest.approx(0, abs=1e-10)
        assert entry.verdict == "fails at 5 %"


@pytest.fixture(scope="module")
def camera_bytes():
    return core.read_image(SAMPLES / "camera.png").astype(np.uint8)


@pytest.fixture(scope="module")
def small_picture(camera_bytes):
    return camera_bytes[100:228, 200:328]


def test_a_substitution_without_any_key_passes_and_shows_the_picture(camera_bytes):
    first, second = substitute(camera_bytes), substitute(camera_bytes, 201)
    table = core.statistics(first, other=second)
    npcr, uaci = table.entry("npcr"), table.entry("uaci")
    assert npcr.value == 100
    assert uaci.value == pytest.approx(33.4621, abs=5e-5)
    assert uaci.p == pytest.approx(0.97, abs=0.01)
    for level in (0.05, 0.01, 0.001):
        assert npcr.value >= npcr_critical(camera_bytes.size, level)
        low, high = uaci_critical(camera_bytes.size, level)
        assert low <= uaci.value <= high
    assert npcr.verdict == uaci.verdict == "passes at 5 %"
    vsi = core.visual_security_index(camera_bytes, first).vsi
    assert vsi == pytest.approx(1.246, abs=5e-4)
    assert vsi > core.noise_baseline(camera_bytes, first, draws=3).high + 0.3


def test_the_substitution_is_a_permutation_of_the_bytes():
    values = np.arange(256, dtype=np.uint8)
    assert len(set(substitute(values))) == 256
    assert substitute(values)[:4].tolist() == [1, 45, 226, 147]
    np.testing.assert_array_equal(substitute(values, 256), substitute(values))


# entropy, chi-square, correlations; NPCR and UACI of two keys, NPCR of one pixel.
GOLDEN = {
    ("aes-ctr", 1): (7.9991, 318.5, (-.001, -.001, -.001), (99.6117, 33.4986), .00038),
    ("logistic-xor", 1): (
        7.9909, 3383, (-.061, .005, .006), (99.4598, 33.1780), .00038,
    ),
    ("planes-high", 3): (7.9963, 1359, (.001, .003, .002), (93.7058, 33.4006), .00038),
    ("peid-09", 3): (7.2317, 321349, (.945, .957, .912), (98.6912, 32.1381), .00038),
    ("pixel-permutation", 1): (
        7.2317, 321349, (.001, .001, -.001), (99.1596, 32.0724), .00038,
    ),
}  # fmt: skip


@pytest.mark.parametrize("scheme", GOLDEN, ids=lambda scheme: scheme[0])
def test_the_statistics_of_a_scheme_are_those_that_were_measured(scheme, camera_bytes):
    key, level = scheme
    entropy, chi2, correlations, (npcr, uaci), pixel = GOLDEN[scheme]
    encrypt = core.SCHEMES[key].encrypt
    cipher = encrypt(camera_bytes, level=level, key="demo")
    other = encrypt(camera_bytes, level=level, key=changed_key("demo"))
    table = core.statistics(cipher, other=other, plain=camera_bytes)
    assert table.entry("entropy").value == pytest.approx(entropy, abs=5.1e-5)
    assert table.entry("chi2").value == pytest.approx(chi2, abs=0.6)
    found = [table.entry(f"corr_{direction}").value for direction in "hvd"]
    assert found == pytest.approx(correlations, abs=6e-4)
    assert table.entry("npcr").value == pytest.approx(npcr, abs=5.1e-5)
    assert table.entry("uaci").value == pytest.approx(uaci, abs=5.1e-5)
    plain = [table.entry(f"corr_plain_{direction}").value for direction in "hvd"]
    assert plain == pytest.approx((0.978, 0.985, 0.971), abs=6e-4)
    touched = encrypt(changed_pixel(camera_bytes), level=level, key="demo")
    share = core.statistics(cipher, other=touched).entry("npcr").value
    assert share == pytest.approx(pixel, abs=5.1e-6)


def test_a_cipher_does_not_differ_from_itself(small_picture):
    table = core.statistics(small_picture, plain=small_picture, other=small_picture)
    assert table.entry("npcr").value == table.entry("uaci").value == 0
    assert table.entry("npcr").verdict == "fails at 5 %"
    assert table.entry("mse").value == table.entry("mae").value == 0
    assert table.entry("psnr").value == np.inf
    assert table.missing == ()


def test_forty_keys_of_a_good_cipher_have_uniform_chances(small_picture):
    chances = {name: [] for name in ("chi2", "corr_h", "npcr", "uaci")}
    encrypt = core.SCHEMES["aes-ctr"].encrypt
    for number in range(40):
        one, two = (encrypt(small_picture, key=f"{number}{c}") for c in "ab")
        table = core.statistics(one, other=two)
        for name, values in chances.items():
            values.append(table.entry(name).p)
    for name, values in chances.items():
        assert kstest(values, "uniform").pvalue > 1e-3, name


def test_what_cannot_be_computed_is_said(small_picture):
    assert core.statistics(small_picture).missing == (
        "NPCR and UACI need a second cipher.",
        "MSE, PSNR and MAE need the plain picture.",
    )


def test_colours_are_looked_at_channel_by_channel():
    rng = np.random.default_rng(0)
    colour = rng.integers(0, 256, (64, 64, 3)).astype(np.uint8)
    colour[..., 1] = 5
    table = core.statistics(colour)
    assert table.channels == ("R", "G", "B")
    assert table.entry("entropy", 1).value == 0
    assert table.entry("entropy", 0).value > 7.9
    grey = core.statistics(colour[..., 2])
    assert grey.entry("chi2").value == table.entry("chi2", 2).value


def test_tests_are_counted_and_entropy_is_not_a_second_one():
    noise = np.random.default_rng(1).integers(0, 256, (256, 256)).astype(np.uint8)
    passed, count = core.statistics(noise).tests
    assert count == 4
    assert 0 <= passed <= 4


def test_a_pixel_and_a_key_are_changed_as_little_as_can_be():
    plain = every_value()
    before = plain.copy()
    changed = changed_pixel(plain)
    assert np.argwhere(changed != plain).tolist() == [[128, 128]]
    assert abs(int(changed[128, 128]) - int(plain[128, 128])) == 1
    np.testing.assert_array_equal(plain, before)
    assert changed_key("demo") == "demp"
    assert changed_key("\U0010ffff") != "\U0010ffff"
    with pytest.raises(core.ImageError):
        changed_key("")


def test_images_of_other_shapes_are_refused(small_picture):
    with pytest.raises(core.ImageError, match="one shape"):
        core.statistics(small_picture, other=small_picture[1:])
