"""What a job computes when one constant of the index, or a scheme's level, moves."""

import hashlib
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias, TypeVar

import numpy as np

from core.encryption import SCHEMES
from core.evaluation.settings import CONFIGURATIONS
from core.image import Luma
from core.recognizability import stages
from core.recognizability.blocks import Border
from core.recognizability.index import Recognizability, pool
from core.recognizability.parameters import (
    ALPHA_SWEEP,
    BETA_SWEEP,
    Components,
    Parameters,
)
from core.recognizability.pooling import Pooling
from explorer.jobs import Step
from explorer.results import Row, result_key
from explorer.samples import Source, encrypt_source

Stage = TypeVar("Stage")

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


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Everything of the index but the images.

    Attributes
    ----------
    parameters, components, border, pooling
        As `core.visual_security_index` takes them.
    """

    parameters: Parameters
    components: Components
    border: Border = "crop"
    pooling: Pooling = "normalised"

    def at(self, variable: Variable, value: float) -> "Settings":
        """Return the settings with one constant moved; a level moves none."""
        if variable == "level":
            return self
        parameters = replace(self.parameters, **{variable: value})
        return replace(self, parameters=parameters)

    def words(self, side: int) -> list[object]:
        """List what a result depends on; alpha counts by its block side l."""
        used = self.components
        return [
            side,
            self.parameters.beta,
            self.parameters.gamma,
            [used.structure, used.weight, used.global_similarity],
            self.border,
            self.pooling,
        ]


class Stages:
    """A pair of images with the stages that the last constants needed.

    A sweep moves one constant at a time, so that most of the stages before it stay.
    """

    def __init__(self, plain: Luma, encrypted: Luma) -> None:
        self._images = plain, encrypted
        self._kept: dict[str, tuple[Hashable, Any]] = {}

    def evaluate(self, settings: Settings) -> Recognizability:
        """Return what `core.visual_security_index` does."""
        parameters, border = settings.parameters, settings.border
        pair = self._keep("pair", (), lambda: stages.prepare(*self._images))
        side = parameters.block_side(min(pair.plain.shape))
        bandwidth = parameters.bandwidth(side)
        grid = self._keep(
            "grid", (side, border), lambda: stages.cut(pair, side, border)
        )
        filtered = self._keep(
            "filtered",
            (side, border, bandwidth),
            lambda: stages.low_pass(grid, bandwidth),
        )
        sim_a = self._keep(
            "sim_a",
            (side, border, bandwidth, parameters.gamma),
            lambda: stages.compare(filtered, parameters.gamma),
        )
        return pool(
            pair,
            grid,
            filtered,
            sim_a,
            parameters,
            settings.components,
            border,
            settings.pooling,
        )

    def _keep(self, name: str, key: Hashable, make: Callable[[], Stage]) -> Stage:
        """Return a stage; made anew where its constants moved."""
        if name not in self._kept or self._kept[name][0] != key:
            self._kept.pop(name, None)
            self._kept[name] = (key, make())
        return self._kept[name][1]


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
    settings: Settings,
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
        at = settings.at(variable, value)
        for role, other, pair in pairs:
            steps.append(_step(step_name(value, role), plain, other, pair, at))
    return steps


def level_steps(plain: Source, scheme: str, key: str, settings: Settings) -> list[Step]:
    """Score a plain image encrypted at every level of a scheme, and against noise."""
    noise = _noise_source(plain)
    steps = []
    for level in range(1, SCHEMES[scheme].levels + 1):
        secret = hashlib.sha256(key.encode()).hexdigest()

        def run(level: int = level) -> Row:
            made = encrypt_source(plain, SCHEMES[scheme], level, key)
            return _row(Stages(plain.luma, made.luma).evaluate(settings))

        steps.append(
            Step(
                name=step_name(level),
                key=result_key(
                    "level",
                    plain.digest,
                    scheme,
                    level,
                    secret,
                    _words(plain, settings),
                ),
                kind="level",
                run=run,
            )
        )
    against_noise = Stages(plain.luma, noise.luma)
    steps.append(_step(step_name(1, NOISE), plain, noise, against_noise, settings))
    return steps


def step_name(value: float, role: str = "") -> str:
    """Name a step by its value, and by what the plain image is compared with."""
    return f"{value:g} {role}".strip()


def _noise_source(plain: Source) -> Source:
    return Source(title=NOISE, digest=NOISE, luma=noise_like(plain.luma))


def _step(
    name: str, plain: Source, other: Source, pair: Stages, settings: Settings
) -> Step:
    return Step(
        name=name,
        key=result_key("pair", plain.digest, other.digest, _words(plain, settings)),
        kind="pair",
        run=lambda: _row(pair.evaluate(settings)),
    )


def _words(plain: Source, settings: Settings) -> list[object]:
    side = settings.parameters.block_side(min(plain.luma.shape))
    return [*plain.luma.shape, *settings.words(side)]


def _row(result: Recognizability) -> Row:
    return {
        "vsi": float(result.vsi),
        "rd": float(result.rd),
        "gs": float(result.gs),
        "side": result.side,
    }


def ablation_steps(plain: Source, encrypted: Source, settings: Settings) -> list[Step]:
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
            replace(settings, components=getattr(Components, name)),
        )
        for name in CONFIGURATIONS
        for role, other, pair in pairs
    ]
