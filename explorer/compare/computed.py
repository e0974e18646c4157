"""Scores and maps of every index, made in the background: ask until ready."""

import hashlib
from collections.abc import Hashable
from dataclasses import dataclass

from core.image import ImageError
from core.indices import INDICES, Score
from core.indices.proposed import as_score
from core.recognizability import stages
from core.recognizability.form import Form
from core.recognizability.index import Recognizability
from core.recognizability.index import evaluate as evaluate_index
from explorer.compare.after_attack import AfterAttack, after_attack
from explorer.compare.maps import Drawing, DrawnMaps, Scored, drawn, without_maps
from explorer.pair.sources import Source
from explorer.store.background import Background
from explorer.store.memory import MEMORY
from explorer.store.served_files import SERVED


@dataclass(frozen=True, kw_only=True, slots=True)
class Failed:
    """Why an index has no value for a pair."""

    problem: str


_BACKGROUND = Background(memory=MEMORY)


def scored(
    plain: Source,
    encrypted: Source,
    index: str,
    form: Form,
    place: int,
) -> Scored | Failed | None:
    """Return the value of an index, or None until it is ready.

    Made in the background, jobs of a low `place` first; ask again.
    """

    def call() -> Scored | Failed:
        try:
            return without_maps(*_score(plain, encrypted, index, form))
        except ImageError as error:
            return Failed(problem=f"{error}.")

    return _BACKGROUND.ask(
        ("value", *_names(plain, encrypted, index, form)), call, place
    )


def drawn_maps(
    plain: Source,
    encrypted: Source,
    index: str,
    form: Form,
    place: int,
) -> DrawnMaps | Failed | None:
    """Return the maps of an index as files, or None until they are ready."""

    def call() -> DrawnMaps | Failed:
        try:
            return drawn(_score(plain, encrypted, index, form)[0])
        except ImageError as error:
            return Failed(problem=f"{error}.")

    return _BACKGROUND.ask(
        ("maps", *_names(plain, encrypted, index, form)), call, place
    )


def after_best_attack(
    plain: Source, encrypted: Source, form: Form, place: int
) -> AfterAttack | Failed | None:
    """Return what the best fast attack makes of it, or None until that is ready."""

    def call() -> AfterAttack | Failed:
        try:
            return after_attack(plain, encrypted, form)
        except ImageError as error:
            return Failed(problem=f"{error}.")

    key = ("after attack", plain.digest, encrypted.digest, form)
    return _BACKGROUND.ask(key, call, place)


def _names(
    plain: Source, encrypted: Source, index: str, form: Form
) -> tuple[Hashable, ...]:
    own = form if index == "proposed" else None
    return plain.digest, encrypted.digest, index, own


def _score(
    plain: Source, encrypted: Source, index: str, form: Form
) -> tuple[Score, Recognizability | None]:
    """Score of an index; the paper's with the constants that the visitor chose."""
    if index != "proposed":
        score = INDICES[index].evaluate(plain.luma, encrypted.luma, data_range=255)
        return score, None
    pair = stages.prepare(plain.luma, encrypted.luma, data_range=255)
    result = evaluate_index(pair, form)
    return as_score(result), result


def layer_picture(drawing: Drawing) -> str:
    """Return the address of a layer's picture."""
    name = hashlib.sha256(drawing.png).hexdigest()[:32]
    return SERVED.put(f"layer-{name}", lambda: drawing.png)
