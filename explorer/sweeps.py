"""What a job computes when one constant of the index, or a scheme's level, moves."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

import numpy as np

from core.encryption import SCHEMES
from core.evaluation.settings import CONFIGURATIONS
from core.image import Luma
from core.recognizability.form import Form
from core.recognizability.index import Recognizability, evaluate
from core.recognizability.parameters import ALPHA_SWEEP, BETA_SWEEP, Components
from core.recognizability.stages import Pair, prepare
from core.recognizability.store import LastStages
from explorer.jobs import Step
from explorer.results import Row, result_key
from explorer.samples import Source, encrypt_source

Variable: TypeAlias = Literal["alpha", "beta", "gamma", "level"]

PAPER_VALUES: dict[Variable, tuple[float, ...]] = {
    "alpha": ALPHA_SWEEP,
    "beta": BETA_SWEEP,
    # The paper does not sweep gamma.
    "gamma": (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0),
}
"""Values of Fig. 3, and whole numbers for gamma."""

NOISE = "noise"
"""Names the row of the plain image against full noise: what any pair scores."""


def moved(form: Form, variable: Variable, value: float) -> Form:
    """Return a form with one constant moved; a level moves none."""
    if variable == "level":
        return form
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
    ]


class Stages:
    """A pair of images with the stages that the last constants needed."""

    def __init__(self, plain: Luma, encrypted: Luma) -> None:
        self._images = plain, encrypted
        self._pair: Pair | None = None
        self._kept = LastStages()

    def evaluate(self, form: Form) -> Recognizability:
        """Return what `core.visual_security_index` does."""
        if self._pair is None:
            self._pair = prepare(*self._images, data_range=255)
        return evaluate(self._pair, form, self._kept)


def spread(low: float, high: float, count: int, step: float) -> tuple[float, ...]:
    """Return up to `count` values from low to high, each a multiple of a step."""
    even = np.linspace(low, high, max(count, 2))
    return tuple(dict.fromkeys(round(round(v / step) * step, 9) for v in even.tolist()))


def noise_like(plain: Luma) -> Luma:
    """Return uniform noise of an image's size, always the same."""
    levels = np.random.default_rng(0).integers(0, 256, plain.shape)
    return levels.astype(np.float64)


def pair_steps(
    plain: Source,
    encrypted: Source,
    variable: Variable,
    values: Sequence[float],
    form: Form,
) -> list[Step]:
    """Score one pair, and the plain image against noise, at every value of a constant.

    Rows have `vsi`, `rd`, `gs` and `side`; the names of the steps are the value, as
    `step_name` writes it, and the same with `NOISE`.
    """
    noise = _noise_source(plain)
    steps = []
    pairs = [
        (role, other, Stages(plain.luma, other.luma))
        for role, other in (("", encrypted), (NOISE, noise))
    ]
    for value in values:
        at = moved(form, variable, value)
        for role, other, pair in pairs:
            steps.append(_step(step_name(value, role), plain, other, pair, at))
    return steps


def level_steps(plain: Source, scheme: str, key: str, form: Form) -> list[Step]:
    """Score a plain image encrypted at every level of a scheme, and against noise."""
    noise = _noise_source(plain)
    steps = []
    for level in range(1, SCHEMES[scheme].levels + 1):
        secret = hashlib.sha256(key.encode()).hexdigest()

        def run(level: int = level) -> Row:
            made = encrypt_source(plain, SCHEMES[scheme], level, key)
            return _row(Stages(plain.luma, made.luma).evaluate(form))

        steps.append(
            Step(
                name=step_name(level),
                key=result_key(
                    "level",
                    plain.digest,
                    scheme,
                    level,
                    secret,
                    _words(plain, form),
                ),
                kind="level",
                run=run,
            )
        )
    against_noise = Stages(plain.luma, noise.luma)
    steps.append(_step(step_name(1, NOISE), plain, noise, against_noise, form))
    return steps


def step_name(value: float, role: str = "") -> str:
    """Name a step by its value, and by what the plain image is compared with."""
    return f"{value:g} {role}".strip()


def _noise_source(plain: Source) -> Source:
    return Source(title=NOISE, digest=NOISE, luma=noise_like(plain.luma))


def _step(name: str, plain: Source, other: Source, pair: Stages, form: Form) -> Step:
    return Step(
        name=name,
        key=result_key("pair", plain.digest, other.digest, _words(plain, form)),
        kind="pair",
        run=lambda: _row(pair.evaluate(form)),
    )


def _words(plain: Source, form: Form) -> list[object]:
    side = form.parameters.block_side(min(plain.luma.shape))
    return [*plain.luma.shape, *form_words(form, side)]


def _row(result: Recognizability) -> Row:
    return {
        "vsi": float(result.vsi),
        "rd": float(result.rd),
        "gs": float(result.gs),
        "side": result.side,
    }


def ablation_steps(plain: Source, encrypted: Source, form: Form) -> list[Step]:
    """Score C1 to C4 of Table 3: of a pair, and of its plain image against noise."""
    noise = _noise_source(plain)
    pairs = [
        (role, other, Stages(plain.luma, other.luma))
        for role, other in (("", encrypted), (NOISE, noise))
    ]
    return [
        _step(
            f"{name} {role}".strip(),
            plain,
            other,
            pair,
            replace(form, components=getattr(Components, name)),
        )
        for name in CONFIGURATIONS
        for role, other, pair in pairs
    ]
