"""Classical attacks on perceptual encryption: one literal table, one record each."""

from core.attacks.base import Aid, Attack, Attempt, Declined, Found
from core.attacks.cat import CAT_ROUNDS
from core.attacks.cells import CELL_SPLINE
from core.attacks.choice import first_choice
from core.attacks.dc import DC_SOLVE
from core.attacks.grid import BlockGrid, find_grid
from core.attacks.jigsaw import JIGSAW
from core.attacks.judgement import Judgement, Witness
from core.attacks.judging import Case, judge
from core.attacks.lines import LINE_ORDER
from core.attacks.orbit import ORBIT_LIKELIHOOD
from core.attacks.pairs import KEY_AVERAGE, KNOWN_PAIRS, SECOND_IMAGE
from core.attacks.planes import PLANES_DROP, PLANES_UNWRAP
from core.attacks.repeats import REPEAT_MAP
from core.attacks.signs import SIGN_SOLVE
from core.attacks.smooth import MEDIAN_5, MEDIAN_9

__all__ = [
    "ATTACKS",
    "Aid",
    "Attack",
    "Attempt",
    "BlockGrid",
    "Case",
    "Declined",
    "Found",
    "Judgement",
    "Witness",
    "find_grid",
    "first_choice",
    "judge",
]

ATTACKS: dict[str, Attack] = {
    attack.key: attack
    for attack in (
        PLANES_DROP,
        PLANES_UNWRAP,
        DC_SOLVE,
        SIGN_SOLVE,
        JIGSAW,
        LINE_ORDER,
        ORBIT_LIKELIHOOD,
        REPEAT_MAP,
        CAT_ROUNDS,
        MEDIAN_5,
        MEDIAN_9,
        CELL_SPLINE,
        SECOND_IMAGE,
        KNOWN_PAIRS,
        KEY_AVERAGE,
    )
}
"""Every attack by its key: those that see the cipher alone, then the three that need
more."""
