"""The head of Tune: the score at hand, what the sweep says, and the scale."""

import hashlib
from collections.abc import Collection, Sequence

from core.encryption import Scheme
from core.image import ImageError
from core.recognizability.form import Form
from explorer.figures.deferred import known_noise, noise
from explorer.figures.gauge import Mark, ScoreOnScale, gauge, top_of
from explorer.figures.head import head
from explorer.figures.rings import rings_gauge
from explorer.pair import evaluation
from explorer.pair.frames import frame_of
from explorer.pair.sources import Source
from explorer.pair.sweeps import NOISE, step_name
from explorer.store.jobs import BackgroundJob
from explorer.store.served_files import SERVED
from explorer.tune.verdict import (
    Moving,
    constant_words,
    level_words,
    name_of,
    noise_mark,
    points,
)
from explorer.widgets.figure_view import figure_view

_KEY, _HEIGHT = "tune_head", 96


def draw_constant_head(
    job: BackgroundJob,
    plain: Source,
    encrypted: Source,
    variable: Moving,
    values: Sequence[float],
    form: Form,
    *,
    with_noise: Collection[float] | None = None,
) -> None:
    """Draw the score of the pair as it is set, and what a moving constant does.

    A frame that moves is described as a constant is. Noise of some `values` is
    measured.
    """
    name = name_of(variable)
    found = points(job.rows, values, name)
    heading, line = constant_words(variable, found, len(values), with_noise=with_noise)
    try:
        result = evaluation.evaluate(plain, encrypted, form)
    except ImageError as error:
        figure_view(
            head(None, heading, f"{error}. Move a constant at the side."), key=_KEY
        )
        return
    if variable == "frame":
        now = float(max(frame_of(plain), frame_of(encrypted)))
        line = f"Frame {now:g} of {len(values)} scores {result.vsi:.2f}. {line}"
    else:
        now = getattr(form.parameters, variable)
        here = name(now, {"side": result.side})
        line = f"With {here[0].lower()}{here[1:]} it is {result.vsi:.2f}. {line}"
    reading = ScoreOnScale.of(result, plain.made.channel)

    def drawn(mark: Mark | None) -> str:
        scale = gauge(reading, [mark] if mark else [])
        return head(reading.vsi, heading, line, end=reading.top, scale=scale)

    mark = noise_mark(job.rows.get(step_name(now, NOISE), {}))
    draws = known_noise(plain, encrypted, form)
    if mark is None and draws:
        mark = Mark.of_noise(draws)
    later = None
    # A sweep that goes through this value measures its noise.
    if mark is None and not (job.state == "running" and now in (with_noise or values)):
        parts = ("tune", plain.digest, encrypted.digest, form, drawn(None))
        later = SERVED.defer(
            hashlib.sha256(repr(parts).encode()).hexdigest(),
            lambda plain, encrypted: drawn(
                Mark.of_noise(noise(plain, encrypted, form))
            ).encode(),
            plain,
            encrypted,
            ending="txt",
        )
    figure_view(drawn(mark), key=_KEY, later=later, height=_HEIGHT)


def draw_level_head(
    job: BackgroundJob, values: Sequence[float], level: int, scheme: Scheme, form: Form
) -> None:
    """Draw the score of one level, what the levels say, and a ring for each of them."""
    labels = scheme.level_labels
    found = points(job.rows, values, lambda value, _: labels[int(value) - 1])
    heading, line = level_words(found, len(values))
    here = next((point.vsi for point in found if point.value == level), None)
    if here is not None and len(values) > 1:
        line = f"Level {level}, {labels[level - 1]}, is {here:.2f}. {line}"
    end = top_of(form)
    scale = rings_gauge([point.as_ring() for point in found], end)
    html = head(here, heading, line, end=end, scale=scale)
    figure_view(html, key=_KEY, height=_HEIGHT)
