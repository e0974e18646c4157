"""What a job computes when a pair goes from frame to frame."""

import hashlib
from functools import cache

import numpy as np

from core.image import Luma
from core.recognizability.form import Form
from core.recognizability.noise import DRAWS, noise_pair
from core.recognizability.stages import Pair, prepare
from explorer.pair.frames import frame_digest, pair_at
from explorer.pair.sources import Source
from explorer.pair.sweeps import (
    NOISE,
    Noise,
    Stages,
    draw_by_draw,
    pair_words,
    row_of,
    step_name,
)
from explorer.store.jobs import Step
from explorer.store.results_on_disk import Row, result_key

MOST_NOISE = 25
"""Most frames whose noise is measured: that takes twenty times as long as the score."""


def measured(count: int) -> tuple[int, ...]:
    """Return the frames whose noise is measured: all, or some, evenly spread."""
    even = np.linspace(1, count, min(count, MOST_NOISE))
    return tuple(np.rint(even).astype(int).tolist())


def frame_steps(plain: Source, encrypted: Source, count: int, form: Form) -> list[Step]:
    """Score a pair at each frame from 1 to `count`, then the noise of some of them.

    Rows are those of `pair_steps`. Every frame has its own pixels, and so its own
    noise. A frame that cannot be read gives a row that says so.
    """
    words = _words(plain, encrypted, form)

    def lumas(number: int) -> tuple[Luma, Luma]:
        first, second = pair_at(plain, encrypted, number)
        return first.luma, second.luma

    def score(number: int) -> Step:
        def run() -> Row:
            return row_of(Stages(*lumas(number)).evaluate(form))

        return Step(
            name=step_name(number),
            key=result_key("frame", *_digests(plain, encrypted, number), *words),
            kind="frame",
            run=run,
        )

    def noise(number: int) -> Step:
        @cache
        def pair() -> Pair:
            return prepare(*lumas(number), data_range=255)

        def drawn(draw: int) -> Pair:
            return noise_pair(pair(), draw)

        return _noise_step(number, drawn)

    def _noise_step(number: int, drawn: Noise) -> Step:
        key = (*_digests(plain, encrypted, number), *words, DRAWS)
        return Step(
            name=step_name(number, NOISE),
            key=result_key("frame noise", *key),
            kind=NOISE,
            run=draw_by_draw(drawn, form),
        )

    numbers = range(1, count + 1)
    return [*map(score, numbers), *map(noise, measured(count))]


def files_of(plain: Source, encrypted: Source) -> tuple[object, ...]:
    """Name what a sweep goes through, whichever frame is shown."""
    made = encrypted.made
    fit = plain.made.fit or made.fit
    files = _digests(plain, encrypted, 1)
    return (*files, made.scheme, made.level, made.key, fit)


def _digests(plain: Source, encrypted: Source, number: int) -> tuple[str, str]:
    """Names of both pictures at a frame; what is made of the plain one has none."""
    own = encrypted.digest == plain.digest or encrypted.made.scheme
    second = "" if own else frame_digest(encrypted, number)
    return frame_digest(plain, number), second


def _words(plain: Source, encrypted: Source, form: Form) -> list[object]:
    """List what the results depend on besides the files."""
    made = encrypted.made
    secret = hashlib.sha256(made.key.encode()).hexdigest()
    return [
        made.scheme,
        made.level,
        secret,
        plain.made.fit or made.fit,
        # Pages may differ in size, and so in the side of their blocks.
        form.parameters.alpha,
        form.in_pixels,
        pair_words(plain, form),
    ]
