"""LSS, ESS and LFBVS: exact values, and slow versions written from the definitions."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.indices.ess import ess
from core.indices.lss import lss


def constant(level, shape=(64, 64)):
    return np.full(shape, float(level))


def ramp(degrees, slope=3, side=64):
    """A plane that rises by `slope` per pixel in a direction, around mid-grey."""
    y, x = np.mgrid[:side, :side] - (side - 1) / 2
    angle = math.radians(degrees)
    plane = 127.5 + slope * (x * math.cos(angle) + y * math.sin(angle))
    return np.clip(plane, 0, 255)  # cuts off the outermost corners


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (0, 1),
        (1, 1),
        (1.4, 1),
        (1.5, -0.1),
        (3, -0.1),
        (4.4, -0.1),
        (4.5, -0.2),
        (10, -0.3),
        (100, -3.3),
        (155, -5.2),
        (255, -8.5),
    ],
)
def test_lss_of_constant_images_follows_the_definition(offset, expected):
    score = lss(constant(0), constant(offset), data_range=255)
    assert score.value == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("degrees", [0, 22.5, 45, 67.5, 90, 135])
def test_ess_of_turned_ramps_is_the_cosine_of_the_turn(degrees):
    expected = abs(math.cos(math.radians(degrees)))
    score = ess(ramp(0), ramp(degrees))
    assert score.value == pytest.approx(expected, abs=1e-12)


def test_ess_of_blank_images_is_one_half():
    assert ess(constant(10), constant(200)).value == 0.5


def test_ess_of_unrelated_noise_is_the_mean_cosine_of_the_eight_directions():
    rng = np.random.default_rng(0)
    plain, encrypted = rng.uniform(0, 255, (2, 512, 512))
    expected = (1 + 2 * sum(math.cos(math.radians(22.5 * k)) for k in (1, 2, 3))) / 8
    assert ess(plain, encrypted).value == pytest.approx(expected, abs=0.015)


def test_ess_of_edges_against_a_flat_image_is_zero(camera):
    assert ess(camera, constant(128, camera.shape)).value == 0


def test_ess_and_its_directions_do_not_see_an_inversion(natural):
    for plain in natural.values():
        assert ess(plain, 255 - plain).value == 1


def test_a_step_of_sixteen_levels_across_a_block_is_just_an_edge():
    for step, expected in ((16, 1), (15.9, 0)):
        # Four pixels of each block are dark: the step lies inside the block.
        image = np.tile(np.where(np.arange(64) % 64 < 36, 0.0, step), (64, 1))
        score = ess(image, image)
        found = score.maps["directions_plain"].array[:, 4]
        assert (found == expected).all()


def test_equal_votes_go_to_the_first_direction():
    # A bright pixel in the middle of each block: as steep along rows as columns.
    image = constant(50, (32, 32))
    image[4::8, 4::8] = 250
    score = ess(image, image)
    assert (score.maps["directions_plain"].array == 1).all()
    turned = ess(image.T, image)
    assert turned.value == 1


def slow_lss(plain, encrypted, side=8, alpha=0.1, beta=3):
    height, width = plain.shape
    terms = []
    for top in range(0, height - side + 1, side):
        for left in range(0, width - side + 1, side):
            x = plain[top : top + side, left : left + side].mean()
            y = encrypted[top : top + side, left : left + side].mean()
            d = abs(x - y)
            terms.append(
                1 if d < beta / 2 else -alpha * math.floor(d / beta + 0.5),
            )
    return sum(terms) / len(terms)


def mirrored(image, y, x):
    """Pixel of an image whose border is mirrored, its outermost pixels repeated."""
    height, width = image.shape
    y = -1 - y if y < 0 else 2 * height - 1 - y if y >= height else y
    x = -1 - x if x < 0 else 2 * width - 1 - x if x >= width else x
    return image[y, x]


def slow_gradient(image, y, x):
    right = sum(k * mirrored(image, y + d, x + 1) for d, k in ((-1, 1), (0, 2), (1, 1)))
    left = sum(k * mirrored(image, y + d, x - 1) for d, k in ((-1, 1), (0, 2), (1, 1)))
    down = sum(k * mirrored(image, y + 1, x + d) for d, k in ((-1, 1), (0, 2), (1, 1)))
    up = sum(k * mirrored(image, y - 1, x + d) for d, k in ((-1, 1), (0, 2), (1, 1)))
    return (down - up) / 8, (right - left) / 8


def slow_votes(image, side):
    height, width = image.shape
    votes = np.zeros((height // side, width // side, 8))
    for y in range(height // side * side):
        for x in range(width // side * side):
            gy, gx = slow_gradient(image, y, x)
            theta = math.atan2(gy, gx) % math.pi
            k = math.floor(theta / (math.pi / 8) + 0.5) % 8
            votes[y // side, x // side, k] += math.hypot(gy, gx) / side**2
    return votes


def slow_ess(plain, encrypted, side=8, tau=2.0):
    w = c = 0
    for p, e in zip(
        slow_votes(plain, side).reshape(-1, 8),
        slow_votes(encrypted, side).reshape(-1, 8),
        strict=True,
    ):
        i = 0 if p.sum() < tau else p.argmax() + 1
        j = 0 if e.sum() < tau else e.argmax() + 1
        if i or j:
            c += 1
        if i and j:
            w += abs(math.cos(math.radians(22.5 * (i - j))))
    return w / c if c else 0.5


@pytest.mark.slow
def test_lss_and_ess_agree_with_the_slow_versions(natural):
    for seed, plain in enumerate(natural.values()):
        plain = plain[:75, :70]
        encrypted = np.clip(
            plain + np.random.default_rng(seed).normal(0, 12, plain.shape), 0, 255
        )
        for side in (8, 16):
            assert lss(plain, encrypted, side=side).value == pytest.approx(
                slow_lss(plain, encrypted, side), abs=1e-12
            )
        assert ess(plain, encrypted).value == pytest.approx(
            slow_ess(plain, encrypted), abs=1e-12
        )


@pytest.mark.slow
@given(
    st.integers(0, 2**32),
    st.tuples(st.integers(32, 50), st.integers(32, 50)),
    st.sampled_from([1, 40, 255]),
)
def test_block_scores_are_symmetric_and_agree_with_the_slow_version(seed, shape, top):
    rng = np.random.default_rng(seed)
    plain, encrypted = rng.integers(0, top, (2, *shape), endpoint=True).astype(float)
    for index, slow in ((lss, slow_lss), (ess, slow_ess)):
        value = index(plain, encrypted, data_range=255).value
        assert value == index(encrypted, plain, data_range=255).value
        assert value == pytest.approx(slow(plain, encrypted))
