"""One pair in, one row out; runs in the worker, and never raises for a bad pair."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.batch.forms import evaluate_forms
from core.batch.jobs import Form, Image, Job, name_of
from core.edges import edge_map
from core.image import ImageError, Luma, as_luma, as_pair, read_picture
from core.indices import INDICES
from core.recognizability import stages
from core.recognizability.index import Recognizability
from core.recognizability.noise import NoiseBaseline, noise_pair

KEPT = 2
"""Images whose luma and edges a worker keeps: the plain one, and the last encrypted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Details:
    """What a score of the proposed index is made of.

    Attributes
    ----------
    rd, gs : float
        Eqs. 6 and 7, in [0, 1].
    grid : tuple of int
        M and N, rows and columns of blocks.
    side : int
        l, in pixels.
    coverage : float
        Share of the pixels inside the grid, in (0, 1].
    near_copies : int
        Blocks that count 0 although a copy looks the same.
    vsi_with_copies : float
        VSI if those were exact copies.
    noise : NoiseBaseline, optional
        What noise scores, where that was asked for.
    """

    rd: float
    gs: float
    grid: tuple[int, int]
    side: int
    coverage: float
    near_copies: int
    vsi_with_copies: float
    noise: NoiseBaseline | None = None

    @classmethod
    def of(cls, found: Recognizability) -> "Details":
        """Take them from a result, whose pair tables are too large to send about."""
        rows, columns = found.degree.shape
        return cls(
            rd=float(found.rd),
            gs=float(found.gs),
            grid=(rows, columns),
            side=found.side,
            coverage=float(found.coverage),
            near_copies=int(found.near_copies.sum()),
            vsi_with_copies=float(found.vsi_with_copies),
        )


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Row:
    """What came of one pair.

    Attributes
    ----------
    number : int
        Place of the job in the list that was given, from 0.
    plain, encrypted : str
        Names of the images.
    scores : mapping of str to float
        Value of each measure that could be computed, by name, in the order asked for.
    details : mapping of str to Details
        What is behind the scores of the proposed index, by the names of its forms.
    error : str, optional
        Why some or all are missing, or what noise scores is.
    errors : mapping of str to str
        The same for each measure that it concerns, where the images could be read.
    notes : tuple of str
        What was left out or changed while the images were read.
    """

    number: int
    plain: str
    encrypted: str
    scores: Mapping[str, float] = field(default_factory=dict[str, float])
    details: Mapping[str, Details] = field(default_factory=dict[str, Details])
    error: str | None = None
    errors: Mapping[str, str] = field(default_factory=dict[str, str])
    notes: tuple[str, ...] = ()


def failed(number: int, job: Job, error: str) -> Row:
    """Row of a pair that gave no score at all."""
    return Row(
        number=number,
        plain=name_of(job.plain),
        encrypted=name_of(job.encrypted),
        error=error,
    )


def score(number: int, job: Job) -> Row:
    """Measure one pair; whatever goes wrong with it becomes part of the row."""
    try:
        plain, encrypted = _read(job.plain), _read(job.encrypted)
        as_pair(plain.luma, encrypted.luma, data_range=255)
    except Exception as error:  # noqa: BLE001 - the run goes on, whatever the pair
        return failed(number, job, _words(error))

    values, errors = dict[str, float](), dict[str, str]()
    details = dict[str, Details]()
    forms = {name: how for name, how in job.measures.items() if isinstance(how, Form)}
    others = {name: how for name, how in job.measures.items() if isinstance(how, str)}
    if forms:
        try:
            pair = stages.prepare(
                plain.luma,
                encrypted.luma,
                edges_plain=plain.edges,
                edges_encrypted=encrypted.edges,
                data_range=255,
            )
            for name, found in evaluate_forms(pair, forms):
                if isinstance(found, ImageError):
                    errors[name] = str(found)
                else:
                    values[name] = float(found.vsi)
                    details[name] = Details.of(found)
        except Exception as error:  # noqa: BLE001
            errors |= {name: _words(error) for name in forms if name not in values}
        else:
            measured = {name: forms[name] for name in details if job.draws}
            try:
                for name, draws in _noise(pair, measured, job.draws).items():
                    noise = NoiseBaseline.of(values[name], draws)
                    details[name] = replace(details[name], noise=noise)
            except Exception as error:  # noqa: BLE001 - the scores are there all the same
                said = f"noise could not be measured: {_words(error)}"
                errors |= dict.fromkeys(measured, said)
    for name, key in others.items():
        try:
            index = INDICES[key]
            found = index.evaluate(plain.luma, encrypted.luma, data_range=255)
            values[name] = found.value
        except Exception as error:  # noqa: BLE001
            errors[name] = _words(error)
    return Row(
        number=number,
        plain=name_of(job.plain),
        encrypted=name_of(job.encrypted),
        scores={name: values[name] for name in job.measures if name in values},
        details=details,
        error=_joined(errors, job) if errors else None,
        errors=errors,
        notes=(*plain.notes, *encrypted.notes),
    )


def _noise(
    pair: stages.Pair, forms: Mapping[str, Form], count: int
) -> dict[str, list[float]]:
    """What each form scores for the encrypted pixels in random order."""
    found: dict[str, list[float]] = {name: [] for name in forms}
    for draw in range(count if forms else 0):
        for name, result in evaluate_forms(noise_pair(pair, draw), forms):
            if isinstance(result, ImageError):
                raise result
            found[name].append(result.vsi)
    return found


def _words(error: Exception) -> str:
    """What to tell of an error: the sentence it was given, or its kind as well."""
    if isinstance(error, ImageError):
        return str(error)
    return f"{type(error).__name__}: {error}"


def _joined(errors: Mapping[str, str], job: Job) -> str:
    """One sentence for each thing that went wrong, with the measures it concerns."""
    concerned = dict[str, list[str]]()
    for name in job.measures:
        if name in errors:
            concerned.setdefault(errors[name], []).append(name)
    if len(errors) == len(job.measures) and len(concerned) == 1:
        return next(iter(concerned))
    return "; ".join(f"{', '.join(names)}: {said}" for said, names in concerned.items())


class _Read:
    """An image that has been read; its edges are found when first asked for."""

    def __init__(self, luma: Luma, notes: tuple[str, ...] = ()) -> None:
        luma.flags.writeable = False
        self.luma = luma
        self.notes = notes

    @cached_property
    def edges(self) -> NDArray[np.float32]:
        return edge_map(self.luma, data_range=255)


def _read(image: Image) -> _Read:
    """Read an image, or find it by its content among the last ones."""
    if isinstance(image, Path):
        try:
            content = image.read_bytes()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise ImageError(f"cannot open {image.name}: {reason}") from error
        return _kept(content, None, image.name)
    pixels = np.asarray(image.read())
    return _kept(pixels.tobytes(), (pixels.shape, pixels.dtype.str), image.name)


@lru_cache(maxsize=KEPT)
def _kept(
    content: bytes, layout: tuple[tuple[int, ...], str] | None, name: str
) -> _Read:
    """Decode a file, or the raw pixels of an array."""
    if layout is None:
        picture = read_picture(content, name=name)
        return _Read(picture.luma, picture.notes)
    shape, dtype = layout
    return _Read(as_luma(np.frombuffer(content, np.dtype(dtype)).reshape(shape)))
