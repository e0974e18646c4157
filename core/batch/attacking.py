"""Attacks on the cipher of a pair, and its statistics, as numbers of a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
from numpy.typing import NDArray
from scipy import special

from core.attacks import ATTACKS, Case, Judgement
from core.attacks.base import Value
from core.attacks.judgement import Word
from core.image import ColourPair, Luma
from core.randomness.table import statistics
from core.recognizability.form import Form

ALONE = tuple(key for key, attack in ATTACKS.items() if attack.needs == "image")
"""Attacks that a batch can run: those that see the encrypted image alone."""

FAST = tuple(key for key in ALONE if not ATTACKS[key].slow)
"""Those of them that take less than half a second at 512 × 512."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Attacked:
    """What an attack gained on a pair; its picture stays where it was made.

    Attributes
    ----------
    after, noise_before, noise_after : float
        VSI, in [0, 2], as `core.attacks.Judgement` has them.
    margin, gain : float
        How far it scores above attacked noise, and by how much that grew.
    word : str
        "opens it", "helps" or "does not help".
    found : mapping of str to float, int, bool or str
        What the attack found in the encrypted image.
    """

    after: float
    noise_before: float
    noise_after: float
    margin: float
    gain: float
    word: Word
    found: Mapping[str, Value]

    @classmethod
    def of(cls, judged: Judgement) -> "Attacked":
        """Take the numbers of a judgement."""
        return cls(
            after=judged.after,
            noise_before=judged.noise_before,
            noise_after=judged.noise_after,
            margin=judged.margin,
            gain=judged.gain,
            word=judged.word,
            found=dict(judged.attempt.found),
        )


def attack_all(
    plain: Luma,
    encrypted: Luma,
    colours: ColourPair | None,
    form: Form,
    keys: Sequence[str],
) -> dict[str, Attacked]:
    """Run attacks on a pair and judge each; those that decline are left out.

    Parameters
    ----------
    plain, encrypted : NDArray
        (H, W), luma of one size, in [0, 255].
    colours : ColourPair, optional
        The same pair in its colours: attacks on bytes decline a colour cipher.
    form : Form
        Of the index that judges.
    keys : sequence of str
        Of `ALONE`.
    """
    levels: NDArray[np.float64] = encrypted
    if colours is not None and colours.encrypted_has_colour:
        levels = np.stack([colours.planes(name)[1] for name in "RGB"], axis=-1)
    case = Case(plain, encrypted, form, witnesses=())
    found = dict[str, Attacked]()
    for key in keys:
        attempt = ATTACKS[key].run(levels)
        if attempt is None:
            continue
        judged = case.judge(ATTACKS[key], attempt=attempt)
        assert judged is not None
        found[key] = Attacked.of(judged)
    return found


def best_of(attacks: Mapping[str, Attacked]) -> str | None:
    """Key of the attack with the largest gain among those that help; None if none does.

    Examples
    --------
    >>> best_of({}) is None
    True
    """
    helping = {
        key: attacked.gain
        for key, attacked in attacks.items()
        if attacked.word != "does not help"
    }
    return max(helping, key=helping.__getitem__) if helping else None


def statistics_of(
    encrypted: NDArray[np.float64], other: NDArray[np.float64] | None
) -> dict[str, float]:
    """Numbers of `core.statistics` for one row.

    Parameters
    ----------
    encrypted : NDArray
        (H, W) or (H, W, 3), in [0, 255].
    other : NDArray, optional
        A second cipher, of the same shape: adds "npcr" and "uaci", in %.

    Returns
    -------
    dict of str to float
        "entropy", "chi2", "chi2_p", "corr_h", "corr_v", "corr_d" and these; what is not
        defined, as the correlation of a flat image, is missing.

    Notes
    -----
    Reading: of a colour cipher every number is the mean of its channels, and "chi2_p"
    is the chance of the sum of their chi-squares.
    """
    table = statistics(encrypted, other=other)
    channels = range(len(table.channels))

    def mean(key: str) -> float:
        return fmean(table.entry(key, channel).value for channel in channels)

    keys = ["entropy", "chi2", "corr_h", "corr_v", "corr_d"]
    if other is not None:
        keys += ["npcr", "uaci"]
    found = {key: mean(key) for key in keys}
    count = len(table.channels)
    found["chi2_p"] = float(special.chdtrc(255 * count, count * found["chi2"]))
    return {key: found[key] for key in STATISTICS if _defined(found, key)}


STATISTICS = (
    "entropy", "chi2", "chi2_p", "corr_h", "corr_v", "corr_d", "npcr", "uaci",
)  # fmt: skip
"""Names of what `statistics_of` gives, in their order."""


def _defined(found: Mapping[str, float], key: str) -> bool:
    return key in found and not np.isnan(found[key])
