"""White is said, never guessed; where it is in doubt, the way out is named."""

import numpy as np
import pytest

import core
from core.image import as_luma, as_pair, read_picture, unlike_ranges


@pytest.mark.parametrize(
    "dtype", [np.float16, np.float32, np.float64, np.uint16, np.uint32]
)
def test_black_is_black_at_any_white(dtype):
    assert not as_luma(np.zeros((40, 40), dtype)).any()


@pytest.mark.parametrize(
    ("array", "said"),
    [
        (np.array([[0, 0.5], [1, 0]]), r"within \[0, 1\]. Pass data_range=1 if 1"),
        (np.full((2, 2), 0.25), "Pass data_range=1"),
        (np.array([[0, 1 + 1e-7]]), "Pass data_range=1"),  # 1 but for rounding
        (
            np.array([[0, 4095]], np.uint16),
            "0 to 65535, got no .* 4095.*data_range=4095",
        ),
        (np.array([[0, 4080]], np.uint16), "Pass data_range=4095 if that is white"),
        (np.array([[0, 255]], np.uint32), "Pass data_range=255 if that is white"),
        (np.array([[0, 2**59]], np.uint64), "less than a sixteenth"),
        (np.array([[0, 1]], np.uint64), "Pass data_range=1 if that is white"),
        (np.array([[0, 15]], np.int32), "0 to 255, got no value above 15"),
        (np.array([[0, 1]]), "Pass data_range=1 if that is white"),
        (np.array([[0, 100]], np.int8), "int8 pixels up to 100. Pass data_range=127"),
    ],
)
def test_an_array_whose_white_is_in_doubt_is_refused(array, said):
    with pytest.raises(core.ImageError, match=said):
        as_luma(array)


@pytest.mark.parametrize(
    "array",
    [
        np.array([[0, 1.01]]),
        np.array([[-0.5, 0.5]]),  # refused by `as_pair`, below black
        np.array([[0, 4096]], np.uint16),
        np.array([[0, 2**60]], np.uint64),
        np.array([[0, 16]], np.int16),
        np.array([[0, 0]], np.int8),
        np.array([[0, 1]], np.uint8),
        np.array([[0, 1]], bool),
    ],
)
def test_an_array_whose_white_is_in_no_doubt_is_taken(array):
    as_luma(array)


def test_alpha_does_not_hide_a_doubt():
    grey = np.full((40, 40), 255, np.uint16)
    with pytest.raises(core.ImageError, match="Pass data_range=255"):
        as_luma(np.dstack([grey, grey, grey, np.full_like(grey, 65535)]))


@pytest.mark.parametrize("excess", [1e-7, 3e-5, 1e-3])
def test_what_is_beyond_black_or_white_by_rounding_is_black_or_white(excess, grey):
    near = grey.astype(np.float64)
    near[near == 255] += excess
    near[near == 0] -= excess
    before = near.copy()
    np.testing.assert_array_equal(as_luma(near), grey)
    np.testing.assert_array_equal(as_pair(near, grey)[0], grey)
    np.testing.assert_array_equal(near, before)
    np.testing.assert_allclose(as_luma(near / 255, data_range=1), grey, atol=1e-9)
    core.SCHEMES["peid-09"].encrypt(near)


@pytest.mark.parametrize(
    ("level", "said"),
    [
        (255.01, r"got \[0, 255\.01\].*Pass data_range"),
        (4095, r".*the value of white \(data_range=4095"),
        (65535, r".*the value of white \(data_range=65535"),
        (-0.01, r"got \[-0\.01, 255\]$"),
    ],
)
def test_levels_beyond_white_are_refused_by_name(level, said, grey):
    odd = grey.astype(np.float64)
    odd[3, 3] = level
    with pytest.raises(core.ImageError, match=rf"in the encrypted picture, {said}"):
        as_pair(grey, odd)
    with pytest.raises(core.ImageError, match=said):
        core.SCHEMES["peid-09"].encrypt(odd)


def test_one_white_serves_both_or_each_has_its_own(grey):
    unit, twelve = grey / 255, grey.astype(np.uint16) * 16
    for pair, white in (
        ((unit, unit), 1),
        ((unit, grey), (1, None)),
        ((unit, twelve), (1, 4080)),
        ((grey, twelve), [None, 4080]),
        ((twelve, unit), np.array([4080, 1])),
    ):
        for luma in as_pair(*pair, data_range=white):
            np.testing.assert_allclose(luma, grey, atol=1e-9)


def test_luma_that_is_almost_black_can_be_scored(grey):
    dark = np.minimum(grey, 1)
    luma = as_luma(dark)
    assert luma.max() == 1
    score = core.visual_security_index(luma, luma, data_range=255).vsi
    assert score == core.visual_security_index(dark, dark).vsi == 2


def test_float_files_of_at_most_1_are_told_and_mended(grey, encoded):
    file = encoded((grey / 255).astype(np.float32), "TIFF")
    picture = read_picture(file)
    assert (picture.white, picture.suggested_white) == (255, 1)
    assert "data_range=1, or --white 1" in picture.notes[0]
    np.testing.assert_allclose(picture.with_white(1).luma, grey, atol=1e-4)
    assert picture.with_white(1).notes == ()
    np.testing.assert_allclose(core.read_image(file, data_range=1), grey, atol=1e-4)


def test_float_files_above_255_name_the_way_out(grey, encoded):
    file = encoded(grey.astype(np.float32) * 257, "TIFF")
    with pytest.raises(core.ImageError, match=r"data_range=\.\.\. of at least 65535"):
        read_picture(file)
    luma = read_picture(file, data_range=65535).luma
    np.testing.assert_allclose(luma, grey, atol=1e-4)


def test_pairs_of_unlike_ranges_are_told(grey):
    luma = as_luma(grey)
    assert unlike_ranges(luma, luma / 16).startswith(
        "the plain picture uses grey levels up to 255, the encrypted one only up to 15"
    )
    assert unlike_ranges(luma / 257, luma).startswith("the encrypted picture uses grey")
    assert unlike_ranges(luma, luma / 4) == ""
    assert unlike_ranges(luma, luma / 4.1)
    assert unlike_ranges(luma, luma * 0) == ""
    assert unlike_ranges(luma, np.full_like(luma, 128)) == ""
