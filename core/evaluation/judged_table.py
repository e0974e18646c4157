"""Any other database: a CSV table of plain and encrypted images with human scores."""

import os
import re
from pathlib import Path, PurePosixPath

from core.evaluation.archive import Archive, open_archive
from core.evaluation.errors import EvaluationError
from core.evaluation.rows import Database, ImageFile, Judged, Readable, ZippedImage
from core.image import DataRange
from core.spreadsheet import Sheet, TableError, located, read_sheet
from core.white_columns import WHITE_COLUMNS, Whites, or_else, whites_of

COLUMNS = ("plain", "encrypted", "score")

TABLES = (".csv", ".tsv")
"""Endings of tables in a folder or an archive."""

_FILES = (*TABLES, ".txt", ".xlsx", ".xls", ".ods", ".numbers")
"""Endings of what is read, or refused, as a table where it is named itself."""


def read_judged_table(
    path: str | os.PathLike[str],
    images: str | os.PathLike[str] | None = None,
    data_range: DataRange = None,
) -> Database:
    """Rows of a CSV table, or of a zip archive that holds one with its images.

    Parameters
    ----------
    path : path
        CSV as `core.spreadsheet` reads it, with the columns `plain`, `encrypted` (image
        files, relative to the table) and `score` (or `mos`); `type` (of encryption) and
        `level` where they are known. Case and order do not matter. Scores may have
        decimal commas. The columns of `core.white_columns` say which value is white in
        the images of a row.
    images : path, optional
        Folder that the image files of a CSV table are relative to; the table's own
        unless given.
    data_range : float or pair of floats, optional
        Value of white in all rows that do not say it: of both images, or (plain,
        encrypted); that of the files' types unless given.

    Returns
    -------
    Database
        Without a `type`, all rows are of the type "all".

    Raises
    ------
    EvaluationError
        If there is no such table, a score or a white is no number, or an image is
        missing; the message names the line.
    """
    path = Path(path)
    if path.suffix.casefold() in _FILES and not os.path.isdir(path):  # noqa: PTH112 - never raises
        name, content = path.name, path
        found_in = _Folder(path.parent if images is None else Path(images))
    else:
        archive = open_archive(path)
        name, content = _only_table(archive)
        found_in = _Zipped(archive, PurePosixPath(name).parent)
    sheet, scores, whites = _read(content, name)
    rows, missing = list[Judged](), list[str]()
    for number, line in enumerate(sheet.dicts()):
        white = or_else(whites[number], data_range)
        pair = [
            found_in.find(line[column], each)
            for column, each in zip(("plain", "encrypted"), white, strict=True)
        ]
        for column, found in zip(("plain", "encrypted"), pair, strict=True):
            if found is None:
                missing.append(f"{line[column]} ({sheet.where(number)})")
        plain, encrypted = pair
        if plain is None or encrypted is None:
            continue
        rows.append(
            Judged(
                plain=plain,
                encrypted=encrypted,
                score=scores[number],
                type=line.get("type") or "all",
                picture=line["plain"].replace("\\", "/"),
                level=_level(line.get("level", "")),
            )
        )
    if missing:
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        raise EvaluationError(
            f"{name} lists pictures that are not there: "
            f"{', '.join(missing[:5])}{more}. Paths are relative to "
            f"{'the table' if images is None else images}"
        )
    if not rows:
        raise EvaluationError(f"{name}: expected at least one row, got none")
    return Database(
        key="table",
        name=PurePosixPath(name).name,
        rows=tuple(rows),
        meaning=f"The column score of {PurePosixPath(name).name}",
        low=min(scores),
        high=max(scores),
    )


class _Folder:
    """Images beside a table."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, name: str, white: float | None) -> Readable | None:
        path = located(self._folder, name)
        # Path.is_file raises for names that the system does not know, of any length.
        found = os.path.isfile(path)  # noqa: PTH113
        return ImageFile(path=path, white=white) if found else None


class _Zipped:
    """Images in the archive of a table, or in a folder that was named instead."""

    def __init__(self, archive: Archive, folder: PurePosixPath) -> None:
        self._archive, self._folder = archive, folder
        self._files = set(archive.files)

    def find(self, name: str, white: float | None) -> Readable | None:
        file = (self._folder / name.replace("\\", "/")).as_posix()
        if file not in self._files:
            return None
        if self._archive.zipped:
            return ZippedImage(archive=self._archive.path, member=file, white=white)
        return ImageFile(path=self._archive.path / file, white=white)


def _only_table(archive: Archive) -> tuple[str, bytes]:
    """Name and content of the table in a folder or archive."""
    tables = [
        file
        for file in archive.files
        if PurePosixPath(file).suffix.casefold() in TABLES
    ]
    if len(tables) != 1:
        found = ", ".join(tables[:5]) if tables else "none"
        raise EvaluationError(
            f"expected one CSV table in {archive.path}, found {found}. Name the table"
        )
    return tables[0], archive.read(tables[0])


def _read(
    content: Path | bytes, name: str
) -> tuple[Sheet, list[float], tuple[Whites, ...]]:
    """A table without gaps in the columns that it must have, its scores and whites."""
    try:
        sheet = read_sheet(
            content,
            name,
            required=COLUMNS,
            optional=("type", "level", *WHITE_COLUMNS),
            aliases={"mos": "score"},
        )
        for number, line in enumerate(sheet.dicts()):
            if lacking := [column for column in COLUMNS if not line[column]]:
                raise TableError(
                    f"{sheet.where(number)}: expected a value in the column "
                    f"{lacking[0]}, got none"
                )
        return sheet, sheet.numbers("score"), whites_of(sheet)
    except TableError as error:
        raise EvaluationError(str(error)) from error


def _level(text: str) -> int:
    """Level of a cell, which a spreadsheet may write 3.0 or 3,0; 0 where it is none."""
    # Python makes no number of thousands of digits, and no level has so many.
    whole = re.fullmatch(r"(\d{1,9})(?:[.,]0+)?", text)
    return int(whole[1]) if whole else 0
