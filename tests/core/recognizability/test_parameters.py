"""Constants and components of the index."""

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from core import Components, Parameters
from core.recognizability.parameters import ALPHA_SWEEP, BETA_SWEEP


def test_defaults_are_those_of_section_3_2() -> None:
    # Reading: (constants) alpha = 0.1 and beta = 40, not the other way round.
    assert (Parameters().alpha, Parameters().beta, Parameters().gamma) == (0.1, 40, 5)


def test_sweeps_are_those_of_figure_3() -> None:
    assert ALPHA_SWEEP == (0.05, 0.1, 0.15, 0.2, 0.25)
    assert BETA_SWEEP == (10, 20, 30, 40, 50, 60)


@pytest.mark.parametrize("side", [32, 100, 512, 600, 1000, 3024])
def test_block_side_is_floor_of_alpha_times_side_plus_1(side: int) -> None:
    # Exact in decimals: 0.82 × 600 is 492, whatever binary makes of it.
    for thousandths in range(1, 1000):
        exact = math.floor(Fraction(thousandths, 1000) * side) + 1
        assert Parameters(alpha=thousandths / 1000).block_side(side) == exact


@pytest.mark.parametrize("side", [32, 33, 65, 512, 4000])
def test_block_is_never_larger_than_the_image(side: int) -> None:
    for alpha in (0.999999, 1 - 1e-12, np.nextafter(1, 0)):
        assert Parameters(alpha=alpha).block_side(side) == side


def test_smallest_alpha_gives_blocks_of_one_pixel() -> None:
    assert Parameters(alpha=1e-300).block_side(512) == 1


def test_bandwidth_is_beta_times_block_side() -> None:
    # Reading: (bandwidth)
    assert Parameters(beta=40).bandwidth(52) == 2080


@pytest.mark.parametrize(
    ("constants", "message"),
    [
        ({"alpha": 0}, "alpha must lie between 0 and 1, got 0"),
        ({"alpha": 1}, "alpha must lie between 0 and 1, got 1"),
        ({"alpha": -0.1}, "alpha must lie between 0 and 1, got -0.1"),
        ({"alpha": np.nan}, "alpha must lie between 0 and 1, got nan"),
        ({"beta": 0}, "beta must be positive and finite, got 0"),
        ({"beta": np.inf}, "beta must be positive and finite, got inf"),
        ({"beta": np.nan}, "beta must be positive and finite, got nan"),
        ({"gamma": 0.99}, "gamma must be finite and at least 1, got 0.99"),
        ({"gamma": np.inf}, "gamma must be finite and at least 1, got inf"),
        ({"gamma": np.nan}, "gamma must be finite and at least 1, got nan"),
    ],
)
def test_constants_outside_their_range_are_refused(
    constants: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Parameters(**constants)


def test_components_are_those_of_table_3() -> None:
    # Reading: (ablation) sim_S, w, GS are added one after the other.
    table = [
        (parts.structure, parts.weight, parts.global_similarity)
        for parts in (Components.C1, Components.C2, Components.C3, Components.C4)
    ]
    assert table == [
        (False, False, False),
        (True, False, False),
        (True, True, False),
        (True, True, True),
    ]
    assert Components() == Components.C4
