"""What holds for every pair."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_array_equal
from scipy import ndimage

import core
from core.information import choice, octaves, search
from core.information.index import recognizable_information
from core.information.plain import plain_side

SHAPES = some.tuples(some.integers(32, 70), some.integers(32, 90))


@some.composite
def pairs(draw):
    shape = draw(SHAPES)
    levels = some.sampled_from([0, 1, 50, 128, 254, 255])
    coarse = draw(arrays(float, (4, 5), elements=levels))
    image = ndimage.zoom(coarse, (shape[0] / 4, shape[1] / 5), order=1)
    seed, spread = draw(some.integers(0, 99)), draw(some.sampled_from([0, 1, 40]))
    rng = np.random.default_rng(seed)
    image = np.clip(image + rng.normal(0, spread, image.shape), 0, 255)
    other = draw(some.sampled_from(["rolled", "noise", "turned", "faint"]))
    return image, {
        "rolled": np.roll(image, (7, 20), (0, 1)),
        "noise": rng.uniform(0, 255, image.shape),
        "turned": image[::-1, ::-1].copy(),
        "faint": 100 + 0.2 * image,
    }[other]


@given(pairs())
def test_every_number_lies_in_its_range_and_the_contributions_add_up(pair):
    before = [image.copy() for image in pair]
    found = recognizable_information(*pair)
    for image, was in zip(pair, before, strict=True):
        assert_array_equal(image, was)
    assert 0 <= found.value <= 1
    shares = found.octaves[~np.isnan(found.octaves)]
    assert ((shares >= 0) & (shares <= 1)).all()
    assert (found.kept <= found.held * (1 + 1e-12)).all()
    assert recognizable_information(pair[0], pair[0]).value == 1
    if found.held.any() and found.value > 0:
        assert found.contribution.sum() == pytest.approx(1, abs=1e-9)
    assert 0 <= found.moved <= 1 + 1e-9


@given(pairs(), some.lists(some.floats(0.01, 1), min_size=2, max_size=4, unique=True))
def test_more_of_the_contrast_never_holds_less(pair, shares):
    image = pair[0]
    values = [
        recognizable_information(image, share * image).value for share in sorted(shares)
    ]
    assert (np.diff(values) >= -1e-7).all()


@pytest.fixture(scope="module")
def pair(luma):
    image = luma("rocket")[100:300, 150:420]
    rng = np.random.default_rng(0)
    moved = np.roll(image, (60, 90), (0, 1)) + rng.normal(0, 5, image.shape)
    return image, np.clip(moved, 0, 255)


def test_a_kept_plain_side_chunks_and_shortcuts_change_nothing(pair, monkeypatch):
    expected = recognizable_information(*pair)

    def same(found):
        assert found.value == pytest.approx(expected.value, abs=1e-9)
        assert_array_equal(found.place, expected.place)

    kept = plain_side(pair[0])
    same(recognizable_information(kept, pair[1]))
    for room, frequencies in ((0, 1), (10**6, 7), (10**9, 10**4)):
        monkeypatch.setattr(search, "_ROOM", room)
        monkeypatch.setattr(search, "_FREQUENCIES", frequencies)
        same(recognizable_information(kept, pair[1]))
    monkeypatch.setattr(
        choice, "may_be_beaten", lambda own, held, price: np.ones(len(own), np.bool_)
    )
    same(recognizable_information(kept, pair[1]))


def test_the_compiled_loops_are_their_numpy_lines(pair):
    rng = np.random.default_rng(1)
    block = rng.normal(0, 50, (37, 37)).astype(np.float32)
    windows = rng.normal(0, 50, (9, 37, 37)).astype(np.float32)
    cross, energy = np.empty((2, 9, octaves.COUNT))
    octaves.products(block, windows, octaves.starts(37), cross, energy)
    expected = octaves.products_by_numpy(block, windows)
    np.testing.assert_allclose(cross, expected[0], rtol=1e-11, atol=1e-6)
    np.testing.assert_allclose(energy, expected[1], rtol=1e-11)


def test_the_search_is_the_plain_sum_over_every_window(pair):
    # The templates differ in strength by 10,000: neither drowns the other's rounding.
    image = pair[1][:100, :123]
    rng = np.random.default_rng(0)
    strength = np.array([1, 1e4, 1e-4, 1, 0]).reshape(-1, 1, 1)
    templates = (rng.normal(0, 9, (5, 13, 13)) * strength).astype(np.float32)
    own = rng.integers(0, (37, 48), (5, 2))
    field = search.field_of(image, 13)
    windows = np.lib.stride_tricks.sliding_window_view(search.detail(image), (13, 13))
    energy = (windows**2).sum(axis=(2, 3)) + 13**2 / 4
    found = search.best_places(field, templates, own, (1, -1))
    for number, template in enumerate(templates):
        quotient = np.einsum("ijkl,kl->ij", windows, template) / np.sqrt(energy)
        for sign, place in zip((1, -1), found[:, number], strict=True):
            expected = search.place_by_numpy(sign * quotient, own[number])
            assert tuple(place) == expected


def test_a_plain_side_is_of_one_size_and_takes_the_white_of_the_encrypted(pair):
    kept = plain_side(pair[0])
    with pytest.raises(core.ImageError, match="expected two pictures of one size"):
        recognizable_information(kept, pair[1][:, 1:])
    value = recognizable_information(kept, pair[1]).value
    doubled = recognizable_information(kept, pair[1] * 2, data_range=510).value
    assert doubled == pytest.approx(value, abs=1e-9)
    both = recognizable_information(kept, pair[1] * 2, data_range=(255, 510)).value
    assert both == doubled


def test_more_white_noise_leaves_less(luma):
    image = luma("camera")[100:356, 100:356]
    pattern = np.random.default_rng(0).normal(0, 1, image.shape)
    values = [
        recognizable_information(image, np.clip(image + s * pattern, 0, 255)).value
        for s in (1, 2, 4, 8, 16, 32, 64)
    ]
    assert (np.diff(values) < 0).all()


@pytest.mark.slow
@pytest.mark.parametrize(
    "scheme",
    ["peid-02", "peid-03", "peid-06", "peid-07", "planes-low", "blur", "thumbnail"],
)
@pytest.mark.parametrize("name", ["astronaut", "camera"])
def test_weaker_levels_leave_more(name, scheme, luma, encrypted):
    levels = range(1, core.SCHEMES[scheme].levels + 1)
    values = [
        recognizable_information(luma(name), encrypted(name, scheme, level)).value
        for level in levels
    ]
    assert (np.diff(values) > 0).all(), values


@pytest.mark.parametrize("name", ["astronaut", "camera"])
def test_no_block_of_noise_shows(name, luma, encrypted):
    found = recognizable_information(luma(name), encrypted(name, "peid-07", 1))
    assert found.shows.sum() == 0
    assert (found.where == 0).all()


def test_the_blocks_that_show_are_counted(luma, encrypted):
    for scheme, level, count in (("aes-ecb", 1, 8), ("peid-09", 4, 77)):
        found = recognizable_information(
            luma("astronaut"), encrypted("astronaut", scheme, level)
        )
        assert abs(int(found.shows.sum()) - count) <= 2, scheme
