"""The parts of the index that can be in use, by their names in links and commands."""

from collections.abc import Mapping

from core.recognizability.parameters import Components

COMPONENTS = {"structure": "sim_S", "weight": "w", "global_similarity": "GS"}
"""What can be left out, field by field of `Components`, as the paper writes it."""

TABLE_3 = {name: getattr(Components, name) for name in ("C1", "C2", "C3", "C4")}
"""The rows of Table 3: each has one part more."""

CHOICES: Mapping[str, Components] = TABLE_3 | {
    "w": Components(structure=False, global_similarity=False),
    "gs": Components(structure=False, weight=False),
    "sim_s-gs": Components(weight=False),
    "w-gs": Components(structure=False),
}
"""Every choice by name, the paper's first; names never change."""


def name_of(components: Components) -> str:
    """Return the name of a choice."""
    return next(name for name, choice in CHOICES.items() if choice == components)


def used(components: Components) -> list[str]:
    """Return the fields of `Components` that are in use."""
    return [part for part in COMPONENTS if getattr(components, part)]


def of(parts: list[str]) -> Components:
    """Return the components of which only some fields are in use."""
    return Components(**{part: part in parts for part in COMPONENTS})
