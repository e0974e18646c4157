"""What a sweep says: the heading and the line of Tune's head."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from core.recognizability.parameters import Constant
from explorer.figures.gauge import Mark
from explorer.figures.noise_words import range_words
from explorer.figures.rings import Ring
from explorer.pair.sweeps import NOISE, step_name
from explorer.store.results_on_disk import Row

_NOT_YET = "The sweep is not complete yet."


_LITTLE = 0.02  # VSI; a constant that moves it by less hardly matters

_NOUNS = {
    "alpha": "block size (α)",
    "beta": "bandwidth (β)",
    "gamma": "exponent (γ)",
    "frame": "frame",
}

Moving: TypeAlias = Constant | Literal["frame"]
"""What moves while the scheme and its level stay."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """A score of the sweep.

    Attributes
    ----------
    value : float
        Of what moves.
    name : str
        The value in words, as a subject.
    vsi : float
        The score.
    noise : Mark, optional
        What noise scores there; None until that is known.
    """

    value: float
    name: str
    vsi: float
    noise: Mark | None

    @property
    def above_noise(self) -> bool:
        """Whether noise is known, and all of it scores less."""
        return bool(self.noise and self.noise.high and self.vsi > self.noise.high)

    def as_ring(self) -> Ring:
        """Return the point as a ring of a gauge that bears its value."""
        return Ring(
            number=int(self.value), name=self.name, vsi=self.vsi, noise=self.noise
        )


def points(
    rows: Mapping[str, Row], values: Sequence[float], name: Callable[[float, Row], str]
) -> list[Point]:
    """Return the scores that are known, in the order of the values."""
    found = []
    for value in values:
        row = rows.get(step_name(value), {})
        if "vsi" in row:
            found.append(
                Point(
                    value=value,
                    name=name(value, row),
                    vsi=float(str(row["vsi"])),
                    noise=noise_mark(rows.get(step_name(value, NOISE), {})),
                )
            )
    return found


def noise_mark(row: Row) -> Mark | None:
    """Return the range of noise of a row; None where there is none."""
    if "vsi" not in row:
        return None
    mean, low, high = (float(str(row[part])) for part in ("vsi", "low", "high"))
    return Mark(
        label="noise",
        about=f"its own pixels in random order, {row['draws']} draws",
        vsi=mean,
        low=low,
        high=high,
    )


def name_of(variable: Moving) -> Callable[[float, Row], str]:
    """Return a function that names a value of a constant, or a frame, as a subject."""
    return {
        "alpha": lambda value, row: f"Blocks of {row['side']} px",
        "beta": lambda value, row: f"A bandwidth (β) of {value:g}",
        "gamma": lambda value, row: f"An exponent (γ) of {value:g}",
        "frame": lambda value, row: f"Frame {value:g}",
    }[variable]


def constant_words(
    variable: Moving,
    found: Sequence[Point],
    count: int,
    *,
    with_noise: Collection[float] | None = None,
) -> tuple[str, str]:
    """Return heading and line on a constant that moves, or a frame.

    Parameters
    ----------
    variable : str
        Which one.
    found : sequence of Point
        What is known.
    count : int
        Values of the sweep.
    with_noise : collection of float, optional
        Values at which noise is measured; all unless given.
    """
    known = _known(found, count, "frames" if variable == "frame" else "values")
    if len(found) < 2:
        return _NOT_YET, known
    least, most = (pick(found, key=lambda point: point.vsi) for pick in (min, max))
    due = [p for p in found if with_noise is None or p.value in with_noise]
    within = [point for point in due if not point.above_noise]
    measured = all(point.noise for point in due)
    shows = "show" if variable == "alpha" else "shows"
    if measured and len(within) == len(due):
        at = "In no frame" if variable == "frame" else "At no value"
        heading = f"{at} does it score more than noise."
        return heading, f"{most.name} {shows} most: {most.vsi:.2f}. {known}".strip()
    noise = known or "What noise scores is being measured."
    if measured and not known:
        noise = _noise(variable, within, len(due), count)
    if most.vsi - least.vsi < _LITTLE:
        scores = range_words(least.vsi, most.vsi)
        return f"The {_NOUNS[variable]} hardly matters: {scores}.", noise
    heading = f"{least.name} {shows} least: {least.vsi:.2f}."
    return heading, f"{most.name} {shows} most: {most.vsi:.2f}. {noise}"


_FEW = 6  # frames that are named one by one


def _noise(variable: Moving, within: Sequence[Point], measured: int, count: int) -> str:
    """Say where a score is no more than noise."""
    names = [f"{point.value:g}" for point in within]
    if variable != "frame":
        if not within:
            return "All values are above noise."
        return f"At {_listed(names)} this score cannot tell it from noise."
    of = f"{measured} frames" if measured == count else f"{measured} measured frames"
    if not within:
        return f"All {of} are above noise."
    if len(within) > _FEW:
        where = f"In {len(within)} of {of}"
    else:
        where = f"In frame{'s' if len(within) > 1 else ''} {_listed(names)}"
    return f"{where} this score cannot tell it from noise."


def level_words(found: Sequence[Point], count: int) -> tuple[str, str]:
    """Return heading and line on the levels of a scheme; level 1 is the strongest."""
    known = _known(found, count, "values")
    if not found or known:
        return _NOT_YET, known
    least, most = (pick(found, key=lambda point: point.vsi) for pick in (min, max))
    span = f"Level {least.value:g} scores {least.vsi:.2f}"
    if count > 1:
        span += f", level {most.value:g} scores {most.vsi:.2f}"
    if not all(point.noise for point in found):
        heading = f"Level {least.value:g} scores least: {least.vsi:.2f}."
        if count == 1:
            heading = f"The only level scores {least.vsi:.2f}."
        return heading, "What noise scores is being measured."
    within = [point for point in found if not point.above_noise]
    if count == 1:
        more = "no more" if within else "more"
        return f"The only level scores {more} than noise.", f"{span}."
    if not within:
        return "At every level more shows than in noise.", f"{span}."
    if len(within) == count:
        return "No level scores more than noise.", f"{span}."
    last = len(within)
    if within == list(found[:last]):
        names = "Level 1 scores" if last == 1 else f"Levels 1 to {last} score"
        first = found[last]
        heading = f"{names} no more than noise."
        line = f"From level {first.value:g} on more shows: {first.vsi:.2f} and above."
        lowest = min(point.vsi for point in found[last:])
        if f"{lowest:.2f}" != f"{first.vsi:.2f}":
            line = f"From level {first.value:g} on more shows. {span}."
        return heading, line
    names = _listed([f"{point.value:g}" for point in within])
    score = "Level {} scores" if len(within) == 1 else "Levels {} score"
    return f"{score.format(names)} no more than noise.", f"{span}."


def _known(found: Sequence[Point], count: int, what: str) -> str:
    if len(found) == count:
        return ""
    return f"{len(found)} of {count} {what} are known."


def _listed(words: Sequence[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
