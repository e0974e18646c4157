"""LFBVS, VSI-Canny and NMVSI: exact cases, and slow versions of their pieces."""

import math

import numpy as np
import pytest

from core.indices.canny import edges_above, ridges
from core.indices.cooccurrence import cooccurrence_features
from core.indices.gradient import sobel
from core.indices.lfbvs import lfbvs
from core.indices.nmvsi import haar, nmvsi
from core.indices.similarity import ratio_similarity
from core.indices.vsi_canny import vsi_canny


def flat(level, shape=(64, 64)):
    return np.full(shape, float(level))


def noisy(plain, sigma):
    noise = np.random.default_rng(0).normal(0, sigma, plain.shape)
    return np.clip(plain + noise, 0, 255)


def test_an_inverted_image_keeps_its_edges_texture_and_frequencies(natural):
    for levels in natural.values():
        plain = np.rint(levels)  # the steps of the co-occurrence mirror whole levels
        assert vsi_canny(plain, 255 - plain).value == pytest.approx(1, abs=1e-12)
        assert nmvsi(plain, 255 - plain).value == pytest.approx(1, abs=1e-12)


def test_no_edge_left_means_nothing_shown(camera):
    score = vsi_canny(camera, flat(128, camera.shape))
    assert score.value == 0
    assert score.parts["edge similarity"] == 0


def test_nmvsi_is_vsi_canny_with_a_tenth_of_frequencies(natural):
    plain = natural["coins"]
    encrypted = noisy(plain, 9)
    score = nmvsi(plain, encrypted)
    canny = vsi_canny(plain, encrypted).value
    assert score.parts["VSI-Canny"] == canny
    expected = 0.9 * canny + 0.1 * score.parts["frequency similarity"]
    assert score.value == pytest.approx(expected, abs=1e-12)


def test_frequencies_of_a_hand_made_pair():
    # Columns 100, 140, 100, 140, ...: only the finest horizontal detail, |a| = 40.
    plain = np.tile([100.0, 140.0], (64, 32))
    score = nmvsi(plain, flat(120))
    c = 0.01 * 255**2 / 100
    finest = (1 + 1 + c / (40**2 + c)) / 3
    # Weights 8 (approximation), 4, 2, 1: everything but the finest level is equal.
    expected = (8 + 4 + 2 + finest) / 15
    assert score.parts["frequency similarity"] == pytest.approx(expected, abs=1e-12)


def test_texture_weighs_half_as_much_as_the_edges_say(natural):
    plain = natural["brick"]
    encrypted = noisy(plain, 9)
    parts = vsi_canny(plain, encrypted).parts
    es, ts, w = parts["edge similarity"], parts["texture similarity"], parts["w"]
    assert w == es / 2
    value = vsi_canny(plain, encrypted).value
    assert value == pytest.approx((1 - w) * es + w * ts, abs=1e-12)
    assert 0 < es < 1


def test_edge_similarity_is_the_mean_dice_overlap_of_the_edge_maps(natural):
    plain, encrypted = natural["moon"], natural["moon"][:, ::-1]
    score = vsi_canny(plain, encrypted)
    dice = []
    for t in (0.1, 0.2, 0.3, 0.4, 0.5):
        kinds = np.bincount(score.maps[f"edges_{t:g}"].array.ravel(), minlength=4)
        dice.append(2 * kinds[3] / (kinds[1] + kinds[2] + 2 * kinds[3]))
    assert score.parts["edge similarity"] == pytest.approx(np.mean(dice))


def test_one_pixel_of_slack_makes_unrelated_noise_look_alike():
    plain, encrypted = np.random.default_rng(0).uniform(0, 255, (2, 128, 128))
    strict = vsi_canny(plain, encrypted).parts["edge similarity"]
    slack = vsi_canny(plain, encrypted, tol=1).parts["edge similarity"]
    assert strict == pytest.approx(0.31, abs=0.03)
    assert slack == pytest.approx(0.86, abs=0.05)


def slow_ridges(image, sigma):
    from scipy.ndimage import gaussian_filter

    gradient = sobel(gaussian_filter(image, sigma, mode="reflect"))
    magnitude = np.hypot(gradient.y, gradient.x)
    magnitude /= magnitude.max()
    kept = np.zeros_like(image)
    steps = [(0, 1), (1, 1), (1, 0), (1, -1)]
    for i in range(1, image.shape[0] - 1):
        for j in range(1, image.shape[1] - 1):
            angle = math.degrees(math.atan2(gradient.y[i, j], gradient.x[i, j])) % 180
            di, dj = steps[math.floor(angle / 45 + 0.5) % 4]
            m = magnitude[i, j]
            if m >= magnitude[i + di, j + dj] and m >= magnitude[i - di, j - dj]:
                kept[i, j] = m
    return kept


def slow_hysteresis(ridge, t):
    kept = ridge > t
    while True:
        grown = kept.copy()
        for i, j in np.argwhere(ridge > 0.4 * t):
            grown[i, j] |= kept[max(i - 1, 0) : i + 2, max(j - 1, 0) : j + 2].any()
        if (grown == kept).all():
            return kept
        kept = grown


def test_canny_agrees_with_the_slow_version(natural):
    for name in ("camera", "page"):
        image = natural[name][:60, :50]
        ridge = ridges(image, 2**0.5)
        np.testing.assert_allclose(ridge, slow_ridges(image, 2**0.5), atol=1e-12)
        for t in (0.1, 0.5):
            np.testing.assert_array_equal(
                edges_above(ridge, t, 0.4), slow_hysteresis(ridge, t)
            )


def test_a_straight_step_is_one_edge_between_its_pixels():
    image = np.tile(np.where(np.arange(64) < 32, 50.0, 200.0), (64, 1))
    edges = edges_above(ridges(image, 2**0.5), 0.5, 0.4)
    # Both sides of the step are equally steep, and both stay.
    assert set(np.flatnonzero(edges.any(axis=0))) == {31, 32}
    assert not edges[[0, -1]].any()
    assert edges[1:-1, 31].all()


def slow_cooccurrence(image, levels):
    steps = np.floor(image * levels / 256).astype(int)
    rows = []
    for di, dj in ((0, 1), (-1, -1), (-1, 0), (-1, 1)):
        p = np.zeros((levels, levels))
        for i in range(steps.shape[0]):
            for j in range(steps.shape[1]):
                y, x = i + di, j + dj
                if 0 <= y < steps.shape[0] and 0 <= x < steps.shape[1]:
                    p[steps[i, j], steps[y, x]] += 1
                    p[steps[y, x], steps[i, j]] += 1
        p /= p.sum()
        a, b = np.indices(p.shape)
        mean = (a * p).sum()
        variance = ((a - mean) ** 2 * p).sum()
        covariance = ((a - mean) * (b - mean) * p).sum()
        rows.append(
            [
                ((a - b) ** 2 * p).sum(),
                covariance / variance,
                math.sqrt((p**2).sum()),
                (p / (1 + (a - b) ** 2)).sum(),
            ]
        )
    return np.array(rows)


@pytest.mark.parametrize("levels", [8, 16])
def test_cooccurrence_agrees_with_the_slow_version(natural, levels):
    image = natural["brick"][:40, :33]
    np.testing.assert_allclose(
        cooccurrence_features(image, levels), slow_cooccurrence(image, levels)
    )


def test_a_flat_image_has_perfect_correlation_and_no_contrast():
    expected = np.tile([0.0, 1.0, 1.0, 1.0], (4, 1))
    np.testing.assert_array_equal(cooccurrence_features(flat(255), 8), expected)


def test_lfbvs_of_flat_images_follows_from_their_means():
    c1 = (0.01 * 255) ** 2
    s_l = (2 * 40 * 90 + c1) / (40**2 + 90**2 + c1)
    expected = 0.5 * s_l + 0.5
    assert lfbvs(flat(40), flat(90)).value == pytest.approx(expected, abs=1e-12)


def test_lfbvs_agrees_with_the_slow_version(natural):
    plain = natural["astronaut"][:40, :50]
    encrypted = noisy(plain, 15)

    def features(image):
        gradient = sobel(image)
        magnitude = np.hypot(gradient.y, gradient.x)
        angle = np.arctan2(gradient.y, gradient.x) % np.pi
        k = np.floor(angle / (np.pi / 8) + 0.5).astype(int) % 8
        for top in range(0, 40, 8):
            for left in range(0, 48, 8):
                here = np.s_[top : top + 8, left : left + 8]
                h = [magnitude[here][k[here] == d].sum() / 64 for d in range(8)]
                yield image[here].mean(), image[here].std(), np.array(h)

    c1, c2 = 0.01**2 * 255**2, 0.03**2 * 255**2
    top = bottom = 0
    for (m_p, s_p, h_p), (m_e, s_e, h_e) in zip(
        features(plain), features(encrypted), strict=True
    ):
        s_l = ratio_similarity(m_p, m_e, c1) * ratio_similarity(s_p, s_e, c2)
        s_g = (2 * h_p @ h_e + 4) / (h_p @ h_p + h_e @ h_e + 4)
        top += (1 + s_p / 10) * (s_l + s_g) / 2
        bottom += 1 + s_p / 10
    assert lfbvs(plain, encrypted).value == pytest.approx(top / bottom, abs=1e-12)


@pytest.mark.parametrize("shape", [(32, 64), (33, 47), (64, 35)])
def test_a_level_of_the_wavelets_is_that_of_pywavelets(shape):
    from pywt import dwt2

    image = np.random.default_rng(6).normal(0, 60, shape)
    coarse, details = dwt2(image, "haar", mode="symmetric")
    for found, expected in zip(haar(image), (coarse, *details), strict=True):
        np.testing.assert_allclose(found, expected, atol=1e-12)
