"""Judged images in, scores out: what the jobs of People and Tune compute."""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.evaluation import (
    CONFIGURATIONS,
    Database,
    Judged,
    Measure,
    Readable,
    SchemeImage,
    of_configuration,
    of_index,
    of_value,
    regenerated,
)
from core.evaluation.archive import member_sums
from core.evaluation.rows import ImageFile, Pixels, Square, ZippedImage
from core.image import Luma
from core.indices import INDICES
from core.recognizability.parameters import CONSTANTS
from explorer.pair.sources import FOLDER, samples
from explorer.pair.sweeps import PAPER_VALUES, Stages, form_words
from explorer.store.jobs import Step
from explorer.store.results_on_disk import Row, result_key

SHIPPED = Path(__file__).with_name("regenerated_scores.json")
"""Scores of the regenerated benchmark, from `benchmarks/regenerated.py`."""


def all_measures() -> list[Measure]:
    """Return every measure that is shipped with its scores."""
    return [
        *map(of_index, INDICES),
        *(of_value(name, value) for name in CONSTANTS for value in PAPER_VALUES[name]),
        *map(of_configuration, CONFIGURATIONS),
    ]


@lru_cache(maxsize=1)
def sample_benchmark() -> Database:
    """Return the sample images encrypted by PEID's identified schemes."""
    return regenerated({key: FOLDER / entry.file for key, entry in samples().items()})


@dataclass(frozen=True, kw_only=True, slots=True)
class Shipped:
    """Scores that come with Showthrough, and how they were made.

    Attributes
    ----------
    made : mapping
        Date, digest of the core's source, versions, and digest of the images.
    scores : mapping
        Score of each row by (measure, row), as `row_name` writes it.
    intervals : mapping
        95 % interval of SROCC by the digest of a column: see `cached_agreement.py`.
    tests : mapping
        Paired tests against the proposed index by the digests of both columns, as
        `cached_agreement.row_of_test` writes them.
    """

    made: Mapping[str, object]
    scores: Mapping[tuple[str, str], float]
    intervals: Mapping[str, tuple[float, float]]
    tests: Mapping[str, Mapping[str, float]]


@lru_cache(maxsize=1)
def shipped() -> Shipped:
    """Read the scores that come with Showthrough; none where the file is missing."""
    try:
        held = json.loads(SHIPPED.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Shipped(made={}, scores={}, intervals={}, tests={})
    scores = {
        (measure, row): score
        for measure, column in held["scores"].items()
        for row, score in zip(held["rows"], column, strict=True)
    }
    intervals = {name: (low, high) for name, (low, high) in held["intervals"].items()}
    return Shipped(
        made=held["made"], scores=scores, intervals=intervals, tests=held["tests"]
    )


def row_name(row: Judged) -> str:
    """Name a row by its picture, type and level: "camera enc09 4"."""
    return f"{row.picture} {row.type} {row.level}"


def step_name(measure: Measure, number: int) -> str:
    """Name the step that scores a row of a database by its number."""
    return f"{measure.name}/{number}"


def benchmark_steps(
    database: Database,
    measures: Sequence[Measure],
    known: Mapping[tuple[str, str], float] | None = None,
) -> list[Step]:
    """Score every row of a database by every measure, row by row.

    Rows of the job have `value`; `scores` collects them.

    Parameters
    ----------
    database : Database
        What people judged.
    measures : sequence of Measure
        What scores it.
    known : mapping, optional
        Scores that are known, as in `Shipped`.
    """
    known = known or {}
    desk = _Reading()
    steps = []
    for number, row in enumerate(database.rows):
        images = [content(row.plain), content(row.encrypted)]
        for measure in measures:
            score = known.get((measure.name, row_name(row)))
            form = measure.form
            words: list[object] = ["judged", images, measure.name]
            if form is not None:
                alpha = form.parameters.alpha
                words = ["judged", images, alpha, *form_words(form, 0)]
            steps.append(
                Step(
                    name=step_name(measure, number),
                    key=result_key(*words),
                    kind=measure.name if form is None else "proposed",
                    run=lambda row=row, measure=measure: desk.score(row, measure),
                    known=None if score is None else {"value": score},
                )
            )
    return steps


class _Reading:
    """The pair that was read last, for all the measures that follow on it."""

    def __init__(self) -> None:
        self._row: Judged | None = None
        self._pair: tuple[Luma, Luma]
        self._stages: Stages

    def score(self, row: Judged, measure: Measure) -> Row:
        if row is not self._row:
            self._row = None
            self._pair = row.read()
            self._stages = Stages(*self._pair)
            self._row = row
        if measure.form is None:
            index = INDICES[measure.name]
            return {"value": float(index.evaluate(*self._pair, data_range=255).value)}
        return {"value": float(self._stages.evaluate(measure.form).vsi)}


def content(image: Readable) -> list[object]:
    """Name the pixels of an image by what they come from."""
    if isinstance(image, Square):
        return ["square", image.side, content(image.image)]
    if isinstance(image, SchemeImage):
        secret = hashlib.sha256(image.key.encode()).hexdigest()
        return [image.scheme, image.level, secret, content(image.plain)]
    if isinstance(image, ImageFile):
        status = image.path.stat()
        digest = _file_digest(image.path, status.st_size, status.st_mtime_ns)
        return ["file", digest, image.whole]
    if isinstance(image, ZippedImage):
        status = image.archive.stat()
        sums = _members(image.archive, status.st_size, status.st_mtime_ns)
        return ["member", *sums[image.member], image.whole]
    if isinstance(image, Pixels):
        return ["pixels", hashlib.sha256(image.pixels.tobytes()).hexdigest()]
    raise TypeError(f"unknown kind of picture: {type(image).__name__}")


@lru_cache(maxsize=5000)
def _file_digest(path: Path, size: int, changed: int) -> str:
    del size, changed
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@lru_cache(maxsize=4)
def _members(archive: Path, size: int, changed: int) -> dict[str, tuple[int, int]]:
    """Check sum and size of every file in a zip archive, from its directory."""
    del size, changed
    return member_sums(archive)


def scores(
    rows: Mapping[str, Row], database: Database, measures: Iterable[Measure]
) -> dict[str, NDArray[np.float64]]:
    """Return the scores so far, (N,) by name of the measure; NaN where there is none.

    Parameters
    ----------
    rows : mapping
        Of a job of `benchmark_steps`.
    database : Database
        N rows.
    measures : iterable of Measure
        Which scores.
    """

    def score(measure: Measure, number: int) -> float:
        value = rows.get(step_name(measure, number), {}).get("value")
        return float(value) if isinstance(value, int | float) else math.nan

    return {
        measure.name: np.array([score(measure, n) for n in range(len(database.rows))])
        for measure in measures
    }
