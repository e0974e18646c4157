"""The head of Compare: which encryption hides or shows most, and all on one scale."""

import hashlib
import math
import re
from collections.abc import Callable, Sequence

from core.recognizability.form import Form
from explorer.compare.comparison import Comparison, Encryption
from explorer.figures.deferred import known_noise, noise
from explorer.figures.gauge import Mark, top_of
from explorer.figures.head import head
from explorer.figures.noise_words import range_words
from explorer.figures.rings import Ring, noise_of_all, rings_gauge
from explorer.pair.noise_draws import Draws
from explorer.pair.sources import Source
from explorer.store.served_files import SERVED

_LONGEST = 40  # letters of a name in a heading

Measure = Callable[[Source, Source, Form], Draws | None]


def head_figure(found: Comparison) -> tuple[str, str | None]:
    """Return the head as far as it is known, and the address of the whole.

    There is no address while scores are on their way, nor where nothing is missing.
    """
    values = [column.values["proposed"] for column in found.columns]
    # What is made later holds no picture but those that it is given.
    form, names = found.form, heading_names(found.encryptions)
    end = top_of(form)
    numbers = [each.number for each in found.encryptions]
    sources = [each.source for each in found.encryptions]

    def drawn(measure: Measure, plain: Source, encrypted: Sequence[Source]) -> str:
        rings = [
            Ring(
                number=number,
                name=name,
                vsi=value,
                noise=_mark(measure(plain, source, form)),
            )
            for number, name, value, source in zip(
                numbers, names, values, encrypted, strict=True
            )
            if value is not None and not math.isnan(value)
        ]
        waiting = values.count(None)
        number, heading, line = words(rings, waiting=waiting, end=end)
        return head(number, heading, line, end=end, scale=rings_gauge(rings, end))

    now = drawn(known_noise, found.plain, sources)
    if None in values or all(
        known_noise(found.plain, source, form) for source in sources
    ):
        return now, None
    parts = (found.plain.digest, [s.digest for s in sources], form, now)
    later = SERVED.defer(
        hashlib.sha256(repr(parts).encode()).hexdigest(),
        lambda plain, *encrypted: drawn(noise, plain, encrypted).encode(),
        found.plain,
        *sources,
        ending="txt",
    )
    return now, later


def _mark(draws: Draws | None) -> Mark | None:
    return Mark.of_noise(draws) if draws else None


def heading_names(encryptions: Sequence[Encryption]) -> list[str]:
    """Return short names; with the level, or the number, where two are alike."""
    names = [each.short for each in encryptions]
    levels = [each.detail.partition(" · ")[0] for each in encryptions]
    names = [
        f"{name} ({level})" if names.count(name) > 1 and level else name
        for name, level in zip(names, levels, strict=True)
    ]
    return [
        _cut(f"{name} ({each.number})" if names.count(name) > 1 else name)
        for name, each in zip(names, encryptions, strict=True)
    ]


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def words(
    rings: Sequence[Ring], *, waiting: int, end: float | None
) -> tuple[float | None, str, str]:
    """Return the number of the head, its heading and its line.

    Parameters
    ----------
    rings : sequence of Ring
        The encryptions that have a score.
    waiting : int
        How many have none yet.
    end : float, optional
        Upper end of the scale; None with Eq. 6 as printed.
    """
    if waiting:
        count = len(rings) + waiting
        ready = f"{len(rings)} of {count} {'is' if len(rings) == 1 else 'are'} ready."
        return None, "The scores are on their way.", ready
    if not rings:
        return (
            None,
            "None of these has a score.",
            "The message below says why. Choose another encryption at the side.",
        )
    most, least = (f"{pick(ring.vsi for ring in rings):.2f}" for pick in (max, min))
    if len(rings) == 1:
        heading = _says(rings, "score", f"{most}.")
        return rings[0].vsi, heading, f"Add another to compare it with. {_noise(rings)}"
    if most == least:
        return rings[0].vsi, f"They all score alike: {most}.", _noise(rings)
    high, low = (
        [r for r in rings if f"{r.vsi:.2f}" == score] for score in (most, least)
    )
    if end is None:
        order = "With Eq. 6 as printed the order of schemes is upside down."
        heading = _says(low, "score", f"least: {least}.")
        line = _says(high, "score", f"most: {most}.")
        return low[0].vsi, heading, f"{line} {order}"
    if noise_of_all(rings) is None:
        heading = _says(high, "score", f"most: {most}.")
        line = _says(low, "score", f"least: {least}.")
        return high[0].vsi, heading, f"{line} {_noise(rings)}"
    within = [ring for ring in rings if not ring.above_noise]
    if not within:
        heading = _says(low, "hide", f"most: {least}.")
        line = _says(high, "show", f"most: {most}.")
        return low[0].vsi, heading, f"{line} {_noise(rings)}"
    if len(within) == len(rings):
        which = "either" if len(rings) == 2 else "any"
        heading = f"This score cannot tell {which} of them from noise."
        other = "The other indices may still find something."
        return high[0].vsi, heading, f"{_noise(rings)} {other}"
    above = [ring for ring in rings if ring.above_noise]
    most = f"{max(ring.vsi for ring in above):.2f}"
    shows = [ring for ring in above if f"{ring.vsi:.2f}" == most]
    line = f"This score cannot tell {_listed(within)} from noise. {_noise(rings)}"
    return shows[0].vsi, _says(shows, "show", f"most: {most}."), line


def _says(rings: Sequence[Ring], verb: str, rest: str) -> str:
    """A sentence on one by its name, or on several by their numbers."""
    if len(rings) > 1:
        return f"{_listed(rings)} {verb} {rest}"
    name = rings[0].name
    # As in "Blocks of 64 shuffled show"; a file has any name.
    many = re.search(
        r"\b(blocks|planes|signs|means|bits)\b", name.lower().split(" (")[0]
    )
    return f"{name} {verb if many and '.' not in name else f'{verb}s'} {rest}"


def _listed(rings: Sequence[Ring]) -> str:
    *others, last = (str(ring.number) for ring in rings)
    return f"{', '.join(others)} and {last}" if others else last


def _noise(rings: Sequence[Ring]) -> str:
    noise = noise_of_all(rings)
    if noise is None:
        return "What noise scores is being measured."
    one = len(rings) == 1
    where = "this picture" if one else "these pictures"
    return f"Noise scores {range_words(*noise)} on {where}."
