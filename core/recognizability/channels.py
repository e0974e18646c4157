"""Every channel of a pair looked at: what luma hides, colour may show.

The index looks at luma. A scheme that encrypts luma alone leaves the picture in its
colours, so the same index is evaluated on Cb, Cr, R, G and B too, each against what
noise scores in that very channel.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from core.image import CHANNELS, ColourPair, DataRange, ImageError, Luma, Source
from core.recognizability import stages
from core.recognizability.blocks import Border
from core.recognizability.form import Form
from core.recognizability.index import evaluate
from core.recognizability.noise import NoiseBaseline, noise_pair
from core.recognizability.parameters import Components, Parameters
from core.recognizability.pooling import Pooling

DRAWS = 59
"""Random orders of a channel. Noise is above all of them once in 60 times.

Reading: five channels beside luma are five chances of a false alarm, so there are more
draws than the 19 of `core.noise_baseline`.
"""

MARGIN = 0.25
"""How far a channel that shows lies above the mean of its noise, at least.

Reading: noise alone is above 59 draws once in 60 times, too often for an alarm. Over
secure colour ciphers the scores of noise lie within 0.2 of their mean, and the leaks
in colour that people have met score 0.5 and more above it.
"""

EVIDENT = 0.5
"""Distance of luma from its first draws at which nobody has to wait for the others.

Reading: draws lie so close together that none of the others could come near.
"""

FEW = 3
"""Draws that are enough where the score is evident."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Channel:
    """The index on one channel of a pair.

    Attributes
    ----------
    name : str
        One of `core.image.CHANNELS`.
    vsi : float
        VSI of the channel, in [0, 2].
    rd, gs : float
        Its two factors, Eqs. 6 and 7, in [0, 1].
    noise : NoiseBaseline
        The same score, and what the channel's encrypted pixels score in random order.
    """

    name: str
    vsi: float
    rd: float
    gs: float
    noise: NoiseBaseline

    @property
    def shows(self) -> bool:
        """Whether the picture shows in this channel, beyond what noise can do.

        Reading: it is above all draws, and `MARGIN` above their mean.
        """
        above = self.noise.standing == "above"
        return above and self.vsi - self.noise.mean >= MARGIN


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """A channel that was not looked at: its name, and the reason in words."""

    name: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Channels:
    """All channels of a pair.

    Attributes
    ----------
    found : tuple of Channel
        Those that were looked at, in the order of `core.image.CHANNELS`.
    left_out : tuple of LeftOut
        Those whose plain channel is constant, so that there is nothing to find again.
    """

    found: tuple[Channel, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def shows_more(self) -> tuple[Channel, ...]:
        """Channels that show the picture while luma does not."""
        if any(channel.name == "luma" and channel.shows for channel in self.found):
            return ()
        return tuple(channel for channel in self.found if channel.shows)


Turn: TypeAlias = Callable[[], AbstractContextManager[object]]
"""Gives what is held while one score is computed."""


def channels(
    plain: Source,
    encrypted: Source,
    parameters: Parameters | None = None,
    components: Components | None = None,
    *,
    border: Border = "crop",
    pooling: Pooling = "normalised",
    draws: int = DRAWS,
    data_range: DataRange = None,
) -> Channels:
    """Evaluate the index on luma, Cb, Cr, R, G and B, each against its own noise.

    Parameters
    ----------
    plain, encrypted, parameters, components, border, pooling, data_range
        As `core.visual_security_index` takes them; grey (H, W) or RGB (H, W, 3).
    draws : int
        Random orders of each channel, at least 1; see `core.noise_baseline`.

    Returns
    -------
    Channels
        Scores, what was left out and why, and which channels show more than luma.

    Raises
    ------
    ImageError
        As `core.visual_security_index` does, or if there are no draws.

    Notes
    -----
    Reading: the paper's index is that of luma. The other channels are looked at with
    the same index and never change its number. A plane that both pictures have in
    common with an earlier channel is computed once: grey has three equal channels.

    Examples
    --------
    >>> ramp = np.tile(np.arange(0.0, 256.0, 4.0), (64, 1))
    >>> found = channels(ramp, ramp, draws=2)
    >>> [channel.name for channel in found.found], found.shows_more
    (['luma', 'R', 'G', 'B'], ())
    """
    if draws < 1:
        raise ImageError(f"expected at least 1 draw of noise, got {draws}")
    form = _form(parameters, components, border, pooling)
    whole = ColourPair.of(plain, encrypted, data_range=data_range)
    return look_at_all(whole, form, draws)


def look_at_all(whole: ColourPair, form: Form, draws: int = DRAWS) -> Channels:
    """Evaluate every channel of a pair that is open already; see `channels`."""
    found, left_out = list[Channel](), list[LeftOut]()
    for name, pair, twin in _distinct(whole):
        if pair is None:
            reason = f"{name} of the plain picture is the same everywhere"
            left_out.append(LeftOut(name=name, reason=reason))
        elif twin is not None:
            same = next(channel for channel in found if channel.name == twin)
            found.append(replace(same, name=name))
        else:
            scores = _Scores(pair, form)
            found.append(scores.channel(name, [scores.draw(q) for q in range(draws)]))
    return Channels(found=tuple(found), left_out=tuple(left_out))


def colour_shows(
    plain: Source,
    encrypted: Source,
    parameters: Parameters | None = None,
    components: Components | None = None,
    *,
    border: Border = "crop",
    pooling: Pooling = "normalised",
    data_range: DataRange = None,
) -> tuple[Channel, ...]:
    """Channels that show more than luma, with as few scores as that takes.

    The answer is that of `channels(...).shows_more`. A pair that leaks in its luma
    takes three draws, one that hides everything about two draws a channel.

    Parameters
    ----------
    plain, encrypted, parameters, components, border, pooling, data_range
        As `core.channels` takes them.

    Returns
    -------
    tuple of Channel
        Empty if the encrypted picture is grey or luma shows as well.

    Raises
    ------
    ImageError
        As `core.visual_security_index` does.
    """
    form = _form(parameters, components, border, pooling)
    return more_than_luma(ColourPair.of(plain, encrypted, data_range=data_range), form)


def more_than_luma(
    whole: ColourPair,
    form: Form,
    *,
    luma_draws: Sequence[float] = (),
    turn: Turn = nullcontext,
) -> tuple[Channel, ...]:
    """Channels that show more than luma, see `colour_shows`.

    Parameters
    ----------
    whole : ColourPair
        The pair in its colours.
    form : Form
        Constants, parts and readings.
    luma_draws : sequence of float
        Draws 0, 1, ... of luma that are known already.
    turn : callable
        Gives what is held while one score is computed; others may go between.

    Notes
    -----
    Reading: a draw that reaches the score ends a channel, since it is then not above
    all of them. A luma that lies `EVIDENT` above its first `FEW` draws shows.
    """
    if not whole.encrypted_has_colour:
        return ()
    shows = list[Channel]()
    for name, pair, twin in _distinct(whole):
        if pair is None or twin is not None:
            continue  # nothing to find, or what luma does not show either
        with turn():
            scores = _Scores(pair, form)
        known = luma_draws if name == "luma" else ()
        found = _until_reached(scores, name, known, turn)
        if found is None or not found.shows:
            continue
        if name == "luma":
            return ()
        shows.append(found)
    return tuple(shows)


def _until_reached(
    scores: "_Scores", name: str, known: Sequence[float], turn: Turn
) -> Channel | None:
    """Channel with its draws, None as soon as one reaches the score."""
    draws = list[float]()
    for number in range(DRAWS):
        if number < len(known):
            draws.append(known[number])
        else:
            with turn():
                draws.append(scores.draw(number))
        if draws[-1] >= scores.vsi:
            return None
        evident = name == "luma" and scores.vsi - max(draws) >= EVIDENT
        if evident and len(draws) == FEW:
            break
    return scores.channel(name, draws)


class _Scores:
    """The score of one channel, and its draws of noise one by one."""

    def __init__(self, planes: tuple[Luma, Luma], form: Form) -> None:
        self._pair, self._form = stages.prepare(*planes, data_range=255), form
        result = evaluate(self._pair, form)
        self.vsi, self._rd, self._gs = result.vsi, result.rd, result.gs

    def draw(self, number: int) -> float:
        """Score of the plain channel with random order `number` of the encrypted."""
        return evaluate(noise_pair(self._pair, number), self._form).vsi

    def channel(self, name: str, draws: Sequence[float]) -> Channel:
        """Record of it with these draws."""
        noise = NoiseBaseline.of(self.vsi, draws)
        return Channel(name=name, vsi=self.vsi, rd=self._rd, gs=self._gs, noise=noise)


def _distinct(
    whole: ColourPair,
) -> Iterator[tuple[str, tuple[Luma, Luma] | None, str | None]]:
    """Channels, their planes unless the plain one is constant, and an equal channel.

    Reading: grey stored as colour is grey: its planes are compared, not its shape. Only
    luma is looked for among the others, for grey has three channels equal to it.
    """
    luma = None
    for name in CHANNELS:
        pair = whole.planes(name)
        if pair[0].min() == pair[0].max():
            yield name, None, None
            continue
        twin = None
        if name == "luma":
            luma = pair
        elif luma is not None and all(map(np.array_equal, luma, pair)):
            twin = "luma"
        yield name, pair, twin


def _form(
    parameters: Parameters | None,
    components: Components | None,
    border: Border,
    pooling: Pooling,
) -> Form:
    return Form(
        parameters=parameters or Parameters(),
        components=components or Components(),
        border=border,
        pooling=pooling,
    )
