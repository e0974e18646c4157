"""What is held against human scores: indices, and settings of the proposed one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.recognizability.form import Form
from core.recognizability.parameters import (
    ALPHA_SWEEP,
    BETA_SWEEP,
    Components,
    Constant,
)

FIGURE_3: Mapping[Constant, tuple[float, ...]] = {
    "alpha": ALPHA_SWEEP,
    "beta": BETA_SWEEP,
}
"""Values of each constant in Fig. 3."""

CONFIGURATIONS = {
    "C1": "appearance (sim_A)",
    "C2": "+ structure (sim_S)",
    "C3": "+ weights (w)",
    "C4": "+ edge histogram (GS)",
}
"""Rows of Table 3, and what each adds to the one before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """A column of scores.

    Attributes
    ----------
    name : str
        "lss", "proposed alpha=0.05" or "proposed C1"; the same in files and in jobs.
    form : Form, optional
        Of the proposed index; None for any other.
    constant : str, optional
        "alpha", "beta" or "gamma", where a constant moves as in Fig. 3.
    value : float
        Of that constant.
    configuration : str
        "C1" to "C4" for a row of Table 3.
    """

    name: str
    form: Form | None = None
    constant: Constant | None = None
    value: float = 0.0
    configuration: str = ""

    @property
    def is_index(self) -> bool:
        """Whether it is an index, and not a setting of the proposed one."""
        return not (self.constant or self.configuration)


def of_index(key: str) -> Measure:
    """Measure of an index, as `core.INDICES` has it."""
    return Measure(name=key, form=Form() if key == "proposed" else None)


def of_value(constant: Constant, value: float) -> Measure:
    """Proposed index with one constant moved, the others as in the paper."""
    form = Form()
    moved = replace(form.parameters, **{constant: value})
    return Measure(
        name=f"proposed {constant}={value:g}",
        form=replace(form, parameters=moved),
        constant=constant,
        value=value,
    )


def of_configuration(name: str) -> Measure:
    """Proposed index with the components of a row of Table 3."""
    return Measure(
        name=f"proposed {name}",
        form=Form(components=getattr(Components, name)),
        configuration=name,
    )


def paper_settings() -> tuple[Measure, ...]:
    """Every point of Fig. 3, then every row of Table 3."""
    return (
        *(of_value(constant, v) for constant, vs in FIGURE_3.items() for v in vs),
        *map(of_configuration, CONFIGURATIONS),
    )
