"""What an attack gains, beside what the same attack makes of noise.

The judgement needs the plain image: it belongs to the tool, not to the attacker.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from core.attacks.base import Aid, Attack, Attempt
from core.image import Luma, as_pair
from core.indices import INDICES
from core.recognizability import stages
from core.recognizability.form import Form
from core.recognizability.index import evaluate
from core.recognizability.noise import in_random_order, noise_scores
from core.recognizability.parameters import Parameters
from core.turns import turned

Word: TypeAlias = Literal["opens it", "helps", "does not help"]

WITNESSES = ("ssim",)
"""Indices, by key, that stand beside the score: VSI alone does not judge an attack."""

MIRRORS = (0, 2, 4, 5)
"""Turns that leave rows rows: the ways in which an attack of 4 states may lie."""


class Limits(NamedTuple):
    """What a word needs.

    Attributes
    ----------
    gain : float
        Growth of the margin above noise.
    above_noise : float
        SSIM above that of the attacked noise, which `gain` needs besides.
    likeness : float
        SSIM above those of cipher and attacked noise, which is enough by itself.
    """

    gain: float
    above_noise: float
    likeness: float


LIMITS: dict[Word, Limits] = {
    "opens it": Limits(0.25, 0.10, 0.40),
    "helps": Limits(0.15, 0.05, 0.10),
}
"""Reading: the attacked noise itself scatters by about .07, so "opens it" begins well
above. The likeness is for shuffles, whose score is high before and after."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Witness:
    """Another index on the cipher, the attacked picture and the attacked noise.

    Attributes
    ----------
    before, after, noise : float
        In the range of the index; `noise` is the mean over the draws.
    """

    before: float
    after: float
    noise: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """What an attack gained.

    Attributes
    ----------
    attempt : Attempt
        The picture, as it came from the attack, and what was found.
    before, as_it_came, after : float
        VSI, in [0, 2], of the cipher, of the attacked picture as it came, and of that
        as turned by a viewer.
    noise_before_draws, noise_after_draws : tuple of float
        The same of the cipher's own pixels in random order, before and after the attack
        with the parameters found on the cipher; one for each draw.
    witnesses : dict of str to Witness
        The indices of `WITNESSES`, by key.
    state : int
        How the picture was turned for `after`: number of the turn, and 8 more where it
        was made negative.
    """

    attempt: Attempt
    before: float
    as_it_came: float
    after: float
    noise_before_draws: tuple[float, ...]
    noise_after_draws: tuple[float, ...]
    witnesses: dict[str, Witness]
    state: int

    @property
    def draws(self) -> int:
        """How many random orders the attack was also run on."""
        return len(self.noise_after_draws)

    @property
    def noise_before(self) -> float:
        """Mean score of the noise."""
        return fmean(self.noise_before_draws)

    @property
    def noise_after(self) -> float:
        """Mean score of the attacked noise."""
        return fmean(self.noise_after_draws)

    @property
    def margin_before(self) -> float:
        """How far the cipher scores above noise."""
        return self.before - self.noise_before

    @property
    def margin(self) -> float:
        """How far the attacked picture scores above attacked noise."""
        return self.after - self.noise_after

    @property
    def gain(self) -> float:
        """Growth of the margin: the gain that counts."""
        return self.margin - self.margin_before

    @property
    def ssim_before(self) -> float:
        """SSIM of the cipher."""
        return self.witnesses["ssim"].before

    @property
    def ssim_after(self) -> float:
        """SSIM of the attacked picture, as turned by a viewer."""
        return self.witnesses["ssim"].after

    @property
    def ssim_noise(self) -> float:
        """SSIM of the attacked noise."""
        return self.witnesses["ssim"].noise

    @property
    def word(self) -> Word:
        """Whether the attack opens the cipher, helps or does not help."""
        return word_for(self.gain, self.ssim_before, self.ssim_after, self.ssim_noise)


def word_for(
    gain: float, ssim_before: float, ssim_after: float, ssim_noise: float
) -> Word:
    """Word for a gain and the SSIM beside it; see `LIMITS`."""
    above_noise = ssim_after - ssim_noise
    likeness = ssim_after - max(ssim_before, ssim_noise)
    for word, limits in LIMITS.items():
        if likeness >= limits.likeness or (
            gain >= limits.gain and above_noise >= limits.above_noise
        ):
            return word
    return "does not help"


def states_of(count: int) -> tuple[int, ...]:
    """States in which an attack of 1, 4 or 16 may leave a picture; 0 first."""
    if count == 16:
        return tuple(range(16))
    return MIRRORS if count == 4 else (0,)


def in_state(picture: Luma, state: int) -> Luma:
    """Picture (H, W) as a viewer turns it; state 8 and above make it negative, too."""
    laid = turned(picture, state % 8)
    return np.ascontiguousarray(255 - laid if state >= 8 else laid)


def judge(
    plain: ArrayLike,
    encrypted: ArrayLike,
    attack: Attack,
    parameters: Parameters | None = None,
    *,
    aid: Aid | None = None,
    attempt: Attempt | None = None,
    draws: int | None = None,
    noise_before: Sequence[float] = (),
) -> Judgement | None:
    """Run an attack, and judge its picture beside the same attack on noise.

    Parameters
    ----------
    plain, encrypted : array_like
        As `core.visual_security_index` takes them.
    attack : Attack
        Of `core.ATTACKS`.
    parameters : Parameters, optional
        Constants of the index.
    aid : Aid, optional
        What the attack needs besides.
    attempt : Attempt, optional
        From `attack.run`, where it has run already.
    draws : int, optional
        Random orders; those of the attack unless given.
    noise_before : sequence of float
        Scores of the first draws before the attack, where they are known from another
        attack on the same cipher.

    Returns
    -------
    Judgement or None
        None where the attack declines.

    Raises
    ------
    ImageError
        As `core.visual_security_index` and `attack.inspect` do.

    Notes
    -----
    Reading: where a picture may lie in several ways, the one of highest score is taken,
    for the picture and for noise, since a viewer would turn it so.
    """
    plain, encrypted = as_pair(plain, encrypted)
    if attempt is None:
        attempt = attack.run(encrypted, aid)
    if attempt is None:
        return None
    form = Form(parameters=parameters or Parameters())
    pair = stages.prepare(plain, encrypted, data_range=255)
    count = attack.draws if draws is None else max(draws, 1)
    known = tuple(noise_before)[:count]
    if len(known) < count:
        known = tuple(noise_scores(pair, form, count))
    states = states_of(attack.states_of(attempt.found))

    def score(picture: Luma) -> float:
        shown = stages.prepare(
            plain, picture, edges_plain=pair.edges_plain, data_range=255
        )
        return evaluate(shown, form).vsi

    def best(picture: Luma) -> tuple[float, int, Luma]:
        """Highest score of the states that keep the shape; of equal ones the first."""
        shown = [(state, in_state(picture, state)) for state in states]
        scored = [
            (score(laid), -state, laid)
            for state, laid in shown
            if laid.shape == plain.shape
        ]
        after, state, laid = max(scored, key=lambda found: found[:2])
        return after, -state, laid

    def witness(picture: Luma) -> dict[str, float]:
        return {
            key: INDICES[key].evaluate(plain, picture, data_range=255).value
            for key in WITNESSES
        }

    after, state, laid = best(attempt.picture)
    noise_after, noise_witness = list[float](), list[dict[str, float]]()
    for draw in range(count):
        noise = in_random_order(encrypted, draw)
        attacked = attack.apply(noise, attempt.found, _noise_aid(aid, draw))
        scored, _, turned_noise = best(attacked)
        noise_after.append(scored)
        noise_witness.append(witness(turned_noise))
    own_before, own_after = witness(encrypted), witness(laid)
    return Judgement(
        attempt=attempt,
        before=evaluate(pair, form).vsi,
        as_it_came=score(attempt.picture) if state else after,
        after=after,
        noise_before_draws=known,
        noise_after_draws=tuple(noise_after),
        witnesses={
            key: Witness(
                before=own_before[key],
                after=own_after[key],
                noise=fmean(found[key] for found in noise_witness),
            )
            for key in WITNESSES
        },
        state=state,
    )


def _noise_aid(aid: Aid | None, draw: int) -> Aid | None:
    """What an attack gets besides noise: other ciphers become noise, too."""
    if aid is None or not aid.several:
        return aid
    several = list[Luma]()
    for number, image in enumerate(aid.several, start=1):
        luma = np.asarray(image, np.float64)
        order = np.random.default_rng([draw, number]).permutation(luma.ravel())
        several.append(order.reshape(luma.shape))
    return Aid(several=several)
