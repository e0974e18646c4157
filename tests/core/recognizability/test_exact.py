"""Degrees of single pairs in double precision."""

from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray

from core.recognizability import stages
from core.recognizability.exact import ExactPairs

Levels = NDArray[np.float64]


@pytest.mark.parametrize("structure", [False, True])
@pytest.mark.parametrize("border", ["crop", "pad"])
def test_exact_degrees_are_those_of_the_oracle(
    structure: bool, border: str, natural: dict[str, Levels], oracle: ModuleType
) -> None:
    # ±1e-12, every pair.
    plain, encrypted = natural["coins"], natural["coins"][::-1]
    pair = stages.prepare(plain, encrypted)
    grid = stages.cut(pair, 20, "crop" if border == "crop" else "pad")
    exact = ExactPairs(grid, 300.0, 5.5, structure=structure)
    expected = oracle.evaluate(
        plain,
        encrypted,
        pair.edges_plain,
        pair.edges_encrypted,
        alpha=0.2,
        beta=15,
        gamma=5.5,
        structure=structure,
        border=border,
    )
    assert expected.side == 20
    everything = np.arange(len(expected.sim))
    for block, degrees in enumerate(expected.sim):
        np.testing.assert_allclose(
            exact(block, everything), degrees, rtol=0, atol=1e-12
        )


def test_equal_blocks_have_equal_degrees_to_the_last_bit(
    natural: dict[str, Levels],
) -> None:
    tile = natural["brick"][:10, :10]
    grid = stages.cut(
        stages.prepare(natural["brick"], np.tile(tile, (10, 10))[:96, :96]), 10
    )
    exact = ExactPairs(grid, 400.0, 5, structure=False)
    degrees = exact(3, np.arange(81))
    assert np.unique(degrees).size == 1


def test_a_pair_has_one_degree_in_any_company(natural: dict[str, Levels]) -> None:
    grid = stages.cut(stages.prepare(natural["coins"], natural["coins"][::-1]), 11)
    exact = ExactPairs(grid, 400.0, 5, structure=True)
    everything = exact(3, np.arange(len(grid.sim_s)))
    alone = [exact(3, np.array([block]))[0] for block in (0, 7, 40)]
    np.testing.assert_array_equal(alone, everything[[0, 7, 40]])
