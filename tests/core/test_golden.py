"""Numbers that must not move: VSI, RD and GS of six pairs at the default constants.

Origin: the slow, literal oracle beside this file, which shares no line with the package
but for the edge maps it is given. To regenerate, run `python tests/core/oracle.py` and
say in the commit why the numbers moved.
"""

from types import ModuleType

import pytest

import core

GOLDEN = {
    "the image itself": (2.000000, 1.000000, 1.000000),
    "blocks of 32 shuffled": (1.608931, 0.838226, 0.919449),
    "random bytes": (0.782377, 0.490643, 0.594595),
    "noise of deviation 50": (1.673767, 0.917636, 0.823999),
    "upside down": (1.722373, 0.861186, 1.000000),
    "lower four bits alone": (1.385804, 0.807868, 0.715383),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", GOLDEN)
def test_index_keeps_its_value(name: str, oracle: ModuleType) -> None:
    # Relative 1e-5.
    result = core.visual_security_index(*oracle.golden_pairs()[name])
    assert (result.vsi, result.rd, result.gs) == pytest.approx(GOLDEN[name], rel=1e-5)
