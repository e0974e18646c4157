import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image

import core
from explorer.figures.pictures import fuzzy_maps, grey_png, map_png, png
from explorer.theme.colours import cividis


def pixels(content):
    with Image.open(io.BytesIO(content)) as image:
        assert image.format == "PNG"
        return np.asarray(image)


@given(
    hnp.arrays(
        np.uint8,
        st.tuples(st.integers(1, 9), st.integers(1, 9)).flatmap(
            lambda size: st.sampled_from([size, (*size, 3), (*size, 4)])
        ),
    )
)
def test_a_picture_keeps_every_pixel(values):
    np.testing.assert_array_equal(pixels(png(values)), values)


def test_luma_is_rounded_to_the_nearest_level():
    luma = np.array([[0.0, 0.4, 0.6], [127.49, 254.51, 255.0]])
    np.testing.assert_array_equal(pixels(grey_png(luma)), [[0, 0, 1], [127, 255, 255]])


def test_a_map_has_the_shared_colours(photo):
    np.testing.assert_array_equal(pixels(map_png(photo / 255)), cividis(photo / 255))


@pytest.mark.parametrize("border", ["crop", "pad"])
def test_fuzzy_maps_cover_the_grid_and_lie_between_0_and_1(border, photo, noise):
    result = core.visual_security_index(photo, noise, border=border)
    rows, columns = result.degree.shape
    covered = (rows * result.side, columns * result.side)
    assert (covered >= photo.shape) == (border == "pad")
    for values in fuzzy_maps(result):
        assert values.shape == covered
        assert values.dtype == np.float32
        assert values.min() >= 0
        assert values.max() <= 1


def test_fuzzy_maps_hold_the_blocks_where_they_stand(result):
    weights, edges = fuzzy_maps(result)
    side, columns = result.side, result.degree.shape[1]
    for block in (0, 7, result.match.size - 1):
        row, column = divmod(block, columns)
        place = np.s_[
            row * side : (row + 1) * side, column * side : (column + 1) * side
        ]
        np.testing.assert_array_equal(weights[place], result.edge_weights[block])
        np.testing.assert_array_equal(edges[place], result.binary_encrypted[block])
