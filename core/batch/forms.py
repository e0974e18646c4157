"""Many forms of the proposed index on one pair, each stage computed once."""

from collections.abc import Iterator, Mapping

from core.image import ImageError
from core.recognizability.form import Form
from core.recognizability.index import Recognizability, evaluate
from core.recognizability.stages import Pair
from core.recognizability.store import LastStages


def evaluate_forms(
    pair: Pair, forms: Mapping[str, Form]
) -> Iterator[tuple[str, Recognizability | ImageError]]:
    """Results by name, or what the index has against a form.

    Forms that differ late (in gamma, or in the components) follow one another, so that
    what they share is at hand; see `core.recognizability.stages`. The order is not that
    of `forms`.
    """
    kept = LastStages()
    shorter = min(pair.plain.shape)

    def constants(form: Form) -> tuple[str, tuple[int, int], int, float, float]:
        side = form.parameters.block_side(shorter)
        bandwidth = form.parameters.bandwidth(side)
        return form.border, form.offset, side, bandwidth, form.parameters.gamma

    for name, form in sorted(forms.items(), key=lambda item: constants(item[1])):
        try:
            yield name, evaluate(pair, form, kept)
        except ImageError as error:
            yield name, error
