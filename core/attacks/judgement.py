"""What an attack gained: scores beside those of attacked noise, and a word for them."""

from dataclasses import dataclass
from statistics import fmean
from typing import Literal, NamedTuple, TypeAlias

from core.attacks.base import Attempt

Word: TypeAlias = Literal["opens it", "helps", "does not help"]


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
    draws : int
        Random orders that `noise` is of.
    """

    before: float
    after: float
    noise: float
    draws: int


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
        Other indices, by key; SSIM is among them, and the word goes by it.
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
