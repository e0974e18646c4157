"""What every encryption scheme promises, asked of all of them."""

import pickle
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter, gaussian_gradient_magnitude

from core import SCHEMES, ImageError, Scheme

SCHEME_LEVELS: list[Any] = [
    pytest.param(scheme, level, id=f"{scheme.key}-{level}")
    for scheme in SCHEMES.values()
    for level in range(1, scheme.levels + 1)
]
every_scheme = pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
every_level = pytest.mark.parametrize(("scheme", "level"), SCHEME_LEVELS)


def picture(height, width, channels=None):
    """Smooth areas, edges and texture, as a photograph has them."""
    rng = np.random.default_rng(7)
    size = (height, width) if channels is None else (height, width, channels)
    sigma = (6, 6) if channels is None else (6, 6, 0)
    smooth = gaussian_filter(rng.normal(size=size), sigma)
    y, x = np.mgrid[:height, :width]
    edge = np.hypot(y - height / 2, x - width / 3) < min(height, width) / 4
    levels = 110 + 45 * smooth / smooth.std() + 4 * rng.normal(size=size)
    levels += 70 * (edge if channels is None else edge[..., None])
    return np.clip(np.rint(levels), 0, 255).astype(np.uint8)


GREY = picture(61, 45)
COLOUR = picture(48, 72, 3)
WHOLE = picture(512, 512)


@pytest.mark.slow
@every_level
def test_output_is_uint8_of_the_same_shape_and_repeats(scheme: Scheme, level):
    for plain in (GREY, COLOUR):
        before = plain.copy()
        first = scheme.encrypt(plain, level=level, key="demo")
        again = scheme.encrypt(plain, level=level, key="demo")
        assert first.dtype == np.uint8
        assert first.shape == plain.shape
        assert np.array_equal(first, again)
        assert np.array_equal(plain, before)
        assert not np.shares_memory(first, plain)


@pytest.mark.slow
@every_level
def test_another_key_gives_another_output_unless_there_is_none(scheme: Scheme, level):
    plain = WHOLE if scheme.left_as_is(61, 45, level) else GREY
    one = scheme.encrypt(plain, level=level, key="demo")
    other = scheme.encrypt(plain, level=level, key="another")
    assert np.array_equal(one, other) == (not scheme.keyed)


@pytest.mark.parametrize(
    ("scheme", "level"),
    [case for case in SCHEME_LEVELS if case.values[0].inverse is not None],
)
def test_decryption_restores_every_pixel(scheme: Scheme, level):
    assert scheme.decrypt is not None
    for plain in (GREY, COLOUR):
        encrypted = scheme.encrypt(plain, level=level, key="demo")
        restored = scheme.decrypt(encrypted, level=level, key="demo")
        assert np.array_equal(restored, plain)


@pytest.mark.slow
@every_level
def test_the_smallest_image_is_taken(scheme: Scheme, level):
    assert scheme.encrypt(picture(32, 32), level=level).shape == (32, 32)
    assert scheme.encrypt(picture(32, 150), level=level).shape == (32, 150)


@every_scheme
def test_luma_is_rounded_to_whole_grey_levels(scheme: Scheme):
    luma = np.clip(GREY + 0.3, 0, 255)
    assert np.array_equal(
        scheme.encrypt(luma, key="demo"), scheme.encrypt(GREY, key="demo")
    )


@pytest.mark.slow
@every_scheme
def test_levels_run_from_strongest_to_weakest(scheme: Scheme):
    encrypted = [
        scheme.encrypt(WHOLE, level=level, key="demo")
        for level in range(1, scheme.levels + 1)
    ]
    distances = [edge_distance(image) for image in encrypted]
    if min(distances) > 0.95:
        # Nothing stays in its place, but larger pieces stay in one piece.
        distances = [roughness(image) for image in encrypted]
    # Two levels that both hide everything may come out in any order: hence the slack.
    assert all(b <= a + 0.03 for a, b in pairwise(distances))
    assert scheme.levels == 1 or distances[-1] < distances[0]


def edge_distance(encrypted):
    """How little the edges, seen through a slight blur, have in common."""
    plain, other = (
        gaussian_gradient_magnitude(image.astype(float), 1.5)
        for image in (WHOLE, encrypted)
    )
    return 1 - np.corrcoef(plain.ravel(), other.ravel())[0, 1]


def roughness(encrypted):
    """How much rougher the image has become, as a logarithm."""
    plain, other = (
        sum(abs(np.diff(image.astype(int), axis=axis)).mean() for axis in (0, 1))
        for image in (WHOLE, encrypted)
    )
    return np.log(other / plain)


@every_scheme
def test_record_is_complete(scheme: Scheme):
    assert SCHEMES[scheme.key] is scheme
    assert scheme.levels == len(set(scheme.level_labels)) >= 1
    for sentence in (scheme.does, scheme.notice):
        assert sentence.endswith(".")
        assert sentence[0].isupper()
    assert scheme.label
    assert scheme.level_meaning
    assert scheme.citation
    assert scheme.provenance in {
        "published definition",
        "restated",
        "reconstructed",
        "stand-in",
    }
    assert scheme.family in {"PEID", "IVC-SelectEncrypt", "demonstration"}


@every_scheme
def test_scheme_travels_to_another_process(scheme: Scheme):
    copy = pickle.loads(pickle.dumps(scheme))
    assert copy.key == scheme.key
    assert np.array_equal(copy.encrypt(GREY), scheme.encrypt(GREY))


@pytest.mark.slow
@every_level
def test_what_is_left_as_it_is_is_said(scheme: Scheme, level):
    """A strip out of the scheme's reach comes with a sentence, no other does."""
    plain = picture(83, 101)
    encrypted = scheme.encrypt(plain, level=level, key="demo")
    untouched = np.array_equal(encrypted[-1], plain[-1]) and np.array_equal(
        encrypted[:, -1], plain[:, -1]
    )
    if untouched:
        assert "left as" in scheme.left_as_is(83, 101, level)
    if scheme.left_as_is(83, 101, level) == "":
        assert not untouched


@pytest.mark.parametrize("level", [0, 7, -1, 1.0, True, "1", None])
def test_a_level_that_does_not_exist_is_refused(level):
    with pytest.raises(ImageError, match="expected a level of peid-09 from 1"):
        SCHEMES["peid-09"].encrypt(GREY, level=level)


def test_bad_images_and_keys_are_refused():
    scheme = SCHEMES["peid-07"]
    with pytest.raises(ImageError, match="too small: expected at least 32 pixels"):
        scheme.encrypt(np.zeros((31, 40)))
    with pytest.raises(ImageError, match=r"expected grey levels in \[0, 255\]"):
        scheme.encrypt(np.full((40, 40), 256.0))
    with pytest.raises(ImageError, match="expected finite pixels"):
        scheme.encrypt(np.full((40, 40), np.nan))
    with pytest.raises(ImageError, match="expected a picture of shape"):
        scheme.encrypt(np.zeros((40, 40, 5)))
    with pytest.raises(ImageError, match="expected a key of type str, got int"):
        scheme.encrypt(GREY, key=3)  # pyright: ignore[reportArgumentType]
