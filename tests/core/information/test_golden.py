"""Numbers of a literal version in double precision, one pair for each sample image.

`benchmarks/information.py` holds them for more pairs.
"""

import pytest

from core.information.index import recognizable_information

# plain image, scheme and level, NRI, S from the finest octave, found elsewhere, own
# places only. peid-06 and peid-01 go through a JPEG 2000 codec.
ROWS = [
    ("astronaut", "peid-09", 4, 0.042685, (.0391, .0420, .0431, .0466), 91, 0.001135),
    ("camera", "peid-07", 3, 0.087428, (.0184, .0684, .1198, .1431), 14, 0.086859),
    ("chelsea", "mosaic", 4, 0.069334, (.0018, .0030, .0086, .2639), 22, 0.072441),
    ("coffee", "row-column", 3, 0.004681, (.0008, .0029, .0048, .0102), 88, 0.001098),
    ("gravel", "cat-map", 4, 0.000587, (.0000, .0002, .0004, .0017), 5, 0.000579),
    ("hubble", "peid-06", 3, 0.132261, (.0051, .0784, .1827, .2629), 0, 0.132261),
    ("retina", "peid-02", 4, 0.052495, (.0001, .0010, .0482, .1607), 4, 0.051811),
    ("rocket", "thumbnail", 3, 0.013014, (.0025, .0075, .0100, .0321), 38, 0.011770),
    ("text", "jpeg-signs", 2, 0.035438, (.0025, .0092, .0181, .1120), 30, 0.036596),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_sample_pair_has_its_known_information(row, luma, encrypted):
    name, scheme, level, value, octaves, elsewhere, in_place = row
    found = recognizable_information(luma(name), encrypted(name, scheme, level))
    close = 1e-3 if scheme == "peid-06" else 2e-6
    assert found.value == pytest.approx(value, abs=close)
    assert found.value_in_place == pytest.approx(in_place, abs=close)
    assert found.octaves == pytest.approx(octaves, abs=max(close, 1e-4))
    assert abs(int(found.elsewhere.sum()) - elsewhere) <= 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "scheme", "level", "upright", "turned"),
    [
        ("camera", "etc", 4, 0.010065, 0.032416),
        ("text", "etc", 4, 0.350434, 0.653670),
        ("camera", "peid-07", 1, 0.000523, 0.000650),
    ],
)
def test_a_turned_search_finds_what_was_turned(
    name, scheme, level, upright, turned, luma, encrypted
):
    pair = luma(name), encrypted(name, scheme, level)
    assert recognizable_information(*pair).value == pytest.approx(upright, abs=2e-6)
    found = recognizable_information(*pair, turn=True)
    assert found.value == pytest.approx(turned, abs=2e-6)
