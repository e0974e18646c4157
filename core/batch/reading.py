"""Both images of a job, read where the job is done, with what there is to say of them.

A worker keeps the last images with their edges: jobs come plain image by plain image.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.batch.frames import Frame
from core.batch.jobs import Decoded, Image, Job
from core.edges import edge_map
from core.image import (
    ColourPair,
    Frames,
    ImageError,
    Luma,
    Picture,
    as_pair,
    fit,
    fit_words,
    mismatch,
    read_picture,
    unlike_ranges,
    without_luma,
)
from core.image.opened import MAX_BYTES
from core.image.plain_files import read_plain
from core.image.white import for_each
from core.indices.noise import value_against
from core.remarks import Remark, remarks_on, remarks_on_plain

KEPT = 2
"""Images that a worker keeps with their edges: the plain one, the last encrypted."""


class Plane:
    """Luma of an image, (H, W), in [0, 255]; its edges are found when first asked for.

    Parameters
    ----------
    luma : NDArray
        Not to be written to from here on.
    """

    def __init__(self, luma: Luma) -> None:
        luma.flags.writeable = False
        self.luma = luma
        self._measures: dict[str, Callable[[Luma], float]] = {}

    @cached_property
    def edges(self) -> NDArray[np.float32]:
        """Edge map of the luma, (H, W), in [0, 1]."""
        return edge_map(self.luma, data_range=255)

    def measure(self, index: str) -> Callable[[Luma], float]:
        """Value of an index of `core.INDICES` against this plain image.

        What depends on the plain image alone is found when first asked for, and kept.
        """
        if index not in self._measures:
            self._measures[index] = value_against(index, self.luma)
        return self._measures[index]


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Opened:
    """What came of reading a pair.

    Attributes
    ----------
    planes : tuple of Plane, optional
        The plain and the encrypted image, of one size; None if there is an error.
    notes : tuple of str
        What was left out or changed, of each image that could be read; then remarks.
    remarks : tuple of Remark
        Those of the notes that have to be known before the score is believed.
    error : str, optional
        Why there is no pair.
    colours : ColourPair, optional
        The same pair in its colours.
    encrypted : Picture, optional
        The encrypted image as it is in its file, before it was brought to a size.
    """

    planes: tuple[Plane, Plane] | None = None
    notes: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    error: str | None = None
    colours: ColourPair | None = None
    encrypted: Picture | None = None


def open_pair(job: Job) -> Opened:
    """Read both images of a job, and bring them to one size where it says how.

    Both are read even where the first cannot be: what is known of the other is part of
    the row. Nothing is raised for a bad image.
    """
    found: list[_Read] = []
    notes: list[str] = []
    error: str | None = None
    try:
        whites = for_each(job.data_range)
    except ImageError as wrong:
        return Opened(error=words_of(wrong))
    sides = ("plain", job.plain), ("encrypted", job.encrypted)
    for (role, image), white in zip(sides, whites, strict=True):
        try:
            read = _read(image, white, strict=job.strict)
        except Exception as wrong:  # noqa: BLE001 - the run goes on, whatever the pair
            error = error or words_of(wrong)
            continue
        found.append(read)
        notes += read.notes
        if role == "plain":
            notes += read.without_luma
    if error is not None:
        return Opened(notes=tuple(notes), error=error)
    plain, encrypted = found
    planes = plain.plane, encrypted.plane
    if said := unlike_ranges(planes[0].luma, planes[1].luma):
        notes.append(said)
    try:
        if job.fit is not None:
            planes, said = _fitted(plain, encrypted, job)
            notes += said
        elif said := mismatch(plain.picture, encrypted.picture):
            raise ImageError(said)
        as_pair(planes[0].luma, planes[1].luma, data_range=255)
    except ImageError as wrong:
        return Opened(notes=tuple(notes), error=words_of(wrong))
    colours = ColourPair(plain=plain.picture, encrypted=encrypted.picture, how=job.fit)
    remarks = tuple(
        remark
        for remark in remarks_on(
            colours,
            lumas=(planes[0].luma, planes[1].luma),
            of_plain=plain.as_plain if planes[0] is plain.plane else None,
        )
        if remark.kind not in ("ranges", "no luma")  # in the notes already
    )
    return Opened(
        planes=planes,
        notes=(*notes, *(remark.words for remark in remarks)),
        remarks=remarks,
        colours=colours,
        encrypted=encrypted.picture,
    )


def open_other(job: Job) -> Picture:
    """Read the second cipher of a job, as the first one is read.

    Raises
    ------
    ImageError
        If it cannot be read.
    """
    assert job.other is not None
    _, white = for_each(job.data_range)
    return _read(job.other, white, strict=job.strict).picture


def words_of(error: Exception) -> str:
    """What to say of an error: the sentence it was given, or its kind as well."""
    if isinstance(error, ImageError):
        return str(error)
    return f"{type(error).__name__}: {error}"


class _Read:
    """An image that has been read; what is said of a plain one is found once."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.plane = Plane(picture.luma)
        self.notes = picture.notes

    @cached_property
    def without_luma(self) -> list[str]:
        """The sentence on a plain image without luma, if it is one."""
        return [said] if (said := without_luma(self.picture)) else []

    @cached_property
    def as_plain(self) -> tuple[Remark, ...]:
        """The remarks on it, if it is a plain image."""
        return remarks_on_plain(self.plane.luma, "".join(self.without_luma))


def _fitted(
    plain: _Read, encrypted: _Read, job: Job
) -> tuple[tuple[Plane, Plane], list[str]]:
    """Planes of one size, and a sentence for each that was changed."""
    assert job.fit is not None
    planes: list[Plane] = []
    notes: list[str] = []
    fitted = fit(plain.plane.luma, encrypted.plane.luma, job.fit)
    for read, luma in zip((plain, encrypted), fitted, strict=True):
        before = read.plane.luma.shape
        if luma.shape == before:
            planes.append(read.plane)
            continue
        planes.append(Plane(luma))
        notes.append(fit_words(read.picture.name, before, luma.shape, job.fit))
    return (planes[0], planes[1]), notes


def _read(image: Image, white: float | None, *, strict: bool) -> _Read:
    """Read an image, or find it by its content among the last ones."""
    if isinstance(image, Path):
        return _kept_file(_content(image), image.name, white, strict)
    if isinstance(image, Frame):
        frames = _kept_frames(_content(image.path), image.path.name)
        return _Read(frames.read(image.number, data_range=white, strict=strict))
    notes: tuple[str, ...] = ()
    if isinstance(image, Decoded):
        found = image.picture()
        pixels, notes, white = found.luma, found.notes, 255.0
    else:
        pixels = np.asarray(image.read())
    layout = pixels.shape, pixels.dtype.str
    return _kept_array(pixels.tobytes(), layout, image.name, white, notes)


def _content(path: Path) -> bytes:
    """All bytes of a file."""
    try:
        content = read_plain(path, MAX_BYTES)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ImageError(f"cannot open {path.name}: {reason}") from error
    if len(content) > MAX_BYTES:
        raise ImageError(f"{path.name} is too large: it has more than 1 GB")
    return content


@lru_cache(maxsize=KEPT)
def _kept_frames(content: bytes, name: str) -> Frames:
    """Open a file of several frames; the next one is decoded from the last one on."""
    return Frames(content, name)


@lru_cache(maxsize=KEPT)
def _kept_file(content: bytes, name: str, white: float | None, strict: bool) -> _Read:
    """Decode a file."""
    return _Read(read_picture(content, name=name, data_range=white, strict=strict))


@lru_cache(maxsize=KEPT)
def _kept_array(
    content: bytes,
    layout: tuple[tuple[int, ...], str],
    name: str,
    white: float | None,
    notes: tuple[str, ...],
) -> _Read:
    """Take the pixels of an array, with notes from elsewhere."""
    shape, dtype = layout
    pixels = np.frombuffer(content, np.dtype(dtype)).reshape(shape)
    found = read_picture(pixels, name=name, data_range=white)
    return _Read(replace(found, remarks=(*notes, *found.remarks)))
