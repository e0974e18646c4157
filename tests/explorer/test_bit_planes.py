"""Bit planes: nothing is lost in them, and what is shared is counted to the pixel."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import core
from explorer.figures.bit_planes import (
    PLANES,
    bit_plane,
    plane_table,
    shared_planes,
)
from explorer.figures.pictures import grey_levels

SIZES = st.tuples(st.integers(1, 9), st.integers(1, 9))
LUMA = hnp.arrays(np.float64, SIZES, elements=st.floats(0, 255))


def found(plain, encrypted, plane):
    return shared_planes(np.array([plain], float), np.array([encrypted], float))[
        PLANES - plane
    ]


@given(LUMA)
def test_the_planes_add_up_to_the_rounded_levels(luma):
    planes = {plane: bit_plane(luma, plane) for plane in range(1, PLANES + 1)}
    for bits in planes.values():
        assert set(np.unique(bits)) <= {0, 1}
    whole = sum(bits.astype(int) * 2 ** (plane - 1) for plane, bits in planes.items())
    np.testing.assert_array_equal(whole, grey_levels(luma))


def test_plane_8_is_the_most_significant_and_plane_1_the_least():
    luma = np.array([[0.0, 1.0, 127.0], [128.0, 254.4, 254.6]])
    np.testing.assert_array_equal(bit_plane(luma, 8), [[0, 0, 0], [1, 1, 1]])
    np.testing.assert_array_equal(bit_plane(luma, 1), [[0, 1, 1], [0, 0, 1]])


def test_equal_bits_are_counted_plane_by_plane():
    # 0b1100_0001 and 0b0100_0011, then twice the same.
    planes = shared_planes(np.array([[193.0, 7.0]]), np.array([[67.0, 7.0]]))
    assert [plane.number for plane in planes] == [8, 7, 6, 5, 4, 3, 2, 1]
    assert [plane.equal for plane in planes] == [1, 2, 2, 2, 2, 2, 1, 2]
    assert {plane.pixels for plane in planes} == {2}


@given(st.data())
def test_equal_bits_are_those_at_which_both_planes_agree(data):
    plain = data.draw(LUMA)
    encrypted = data.draw(
        hnp.arrays(np.float64, plain.shape, elements=st.floats(0, 255))
    )
    for shared in shared_planes(plain, encrypted):
        bits = [bit_plane(luma, shared.number) for luma in (plain, encrypted)]
        assert shared.equal == np.count_nonzero(bits[0] == bits[1])


@pytest.mark.parametrize(
    ("plain", "encrypted"),
    [((0, 0, 0, 255), (0, 255, 255, 255)), ((0, 0, 255, 255), (0, 0, 0, 255))],
)
def test_chance_is_the_mean_over_every_order_of_the_encrypted_bits(plain, encrypted):
    orders = list(permutations(encrypted))
    agree = [np.mean(np.array(plain) == np.array(order)) for order in orders]
    assert found(plain, encrypted, 8).chance == pytest.approx(np.mean(agree))


def test_a_plane_that_is_half_ones_agrees_with_any_other_at_half_by_chance():
    assert found((0, 255, 0, 255), (255, 255, 255, 255), 8).chance == 0.5


@pytest.mark.parametrize(
    ("equal", "share"),
    [(0, "0 %"), (1, "0.1 %"), (5123, "51.2 %"), (9999, "99.9 %"), (10000, "100 %")],
)
def test_none_and_all_are_said_of_none_and_all_alone(equal, share):
    plain = np.zeros((100, 100))
    encrypted = np.full(10000, 128.0)
    encrypted[:equal] = 0
    (top, *_) = shared_planes(plain, encrypted.reshape(plain.shape))
    assert top.share == share
    assert share in top.words


@pytest.mark.parametrize("scheme", ["planes-low", "planes-high"])
def test_a_scheme_that_encrypts_four_planes_leaves_the_other_four(scheme, photo):
    encrypted = core.SCHEMES[scheme].encrypt(photo, level=3, key="a key")
    left = range(5, 9) if scheme == "planes-low" else range(1, 5)
    for shared in shared_planes(photo, encrypted):
        if shared.number in left:
            assert shared.share == "100 %"
            assert shared.words.endswith("the scheme leaves it in the clear.")
        else:
            # Random bits: five standard deviations of a fair coin around a half.
            spread = 5 * 0.5 / np.sqrt(shared.pixels)
            assert abs(shared.equal / shared.pixels - 0.5) < spread
            assert shared.chance == pytest.approx(0.5, abs=spread)


def test_an_inverted_plane_is_said_to_hide_nothing(photo):
    for shared in shared_planes(photo, 255 - photo):
        assert shared.share == "0 %"
        assert "inverts" in shared.words


def test_what_travels_is_one_line_a_plane(photo, noise):
    table = plane_table(shared_planes(photo, noise))
    assert [row["number"] for row in table] == [8, 7, 6, 5, 4, 3, 2, 1]
    assert table[0]["words"].startswith("Plane 8 of 8, the most significant: ")
    assert table[1]["words"].startswith("Plane 7 of 8: ")
    assert table[7]["words"].startswith("Plane 1 of 8, the least significant: ")
