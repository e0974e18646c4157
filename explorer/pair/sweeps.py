"""What a job computes when one constant of the index, or a scheme's level, moves."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from statistics import fmean
from typing import Literal, TypeAlias

import numpy as np

from core.encryption import SCHEMES
from core.evaluation.measures import CONFIGURATIONS
from core.image import Luma
from core.recognizability.form import Form
from core.recognizability.index import Recognizability, evaluate
from core.recognizability.noise import DRAWS, noise_pair
from core.recognizability.parameters import (
    ALPHA_SWEEP,
    BETA_SWEEP,
    Components,
    Constant,
)
from core.recognizability.stages import Pair, prepare
from core.recognizability.store import LastStages
from explorer.pair.derived import encrypt_source
from explorer.pair.link_fields import number
from explorer.pair.sources import Source
from explorer.store.jobs import Step
from explorer.store.memory import MEMORY
from explorer.store.results_on_disk import Row, result_key

Variable: TypeAlias = Literal[Constant, "level", "frame"]

LETTERS: Mapping[str, str] = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "level": "a scheme's level",
    "frame": "the frame",
}

SLIDERS: Mapping[str, str] = {
    "alpha": "Block size",
    "beta": "Detail that passes the blur",
    "gamma": "How much the best parts count",
}
"""What a page calls the constants of the index."""

PAPER_VALUES: dict[Variable, tuple[float, ...]] = {
    "alpha": ALPHA_SWEEP,
    "beta": BETA_SWEEP,
    # The paper does not sweep gamma.
    "gamma": tuple(
        float(whole)
        for whole in range(int(number("gamma").low), int(number("gamma").high) + 1)
    ),
}
"""Values of Fig. 3, and whole numbers for gamma."""

NOISE = "noise"
"""Role of the rows that say what the encrypted pixels score in random order."""

Noise: TypeAlias = Callable[[int], Pair]
"""Number of a draw -> the plain image with the encrypted pixels in random order."""

_BYTES = 12  # of a shuffled picture and its edges, for each pixel


def moved(form: Form, variable: Variable, value: float) -> Form:
    """Return a form with one constant moved; a level and a frame move none."""
    if variable in ("level", "frame"):
        return form
    if variable == "alpha":  # the cipher's own blocks have one side
        return form.with_alpha(value)
    return replace(form, parameters=replace(form.parameters, **{variable: value}))


def form_words(form: Form, side: int) -> list[object]:
    """List what a result depends on; alpha counts by its block side l."""
    used = form.components
    return [
        side,
        form.parameters.beta,
        form.parameters.gamma,
        [used.structure, used.weight, used.global_similarity],
        form.border,
        form.pooling,
        # Left out where it is the usual one, so that earlier results keep their keys.
        *([list(form.offset)] if form.offset != (0, 0) else []),
    ]


class Stages:
    """A pair of images with the stages that the last constants needed."""

    def __init__(self, plain: Luma, encrypted: Luma) -> None:
        self._images = plain, encrypted
        self._pair: Pair | None = None
        self._kept = LastStages()

    def evaluate(self, form: Form) -> Recognizability:
        """Return what `core.visual_security_index` does."""
        return evaluate(self.pair, form, self._kept)

    @property
    def pair(self) -> Pair:
        """The pair with its edges."""
        if self._pair is None:
            self._pair = prepare(*self._images, data_range=255)
        return self._pair


def spread(low: float, high: float, count: int, step: float) -> tuple[float, ...]:
    """Return up to `count` values from low to high, each a multiple of a step."""
    even = np.linspace(low, high, max(count, 2))
    return tuple(dict.fromkeys(round(round(v / step) * step, 9) for v in even.tolist()))


def pair_steps(
    plain: Source,
    encrypted: Source,
    variable: Variable,
    values: Sequence[float],
    form: Form,
) -> list[Step]:
    """Score one pair at every value of a constant, then its noise, which takes longer.

    Rows have `vsi`, `rd`, `gs` and `side`, or of noise `vsi`, the mean, `low`, `high`
    and `draws`; the names of the steps are the value, as `step_name` writes it, and the
    same with `NOISE`.
    """
    pair = Stages(plain.luma, encrypted.luma)
    noise = _kept_noise(plain, encrypted, pair)
    forms = {value: moved(form, variable, value) for value in values}
    return [
        *(
            _step(step_name(value), plain, encrypted, pair, at)
            for value, at in forms.items()
        ),
        *(
            _noise_step(step_name(value, NOISE), plain, encrypted, noise, at)
            for value, at in forms.items()
        ),
    ]


def level_steps(plain: Source, scheme: str, key: str, form: Form) -> list[Step]:
    """Score a plain image encrypted at every level of a scheme, and the noise of each.

    Every level has its own pixels, and so its own noise. Its row also has the SHA-256
    of its picture.
    """
    secret = hashlib.sha256(key.encode()).hexdigest()
    scores, noise = [], []
    for level in range(1, SCHEMES[scheme].levels + 1):

        def made(level: int = level) -> Source:
            return encrypt_source(plain, SCHEMES[scheme], level, key)

        def run(made: Callable[[], Source] = made) -> Row:
            source = made()
            row = row_of(Stages(plain.luma, source.luma).evaluate(form))
            return {**row, "sha256": source.sha256}

        words = [plain.digest, scheme, level, secret, pair_words(plain, form)]
        scores.append(
            Step(
                name=step_name(level),
                key=result_key("level", *words),
                kind="level",
                run=run,
            )
        )
        noise.append(
            Step(
                name=step_name(level, NOISE),
                key=result_key("level noise", *words, DRAWS),
                kind=NOISE,
                run=draw_by_draw(_noise_of(plain, made), form),
            )
        )
    return [*scores, *noise]


def step_name(value: float, role: str = "") -> str:
    """Name a step by its value, and by what the plain image is compared with."""
    return f"{value:g} {role}".strip()


def _step(
    name: str, plain: Source, encrypted: Source, pair: Stages, form: Form
) -> Step:
    return Step(
        name=name,
        key=result_key("pair", plain.digest, encrypted.digest, pair_words(plain, form)),
        kind="pair",
        run=lambda: row_of(pair.evaluate(form)),
    )


def _noise_step(
    name: str, plain: Source, encrypted: Source, noise: Noise, form: Form
) -> Step:
    words = [plain.digest, encrypted.digest, pair_words(plain, form), DRAWS]
    return Step(
        name=name,
        key=result_key("noise", *words),
        kind=NOISE,
        run=draw_by_draw(noise, form),
    )


def draw_by_draw(noise: Noise, form: Form) -> Callable[[], Row | None]:
    """Return a function that scores one draw at each call; the last returns the row.

    All draws together may take long, so other work gets its turn between them.
    """
    scores: list[float] = []

    def run() -> Row | None:
        scores.append(float(evaluate(noise(len(scores)), form).vsi))
        if len(scores) < DRAWS:
            return None
        return {
            "vsi": fmean(scores),
            "low": min(scores),
            "high": max(scores),
            "draws": len(scores),
        }

    return run


def _kept_noise(plain: Source, encrypted: Source, stages: Stages) -> Noise:
    """Noise of a pair, remembered for other values and jobs where memory allows.

    Finding the edges takes longer than all the rest.
    """
    size = _BYTES * DRAWS * plain.luma.size

    def noise(draw: int) -> Pair:
        def make() -> Pair:
            return noise_pair(stages.pair, draw)

        if size > MEMORY.capacity / 3:  # it would displace the stages that sliders need
            return make()
        key = ("noise pair", plain.digest, encrypted.digest, draw)
        return MEMORY.recall(key, make, plain, encrypted)

    return noise


def _noise_of(plain: Source, made: Callable[[], Source]) -> Noise:
    """Noise of a picture that is made with the first draw."""

    @cache
    def pair() -> Pair:
        return prepare(plain.luma, made().luma)

    return lambda draw: noise_pair(pair(), draw)


def pair_words(plain: Source, form: Form) -> list[object]:
    """List what a result of a pair depends on besides its pixels."""
    side = form.parameters.block_side(min(plain.luma.shape))
    return [*plain.luma.shape, *form_words(form, side)]


def row_of(result: Recognizability) -> Row:
    """Return the row of a result."""
    return {
        "vsi": float(result.vsi),
        "rd": float(result.rd),
        "gs": float(result.gs),
        "side": result.side,
    }


def ablation_steps(plain: Source, encrypted: Source, form: Form) -> list[Step]:
    """Score C1 to C4 of Table 3 of a pair, then of its noise."""
    pair = Stages(plain.luma, encrypted.luma)
    noise = _kept_noise(plain, encrypted, pair)
    forms = {
        name: replace(form, components=getattr(Components, name))
        for name in CONFIGURATIONS
    }
    return [
        *(_step(name, plain, encrypted, pair, at) for name, at in forms.items()),
        *(
            _noise_step(f"{name} {NOISE}", plain, encrypted, noise, at)
            for name, at in forms.items()
        ),
    ]
