"""Rows of animated files and files of several pages: one for each frame."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from numpy.typing import ArrayLike

from core.batch.jobs import Image
from core.batch.table import Images, Refused, Table
from core.image import Frames, ImageError, read_picture
from core.image.frames import frame_name
from core.spreadsheet import TableError

FRAME = "frame"
"""Column of the number of a frame, from 1; empty where a pair has one row anyway."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """One frame of a file.

    Attributes
    ----------
    path : Path
        The file.
    number : int
        From 1.
    """

    path: Path
    number: int

    @property
    def name(self) -> str:
        """Name in rows and messages."""
        return frame_name(str(self.path), self.number)

    def read(self) -> ArrayLike:
        """Decode it."""
        return read_picture(self.path, frame=self.number).luma


def each_frame(table: Table) -> Table:
    """Table with a row for every frame of the encrypted images.

    Parameters
    ----------
    table : Table
        Of pairs of files.

    Returns
    -------
    Table
        The same with the column `frame`. A plain image of one frame is compared with
        every frame of the encrypted one, a plain image of as many with the frame of the
        same number. A pair whose frames cannot be counted, or do not fit, has one row,
        which fails with the reason.

    Raises
    ------
    TableError
        If the table has a column of this name.
    """
    if FRAME in table.columns:
        raise TableError(
            f"{table.name} has a column called {FRAME}, which is a column of the "
            "results. Rename it"
        )
    counts = dict[Image, int | Refused]()
    records = list[tuple[str, ...]]()
    given = list[Images]()
    origin = list[int]()
    for number, (record, images) in enumerate(
        zip(table.records, table.images(), strict=True)
    ):
        for image in images:
            if image is not None and image not in counts:
                counts[image] = _count(image)
        rows = _rows(images, counts)
        given += rows
        numbers = range(1, len(rows) + 1) if len(rows) > 1 else ("",)
        records += [(*record, str(frame)) for frame in numbers]
        origin += [number] * len(rows)
    return replace(
        table,
        columns=(*table.columns, FRAME),
        records=tuple(records),
        lines=tuple(table.lines[number] for number in origin),
        whites=tuple(table.whites[number] for number in origin) if table.whites else (),
        given=tuple(given),
    )


def _count(image: Image) -> int | Refused:
    """How many frames an image has, or why that is not known."""
    if not isinstance(image, Path):
        return 1
    try:
        with Frames(image, image.name) as frames:
            return frames.count
    except ImageError as error:
        return Refused(name=str(image), why=str(error))


def _rows(images: Images, counts: Mapping[Image, int | Refused]) -> list[Images]:
    """Images of each row of a record."""
    encrypted = counts[images[1]]
    # What cannot be read, or does not fit, has one row, which says so.
    frames = encrypted if isinstance(encrypted, int) else 1
    plain = _fitting(images[0], counts[images[0]], frames, "a plain picture")
    other = images[2]
    other = other and _fitting(other, counts[other], frames, "a second cipher")
    if isinstance(plain, Refused):
        frames = 1
    return [
        (
            _frame(plain, counts, number),
            _frame(images[1], counts, number),
            other and _frame(other, counts, number),
        )
        for number in range(1, frames + 1)
    ]


def _fitting(image: Image, count: int | Refused, frames: int, what: str) -> Image:
    """Image of one frame or as many as the encrypted one, or why it is none."""
    if isinstance(count, Refused):
        return count
    if count in (1, frames):
        return image
    why = (
        f"expected {what} of 1 frame, or of {frames} as the encrypted one has, got one "
        f"of {count}"
    )
    return Refused(name=str(image), why=why)


def _frame(image: Image, counts: Mapping[Image, int | Refused], number: int) -> Image:
    """Frame of a number, the image that has no other, or why there is none."""
    count = counts.get(image, 1)
    if isinstance(count, Refused):
        return count
    if count > 1 and isinstance(image, Path):
        return Frame(path=image, number=number)
    return image
