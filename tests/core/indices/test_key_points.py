"""Key points that are found again: counts, ties, duplicates, and none."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from skimage import data

import core
from core.indices.key_points import Points, key_points, matches, points_of

SAMPLES = Path(core.__file__).parents[1] / "sample_images"


def points(descriptors):
    array = np.asarray(descriptors, np.uint8)
    return Points(places=np.zeros((len(array), 2)), descriptors=array)


@pytest.fixture(scope="module")
def crop():
    return core.as_luma(data.camera())[100:260, 130:300]


def test_an_image_finds_all_its_own_points_where_they_are(crop):
    score = key_points(crop, crop)
    assert score.value == 1
    assert score.parts["found again"] == len(score.arrows) > 20
    np.testing.assert_array_equal(score.arrows[:, :2], score.arrows[:, 2:])


def test_points_are_found_turned_and_not_in_the_negative(crop):
    square = crop[:160, :160]
    assert key_points(square, np.rot90(square).copy()).value > 0.8
    assert key_points(square, 255 - square).value < 0.2


def test_a_moved_piece_is_found_where_it_went(crop):
    score = key_points(crop, np.roll(crop, (30, 0), (0, 1)))
    assert score.value > 0.5
    moves = score.arrows[:, 2:] - score.arrows[:, :2]
    assert np.median(moves, axis=0) == pytest.approx([30, 0], abs=0.1)


def test_images_without_points_are_told_by_their_pixels(crop):
    flat = np.full(crop.shape, 90.0)
    assert key_points(flat, flat).value == 1
    none = key_points(flat, crop)
    assert none.value == 0
    assert none.maps["points"].reading == "The plain picture has no key points."
    assert key_points(crop, flat).value == 0
    assert key_points(crop, flat).arrows.shape == (0, 4)


def test_points_with_equal_descriptors_count_once():
    # Reading: a match would else have an equal second best.
    text = core.as_luma(data.page())[:128, :256]
    found = points_of(np.tile(text, (2, 1)))
    assert len(np.unique(found.descriptors, axis=0)) == len(found.descriptors)


def test_a_match_is_mutual_and_clearly_better_than_the_second():
    ours = points([[0, 0], [100, 0], [0, 200]])
    # 8 and 10 from the first: 25 × 64 is not below 16 × 100.
    assert list(matches(ours, points([[8, 0], [10, 0]]))) == [-1, -1, -1]
    assert matches(ours, points([[7, 0], [10, 0]]))[0] == 0
    # The second of two plain points is nearer: the first has no mutual match.
    two = points([[50, 0], [53, 0]])
    assert list(matches(two, points([[54, 0], [200, 0]]))) == [-1, 0]
    assert list(matches(ours, points([[0, 0]]))) == [-1, -1, -1]
    assert len(matches(points(np.empty((0, 2))), ours)) == 0


def test_the_order_of_the_points_and_their_chunks_change_nothing(crop, monkeypatch):
    noisy = np.clip(crop + np.random.default_rng(0).normal(0, 15, crop.shape), 0, 255)
    ours, theirs = points_of(crop), points_of(noisy)
    expected = matches(ours, theirs)
    assert (expected >= 0).sum() > 5
    rng = np.random.default_rng(1)
    rows, columns = (rng.permutation(len(p.places)) for p in (ours, theirs))
    mixed = matches(points(ours.descriptors[rows]), points(theirs.descriptors[columns]))
    back = np.where(mixed >= 0, columns[mixed], -1)
    np.testing.assert_array_equal(back, expected[rows])
    monkeypatch.setattr("core.indices.key_points._ROWS", 7)
    np.testing.assert_array_equal(matches(ours, theirs), expected)


def test_a_large_image_is_averaged_and_its_points_are_named_in_its_own_pixels(crop):
    large = crop.repeat(2, axis=0).repeat(2, axis=1)
    small = key_points(crop, crop)
    found = key_points(large, large, reduce=2)
    assert found.parts["reduction"] == 2
    assert found.arrows == pytest.approx(2 * small.arrows + 0.5)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "scheme", "level", "count", "of"),
    [
        ("camera", "peid-07", 3, 113, 240),
        ("text", "jpeg-signs", 2, 7, 80),
        ("retina", "peid-02", 4, 11, 85),
    ],
)
def test_a_sample_pair_has_its_known_count(name, scheme, level, count, of):
    pixels = np.asarray(Image.open(SAMPLES / f"{name}.png"))
    encrypted = core.SCHEMES[scheme].encrypt(pixels, level=level, key="demo")
    score = key_points(pixels, encrypted)
    assert abs(score.parts["found again"] - count) <= 2
    assert abs(score.parts["points, plain"] - of) <= 2
    assert score.value == score.parts["found again"] / score.parts["points, plain"]
