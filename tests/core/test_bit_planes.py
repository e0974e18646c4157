"""Bit planes: nothing is lost in them, and what is shared is counted to the pixel."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.bit_planes import PLANES, bit_plane, shared_planes
from core.image import grey_levels

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


def test_a_plane_is_in_the_clear_if_all_bits_are_equal_and_not_by_chance():
    levels = np.tile(np.arange(256.0), (4, 1))
    low, high = levels.astype(int) & 15, levels.astype(int) & 240
    left = shared_planes(levels, (high | 15 - low).astype(float))
    assert [p.number for p in left if p.in_the_clear] == [8, 7, 6, 5]
    assert not any(p.inverted for p in left)
    # Of the planes below an eye makes out nothing.
    left = shared_planes(levels, (240 - high | low).astype(float))
    assert not any(p.in_the_clear for p in left)
    assert [p.number for p in left if p.inverted] == [8, 7, 6, 5]


@pytest.mark.parametrize("encrypted", [0.0, 255.0])
def test_planes_without_ones_or_zeros_are_equal_or_unequal_by_chance(encrypted):
    plain = np.zeros((40, 40))
    planes = shared_planes(plain, np.full((40, 40), encrypted))
    assert not any(p.in_the_clear or p.inverted for p in planes)


def test_one_pixel_in_two_thousand_is_too_few_to_be_in_the_clear_and_ten_are_not():
    plain = np.zeros((40, 50))
    plain[0, 0] = 128
    assert not shared_planes(plain, plain)[0].in_the_clear
    plain[0, :10] = 128
    assert shared_planes(plain, plain)[0].in_the_clear
