"""The index on every channel of a pair: what luma hides, colour may show.

The index looks at luma. A scheme that encrypts luma alone leaves the picture in its
colours, so the same index is evaluated on Cb, Cr, R, G and B too, each against what
noise scores in that very channel.
"""

from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from core.image import CHANNELS, ColourPair, DataRange, ImageError, Luma, Source
from core.recognizability import stages
from core.recognizability.blocks import Border, Offset
from core.recognizability.channel import DRAWS, Channel, Channels, LeftOut, is_flat
from core.recognizability.form import Form
from core.recognizability.index import evaluate
from core.recognizability.noise import NoiseBaseline, noise_pair
from core.recognizability.parameters import Components, Parameters
from core.recognizability.pooling import Pooling

EVIDENT = 0.5
"""Distance of luma above its first draws from which no further draws are needed.

Reading: noise reaches 0.24 above its mean at most, see `channel`; this is twice as far.
"""

FEW = 3
"""Draws that are enough where the score is evident."""


Turn: TypeAlias = Callable[[], AbstractContextManager[object]]
"""Returns the context that is held while one score is computed."""


def channels(
    plain: Source,
    encrypted: Source,
    parameters: Parameters | None = None,
    components: Components | None = None,
    *,
    border: Border = "crop",
    pooling: Pooling = "normalised",
    offset: Offset = (0, 0),
    draws: int = DRAWS,
    data_range: DataRange = None,
) -> Channels:
    """Evaluate the index on luma, Cb, Cr, R, G and B, each against its own noise.

    Parameters
    ----------
    plain, encrypted, parameters, components, border, pooling, offset, data_range
        As `core.visual_security_index` takes them; grey (H, W) or RGB (H, W, 3).
    draws : int
        Random orders of each channel, at least 1; see `core.noise_baseline`.

    Returns
    -------
    Channels
        Scores, the channels that were left out, and those that show more than luma.

    Raises
    ------
    ImageError
        As `core.visual_security_index` does, or if there are no draws.

    Notes
    -----
    Reading: (colour) the paper's index is that of luma. The other channels are looked
    at with the same index and never change its number. A plane that both pictures have
    in common with an earlier channel is computed once: grey has three equal channels.

    Examples
    --------
    >>> ramp = np.tile(np.arange(0.0, 256.0, 4.0), (64, 1))
    >>> found = channels(ramp, ramp, draws=2)
    >>> [channel.name for channel in found.found], found.shows_more
    (['luma', 'R', 'G', 'B'], ())
    """
    if draws < 1:
        raise ImageError(f"expected at least 1 draw of noise, got {draws}")
    form = _form(parameters, components, border, pooling, offset)
    whole = ColourPair.of(plain, encrypted, data_range=data_range)
    return look_at_all(whole, form, draws)


def look_at_all(
    whole: ColourPair,
    form: Form,
    draws: int = DRAWS,
    *,
    names: Container[str] = CHANNELS,
    turn: Turn = nullcontext,
) -> Channels:
    """Evaluate channels of a pair that is open already, see `channels`.

    Parameters
    ----------
    whole, form, draws
        As `more_than_luma` and `channels` take them.
    names : container of str
        Channels that are looked at, luma among them.
    turn : callable
        As `more_than_luma` takes it.
    """
    found, left_out = list[Channel](), list[LeftOut]()
    for name, planes in _looked_at(whole):
        if name not in names:
            continue
        if isinstance(planes, LeftOut):
            left_out.append(planes)
        elif planes is None:
            found.append(replace(found[0], name=name))
        else:
            with turn():
                scores = _Scores(planes, form)
            drawn = list[float]()
            for number in range(draws):
                with turn():
                    drawn.append(scores.draw(number))
            found.append(scores.channel(name, drawn))
    return Channels(found=tuple(found), left_out=tuple(left_out))


def channel_scores(whole: ColourPair, form: Form) -> dict[str, float]:
    """VSI of each channel that is evaluated, by name, without the scores of noise."""
    scores = dict[str, float]()
    for name, planes in _looked_at(whole):
        if planes is None:
            scores[name] = scores["luma"]
        elif not isinstance(planes, LeftOut):
            scores[name] = _Scores(planes, form).vsi
    return scores


def colour_shows(
    plain: Source,
    encrypted: Source,
    parameters: Parameters | None = None,
    components: Components | None = None,
    *,
    border: Border = "crop",
    pooling: Pooling = "normalised",
    offset: Offset = (0, 0),
    data_range: DataRange = None,
) -> tuple[Channel, ...]:
    """Channels that show more than luma, with as few scores as that takes.

    The answer is that of `channels(...).shows_more`. A pair that leaks in its luma
    takes three draws, one that hides everything about two draws a channel.

    Parameters
    ----------
    plain, encrypted, parameters, components, border, pooling, offset, data_range
        As `core.channels` takes them.

    Returns
    -------
    tuple of Channel
        Empty if the encrypted picture is grey or luma shows as well.

    Raises
    ------
    ImageError
        As `core.visual_security_index` does.

    Notes
    -----
    Reading: (colour) as in `core.channels`.

    Examples
    --------
    >>> ramp = np.tile(np.arange(0.0, 256.0, 4.0), (64, 1))
    >>> colour_shows(ramp, ramp)
    ()
    """
    form = _form(parameters, components, border, pooling, offset)
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
        Returns the context that is held while one score is computed, so that other work
        can run between two scores.

    Notes
    -----
    Reading: a draw that reaches the score ends a channel, since it is then not above
    all of them. A luma that lies `EVIDENT` above its first `FEW` draws shows.
    """
    if not whole.encrypted_has_colour:
        return ()
    shows = list[Channel]()
    for name, planes in _looked_at(whole):
        if planes is None or isinstance(planes, LeftOut):
            continue
        with turn():
            scores = _Scores(planes, form)
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
    """The channel with its draws; None as soon as a draw reaches the score."""
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
        """Record of the channel with these draws."""
        noise = NoiseBaseline.of(self.vsi, draws)
        return Channel(name=name, vsi=self.vsi, rd=self._rd, gs=self._gs, noise=noise)


def _looked_at(
    whole: ColourPair,
) -> Iterator[tuple[str, tuple[Luma, Luma] | LeftOut | None]]:
    """Name of each channel, with its planes, why it is left out, or None if luma's own.

    Reading: grey stored as colour is grey, since pixels are compared and not the number
    of channels. R, G and B of grey are its luma: None, so that it is computed once.
    """
    luma = whole.planes("luma")
    alone = whole.plain_has_colour and not whole.encrypted_has_colour
    for name in CHANNELS:
        if name != "luma" and alone:
            reason = "the encrypted picture is grey, so that brightness is all it has"
            yield name, LeftOut(name=name, reason=reason)
            continue
        planes = luma if name == "luma" else whole.planes(name)
        if is_flat(planes[0]):
            reason = "it is the same everywhere in the plain picture"
            yield name, LeftOut(name=name, reason=reason)
        elif name != "luma" and all(map(np.array_equal, luma, planes)):
            yield name, None
        else:
            yield name, planes


def _form(
    parameters: Parameters | None,
    components: Components | None,
    border: Border,
    pooling: Pooling,
    offset: Offset,
) -> Form:
    return Form(
        parameters=parameters or Parameters(),
        components=components or Components(),
        border=border,
        pooling=pooling,
        offset=offset,
    )
