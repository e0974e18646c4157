"""Rows of animated files and files of several pages: one for each frame."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from numpy.typing import ArrayLike

from core.batch.jobs import Image
from core.batch.table import Refused, Table
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
            "results; rename it"
        )
    counts = dict[Image, int | Refused]()
    records = list[tuple[str, ...]]()
    images = list[tuple[Image, Image]]()
    origin = list[int]()
    for number, (record, pair) in enumerate(
        zip(table.records, table.pairs(), strict=True)
    ):
        for image in pair:
            if image not in counts:
                counts[image] = _count(image)
        rows = _rows(pair, [counts[image] for image in pair])
        images += rows
        numbers = range(1, len(rows) + 1) if len(rows) > 1 else ("",)
        records += [(*record, str(frame)) for frame in numbers]
        origin += [number] * len(rows)
    return replace(
        table,
        columns=(*table.columns, FRAME),
        records=tuple(records),
        lines=tuple(table.lines[number] for number in origin),
        whites=tuple(table.whites[number] for number in origin) if table.whites else (),
        images=tuple(images),
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


def _rows(
    pair: tuple[Image, Image], counts: Sequence[int | Refused]
) -> list[tuple[Image, Image]]:
    """Images of each row of a pair."""
    plain, encrypted = counts
    if isinstance(plain, Refused) or isinstance(encrypted, Refused):
        first, second = (
            count if isinstance(count, Refused) else image
            for image, count in zip(pair, counts, strict=True)
        )
        return [(first, second)]
    if plain not in (1, encrypted):
        why = (
            f"expected a plain image of 1 frame, or of {encrypted} as the encrypted "
            f"one has, got one of {plain}"
        )
        return [(Refused(name=str(pair[0]), why=why), pair[1])]
    return [
        (_frame(pair[0], number, plain), _frame(pair[1], number, encrypted))
        for number in range(1, encrypted + 1)
    ]


def _frame(image: Image, number: int, count: int) -> Image:
    """Frame of a number, or the image that has no other."""
    if count > 1 and isinstance(image, Path):
        return Frame(path=image, number=number)
    return image
