"""The score on its scale, with the scores of well-known encryptions."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from statistics import fmean

from core.recognizability.index import Recognizability
from core.recognizability.parameters import Parameters
from explorer.figures.noise_words import range_words
from explorer.pair.channel_names import LUMA, WORDS, vsi_of

_ROOM = 24.0  # per cent of the scale that a label needs where there is least room


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A well-known encryption of the same plain image, and its score.

    Attributes
    ----------
    label, about : str
        Name on the scale, and what the plain image is compared with.
    vsi : float
        Its score; the mean where there are several.
    low, high : float, optional
        Range of several scores.
    """

    label: str
    about: str
    vsi: float
    low: float | None = None
    high: float | None = None

    @classmethod
    def of_noise(cls, draws: Sequence[float]) -> "Mark":
        """Return what noise scores: the mean of all draws, with their range."""
        return cls(
            label="noise",
            about=f"its own pixels in random order, {len(draws)} draws",
            vsi=fmean(draws),
            low=min(draws),
            high=max(draws),
        )

    @property
    def written(self) -> str:
        """The score, or the range of several."""
        if self.low is None or self.high is None:
            return f"{self.vsi:.2f}"
        return range_words(self.low, self.high)


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoreOnScale:
    """The score on the screen, and the largest that it could be.

    Attributes
    ----------
    vsi : float
        The score.
    top : float, optional
        Upper end of its scale; none with Eq. 6 as printed, which has no such end.
    channel : str
        What the index was given of both images, one of `core.image.CHANNELS`.
    """

    vsi: float
    top: float | None
    channel: str = LUMA

    @classmethod
    def of(cls, result: Recognizability, channel: str = LUMA) -> "ScoreOnScale":
        """Return that of a result."""
        form = result.form
        top = 2.0 if form.components.global_similarity else 1.0
        top = None if form.pooling == "printed" else top
        return cls(vsi=result.vsi, top=top, channel=channel)


def constants(parameters: Parameters) -> str:
    """Words for the constants of the index."""
    return f"α {parameters.alpha:.3f}, β {parameters.beta:g}, γ {parameters.gamma:.2f}"


def gauge(found: ScoreOnScale, marks: Sequence[Mark], *, settings: str = "") -> str:
    """HTML of a scale with the score, the range of noise, and what is above it.

    What other encryptions score is shown while a pointer or the focus is on it.

    Parameters
    ----------
    found : ScoreOnScale
        What is on the screen.
    marks : sequence of Mark
        Scores of the same plain image; none while they are unknown.
    settings : str
        What the marks were computed with, where that is not what is on the screen: they
        are greyed, and it is said.
    """
    top = _top(found, marks)
    here = _share(found.vsi, top)
    noise = next((mark for mark in marks if mark.high is not None), None)
    others = [mark for mark in marks if mark is not noise]
    old = " stale" if settings else ""
    spoken = escape(_spoken(found, marks, settings))
    return (
        f'<div class="gauge{old}" role="img" tabindex="0" aria-label="{spoken}">'
        f"{_above(found, noise, top)}"
        f'<div class="track">{_bands(here, noise, top)}<b style="left: {here:.2f}%">'
        f'</b></div><div class="ends"><span>0</span>'
        f"<span>{escape(_note(found, noise, settings))}</span>"
        f"<span>{_end(found, top)}</span></div>{_labels(others, top)}</div>"
    )


def _above(found: ScoreOnScale, noise: Mark | None, top: float) -> str:
    """A bracket from the mean of noise to the score, where that is above all noise."""
    if noise is None or noise.high is None or found.vsi <= noise.high:
        return '<div class="above"></div>'
    begin, end = _share(noise.vsi, top), _share(found.vsi, top)
    middle = min(max((begin + end) / 2, _ROOM / 2), 100 - _ROOM / 2)
    return (
        f'<div class="above"><span style="left: {middle:.2f}%">'
        f"+{found.vsi - noise.vsi:.2f} above noise</span>"
        f'<i style="left: {begin:.2f}%; width: {end - begin:.2f}%"></i></div>'
    )


def _bands(here: float, noise: Mark | None, top: float) -> str:
    """Hatched as far as noise reaches, and coloured from there to the score."""
    if noise is None or noise.high is None:
        return ""
    reach = _share(noise.high, top)
    bands = f'<i class="noise" style="width: {reach:.2f}%"></i>'
    if here > reach:
        width = here - reach
        bands += (
            f'<i class="shows" style="left: {reach:.2f}%; width: {width:.2f}%"></i>'
        )
    return bands


def _labels(others: Sequence[Mark], top: float) -> str:
    """What other encryptions score, each below its place on the scale."""
    if not others:
        return ""
    places = spread([_share(mark.vsi, top) for mark in others])
    ticks, labels = [], []
    for mark, place in zip(others, places, strict=True):
        at = _share(mark.vsi, top)
        ticks.append(f'<line x1="{at:.2f}" y1="0" x2="{place:.2f}" y2="10"/>')
        labels.append(
            f'<span style="left: {place:.2f}%" title="{escape(mark.about)}">'
            f"{escape(mark.label)}<b>{mark.written}</b></span>"
        )
    return (
        '<div class="others"><svg viewBox="0 0 100 10" preserveAspectRatio="none">'
        f'{"".join(ticks)}</svg><div class="labels">{"".join(labels)}</div></div>'
    )


def _end(found: ScoreOnScale, top: float) -> str:
    # Left out where there is no room for it.
    itself = "" if found.top is None else "<i>, the picture itself</i>"
    return f"{top:g}{itself}"


def _top(found: ScoreOnScale, marks: Sequence[Mark]) -> float:
    """Upper end of the scale; where there is none, a round number above all scores."""
    most = max(found.vsi, *(mark.vsi for mark in marks), 0.0)
    round_ones = (0.2, 0.5, 1.0)
    return found.top or next((top for top in round_ones if most <= top), 2.0)


def spread(places: Sequence[float], room: float = _ROOM) -> list[float]:
    """Places of labels that do not overlap, each as near as possible to its mark.

    Parameters
    ----------
    places : sequence of float
        Of the marks, in per cent of the scale; at most 100 / room of them.
    room : float
        What a label needs, in per cent.
    """
    order = sorted(range(len(places)), key=places.__getitem__)
    found = dict.fromkeys(order, 0.0)
    least = room / 2
    for index in order:
        found[index] = max(places[index], least)
        least = found[index] + room
    most = 100 - room / 2
    for index in reversed(order):
        found[index] = min(found[index], most)
        most = found[index] - room
    return [found[index] for index in range(len(places))]


def _share(score: float, top: float) -> float:
    return min(max(100 * score / top, 0.0), 100.0)


def _note(found: ScoreOnScale, noise: Mark | None, settings: str) -> str:
    if noise is None:
        return "noise is being measured"
    through = "" if found.channel == LUMA else f" in {WORDS[found.channel]}"
    when = f" with {settings}" if settings else ""
    return f"noise scores {noise.written}{through}{when}"


def _spoken(found: ScoreOnScale, marks: Sequence[Mark], settings: str) -> str:
    known = ", ".join(f"{mark.about} {mark.written}" for mark in marks)
    when = f" At {settings}:" if settings else " For comparison:"
    score = f"{vsi_of(found.channel)} {found.vsi:.4f}."
    return f"{score}{f'{when} {known}.' if known else ''}"
