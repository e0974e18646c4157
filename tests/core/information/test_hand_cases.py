"""Values that follow from the definition by hand."""

import numpy as np
import pytest

import core
from core.information import bits, grid, octaves, search
from core.information.index import recognizable_information

PLACES = 14.0  # log2 of the 128 × 128 places in 256 × 256 pixels


@pytest.fixture(scope="module")
def noise():
    """Noise of 256 × 256 pixels, and its generator as it stands then."""
    rng = np.random.default_rng(0)
    return rng.integers(0, 256, (256, 256)).astype(float), rng


def energy_of(plain):
    """A of every block and octave, and n of every octave."""
    layout = grid.layout_of(plain.shape)
    blocks = grid.covered(plain, layout)
    rows, columns = layout.shape
    cut = blocks.reshape(rows, layout.side, columns, layout.side).swapaxes(1, 2)
    waves = octaves.coefficients(cut.reshape(-1, layout.side, layout.side))
    return octaves.energies(waves), octaves.sizes(layout.side)


def test_one_octave_has_the_bits_of_a_gaussian_channel():
    a, x, q, n = (np.array([value]) for value in (120.0, 60.0, 40.0, 10.0))
    assert bits.held_bits(a, x, q, n)[0] == pytest.approx(0.957135, abs=1e-6)
    assert bits.message_bits(a, n)[0] == pytest.approx(3.589955, abs=1e-6)


def test_what_rounding_leaves_is_no_texture_and_a_single_grey_level_is():
    one_off = np.full((410, 410), 77.3)
    flat = octaves.energies(octaves.coefficients(one_off[None]))
    assert flat.max() < bits.NO_TEXTURE
    one_off[7, 11] += 1
    assert octaves.energies(octaves.coefficients(one_off[None])).min() > 0.0019


@pytest.mark.parametrize("shape", [(32, 32), (33, 47), (63, 64), (200, 333)])
def test_identical_images_score_1_whatever_their_size(shape):
    image = np.random.default_rng(1).uniform(0, 255, shape)
    found = recognizable_information(image, image.copy())
    assert found.value == 1
    assert (found.octaves == 1).all()
    assert not found.elsewhere.any()


# Reading: at most R a coefficient.
@pytest.mark.parametrize(
    ("name", "half", "tenth"),
    [
        ("camera", 0.817625, 0.446581),
        ("coffee", 0.831153, 0.459823),
        ("text", 0.831114, 0.455741),
    ],
)
def test_less_contrast_leaves_the_bits_that_rounding_leaves(name, half, tenth, luma):
    plain = luma(name)
    energy, n = energy_of(plain)
    for share, value in ((0.5, half), (0.1, tenth)):
        found = recognizable_information(plain, share * plain + 20)
        kept = np.log2(1 + 12 * share**2 * energy / n).sum(axis=0)
        held = np.log2(1 + 12 * energy / n).sum(axis=0)
        assert found.octaves == pytest.approx(kept / held, abs=1e-6)
        assert found.value == pytest.approx(value, abs=2e-6)


def test_more_contrast_holds_no_more_than_there_is(luma):
    camera = luma("camera")
    assert recognizable_information(camera / 2, camera).value == pytest.approx(
        1, abs=1e-7
    )
    assert recognizable_information(camera / 2, camera).value <= 1


@pytest.mark.parametrize("level", [0.0, 77.3, 255.0])
def test_a_flat_encryption_holds_nothing_and_a_flat_picture_only_itself(level, luma):
    camera = luma("camera")[:200, :300]
    flat = np.full(camera.shape, level)
    assert recognizable_information(camera, flat).value < 1e-8
    found = recognizable_information(flat, camera)
    assert found.value == 0
    assert np.isnan(found.octaves).all()
    assert np.isnan(found.share).all()
    assert not found.contribution.any()
    assert recognizable_information(flat, flat).value == 1


@pytest.mark.parametrize(("deviation", "about"), [(10, 0.2258), (30, 0.0962)])
def test_white_noise_leaves_what_the_formula_says_and_a_little_luck(
    deviation, about, luma
):
    camera = luma("camera")
    noise = np.random.default_rng(0).normal(0, deviation, camera.shape)
    # Not clipped: the plain picture keeps clear of the ends.
    plain = 128 + (camera - 128) * 0.1
    energy, n = energy_of(plain)
    encrypted = plain + noise * 0.1
    kept = np.log2(1 + energy / n / ((deviation * 0.1) ** 2 + 1 / 12)).sum(axis=0)
    held = np.log2(1 + 12 * energy / n).sum(axis=0)
    found = recognizable_information(plain, encrypted)
    expected = (kept / held).mean()
    assert expected < found.value < 1.1 * expected
    clipped = recognizable_information(camera, np.clip(camera + noise, 0, 255))
    assert clipped.value == pytest.approx(about, rel=0.05)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "mean"), [("camera", 0.000667), ("text", 0.001455)])
def test_noise_in_place_scores_what_the_formula_says_whatever_its_variance(
    name, mean, luma
):
    plain = luma(name)
    energy, n = energy_of(plain)
    held = (0.5 * np.log2(1 + 12 * energy / n)).sum(axis=0)
    textured = (energy >= bits.NO_TEXTURE).sum(axis=0)
    formula = (textured / (4 * n * np.log(2) * held)).mean()
    assert formula == pytest.approx(mean, abs=1e-6)
    noise = [np.random.default_rng(n).uniform(0, 255, plain.shape) for n in range(8)]
    found = [recognizable_information(plain, one) for one in noise]
    in_place = np.array([one.value_in_place for one in found])
    # The formula takes the mean over all noise, and few draws have luck.
    assert in_place.mean() == pytest.approx(formula, rel=0.3)
    values = np.array([one.value for one in found])
    assert 1 < values.mean() / in_place.mean() < 1.25
    fainter = [recognizable_information(plain, one / 8).value for one in noise]
    assert fainter == pytest.approx(values, rel=0.01)


def test_blocks_that_moved_far_keep_half_of_what_their_place_leaves(noise):
    plain, _ = noise
    found = recognizable_information(plain, np.roll(plain, 128, axis=1))
    assert found.elsewhere.all()
    kept = 0.5 * (1 - PLACES / found.held)
    assert found.share == pytest.approx(kept, abs=1e-6)
    assert found.value == pytest.approx(0.499142, abs=2e-6)
    assert (found.distance == 128).all()


def test_blocks_that_changed_places_are_found_in_them(noise):
    plain, rng = noise
    order = np.random.default_rng(0)
    order.integers(0, 256, (256, 256))
    del rng
    places = order.permutation(64)
    encrypted = np.empty_like(plain)
    for block, place in enumerate(places):
        (y, x), (v, u) = (divmod(n, 8) for n in (block, int(place)))
        encrypted[32 * v : 32 * v + 32, 32 * u : 32 * u + 32] = plain[
            32 * y : 32 * y + 32, 32 * x : 32 * x + 32
        ]
    found = recognizable_information(plain, encrypted)
    assert found.value == pytest.approx(0.505995, abs=2e-6)
    expected = np.stack([32 * (places % 8), 32 * (places // 8)], axis=1)
    np.testing.assert_array_equal(found.place.reshape(-1, 2), expected)


def test_a_shift_by_one_pixel_costs_little(noise):
    plain, _ = noise
    found = recognizable_information(plain, np.roll(plain, 1, axis=1))
    assert found.value == pytest.approx(0.875144, abs=2e-6)
    inside = found.share[:, :-1]
    assert (inside >= 0.98724).all()
    assert inside == pytest.approx(
        (1 - 1 / (64 * 2**0.5)) * (1 - PLACES / found.held[:, :-1]), abs=1e-6
    )


@pytest.mark.parametrize(("name", "value"), [("camera", 0.008155), ("text", 0.005392)])
def test_a_negative_holds_nothing_in_place(name, value, luma):
    found = recognizable_information(luma(name), 255 - luma(name))
    assert found.value_in_place == 0
    assert found.value == pytest.approx(value, abs=2e-6)


@pytest.mark.slow
def test_large_images_are_looked_at_as_a_viewer_sees_them(luma, encrypted):
    pair = luma("astronaut"), encrypted("astronaut", "peid-09", 4)
    large = [image.repeat(2, axis=0).repeat(2, axis=1) for image in pair]
    found = recognizable_information(*large)
    small = recognizable_information(*pair)
    assert found.reduction == 2
    assert found.side == 104
    assert found.value == pytest.approx(small.value, abs=1e-7)
    np.testing.assert_array_equal(found.place, 2 * small.place)
    full = recognizable_information(*large, reduce=1)
    assert full.value == pytest.approx(0.049859, abs=2e-6)


def test_an_image_that_cannot_be_looked_at_says_why():
    strip = np.zeros((32, 32 * 4097))
    with pytest.raises(core.ImageError, match=r"4,097 blocks\. At most 4,096"):
        recognizable_information(strip, strip)
    image = np.zeros((100, 100))
    with pytest.raises(core.ImageError, match="a reduction from 1 to 3"):
        recognizable_information(image, image, reduce=4)


# l is 41 for coffee, 52 for camera.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "shift", "exact"),
    [
        ("coffee", (1, 0), 76),
        ("coffee", (0, 1), 94),
        ("coffee", (1, 1), 107),
        ("coffee", (5, 7), 107),
        ("camera", (1, 0), 71),
        ("camera", (0, 1), 70),
        ("camera", (1, 1), 64),
        ("camera", (5, 7), 60),
    ],
)
def test_a_rolled_picture_is_found_to_the_pixel(name, shift, exact, luma):
    plain = luma(name)
    found = recognizable_information(plain, np.roll(plain, shift, (0, 1)))
    layout = grid.layout_of(plain.shape)
    y, x = layout.corners.T
    inside = (y + layout.side + shift[0] <= plain.shape[0]) & (
        x + layout.side + shift[1] <= plain.shape[1]
    )
    counted = inside & (found.held.ravel() > 200)
    there = layout.corners[:, ::-1] + np.array(shift[::-1])
    hits = (found.place.reshape(-1, 2) == there).all(axis=1)
    assert counted.sum() == (126 if name == "coffee" else 81)
    assert abs(int((hits & counted).sum()) - exact) <= 3


def test_of_equal_places_the_nearest_is_taken_and_of_equally_near_ones_the_first():
    # Reading: rounding does not choose among the copies of a pattern.
    quotient = np.zeros((30, 40), np.float32)
    peaks = {(2, 3): 1.0, (20, 25): 0.99995, (10, 15): 0.99995, (15, 20): 0.9998}
    for place, value in peaks.items():
        quotient[place] = value
    for own, expected in (((18, 20), (20, 25)), ((15, 20), (10, 15)), ((0, 0), (2, 3))):
        found = np.empty((2, 2), np.int64)
        even = np.ones_like(quotient)
        both = (quotient + 1j * quotient)[:, None].astype(np.complex64)
        search.place(both, even, np.float32(1), np.array([own, own]), found)
        assert [tuple(place) for place in found] == [expected, expected]
        assert search.place_by_numpy(quotient, np.array(own)) == expected
