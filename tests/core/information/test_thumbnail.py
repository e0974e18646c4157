"""Thumbnails, which show what is coarser than the index looks at."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from core.information.index import recognizable_information
from core.information.thumbnail import LEAST, thumbnail
from core.information.words import thumbnail_words


def small_of(plain, encrypted):
    return thumbnail(plain, encrypted, recognizable_information(plain, encrypted))


@pytest.mark.parametrize(
    ("hide", "low", "high"),
    [
        (lambda image: gaussian_filter(image, 16), 0.06, 0.10),
        (
            lambda image: np.kron(
                image.reshape(16, 32, 16, 32).mean(axis=(1, 3)), np.ones((32, 32))
            ),
            0.03,
            0.07,
        ),
    ],
    ids=["blur", "blocks of one colour"],
)
def test_what_is_hidden_near_by_shows_from_afar(hide, low, high, luma):
    camera = luma("camera")
    found = small_of(camera, hide(camera))
    assert low < found.value < high
    assert thumbnail_words(found).startswith("More shows in a thumbnail, which keeps")


def test_noise_and_what_shows_anyway_show_no_more_in_a_thumbnail(luma):
    camera = luma("camera")
    noise = np.random.default_rng(0).integers(0, 256, camera.shape).astype(float)
    assert small_of(camera, noise) is None
    assert small_of(camera, camera) is None
    assert thumbnail_words(None) == ""


def test_a_small_picture_has_no_thumbnail(luma):
    part = luma("camera")[: LEAST - 1]
    assert small_of(part, gaussian_filter(part, 16)) is None
    part = luma("camera")[:LEAST]
    assert small_of(part, gaussian_filter(part, 16)) is not None
