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
    """HTML of a scale with the score and the marks.

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
    places = spread([_share(mark.vsi, top) for mark in marks])
    ticks, leaders, labels = [], [], []
    for mark, place in zip(marks, places, strict=True):
        at = _share(mark.vsi, top)
        ticks.append(_tick(mark, top))
        leaders.append(f'<line x1="{at:.2f}" y1="0" x2="{place:.2f}" y2="10"/>')
        labels.append(
            f'<span style="left: {place:.2f}%" title="{escape(mark.about)}">'
            f"{escape(mark.label)}<b>{mark.written}</b></span>"
        )
    old = " stale" if settings else ""
    spoken = escape(_spoken(found, marks, settings))
    return (
        f'<div class="gauge{old}" role="img" aria-label="{spoken}">'
        f'<div class="ends"><span>0</span><span>{top:g}</span></div>'
        f'<div class="track">{"".join(ticks)}<b style="left: {here:.2f}%"></b></div>'
        f'<svg viewBox="0 0 100 10" preserveAspectRatio="none">{"".join(leaders)}</svg>'
        f'<div class="labels">{"".join(labels)}</div>'
        f"<p>{escape(_note(found, marks, settings))}</p></div>"
    )


def _tick(mark: Mark, top: float) -> str:
    """A line at the score, or a band over the range of several."""
    if mark.low is None or mark.high is None:
        return f'<i style="left: {_share(mark.vsi, top):.2f}%"></i>'
    low, high = _share(mark.low, top), _share(mark.high, top)
    return f'<i class="band" style="left: {low:.2f}%; width: {high - low:.2f}%"></i>'


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


def _note(found: ScoreOnScale, marks: Sequence[Mark], settings: str) -> str:
    through = "" if found.channel == LUMA else f", {WORDS[found.channel]} alone"
    if not marks:
        return (
            f"Dot: this pair{through}. Noise and known encryptions follow in a moment."
        )
    if settings:
        return f"Grey: marks of {settings}, until you rest."
    return (
        f"Dot: this pair{through}. Band: what its own pixels score in random order. "
        "Marks: known encryptions of the image."
    )


def _spoken(found: ScoreOnScale, marks: Sequence[Mark], settings: str) -> str:
    known = ", ".join(f"{mark.about} {mark.written}" for mark in marks)
    when = f" At {settings}:" if settings else " For comparison:"
    score = f"{vsi_of(found.channel)} {found.vsi:.4f}."
    return f"{score}{f'{when} {known}.' if known else ''}"
