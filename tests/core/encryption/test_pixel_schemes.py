"""Schemes on pixels, held against small cases and what they are known for."""

import hashlib

import numpy as np
import pytest

from core import SCHEMES
from core.encryption.cat_map import cat_map
from core.encryption.grid import cut, lay
from core.encryption.keys import generator, lattice_order, logistic_bytes

RAMP = np.add.outer(np.arange(64), np.arange(64)).astype(np.uint8)


def test_generator_is_seeded_from_sha256_of_scheme_and_key():
    seed = int.from_bytes(hashlib.sha256(b"peid-07\0demo").digest(), "big")
    expected = np.random.Generator(np.random.PCG64(seed)).integers(0, 256, 8)
    assert np.array_equal(generator("demo", "peid-07").integers(0, 256, 8), expected)


def test_any_text_is_a_key():
    assert generator("", "x").random() != generator("\ud800 ключ", "x").random()


def test_lattice_order_is_a_permutation_that_moves_something():
    """Reading: four blocks have 24 orders, and the plain one is never drawn."""
    for number in range(60):
        order = lattice_order(4, str(number), "peid-09")
        assert sorted(order) == [0, 1, 2, 3]
        assert list(order) != [0, 1, 2, 3]
    assert list(lattice_order(1, "demo", "peid-09")) == [0]


def test_logistic_bytes_are_the_orbit_of_the_map():
    orbit = logistic_bytes(2000, "demo", "x")
    low, high = np.quantile(orbit, [0.1, 0.9])
    # The invariant density of the map piles up at both ends.
    assert low < 16
    assert high > 239


def test_blocks_are_cut_and_laid_row_by_row():
    pixels = np.arange(35).reshape(5, 7)
    blocks = cut(pixels, 2)
    assert blocks.shape == (6, 2, 2)
    assert blocks[1].tolist() == [[2, 3], [9, 10]]
    assert blocks[3].tolist() == [[14, 15], [21, 22]]
    assert np.array_equal(
        lay(blocks, np.where(pixels % 7 < 6, 0, pixels))[:4], pixels[:4]
    )


@pytest.mark.parametrize(("level", "side"), [(1, 4), (3, 32), (6, 256)])
def test_peid_09_moves_whole_blocks(level, side):
    plain = np.random.default_rng(0).integers(0, 256, (512, 512), np.uint8)
    encrypted = SCHEMES["peid-09"].encrypt(plain, level=level, key="demo")
    before = sorted(block.tobytes() for block in cut(plain, side))
    assert sorted(block.tobytes() for block in cut(encrypted, side)) == before


@pytest.mark.parametrize(("level", "planes"), [(2, 7), (6, 2)])
def test_peid_07_keeps_the_high_planes(level, planes):
    changed = SCHEMES["peid-07"].encrypt(RAMP, level=level) ^ RAMP
    assert changed.max() == 2**planes - 1


@pytest.mark.parametrize(("level", "planes"), [(1, 4), (4, 1)])
def test_peid_08_keeps_the_low_planes(level, planes):
    changed = SCHEMES["peid-08"].encrypt(RAMP, level=level) ^ RAMP
    assert np.all(changed % 2 ** (8 - planes) == 0)
    assert changed.max() == 256 - 2 ** (8 - planes)


def test_peid_09_says_what_it_leaves():
    left_as_is = SCHEMES["peid-09"].left_as_is
    assert left_as_is(480, 720, 4) == (
        "the last 16 columns and the last 32 rows are left as they are: "
        "720 × 480 is not a multiple of 64"
    )
    assert left_as_is(512, 512, 6) == ""
    assert left_as_is(256, 256, 6).startswith("the whole picture is left as it is")


def test_etc_makes_about_half_of_the_blocks_negative():
    plain = np.full((512, 512), 10, np.uint8)
    encrypted = SCHEMES["etc"].encrypt(plain, level=1)
    assert set(np.unique(encrypted)) == {10, 245}
    assert 0.4 < (encrypted == 245).mean() < 0.6


def test_etc_shuffles_colours_blockwise():
    plain = np.zeros((256, 256, 3), np.uint8) + np.array([10, 20, 30], np.uint8)
    encrypted = SCHEMES["etc"].encrypt(plain, level=2)
    assert len(np.unique(encrypted.reshape(-1, 3), axis=0)) == 12


def test_thumbnail_keeps_block_means():
    plain = np.random.default_rng(0).integers(0, 256, (64, 96, 3), np.uint8)
    encrypted = SCHEMES["thumbnail"].encrypt(plain, level=3)
    means = [cut(image, 16).mean(axis=(1, 2)) for image in (plain, encrypted)]
    assert np.array_equal(*means)


def test_cat_map_moves_x_y_to_x_plus_y_x_plus_2y():
    pixels = np.zeros((32, 32), np.uint8)
    pixels[3, 20] = 1
    y, x = np.argwhere(cat_map(pixels, 1))[0]
    assert (x, y) == ((20 + 3) % 32, (20 + 2 * 3) % 32)


def test_cat_map_comes_back_after_its_period():
    pixels = np.random.default_rng(0).integers(0, 256, (32, 32), np.uint8)
    assert np.array_equal(cat_map(pixels, 24), pixels)
    assert not np.array_equal(cat_map(pixels, 12), pixels)


def test_cat_map_permutes_a_rectangle():
    """Reading: two shears cover any rectangle."""
    pixels = np.random.default_rng(0).integers(0, 256, (40, 50), np.uint8)
    moved = cat_map(pixels, 5)
    assert np.array_equal(np.sort(moved, axis=None), np.sort(pixels, axis=None))
    assert np.array_equal(cat_map(moved, -5), pixels)


def test_ecb_shows_equal_runs_and_ctr_does_not():
    flat = np.full((64, 64), 77, np.uint8)
    ecb = SCHEMES["aes-ecb"].encrypt(flat).reshape(-1, 16)
    ctr = SCHEMES["aes-ctr"].encrypt(flat).reshape(-1, 16)
    assert len(np.unique(ecb, axis=0)) == 1
    assert len(np.unique(ctr, axis=0)) == len(ctr)


def test_double_random_phase_keeps_the_energy():
    rng = np.random.default_rng(0)
    plain = rng.integers(0, 120, (128, 128), np.uint8)
    encrypted = SCHEMES["double-random-phase"].encrypt(plain)
    energies = [(image.astype(float) ** 2).mean() for image in (plain, encrypted)]
    assert energies[1] == pytest.approx(energies[0], rel=0.02)
    assert abs(np.corrcoef(plain.ravel(), encrypted.ravel())[0, 1]) < 0.03


def test_mosaic_averages_cut_blocks_too():
    """Reading: what is left of a block at the border is a block."""
    plain = np.random.default_rng(0).integers(0, 256, (40, 37), np.uint8)
    encrypted = SCHEMES["mosaic"].encrypt(plain, level=3)
    assert np.all(encrypted[32:, 32:] == np.rint(plain[32:, 32:].mean()))
