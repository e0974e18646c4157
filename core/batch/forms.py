"""Many forms of the proposed index on one pair, each stage computed once."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from core.batch.jobs import Form
from core.image import ImageError
from core.recognizability import stages
from core.recognizability.blocks import Border
from core.recognizability.index import Recognizability, pool


def evaluate_forms(
    pair: stages.Pair, forms: Mapping[str, Form]
) -> Iterator[tuple[str, Recognizability | ImageError]]:
    """Results by name, or what the index has against a form.

    Forms that differ late (in gamma, or in the components) follow one another, so that
    what they share is at hand; see `core.recognizability.stages`. The order is not that
    of `forms`.
    """
    shorter = min(pair.plain.shape)

    @lru_cache(maxsize=1)
    def grid(border: Border, side: int) -> stages.Grid:
        return stages.cut(pair, side, border)

    @lru_cache(maxsize=1)
    def filtered(border: Border, side: int, bandwidth: float) -> stages.Filtered:
        return stages.low_pass(grid(border, side), bandwidth)

    @lru_cache(maxsize=1)
    def sim_a(
        border: Border, side: int, bandwidth: float, gamma: float
    ) -> stages.Float32:
        return stages.compare(filtered(border, side, bandwidth), gamma)

    def constants(form: Form) -> tuple[Border, int, float, float]:
        side = form.parameters.block_side(shorter)
        return (
            form.border,
            side,
            form.parameters.bandwidth(side),
            form.parameters.gamma,
        )

    for name, form in sorted(forms.items(), key=lambda item: constants(item[1])):
        border, side, bandwidth, gamma = constants(form)
        try:
            yield (
                name,
                pool(
                    pair,
                    grid(border, side),
                    filtered(border, side, bandwidth),
                    sim_a(border, side, bandwidth, gamma),
                    form.parameters,
                    form.components,
                    border,
                    form.pooling,
                ),
            )
        except ImageError as error:
            yield name, error
