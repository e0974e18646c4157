"""Several scores on one scale: a numbered ring for each, and the range of noise."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from explorer.figures.gauge import (
    Mark,
    ScoreOnScale,
    bands,
    end_of_scale,
    end_words,
    share_of,
    spread,
)
from explorer.figures.noise_words import range_words

_ROOM = 12.0  # per cent of the scale that a number needs where there is least room


@dataclass(frozen=True, kw_only=True, slots=True)
class Ring:
    """One of several scores.

    Attributes
    ----------
    number : int
        What is written beside its ring.
    name : str
        What it is the score of.
    vsi : float
        The score.
    noise : Mark, optional
        What its own pixels score in random order; None until that is known.
    """

    number: int
    name: str
    vsi: float
    noise: Mark | None = None

    @property
    def above_noise(self) -> bool:
        """Whether noise is known, and all of it scores less."""
        return bool(self.noise and self.noise.high and self.vsi > self.noise.high)


def noise_of_all(rings: Sequence[Ring]) -> tuple[float, float] | None:
    """Return the range of all noise; None until that of each is known."""
    marks = [ring.noise for ring in rings if ring.noise]
    if not rings or len(marks) < len(rings):
        return None
    return min(m.low or m.vsi for m in marks), max(m.high or m.vsi for m in marks)


def rings_gauge(rings: Sequence[Ring], end: float | None) -> str:
    """HTML of a scale with one ring for each score.

    It is hatched as far as any noise reaches. What is not above its own noise has a
    dashed ring.

    Parameters
    ----------
    rings : sequence of Ring
        At most 8.
    end : float, optional
        Upper end of the scale, as `explorer.figures.gauge.top_of` gives it.
    """
    noise = noise_of_all(rings)
    most = max((ring.vsi for ring in rings), default=0.0)
    found = ScoreOnScale(vsi=most, top=end)
    top = end_of_scale(found, [ring.noise for ring in rings if ring.noise])
    at = [share_of(ring.vsi, top) for ring in rings]
    numbers, lines, dots = [], [], []
    for ring, here, place in zip(rings, at, spread(at, _ROOM), strict=True):
        kind = ' class="within"' if ring.noise and not ring.above_noise else ""
        words = escape(_words(ring))
        numbers.append(
            f'<span{kind} style="left: {place:.2f}%" title="{words}">'
            f"{ring.number}</span>"
        )
        lines.append(f'<line x1="{place:.2f}" y1="0" x2="{here:.2f}" y2="10"/>')
        dots.append(f'<b{kind} style="left: {here:.2f}%"></b>')
    said = "noise is being measured" if rings else ""
    if noise:
        said = f"noise scores {range_words(*noise)}"
    spoken = escape(". ".join(map(_words, rings))) or "No score is ready yet"
    return (
        f'<div class="gauge rings" role="img" tabindex="0" aria-label="{spoken}">'
        f'<div class="numbers">{"".join(numbers)}</div>'
        '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'{"".join(lines)}</svg><div class="track">'
        f"{bands(share_of(most, top), noise and noise[1], top)}{''.join(dots)}</div>"
        f'<div class="ends"><span>0</span><span>{said}</span>'
        f"<span>{end_words(found, top)}</span></div></div>"
    )


def _words(ring: Ring) -> str:
    noise = f", noise {ring.noise.written}" if ring.noise else ""
    return f"{ring.number}, {ring.name}: VSI {ring.vsi:.2f}{noise}"
