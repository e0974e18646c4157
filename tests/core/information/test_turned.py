"""Negatives, turns and mirrors: found where asked for, in the image itself."""

import numpy as np
import pytest

from core.information.index import recognizable_information
from core.information.turned import LOOKS
from core.turns import TURNS


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "value"),
    [
        (lambda image: 255 - image, 0.499070),
        (lambda image: image[::-1, ::-1], 0.402001),
        (lambda image: image[:, ::-1], 0.455654),
    ],
    ids=["negative", "turned by 180 degrees", "mirrored"],
)
def test_a_photograph_that_was_changed_as_a_whole_is_found(change, value, luma):
    camera = luma("camera")
    found = recognizable_information(camera, change(camera), turn=True)
    assert found.value == pytest.approx(value, abs=2e-6)


@pytest.mark.parametrize(
    "change", [lambda image: 255 - image, np.rot90], ids=["negative", "turned by 90"]
)
def test_noise_that_was_changed_keeps_half_of_what_its_place_leaves(change):
    noise = np.random.default_rng(0).integers(0, 256, (256, 256)).astype(float)
    found = recognizable_information(noise, change(noise), turn=True)
    assert found.value == pytest.approx(0.498897, abs=2e-6)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_window_that_was_turned_is_named_by_its_place_in_the_image_itself(look):
    image = np.arange(70.0 * 90).reshape(70, 90)
    seen = look.image(image)
    corners = np.array([[0, 0], [3, 20], [seen.shape[0] - 32, seen.shape[1] - 32]])
    back = look.back(corners, image.shape, 32)
    for (y, x), (row, column) in zip(corners, back, strict=True):
        window = seen[y : y + 32, x : x + 32]
        source = image[row : row + 32, column : column + 32]
        np.testing.assert_array_equal(np.sort(window, None), np.sort(source, None))


def test_upright_blocks_stay_upright():
    noise = np.random.default_rng(0).integers(0, 256, (128, 160)).astype(float)
    found = recognizable_information(noise, noise, turn=True)
    assert found.value == 1
    assert not found.look.any()
    mirrored = recognizable_information(noise, noise[:, ::-1], turn=True)
    turns = {TURNS[LOOKS[number].turn].label for number in mirrored.look.ravel()}
    assert turns == {"mirrored"}


def test_quarters_come_before_those_of_the_mirror_image_and_each_before_its_negative():
    image = np.arange(6.0).reshape(2, 3)
    expected = [
        np.rot90(seen, turns) for seen in (image, image[:, ::-1]) for turns in range(4)
    ]
    for look, negative, picture in zip(LOOKS[::2], LOOKS[1::2], expected, strict=True):
        assert (look.sign, negative.sign) == (1, -1)
        np.testing.assert_array_equal(look.image(image), picture)
        np.testing.assert_array_equal(negative.image(image), picture)
