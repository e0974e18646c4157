"""Eq. 8: the whole index, its readings and its properties."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

import core
from core import Components, Parameters, visual_security_index

Levels = NDArray[np.float64]
Shuffle = Callable[[Levels, int, int], Levels]

images = hnp.arrays(
    np.float64,
    st.tuples(st.integers(32, 44), st.integers(32, 44)),
    elements=st.floats(0, 255),
)


def pairs(shape: tuple[int, int] = (40, 36)) -> Any:
    """Return a strategy for a plain and an encrypted image."""
    return hnp.arrays(np.float64, (2, *shape), elements=st.floats(0, 255))


# ---- by hand --------------------------------------------------------------------


def test_index_is_rd_times_1_plus_gs(natural: dict[str, Levels]) -> None:
    # Eq. 8.
    plain = natural["coins"]
    result = visual_security_index(plain, plain[::-1])
    assert result.vsi == pytest.approx(result.rd * (1 + result.gs), rel=1e-14)


def test_two_flat_images_by_hand() -> None:
    # No edges: sim_S = 1, all weights equal, GS = 1; so VSI = 2 (1 - 51 / 255) = 1.6.
    result = visual_security_index(np.full((40, 40), 51), np.full((40, 40), 102))
    assert result.vsi == pytest.approx(1.6, abs=1e-6)
    assert result.gs == 1
    np.testing.assert_allclose(result.degree, 0.8, atol=1e-6)
    np.testing.assert_array_equal(result.weight, 1)
    np.testing.assert_array_equal(result.match, 0)
    np.testing.assert_allclose(result.contribution, 1 / 64, rtol=1e-6)


@pytest.mark.parametrize("level", [0.1, 18.264, 127.3])
def test_flat_image_of_any_grey_level_has_equal_weights(level: float) -> None:
    # Reading: (pooling)
    noise = np.random.default_rng(1).uniform(0, 255, (45, 53))
    result = visual_security_index(np.full((45, 53), level), noise, data_range=255)
    np.testing.assert_array_equal(result.weight, 1)


def test_black_against_white_shows_nothing() -> None:
    black, white = np.zeros((64, 64)), np.full((64, 64), 255)
    for gamma in (1, 5, 5.5):
        result = visual_security_index(black, white, Parameters(gamma=gamma))
        assert result.vsi == 0
        np.testing.assert_array_equal(result.contribution, 0)


def test_blocks_of_one_pixel_compare_grey_levels() -> None:
    # alpha L < 1: l = 1, so sim_A = 1 - |d| / 255, and a map has no deviation.
    rng = np.random.default_rng(2)
    plain, encrypted = rng.integers(0, 256, (2, 32, 33)).astype(np.float64)
    parameters = Parameters(alpha=0.01)
    result = visual_security_index(plain, encrypted, parameters, Components.C1)
    assert result.side == 1
    difference = np.abs(np.subtract.outer(plain.ravel(), encrypted.ravel()))
    np.testing.assert_allclose(result.sim_a, 1 - difference / 255, atol=1e-5)
    np.testing.assert_array_equal(result.match.ravel(), difference.argmin(axis=1))
    np.testing.assert_array_equal(result.complexity, 0)


def test_4096_blocks_of_one_pixel_are_scored() -> None:
    plain = np.add.outer(np.arange(64.0), 3 * np.arange(64.0))
    result = visual_security_index(plain, plain[::-1], Parameters(alpha=0.01))
    assert result.degree.shape == (64, 64)
    assert 0 <= result.vsi <= 2


# ---- readings -------------------------------------------------------------------


def test_every_block_finds_itself_in_a_shuffle_by_the_lowest_index(
    natural: dict[str, Levels], shuffle: Shuffle
) -> None:
    # Reading: (ties) equal blocks, the first one wins.
    tile = natural["brick"][:8, :8]
    plain = np.tile(tile, (5, 6))
    result = visual_security_index(plain, plain, Parameters(alpha=0.19), Components.C1)
    assert result.side == 8
    np.testing.assert_array_equal(result.match, 0)


def test_lone_block_has_no_neighbours(natural: dict[str, Levels]) -> None:
    # Reading: (neighbours)
    plain = natural["brick"]
    result = visual_security_index(plain, plain[::-1], Parameters(alpha=0.9))
    assert result.degree.shape == (1, 1)
    assert result.neighbour_degree[0, 0] == 0
    assert result.weight[0, 0] == result.complexity[0, 0]


@pytest.mark.slow
@pytest.mark.parametrize("components", ["C1", "C2", "C3", "C4"])
@pytest.mark.parametrize("border", ["crop", "pad"])
def test_image_against_itself_scores_highest(
    components: str, border: Any, natural: dict[str, Levels]
) -> None:
    # Reading: (pooling) VSI(P, P) = 2; 1 without GS (Reading: (ablation)).
    highest = 2 if components == "C4" else 1
    for plain in natural.values():
        result = visual_security_index(
            plain, plain, components=getattr(Components, components), border=border
        )
        assert result.vsi == pytest.approx(highest, abs=1e-6)
        if components in ("C3", "C4"):
            np.testing.assert_array_equal(result.weight, result.complexity)


def test_components_do_what_table_3_says(natural: dict[str, Levels]) -> None:
    # Reading: (ablation)
    plain, encrypted = natural["coins"], natural["coins"][::-1, ::-1]
    c1, c2, c3, c4 = (
        visual_security_index(plain, encrypted, components=components)
        for components in (Components.C1, Components.C2, Components.C3, Components.C4)
    )
    np.testing.assert_array_equal(c1.sim, c1.sim_a)
    assert np.all(c2.sim <= c2.sim_a)
    for result in (c1, c2):
        np.testing.assert_array_equal(result.weight, 1)
    for result in (c1, c2, c3):
        assert result.vsi == result.rd
    assert not np.array_equal(c3.weight, np.ones_like(c3.weight))
    assert (c3.rd, c3.gs) == (c4.rd, c4.gs)
    assert c4.vsi == c4.rd * (1 + c4.gs)


def test_printed_pooling_turns_the_order_upside_down(
    natural: dict[str, Levels],
) -> None:
    # Reading: (pooling) as printed, noise shows more than the image itself.
    plain = natural["camera"]
    noise = np.random.default_rng(3).integers(0, 256, plain.shape).astype(np.float64)
    forms: list[tuple[Any, int]] = [("normalised", 1), ("printed", -1)]
    for pooling, higher in forms:
        hidden, open_ = (
            visual_security_index(plain, encrypted, pooling=pooling).rd
            for encrypted in (noise, (plain + noise * 0.1).clip(0, 255))
        )
        assert np.sign(open_ - hidden) == higher


def test_global_similarity_is_over_the_whole_maps(natural: dict[str, Levels]) -> None:
    # Reading: (histogram) 16 bins, pixels outside the grid included.
    plain, encrypted = natural["coins"], natural["coins"][::-1]
    result = visual_security_index(plain, encrypted, Parameters(alpha=0.6))
    assert result.coverage < 0.9
    counts = [
        np.histogram(edges.astype(np.float64), bins=16, range=(0, 1))[0] / edges.size
        for edges in (result.edges_plain, result.edges_encrypted)
    ]
    assert result.gs == pytest.approx(np.sqrt(counts[0] * counts[1]).sum(), rel=1e-12)


def test_edge_maps_are_not_thinned_and_of_the_whole_image(
    natural: dict[str, Levels],
) -> None:
    # Reading: (edge-scale)
    plain = natural["page"]
    result = visual_security_index(plain, plain)
    np.testing.assert_array_equal(result.edges_plain, core.edge_map(plain))


def test_colour_counts_as_its_luma(natural: dict[str, Levels]) -> None:
    # Reading: (luma)
    grey = natural["astronaut"]
    colour = np.stack([grey, grey[::-1], grey[:, ::-1]], axis=-1)
    by_colour = visual_security_index(colour, grey)
    assert by_colour.vsi == visual_security_index(core.as_luma(colour), grey).vsi


def test_two_sizes_are_refused() -> None:
    # Reading: (sizes)
    with pytest.raises(core.ImageError, match="expected two pictures of one size"):
        visual_security_index(np.zeros((40, 50)), np.zeros((50, 40)))


def test_more_encryption_scores_lower(
    natural: dict[str, Levels], shuffle: Shuffle
) -> None:
    # Reading: (direction) higher means more shows through.
    plain = natural["camera"]
    noise = np.random.default_rng(4).integers(0, 256, plain.shape).astype(np.float64)
    scores = [
        visual_security_index(plain, encrypted).vsi
        for encrypted in (
            plain,
            (plain + (noise - 127.5) / 4).clip(0, 255),
            (plain + (noise - 127.5)).clip(0, 255),
            noise,
        )
    ]
    assert scores == sorted(scores, reverse=True)
    assert visual_security_index(plain, shuffle(plain, 32, 1)).vsi > scores[-1]


# ---- properties -----------------------------------------------------------------


@given(images)
def test_any_image_against_itself_scores_2(plain: Levels) -> None:
    assert visual_security_index(plain, plain, data_range=255).vsi == pytest.approx(
        2, abs=1e-6
    )


@given(
    pair=pairs(),
    alpha=st.floats(0.05, 0.99),
    beta=st.floats(0.01, 100),
    gamma=st.floats(1, 40),
    border=st.sampled_from(["crop", "pad"]),
)
def test_every_quantity_stays_in_its_range(
    pair: Levels, alpha: float, beta: float, gamma: float, border: Any
) -> None:
    parameters = Parameters(alpha=alpha, beta=beta, gamma=gamma)
    result = visual_security_index(
        pair[0], pair[1], parameters, border=border, data_range=255
    )
    assert 0 <= result.vsi <= 2
    assert result.contribution.sum() == pytest.approx(1 if result.rd else 0)
    assert np.all(result.complexity <= 0.5 + 1e-6)
    for field in fields(result):
        values = getattr(result, field.name)
        elsewhere = ("match", "shown", "low_plain", "low_encrypted")
        if field.name not in elsewhere and isinstance(values, np.ndarray):
            assert np.isfinite(values).all(), field.name
            assert values.min() >= 0, field.name
            assert values.max() <= 1, field.name
    blocks = result.degree.size
    assert result.match.min() >= 0
    assert result.match.max() < blocks
    best = result.sim[np.arange(blocks), result.match.ravel()]
    np.testing.assert_array_equal(best, result.degree.ravel())
    np.testing.assert_allclose(best, result.sim.max(axis=1), atol=1e-5)


@given(pair=pairs((42, 42)), seed=st.integers(0, 99))
def test_permuting_encrypted_blocks_keeps_the_degrees_of_sim_a(
    shuffle: Shuffle, pair: Levels, seed: int
) -> None:
    # The paper's point. sim_S is left out: shuffling makes new edges at the seams.
    plain, encrypted = pair
    parameters = Parameters(alpha=0.15)
    before, after = (
        visual_security_index(plain, other, parameters, Components.C1, data_range=255)
        for other in (encrypted, shuffle(encrypted, 7, seed))
    )
    assert before.side == 7
    np.testing.assert_allclose(after.degree, before.degree, rtol=0, atol=1e-6)
    assert after.vsi == pytest.approx(before.vsi, abs=1e-6)


@given(pairs())
def test_input_is_not_modified_and_the_result_is_deterministic(pair: Levels) -> None:
    plain, encrypted = pair.copy()
    first = visual_security_index(plain, encrypted, data_range=255)
    second = visual_security_index(plain, encrypted, data_range=255)
    np.testing.assert_array_equal(plain, pair[0])
    np.testing.assert_array_equal(encrypted, pair[1])
    for field in fields(first):
        np.testing.assert_array_equal(
            getattr(first, field.name), getattr(second, field.name), field.name
        )


@pytest.mark.slow
def test_threads_do_not_disturb_each_other(natural: dict[str, Levels]) -> None:
    pairs = [(plain, plain[::-1]) for plain in natural.values()]
    alone = [visual_security_index(*pair).vsi for pair in pairs]
    with ThreadPoolExecutor(2) as pool:
        together = pool.map(lambda pair: visual_security_index(*pair).vsi, pairs * 3)
    assert list(together) == alone * 3


def test_memory_layout_and_read_only_input_do_not_matter(
    natural: dict[str, Levels],
) -> None:
    plain = natural["coins"]
    assert not plain.flags.writeable
    expected = visual_security_index(plain, plain[::-1]).vsi
    result = visual_security_index(
        np.asfortranarray(plain), np.asfortranarray(plain[::-1])
    )
    assert result.vsi == pytest.approx(expected, abs=1e-6)


def test_result_does_not_share_memory_with_the_input() -> None:
    plain = np.random.default_rng(5).uniform(0, 255, (40, 40))
    result = visual_security_index(plain, plain, Parameters(alpha=0.99))
    for field in fields(result):
        values = getattr(result, field.name)
        if isinstance(values, np.ndarray):
            assert not np.shares_memory(values, plain), field.name


def test_unknown_word_for_pooling_is_refused(natural: dict[str, Levels]) -> None:
    unknown: Any = "mean"
    with pytest.raises(core.ImageError, match=r"expected pooling .* got 'mean'"):
        visual_security_index(natural["brick"], natural["brick"], pooling=unknown)


@pytest.mark.parametrize("number", [int, np.float64, np.float32, np.int64])
def test_type_of_the_exponent_does_not_matter(
    number: Any, natural: dict[str, Levels]
) -> None:
    plain = natural["brick"]
    result = visual_security_index(plain, plain[::-1], Parameters(gamma=number(5)))
    expected = visual_security_index(plain, plain[::-1]).vsi
    assert result.vsi == pytest.approx(expected, abs=1e-6)
