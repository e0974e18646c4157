"""Judging attacks: the score of what they make, beside the same attack on noise.

The judgement needs the plain image: it belongs to the tool, not to the attacker.
"""

from collections.abc import Callable, Collection, Sequence
from statistics import fmean
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from core.attacks.base import Aid, Attack, Attempt, Found
from core.attacks.judgement import Judgement, Witness
from core.image import Luma, as_pair
from core.indices.noise import value_against
from core.recognizability import stages
from core.recognizability.form import Form
from core.recognizability.index import evaluate
from core.recognizability.noise import in_random_order, noise_pair
from core.recognizability.parameters import Parameters
from core.turns import turned

WITNESSES = ("ssim", "information", "key-points")
"""Indices, by key, that stand beside the score: VSI alone does not judge an attack."""

ALL_DRAWS = ("ssim",)
"""Those that score every draw of attacked noise; others take long, and score the first.
"""

_Attacked: TypeAlias = tuple[float, dict[str, float]]
"""Score of attacked noise, and what other indices say of it, by their keys."""

MIRRORS = (0, 2, 4, 5)
"""Turns that leave rows rows: the ways in which an attack of 4 states may lie."""


def states_of(count: int) -> tuple[int, ...]:
    """States in which an attack of 1, 4 or 16 may leave a picture; 0 first."""
    if count == 16:
        return tuple(range(16))
    return MIRRORS if count == 4 else (0,)


def in_state(picture: Luma, state: int, found: Found | None = None) -> Luma:
    """Attacked picture as a viewer turns it.

    Parameters
    ----------
    picture : NDArray
        (H, W), in [0, 255].
    state : int
        Number of the turn, and 8 more for the negative.
    found : Found, optional
        What the attack found. Where that is blocks, they alone are turned, and what
        fills no whole block stays: else it would push them out of their places.

    Returns
    -------
    NDArray
        (H, W), or (W, H) where the turn changes the shape of what is turned.
    """
    rows, columns = _turned_part(picture.shape, found)
    laid = turned(picture[rows, columns], state % 8)
    laid = 255 - laid if state >= 8 else laid
    if laid.shape != picture[rows, columns].shape:
        return np.ascontiguousarray(laid)
    result = picture.copy()
    result[rows, columns] = laid
    return result


def _turned_part(shape: tuple[int, ...], found: Found | None) -> tuple[slice, slice]:
    """Rows and columns of the blocks that were found, or of all."""
    if found is None or not {"side", "y", "x"} <= set(found):
        return slice(None), slice(None)
    side = int(found["side"])
    top, bottom, left, right = (
        end
        for start, length in zip((found["y"], found["x"]), shape, strict=True)
        for end in (int(start), length - (length - int(start)) % side)
    )
    return slice(top, bottom), slice(left, right)


class Case:
    """A cipher and its plain image, on which several attacks are judged.

    What all judgements share is made once, when it is first needed: scores of the
    cipher and of noise, and what other indices know of the plain image.

    Parameters
    ----------
    plain, encrypted : array_like
        As `core.visual_security_index` takes them.
    form : Form, optional
        Constants, parts and blocks of the index; those of the paper unless given.
    witnesses : collection of str
        Which of `WITNESSES` to ask; "ssim" is asked in any case.

    Raises
    ------
    ImageError
        As `core.visual_security_index` does.
    """

    def __init__(
        self,
        plain: ArrayLike,
        encrypted: ArrayLike,
        form: Form | None = None,
        *,
        witnesses: Collection[str] = WITNESSES,
    ) -> None:
        self._plain, self._encrypted = as_pair(plain, encrypted)
        self._form = form or Form()
        self._pair = stages.prepare(self._plain, self._encrypted, data_range=255)
        self._witnesses = [key for key in WITNESSES if key in ("ssim", *witnesses)]
        self._before: float | None = None
        self._noise = list[float]()
        self._measures = dict[str, Callable[[Luma], float]]()
        self._witnessed = dict[str, float]()
        self._attacked = dict[tuple[str, Found, int], _Attacked]()

    @property
    def before(self) -> float:
        """VSI of the cipher, in [0, 2]."""
        if self._before is None:
            self._before = evaluate(self._pair, self._form).vsi
        return self._before

    def noise(self, draws: int) -> tuple[float, ...]:
        """VSI of the cipher's pixels in the first random orders."""
        for draw in range(len(self._noise), draws):
            noise = noise_pair(self._pair, draw)
            self._noise.append(evaluate(noise, self._form).vsi)
        return tuple(self._noise[:draws])

    def judge(
        self,
        attack: Attack,
        *,
        aid: Aid | None = None,
        attempt: Attempt | None = None,
        draws: int | None = None,
    ) -> Judgement | None:
        """Run an attack and judge its picture; parameters and errors as `judge`."""
        if attempt is None:
            attempt = attack.run(self._encrypted, aid)
        if attempt is None:
            return None
        count = attack.draws if draws is None else max(draws, 1)
        states = states_of(attack.states_of(attempt.found))
        after, state, laid = self._best(attempt.picture, states, attempt.found)
        scores = list[float]()
        witnessed: dict[str, list[float]] = {key: [] for key in self._witnesses}
        for draw in range(count):
            score, said = self.attacked_noise(attack, attempt.found, draw, aid)
            scores.append(score)
            for key, value in said.items():
                witnessed[key].append(value)
        return Judgement(
            attempt=attempt,
            before=self.before,
            as_it_came=self._score(attempt.picture) if state else after,
            after=after,
            noise_before_draws=self.noise(count),
            noise_after_draws=tuple(scores),
            witnesses={
                key: Witness(
                    before=self._witness_before(key),
                    after=self._measure(key)(laid),
                    noise=fmean(found),
                    draws=len(found),
                )
                for key, found in witnessed.items()
            },
            state=state,
        )

    def attacked_noise(
        self, attack: Attack, found: Found, draw: int, aid: Aid | None = None
    ) -> "_Attacked":
        """Score of one random order after an attack, and what the witnesses say of it.

        Without an `aid` it is remembered, so that who has to give way to other work can
        ask for one draw at a time before `judge`.
        """
        name = attack.key, found, draw
        if aid is None and name in self._attacked:
            return self._attacked[name]
        noise = in_random_order(self._encrypted, draw)
        attacked = attack.apply(noise, found, _noise_aid(aid, draw))
        score, _, shown = self._best(
            attacked, states_of(attack.states_of(found)), found
        )
        said = {
            key: self._measure(key)(shown)
            for key in self._witnesses
            if draw == 0 or key in ALL_DRAWS
        }
        if aid is None:
            self._attacked[name] = score, said
        return score, said

    def _score(self, picture: Luma) -> float:
        """VSI of an attacked picture."""
        shown = stages.prepare(
            self._plain, picture, edges_plain=self._pair.edges_plain, data_range=255
        )
        return evaluate(shown, self._form).vsi

    def _best(
        self, picture: Luma, states: Sequence[int], found: Found
    ) -> tuple[float, int, Luma]:
        """Highest score of the states that keep the shape; of equal ones the first."""
        shown = [(state, in_state(picture, state, found)) for state in states]
        scored = [
            (self._score(laid), -state, laid)
            for state, laid in shown
            if laid.shape == self._plain.shape
        ]
        after, state, laid = max(scored, key=lambda found: found[:2])
        return after, -state, laid

    def _measure(self, key: str) -> Callable[[Luma], float]:
        """Another index as a function of the encrypted image."""
        if key not in self._measures:
            self._measures[key] = value_against(key, self._plain)
        return self._measures[key]

    def _witness_before(self, key: str) -> float:
        """What another index says of the cipher."""
        if key not in self._witnessed:
            self._witnessed[key] = self._measure(key)(self._encrypted)
        return self._witnessed[key]


def judge(
    plain: ArrayLike,
    encrypted: ArrayLike,
    attack: Attack,
    parameters: Parameters | None = None,
    *,
    aid: Aid | None = None,
    attempt: Attempt | None = None,
    draws: int | None = None,
    witnesses: Collection[str] = WITNESSES,
) -> Judgement | None:
    """Run an attack, and judge its picture beside the same attack on noise.

    Whoever judges several attacks on one cipher makes a `Case` of it: most of the work
    is shared.

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
    witnesses : collection of str
        Which of `WITNESSES` to ask. Information and key points take about a second at
        512 × 512, and score the first random order alone.

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

    Examples
    --------
    >>> from core.attacks import ATTACKS
    >>> ramp = np.tile(np.arange(0.0, 256.0, 4.0), (64, 1))
    >>> judge(ramp, ramp, ATTACKS["jigsaw"]) is None  # no blocks changed places
    True
    """
    form = Form(parameters=parameters or Parameters())
    case = Case(plain, encrypted, form, witnesses=witnesses)
    return case.judge(attack, aid=aid, attempt=attempt, draws=draws)


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
