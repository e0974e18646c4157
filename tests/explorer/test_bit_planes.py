"""What is said of bit planes, on the canvas and in captions."""

import numpy as np
import pytest

import core
from core.bit_planes import shared_planes
from explorer.figures.bit_planes import plane_share, plane_table, plane_words


@pytest.mark.parametrize(
    ("equal", "said"),
    [(0, "0 %"), (1, "0.1 %"), (5123, "51.2 %"), (9999, "99.9 %"), (10000, "100 %")],
)
def test_none_and_all_are_said_of_none_and_all_alone(equal, said):
    plain = np.zeros((100, 100))
    encrypted = np.full(10000, 128.0)
    encrypted[:equal] = 0
    (top, *_) = shared_planes(plain, encrypted.reshape(plain.shape))
    assert plane_share(top) == said
    assert said in plane_words(top)


@pytest.mark.parametrize("scheme", ["planes-low", "planes-high"])
def test_a_scheme_that_encrypts_four_planes_leaves_the_other_four(scheme, photo):
    encrypted = core.SCHEMES[scheme].encrypt(photo, level=3, key="a key")
    left = range(5, 9) if scheme == "planes-low" else range(1, 5)
    for shared in shared_planes(photo, encrypted):
        if shared.number in left:
            assert plane_share(shared) == "100 %"
            assert plane_words(shared).endswith("the scheme leaves it in the clear.")
        else:
            # Random bits: five standard deviations of a fair coin around a half.
            spread = 5 * 0.5 / np.sqrt(shared.pixels)
            assert abs(shared.equal / shared.pixels - 0.5) < spread
            assert shared.chance == pytest.approx(0.5, abs=spread)


def test_an_inverted_plane_is_said_to_hide_nothing(photo):
    for shared in shared_planes(photo, 255 - photo):
        assert plane_share(shared) == "0 %"
        assert "inverts" in plane_words(shared)


def test_what_travels_is_one_line_a_plane(photo, noise):
    table = plane_table(shared_planes(photo, noise))
    assert [row["number"] for row in table] == [8, 7, 6, 5, 4, 3, 2, 1]
    assert table[0]["words"].startswith("Plane 8 of 8, the most significant: ")
    assert table[1]["words"].startswith("Plane 7 of 8: ")
    assert table[7]["words"].startswith("Plane 1 of 8, the least significant: ")
