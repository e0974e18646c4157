"""The score on its scale, with the scores of well-known encryptions."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from statistics import fmean

from core.recognizability.form import Form
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
        return cls(vsi=result.vsi, top=top_of(result.form), channel=channel)


def top_of(form: Form) -> float | None:
    """Return the upper end of VSI; None with Eq. 6 as printed, which has none."""
    if form.pooling == "printed":
        return None
    return 2.0 if form.components.global_similarity else 1.0


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
    top = end_of_scale(found, marks)
    here = share_of(found.vsi, top)
    noise = next((mark for mark in marks if mark.high is not None), None)
    others = [mark for mark in marks if mark is not noise]
    old = " stale" if settings else ""
    spoken = escape(_spoken(found, marks, settings))
    return (
        f'<div class="gauge{old}" role="img" tabindex="0" aria-label="{spoken}">'
        f"{_above(found, noise, top)}"
        f'<div class="track">{bands(here, noise and noise.high, top)}'
        f'<b style="left: {here:.2f}%">'
        f'</b></div><div class="ends"><span>0</span>'
        f"<span>{escape(_note(found, noise, settings))}</span>"
        f"<span>{end_words(found, top)}</span></div>{_labels(others, top)}</div>"
    )


def _above(found: ScoreOnScale, noise: Mark | None, top: float) -> str:
    """A bracket from the mean of noise to the score, where that is above all noise."""
    if noise is None or noise.high is None or found.vsi <= noise.high:
        return '<div class="above"></div>'
    begin, end = share_of(noise.vsi, top), share_of(found.vsi, top)
    middle = min(max((begin + end) / 2, _ROOM / 2), 100 - _ROOM / 2)
    return (
        f'<div class="above"><span style="left: {middle:.2f}%">'
        f"+{found.vsi - noise.vsi:.2f} above noise</span>"
        f'<i style="left: {begin:.2f}%; width: {end - begin:.2f}%"></i></div>'
    )


def bands(here: float, reaches: float | None, top: float) -> str:
    """HTML: hatched as far as noise reaches, and coloured from there to a place."""
    if reaches is None:
        return ""
    reach = share_of(reaches, top)
    found = f'<i class="noise" style="width: {reach:.2f}%"></i>'
    if here > reach:
        width = here - reach
        found += (
            f'<i class="shows" style="left: {reach:.2f}%; width: {width:.2f}%"></i>'
        )
    return found


def _labels(others: Sequence[Mark], top: float) -> str:
    """What other encryptions score, each below its place on the scale."""
    if not others:
        return ""
    places = spread([share_of(mark.vsi, top) for mark in others])
    ticks, labels = [], []
    for mark, place in zip(others, places, strict=True):
        at = share_of(mark.vsi, top)
        ticks.append(f'<line x1="{at:.2f}" y1="0" x2="{place:.2f}" y2="10"/>')
        labels.append(
            f'<span style="left: {place:.2f}%" title="{escape(mark.about)}">'
            f"{escape(mark.label)}<b>{mark.written}</b></span>"
        )
    return (
        '<div class="others"><svg viewBox="0 0 100 10" preserveAspectRatio="none">'
        f'{"".join(ticks)}</svg><div class="labels">{"".join(labels)}</div></div>'
    )


def end_words(found: ScoreOnScale, top: float) -> str:
    """HTML of the upper end of the scale, and of what scores so much."""
    # Left out where there is no room for it.
    itself = "" if found.top is None else "<i>, the picture itself</i>"
    return f"{top:g}{itself}"


def end_of_scale(found: ScoreOnScale, marks: Sequence[Mark]) -> float:
    """Return the end of the scale; where it has none, a round one above all scores."""
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


def share_of(score: float, top: float) -> float:
    """Return the place of a score on a scale that ends at `top`, in per cent."""
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
