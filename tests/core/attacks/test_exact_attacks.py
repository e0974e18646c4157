"""Attacks that undo something exactly, on ciphers that are made by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import core
from core.attacks import Aid, Declined
from core.attacks.cat import variations
from core.attacks.dc import solve
from core.attacks.lines import in_order
from core.attacks.neighbours import total_variation
from core.attacks.planes import random_planes
from core.encryption.cat_map import cat_map
from core.turns import COMBINED, TURNS, UNDONE_BY, turned


def noise(shape, seed=0):
    return np.random.default_rng(seed).integers(0, 256, shape).astype(np.uint8)


def test_turning_and_turning_back_changes_nothing():
    square = np.arange(9).reshape(3, 3)
    for turn, back in enumerate(UNDONE_BY):
        np.testing.assert_array_equal(turned(turned(square, turn), back), square)
        for second in range(len(TURNS)):
            np.testing.assert_array_equal(
                turned(turned(square, turn), second),
                turned(square, COMBINED[second, turn]),
            )


@pytest.mark.parametrize("rounds", range(1, 13))
@pytest.mark.parametrize("shape", [(64, 64), (96, 96), (64, 96), (100, 72)])
def test_the_cat_map_is_undone_on_squares_and_rectangles(rounds, shape, picture):
    height, width = shape
    plain = picture("astronaut")[40 : 40 + height, 150 : 150 + width].round()
    attempt = core.ATTACKS["cat-rounds"].run(cat_map(plain.astype(np.uint8), rounds))
    np.testing.assert_array_equal(attempt.picture, plain)
    if height != width:  # a square is back after some rounds more, too
        assert attempt.found["rounds"] == rounds


def test_the_total_variation_of_undone_rounds_is_that_of_the_slow_way(small):
    scrambled = cat_map(small.astype(np.uint8), 2)
    slow = [total_variation(cat_map(scrambled, -rounds)) for rounds in range(5)]
    fast = variations(scrambled.astype(np.float32), 4)
    np.testing.assert_allclose(fast, slow, rtol=1e-5)


@given(st.randoms(use_true_random=False))
def test_lines_of_a_smooth_ramp_are_put_in_order_up_to_mirrors(random):
    height, width = 40, 50
    y, x = np.mgrid[:height, :width]
    ramp = y**1.5 / 3 + x**1.2
    rows, columns = list(range(height)), list(range(width))
    random.shuffle(rows)
    random.shuffle(columns)
    found = in_order(ramp[rows][:, columns])
    assert any(np.array_equal(turned(found, turn), ramp) for turn in (0, 2, 4, 5))


def test_planes_that_were_filled_by_hand_are_found_and_dropped(small):
    plain = small.astype(np.uint8)
    random = noise(plain.shape)
    cipher = plain & 0b00111111 | random & 0b11000000
    attempt = core.ATTACKS["planes-drop"].run(cipher)
    planes = [int(plane) for plane in attempt.found["planes"].split(", ")]
    assert planes[:2] == [7, 6]
    kept = sum(1 << plane for plane in range(8) if plane not in planes)
    expected = (plain & kept) * (255 / 63)
    np.testing.assert_allclose(attempt.picture, expected)
    assert attempt.said.startswith("Planes 7, 6")


def test_low_random_planes_are_replaced_by_half_their_value(small):
    cipher = small.astype(np.uint8) & 0b11100000 | noise(small.shape) & 0b00011111
    attempt = core.ATTACKS["planes-drop"].run(cipher)
    assert attempt.found["planes"] == "4, 3, 2, 1, 0"
    np.testing.assert_array_equal(attempt.picture, (cipher & 0b11100000) + 15.5)


def test_blank_planes_do_not_look_random():
    assert random_planes(noise((64, 64)) & 0b01111111)[0] == 6
    assert random_planes(noise((64, 64)) & 0b00000011) == (1, 0)


def test_a_permuted_picture_has_no_planes_left(small):
    shuffled = np.random.default_rng(0).permutation(small.ravel()).reshape(small.shape)
    assert len(random_planes(shuffled.astype(np.uint8))) == 8


def test_block_means_of_a_quadratic_surface_are_solved():
    y, x = np.mgrid[:128, :160] / 128
    surface = 40 + 90 * x + 60 * y - 40 * x**2 + 25 * x * y
    offsets = np.random.default_rng(0).uniform(-60, 60, (16, 20))
    solved = solve(surface + np.kron(offsets, np.ones((8, 8))))
    gain, offset = np.polyfit(solved.ravel(), surface.ravel(), 1)
    error = gain * solved + offset - surface
    assert 10 * np.log10(255**2 / (error**2).mean()) > 55


def test_a_second_image_under_the_same_stream_gives_both_and_with_its_plain_one(small):
    first = small.astype(np.uint8)
    second = first.T[::-1].copy()
    stream = noise(first.shape)
    attack = core.ATTACKS["second-image"]
    both = attack.run(first ^ stream, Aid(second=second ^ stream))
    np.testing.assert_array_equal(both.picture, first ^ second)
    assert both.found["exact"] is False
    known = attack.run(first ^ stream, Aid(second=second ^ stream, second_plain=second))
    np.testing.assert_array_equal(known.picture, first)


def test_a_second_image_under_another_stream_says_nothing(small):
    first = small.astype(np.uint8)
    aid = Aid(second=first ^ noise(first.shape, 1))
    looked = core.ATTACKS["second-image"].inspect(first ^ noise(first.shape), aid)
    assert isinstance(looked, Declined)


def test_pairs_of_random_images_give_a_permutation_away(small):
    order = np.random.default_rng(9).permutation(small.size)

    def encrypted(image):
        return image.ravel()[order].reshape(image.shape)

    plains = [noise(small.shape, seed) for seed in range(3)]
    attack = core.ATTACKS["known-pairs"]
    aid = Aid(pairs=[(plain, encrypted(plain)) for plain in plains])
    attempt = attack.run(encrypted(small), aid)
    wrong = np.flatnonzero(attempt.picture.ravel() != small.ravel())
    assert len(wrong) <= 2 * (1 - attempt.found["unique"]) * small.size
    assert attempt.found["unique"] > 0.99
    np.testing.assert_array_equal(
        attack.run(encrypted(plains[0]), aid).picture, plains[0]
    )


def test_pairs_that_do_not_share_an_order_are_declined(small):
    attack = core.ATTACKS["known-pairs"]
    changed = Aid(pairs=[(small, 255 - small)])
    assert "grey levels" in attack.inspect(small, changed).reason
    plain, other = noise(small.shape), noise(small.shape, 1)
    two_keys = Aid(pairs=[(plain, plain[::-1]), (other, other[:, ::-1])])
    assert "order in common" in attack.inspect(small, two_keys).reason
    many = Aid(pairs=[(plain, plain)] * 5)
    assert "at most 4" in attack.inspect(small, many).reason


def test_the_median_of_several_ciphers_is_nearer_to_the_picture(small):
    def cipher(seed):
        hit = np.random.default_rng(seed).random(small.shape) < 0.3
        return np.where(hit, noise(small.shape, seed + 50), small)

    one = cipher(0)
    attempt = core.ATTACKS["key-average"].run(
        one, Aid(several=[cipher(seed) for seed in range(1, 9)])
    )
    assert attempt.found["ciphers"] == 9
    assert np.abs(attempt.picture - small).mean() < 0.1 * np.abs(one - small).mean()


def test_a_mosaic_keeps_the_means_of_its_cells(small):
    cells = small.reshape(16, 8, 16, 8).mean(axis=(1, 3))
    attempt = core.ATTACKS["cell-spline"].run(np.kron(cells, np.ones((8, 8))))
    assert attempt.found["side"] == 8
    again = attempt.picture.reshape(16, 8, 16, 8).mean(axis=(1, 3))
    # Clipping at black and white is all that moves a mean.
    assert np.abs(again - cells).mean() < 1
    assert total_variation(attempt.picture) < 1.3 * total_variation(small)


def test_repeats_are_drawn_by_their_number_and_single_blocks_are_black():
    cipher = noise((64, 64))
    block = np.arange(16, dtype=np.uint8) * 16
    for place in (0, 5, 9, 200):
        cipher.ravel()[16 * place : 16 * place + 16] = block
    attempt = core.ATTACKS["repeat-map"].run(cipher)
    drawn = attempt.picture.ravel().reshape(-1, 16)
    assert set(np.flatnonzero(drawn[:, 0])) == {0, 5, 9, 200}
    assert attempt.found["share"] == pytest.approx(4 / 256, abs=1e-5)
    assert drawn.max() == 255


@pytest.mark.slow
def test_a_byte_stream_of_another_logistic_map_is_undone(small):
    x, rate, stream = 0.3, 3.97, bytearray()
    for _ in range(small.size):
        x = rate * x * (1 - x)
        stream.append(int(256 * x))
    key = np.frombuffer(stream, np.uint8).reshape(small.shape)
    attempt = core.ATTACKS["orbit-likelihood"].run(small.astype(np.uint8) ^ key)
    alike = np.corrcoef(attempt.picture.ravel(), small.ravel())[0, 1]
    assert alike > 0.9
