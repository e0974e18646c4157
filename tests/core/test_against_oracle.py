"""The fast index against the slow, literal one, field by field.

Every field agrees to 1e-4 and every block has the same match.
"""

from collections.abc import Callable
from dataclasses import fields
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import core

Levels = NDArray[np.float64]
Shuffle = Callable[[Levels, int, int], Levels]

SETTINGS = {"form", "offset"}
TOLERANCE = 1e-4


@pytest.fixture(scope="module")
def agree(oracle: ModuleType) -> Callable[..., core.Recognizability]:
    """Function that computes an index both ways and compares every field."""

    def compare(
        plain: Levels,
        encrypted: Levels,
        *,
        components: core.Components | None = None,
        border: Any = "crop",
        pooling: Any = "normalised",
        **constants: float,
    ) -> core.Recognizability:
        components = components or core.Components()
        fast = core.visual_security_index(
            plain,
            encrypted,
            core.Parameters(**constants),
            components,
            border=border,
            pooling=pooling,
        )
        slow = oracle.evaluate(
            core.as_luma(plain),
            core.as_luma(encrypted),
            fast.edges_plain,
            fast.edges_encrypted,
            structure=components.structure,
            weight=components.weight,
            global_similarity=components.global_similarity,
            border=border,
            pooling=pooling,
            **constants,
        )
        names = {field.name for field in fields(fast)}
        assert names == vars(slow).keys() | SETTINGS
        for name in names - SETTINGS:
            one, other = getattr(fast, name), getattr(slow, name)
            if name in (
                "match",
                "shown",
                "near_copies",
                "binary_plain",
                "binary_encrypted",
                "side",
            ):
                np.testing.assert_array_equal(one, other, err_msg=name)
            else:
                np.testing.assert_allclose(
                    one, other, rtol=0, atol=TOLERANCE, err_msg=name
                )
        return fast

    return compare


NAMES = ["camera", "astronaut", "coins", "page", "brick", "moon"]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_block_shuffle_of_a_photograph(
    name: str, natural: dict[str, Levels], shuffle: Shuffle, agree: Callable[..., Any]
) -> None:
    plain = natural[name]
    agree(plain, shuffle(plain, 16, 1))


@pytest.mark.parametrize("name", NAMES)
def test_photograph_against_random_bytes(
    name: str, natural: dict[str, Levels], agree: Callable[..., Any]
) -> None:
    plain = natural[name]
    noise = np.random.default_rng(2).integers(0, 256, plain.shape).astype(np.uint8)
    agree(plain, noise, alpha=0.15)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_photograph_against_itself(
    name: str, natural: dict[str, Levels], agree: Callable[..., Any]
) -> None:
    agree(natural[name], natural[name], alpha=0.15)


def test_photograph_against_another(
    natural: dict[str, Levels], agree: Callable[..., Any]
) -> None:
    agree(natural["camera"][:96, :96], natural["brick"], alpha=0.12)


def test_noisy_and_dark_copies(
    natural: dict[str, Levels], agree: Callable[..., Any]
) -> None:
    plain = natural["coins"]
    noise = np.random.default_rng(3).normal(0, 40, plain.shape)
    agree(plain, (plain + noise).clip(0, 255), alpha=0.2)
    agree(plain, plain * 0.3, alpha=0.2)
    agree(plain, 255 - plain, alpha=0.2)
    agree(plain, plain[::-1, ::-1], alpha=0.2)


def test_shuffle_along_the_grid_of_blocks(
    natural: dict[str, Levels], shuffle: Shuffle, agree: Callable[..., Any]
) -> None:
    # Every block is found again to the last bit: sim_A is 1 whatever the edges do.
    plain = natural["brick"]
    result = agree(plain, shuffle(plain, 12, 4), alpha=0.12)
    assert result.side == 12
    np.testing.assert_array_equal(result.degree, 1)


def test_shuffle_of_flat_blocks_whose_seams_are_new_edges(
    shuffle: Shuffle, agree: Callable[..., Any]
) -> None:
    # sim_S of the true match is often 0; its power 1 - sim_A = 0 is still 1.
    greys = np.random.default_rng(5).choice(np.arange(0, 256, 4), 64, replace=False)
    plain = np.kron(greys.reshape(8, 8), np.ones((12, 12))).astype(np.float64)
    result = agree(plain, shuffle(plain, 12, 6), alpha=0.12)
    np.testing.assert_array_equal(result.degree, 1)


@pytest.mark.parametrize("level", [0, 90, 127.3, 255])
def test_constant_images(
    level: float, natural: dict[str, Levels], agree: Callable[..., Any]
) -> None:
    photograph = natural["camera"][:96, :101]
    flat = np.full(photograph.shape, level)
    agree(flat, photograph, alpha=0.2)
    agree(photograph, flat, alpha=0.2)
    agree(flat, flat, alpha=0.2)
    agree(flat, 255 - flat, alpha=0.2)


def test_half_flat_images(
    natural: dict[str, Levels], agree: Callable[..., Any]
) -> None:
    plain = natural["camera"].copy()
    plain[:, 50:] = 200
    agree(plain, plain[:, ::-1], alpha=0.15)


@pytest.mark.slow
def test_periodic_images_with_many_equal_blocks(agree: Callable[..., Any]) -> None:
    tile = np.random.default_rng(6).integers(0, 256, (10, 10)).astype(np.float64)
    plain = np.tile(tile, (10, 10))
    agree(plain, plain, alpha=0.09)
    agree(plain, np.roll(plain, 5, axis=1), alpha=0.09)
    agree(plain, 255 - plain, alpha=0.09)


def test_black_and_white_images(agree: Callable[..., Any]) -> None:
    rng = np.random.default_rng(7)
    text = np.kron(rng.integers(0, 2, (12, 13)), np.ones((8, 8))) * 255
    agree(text, 255 - text, alpha=0.15)
    agree(text, rng.integers(0, 2, text.shape) * 255.0, alpha=0.15)


@pytest.mark.slow
def test_columns_longer_than_wide_and_odd_sizes(
    natural: dict[str, Levels], shuffle: Shuffle, agree: Callable[..., Any]
) -> None:
    for shape in ((127, 97), (97, 127), (101, 33), (32, 150)):
        plain = np.resize(natural["astronaut"], shape)
        agree(plain, shuffle(plain, 8, 8), alpha=0.21)


@pytest.mark.parametrize("alpha", [0.55, 0.7, 0.99, 0.999999])
def test_grid_of_one_block(
    alpha: float, natural: dict[str, Levels], agree: Callable[..., Any]
) -> None:
    plain = natural["camera"][:96, :101]
    result = agree(plain, plain[:, ::-1], alpha=alpha)
    assert result.degree.shape == (1, 1)


@pytest.mark.parametrize("alpha", [0.5, 0.9])
def test_single_row_and_single_column_of_blocks(
    alpha: float, natural: dict[str, Levels], agree: Callable[..., Any]
) -> None:
    plain = natural["coins"][:32]
    result = agree(plain, plain[:, ::-1], alpha=alpha)
    assert result.degree.shape[0] == 1
    agree(plain.T, plain[:, ::-1].T, alpha=alpha)


@pytest.mark.slow
def test_blocks_of_two_pixels(
    natural: dict[str, Levels], agree: Callable[..., Any]
) -> None:
    plain = natural["camera"][40:72, 40:72]
    result = agree(plain, plain.T, alpha=0.04)
    assert result.side == 2
    assert result.degree.shape == (16, 16)


@pytest.mark.slow
@pytest.mark.parametrize("border", ["crop", "pad"])
@pytest.mark.parametrize("pooling", ["normalised", "printed"])
@pytest.mark.parametrize("components", ["C1", "C2", "C3", "C4"])
def test_every_border_pooling_and_set_of_components(
    border: str,
    pooling: str,
    components: str,
    natural: dict[str, Levels],
    shuffle: Shuffle,
    agree: Callable[..., Any],
) -> None:
    plain = natural["coins"]
    agree(
        plain,
        shuffle(plain, 8, 9),
        alpha=0.2,
        border=border,
        pooling=pooling,
        components=getattr(core.Components, components),
    )


@pytest.mark.parametrize("flags", [(True, False, True), (False, True, False)])
def test_components_that_table_3_leaves_out(
    flags: tuple[bool, bool, bool],
    natural: dict[str, Levels],
    agree: Callable[..., Any],
) -> None:
    structure, weight, global_similarity = flags
    plain = natural["astronaut"]
    agree(
        plain,
        plain[::-1],
        alpha=0.2,
        components=core.Components(
            structure=structure, weight=weight, global_similarity=global_similarity
        ),
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "gamma", [1, 1.5, 2, 2.7, 3, 4, 5, 5.5, 6, 7, 8, 9, 10, 10.5, 12, 30]
)
def test_every_exponent(
    gamma: float,
    natural: dict[str, Levels],
    shuffle: Shuffle,
    agree: Callable[..., Any],
) -> None:
    plain = natural["brick"]
    agree(plain, shuffle(plain, 16, 10), alpha=0.2, gamma=gamma)
    flat = np.zeros((64, 64))
    agree(flat, 255 - flat, alpha=0.4, gamma=gamma)


@pytest.mark.parametrize("beta", [0.001, 0.05, 1, 10, 60, 1000])
def test_every_bandwidth(
    beta: float, natural: dict[str, Levels], agree: Callable[..., Any]
) -> None:
    plain = natural["camera"]
    agree(plain, plain[::-1], alpha=0.2, beta=beta)


@pytest.mark.parametrize("alpha", [0.05, 0.1, 0.15, 0.2, 0.25])
def test_every_alpha_of_figure_3(
    alpha: float, natural: dict[str, Levels], agree: Callable[..., Any]
) -> None:
    plain = natural["brick"][:, :80]
    agree(plain, plain[::-1], alpha=alpha)


def test_large_blocks_take_the_fast_transform(
    camera: Levels, agree: Callable[..., Any]
) -> None:
    result = agree(camera[:280, :420], camera[100:380, 90:510], alpha=0.49)
    assert result.side == 138
