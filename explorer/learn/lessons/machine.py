"""The lesson after the equations: what tests, and a score, do not say of a cipher."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.attacks import ATTACKS
from core.attacks.judging import Case
from core.encryption.exponential import substitute
from core.image import Luma
from core.randomness.differences import UACI, differential
from core.randomness.entries import Entry
from core.recognizability.form import Form
from explorer.pair import evaluation
from explorer.pair.sources import Source
from explorer.store.memory import MEMORY
from explorer.store.runner import RUNNER

SCHEME, LEVEL, KEY = "jpeg-dc", 1, "showthrough"
"""The cipher whose hidden numbers are won back."""

ATTACK = ATTACKS["dc-solve"]
_DRAWS = 3  # of noise, beside a score that was not attacked
_BYTES = np.arange(256, dtype=np.uint8)


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Passed:
    """A table of grey levels that passes both tests of diffusion.

    Attributes
    ----------
    picture : NDArray
        (H, W) uint8, the encrypted picture.
    tests : tuple of Entry
        NPCR and UACI of it and of the same with another shift.
    vsi : float
        Its score.
    noise : tuple of float
        Scores of its pixels in random order.
    """

    picture: NDArray[np.uint8]
    tests: Sequence[Entry]
    vsi: float
    noise: tuple[float, ...]


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class WonBack:
    """What an attack makes of a cipher that hides the mean of each block.

    Attributes
    ----------
    picture : NDArray
        (H, W), the attacked picture.
    before, after : float
        Scores.
    noise_before, noise_after : float
        Scores of one draw of noise, as it is and after the same attack.
    """

    picture: Luma
    before: float
    after: float
    noise_before: float
    noise_after: float


def shift_that_passes(levels: NDArray[np.uint8]) -> int:
    """Shift of the table, 1 to 255, whose UACI on a picture is nearest to the ideal."""
    shares = np.bincount(levels.ravel(), minlength=256) / levels.size
    table = substitute(_BYTES).astype(int)
    found = [
        float(shares @ np.abs(table - substitute(_BYTES, shift)) / 255)
        for shift in range(1, 256)
    ]
    return 1 + int(np.abs(np.array(found) - UACI).argmin())


def tests_of(levels: NDArray[np.uint8]) -> Sequence[Entry]:
    """NPCR and UACI of the table and of the table shifted."""
    return differential(
        substitute(levels), substitute(levels, shift_that_passes(levels))
    )


def passed(plain: Source, form: Form) -> Passed:
    """Encrypt a picture by a table that passes both tests, remembered."""
    levels = _levels(plain)

    def make() -> Passed:
        picture = substitute(levels)
        with RUNNER.turn(figure=True):
            case = Case(plain.luma, picture, form, witnesses=())
            return Passed(
                picture=picture,
                tests=tests_of(levels),
                vsi=case.before,
                noise=case.noise(_DRAWS),
            )

    return MEMORY.recall(("table that passes", plain.digest, form), make, plain)


def hidden_means(plain: Source) -> Source:
    """A picture whose blocks of 8 px have lost their means."""
    return evaluation.encrypted(plain, SCHEME, LEVEL, KEY)


def won_back(plain: Source, form: Form) -> WonBack | None:
    """Attack the cipher of hidden means, remembered; None where nothing is found."""
    cipher = hidden_means(plain)

    def make() -> WonBack | None:
        with RUNNER.turn(figure=True):
            case = Case(plain.luma, cipher.luma, form, witnesses=())
            found = case.judge(ATTACK, draws=1)
            if found is None:
                return None
            return WonBack(
                picture=found.attempt.picture,
                before=found.before,
                after=found.after,
                noise_before=found.noise_before,
                noise_after=found.noise_after,
            )

    return MEMORY.recall(("means won back", plain.digest, form), make, plain)


def _levels(source: Source) -> NDArray[np.uint8]:
    return np.rint(source.luma).astype(np.uint8)
