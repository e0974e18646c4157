"""IIBVSI: its guard, its filters against direct sums, its pooling pixel by pixel."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.indices.gaussian_contrast import contrast
from core.indices.iibvsi import compare, halved, iibvsi
from core.indices.log_gabor import mean_amplitudes

BANK = {
    "wavelengths": (6, 12, 24, 48),
    "orientations": 8,
    "sigma_ratio": 0.55,
    "orientation_spread": 1.2,
}


def test_an_inverted_image_counts_as_the_image_itself(natural):
    for plain in natural.values():
        assert iibvsi(plain, 255 - plain).value == pytest.approx(1, abs=1e-12)


def test_a_flat_grey_image_shows_nothing_thanks_to_the_guard(camera):
    flat = np.full_like(camera, 128)
    assert iibvsi(camera, flat).value < 1e-8


def test_to_the_letter_a_flat_grey_image_would_show_everything(camera):
    flat = np.full_like(camera, 128)
    value = iibvsi(camera, flat, exponent_floor=0).value
    assert value == pytest.approx(1, abs=1e-6)
    assert value < 1


def test_the_guard_leaves_similar_images_as_they_are(natural):
    plain = natural["astronaut"]
    noisy = np.clip(plain + np.random.default_rng(0).normal(0, 5, plain.shape), 0, 255)
    assert iibvsi(plain, noisy).value == iibvsi(plain, noisy, exponent_floor=0).value


@given(st.floats(0.001, 1), st.floats(0.001, 1))
def test_the_guard_keeps_the_order_of_uniform_similarities(lower, higher):
    lower, higher = sorted((lower, higher))
    ones = np.ones((4, 4))

    def uniform(similarity):
        # The value b that has this similarity with 1.
        b = (1 - math.sqrt(1 - similarity**2)) / similarity
        return compare((ones, ones * b), (ones, ones * b), 1e-12, 1e-12, 1 / math.e).vs

    assert uniform(lower) <= uniform(higher) + 1e-12


def test_a_small_image_is_scored_at_the_scales_it_has(natural):
    plain = natural["camera"]
    assert len(iibvsi(plain[:64, :64], plain[64:128, 64:128]).parts) == 2
    assert len(iibvsi(plain[:63, :80], plain[64:127, :80]).parts) == 1
    assert len(iibvsi(plain, plain, T=0).parts) == 1


def slow_contrast(image, s=1.0, M=3):
    radius = math.ceil(3 * s)
    height, width = image.shape

    def pixel(picture, y, x):
        y = -1 - y if y < 0 else 2 * height - 1 - y if y >= height else y
        x = -1 - x if x < 0 else 2 * width - 1 - x if x >= width else x
        return picture[y, x]

    reach = range(-radius, radius + 1)
    h_x = {
        (v, u): -u / (2 * math.pi * s**4) * math.exp(-(u * u + v * v) / (2 * s * s))
        for v in reach
        for u in reach
    }
    total, current = np.zeros_like(image), image
    for _ in range(M):
        magnitude = np.zeros_like(image)
        for y in range(height):
            for x in range(width):
                g_x = sum(k * pixel(current, y - v, x - u) for (v, u), k in h_x.items())
                g_y = sum(k * pixel(current, y - u, x - v) for (v, u), k in h_x.items())
                magnitude[y, x] = math.hypot(g_x, g_y)
        total += magnitude
        current = magnitude
    return total / M


def test_contrast_agrees_with_direct_convolution(natural):
    image = natural["coins"][:20, :17].copy()
    np.testing.assert_allclose(contrast(image, 1.0, 3), slow_contrast(image), atol=1e-9)


def slow_mean_amplitude(image):
    """Even and odd response of every filter, by real sums of cosines and sines."""
    height, width = image.shape
    centred = image - image.mean()
    spectrum = np.fft.fft2(centred)
    total = np.zeros_like(image)
    for o in range(8):
        for wavelength in (6, 12, 24, 48):
            gain = np.zeros(image.shape)
            for j, v in enumerate(np.fft.fftfreq(height)):
                for i, u in enumerate(np.fft.fftfreq(width)):
                    r, theta = math.hypot(v, u), math.atan2(v, u)
                    if r == 0:
                        continue
                    mu, sigma_o = o * math.pi / 8, math.pi / 8 / 1.2
                    d = math.atan2(math.sin(theta - mu), math.cos(theta - mu))
                    gain[j, i] = (
                        math.exp(
                            -(math.log(r * wavelength) ** 2) / (2 * math.log(0.55) ** 2)
                        )
                        * math.exp(-(d**2) / (2 * sigma_o**2))
                        / (1 + (r / 0.45) ** 30)
                    )
            # The mirrored gain parts the filter into an even and an odd one.
            mirrored = np.roll(gain[::-1, ::-1], (1, 1), axis=(0, 1))
            even = np.fft.ifft2(spectrum * (gain + mirrored) / 2).real
            odd = np.fft.ifft2(spectrum * (gain - mirrored) / 2).imag
            total += np.sqrt(even**2 + odd**2)
    return total / 32


@pytest.mark.parametrize("shape", [(33, 35), (33, 37)])
def test_texture_is_the_amplitude_of_even_and_odd_filters(natural, shape):
    image = natural["brick"][: shape[0], : shape[1]].copy()
    (texture,) = mean_amplitudes([image], **BANK)
    np.testing.assert_allclose(texture, slow_mean_amplitude(image), rtol=1e-9)


def slow_pooling(c_p, c_e, t_p, t_e, r1=1e-12, r2=1e-12, floor=1 / math.e):
    pixels = list(
        zip(c_p.flat, c_e.flat, t_p.flat, t_e.flat, strict=True),
    )
    s_c = [(2 * p * e + r1) / (p * p + e * e + r1) for p, e, _, _ in pixels]
    s_t = [(2 * p * e + r2) / (p * p + e * e + r2) for _, _, p, e in pixels]
    a = max(sum(s_c) / len(s_c), floor)
    b = max(sum(s_t) / len(s_t), floor)
    joint = [x**a * y**b for x, y in zip(s_c, s_t, strict=True)]
    weights = [max(p, e) for p, e, _, _ in pixels]
    if sum(weights) == 0:
        return sum(joint) / len(joint)
    return sum(w * s for w, s in zip(weights, joint, strict=True)) / sum(weights)


@given(st.integers(0, 2**32), st.sampled_from([0.0, 1e-7, 1.0, 30.0]))
def test_pooling_agrees_with_the_slow_version(seed, scale):
    rng = np.random.default_rng(seed)
    c_p, c_e, t_p, t_e = rng.exponential(size=(4, 7, 9)) * scale
    fast = compare((c_p, c_e), (t_p, t_e), 1e-12, 1e-12, 1 / math.e)
    assert fast.vs == pytest.approx(slow_pooling(c_p, c_e, t_p, t_e), rel=1e-10)
    literal = compare((c_p, c_e), (t_p, t_e), 1e-12, 1e-12, 0)
    assert literal.vs == pytest.approx(slow_pooling(c_p, c_e, t_p, t_e, floor=0))


def test_halving_takes_means_of_two_by_two_pixels():
    image = np.arange(15.0).reshape(3, 5)
    np.testing.assert_array_equal(halved(image), [[3, 5]])
